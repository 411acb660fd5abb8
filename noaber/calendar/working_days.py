"""Working days as the law counts them: not Saturday, Sunday or a legal holiday.

A day on which a town hall is closed for reasons of its own is a working day for the law.
"""

from __future__ import annotations

from datetime import date, timedelta

from noaber.calendar.holidays import holidays, is_holiday

_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Does the day count for terms of law?"""
    return day.weekday() < 5 and not is_holiday(day)


def add_working_days(day: date, number: int) -> date:
    """The working day that comes `number` working days after a day; the day itself does not count. Zero is the day."""
    assert number >= 0, "working days are counted forwards"
    while number:
        day += _DAY
        number -= is_working_day(day)
    return day


def next_working_day(day: date) -> date:
    """The day itself when it counts, otherwise the first one after it that does."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_days_before(day: date, number: int) -> date:
    """The working day that lies `number` working days before a day; the day itself does not count. Zero is the day."""
    assert number >= 0, "working days before a day are counted from it"
    while number:
        day -= _DAY
        number -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """The working days after `first` up to and including `last`; negative when `last` comes before `first`."""
    if last < first:
        return -working_days_between(last, first)
    weeks, rest = divmod((last - first).days, 7)
    count = weeks * 5 + sum((first + _DAY * step).weekday() < 5 for step in range(1, rest + 1))
    return count - _holidays_on_weekdays(first, last)


def _holidays_on_weekdays(first: date, last: date) -> int:
    return sum(
        day.weekday() < 5 for year in range(first.year, last.year + 1) for day in holidays(year) if first < day <= last
    )
