"""What the agreement says that a report needs, as the report reads it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from noaber.agreement.book import Book, Kpi
from noaber.reporting.agreed import Agreed
from noaber.reporting.definitions import BudgetRow, Definitions, KpiRow, PlanRow, ProductRow, ServiceRow
from noaber.reporting.terms import ReportTerms
from noaber.values import Euro, MissingTerm, Period, Term


def agreed(book: Book, period: Period, drawn: date) -> Agreed:
    """What holds on the last day of a quarter, or on the day it is drawn where the quarter still goes on."""
    assert period.until is not None
    return Agreed(definitions(book, period), ReportTerms.fill(book.term, min(period.until, drawn)))


def definitions(book: Book, period: Period) -> Definitions:
    """The services, products, norms, plans and budgets as they hold on the last day of a quarter."""
    assert period.until is not None
    return Definitions(
        minimum_persons=book.term("billing.minimum_persons", period.until),
        services=tuple(ServiceRow(row.number, row.name, row.clause, row.group) for row in book.services),
        products=tuple(ProductRow(row.code, row.name, row.service) for row in book.products),
        kpis=tuple(_kpi(row) for row in book.kpis),
        plans=tuple(
            PlanRow(row.service, row.per_year, book.service(row.service).clause, row.code)
            for row in book.products
            if row.per_year is not None
        ),
        budgets=_budgets(book, period),
    )


def _kpi(row: Kpi) -> KpiRow:
    return KpiRow(
        code=row.code,
        name=row.name,
        formula=row.formula,
        unit=row.unit,
        norm_operator=row.norm_operator,
        norm=row.norm,
        period=row.period,
        source=row.source,
        clauses=row.clauses,
        measured_by=row.measured_by,
        services=row.services,
        proposal=row.proposal,
        minimum=row.minimum,
    )


def _budgets(book: Book, period: Period) -> tuple[BudgetRow, ...]:
    """What the addendum of the year agrees; without one nothing has a budget (art. 4.2)."""
    assert period.until is not None

    def term(name: str) -> Term[object]:
        return book.term(f"cost.{name}", period.until or period.since)

    extra = tuple(
        BudgetRow(measure, book.term(name, period.until).clause, None)
        for measure, name in (("extra", "billing.extra_by_addendum"), ("calamity", "billing.calamity_by_agreement"))
    )
    try:
        wages, percent, training = term("maximum_wages"), term("overhead_percent"), term("training")
    except MissingTerm:
        return extra
    assert isinstance(wages.value, Euro) and isinstance(percent.value, Fraction) and isinstance(training.value, Euro)
    return (
        BudgetRow("wage", wages.clause, wages.value),
        BudgetRow("cao", book.term("billing.cao_raises_maximum", period.until).clause, None, lifts=True),
        BudgetRow(
            "revaluation", book.term("billing.revaluation_raises_maximum", period.until).clause, None, lifts=True
        ),
        BudgetRow("billed.overhead", percent.clause, wages.value.part(percent.value)),
        BudgetRow("billed.training", training.clause, training.value),
        *extra,
    )
