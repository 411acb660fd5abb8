"""A log as a file that somebody else can check: one JSON value a line, packed with gzip.

1. `{"format", "origin", "verifier"}`: what this is, of which log, and the public key that signed it.
2. For each entry, in order, `{"index", "leaf", "header", "columns", "lines", "salt", "body"}`: its place, the stored
   fingerprint (hexadecimal), the text that was sealed, what the columns and lines of the database say of it, and its
   facts with their salt, or `"erased": true` where they were destroyed.
3. For each checkpoint, the oldest first, `{"checkpoint"}`: the signed note.
4. `{"entries", "checkpoints"}`: how many there were, so that a file that was cut off shows.

The reader is `verify.py`, which stands alone. The same log gives the same bytes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

FORMAT = "noaber-journal-export@v1"
COLUMNS = (
    "at",
    "agreement",
    "act",
    "clause",
    "actor",
    "function",
    "mandate",
    "object",
    "result",
    "reason",
    "key",
)
"""The columns of an entry that repeat its header, in the order of the export."""

Record = tuple[int, str, bytes, list[Any], list[list[Any]], bytes | None, str | None]
"""Index, header, stored leaf hash, columns, lines, salt and body of an entry; the last two are None when erased."""

_GZIP = 31
_LEVEL = 4
_PACK_FROM = 1 << 18
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def origin(municipality: int, year: int) -> str:
    """The name of a log, as checkpoints carry it: `noaber/GM0175/2026`."""
    return f"noaber/GM{municipality:04d}/{year}"


def write_export(stream: BinaryIO, log: str, verifier: str, records: Iterable[Record], notes: Iterable[str]) -> None:
    """Write the export of a log (its origin) to a stream, without ever holding it whole."""
    for chunk in export_chunks(log, verifier, records, notes):
        stream.write(chunk)


def export_chunks(log: str, verifier: str, records: Iterable[Record], notes: Iterable[str]) -> Iterator[bytes]:
    """The export of a log in pieces, packed: what a download streams."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    pending = bytearray()
    for line in export_lines(log, verifier, records, notes):
        pending += line.encode()
        if len(pending) >= _PACK_FROM:
            yield packer.compress(pending)
            pending.clear()
    yield packer.compress(pending)
    yield packer.flush()


def export_lines(log: str, verifier: str, records: Iterable[Record], notes: Iterable[str]) -> Iterator[str]:
    """The export of a log, line by line, not packed."""
    yield _line({"format": FORMAT, "origin": log, "verifier": verifier})
    entries = checkpoints = 0
    for record in records:
        yield entry_line(record)
        entries += 1
    for note in notes:
        yield _line({"checkpoint": note})
        checkpoints += 1
    yield _line({"entries": entries, "checkpoints": checkpoints})


def entry_line(record: Record) -> str:
    """One entry, as the export writes it and as a proof is checked against."""
    index, header, leaf, columns, lines, salt, body = record
    entry = {"index": index, "leaf": leaf.hex(), "header": header, "columns": columns, "lines": lines}
    if salt is None and body is None:
        return _line(entry | {"erased": True})
    return _line(entry | {"salt": salt.hex() if salt is not None else None, "body": body})


def _line(value: dict[str, Any]) -> str:
    return _ENCODER.encode(value) + "\n"
