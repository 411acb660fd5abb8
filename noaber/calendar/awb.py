"""Terms of the Algemene wet bestuursrecht (Awb): to decide, to suspend, to object, and what being late costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from noaber.calendar.deadlines import Span, last_day, raise_end, raw_end
from noaber.values import Euro

DEFAULT = Span(8, "week")
"""What is reasonable at most where no act says otherwise (4:13, second paragraph)."""
OBJECTION = Span(6, "week")
PENALTY_DECISION = Span(2, "week")
LONGEST_PENALTY_DAYS = 42
_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True, slots=True)
class Suspension:
    """The term stood still from the day after the invitation up to, not including, the day it ran on (4:15)."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError(f"een opschorting kan niet eindigen ({self.until}) voor zij begint ({self.since})")

    @property
    def days(self) -> int:
        """The days that the term stood still: invited on the 6th, completed on the 20th is 13."""
        return max(0, (self.until - self.since).days - 1)

    def as_list(self) -> list[str]:
        """As it is kept in a row."""
        return [self.since.isoformat(), self.until.isoformat()]

    @classmethod
    def from_list(cls, kept: Sequence[str]) -> Suspension:
        """As it was kept in a row."""
        since, until = kept
        return cls(date.fromisoformat(since), date.fromisoformat(until))


def decision_due(received: date, span: Span, suspensions: Sequence[Suspension] = ()) -> date:
    """The last day to decide: the term, every day it stood still, and what the Algemene termijnenwet adds."""
    return raise_end(received, raw_end(received, span) + timedelta(days=days_lost(suspensions)), span)


def days_lost(suspensions: Sequence[Suspension]) -> int:
    """The days that a term stood still; a day that falls in two suspensions (4:15, first, a and b) is lost once."""
    lost, reached = 0, date.min
    for suspension in sorted(suspensions):
        first, last = max(suspension.since, reached), suspension.until - _DAY
        lost += max(0, (last - first).days)
        reached = max(reached, last)
    return lost


def due_after_notice(due: date, by_law: bool, told_on: date, promised: date) -> date:
    """The last day to decide once the applicant was told that it takes longer (4:14); `promised` is the day named.

    Where a law sets the term it stays as it was: the decision is late all the same (first paragraph). Where none does,
    a notice within the term replaces it (third paragraph); one that comes later changes nothing.
    """
    return promised if not by_law and told_on <= due else due


@dataclass(frozen=True, slots=True)
class PenaltyRates:
    """What a day of being late costs, in three runs of fourteen days (4:17, second paragraph).

    The amounts are raised now and then, so they come with the agreement's data, as they hold on a day.
    """

    first: Euro
    second: Euro
    third: Euro


def penalty_since(due: date, default_notice: date) -> date | None:
    """The first day that costs (4:17, third paragraph); none for a notice of default that came before the term ended.

    It is the day after the two weeks that follow the notice. They are counted plainly: the Algemene termijnenwet would
    only give the authority more time.
    """
    return default_notice + timedelta(days=15) if default_notice > due else None


def penalty_until(since: date) -> date:
    """The last day that can cost: the 42nd, weekends and holidays counted (4:17, first paragraph)."""
    return since + timedelta(days=LONGEST_PENALTY_DAYS - 1)


def penalty(since: date | None, day: date, rates: PenaltyRates) -> Euro:
    """What being late has cost up to and including a day: at most 42 days count (4:17, first and second paragraph)."""
    if since is None or day < since:
        return Euro()
    days = (min(day, penalty_until(since)) - since).days + 1
    runs = (min(days, 14), min(max(days - 14, 0), 14), max(days - 28, 0))
    return rates.first * runs[0] + rates.second * runs[1] + rates.third * runs[2]


def penalty_decided_by(last: date) -> date:
    """The last day to fix a penalty by decision: two weeks after the last day that cost (4:18)."""
    return last_day(last, PENALTY_DECISION)


def objection_until(published: date) -> date:
    """The last day to object: six weeks from the day after publication (6:7, 6:8)."""
    return last_day(published, OBJECTION)
