"""Terms of law in days: how they are counted and when the Algemene termijnenwet (Atw) moves their last day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from noaber.calendar.working_days import add_working_days, next_working_day, working_days_between

UNITS = ("hour", "day", "week", "month", "year", "workday")
SOURCES = ("law", "amvb", "other")
_LONGEST = {"day": 90, "week": 12, "month": 3}


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in a rule. `source` is `law`, `amvb` (order in council) or `other` (ministerial, local, agreed).

    `backwards` where it is counted back from an event. Raises ValueError for a length, unit or source that is none.
    """

    number: int
    unit: str
    source: str = "law"
    backwards: bool = False

    def __post_init__(self) -> None:
        if self.unit not in UNITS or self.source not in SOURCES or self.number < 0:
            raise ValueError(f"geen termijn: {self.number} {self.unit} ({self.source})")
        if self.backwards and self.unit in ("workday", "hour"):
            raise ValueError("Werkdagen en uren worden alleen vooruit geteld.")

    def __str__(self) -> str:
        one, more = UNIT_WORDS[self.unit]
        return f"{self.number} {one if self.number == 1 else more}"


def applies(span: Span) -> bool:
    """Does the Algemene termijnenwet extend this term? Art. 1, second paragraph, 4 and 5.

    Not where it is counted back, not outside acts and orders in council, and not beyond 90 days, twelve weeks or three
    months: a term of thirteen weeks, six months or a year may end on a Sunday. Terms about promulgating rules and about
    detention (art. 4, b and c) are written with the source `other`.
    """
    return not span.backwards and span.source in ("law", "amvb") and span.number <= _LONGEST.get(span.unit, -1)


def last_day(start: date, span: Span) -> date:
    """The last day of a term that starts with an event on `start`; the day of the event does not count. Atw 1 and 2."""
    return raise_end(start, raw_end(start, span), span)


def raw_end(start: date, span: Span) -> date:
    """The last day before the Algemene termijnenwet raises it.

    Months and years end on the same day of the month, or on its last; hours count as the whole days in them.
    """
    number = -span.number if span.backwards else span.number
    if span.unit == "workday":
        return add_working_days(start, span.number)
    if span.unit in ("month", "year"):
        return _months_later(start, number * (12 if span.unit == "year" else 1))
    days = {"day": number, "week": number * 7, "hour": number // 24}[span.unit]
    return start + timedelta(days=days)


def raise_end(start: date, end: date, span: Span) -> date:
    """The last day as the Algemene termijnenwet raises it.

    A term of three days or more has two working days in it (art. 2), and no term ends on a Saturday, Sunday or holiday
    (art. 1).
    """
    return next_working_day(with_two_working_days(start, end)) if applies(span) else end


def with_two_working_days(start: date, end: date) -> date:
    """The last day of a term of three days or more, moved until two working days are in it (Atw 2)."""
    if (end - start).days >= 3:
        while working_days_between(start, end) < 2:
            end += timedelta(days=1)
    return end


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


UNIT_WORDS = {
    "hour": ("uur", "uur"),
    "day": ("dag", "dagen"),
    "week": ("week", "weken"),
    "month": ("maand", "maanden"),
    "year": ("jaar", "jaar"),
    "workday": ("werkdag", "werkdagen"),
}
