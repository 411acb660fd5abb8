"""Where and when residents are received, as an agreement says it: locations, skills of counters, opening rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from noaber.values import Clause, Period

WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


@dataclass(frozen=True, slots=True)
class Location:
    """A town hall with a desk. `counters` is how many counters there are to call a visitor to."""

    code: str
    name: str
    clause: Clause
    address: str
    counters: int


@dataclass(frozen=True, slots=True)
class Skill:
    """What a counter can do: the products it handles; without products everything that no other skill names."""

    code: str
    name: str
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """A rule that a location is open: on these weekdays (0 is Monday), from a time of the clock until another.

    `capacity` is how many people are helped at once. Rules that hold at the same moment add up. With `every_weeks` 2
    it holds every other week, counted from the week of `anchor`.
    """

    location: str
    skill: str
    weekdays: frozenset[int]
    start: time
    end: time
    capacity: int
    period: Period
    breaks: tuple[tuple[time, time], ...] = ()
    every_weeks: int = 1
    anchor: date | None = None


def opening_of(row: Mapping[str, Any], period: Period) -> Opening:
    """An opening rule from its block; the loader has checked it first."""
    return Opening(
        location=row["location"],
        skill=row["skill"],
        weekdays=frozenset(WEEKDAYS.index(name) for name in row["weekdays"]),
        start=clock_time(row["start"]),
        end=clock_time(row["end"]),
        capacity=row["capacity"],
        period=period,
        breaks=tuple(hours(text) for text in row.get("breaks", ())),
        every_weeks=row.get("every_weeks", 1),
        anchor=date.fromisoformat(str(row["anchor"])) if row.get("anchor") else None,
    )


def clock_time(text: str) -> time:
    """A time of the clock, `09:00`. Raises ValueError."""
    return time.fromisoformat(text)


def hours(text: str) -> tuple[time, time]:
    """A part of a day, `12:30-13:00`. Raises ValueError."""
    start, _, end = text.partition("-")
    return clock_time(start), clock_time(end)
