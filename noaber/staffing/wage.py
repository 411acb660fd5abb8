"""What an employee should cost in a month, from salary table, fte and days, and what a formation costs in a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from noaber.staffing.formation import Formation, FormationRow
from noaber.values import Euro, Period


@dataclass(frozen=True, slots=True)
class WageParameters:
    """The employer's charges as shares of one, franchises per year for a full-time post."""

    ikb: Fraction
    pension: Fraction
    pension_franchise: Euro
    aop: Fraction
    aop_franchise: Euro
    social: Fraction
    working_days: bool = False


@dataclass(frozen=True, slots=True)
class WageCost:
    """The cost of one employee in one month, by component; each component is rounded to the cent once."""

    salary: Euro
    ikb: Euro
    pension: Euro
    aop: Euro
    social: Euro

    @property
    def total(self) -> Euro:
        return self.salary + self.ikb + self.pension + self.aop + self.social

    def __sub__(self, other: WageCost) -> WageCost:
        return WageCost(
            self.salary - other.salary,
            self.ikb - other.ikb,
            self.pension - other.pension,
            self.aop - other.aop,
            self.social - other.social,
        )


@dataclass(frozen=True, slots=True)
class SalaryTable:
    """Monthly salaries for 36 hours as they hold from a day: rows of scale, step and amount."""

    since: date
    salaries: tuple[tuple[str, int, Euro], ...]

    def salary(self, scale: str, step: int) -> Euro | None:
        """The salary of a scale and step, or None where the table has no such cell."""
        found = (amount for in_scale, at, amount in self.salaries if (in_scale, at) == (scale, step))
        return next(found, None)


class NoSalary(LookupError):
    """No salary table gives an amount for a scale and step on a day."""


def month_cost(salary: Euro, fte: Fraction, days: Fraction, parameters: WageParameters) -> WageCost:
    """The cost of a month for a full-time `salary`, a part `fte` of the week and a part `days` of the month.

    fte comes before days and the salary is rounded once. Pension and AOP are due over salary and IKB above a twelfth of
    their franchise times the same parts, never over less than nothing.
    """
    worked = fte * days
    pay = salary.part(worked)
    ikb = pay.part(parameters.ikb)
    base = pay + ikb
    return WageCost(
        salary=pay,
        ikb=ikb,
        pension=_above(base, parameters.pension_franchise, worked, parameters.pension),
        aop=_above(base, parameters.aop_franchise, worked, parameters.aop),
        social=base.part(parameters.social),
    )


def _above(base: Euro, franchise: Euro, worked: Fraction, percent: Fraction) -> Euro:
    exempt = Fraction(franchise.cents, 12) * worked
    return Euro(1).part(max(base.cents - exempt, Fraction(0)) * percent)


def salary_on(tables: Sequence[SalaryTable], scale: str, step: int, day: date) -> Euro:
    """The salary by the newest table that holds on a day. Raises NoSalary where there is none."""
    held = [table for table in tables if table.since <= day]
    amount = max(held, key=lambda table: table.since).salary(scale, step) if held else None
    if amount is None:
        raise NoSalary(f"Er is geen salaris voor schaal {scale}, trede {step} op {day}. Lees eerst de salaristabel in.")
    return amount


def row_cost(row: FormationRow, month: Period, tables: Sequence[SalaryTable], parameters: WageParameters) -> WageCost:
    """The cost of one formation row in a month, by the table that holds on the first of that month."""
    salary = salary_on(tables, row.scale, row.step, month.since)
    return month_cost(salary, row.fte, row.part_of(month, parameters.working_days), parameters)


def month_wages(
    rows: Sequence[FormationRow], month: Period, tables: Sequence[SalaryTable], parameters: WageParameters
) -> Euro:
    """The cost of formation rows in a month. Raises NoSalary."""
    return Euro.sum(row_cost(row, month, tables, parameters).total for row in rows)


def year_wages(formation: Formation, year: int, tables: Sequence[SalaryTable], parameters: WageParameters) -> Euro:
    """The cost of a formation in a calendar year: the wages that an addendum agrees. Raises NoSalary."""
    months = [Period.month(year, number) for number in range(1, 13)]
    return Euro.sum(month_wages(formation.in_month(month), month, tables, parameters) for month in months)


@dataclass(frozen=True, slots=True)
class Revaluation:
    """A function that is valued in another scale from a day on."""

    function: str
    scale: str
    step: int
    since: date


@dataclass(frozen=True, slots=True)
class PriceEffects:
    """What rises and revaluations add to the wages of the agreed formation in a year."""

    cao: Euro
    revaluation: Euro


def price_effects(
    agreed: Formation,
    year: int,
    budgeted: Sequence[SalaryTable],
    in_force: Sequence[SalaryTable],
    revaluations: Sequence[Revaluation],
    parameters: WageParameters,
) -> PriceEffects:
    """What the tables in force and the revaluations add to the agreed formation, without vacancies. Raises NoSalary."""
    budget = year_wages(agreed, year, budgeted, parameters)
    raised = year_wages(agreed, year, in_force, parameters)
    revalued = year_wages(apply_revaluations(agreed, revaluations), year, in_force, parameters)
    return PriceEffects(cao=raised - budget, revaluation=revalued - raised)


def apply_revaluations(formation: Formation, revaluations: Sequence[Revaluation]) -> Formation:
    """The formation with every revalued function in its new scale from its day on."""
    rows = formation.rows
    for change in sorted(revaluations, key=lambda one: one.since):
        rows = tuple(part for row in rows for part in _revalued(row, change))
    return Formation(rows)


def _revalued(row: FormationRow, change: Revaluation) -> tuple[FormationRow, ...]:
    ended = row.period.until is not None and row.period.until < change.since
    if row.function != change.function or ended:
        return (row,)
    after = replace(row, scale=change.scale, step=change.step)
    if change.since <= row.period.since:
        return (after,)
    before = Period(row.period.since, change.since - timedelta(days=1))
    return replace(row, period=before), replace(after, period=Period(change.since, row.period.until))
