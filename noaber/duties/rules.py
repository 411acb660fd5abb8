"""What the calendar of an agreement asks of whom, and by when; when a duty shows, presses, and may be settled."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from noaber.agreement.book import DutyRule
from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days, next_working_day
from noaber.values import Clause, Decision, Period, grant, refuse

SIX_WEEKS = timedelta(weeks=6)
SOON_WORKDAYS = 5
BY_HAND = "duties.settle"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that the calendar asks for something: about what, due when, shown and brought up again from when."""

    about: str
    due: date
    shown_from: date
    remind_on: date


def occasions(rule: DutyRule, agreed: Period, since: date, until: date) -> list[Occasion]:
    """Which occasions of a rule are in sight on the day `until`, apart from those that were due before `since`?

    The earliest comes first. `agreed` are the days that the agreement is in force.
    """
    wanted = (occasion_of(rule, period) for period in _periods(rule, since, until) if brings(rule, agreed, period))
    return [occasion for occasion in wanted if occasion.shown_from <= until and since <= occasion.due]


def next_due(rule: DutyRule, agreed: Period, day: date) -> date | None:
    """When is it due next, today included? None where the rule asks nothing any more."""
    wanted = (occasion_of(rule, period) for period in _periods(rule, day, day + timedelta(days=366)))
    return min((one.due for one in wanted if one.due >= day and _still(rule, agreed, one)), default=None)


def _still(rule: DutyRule, agreed: Period, occasion: Occasion) -> bool:
    return occasion in occasions(rule, agreed, occasion.due, occasion.due)


def brings(rule: DutyRule, agreed: Period, period: Period) -> bool:
    """Does this period bring a duty?

    Yes when the agreement was in force in it, even for a part, and the rule on the first of those days: when a rule
    follows another, each period falls under one of the two. A day of every year counts by itself.
    """
    if _every_year(rule):
        day = due_on(rule, period)
        return day in agreed and _in_force(rule, day)
    return period.overlaps(agreed) and _in_force(rule, max(period.since, agreed.since))


def occasion_of(rule: DutyRule, period: Period) -> Occasion:
    """What a rule asks about one period."""
    due = due_on(rule, period)
    shown_from = due - timedelta(days=rule.lead)
    pattern = rule.about or f"{rule.code}:{{period}}"
    code = str(due.year) if _every_year(rule) else _code(period)
    return Occasion(pattern.format(period=code), due, shown_from, max(shown_from, due - timedelta(days=rule.remind)))


def due_on(rule: DutyRule, period: Period) -> date:
    """By when must it be done? So many working days or days after the period, or on a day of the year after it.

    Days that end in a weekend or on a holiday run on to the next working day; a day that is agreed by date stays that
    day.
    """
    assert period.until is not None, "a period that does not end brings no duty"
    if rule.workdays is not None:
        return add_working_days(period.until, rule.workdays)
    if rule.days is not None:
        return next_working_day(period.until + timedelta(days=rule.days))
    assert rule.month is not None and rule.day is not None, f"{rule.code} does not say when it is due"
    return date(period.until.year + (rule.rhythm != "once"), rule.month, rule.day)


def _every_year(rule: DutyRule) -> bool:
    """Is it asked on a day of every year, for that year, rather than about the year before?

    A rule that looks back says what it is about (`report:{period}`). One that does not, such as signing the addendum of
    next year on 15 December, is asked in the first year of the agreement too.
    """
    return rule.rhythm == "year" and rule.month is not None and not rule.about


def _in_force(rule: DutyRule, day: date) -> bool:
    return rule.since <= day and (rule.until is None or day <= rule.until)


def _code(period: Period) -> str:
    """The period as `Period.parse` reads it back; six weeks go by their last day."""
    return period.code if "/" not in period.code else str(period.until)


def _periods(rule: DutyRule, since: date, until: date) -> Iterator[Period]:
    """Every period of a rule that may be due on or after `since` and in sight on `until`, and some around them."""
    first, last = since.year - 2, (until + timedelta(days=rule.lead)).year
    if rule.rhythm in ("six-weeks", "once"):
        yield from _from_anchor(rule, date(last, 12, 31))
        return
    for year in range(first, last + 1):
        if rule.rhythm == "month":
            yield from (Period.month(year, number) for number in range(1, 13))
        elif rule.rhythm == "quarter":
            yield from (Period.quarter(year, number) for number in range(1, 5))
        elif rule.rhythm == "half-year":
            yield from (Period.half(year, number) for number in (1, 2))
        else:
            assert rule.rhythm == "year", f"{rule.rhythm} is no rhythm"
            yield Period.year(year)


def _from_anchor(rule: DutyRule, last: date) -> Iterator[Period]:
    """The runs of six weeks from the anchor on, or the anchor alone for what comes once."""
    assert rule.anchor is not None, f"{rule.code} has no first day"
    if rule.rhythm == "once":
        yield Period(rule.anchor, rule.anchor)
        return
    begin = rule.anchor
    while begin <= last:
        yield Period(begin, begin + SIX_WEEKS - timedelta(days=1))
        begin += SIX_WEEKS


def may_raise(rule: DutyRule, occasion: Occasion, day: date) -> Decision:
    """May a duty come into sight? From its first day on, and never before."""
    if day < occasion.shown_from:
        return refuse("too-early", rule.clause, f"{rule.title} komt pas in beeld op {short_day(occasion.shown_from)}.")
    return grant("raised", rule.clause, f"{rule.title}, uiterlijk {short_day(occasion.due)}.")


def may_settle(
    done_by: str, done: bool, holder: str, functions: Collection[str], note: str, clause: Clause
) -> Decision:
    """May somebody say that a duty is done? Only who holds it, only once, and only where no act of its own does it."""
    if done:
        return refuse("already-done", clause, "Deze termijn is al afgehandeld.")
    if done_by != BY_HAND:
        text, cure = (
            "Deze termijn handel je af door het werk zelf te doen.",
            "Doe de handeling; dan is de termijn klaar.",
        )
        return refuse("done-by-act", clause, text, cure, done_by)
    if holder not in functions:
        return refuse("other-holder", clause, "Deze termijn is van iemand anders.", "Laat de houder dit doen.")
    if not note.strip():
        text = "Er staat niet bij wat er is gedaan."
        return refuse("no-note", clause, text, "Schrijf in een zin wat je hebt gedaan.")
    return grant("settled", clause, "De termijn is afgehandeld.")


def name_of(code: str, about: str) -> str:
    """How the journal names a duty: `duty:maandfactuur/2026-09`. It tells one duty of a client from all others."""
    return f"duty:{code}/{about.partition(':')[2] or about}"


def may_remind(number: int, clause: Clause) -> Decision:
    """May people be reminded? When there is something to remind them of."""
    if not number:
        return refuse("nothing-to-remind", clause, "Er is vandaag niets om aan te herinneren.")
    return grant("reminded", clause, f"Herinnerd aan {number} {'termijn' if number == 1 else 'termijnen'}.")


def soon_until(day: date) -> date:
    """Until when is a due day soon?"""
    return add_working_days(day, SOON_WORKDAYS)
