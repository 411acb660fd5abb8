"""A quarterly report as a value: what the page, the PDF, the spreadsheet and the CSV are all made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from noaber.reporting.counts import (
    CLOSED,
    OVERDUE,
    REGISTERED,
    Count,
    ServiceCounts,
    count_all,
    count_service,
    unit_word,
)
from noaber.reporting.definitions import (
    BudgetRow,
    Definitions,
    KpiRow,
    PlanRow,
    ProductRow,
    Remark,
    ReportHead,
    ServiceRow,
    Sum,
)
from noaber.reporting.figures import Figure, Tally, counted, window
from noaber.reporting.finance import Cost, Finance, GroupCost, overview
from noaber.reporting.indicators import Indicator, Outcome, measure_kpi
from noaber.reporting.norms import Status
from noaber.reporting.sentences import Sentence, about_counts, about_norms, about_waiting
from noaber.reporting.terms import ReportTerms
from noaber.values import Clause


@dataclass(frozen=True, slots=True)
class ServicePart:
    """What the report says about one service. `clause` is None for lines that belong to no service of the agreement."""

    number: int
    name: str
    clause: Clause | None
    counts: ServiceCounts
    indicators: tuple[Indicator, ...]
    remarks: tuple[Remark, ...]

    @property
    def judged(self) -> int:
        """How many norms of this service could be judged."""
        return sum(row.status in (Status.MET, Status.MISSED) for row in self.indicators)

    @property
    def met(self) -> int:
        """How many of them were met."""
        return sum(row.status is Status.MET for row in self.indicators)


@dataclass(frozen=True, slots=True)
class ClauseUse:
    """A clause under which something in the report is shown, and what."""

    clause: Clause
    what: str


@dataclass(frozen=True, slots=True)
class Accounted:
    """One figure of the report with its place: the part, the row, what it counts."""

    part: str
    row: str
    name: str
    figure: Figure

    @property
    def unit(self) -> str:
        """The unit in Dutch."""
        return unit_word(self.figure.unit)


@dataclass(frozen=True, slots=True)
class QuarterReport:
    """Everything that a quarterly report says; drawn again from the same sums it is the same.

    `general` holds the norms that belong to no single service, `finance` is there in the second and the fourth quarter.
    """

    head: ReportHead
    quarters: tuple[str, ...]
    sentences: tuple[Sentence, Sentence, Sentence]
    total: Count
    registered: Figure
    overdue: Figure
    services: tuple[ServicePart, ...]
    general: tuple[Indicator, ...]
    finance: Finance | None
    remarks: tuple[Remark, ...]
    clauses: tuple[ClauseUse, ...]
    terms: ReportTerms

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every norm once: those of the services, then the general ones."""
        return (*(row for part in self.services for row in part.indicators), *self.general)

    @property
    def judged(self) -> int:
        """How many norms could be judged."""
        return sum(row.status in (Status.MET, Status.MISSED) for row in self.indicators)

    @property
    def met(self) -> int:
        """How many of them were met."""
        return sum(row.status is Status.MET for row in self.indicators)

    @property
    def missed(self) -> tuple[Indicator, ...]:
        """The norms that were not met."""
        return tuple(row for row in self.indicators if row.status is Status.MISSED)

    def accounts(self) -> Iterator[Accounted]:
        """Every figure of the report, in reading order."""
        yield from _count_accounts("Alle diensten", self.total, self.quarters)
        yield Accounted("Alle diensten", "", "binnengekomen", self.registered)
        yield Accounted("Alle diensten", "", "over de termijn", self.overdue)
        for part in self.services:
            yield from _service_accounts(part, self.quarters)
        for row in self.general:
            yield from _indicator_accounts("Algemeen", row, self.quarters)
        if self.finance is not None:
            yield from _finance_accounts(self.finance)


