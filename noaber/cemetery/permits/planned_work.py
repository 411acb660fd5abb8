"""What the day sheet reads of permits: exhumations with an agreed day, and the monuments that stand on graves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from noaber.cemetery.permits.file import APPROVED, GRANTED
from noaber.cemetery.permits.measures import EXHUMATION, MONUMENT
from noaber.cemetery.permits.models import Permit, PlacingCheck
from noaber.cemetery.permits.queries import permits
from noaber.cemetery.planned import EXHUMATION as EXHUME
from noaber.cemetery.planned import Planned, Source

CODE = "vergunning"
"""It stands in addresses and in the journal, before the number of the case."""


def _rows(client: int) -> QuerySet[Permit]:
    found = permits(client).select_related("interment__resident")
    return found.filter(kind=EXHUMATION, outcome=GRANTED, announced_for__isnull=False)


def between(client: int, since: date, until: date) -> Sequence[Planned]:
    """The exhumations that were agreed for these days and are not in the register yet. One query."""
    rows = _rows(client).filter(carried_out_on=None, announced_for__gte=since, announced_for__lte=until)
    return [value_of(row) for row in rows.order_by("announced_for", "id")]


def one(client: int, number: str) -> Planned | None:
    """The exhumation of a case."""
    row = _rows(client).filter(case__number=number).first()
    return value_of(row) if row else None


def value_of(row: Permit) -> Planned:
    """A permit as something that is planned."""
    assert row.announced_for is not None, "what has no day is not planned"
    who = row.interment.resident if row.interment else None
    return Planned(
        CODE,
        row.case.number,
        EXHUME,
        row.announced_for,
        row.grave.cemetery,
        row.grave.number,
        layer=row.interment.layer if row.interment else None,
        name=who.name if who else "",
        born_on=who.born_on if who and not who.born_text else None,
        died_on=row.interment.died_on if row.interment else None,
        papers=f"vergunning {row.case.number}",
        interment=row.interment.number if row.interment else "",
    )


def warn(client: int, graves: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Which of these graves have a monument on them, as far as it was checked. One query."""
    stands = PlacingCheck.objects.of(client).filter(
        permit__kind=MONUMENT, permit__grave__number__in=graves, result=APPROVED
    )
    found = set(stands.values_list("permit__grave__number", flat=True))
    return {number: ["Er staat een gedenkteken. Licht het als het graf open moet."] for number in sorted(found)}


SOURCE = Source(CODE, between, one)
