"""When the calendar asks for something, and who may say that it is done."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.agreement.book import DutyRule
from noaber.calendar.working_days import add_working_days, is_working_day
from noaber.duties.rules import (
    BY_HAND,
    brings,
    due_on,
    may_raise,
    may_settle,
    name_of,
    next_due,
    occasion_of,
    occasions,
    soon_until,
)
from noaber.values import Clause, Granted, Period, Refused

CLAUSE = Clause("voorbeeld-2024", "4.10")
AGREED = Period(date(2024, 1, 1))


def rule(**changes: object) -> DutyRule:
    fields: dict[str, object] = {
        "code": "maandfactuur",
        "title": "Maandfactuur versturen",
        "clause": CLAUSE,
        "holder": "controller",
        "done_by": "invoicing.issue",
        "rhythm": "month",
        "about": "invoice:{period}",
        "workdays": 10,
    }
    return DutyRule(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "period", "due"),
    [
        ({}, Period.month(2026, 9), date(2026, 10, 14)),
        ({"workdays": 1}, Period.month(2026, 4), date(2026, 5, 1)),
        ({"workdays": 2}, Period.month(2026, 4), date(2026, 5, 4)),
        ({"workdays": 3}, Period.month(2026, 4), date(2026, 5, 6)),
        ({"workdays": None, "days": 30, "rhythm": "half-year"}, Period.half(2026, 1), date(2026, 7, 30)),
        ({"workdays": None, "days": 31, "rhythm": "half-year"}, Period.half(2026, 1), date(2026, 7, 31)),
        ({"workdays": None, "days": 32, "rhythm": "half-year"}, Period.half(2026, 1), date(2026, 8, 3)),
        ({"workdays": None, "month": 6, "day": 30, "rhythm": "year"}, Period.year(2025), date(2026, 6, 30)),
    ],
)
def test_a_duty_is_due_so_many_working_days_or_days_after_its_period_or_on_a_day_of_the_next_year(changes, period, due):
    assert due_on(rule(**changes), period) == due


def test_what_a_duty_is_about_names_the_period_so_that_the_act_that_does_it_finds_it():
    assert occasion_of(rule(), Period.month(2026, 9)).about == "invoice:2026-09"
    assert (
        occasion_of(rule(rhythm="quarter", about="report:{period}"), Period.quarter(2026, 3)).about == "report:2026-Q3"
    )
    assert occasion_of(rule(about=""), Period.month(2026, 9)).about == "maandfactuur:2026-09"


def test_a_duty_shows_from_its_lead_day_and_not_a_day_before():
    month = Period.month(2026, 9)
    shown = occasion_of(rule(lead=14), month).shown_from
    assert shown == date(2026, 9, 30)
    assert [one.about for one in occasions(rule(lead=14), AGREED, shown, shown)] == ["invoice:2026-09"]
    before = shown - timedelta(days=1)
    assert occasions(rule(lead=14), AGREED, before, before) == []
    occasion = occasion_of(rule(lead=14), month)
    assert isinstance(may_raise(rule(lead=14), occasion, shown), Granted)
    assert isinstance(may_raise(rule(lead=14), occasion, before), Refused)


def test_of_a_month_that_was_over_before_the_journal_began_nothing_is_asked():
    year = (date(2026, 1, 1), date(2026, 12, 31))
    kept = Period(date(2026, 4, 30))
    assert next(one.about for one in occasions(rule(), kept, *year)) == "invoice:2026-04"
    kept = Period(date(2026, 5, 1))
    assert next(one.about for one in occasions(rule(), kept, *year)) == "invoice:2026-05"


@pytest.mark.parametrize(
    ("until", "last"), [(date(2026, 5, 31), "invoice:2026-05"), (date(2026, 6, 1), "invoice:2026-06")]
)
def test_a_rule_asks_of_every_period_that_began_before_it_ended_and_of_none_after(until, last):
    assert occasions(rule(until=until), AGREED, date(2026, 1, 1), date(2026, 12, 31))[-1].about == last


def test_an_agreement_that_ends_within_a_month_still_asks_the_invoice_of_that_month():
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert occasions(rule(), Period(date(2024, 1, 1), date(2026, 6, 1)), *year)[-1].about == "invoice:2026-06"
    assert occasions(rule(), Period(date(2024, 1, 1), date(2026, 5, 31)), *year)[-1].about == "invoice:2026-05"


@given(change=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_when_one_rule_follows_another_every_month_falls_under_exactly_one_of_them(change):
    before, after = rule(until=change), rule(since=change + timedelta(days=1), workdays=5)
    for number in range(1, 13):
        month = Period.month(2026, number)
        assert brings(before, AGREED, month) != brings(after, AGREED, month)


ADDENDUM = {"code": "addendum", "rhythm": "year", "workdays": None, "month": 12, "day": 15}


@pytest.mark.parametrize(
    ("agreed", "abouts"),
    [
        (Period(date(2024, 12, 15)), ["addendum:2024", "addendum:2025", "addendum:2026"]),
        (Period(date(2024, 12, 16)), ["addendum:2025", "addendum:2026"]),
        (Period(date(2024, 1, 1), date(2025, 12, 15)), ["addendum:2024", "addendum:2025"]),
        (Period(date(2024, 1, 1), date(2025, 12, 14)), ["addendum:2024"]),
    ],
)
def test_a_day_of_every_year_is_asked_in_each_year_that_the_agreement_is_in_force_on_it(agreed, abouts):
    found = occasions(rule(**ADDENDUM, about=""), agreed, date(2023, 1, 1), date(2026, 12, 31))
    assert [one.about for one in found] == abouts


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (date(2025, 12, 15), None, ["addendum:2025", "addendum:2026"]),
        (date(2025, 12, 16), None, ["addendum:2026"]),
        (date(2024, 1, 1), date(2025, 12, 15), ["addendum:2024", "addendum:2025"]),
        (date(2024, 1, 1), date(2025, 12, 14), ["addendum:2024"]),
    ],
)
def test_a_day_of_every_year_is_asked_while_its_rule_holds_on_it(since, until, years):
    asked = rule(**ADDENDUM, about="", since=since, until=until)
    assert [one.about for one in occasions(asked, AGREED, date(2024, 1, 1), date(2026, 12, 31))] == years


def test_the_rule_that_holds_when_the_agreement_begins_asks_of_its_first_month():
    agreed, april = Period(date(2026, 4, 20)), Period.month(2026, 4)
    assert brings(rule(since=date(2026, 4, 20)), agreed, april)
    assert not brings(rule(since=date(2026, 4, 21)), agreed, april)
    assert not brings(rule(until=date(2026, 4, 19)), agreed, april)


def test_a_long_lead_shows_what_the_next_year_brings():
    early = rule(workdays=0, lead=60)
    assert [one.about for one in occasions(early, AGREED, date(2026, 12, 10), date(2026, 12, 10))] == [
        "invoice:2026-12",
        "invoice:2027-01",
    ]


def test_a_year_that_is_looked_back_on_is_asked_about_in_the_year_after_it():
    looking_back = rule(**ADDENDUM, about="year:{period}")
    found = occasions(looking_back, AGREED, date(2024, 1, 1), date(2026, 12, 31))
    assert [(one.about, one.due) for one in found] == [
        ("year:2024", date(2025, 12, 15)),
        ("year:2025", date(2026, 12, 15)),
    ]


def test_what_comes_once_comes_on_its_day_and_never_again():
    days = rule(code="start", rhythm="once", anchor=date(2026, 3, 2), workdays=5, about="")
    fixed = rule(code="start", rhythm="once", anchor=date(2026, 3, 2), workdays=None, month=9, day=1, about="")
    ever = (date(2024, 1, 1), date(2035, 12, 31))
    assert [(one.about, one.due) for one in occasions(days, AGREED, *ever)] == [("start:2026-03-02", date(2026, 3, 9))]
    assert [one.due for one in occasions(fixed, AGREED, *ever)] == [date(2026, 9, 1)]


@pytest.mark.parametrize(("since", "asked"), [(date(2026, 10, 14), True), (date(2026, 10, 15), False)])
def test_what_was_due_before_the_days_looked_at_is_left_out(since, asked):
    found = occasions(rule(), AGREED, since, date(2026, 10, 20))
    assert ("invoice:2026-09" in [one.about for one in found]) is asked


@pytest.mark.parametrize(
    ("lead", "remind", "shown_from", "remind_on"),
    [
        (14, 5, date(2026, 9, 30), date(2026, 10, 9)),
        (14, 14, date(2026, 9, 30), date(2026, 9, 30)),
        (14, 15, date(2026, 9, 30), date(2026, 9, 30)),  # never brought up again before it shows
        (0, 0, date(2026, 10, 14), date(2026, 10, 14)),
    ],
)
def test_a_duty_is_brought_up_again_so_many_days_before_and_not_before_it_shows(lead, remind, shown_from, remind_on):
    found = occasion_of(rule(lead=lead, remind=remind), Period.month(2026, 9))
    assert (found.shown_from, found.remind_on) == (shown_from, remind_on)


def test_six_weeks_are_counted_from_their_anchor_whatever_the_year():
    six = rule(rhythm="six-weeks", anchor=date(2024, 1, 15), workdays=None, days=0, about="")
    found = occasions(six, AGREED, date(2024, 1, 1), date(2026, 12, 31))
    assert [(one.about, one.due) for one in found[:3]] == [
        ("maandfactuur:2024-02-25", date(2024, 2, 26)),  # the sixth week ends on a Sunday
        ("maandfactuur:2024-04-07", date(2024, 4, 8)),
        ("maandfactuur:2024-05-19", date(2024, 5, 21)),  # the Monday is Whit Monday
    ]
    ends = [date.fromisoformat(one.about.partition(":")[2]) for one in found]
    assert {(later - earlier).days for earlier, later in pairwise(ends)} == {42}
    assert found[-1].shown_from <= date(2026, 12, 31)
    assert all(one.shown_from == one.due - timedelta(days=six.lead) for one in found)


@given(
    rhythm=st.sampled_from(["month", "quarter", "half-year", "year", "six-weeks"]),
    anchor=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    workdays=st.integers(0, 60),
    lead=st.integers(0, 90),
    remind=st.integers(0, 90),
    until=st.dates(date(2024, 6, 1), date(2030, 1, 1)),
)
def test_every_occasion_shows_before_it_is_due_and_its_name_reads_back(rhythm, anchor, workdays, lead, remind, until):
    asked = rule(rhythm=rhythm, anchor=anchor, workdays=workdays, lead=lead, remind=remind, about="x:{period}")
    for one in occasions(asked, AGREED, until - timedelta(days=60), until):
        assert one.shown_from <= one.remind_on <= one.due and one.shown_from <= until
        end = Period.parse(one.about.removeprefix("x:")).until
        assert end is not None and one.due == add_working_days(end, workdays)


@given(days=st.integers(0, 120), period=st.builds(Period.month, st.integers(2024, 2040), st.integers(1, 12)))
def test_days_after_a_period_never_end_on_a_day_that_does_not_count(days, period):
    due = due_on(rule(workdays=None, days=days), period)
    assert is_working_day(due) and due >= period.until + timedelta(days=days)


@pytest.mark.parametrize("rhythm", ["month", "quarter", "half-year", "year"])
@given(day=st.dates(date(2024, 6, 1), date(2030, 1, 1)), length=st.integers(0, 400))
def test_looking_day_by_day_finds_what_looking_at_once_finds(rhythm, day, length):
    asked = rule(rhythm=rhythm, about="x:{period}")
    middle, end = day + timedelta(days=length // 2), day + timedelta(days=length)
    at_once = occasions(asked, AGREED, day, end)
    in_two = occasions(asked, AGREED, day, middle) + occasions(asked, AGREED, middle + timedelta(days=1), end)
    assert set(at_once) == set(in_two)
    assert len({one.about for one in at_once}) == len(at_once)
    assert [one.due for one in at_once] == sorted(one.due for one in at_once)


@pytest.mark.parametrize(
    ("done_by", "done", "holder", "functions", "note", "code"),
    [
        (BY_HAND, False, "director", ["director"], "Gedaan.", "settled"),
        (BY_HAND, True, "director", ["director"], "Gedaan.", "already-done"),
        ("invoicing.issue", False, "controller", ["controller"], "Gedaan.", "done-by-act"),
        (BY_HAND, False, "director", ["team_lead"], "Gedaan.", "other-holder"),
        (BY_HAND, False, "director", ["team_lead", "director"], "  ", "no-note"),
    ],
)
def test_only_the_holder_settles_once_by_hand_and_says_what_was_done(done_by, done, holder, functions, note, code):
    assert may_settle(done_by, done, holder, functions, note, CLAUSE).code == code


def test_somebody_is_told_to_do_the_work_itself_where_an_act_does_the_duty():
    decision = may_settle("invoicing.issue", False, "controller", ["controller"], "Gedaan.", CLAUSE)
    assert isinstance(decision, Refused) and decision.instead == "invoicing.issue" and decision.clause == CLAUSE


def test_soon_is_within_five_working_days():
    assert soon_until(date(2026, 11, 23)) == date(2026, 11, 30)
    assert soon_until(date(2026, 12, 23)) == date(2026, 12, 31)  # Christmas, the day after it and a weekend


@pytest.mark.parametrize(
    ("code", "about", "name"),
    [
        ("maandfactuur", "invoice:2026-09", "duty:maandfactuur/2026-09"),
        ("addendum", "addendum:2026", "duty:addendum/2026"),
        ("start", "start", "duty:start/start"),
    ],
)
def test_the_journal_names_a_duty_by_its_kind_and_its_period(code, about, name):
    assert name_of(code, about) == name


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 9, 14), date(2026, 9, 14)),  # ten working days after August, today included
        (date(2026, 9, 15), date(2026, 10, 14)),
    ],
)
def test_the_calendar_names_the_next_day_that_something_is_due(day, due):
    assert next_due(rule(), AGREED, day) == due


def test_a_rule_that_has_ended_is_due_no_more():
    assert next_due(rule(until=date(2026, 6, 30)), AGREED, date(2026, 9, 1)) is None
