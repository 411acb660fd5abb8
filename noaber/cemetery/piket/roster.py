"""When somebody must be on call, and whether the shifts of a roster see to that: spans of time, no people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from noaber.calendar.words import short_day
from noaber.calendar.working_days import is_working_day
from noaber.parties.clock import AMSTERDAM
from noaber.values import Period

_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A run of time: `since` is in it, `until` is not. Kept in UTC, so that a night in which the clock moves is right.

    Raises ValueError where it would end before or when it begins.
    """

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "since", self.since.astimezone(UTC))
        object.__setattr__(self, "until", self.until.astimezone(UTC))
        if self.until <= self.since:
            raise ValueError(f"{self.since} is niet voor {self.until}")

    def __contains__(self, moment: object) -> bool:
        assert isinstance(moment, datetime)
        return self.since <= moment < self.until

    def __str__(self) -> str:
        return f"{spoken(self.since)} tot {spoken(self.until)}"

    @property
    def minutes(self) -> int:
        """How long it is, in whole minutes."""
        return int((self.until - self.since).total_seconds()) // 60

    def meets(self, other: Span) -> bool:
        """Do the two share a moment? Where one ends as the other begins, they do not."""
        return self.since < other.until and other.since < self.until


def spoken(moment: datetime) -> str:
    """A moment in words: `vr 27 nov 2026 17:00`."""
    here = moment.astimezone(AMSTERDAM)
    return f"{short_day(here.date())} {here:%H:%M}"


def at(day: date, hour: int) -> datetime:
    """An hour of the clock on a day in the Netherlands; 24 is midnight at its end."""
    return datetime.combine(day + _DAY if hour == 24 else day, time(hour % 24), AMSTERDAM)


def month_of(period: Period) -> Span:
    """The whole of a month."""
    assert period.until is not None
    return Span(at(period.since, 0), at(period.until, 24))


def beside(month: Period, step: int) -> Period:
    """The month that comes so many months after a month; before it where `step` is negative."""
    year, number = divmod(month.since.year * 12 + month.since.month - 1 + step, 12)
    return Period.month(year, number + 1)


def wanted(period: Period, evening: int, morning: int) -> list[Span]:
    """When somebody must be on call in a period: outside these hours on working days, and on all other days.

    On a working day from `evening` until `morning` of the next; both are whole hours of the clock.
    """
    found = []
    for day in period:
        if is_working_day(day):
            found += [Span(at(day, a), at(day, b)) for a, b in ((0, morning), (evening, 24)) if a < b]
        else:
            found.append(Span(at(day, 0), at(day, 24)))
    return joined(found)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as can be, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.since <= found[-1].until:
            found[-1] = Span(found[-1].since, max(found[-1].until, span.until))
        else:
            found.append(span)
    return found


def gaps(asked: Sequence[Span], shifts: Iterable[Span]) -> list[Span]:
    """When somebody must be on call and nobody is."""
    left = []
    cover = joined(shifts)
    for span in asked:
        since = span.since
        for shift in cover:
            if shift.until <= since or shift.since >= span.until:
                continue
            if shift.since > since:
                left.append(Span(since, shift.since))
            since = max(since, shift.until)
        if since < span.until:
            left.append(Span(since, span.until))
    return left


def overlaps(shifts: Iterable[Span]) -> list[Span]:
    """When two are on call at once."""
    found = []
    furthest: datetime | None = None
    for span in sorted(shifts):
        if furthest is not None and span.since < furthest:
            found.append(Span(span.since, min(span.until, furthest)))
        furthest = span.until if furthest is None else max(furthest, span.until)
    return joined(found)


def on_call_minutes(asked: Sequence[Span], shift: Span) -> int:
    """How many minutes of a shift lie in the hours in which somebody must be on call."""
    return sum(
        Span(max(span.since, shift.since), min(span.until, shift.until)).minutes for span in asked if span.meets(shift)
    )


def weeks(first: date, number: int, hour: int) -> list[Span]:
    """Shifts of a week each, one after the other, from an hour on a day."""
    starts = [at(first + 7 * _DAY * week, hour) for week in range(number + 1)]
    return [Span(since, until) for since, until in pairwise(starts)]
