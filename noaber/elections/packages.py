"""The zips in which the programs hand over their files: opened within bounds, also those within them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from noaber.elections.eml.source import LARGEST, Finding, Unreadable

MOST_FILES = 500
LARGEST_IN_ALL = 512 * 1024 * 1024
DEEPEST = 2
WANTED = (".xml", ".csv", ".zip")
BOUNDED = (ZIP_STORED, ZIP_DEFLATED)
"""Packing of which no more is unpacked than is asked for; other ways unpack all there is, whatever size they name."""


def files_in(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The EML and CSV files of what was handed in: a zip, a zip within a zip, or one file. Raises Unreadable."""
    yield from _Opened().files(name, data, 0)


class _Opened:
    """Counts what comes out, so that a small zip that holds a mountain stops at the bounds."""

    def __init__(self) -> None:
        self.bytes = 0
        self.number = 0

    def files(self, name: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
        if not data.startswith(b"PK") or not is_zipfile(io.BytesIO(data)):
            yield name, data
            return
        if depth == DEEPEST:
            raise Unreadable(Finding(0, "too-deep", f"In {name} zit een zip in een zip in een zip."))
        try:
            with ZipFile(io.BytesIO(data)) as package:
                for info in package.infolist():
                    path = PurePosixPath(info.filename)
                    if info.is_dir() or path.suffix.lower() not in WANTED:
                        continue
                    self.take(name, info)
                    with package.open(info) as stream:
                        content = stream.read(LARGEST + 1)
                    yield from self.files(path.name, content, depth + 1)
        except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
            raise Unreadable(Finding(0, "broken", f"{name} is geen goede zip ({error}).")) from None

    def take(self, name: str, info: ZipInfo) -> None:
        """Count a file by the size that the zip gives for it: more than that never comes out."""
        self.number += 1
        self.bytes += info.file_size
        if self.number > MOST_FILES:
            raise Unreadable(Finding(0, "too-many", f"In {name} zitten meer dan {MOST_FILES} bestanden."))
        if info.file_size > LARGEST or self.bytes > LARGEST_IN_ALL:
            raise Unreadable(Finding(0, "too-large", f"Uitgepakt is {name} te groot."))
        if info.compress_type not in BOUNDED:
            raise Unreadable(
                Finding(0, "packing", f"{name} is op een ongewone manier ingepakt. Maak er een gewone zip van.")
            )
