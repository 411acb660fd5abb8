"""Terms of the Awb: to decide, to suspend, to object, and what being late costs."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar import awb
from noaber.calendar.awb import PenaltyRates, Suspension, decision_due
from noaber.calendar.deadlines import Span, last_day
from noaber.calendar.working_days import is_working_day
from noaber.values import Euro

DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))
NEAR = st.dates(date(2026, 1, 1), date(2026, 3, 31))
OLD, NEW = (PenaltyRates(*(Euro.of(day) for day in rates)) for rates in ((20, 30, 40), (23, 35, 45)))


def stop(since: str, until: str) -> Suspension:
    return Suspension(date.fromisoformat(since), date.fromisoformat(until))


SUSPENSIONS = st.lists(
    st.builds(lambda since, days: Suspension(since, since + timedelta(days=days)), NEAR, st.integers(0, 60)), max_size=4
)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2026-10-06", "2026-10-06", 0),
        ("2026-10-06", "2026-10-07", 0),  # completed the next day: no whole day was lost
        ("2026-10-06", "2026-10-08", 1),
        ("2026-10-06", "2026-10-20", 13),
    ],
)
def test_the_days_lost_lie_between_the_invitation_and_the_completion(since: str, until: str, days: int) -> None:
    assert stop(since, until).days == days
    assert awb.days_lost([stop(since, until)]) == days


def test_a_suspension_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="opschorting"):
        stop("2026-10-06", "2026-10-05")


@pytest.mark.parametrize(
    ("stops", "days"),
    [
        ([], 0),
        ([("2026-10-06", "2026-10-20"), ("2026-10-20", "2026-10-25")], 17),  # one after the other: the 20th ran
        ([("2026-10-06", "2026-10-20"), ("2026-10-10", "2026-10-25")], 18),  # at once: one long stop
        ([("2026-10-06", "2026-10-20"), ("2026-10-08", "2026-10-12")], 13),  # one within the other
        ([("2026-10-06", "2026-10-20"), ("2026-10-06", "2026-10-20")], 13),
        ([("2026-10-06", "2026-10-20"), ("2026-10-08", "2026-10-12"), ("2026-10-11", "2026-10-25")], 18),
        ([("2026-11-02", "2026-11-05"), ("2026-10-06", "2026-10-20")], 15),  # in any order
    ],
)
def test_a_day_that_stood_still_twice_is_lost_once(stops: list[tuple[str, str]], days: int) -> None:
    assert awb.days_lost([stop(*each) for each in stops]) == days


@pytest.mark.parametrize(
    ("received", "span", "stops", "expected"),
    [
        ("2025-10-30", awb.DEFAULT, [], "2025-12-29"),
        ("2026-10-01", awb.DEFAULT, [], "2026-11-26"),
        ("2026-10-01", awb.DEFAULT, [("2026-10-06", "2026-10-20")], "2026-12-09"),
        ("2026-10-01", awb.DEFAULT, [("2026-10-06", "2026-10-09")], "2026-11-30"),  # 28 November is a Saturday
        ("2026-10-01", awb.DEFAULT, [("2026-10-06", "2026-10-11")], "2026-11-30"),  # 30 November itself
        ("2026-10-01", Span(13, "week"), [("2026-10-06", "2026-10-09")], "2027-01-02"),  # too long to be raised
    ],
)
def test_a_decision_is_due_after_the_term_and_the_days_it_stood_still(
    received: str, span: Span, stops: list[tuple[str, str]], expected: str
) -> None:
    found = decision_due(date.fromisoformat(received), span, [stop(*each) for each in stops])
    assert found == date.fromisoformat(expected)


def test_a_suspension_is_kept_in_a_row_and_read_back() -> None:
    one = stop("2026-10-06", "2026-10-20")
    assert Suspension.from_list(json.loads(json.dumps(one.as_list()))) == one


@pytest.mark.parametrize(
    ("by_law", "told_on", "expected"),
    [
        (True, date(2026, 11, 1), date(2026, 11, 26)),  # first paragraph: the term of the law stands
        (False, date(2026, 11, 26), date(2027, 1, 15)),  # third paragraph: on the last day
        (False, date(2026, 11, 27), date(2026, 11, 26)),  # a day too late
    ],
)
def test_telling_the_applicant_moves_only_a_term_that_no_law_sets(by_law: bool, told_on: date, expected: date) -> None:
    assert awb.due_after_notice(date(2026, 11, 26), by_law, told_on, date(2027, 1, 15)) == expected


@pytest.mark.parametrize(
    ("notice", "since"),
    [
        (date(2026, 11, 25), None),
        (date(2026, 11, 26), None),  # on the last day the authority is not yet late
        (date(2026, 11, 27), date(2026, 12, 12)),
    ],
)
def test_only_a_notice_after_the_term_makes_being_late_cost(notice: date, since: date | None) -> None:
    assert awb.penalty_since(date(2026, 11, 26), notice) == since


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [
        (0, 0, 0),
        (1, 20, 23),
        (14, 280, 322),
        (15, 310, 357),
        (28, 700, 812),
        (29, 740, 857),
        (41, 1220, 1397),
        (42, 1260, 1442),
        (43, 1260, 1442),
        (400, 1260, 1442),
    ],
)
def test_what_being_late_costs_by_day_and_no_more_than_42(day: int, old: int, new: int) -> None:
    since = date(2026, 12, 12)
    until = since + timedelta(days=day - 1)
    assert awb.penalty(since, until, OLD) == Euro.of(old)
    assert awb.penalty(since, until, NEW) == Euro.of(new)


def test_without_a_first_day_nothing_is_owed() -> None:
    assert awb.penalty(None, date(2030, 1, 1), NEW) == Euro()


def test_the_last_day_that_costs_may_be_a_sunday_and_the_penalty_is_fixed_two_weeks_later() -> None:
    assert awb.penalty_until(date(2026, 10, 19)) == date(2026, 11, 29)
    assert awb.penalty_decided_by(date(2026, 11, 29)) == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("published", "until"),
    [
        (date(2025, 11, 13), date(2025, 12, 29)),
        (date(2026, 10, 13), date(2026, 11, 24)),
        (date(2026, 3, 25), date(2026, 5, 6)),
    ],
)
def test_objecting_is_open_for_six_weeks_from_the_day_after(published: date, until: date) -> None:
    assert awb.objection_until(published) == until


@given(SUSPENSIONS)
def test_no_day_is_lost_twice_and_none_is_forgotten(stops: list[Suspension]) -> None:
    still = {each.since + timedelta(days=step) for each in stops for step in range(1, (each.until - each.since).days)}
    assert awb.days_lost(stops) == len(still)


@given(DAYS, SUSPENSIONS, st.integers(1, 12))
def test_a_decision_is_due_on_a_day_that_counts_and_never_earlier_for_standing_still(
    received: date, stops: list[Suspension], weeks: int
) -> None:
    due = decision_due(received, Span(weeks, "week"), stops)
    assert is_working_day(due) and due >= last_day(received, Span(weeks, "week"))


@given(DAYS, st.integers(-5, 60))
def test_the_cost_never_falls_and_never_passes_its_maximum(since: date, days: int) -> None:
    day = since + timedelta(days=days)
    assert Euro() <= awb.penalty(since, day, NEW) <= awb.penalty(since, day + timedelta(days=1), NEW) <= Euro.of(1442)
