"""How many: per service and product, against the plan and against the same quarter of last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noaber.reporting.definitions import Definitions, PlanRow, ProductRow, ReportHead
from noaber.reporting.figures import (
    Figure,
    Tally,
    average,
    counted,
    difference,
    money,
    quarter_name,
    summed,
    whole,
)
from noaber.values import Clause, Euro, Period, Trace

CLOSED, REGISTERED, OVERDUE = "case.closed", "case.registered", "case.overdue"
AVERAGES = (
    ("case.days", "days", "werkdagen per zaak", "zaken"),
    ("case.minutes", "minutes", "minuten werk per zaak", "zaken"),
    ("visit.waited", "minutes", "minuten wachten per bezoek", "bezoeken"),
    ("visit.handled", "minutes", "minuten aan het loket per bezoek", "bezoeken"),
    ("first_free", "days", "werkdagen tot de eerste vrije plek", "metingen"),
)
"""What is shown as an average: the measure, its unit, how it is called, and what it is spread over."""
LAST_YEAR = 3


@dataclass(frozen=True, slots=True)
class Count:
    """One row of counts. `series` has the eight quarters up to the reported one, None before the journal begins.

    `plan` is None where none was agreed, `last_year` and `change` where the journal does not reach back so far.
    """

    name: str
    count: Figure
    plan: Figure | None
    last_year: Figure | None
    change: Figure | None
    series: tuple[Figure | None, ...]
    clause: Clause | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Leges:
    """What residents paid at the desk, and for how many pieces: it is the client's, and nobody's income here."""

    amount: Figure
    pieces: Figure


@dataclass(frozen=True, slots=True)
class ServiceCounts:
    """The counts of one service: closed, come in, late, how long things took, and what passed through."""

    closed: Count
    registered: Figure
    overdue: Figure
    averages: tuple[tuple[str, Figure], ...]
    products: tuple[Count, ...]
    leges: Leges | None = None


def count_service(tally: Tally, head: ReportHead, service: int, name: str, definitions: Definitions) -> ServiceCounts:
    """What was done for one service; the products add up to the service."""
    clause, now = definitions.clause_of(service), (tally.quarters[-1],)
    plans = [plan for plan in definitions.plans if plan.service == service]
    products = tuple(
        _count(tally, head, row.name, clause, [plan for plan in plans if plan.product == row.code], service, row.code)
        for row in _products(tally, service, definitions)
    )
    own = [plan for plan in plans if not plan.product]
    return ServiceCounts(
        closed=_count(tally, head, name, clause, own or plans, service),
        registered=counted(tally, "binnengekomen", REGISTERED, now, clause, service),
        overdue=counted(tally, "over de termijn", OVERDUE, now, clause, service),
        averages=tuple(_averages(tally, now, clause, service)),
        products=products,
        leges=_leges(tally, now, clause, service),
    )


def count_all(tally: Tally, head: ReportHead, services: Sequence[ServiceCounts]) -> Count:
    """All services together."""
    rows = [service.closed for service in services]
    count = counted(tally, "afgehandeld", CLOSED, (tally.quarters[-1],), None)
    plans = [row.plan for row in rows if row.plan is not None]
    return _compared(
        "Alle diensten", count, summed("plan", plans, None) if plans else None, _series(tally, head, None), None
    )


def pro_rata(per_year: int, quarter: int) -> int:
    """The part of a year's number that falls in a quarter (1 to 4), whole; the four add up to the year."""
    return per_year * quarter // 4 - per_year * (quarter - 1) // 4


def _count(
    tally: Tally,
    head: ReportHead,
    name: str,
    clause: Clause | None,
    plans: Sequence[PlanRow],
    service: int,
    key: str | None = None,
) -> Count:
    count = counted(tally, "afgehandeld", CLOSED, (tally.quarters[-1],), clause, service, key)
    series = _series(tally, head, clause, service, key)
    return _compared(name, count, _plan(plans, tally.quarters[-1]), series, clause, key or "")


def _compared(
    name: str,
    count: Figure,
    plan: Figure | None,
    series: tuple[Figure | None, ...],
    clause: Clause | None,
    code: str = "",
) -> Count:
    before = series[LAST_YEAR]
    change = difference("verschil met vorig jaar", count, before, clause) if before is not None else None
    return Count(name, count, plan, before, change, series, clause, code)


def _series(
    tally: Tally, head: ReportHead, clause: Clause | None, service: int | None = None, key: str | None = None
) -> tuple[Figure | None, ...]:
    return tuple(
        counted(tally, quarter_name(quarter), CLOSED, (quarter,), clause, service, key)
        if known(quarter, head)
        else None
        for quarter in tally.quarters
    )


def known(quarter: str, head: ReportHead) -> bool:
    """Does the journal cover any day of this quarter?"""
    until = Period.parse(quarter).until
    return until is not None and head.since <= until


def _plan(plans: Sequence[PlanRow], quarter: str) -> Figure | None:
    if not plans:
        return None
    number = sum(pro_rata(plan.per_year, int(quarter[-1])) for plan in plans)
    year = whole(sum(plan.per_year for plan in plans))
    trace = Trace(
        "plan", whole(number), f"deel van {year} per jaar dat op dit kwartaal valt", plans[0].clause, "heel getal"
    )
    return Figure(whole(number), trace, number)


def _products(tally: Tally, service: int, definitions: Definitions) -> list[ProductRow]:
    """The products of a service, and whatever else was counted under it: otherwise the parts would not add up."""
    agreed = [row for row in definitions.products if row.service == service]
    others = tally.keys(CLOSED, service) - {row.code for row in agreed}
    return agreed + [ProductRow(code, code or "Zonder product", service) for code in sorted(others)]


def _averages(tally: Tally, quarters: tuple[str, ...], clause: Clause | None, service: int) -> list[tuple[str, Figure]]:
    found = []
    for measure, unit, label, spread in AVERAGES:
        total = tally.total(measure, quarters, service)
        if total.base:
            part = counted(tally, f"{unit_word(unit)} samen", measure, quarters, clause, service)
            found.append((label, average(label, part, _base(spread, total.base, part, clause), clause, unit)))
    return found


def _base(name: str, number: int, part: Figure, clause: Clause | None) -> Figure:
    """What a quantity is spread over: it stands in the same lines."""
    return Figure(whole(number), Trace(name, whole(number), "", clause, lines=part.trace.lines), number)


def _leges(tally: Tally, quarters: tuple[str, ...], clause: Clause | None, service: int) -> Leges | None:
    total = tally.total("leges", quarters, service)
    if not total.base:
        return None
    cents = counted(tally, "leges in centen", "leges", quarters, clause, service)
    amount = money("leges", Euro(total.quantity), cents.trace.formula, clause, cents.trace.lines)
    return Leges(amount, _base("keer betaald", total.base, amount, clause))


def unit_word(unit: str) -> str:
    """A unit in Dutch, as a column says it."""
    return {
        "count": "aantal",
        "percent": "%",
        "euro": "€",
        "days": "werkdagen",
        "minutes": "minuten",
        "average": "gemiddelde",
    }[unit]
