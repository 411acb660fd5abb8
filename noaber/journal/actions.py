"""Adding to the journal. Only the one door (agreement/acting.py) may come here."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from noaber.journal import canonical
from noaber.journal.models import Entry, Payload
from noaber.parties.clock import AMSTERDAM
from noaber.values import Line


@dataclass(frozen=True, slots=True)
class Record:
    """All that an entry says, before it is written."""

    municipality: int
    organisation: int
    agreement: str
    act: str
    clause: str
    actor: str
    function: str
    mandate: str
    object: str
    purpose: str
    basis: str
    result: str
    reason: str
    origin: str
    at: datetime
    trace: str
    key: str | None
    facts: dict[str, Any]
    lines: Sequence[Line]


def append(record: Record) -> Entry:
    """Write one entry with its facts and lines, in the transaction of the caller."""
    salt, body = secrets.token_bytes(32), canonical.encode(record.facts)
    header = canonical.encode(
        {
            "v": 1,
            "municipality": record.municipality,
            "org": record.organisation,
            "agreement": record.agreement,
            "act": record.act,
            "clause": record.clause,
            "actor": record.actor,
            "function": record.function,
            "mandate": record.mandate,
            "object": record.object,
            "purpose": record.purpose,
            "basis": record.basis,
            "result": record.result,
            "reason": record.reason,
            "origin": record.origin,
            "at": record.at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "trace": record.trace,
            "key": record.key,
            "payload": commitment(salt, body).hex(),
            "lines": [as_list(line) for line in record.lines],
        }
    )
    entry = Entry(
        municipality_id=record.municipality,
        year=record.at.astimezone(AMSTERDAM).year,
        at=record.at,
        agreement=record.agreement,
        act=record.act,
        clause=record.clause,
        actor=record.actor,
        function=record.function,
        mandate=record.mandate,
        object=record.object,
        result=record.result,
        reason=record.reason,
        key=record.key,
        header=header,
    )
    entry.save(force_insert=True)
    _write_payload(entry, salt, body)
    _write_lines(entry, record.lines)
    return entry


def commitment(salt: bytes, body: str) -> bytes:
    """What the header says of the facts: a hash that tells nothing without the salt."""
    return hashlib.sha256(b"\x02" + salt + body.encode()).digest()


def as_list(line: Line) -> list[Any]:
    """A line as the header writes it."""
    day = line.day.isoformat()
    return [line.measure, day, line.quantity, line.unit, line.service, line.key, line.base, line.clause]


def _write_payload(entry: Entry, salt: bytes, body: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_payload (entry_id, municipality_id, salt, body) VALUES (%s, %s, %s, %s)",
            [entry.pk, entry.municipality_id, salt, body],
        )


def _write_lines(entry: Entry, lines: Sequence[Line]) -> None:
    if not lines:
        return
    rows = [[entry.pk, entry.municipality_id, line.day.year * 100 + line.day.month, *as_list(line)] for line in lines]
    row = f"({', '.join(['%s'] * len(rows[0]))})"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_countedline "  # noqa: S608  only marks for values are put together
            "(entry_id, municipality_id, month, measure, day, quantity, unit, service, key, base, clause) "
            f"VALUES {', '.join([row] * len(rows))}",
            [value for values in rows for value in values],
        )


def erase(payload: Payload, entry: Entry) -> None:
    """Destroy the facts of an entry; the entry itself stays whole. Only under an act of retention (`entry`)."""
    assert entry.pk and entry.municipality_id == payload.municipality_id
    payload.salt = payload.body = None
    payload.save(update_fields=["salt", "body"])
