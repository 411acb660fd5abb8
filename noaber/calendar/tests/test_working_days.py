"""Counting the days that count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.holidays import is_holiday
from noaber.calendar.working_days import (
    add_working_days,
    is_working_day,
    next_working_day,
    working_days_before,
    working_days_between,
)

DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 11, 27), True),  # Friday
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 11, 30), True),
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 4, 7), True),
        (date(2026, 5, 15), False),  # equated by decree
        (date(2026, 12, 24), True),
        (date(2026, 12, 31), True),
    ],
)
def test_saturdays_sundays_and_holidays_do_not_count(day: date, counts: bool) -> None:
    assert is_working_day(day) is counts


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),  # nothing added: the day, even a Saturday
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 29), 1, date(2026, 11, 30)),
        (date(2026, 11, 26), 1, date(2026, 11, 27)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # Christmas on Friday and Saturday
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 9, 30), 10, date(2026, 10, 14)),
    ],
)
def test_adding_working_days(day: date, number: int, expected: date) -> None:
    assert add_working_days(day, number) == expected


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(AssertionError):
        add_working_days(date(2026, 11, 27), -1)
    with pytest.raises(AssertionError):
        working_days_before(date(2026, 11, 27), -1)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
        (date(2026, 11, 30), 1, date(2026, 11, 27)),
        (date(2026, 11, 29), 1, date(2026, 11, 27)),
        (date(2026, 11, 27), 1, date(2026, 11, 26)),
        (date(2026, 12, 28), 1, date(2026, 12, 24)),  # Christmas on Friday and Saturday
        (date(2026, 12, 1), 3, date(2026, 11, 26)),
    ],
)
def test_working_days_before_a_day(day: date, number: int, expected: date) -> None:
    assert working_days_before(day, number) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 11, 27), date(2026, 11, 27), 0),
        (date(2026, 11, 27), date(2026, 11, 29), 0),
        (date(2026, 11, 27), date(2026, 11, 30), 1),
        (date(2026, 11, 30), date(2026, 11, 27), -1),
        (date(2026, 12, 24), date(2027, 1, 1), 4),
        (date(2026, 1, 1), date(2026, 12, 31), 251),
    ],
)
def test_counting_between_two_days(first: date, last: date, expected: int) -> None:
    assert working_days_between(first, last) == expected


@given(DAYS, st.integers(1, 120))
def test_between_undoes_adding(day: date, number: int) -> None:
    later = add_working_days(day, number)
    assert working_days_between(day, later) == number
    assert is_working_day(later) and later > day


@given(DAYS, DAYS)
def test_between_is_the_number_of_working_days_one_by_one(first: date, second: date) -> None:
    first, last = min(first, second), min(max(first, second), min(first, second) + timedelta(days=900))
    one_by_one = sum(is_working_day(first + timedelta(days=step)) for step in range(1, (last - first).days + 1))
    assert working_days_between(first, last) == one_by_one
    assert working_days_between(last, first) == -one_by_one


@given(DAYS, DAYS, DAYS)
def test_between_adds_up_over_any_day_in_between(first: date, middle: date, last: date) -> None:
    assert working_days_between(first, middle) + working_days_between(middle, last) == working_days_between(first, last)


@given(DAYS, st.integers(0, 60))
def test_one_day_later_or_one_more_never_comes_earlier(day: date, number: int) -> None:
    assert add_working_days(day, number) < add_working_days(day, number + 1)
    assert add_working_days(day, number) <= add_working_days(day + timedelta(days=1), number)


@given(DAYS)
def test_the_next_working_day_skips_only_days_that_do_not_count(day: date) -> None:
    found = next_working_day(day)
    assert found >= day and found.weekday() < 5 and not is_holiday(found)
    assert not any(is_working_day(day + timedelta(days=step)) for step in range((found - day).days))
