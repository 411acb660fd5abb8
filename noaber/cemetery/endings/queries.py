"""Which graves could be cleared on a day and what stands against the others, and what runs of all that ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from noaber.calendar.deadlines import Span, raw_end
from noaber.cemetery.endings.clearing import NOBODY, Hindrance, Occupied, hindrances
from noaber.cemetery.endings.models import Clearing, NeglectRecord, Scattering, Urn
from noaber.cemetery.law import Law
from noaber.cemetery.local import Local
from noaber.cemetery.models import BODY, URN, Grave, GraveRight, Interment
from noaber.cemetery.queries import running_right
from noaber.cemetery.windows import earliest_clearing

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_HERE = Q(interments__kind=BODY, interments__removed_on=None)


def latest_body(day: date, law: Law) -> date:
    """The latest day of a last body after which a grave may be cleared on a day."""
    span = Span(law.rest.value.number, law.rest.value.unit, "other", backwards=True)
    body = raw_end(day, span) + _WEEK
    while (since := earliest_clearing(body, law).since) is None or since > day:
        body -= _DAY
    return body


def occupied(client: int) -> QuerySet[Any]:
    """The graves in which a body lies, with the day of the last one."""
    bodies = Interment.objects.of(client).filter(grave=OuterRef("pk"), kind=BODY, removed_on=None)
    unsure = bodies.filter(Q(buried_on=None) | ~Q(buried_text=""))
    runs = GraveRight.objects.of(client).filter(grave=OuterRef("pk"), ended_on=None)
    graves = Grave.objects.of(client).filter(Exists(bodies))
    return graves.annotate(
        last_body=Max("interments__buried_on", filter=_HERE), unsure=Exists(unsure), runs=Exists(runs)
    ).order_by("number")


def clearable(client: int, day: date, local: Local, law: Law) -> QuerySet[Any]:
    """The graves against whose clearing the register has nothing on a day."""
    shut = [one.code for one in local.cemeteries if hindrances(_only_closed(one.closed_on), day, law)]
    found = occupied(client).filter(runs=False, unsure=False, historic=False, unknown=False)
    return found.filter(last_body__lte=latest_body(day, law)).exclude(cemetery__in=shut)


def not_clearable(client: int, day: date, local: Local, law: Law) -> QuerySet[Any]:
    """The graves in which somebody lies and against whose clearing something stands."""
    return occupied(client).exclude(pk__in=clearable(client, day, local, law).order_by().values("pk"))


def reasons(
    client: int, graves: Iterable[Grave], day: date, local: Local, law: Law
) -> list[tuple[Grave, tuple[Hindrance, ...]]]:
    """What stands against clearing each of these graves, which come from `occupied`. One query."""
    rows = list(graves)
    rights = GraveRight.objects.of(client).filter(grave__in=[grave.pk for grave in rows], ended_on=None)
    ends: dict[int, list[date | None]] = {}
    for grave, until in rights.values_list("grave_id", "ends_on"):
        ends.setdefault(grave, []).append(until)
    return [(grave, hindrances(_facts(grave, ends.get(grave.pk, []), local), day, law)) for grave in rows]


def _facts(grave: Grave, ends: list[date | None], local: Local) -> Occupied:
    last = None if grave.unsure else grave.last_body  # type: ignore[attr-defined]
    known = [until for until in ends if until is not None]
    return Occupied(
        last,
        right_runs=bool(ends),
        right_ends_on=max(known) if known and len(known) == len(ends) else None,
        historic=grave.historic,
        unknown=grave.unknown,
        closed_on=local.cemetery(grave.cemetery).closed_on,
    )


def _only_closed(closed_on: date | None) -> Occupied:
    return Occupied(date.min, closed_on=closed_on)


def against(
    client: int,
    grave: Grave,
    day: date,
    local: Local,
    law: Law,
    listed: Clearing | None = None,
    consents: bool = False,
    ahead: bool = False,
) -> tuple[Hindrance, ...]:
    """What stands against clearing one grave on a day, with what is put down about it on the list. Three queries.

    `ahead` is for a day to come: what must still be done about an unknown person can be done after the listing, and a
    right that ends before that day does not stand in the way.
    """
    found = list(occupied(client).filter(pk=grave.pk))
    if not found:
        return (NOBODY,)
    ends = list(GraveRight.objects.of(client).filter(grave=grave, ended_on=None).values_list("ends_on", flat=True))
    facts = _facts(found[0], [until for until in ends if not ahead or until is None or until >= day], local)
    facts = replace(facts, holder_consents=consents or (listed is not None and listed.holder_agreed))
    if listed is not None:
        facts = replace(
            facts,
            mayor_told_on=listed.mayor_told_on,
            identifying=listed.identifying,
            objection_runs=listed.objected,
        )
    return hindrances(replace(facts, unknown=facts.unknown and not ahead), day, law)


def clearing_of(client: int, number: str) -> Clearing:
    """One clearing with its grave. Raises Clearing.DoesNotExist."""
    return Clearing.objects.of(client).select_related("grave").get(number=number)


def listed_graves(client: int) -> QuerySet[Clearing]:
    """The graves on the list, those that come first on top."""
    found = Clearing.objects.of(client).filter(withdrawn_on=None, emptied_on=None)
    return found.select_related("grave").order_by("planned_on", "id")


def objects_ready(client: int) -> QuerySet[Clearing]:
    """The graves that were emptied and of which something still lies ready for the family, the longest on top."""
    found = Clearing.objects.of(client).filter(emptied_on__isnull=False, fetched_on=None, disposed_on=None)
    return found.exclude(objects_kept="").select_related("grave").order_by("above_on", "id")


def last_right(client: int, grave: Grave) -> GraveRight | None:
    """The right that runs on a grave, or else the last one that ran."""
    ended = GraveRight.objects.of(client).filter(grave=grave, ended_on__isnull=False)
    return running_right(client, grave) or ended.select_related("holder", "grave").order_by("-ended_on", "-id").first()


def urns_in(client: int, grave: Grave) -> int:
    """How many urns stand in or on a grave."""
    return Interment.objects.of(client).filter(grave=grave, kind=URN, removed_on=None).count()


def neglected(client: int) -> QuerySet[NeglectRecord]:
    """The neglected graves of which the right runs, those seen first on top."""
    found = NeglectRecord.objects.of(client).filter(repaired_on=None, lapsed_on=None, right__ended_on=None)
    return found.select_related("grave", "right__holder").order_by("inspected_on", "id")


def urns(client: int, lacking: bool = False) -> QuerySet[Interment]:
    """The urns that stand, by grave; with `lacking` those of which the register does not have all."""
    found = Interment.objects.of(client).filter(kind=URN, removed_on=None)
    found = found.filter(Q(urn=None) | Q(registration="")) if lacking else found
    return found.select_related("grave", "resident", "urn").order_by("grave__number", "id")


def urn_of(client: int, number: str) -> Interment:
    """One urn with its record, where there is one. Raises Interment.DoesNotExist."""
    found = Interment.objects.of(client).filter(kind=URN)
    return found.select_related("grave", "resident", "right__holder", "urn").get(number=number)


def record_of(row: Interment) -> Urn | None:
    """What the register has of an urn beside its place and its person."""
    return row.urn if hasattr(row, "urn") else None


def scatterings(client: int) -> QuerySet[Scattering]:
    """Everything about scattering: what waits first, then what was done, the last on top."""
    found = Scattering.objects.of(client).select_related("grave", "resident")
    done = (F("scattered_at").desc(nulls_first=True), F("withdrawn_on").desc(nulls_first=True))
    return found.order_by(*done, "planned_at", "id")


def scattering_of(client: int, number: str) -> Scattering:
    """One scattering. Raises Scattering.DoesNotExist."""
    return Scattering.objects.of(client).select_related("grave", "resident").get(number=number)
