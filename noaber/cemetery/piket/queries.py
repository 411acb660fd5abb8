"""What people can ask about being on call: who is, the roster of a month, and how calls were answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from noaber.agreement.access import WORKERS
from noaber.cemetery.piket.models import CallRecord, RosterMonth, ShiftRecord
from noaber.cemetery.piket.roster import Span, gaps, month_of, wanted
from noaber.cemetery.piket.terms import PiketTerms
from noaber.parties.models import Person
from noaber.values import Period


def shifts_in(client: int, span: Span) -> QuerySet[ShiftRecord]:
    """The shifts that share a moment with a span, in order."""
    found = ShiftRecord.objects.of(client).filter(withdrawn=False, since__lt=span.until, until__gt=span.since)
    return found.order_by("since", "id")


def shifts_from(client: int, moment: datetime) -> QuerySet[ShiftRecord]:
    """The shift that runs at a moment, if there is one, and those that follow, in order."""
    return ShiftRecord.objects.of(client).filter(withdrawn=False, until__gt=moment).order_by("since", "id")


def holes(client: int, month: Period, terms: PiketTerms, shifts: Sequence[ShiftRecord] | None = None) -> list[Span]:
    """When nobody is on call in a month though somebody must be."""
    there = shifts_in(client, month_of(month)) if shifts is None else shifts
    asked = wanted(month, terms.evening.value, terms.morning.value)
    return gaps(asked, [one.span for one in there])


def month_row(client: int, month: Period) -> RosterMonth | None:
    """What was done with the roster of a month."""
    return RosterMonth.objects.of(client).filter(month=month.code).first()


def is_fixed(client: int, span: Span) -> bool:
    """Does the roster of a month in which a span falls lie fixed?"""
    codes = {f"{moment:%Y-%m}" for moment in (span.since, span.until)}
    return RosterMonth.objects.of(client).filter(month__in=codes, fixed_on__isnull=False).exists()


def colleagues(contractor: int, day: date) -> dict[str, str]:
    """Who can be on call: whoever does the work at the contractor that day, by pseudonym, sorted by name."""
    held = Q(positions__function__in=WORKERS, positions__organisation=contractor, positions__since__lte=day)
    held &= Q(positions__until=None) | Q(positions__until__gte=day)
    found = Person.objects.filter(held, is_active=True).distinct().order_by("name")
    return dict(found.values_list("pseudonym", "name"))


def calls(client: int) -> QuerySet[CallRecord]:
    """The log, newest first."""
    return CallRecord.objects.of(client).order_by("-came_in", "-id")


@dataclass(frozen=True, slots=True)
class Tally:
    """The calls of a period: how many there were, how many were answered in time, and the minutes that were worked."""

    calls: int
    in_time: int
    minutes: int

    @property
    def percent(self) -> int | None:
        """How many out of a hundred in time, rounded down; None where there were no calls."""
        return 100 * self.in_time // self.calls if self.calls else None


def tally(client: int, span: Span) -> Tally:
    """What the calls of a span come to. One query."""
    found = CallRecord.objects.of(client).filter(came_in__gte=span.since, came_in__lt=span.until, withdrawn="")
    row = found.aggregate(calls=Count("id"), met=Count("id", filter=Q(norm=True)), worked=Sum("minutes"))
    return Tally(row["calls"], row["met"], row["worked"] or 0)
