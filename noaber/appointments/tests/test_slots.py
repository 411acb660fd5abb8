"""Which places a day has, and which run fits: on ordinary days, on the two days of the clock, with deviations."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.agreement.opening import Opening
from noaber.appointments.slots import (
    CLOSED,
    OPEN,
    Deviation,
    Place,
    day_of,
    holds,
    moment_of,
    needed,
    on_the_wall,
    slots_of,
    span_of,
    starts,
)
from noaber.parties.clock import AMSTERDAM
from noaber.values import Period

TUESDAY = date(2026, 11, 24)
WEEK = frozenset(range(5))


def rule(start="09:00", end="10:00", capacity=1, days=WEEK, skill="balie", location="ommen", **more) -> Opening:
    period = more.pop("period", Period(date(2024, 1, 1)))
    times = time.fromisoformat(start), time.fromisoformat(end)
    return Opening(location, skill, frozenset(days), *times, capacity, period, **more)


def on_clock(found, day=TUESDAY) -> list[str]:
    assert all(day_of(place.minute) == day for place in found)
    return [f"{moment_of(place.minute).astimezone(AMSTERDAM):%H:%M}" for place in sorted(found)]


def test_a_day_has_places_from_the_opening_until_the_last_that_still_fits():
    assert on_clock(slots_of(TUESDAY, [rule(end="09:35")], [], 10)) == ["09:00", "09:10", "09:20"]


def test_no_place_runs_into_a_break():
    pause = (time(9, 15), time(9, 35))
    assert on_clock(slots_of(TUESDAY, [rule(breaks=(pause,))], [], 10)) == ["09:00", "09:40", "09:50"]


def test_rules_that_hold_at_the_same_moment_add_up():
    found = slots_of(TUESDAY, [rule(capacity=2), rule(start="09:30", capacity=1)], [], 30)
    assert [found[place] for place in sorted(found)] == [2, 3]


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (TUESDAY, True),
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 12, 25), False),  # Christmas, a Friday
        (date(2023, 12, 29), False),  # before the rule holds
        (date(2024, 1, 1), False),  # the first day of the rule is New Year's Day
        (date(2024, 1, 2), True),
    ],
)
def test_a_rule_holds_on_its_weekdays_within_its_days_and_not_on_a_holiday(day, there):
    assert holds(rule(), day) is there


@pytest.mark.parametrize(
    ("day", "there"), [(date(2026, 11, 26), True), (date(2026, 12, 3), False), (date(2026, 12, 10), True)]
)
def test_every_other_week_is_counted_from_the_week_of_the_anchor(day, there):
    assert holds(rule(every_weeks=2, anchor=date(2026, 11, 23)), day) is there


@pytest.mark.parametrize(
    ("once", "left"),
    [
        (Deviation("ommen", CLOSED, time(), time()), []),
        (Deviation("ommen", CLOSED, time(9, 20), time(9, 40)), ["09:00", "09:10", "09:40", "09:50"]),
        (Deviation("ommen", CLOSED, time(9, 15), time(9, 16)), ["09:00", "09:20", "09:30", "09:40", "09:50"]),
        (Deviation("elders", CLOSED, time(), time()), ["09:00", "09:10", "09:20", "09:30", "09:40", "09:50"]),
    ],
)
def test_what_is_closed_for_once_takes_away_the_places_that_it_touches(once, left):
    assert on_clock(slots_of(TUESDAY, [rule()], [once], 10)) == left


def test_what_is_open_for_once_is_open_on_a_saturday_and_on_a_holiday_but_closed_wins():
    once = Deviation("ommen", OPEN, time(10), time(10, 20), "balie", 3)
    for day in (date(2026, 11, 28), date(2026, 12, 25)):
        assert on_clock(slots_of(day, [rule()], [once], 10), day) == ["10:00", "10:10"]
    closed = Deviation("ommen", CLOSED, time(), time())
    assert slots_of(date(2026, 11, 28), [rule()], [once, closed], 10) == {}


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 3, 28), 4),
        (date(2026, 3, 29), 3),  # the clock jumps from 2 to 3
        (date(2026, 10, 25), 5),  # and back from 3 to 2
        (date(2026, 10, 26), 4),
    ],
)
def test_on_the_days_that_the_clock_jumps_the_time_that_passes_counts(day, hours):
    night = rule(start="01:00", end="05:00", days=range(7))
    found = slots_of(day, [night], [], 30)
    assert len(found) == hours * 2
    assert starts([place.minute for place in found], len(found), 30) == [min(found).minute], "one run without a gap"


def test_the_same_opening_is_another_instant_in_summer_and_in_winter():
    summer = min(slots_of(date(2026, 10, 23), [rule()], [], 10)).minute
    winter = min(slots_of(date(2026, 10, 26), [rule()], [], 10)).minute
    assert winter - summer == 3 * 24 * 60 + 60


def test_a_day_of_23_and_one_of_25_hours():
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        first, end = span_of([day])
        assert end - first == hours * 60


@pytest.mark.parametrize(("minutes", "count"), [(0, 1), (1, 1), (9, 1), (10, 1), (11, 2), (20, 2), (21, 3), (90, 9)])
def test_so_many_places_are_needed(minutes, count):
    assert needed(minutes, 10) == count


@pytest.mark.parametrize(
    ("free", "count", "found"),
    [
        ([], 1, []),
        ([0, 10, 30], 1, [0, 10, 30]),
        ([0, 10, 30], 2, [0]),
        ([30, 0, 10, 40, 50], 3, [30]),
        ([0, 10, 20], 4, []),
        ([0, 5, 10], 2, []),
    ],
)
def test_an_appointment_begins_where_the_places_follow_each_other(free, count, found):
    assert starts(free, count, 10) == found


@given(st.sets(st.integers(0, 60)), st.integers(1, 9))
def test_every_place_of_a_run_is_free_and_no_run_is_missed(numbers, count):
    free = {number * 10 for number in numbers}
    found = starts(free, count, 10)
    assert set(found) == {one for one in free if all(one + step * 10 in free for step in range(count))}


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
TIMES = st.integers(0, 95).map(lambda quarter: (datetime.min + timedelta(minutes=15 * quarter)).time())


@given(DAYS, TIMES, TIMES, st.sampled_from([5, 10, 15, 20]), st.integers(1, 4))
def test_places_never_overlap_and_never_leave_their_day(day, start, end, length, capacity):
    once = Deviation("ommen", OPEN, min(start, end), max(start, end), "balie", capacity)
    found = sorted(slots_of(day, [rule(days=range(7))], [once], length))
    first, over = span_of([day])
    assert all(first <= place.minute and place.minute + length <= over for place in found)
    only = sorted(slots_of(day, [], [once], length))
    assert all(later.minute - earlier.minute == length for earlier, later in pairwise(only))


def test_a_moment_and_its_minute_are_the_same_thing():
    minute = on_the_wall(TUESDAY, time(9))
    assert moment_of(minute) == datetime(2026, 11, 24, 9, tzinfo=AMSTERDAM)
    assert Place("ommen", "balie", minute) in slots_of(TUESDAY, [rule()], [], 10)
