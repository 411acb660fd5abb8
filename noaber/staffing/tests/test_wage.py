"""A month of wages to the cent, and what rises and revaluations do to a year."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.staffing import worked_year
from noaber.staffing.wage import (
    NoSalary,
    Revaluation,
    SalaryTable,
    apply_revaluations,
    month_cost,
    month_wages,
    price_effects,
    salary_on,
    year_wages,
)
from noaber.values import Euro, Period

YEAR = 2026
BOOKS = (worked_year.opening_table(YEAR),)
KNOWN = worked_year.tables_known(YEAR, 12)


def components(salary: str, fte: Fraction, days: Fraction) -> list[str]:
    cost = month_cost(Euro.of(salary), fte, days, worked_year.PARAMETERS)
    return [part.plain for part in (cost.salary, cost.ikb, cost.pension, cost.aop, cost.social, cost.total)]


@pytest.mark.parametrize(
    ("salary", "expected"),
    [
        ("4020", ["4.020,00", "685,41", "608,07", "12,55", "734,51", "6.060,54"]),
        ("4070", ["4.070,00", "693,94", "619,17", "12,85", "743,65", "6.139,61"]),
    ],
)
def test_a_full_month_in_scale_7_costs_what_the_example_says(salary: str, expected: list[str]) -> None:
    assert components(salary, Fraction(1), Fraction(1)) == expected


def test_half_september_at_089_fte_rounds_the_salary_once() -> None:
    found = components("4597", Fraction(89, 100), Fraction(15, 30))
    assert found[0] == "2.045,67" and found[-1] == "3.102,96"


@pytest.mark.parametrize(
    ("employee", "expected"),
    [("E1", 613961), ("E2", 310296), ("E3", 684986), ("E4", 260215), ("E5", 270142), ("E6", 96600)],
)
def test_each_employee_costs_in_september_what_the_example_says(employee: str, expected: int) -> None:
    month = Period.month(YEAR, 9)
    rows = worked_year.formation(YEAR).of(employee, month)
    assert month_wages(rows, month, KNOWN, worked_year.PARAMETERS) == Euro(expected)


def test_a_wage_under_the_franchise_bears_no_pension() -> None:
    cost = month_cost(Euro.of(1000), Fraction(1), Fraction(1), worked_year.PARAMETERS)
    assert not cost.pension and not cost.aop and cost.social == Euro.of("182.72")


def test_the_agreed_formation_costs_the_wages_of_the_addendum() -> None:
    wages = year_wages(worked_year.agreed_formation(YEAR), YEAR, BOOKS, worked_year.PARAMETERS)
    assert wages == Euro.of("293362.20")
    assert worked_year.agreed_formation(YEAR).fte(Period.month(YEAR, 1)) == Fraction(355, 100)


def test_rise_and_revaluation_add_what_the_example_says() -> None:
    effects = price_effects(
        worked_year.agreed_formation(YEAR),
        YEAR,
        BOOKS,
        KNOWN,
        worked_year.revaluations(YEAR),
        worked_year.PARAMETERS,
    )
    assert (effects.cao, effects.revaluation) == (Euro.of("1912.50"), Euro.of("2797.32"))


def test_a_revaluation_splits_the_row_on_its_day() -> None:
    agreed = worked_year.agreed_formation(YEAR)
    rows = apply_revaluations(agreed, [Revaluation("BZ-3", "10", 11, date(YEAR, 9, 1))]).of("E3", Period.year(YEAR))
    assert [(row.scale, row.period.since, row.period.until) for row in rows] == [
        ("9", date(YEAR, 1, 1), date(YEAR, 8, 31)),
        ("10", date(YEAR, 9, 1), date(YEAR, 12, 31)),
    ]


@pytest.mark.parametrize(("since", "scales"), [(date(2025, 12, 31), ["10"]), (date(2027, 1, 1), ["9"])])
def test_a_revaluation_outside_the_row_replaces_all_or_nothing(since: date, scales: list[str]) -> None:
    changed = apply_revaluations(worked_year.agreed_formation(YEAR), [Revaluation("BZ-3", "10", 11, since)])
    assert [row.scale for row in changed.of("E3", Period.year(YEAR))] == scales


@pytest.mark.parametrize(("day", "salary"), [(date(YEAR, 6, 30), 4020), (date(YEAR, 7, 1), 4070)])
def test_the_newest_table_that_holds_gives_the_salary(day: date, salary: int) -> None:
    assert salary_on(KNOWN, "7", 11, day) == Euro.of(salary)


@pytest.mark.parametrize(("scale", "step", "day"), [("8A", 11, date(2026, 7, 1)), ("7", 11, date(2025, 12, 31))])
def test_a_salary_that_no_table_gives_is_named(scale: str, step: int, day: date) -> None:
    with pytest.raises(NoSalary, match="salaristabel"):
        salary_on(KNOWN, scale, step, day)


def test_an_empty_newer_table_does_not_fall_back_on_an_older_one() -> None:
    with pytest.raises(NoSalary):
        salary_on((*KNOWN, SalaryTable(date(2026, 10, 1), ())), "7", 11, date(2026, 10, 1))


@given(st.integers(1, 1_500_000), st.integers(1, 100), st.integers(1, 31))
def test_components_always_add_up_and_are_never_negative(cents: int, hundredths: int, days: int) -> None:
    cost = month_cost(Euro(cents), Fraction(hundredths, 100), Fraction(days, 31), worked_year.PARAMETERS)
    parts = (cost.salary, cost.ikb, cost.pension, cost.aop, cost.social)
    assert Euro.sum(parts) == cost.total and min(parts) >= Euro()
