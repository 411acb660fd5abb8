"""The zips in which the programs hand over their files: opened within bounds, also those within them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, is_zipfile

from noaber.elections.eml.source import LARGEST, Finding, Unreadable

MOST_FILES = 500
LARGEST_IN_ALL = 512 * 1024 * 1024
DEEPEST = 2
WANTED = (".xml", ".csv", ".zip")


def files_in(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The EML and CSV files of what was handed in: a zip, a zip within a zip, or one file. Raises Unreadable."""
    yield from _Opened().files(name, data, 0)


class _Opened:
    """Counts what comes out, so that a small zip that holds a mountain stops at the bounds."""

    def __init__(self) -> None:
        self.bytes = 0
        self.number = 0

    def files(self, name: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
        if not is_zipfile(io.BytesIO(data)) or not data.startswith(b"PK"):
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
                    self.take(name, info.file_size)
                    with package.open(info) as stream:
                        content = stream.read(LARGEST + 1)
                    self.bytes += max(0, len(content) - info.file_size)
                    yield from self.files(path.name, content, depth + 1)
        except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
            raise Unreadable(Finding(0, "broken", f"{name} is geen goede zip ({error}).")) from None

    def take(self, name: str, size: int) -> None:
        self.number += 1
        self.bytes += size
        if self.number > MOST_FILES:
            raise Unreadable(Finding(0, "too-many", f"In {name} zitten meer dan {MOST_FILES} bestanden."))
        if size > LARGEST or self.bytes > LARGEST_IN_ALL:
            raise Unreadable(Finding(0, "too-large", f"Uitgepakt is {name} te groot."))
