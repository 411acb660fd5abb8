"""The days that the law sets aside, by computation and by decree."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.holidays import easter, equated_days, holidays, is_holiday

TABLE = Path(__file__).resolve().parents[3] / "../shared/data/burgerzaken/termijnen/feestdagen.csv"


def table() -> dict[date, str]:
    if not TABLE.exists():
        pytest.skip("the table of holidays is not beside this checkout")
    with TABLE.open(encoding="utf-8") as file:
        return {date.fromisoformat(row["datum"]): row["naam"] for row in csv.DictReader(file)}


def test_every_year_of_the_table_has_exactly_its_holidays() -> None:
    expected = table()
    years = {day.year for day in expected}
    assert len(years) > 5
    assert {day for year in years for day in holidays(year)} == set(expected)


def test_names_are_those_of_the_table() -> None:
    for day, name in table().items():
        mine, plain = holidays(day.year)[day], name.split(" (")[0]
        assert mine == ("Gelijkgesteld bij koninklijk besluit" if plain == "Gelijkgesteld bij KB" else plain)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1961, date(1961, 4, 2)),
        (1818, date(1818, 3, 22)),  # the earliest there can be
        (1943, date(1943, 4, 25)),  # the latest there can be
        (1981, date(1981, 4, 19)),  # the two exceptions of the computus
        (1954, date(1954, 4, 18)),
        (2000, date(2000, 4, 23)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_falls_on_known_sundays(year: int, sunday: date) -> None:
    assert easter(year) == sunday


@pytest.mark.parametrize(("year", "day"), [(2024, 27), (2025, 26), (2026, 27), (2031, 26), (2036, 26)])
def test_the_kings_birthday_is_kept_on_the_26th_when_the_27th_is_a_sunday(year: int, day: int) -> None:
    kept = [found for found, name in holidays(year).items() if name == "Koningsdag"]
    assert kept == [date(year, 4, day)]


@pytest.mark.parametrize("year", range(2020, 2035))
def test_the_fifth_of_may_counts_every_year_and_not_only_every_fifth(year: int) -> None:
    assert is_holiday(date(year, 5, 5))


def test_a_day_equated_by_decree_counts_in_its_year_only() -> None:
    assert is_holiday(date(2026, 5, 15)) and not is_holiday(date(2026, 5, 16))
    assert is_holiday(date(2026, 1, 2)) and not is_holiday(date(2025, 1, 2))


@pytest.mark.parametrize(
    "day", [date(2026, 4, 5), date(2026, 5, 24), date(2026, 4, 4), date(2026, 12, 24), date(2026, 12, 31)]
)
def test_easter_sunday_whit_sunday_and_eves_are_no_holidays_of_the_act(day: date) -> None:
    assert not is_holiday(day)


def test_equated_days_fall_on_weekdays_and_on_no_other_holiday() -> None:
    for day in equated_days():
        assert day.weekday() < 5
        assert holidays(day.year)[day] == "Gelijkgesteld bij koninklijk besluit"


@given(st.integers(1900, 2299))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    sunday = easter(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


@given(st.integers(1900, 2299))
def test_holidays_stand_in_order_and_their_weekdays_are_fixed(year: int) -> None:
    found = holidays(year)
    assert list(found) == sorted(found)
    assert all(day.year == year for day in found)
    whit = next(day for day, name in found.items() if name == "Tweede Pinksterdag")
    assert whit == easter(year) + timedelta(days=50) and whit.weekday() == 0
