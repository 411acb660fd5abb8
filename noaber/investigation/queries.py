"""What people can ask about address investigations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from noaber.cases.models import Case
from noaber.investigation.laa import FINISHED
from noaber.investigation.models import Investigation, Signal


def investigations(client: int, over: bool = False) -> QuerySet[Investigation]:
    """The investigations of a client: open ones by what must be done first, closed ones newest first."""
    found = Investigation.objects.of(client).select_related("case", "signal")
    if over:
        return found.exclude(closed=None).order_by(F("closed").desc(), "-id")
    return found.filter(closed=None).order_by(F("clock").asc(nulls_last=True), "id")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many investigations have no result yet, how many of them run long, and how many steps are late."""

    running: int
    long: int
    late: int


def tally(client: int, day: date, long_weeks: int) -> Tally:
    """The counts above the list. One query."""
    long_since = day - timedelta(weeks=long_weeks)
    counts = (
        Investigation.objects.of(client)
        .filter(decided=None)
        .aggregate(
            running=Count("id"),
            long=Count("id", filter=Q(received__lt=long_since)),
            late=Count("id", filter=Q(clock__lt=day)),
        )
    )
    return Tally(**counts)


def investigation_of(client: int, number: str) -> Investigation | None:
    """The file on a case, if it was begun."""
    found = Investigation.objects.of(client).select_related("case", "signal")
    return found.filter(case__municipality=client, case__number=number).first()


def running_for(client: int, signal: int) -> Investigation | None:
    """The investigation into a signal that has begun and is not closed, if there is one."""
    return Investigation.objects.of(client).select_related("case").filter(signal=signal, closed=None).first()


def signal_of(client: int, number: str) -> Signal | None:
    """The signal of address quality on a case, if it was put down."""
    return (
        Signal.objects.of(client).select_related("case").filter(case__municipality=client, case__number=number).first()
    )


def signals_open(client: int) -> QuerySet[Signal]:
    """The signals that have no result yet, by when it must be there."""
    found = Signal.objects.of(client).select_related("case").exclude(status__in=FINISHED)
    return found.order_by("received", "id")


def case_of_signal(client: int, number: str) -> Case | None:
    """The case of a signal by its number, held until the act is over."""
    return Case.objects.of(client).select_for_update().filter(number=number.strip().upper()).first()
