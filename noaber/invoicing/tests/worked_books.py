"""A worked year in memory: terms, parties and a journal of lines, to compose and issue invoices from."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from noaber.invoicing.invoice import Ground, Party
from noaber.invoicing.month import Contract, ServiceName, compose, issue
from noaber.invoicing.parts import Sums, sums_of
from noaber.invoicing.rules import MonthInvoice, lines_of
from noaber.invoicing.terms import BillingTerms, CostTerms, TaxRule
from noaber.staffing import worked_year
from noaber.staffing.payroll import Payroll, read_payroll
from noaber.staffing.rules import payroll_lines
from noaber.staffing.terms import WageTerms
from noaber.values import Clause, Euro, Line, Period, Term

YEAR = 2026
CLAUSES = {
    "cost.overhead_percent": "3.4",
    "cost.training": "4.2",
    "billing.actual_wages": "4.10",
    "billing.cao_raises_maximum": "4.3",
    "billing.revaluation_raises_maximum": "4.4",
    "billing.extra_by_addendum": "3.6",
    "billing.calamity_by_agreement": "3.7",
    "billing.tax_decided_by": "4.11",
    "billing.ceiling_percent": "4.8",
    "wage.settles_wages": "4.10",
    "wage.settles_cao": "4.3",
    "wage.settles_revaluation": "4.4",
}
VALUES: dict[str, Any] = {
    "cost.maximum_wages": Euro.of("293362.20"),
    "cost.overhead_percent": Fraction(35, 100),
    "cost.training": Euro.of(9600),
    "cost.maximum": Euro.of("405638.97"),
    "billing.addendum": True,
    "billing.actual_wages": True,
    "billing.cao_raises_maximum": True,
    "billing.revaluation_raises_maximum": True,
    "billing.overhead_on_corrections": True,
    "billing.overhead_cumulative": True,
    "billing.extra_by_addendum": True,
    "billing.calamity_by_agreement": True,
    "billing.tax_decided_by": "de controller",
    "billing.ceiling_percent": Fraction(1),
    "billing.minimum_persons": 3,
    "billing.payment_days": 30,
    "wage.ikb_percent": worked_year.PARAMETERS.ikb,
    "wage.pension_percent": worked_year.PARAMETERS.pension,
    "wage.pension_franchise": worked_year.PARAMETERS.pension_franchise,
    "wage.aop_percent": worked_year.PARAMETERS.aop,
    "wage.aop_franchise": worked_year.PARAMETERS.aop_franchise,
    "wage.social_percent": worked_year.PARAMETERS.social,
    "wage.working_days": False,
    "wage.deviation_percent": Fraction(2, 100),
    "wage.deviation_amount": Euro.of(50),
    "wage.settles_wages": True,
    "wage.settles_cao": True,
    "wage.settles_revaluation": True,
}


def look_up(name: str, day: date, **changed: Any) -> Term[Any]:
    value = changed.get(name.partition(".")[2], VALUES[name])
    return Term(value, Clause("test-2026", CLAUSES.get(name, "4.2")), date(day.year, 1, 1))


def cost_terms(day: date, **changed: Any) -> CostTerms:
    return CostTerms.fill(lambda name, on: look_up(name, on, **changed), day)


def billing_terms(**changed: Any) -> BillingTerms:
    return BillingTerms.fill(lambda name, on: look_up(name, on, **changed), date(YEAR, 1, 1))


WAGE_TERMS = WageTerms.fill(look_up, date(YEAR, 1, 1))
TWENTERAND = Party(
    "Gemeente Twenterand (fictief)",
    oin="00000001001234567000",
    kvk="08123456",
    street="Manitobaplein 1",
    postcode="7671 GS",
    city="Vriezenveen",
    vat_number="NL001234567B01",
    iban="NL91 ABNA 0417 1643 00",
    email="facturen@twenterand.example",
)
OMMEN = Party(
    "Gemeente Ommen (fictief)",
    oin="00000001001234568000",
    kvk="08123457",
    street="Chevalleraustraat 2",
    postcode="7731 EE",
    city="Ommen",
    vat_number="NL001234568B01",
    email="facturen@ommen.example",
)
GROUNDS = (
    Ground(Clause("test-2026", "3.4"), "Bovenop de loonkosten komt een percentage voor overhead."),
    Ground(Clause("test-2026", "4.2"), "Een addendum legt voor elk jaar het maximum vast."),
    Ground(Clause("test-2026", "4.3"), "Een cao-verhoging telt vanaf de dag waarop zij ingaat."),
    Ground(Clause("test-2026", "4.10"), "Elke maand worden de werkelijke loonkosten in rekening gebracht."),
    Ground(Clause("test-2026", "9.1"), "Hier rust geen regel op."),
)
CONTRACT = Contract(
    "test-2026",
    "Test-DVO",
    TWENTERAND,
    OMMEN,
    tuple(ServiceName(n, f"dienst {n}", f"KP{n}") for n in range(1, 11)),
    buyer_reference="DVO-2026",
    grounds=GROUNDS,
)
ALL_TAXED = (TaxRule(0, Period(date(2020, 1, 1)), "S", Decimal(21)),)


@dataclass
class Books:
    """A journal in memory: payrolls are imported, months are composed and issued, lines are booked."""

    billing: BillingTerms = field(default_factory=billing_terms)
    taxes: tuple[TaxRule, ...] = ALL_TAXED
    lines: list[Line] = field(default_factory=list)

    def import_payroll(self, year: int, number: int) -> None:
        month, formation = Period.month(year, number), worked_year.formation(year)
        payroll = read_payroll(worked_year.payroll_csv(year, number), month, formation)
        assert isinstance(payroll, Payroll)
        self.lines += payroll_lines(payroll, formation, WAGE_TERMS)

    def sums(self, month: Period) -> tuple[Sums, Sums]:
        """What was booked in a month, without what its own invoice booked, and what was booked before."""
        sums = sums_of(self.lines)
        now = tuple(row for row in sums if row.booked == month.code and not row.measure.startswith("billed."))
        return now, tuple(row for row in sums if row.booked < month.code)

    def compose(self, year: int, number: int) -> MonthInvoice:
        month = Period.month(year, number)
        now, earlier = self.sums(month)
        return compose(month, now, earlier, cost_terms, self.billing, self.taxes, CONTRACT)

    def invoice(self, year: int, number: int) -> MonthInvoice:
        self.import_payroll(year, number)
        issued = issue(self.compose(year, number), f"{year}-{number:04d}", date(year, 12, 31), self.billing)
        self.lines += lines_of(issued)
        return issued


def year_of(billing: BillingTerms) -> list[MonthInvoice]:
    books = Books(billing)
    return [books.invoice(YEAR, number) for number in range(1, 13)]
