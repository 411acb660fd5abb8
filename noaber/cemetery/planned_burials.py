"""What the register itself plans: burials and urns that were put in it before their day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from noaber.cemetery.models import BODY, Interment
from noaber.cemetery.planned import ASHES, BURIAL, Carried, Planned, Source

CODE = "bezorging"
"""It stands in addresses and in the journal, before the number of the interment."""


def _rows(client: int) -> QuerySet[Interment]:
    found = Interment.objects.of(client).filter(late_reason="", removed_on=None, buried_on__isnull=False)
    return found.select_related("grave", "resident")


def between(client: int, since: date, until: date) -> Sequence[Planned]:
    """What is planned from a day until a day. One query."""
    rows = _rows(client).filter(buried_on__gte=since, buried_on__lte=until).order_by("buried_on", "id")
    return [value_of(row) for row in rows]


def one(client: int, number: str) -> Planned | None:
    """The burial or urn with this number."""
    row = _rows(client).filter(number=number).first()
    return value_of(row) if row else None


def value_of(row: Interment) -> Planned:
    """A row of the register as something that is planned; its grave and its person must be at hand."""
    who = row.resident
    assert row.buried_on is not None, "what has no day is not planned"
    return Planned(
        CODE,
        row.number,
        BURIAL if row.kind == BODY else ASHES,
        row.buried_on,
        row.grave.cemetery,
        row.grave.number,
        row.buried_at,
        row.layer,
        who.name,
        who.born_on if not who.born_text else None,
        row.died_on,
        row.registration,
        f"verlof {row.permit}" if row.permit else "",
        interment=row.number,
    )


def done(_: Any, entry: Any, number: str, carried: Carried) -> None:
    """Let the register say in which layer somebody really lies, under the entry of who saw it (Wlb 27)."""
    row = Interment.objects.of(entry.municipality_id).select_for_update().get(number=number)
    if carried.layer is not None and carried.layer != row.layer:
        row.change(entry, layer=carried.layer, shared=False)


SOURCE = Source(CODE, between, one, done)