def compose(
    head: ReportHead,
    sums: Sequence[Sum],
    definitions: Definitions,
    terms: ReportTerms,
    remarks: Sequence[Remark] = (),
) -> QuarterReport:
    """The report of one quarter, from the sums of its eight quarters and from what was agreed."""
    quarters = window(head.period)
    tally = Tally(sums, quarters)
    indicators = [measure_kpi(tally, head, kpi, terms, remarks) for kpi in definitions.kpis]
    services = tuple(
        _service(tally, head, number, name, definitions, indicators, remarks)
        for number, name in _named(tally, definitions)
    )
    placed = {row.kpi.code for part in services for row in part.indicators}
    general = tuple(row for row in indicators if row.kpi.code not in placed)
    ordered = (*(row for part in services for row in part.indicators), *general)
    total = count_all(tally, head, [part.counts for part in services])
    now = (quarters[-1],)
    registered = counted(tally, "binnengekomen", REGISTERED, now, None)
    overdue = counted(tally, "over de termijn", OVERDUE, now, None)
    return QuarterReport(
        head=head,
        quarters=quarters,
        sentences=(
            about_counts(head, total, [(part.number, part.counts.closed) for part in services]),
            about_norms(ordered),
            about_waiting(registered, total.count, overdue, ordered),
        ),
        total=total,
        registered=registered,
        overdue=overdue,
        services=services,
        general=general,
        finance=overview(tally, definitions),
        remarks=tuple(remark for remark in remarks if not remark.kpi and not remark.service),
        clauses=_clauses(definitions, terms),
        terms=terms,
    )


def _service(
    tally: Tally,
    head: ReportHead,
    number: int,
    name: str,
    definitions: Definitions,
    indicators: Sequence[Indicator],
    remarks: Sequence[Remark],
) -> ServicePart:
    """A norm of several services stands under the first of them: it is judged once."""
    return ServicePart(
        number=number,
        name=name,
        clause=definitions.clause_of(number),
        counts=count_service(tally, head, number, name, definitions),
        indicators=tuple(row for row in indicators if row.kpi.services and min(row.kpi.services) == number),
        remarks=tuple(remark for remark in remarks if remark.service == number and number and not remark.kpi),
    )


def _named(tally: Tally, definitions: Definitions) -> list[tuple[int, str]]:
    """The services of the agreement, then any other that has lines: otherwise the parts would not add up."""
    agreed = [(row.number, row.name) for row in definitions.services]
    others = tally.services(CLOSED, REGISTERED, OVERDUE) - {number for number, _ in agreed}
    return agreed + [(number, f"Dienst {number}" if number else "Zonder dienst") for number in sorted(others)]


def _clauses(definitions: Definitions, terms: ReportTerms) -> tuple[ClauseUse, ...]:
    used: dict[Clause, list[str]] = {}
    for term, what in (
        (terms.quarter_workdays, f"kwartaalrapportage binnen {terms.quarter_workdays.value} werkdagen"),
        (terms.half_year_days, f"financieel overzicht binnen {terms.half_year_days.value} dagen na het halfjaar"),
        (terms.minimum_observations, f"oordeel vanaf {terms.minimum_observations.value} waarnemingen"),
    ):
        used.setdefault(term.clause, []).append(what)
    for service in definitions.services:
        used.setdefault(service.clause, []).append(f"dienst {service.number}")
    for kpi in definitions.kpis:
        for clause in kpi.clauses:
            used.setdefault(clause, []).append(kpi.code)
    for plan in definitions.plans:
        used.setdefault(plan.clause, []).append("plan")
    for budget in definitions.budgets:
        used.setdefault(budget.clause, []).append("begroting")
    ordered = sorted(used.items(), key=lambda item: _natural(item[0]))
    return tuple(ClauseUse(clause, ", ".join(dict.fromkeys(what))) for clause, what in ordered)


def _natural(clause: Clause) -> tuple[bool, str, list[tuple[int, str]]]:
    """The agreement first, and 3.10 after 3.9."""
    parts = re.findall(r"\d+|[^\d.]+", clause.number)
    return not clause.of_agreement, clause.source, [(int(part), "") if part.isdigit() else (0, part) for part in parts]


