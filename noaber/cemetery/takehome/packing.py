"""The take-home file: a zip with a CSV for each table, what other parts add, and a list with their digests."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from noaber.cemetery.csv_table import as_text
from noaber.cemetery.exported import ADDED
from noaber.cemetery.local import Local
from noaber.cemetery.takehome.tables import TABLES

MANIFEST = "inhoud.json"
FORMAT = "noaber-begraafplaatsen@v1"
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the zip: its name, rows (of a table), bytes and SHA-256."""

    name: str
    rows: int | None
    bytes: int
    sha256: str


def pack(out: IO[bytes], client: int, local: Local, day: date) -> list[Packed]:
    """Write the zip piece by piece, so that a register of any size takes little memory."""
    made: list[Packed] = []
    moment = (day.year, day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(out, "w") as zip_file:

        def write(name: str, pieces: Iterable[str], rows: list[int] | None = None) -> Packed:
            digest, size = hashlib.sha256(), 0
            head = zipfile.ZipInfo(name, moment)
            head.compress_type = zipfile.ZIP_DEFLATED
            with zip_file.open(head, "w") as file:
                for piece in pieces:
                    content = piece.encode("utf-8")
                    digest.update(content)
                    size += len(content)
                    file.write(content)
            return Packed(name, rows[0] if rows else None, size, digest.hexdigest())

        for table in TABLES:
            count = [0]
            made.append(write(table.name, _csv(table.columns, table.rows(client, local), count), count))
        for name, pieces in sorted(ADDED.items()):
            made.append(write(name, pieces(client)))
        write(MANIFEST, [_manifest(client, day, made)])
    return made


def _csv(columns: Sequence[str], rows: Iterator[Sequence[str]], count: list[int]) -> Iterator[str]:
    """A table as text: UTF-8 with the mark that spreadsheets look for, semicolons, and no cell that could run."""
    buffer = io.StringIO(newline="")
    buffer.write("\ufeff")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([as_text(cell) for cell in row])
        count[0] += 1
        if buffer.tell() > _PIECE:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _manifest(client: int, day: date, made: Sequence[Packed]) -> str:
    files = [{"bestand": one.name, "rijen": one.rows, "bytes": one.bytes, "sha256": one.sha256} for one in made]
    what = {"formaat": FORMAT, "gemeente": f"GM{client:04d}", "dag": day.isoformat(), "bestanden": files}
    return json.dumps(what, ensure_ascii=False, indent=2) + "\n"
