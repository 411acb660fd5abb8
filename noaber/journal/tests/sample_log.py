"""A made-up log of any size, without a database: what the journal would have written and sealed."""

from __future__ import annotations

import hashlib
import io
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from noaber.journal import canonical
from noaber.journal.checkpoint import KeyPair, sign_checkpoint
from noaber.journal.export import COLUMNS, Record, write_export
from noaber.journal.merkle import Frontier, leaf_hash

ORIGIN = "noaber/GM0175/2026"
BEGIN = datetime(2026, 1, 1, 7, tzinfo=UTC)
ACTS = ("case.register", "case.suspend", "case.decide", "case.close", "desk.count", "invoice.issue")


def records(count: int, seed: int = 1) -> Iterator[Record]:
    """Entries as the journal exports them, about as large as real ones; four in ten carry lines."""
    chance = random.Random(seed)
    for index in range(count):
        act = ACTS[index % len(ACTS)]
        at = BEGIN + timedelta(seconds=index * 24)
        body = canonical.encode(
            {"product": f"P{index % 90:02d}", "outcome": "granted", "reference": f"Z/26/{index:07d}"}
        )
        yield sealed(index, at, act, lines_of(index, act, at), chance.randbytes(32), body, chance)


def lines_of(index: int, act: str, at: datetime) -> list[list[Any]]:
    """What counts of an entry: closing a case counts thrice."""
    day, service, clause = at.date().isoformat(), index % 10 + 1, f"3.{index % 9 + 1}"
    if act == "case.close":
        return [
            ["case.closed", day, 1, "count", service, "product-7", 0, clause],
            ["case.days", day, 12, "days", service, "product-7", 0, clause],
            ["kpi", day, 1, "count", service, "K07", 1, clause],
        ]
    return [["case.registered", day, 1, "count", service, "product-7", 0, clause]] if act == "case.register" else []


def sealed(
    index: int, at: datetime, act: str, lines: list[list[Any]], salt: bytes, body: str, chance: random.Random
) -> Record:
    """One entry with its header, its fingerprint and its columns in agreement."""
    header = {
        "v": 1,
        "municipality": 175,
        "org": 1700,
        "agreement": "ommen-twenterand-2024",
        "act": act,
        "clause": "3.1.1",
        "actor": f"m-{index % 40:016x}",
        "function": "clerk",
        "mandate": "burgerzaken-besluiten",
        "object": f"case:{index // 3}",
        "purpose": "uitvoering dienstverleningsovereenkomst",
        "basis": "3.1.1",
        "result": "refused" if index % 25 == 24 else "granted",
        "reason": "registered",
        "origin": "web",
        "at": at.isoformat(timespec="milliseconds"),
        "trace": f"{chance.getrandbits(64):016x}",
        "key": f"{chance.getrandbits(128):032x}.{chance.getrandbits(128):032x}",
        "payload": hashlib.sha256(b"\x02" + salt + body.encode()).hexdigest(),
        "lines": lines,
    }
    text = canonical.encode(header)
    return index, text, leaf_hash(text.encode()), [header[name] for name in COLUMNS], lines, salt, body


@dataclass
class SampleLog:
    """A log in memory with its key and checkpoints, to be tampered with."""

    records: list[Record]
    key: KeyPair = field(default_factory=lambda: KeyPair.generate("noaber"))
    origin: str = ORIGIN
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, count: int, sizes: Iterable[int] = ()) -> SampleLog:
        """A whole log with checkpoints at these sizes, and at its end."""
        log = cls(list(records(count)))
        log.notes = [log.note(size) for size in sorted({*sizes, count})]
        return log

    def note(self, size: int, key: KeyPair | None = None) -> str:
        """The checkpoint over the fingerprints as they stand now."""
        frontier = Frontier()
        for record in self.records[:size]:
            frontier.append(record[2])
        return sign_checkpoint(key or self.key, self.origin, size, frontier.root())

    def export(self) -> bytes:
        """The export as a file."""
        stream = io.BytesIO()
        write_export(stream, self.origin, self.key.verifier, self.records, self.notes)
        return stream.getvalue()

    def leaves(self) -> bytes:
        """The second copy of the fingerprints."""
        return b"".join(record[2] for record in self.records)


def with_header(record: Record, **changes: Any) -> Record:
    """The entry with another header; its stored fingerprint stays what it was, its columns follow."""
    header = json.loads(record[1]) | changes
    return record[0], canonical.encode(header), record[2], [header[name] for name in COLUMNS], *record[4:]


def resealed(record: Record) -> Record:
    """The entry with the fingerprint of the header it has now: what a careful forger does."""
    return *record[:2], leaf_hash(record[1].encode()), *record[3:]


def renumbered(entries: Iterable[Record]) -> list[Record]:
    """The entries with places that count up from zero."""
    return [(place, *record[1:]) for place, record in enumerate(entries)]
