"""Formation rows, the part of a month that they hold, and how a month is spread over services."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.staffing import worked_year
from noaber.staffing.formation import Employee, Formation, FormationRow
from noaber.values import Period

SEPTEMBER = Period.month(2026, 9)
ROW = FormationRow(
    Employee("E1"), "BZ-1", "Medewerker", "7", 11, Fraction(1), ((1, 6_000), (2, 4_000)), Period.year(2026)
)


@pytest.mark.parametrize(
    "shares", [((1, 9_999),), ((1, 10_001),), ((1, 5_000), (1, 5_000)), ((1, 11_000), (2, -1_000)), ((0, 10_000),), ()]
)
def test_shares_that_are_no_whole_are_refused(shares: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="E1 in functie BZ-1"):
        replace(ROW, shares=shares)


def test_a_row_without_hours_is_refused() -> None:
    with pytest.raises(ValueError, match="niet groter dan nul"):
        replace(ROW, fte=Fraction(0))


@pytest.mark.parametrize(
    ("since", "until", "calendar_days", "working_days"),
    [
        (date(2026, 1, 1), date(2026, 9, 15), Fraction(15, 30), Fraction(11, 22)),
        (date(2026, 9, 15), None, Fraction(16, 30), Fraction(12, 22)),
        (date(2026, 8, 1), date(2026, 8, 31), Fraction(0), Fraction(0)),
        (date(2026, 9, 1), date(2026, 9, 30), Fraction(1), Fraction(1)),
        (date(2026, 9, 5), date(2026, 9, 6), Fraction(2, 30), Fraction(0)),
    ],
)
def test_a_part_of_a_month_is_counted_in_days(
    since: date, until: date | None, calendar_days: Fraction, working_days: Fraction
) -> None:
    row = replace(ROW, period=Period(since, until))
    assert row.part_of(SEPTEMBER) == calendar_days
    assert row.part_of(SEPTEMBER, working_days=True) == working_days


def test_somebody_cannot_hold_one_function_twice_on_a_day() -> None:
    last_day = replace(ROW, period=Period(date(2026, 12, 31)))
    with pytest.raises(ValueError, match="twee keer"):
        Formation((ROW, last_day))
    assert Formation((ROW, replace(last_day, function="BZ-9"), replace(last_day, employee=Employee("E9"))))


def test_the_worked_year_has_a_vacancy_between_leaver_and_successor() -> None:
    formation = worked_year.formation(2026)
    assert formation.employees(SEPTEMBER) == ("E1", "E2", "E3", "E4", "E5", "E6")
    assert formation.employees(Period.month(2026, 10)) == ("E1", "E3", "E4", "E5", "E6")
    assert formation.employees(Period.month(2026, 11)) == ("E1", "E3", "E4", "E5", "E6", "E7")


def test_two_rows_in_a_month_weigh_by_hours_and_days() -> None:
    first = replace(ROW, shares=((1, 10_000),), period=Period(date(2026, 9, 1), date(2026, 9, 10)))
    second = replace(ROW, shares=((2, 10_000),), period=Period(date(2026, 9, 11), None), fte=Fraction(1, 2))
    weights = Formation((first, second)).weights("E1", SEPTEMBER)
    assert weights[1] / weights[2] == Fraction(10, 1) / Fraction(20, 2)
    assert list(weights) == [1, 2]


@given(st.dates(date(2025, 12, 1), date(2027, 1, 31)), st.integers(0, 400))
def test_the_months_of_a_row_hold_all_its_days(since: date, length: int) -> None:
    until = date.fromordinal(since.toordinal() + length)
    row = replace(ROW, period=Period(since, until))
    months = [Period.month(year, month) for year in range(2025, 2029) for month in range(1, 13)]
    assert sum(row.part_of(month) * month.days for month in months) == row.period.days
