"""What the client bears of the wages, and which payroll is odd."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.staffing import worked_year
from noaber.staffing.payroll import Payroll, PayrollRow, read_payroll
from noaber.staffing.rules import (
    RevaluationStudy,
    allocate,
    implausible,
    may_settle_revaluation,
    payroll_lines,
)
from noaber.staffing.terms import WageTerms
from noaber.values import Clause, Euro, Granted, Period, Refused, Term

YEAR = 2026
FORMATION = worked_year.formation(YEAR)
VALUES: dict[str, Any] = {
    "wage.ikb_percent": Fraction("0.1705"),
    "wage.pension_percent": Fraction("0.1897"),
    "wage.pension_franchise": Euro.of(18_000),
    "wage.aop_percent": Fraction("0.00511"),
    "wage.aop_franchise": Euro.of(27_000),
    "wage.social_percent": Fraction("0.1561"),
    "wage.working_days": False,
    "wage.deviation_percent": Fraction("0.02"),
    "wage.deviation_amount": Euro.of(50),
    "wage.settles_wages": True,
    "wage.settles_cao": True,
    "wage.settles_revaluation": True,
}
CLAUSES = {"wage.settles_cao": "4.3", "wage.settles_revaluation": "4.4"}


def terms(**changed: Any) -> WageTerms:
    values = VALUES | {f"wage.{name}": value for name, value in changed.items()}

    def look_up(name: str, day: date) -> Term[Any]:
        return Term(values[name], Clause("test-2026", CLAUSES.get(name, "4.10")))

    return WageTerms.fill(look_up, date(YEAR, 1, 1))


def payroll(month: int) -> Payroll:
    read = read_payroll(worked_year.payroll_csv(YEAR, month), Period.month(YEAR, month), FORMATION)
    assert isinstance(read, Payroll)
    return read


def test_the_terms_give_the_parameters_of_the_worked_year() -> None:
    assert terms().parameters == worked_year.PARAMETERS


@pytest.mark.parametrize("month", range(1, 13))
def test_lines_add_up_to_the_payroll(month: int) -> None:
    lines = payroll_lines(payroll(month), FORMATION, terms())
    assert sum(line.quantity for line in lines) == payroll(month).total.cents
    assert {line.day for line in lines} == {Period.month(YEAR, month).until}


def test_a_rise_is_booked_per_past_month_under_its_clause() -> None:
    lines = payroll_lines(payroll(9), FORMATION, terms())
    per_month = {
        key: sum(line.quantity for line in lines if line.measure == "cao" and line.key == key)
        for key in ("2026-07", "2026-08")
    }
    assert per_month == {"2026-07": 31875, "2026-08": 31875}
    assert {(line.measure, line.clause) for line in lines} == {("wage", "4.10"), ("cao", "4.3")}
    assert {line.key for line in lines if line.measure == "wage"} == {"2026-09"}


def test_a_line_counts_the_people_behind_it() -> None:
    people = {line.service: line.base for line in payroll_lines(payroll(1), FORMATION, terms())}
    assert people == {1: 3, 2: 4, 3: 3, 4: 2, 5: 3, 6: 2, 7: 3, 8: 5, 9: 1, 10: 1}


def test_what_the_agreement_does_not_settle_gives_no_line() -> None:
    lines = payroll_lines(payroll(9), FORMATION, terms(settles_cao=False))
    assert {line.measure for line in lines} == {"wage"} and sum(line.quantity for line in lines) == 2236200


def test_a_rest_of_cents_goes_to_the_lowest_service_number() -> None:
    thirds = {3: Fraction(1), 1: Fraction(1), 2: Fraction(1)}
    assert allocate(Euro(100), thirds) == {1: Euro(34), 2: Euro(33), 3: Euro(33)}
    assert allocate(Euro(-101), thirds) == {1: Euro(-34), 2: Euro(-34), 3: Euro(-33)}


@given(st.integers(-(10**9), 10**9), st.dictionaries(st.integers(1, 10), st.integers(1, 10_000), min_size=1))
def test_no_cent_is_lost_in_an_allocation(cents: int, weights: dict[int, int]) -> None:
    parts = allocate(Euro(cents), {service: Fraction(weight) for service, weight in weights.items()})
    assert Euro.sum(parts.values()) == Euro(cents)
    exact = {service: Decimal(cents) * weight / sum(weights.values()) for service, weight in weights.items()}
    assert all(abs(parts[service].cents - exact[service]) < 1 for service in weights)


def test_the_worked_year_is_plausible_when_each_file_arrives() -> None:
    for month in range(1, 13):
        earlier = [payroll(past) for past in range(1, month)]
        assert implausible(payroll(month), FORMATION, worked_year.tables_known(YEAR, month), terms(), earlier) == ()


def test_a_month_on_the_old_table_is_odd_once_the_new_one_is_known() -> None:
    found = implausible(payroll(7), FORMATION, worked_year.tables_known(YEAR, 9), terms())
    assert [finding.text[:2] for finding in found if finding.code == "deviates"] == ["E1", "E2", "E3"]


def off_by(cents: int, employee: str = "E1") -> Payroll:
    month = payroll(1)
    rows = [replace(row, other=Euro(cents)) if row.employee == employee else row for row in month.rows]
    return replace(month, rows=tuple(rows))


@pytest.mark.parametrize(
    ("cents", "employee", "odd"),
    [
        (5000, "E1", False),
        (5001, "E1", True),
        (-5000, "E1", False),
        (-5001, "E1", True),
        (1907, "E6", False),
        (1908, "E6", True),
    ],
)
def test_more_than_50_euro_or_2_percent_is_odd(cents: int, employee: str, odd: bool) -> None:
    found = implausible(off_by(cents, employee), FORMATION, worked_year.tables_known(YEAR, 1), terms())
    assert [finding.code for finding in found] == (["deviates"] if odd else [])
    assert not any(finding.blocks for finding in found)


def test_somebody_without_a_wage_is_named() -> None:
    month = payroll(1)
    without = replace(month, rows=month.rows[1:])
    found = implausible(without, FORMATION, worked_year.tables_known(YEAR, 1), terms())
    assert [(finding.code, finding.text[:2]) for finding in found] == [("no-wage", "E1")]


def test_a_missing_salary_table_is_a_finding() -> None:
    found = implausible(payroll(1), FORMATION, (), terms())
    assert {finding.code for finding in found} == {"no-salary"} and len(found) == 6


STUDY = RevaluationStudy("BZ-3", date(2026, 3, 1), date(2026, 9, 1), date(2026, 3, 1), date(2026, 9, 1))


@pytest.mark.parametrize(
    ("study", "code"),
    [
        (STUDY, "settle-revaluation"),
        (replace(STUDY, discussed=date(2026, 9, 2)), "discussed-late"),
        (replace(STUDY, discussed=None), "not-discussed"),
        (replace(STUDY, informed=None), "not-informed"),
    ],
)
def test_a_new_scale_is_charged_only_when_told_and_discussed_before(study: RevaluationStudy, code: str) -> None:
    decision = may_settle_revaluation(study, terms())
    assert decision.code == code and decision.clause.number == "4.4"
    assert isinstance(decision, Granted if code == "settle-revaluation" else Refused)


def test_an_agreement_may_leave_revaluations_to_the_contractor() -> None:
    assert may_settle_revaluation(STUDY, terms(settles_revaluation=False)).code == "not-agreed"


def test_people_count_once_for_a_line() -> None:
    row = payroll(1).rows[0]
    twice = Payroll(Period.month(YEAR, 2), (row, replace(row, measure="wage", about=Period.month(YEAR, 2))))
    assert isinstance(row, PayrollRow)
    assert {line.base for line in payroll_lines(twice, FORMATION, terms())} == {1}
