"""A worked year of wages with fictional employees: a rise known in September, a vacancy and a revaluation.

Salaries and charges are illustrative, not the official table. The year reproduces a computed example to the cent and
serves as demo data: twelve payroll files that the reader reads.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

from noaber.staffing.formation import Employee, Formation, FormationRow
from noaber.staffing.payroll import COLUMNS
from noaber.staffing.wage import (
    Revaluation,
    SalaryTable,
    WageCost,
    WageParameters,
    month_cost,
    row_cost,
    salary_on,
)
from noaber.values import Euro, Period

PARAMETERS = WageParameters(
    ikb=Fraction("0.1705"),
    pension=Fraction("0.1897"),
    pension_franchise=Euro.of(18_000),
    aop=Fraction("0.00511"),
    aop_franchise=Euro.of(27_000),
    social=Fraction("0.1561"),
)
TOP_STEP = 11
RISE_KNOWN = 9
_OPENING = {"7": 4020, "8": 4540, "9": 5110, "10": 5670}
_RAISED = {"7": 4070, "8": 4597, "9": 5174, "10": 5741}
_FRONT_DESK = ((1, 7_000), (2, 1_500), (5, 1_000), (8, 500))
_CIVIL_STATUS = ((1, 2_500), (2, 3_500), (3, 2_500), (5, 1_000), (8, 500))
_NATIONALITY = ((2, 2_500), (3, 3_000), (4, 2_000), (5, 1_000), (7, 1_000), (8, 500))
_QUALITY = ((3, 1_500), (4, 2_500), (6, 3_000), (7, 2_000), (8, 1_000))
_CEMETERY = ((1, 3_500), (2, 1_500), (9, 5_000))
_ADVICE = ((6, 2_000), (7, 2_000), (8, 1_000), (10, 5_000))
_FUNCTIONS = {
    1: ("Medewerker publiek II", "7", Fraction(1), _FRONT_DESK),
    2: ("Medewerker publiek I", "8", Fraction(89, 100), _CIVIL_STATUS),
    3: ("Medewerker beleidsuitvoering I", "9", Fraction(78, 100), _NATIONALITY),
    4: ("Medewerker beleidsuitvoering I", "9", Fraction(33, 100), _QUALITY),
    5: ("Medewerker publiek II", "7", Fraction(44, 100), _CEMETERY),
    6: ("Adviseur III", "10", Fraction(11, 100), _ADVICE),
}


def opening_table(year: int) -> SalaryTable:
    """The salaries on 1 January, on which the addendum is based."""
    return SalaryTable(date(year, 1, 1), tuple((scale, TOP_STEP, Euro.of(pay)) for scale, pay in _OPENING.items()))


def raised_table(year: int) -> SalaryTable:
    """The salaries from 1 July (+1.25 %, whole euros), which become known in September."""
    return SalaryTable(date(year, 7, 1), tuple((scale, TOP_STEP, Euro.of(pay)) for scale, pay in _RAISED.items()))


def tables_known(year: int, month: int) -> tuple[SalaryTable, ...]:
    """The tables that the payroll office has in a month."""
    opening = (opening_table(year),)
    return (*opening, raised_table(year)) if month >= RISE_KNOWN else opening


def revaluations(year: int) -> tuple[Revaluation, ...]:
    """Function BZ-3 goes from scale 9 to scale 10 on 1 September."""
    return (Revaluation("BZ-3", "10", TOP_STEP, date(year, 9, 1)),)


def agreed_formation(year: int) -> Formation:
    """The 3.55 fte of the addendum: every function filled for the whole year in its scale of 1 January."""
    return Formation(tuple(_row(number, Period.year(year)) for number in _FUNCTIONS))


def formation(year: int) -> Formation:
    """Who worked when: E2 leaves after 15 September, E7 follows on 1 November, E3 is revalued on 1 September."""
    until_august = Period(date(year, 1, 1), date(year, 8, 31))
    from_september = Period(date(year, 9, 1), date(year, 12, 31))
    return Formation(
        (
            _row(1, Period.year(year)),
            _row(2, Period(date(year, 1, 1), date(year, 9, 15))),
            _row(2, Period(date(year, 11, 1), date(year, 12, 31)), employee="E7"),
            _row(3, until_august),
            _row(3, from_september, scale="10"),
            *(_row(number, Period.year(year)) for number in (4, 5, 6)),
        )
    )


def _row(number: int, period: Period, employee: str = "", scale: str = "") -> FormationRow:
    norm_function, agreed_scale, fte, shares = _FUNCTIONS[number]
    return FormationRow(
        employee=Employee(employee or f"E{number}"),
        function=f"BZ-{number}",
        norm_function=norm_function,
        scale=scale or agreed_scale,
        step=TOP_STEP,
        fte=fte,
        shares=shares,
        period=period,
    )


def payroll_rows(year: int, month: int) -> list[tuple[str, ...]]:
    """The rows of one payroll file: wages of the month, and in September the rise over July and August."""
    booked, tables = Period.month(year, month), tables_known(year, month)
    rows = [
        _cells(booked, booked, row.employee.pseudonym, "loon", row_cost(row, booked, tables, PARAMETERS))
        for row in formation(year).in_month(booked)
    ]
    if month == RISE_KNOWN:
        rows += [cells for past in (7, 8) for cells in _corrections(booked, Period.month(year, past))]
    return rows


def _corrections(booked: Period, about: Period) -> list[tuple[str, ...]]:
    year = booked.since.year
    return [
        _cells(booked, about, row.employee.pseudonym, "cao", _rise(row, about, year))
        for row in formation(year).in_month(about)
    ]


def _rise(row: FormationRow, about: Period, year: int) -> WageCost:
    before = salary_on((opening_table(year),), row.scale, row.step, about.since)
    after = salary_on(tables_known(year, RISE_KNOWN), row.scale, row.step, about.since)
    days = row.part_of(about)
    return month_cost(after, row.fte, days, PARAMETERS) - month_cost(before, row.fte, days, PARAMETERS)


def _cells(booked: Period, about: Period, employee: str, kind: str, cost: WageCost) -> tuple[str, ...]:
    parts = (cost.salary, cost.ikb, cost.pension, cost.aop, cost.social, Euro(), cost.total)
    return booked.code, about.code, employee, kind, *(part.plain for part in parts)


def payroll_csv(year: int, month: int) -> bytes:
    """The payroll file of a month as the reader wants it: UTF-8 with BOM, semicolons, Dutch amounts."""
    return _file(payroll_rows(year, month))


def quiet_csv(year: int, month: int) -> bytes:
    """The payroll file of a month in a year in which nothing happens: the agreed formation on the opening salaries."""
    booked = Period.month(year, month)
    costs = [(row, row_cost(row, booked, (opening_table(year),), PARAMETERS)) for row in agreed_formation(year).rows]
    return _file([_cells(booked, booked, row.employee.pseudonym, "loon", cost) for row, cost in costs])


def _file(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
