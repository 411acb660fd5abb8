"""When somebody must be on call, what a roster leaves open, and what counts of a call."""

from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.cemetery.piket import rules
from noaber.cemetery.piket.roster import Span, at, beside, gaps, on_call_minutes, overlaps, wanted, weeks
from noaber.cemetery.piket.rules import Call, Shift
from noaber.cemetery.piket.terms import PiketTerms
from noaber.values import Clause, Granted, Period, Term

CLAUSE = Clause("voorbeeld-2024", "3.1.1.9")


def term(value):
    return Term(value, CLAUSE, date(2024, 1, 1))


TERMS = PiketTerms(term(17), term(9), term(15), term(24), term("14 0529"))
MONDAY = date(2026, 11, 23)
NOW = at(MONDAY, 12).astimezone(UTC)


def shift(who, first, since, last, until):
    return Shift(who, Span(at(first, since), at(last, until)))


def test_on_working_days_it_is_from_evening_to_morning_and_in_a_weekend_around_the_clock():
    found = wanted(Period(MONDAY, MONDAY + timedelta(days=7)), 17, 9)
    assert found[0] == Span(at(MONDAY, 0), at(MONDAY, 9))
    assert found[1] == Span(at(MONDAY, 17), at(date(2026, 11, 24), 9))
    assert Span(at(date(2026, 11, 27), 17), at(date(2026, 11, 30), 9)) in found


def test_the_night_in_which_the_clock_goes_back_has_an_hour_more():
    [day] = wanted(Period(date(2026, 10, 25), date(2026, 10, 25)), 17, 9)
    assert day.minutes == 25 * 60


@pytest.mark.parametrize(("ends", "holes"), [(9, 0), (8, 1), (10, 0)])
def test_a_shift_that_ends_before_the_agreed_hour_leaves_a_gap(ends, holes):
    asked = [Span(at(MONDAY, 17), at(date(2026, 11, 24), 9))]
    assert len(gaps(asked, [Span(at(MONDAY, 17), at(date(2026, 11, 24), ends))])) == holes


def test_shifts_of_a_week_leave_no_gap_and_no_overlap():
    spans = weeks(MONDAY, 3, 9)
    asked = wanted(Period(date(2026, 11, 24), date(2026, 12, 10)), 17, 9)
    assert gaps(asked, spans) == [] and overlaps(spans) == []


HOURS = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=8)


@given(HOURS, HOURS)
def test_what_is_covered_and_what_is_a_gap_make_the_whole(asked, shifts):
    def spans(pairs):
        return [Span(NOW + timedelta(hours=a), NOW + timedelta(hours=a + b)) for a, b in pairs]

    from noaber.cemetery.piket.roster import joined

    whole, there = joined(spans(asked)), joined(spans(shifts))
    covered = sum(on_call_minutes(whole, one) for one in there)
    assert covered + sum(one.minutes for one in gaps(whole, there)) == sum(one.minutes for one in whole)


@pytest.mark.parametrize(
    ("since", "code"), [(9, "planned"), (8, "overlap")]
)  # the shift that is there ends on Monday at nine
def test_two_are_never_on_call_at_once(since, code):
    there = [shift("a", date(2026, 11, 16), 9, MONDAY, 9)]
    new = [shift("b", MONDAY, since, date(2026, 11, 30), 9)]
    assert rules.may_plan(new, there, {"a", "b"}, TERMS).code == code


def test_a_stranger_and_too_long_a_shift_are_not_planned():
    week = shift("b", MONDAY, 9, date(2026, 11, 30), 9)
    assert rules.may_plan([week], [], {"a"}, TERMS).code == "no-colleague"
    longer = shift("a", MONDAY, 9, date(2026, 12, 1), 10)
    assert rules.may_plan([longer], [], {"a"}, TERMS).code == "too-long"


def test_who_is_ill_is_followed_by_the_first_other_person():
    first = shift("a", MONDAY, 9, date(2026, 11, 30), 9)
    roster = [first, shift("a", date(2026, 11, 30), 9, date(2026, 12, 7), 9)]
    assert rules.may_hand_on(first, NOW, roster, TERMS).code == "nobody-next"
    roster.append(shift("b", date(2026, 12, 7), 9, date(2026, 12, 14), 9))
    assert rules.next_after(first, roster).who == "b"
    assert isinstance(rules.may_hand_on(first, NOW, roster, TERMS), Granted)


@pytest.mark.parametrize(("minutes", "met"), [(0, 1), (15, 1), (16, 0), (None, 0)])
def test_answered_in_time_is_within_the_norm_its_last_minute_included(minutes, met):
    came = NOW - timedelta(hours=1)
    call = Call(came, None if minutes is None else came + timedelta(minutes=minutes), rules.PERMIT, 20)
    [kpi] = [line for line in rules.logged_lines(call, [("BG-03", CLAUSE)], TERMS, 9) if line.measure == "kpi"]
    assert (kpi.key, kpi.quantity, kpi.base) == ("BG-03", met, 1)


@pytest.mark.parametrize(
    ("hours", "reason", "code"),
    [(24, "", "logged"), (25, "", "late-without-reason"), (25, "telefoon leeg", "logged"), (-1, "", "ahead")],
)
def test_a_call_of_more_than_a_day_ago_needs_a_reason(hours, reason, code):
    came = NOW - timedelta(hours=hours)
    assert rules.may_log(Call(came, came, rules.GRAVE), NOW, reason, TERMS).code == code


def test_what_is_taken_out_leaves_nothing_in_any_sum():
    call = Call(NOW, NOW, rules.SATURDAY, 90)
    both = rules.logged_lines(call, [("BG-03", CLAUSE)], TERMS, 9) + rules.logged_lines(
        call, [("BG-03", CLAUSE)], TERMS, 9, times=-1
    )
    sums = {}
    for line in both:
        before = sums.get(line.measure, (0, 0))
        sums[line.measure] = before[0] + line.quantity, before[1] + line.base
    assert set(sums.values()) == {(0, 0)}


@pytest.mark.parametrize(
    ("month", "step", "found"),
    [("2026-11", 1, "2026-12"), ("2026-12", 1, "2027-01"), ("2026-02", -1, "2026-01"), ("2026-01", -1, "2025-12")],
)
def test_months_lie_beside_each_other_across_a_year(month, step, found):
    assert beside(Period.parse(month), step).code == found


def test_hours_are_settled_after_the_month_and_once():
    month = Period.month(2026, 11)
    assert rules.may_settle(month, [], False, date(2026, 11, 30), TERMS).code == "month-not-over"
    assert rules.may_settle(month, [], True, date(2026, 12, 1), TERMS).code == "settled"
    assert rules.may_settle(month, [Span(NOW, NOW + timedelta(1))], False, date(2026, 12, 1), TERMS).code == "gap"
    assert rules.may_settle(month, [], False, date(2026, 12, 1), TERMS).code == "settled"
    assert isinstance(rules.may_settle(month, [], False, date(2026, 12, 1), TERMS), Granted)