def _count_accounts(part: str, row: Count, quarters: Sequence[str], name: str = "") -> Iterator[Accounted]:
    yield Accounted(part, name, "afgehandeld", row.count)
    for what, figure in (("plan", row.plan), ("vorig jaar", row.last_year), ("verschil", row.change)):
        if figure is not None:
            yield Accounted(part, name, what, figure)
    for quarter, figure in zip(quarters, row.series, strict=True):
        if figure is not None:
            yield Accounted(part, name, f"afgehandeld {quarter}", figure)


def _service_accounts(part: ServicePart, quarters: Sequence[str]) -> Iterator[Accounted]:
    name = f"Dienst {part.number}"
    yield from _count_accounts(name, part.counts.closed, quarters)
    yield Accounted(name, "", "binnengekomen", part.counts.registered)
    yield Accounted(name, "", "over de termijn", part.counts.overdue)
    for label, figure in part.counts.averages:
        yield Accounted(name, "", label, figure)
    if part.counts.leges is not None:
        yield Accounted(name, "", "leges voor de gemeente", part.counts.leges.amount)
        yield Accounted(name, "", "leges, aantal keer betaald", part.counts.leges.pieces)
    for product in part.counts.products:
        yield from _count_accounts(name, product, quarters, product.name)
    for row in part.indicators:
        yield from _indicator_accounts(name, row, quarters)


def _indicator_accounts(part: str, row: Indicator, quarters: Sequence[str]) -> Iterator[Accounted]:
    name = f"{row.kpi.code} {row.kpi.name}"
    if row.outcome is not None:
        yield from _outcome_accounts(part, name, row.outcome, "")
    for figure in row.excluded:
        yield Accounted(part, name, figure.trace.label, figure)
    for quarter, outcome in zip(quarters, row.trend, strict=True):
        if outcome is not None:
            yield from _outcome_accounts(part, name, outcome, f" {quarter}")


def _outcome_accounts(part: str, name: str, outcome: Outcome, when: str) -> Iterator[Accounted]:
    yield Accounted(part, name, f"teller{when}", outcome.hits)
    yield Accounted(part, name, f"noemer{when}", outcome.base)
    if outcome.result is not None:
        yield Accounted(part, name, f"resultaat{when}", outcome.result)


def _finance_accounts(finance: Finance) -> Iterator[Accounted]:
    part = f"Financieel {finance.period}"
    for cost in (*finance.costs, finance.regular, *finance.additional):
        yield from _cost_accounts(part, cost)
    for name, figure in (
        ("alle kosten", finance.total),
        ("gefactureerd", finance.billed),
        ("nog te factureren", finance.unbilled),
    ):
        yield Accounted(part, "", name, figure)
    for group in finance.groups:
        yield from _group_accounts(part, group)


def _cost_accounts(part: str, cost: Cost) -> Iterator[Accounted]:
    for name, figure in (
        ("begroot", cost.budget),
        ("gerealiseerd", cost.actual),
        ("nog over", cost.left),
        ("begroot dit jaar", cost.year_budget),
        ("gerealiseerd dit jaar", cost.year_actual),
        ("benut", cost.used),
    ):
        if figure is not None:
            yield Accounted(part, cost.name, name, figure)


def _group_accounts(part: str, group: GroupCost) -> Iterator[Accounted]:
    yield Accounted(part, group.name, "loonkosten", group.staff)
    yield Accounted(part, group.name, "aanvullend werk", group.additional)
    yield Accounted(part, group.name, "samen", group.total)


__all__ = [
    "BudgetRow",
    "Definitions",
    "Figure",
    "KpiRow",
    "PlanRow",
    "ProductRow",
    "QuarterReport",
    "Remark",
    "ReportHead",
    "ServicePart",
    "ServiceRow",
    "Status",
    "Sum",
    "compose",
]
