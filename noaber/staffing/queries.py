"""What people can ask about formation and wages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Max, Min, QuerySet, Sum

from noaber.agreement.book import Book
from noaber.journal.models import CountedLine
from noaber.staffing.formation import Formation
from noaber.staffing.groups import WAGES, Group, wage_groups
from noaber.staffing.models import FormationRecord, PayrollImport, RevaluationRecord, SalaryTableRecord, about
from noaber.staffing.rules import MonthState
from noaber.staffing.wage import NoSalary, PriceEffects, Revaluation, SalaryTable, WageParameters, price_effects
from noaber.values import Euro, Line, Period

BILLED = "billed.net"
MOST_MONTHS = 36


def formation_of(client: int, agreed: bool = False) -> Formation:
    """Who works for a client when, or (`agreed`) who would by the addendum."""
    rows = FormationRecord.objects.of(client).filter(agreed=agreed, dropped=False).order_by("function", "since", "id")
    return Formation(tuple(row.value() for row in rows))


@dataclass(frozen=True, slots=True)
class Prices:
    """Salary tables and revaluations of a client. `budgeted` are the tables that an addendum counted on."""

    agreed: Formation
    in_force: tuple[SalaryTable, ...]
    budgeted: tuple[SalaryTable, ...]
    revaluations: tuple[Revaluation, ...]

    def effects(self, year: int, parameters: WageParameters) -> PriceEffects:
        """What rises and revaluations add to the wages agreed for a year; nothing where a table lacks a scale."""
        first = date(year, 1, 1)
        budgeted = tuple(table for table in self.in_force if table.since <= first or table in self.budgeted)
        try:
            return price_effects(self.agreed, year, budgeted, self.in_force, self.revaluations, parameters)
        except NoSalary:
            return PriceEffects(Euro(), Euro())


def prices_of(client: int) -> Prices:
    """What the wages agreed for a year depend on. Three queries."""
    tables = list(SalaryTableRecord.objects.of(client).order_by("since"))
    outcomes = [record.outcome() for record in studies_of(client)]
    return Prices(
        agreed=formation_of(client, agreed=True),
        in_force=tuple(table.value() for table in tables),
        budgeted=tuple(table.value() for table in tables if table.budgeted),
        revaluations=tuple(outcome for outcome in outcomes if outcome),
    )


def tables_of(client: int) -> list[SalaryTableRecord]:
    """The salary tables, newest first."""
    return list(SalaryTableRecord.objects.of(client).order_by("-since"))


def studies_of(client: int) -> list[RevaluationRecord]:
    """The inquiries into the value of functions, newest first."""
    return list(RevaluationRecord.objects.of(client).order_by("-started_on", "-id"))


def payroll_of(client: int, month: str) -> PayrollImport | None:
    """The payroll of a month, if it was read."""
    return PayrollImport.objects.of(client).select_related("entry").filter(month=month).first()


def state_of(client: int, month: Period) -> MonthState:
    """How a payroll month stands; once a later month was invoiced, it is too late for this one as well."""
    return MonthState(
        imported=PayrollImport.objects.of(client).filter(month=month.code).exists(),
        invoiced=_booked(client, BILLED).filter(month__gte=_number(month)).exists(),
    )


def payrolls_before(client: int, months: Sequence[str]) -> list[PayrollImport]:
    """The payrolls of some months, for what was booked about them earlier."""
    return list(PayrollImport.objects.of(client).filter(month__in=months).order_by("month"))


def lines_of_payroll(client: int, month: Period) -> list[Line]:
    """The journal lines that the payroll of a month has left, summed per place; nothing where it was never read."""
    found = CountedLine.objects.filter(municipality=client, month=_number(month), entry__object=about(month.code))
    rows = (
        found.order_by("measure", "key", "service", "clause")
        .values_list("measure", "day", "unit", "service", "key", "clause")
        .annotate(cents=Sum("quantity"), people=Sum("base"))
    )
    return [
        Line(measure, day, cents, unit, service, key, people, clause)
        for measure, day, unit, service, key, clause, cents, people in rows
    ]


@dataclass(frozen=True, slots=True)
class Month:
    """A payroll month in the list: what was read of it, and whether its invoice or a later one went out."""

    period: Period
    payroll: PayrollImport | None
    invoiced: bool

    @property
    def state(self) -> str:
        """How it stands: `invoiced`, `imported`, `open`, or `passed` when it was never read and now cannot be."""
        if self.payroll:
            return "invoiced" if self.invoiced else "imported"
        return "passed" if self.invoiced else "open"


def months_of(client: int, day: date) -> list[Month]:
    """The payroll months up to now, newest first: from the first that was read or invoiced. Two queries."""
    payrolls = {one.month: one for one in PayrollImport.objects.of(client).defer("rows", "flags").order_by("month")}
    billed = _booked(client, BILLED).aggregate(first=Min("month"), last=Max("month"))
    current = Period.month(day.year, day.month)
    firsts = [*(Period.parse(code) for code in payrolls), current]
    if billed["first"]:
        firsts.append(_month_of(billed["first"]))
    periods: list[Period] = []
    month = current
    while month >= min(firsts) and len(periods) < MOST_MONTHS:
        periods.append(month)
        month = before(month)
    return [Month(one, payrolls.get(one.code), _number(one) <= (billed["last"] or 0)) for one in periods]


def next_to_import(months: Sequence[Month]) -> Period | None:
    """The earliest month that has not been read and still can be, as far as the list goes."""
    return next((month.period for month in reversed(months) if month.state == "open"), None)


def before(month: Period) -> Period:
    """The month before a month."""
    year, number = divmod(month.since.year * 12 + month.since.month - 2, 12)
    return Period.month(year, number + 1)


@dataclass(frozen=True, slots=True)
class Booked:
    """What a payroll booked on one service about one month, as the page groups it."""

    kind: str
    service: int
    about: Period
    net: Euro
    persons: int


def groups_of(client: int, month: Period, minimum: int) -> list[Group[Booked]]:
    """What the payroll of a month cost, in groups of at least `minimum` people: the groups of the invoice."""
    booked = [
        Booked(line.measure, line.service, Period.parse(line.key), Euro(line.quantity), line.base)
        for line in lines_of_payroll(client, month)
        if line.measure in WAGES
    ]
    wages, corrections = wage_groups(month, booked, minimum)
    return [*wages, *corrections]


def minimum_persons(book: Book, day: date) -> int:
    """How many people must stand behind an amount that everybody sees."""
    minimum: int = book.term("billing.minimum_persons", day).value
    return minimum


def fte_of(formation: Formation, day: date) -> Fraction:
    """The posts that are filled on a day."""
    return sum((row.fte for row in formation.rows if day in row.period), Fraction(0))


def _booked(client: int, measure: str) -> QuerySet[CountedLine]:
    return CountedLine.objects.filter(municipality=client, measure=measure)


def _number(month: Period) -> int:
    return month.since.year * 100 + month.since.month


def _month_of(number: int) -> Period:
    return Period.month(number // 100, number % 100)
