"""Which places the calendar of a location has on a day, and which run of them an appointment fits in. Pure.

A moment is a whole number of minutes since 1970 in UTC: an instant, whatever the clock on the wall does. Rules speak of
the clock on the wall in the Netherlands; on the two days that the clock jumps, the time that really passes counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from noaber.agreement.opening import Opening
from noaber.calendar.holidays import is_holiday
from noaber.parties.clock import AMSTERDAM

CLOSED, OPEN = "closed", "open"


@dataclass(frozen=True, slots=True)
class Deviation:
    """A day, or a part of one, on which a location differs from its rules: closed, or open with some capacity."""

    location: str
    kind: str
    start: time
    end: time
    skill: str = ""
    capacity: int = 0


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """One place in the calendar: where, for which skill, and from which minute."""

    location: str
    skill: str
    minute: int

    @property
    def words(self) -> tuple[str, str]:
        """Where and for which skill."""
        return self.location, self.skill


@dataclass(frozen=True, slots=True)
class Run:
    """Places that follow each other: what one appointment takes."""

    location: str
    skill: str
    first: int
    count: int
    length: int

    @property
    def end(self) -> int:
        """The minute at which it is over."""
        return self.first + self.count * self.length


def minute_of(moment: datetime) -> int:
    """The minute that a moment falls in."""
    return int(moment.timestamp() // 60)


def moment_of(minute: int) -> datetime:
    """The moment at which a minute begins, in UTC."""
    return datetime.fromtimestamp(minute * 60, UTC)


def day_of(minute: int) -> date:
    """The civil day in the Netherlands that a minute falls on."""
    return moment_of(minute).astimezone(AMSTERDAM).date()


def on_the_wall(day: date, at: time) -> int:
    """The minute at which the clock on the wall shows a time; one that it jumps over is taken as if it had not."""
    return minute_of(datetime.combine(day, at, AMSTERDAM))


def span_of(days: Sequence[date]) -> tuple[int, int]:
    """The first minute of the first day, and the minute at which the last is over."""
    return on_the_wall(days[0], time()), on_the_wall(days[-1] + timedelta(days=1), time())


def needed(minutes: int, length: int) -> int:
    """How many places of a length so many minutes take."""
    return max(1, -(-minutes // length))


def slots_of(
    day: date, openings: Iterable[Opening], deviations: Sequence[Deviation], length: int
) -> Mapping[Place, int]:
    """The places of one day with their capacity: by the rules, and with what is open or closed for once.

    Rules that hold at the same moment add up. On a legal holiday only what is open for once is open. What is closed for
    once is closed, whatever else says open.
    """
    found: Counter[Place] = Counter()
    for rule in openings:
        if holds(rule, day):
            for minute in _minutes(day, rule.start, rule.end, length, rule.breaks):
                found[Place(rule.location, rule.skill, minute)] += rule.capacity
    for once in deviations:
        if once.kind == OPEN:
            for minute in _minutes(day, once.start, once.end, length):
                found[Place(once.location, once.skill, minute)] += once.capacity
    closed = [(once.location, *_span(day, once.start, once.end)) for once in deviations if once.kind == CLOSED]
    return {
        place: capacity
        for place, capacity in found.items()
        if capacity
        and not any(
            place.location == location and place.minute < end and place.minute + length > start
            for location, start, end in closed
        )
    }


def holds(rule: Opening, day: date) -> bool:
    """Does an opening rule hold on this day?"""
    if day.weekday() not in rule.weekdays or day not in rule.period or is_holiday(day):
        return False
    if rule.every_weeks == 1:
        return True
    assert rule.anchor is not None
    weeks = (_monday(day) - _monday(rule.anchor)).days // 7
    return weeks % rule.every_weeks == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _minutes(day: date, start: time, end: time, length: int, breaks: Iterable[tuple[time, time]] = ()) -> Iterator[int]:
    """Where places begin: one after the other, none that runs into a break or past the end."""
    first, last = _span(day, start, end)
    pauses = [_span(day, *pause) for pause in breaks]
    for minute in range(first, last - length + 1, length):
        if not any(minute < over and minute + length > begin for begin, over in pauses):
            yield minute


def _span(day: date, start: time, end: time) -> tuple[int, int]:
    """From a time until another; until midnight is until the day is over."""
    until = on_the_wall(day, end) if end > time() else span_of([day])[1]
    return on_the_wall(day, start), until


def starts(free: Iterable[int], count: int, length: int) -> list[int]:
    """Where an appointment of so many places can begin: each free place after which the others follow without a gap."""
    there = sorted(set(free))
    return [
        minute
        for index, minute in enumerate(there)
        if index + count <= len(there) and there[index + count - 1] == minute + (count - 1) * length
    ]
