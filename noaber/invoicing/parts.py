"""What a month owes, part by part: wages, corrections, overhead, training and what was agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlencode

from noaber.invoicing.terms import BillingTerms, CostTerms
from noaber.staffing.groups import WAGES
from noaber.values import Clause, Euro, Line, Period, Trace

AGREED = ("extra", "calamity")
CostOn = Callable[[date], CostTerms]


@dataclass(frozen=True, order=True, slots=True)
class Sum:
    """Journal lines in cents, added up per measure, service, key, month in which they were booked, and clause number.

    `key` is the month that wages are about (`2026-07`), the year that training was paid for (`2026`), or the reference
    of extra work. `persons` is the sum of `base`: the people of one payroll, for a payroll that is replaced takes its
    lines back with a negative base.
    """

    measure: str
    service: int
    key: str
    booked: str
    cents: int
    persons: int = 0
    clause: str = ""


Sums = tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The smallest amount that is charged: of one kind, for one service, about one month."""

    kind: str
    service: int
    about: Period
    net: Euro
    clause: Clause
    persons: int = 0
    reference: str = ""
    trace: Trace | None = None


def sums_of(lines: Iterable[Line]) -> Sums:
    """The sums of journal lines in cents, as the database gives them with GROUP BY, SUM(quantity) and SUM(base)."""
    cents: dict[tuple[str, int, str, str, str], int] = {}
    persons: dict[tuple[str, int, str, str, str], int] = {}
    for line in lines:
        if line.unit == "cents":
            place = (line.measure, line.service, line.key, _month_of(line.day).code, line.clause)
            cents[place] = cents.get(place, 0) + line.quantity
            persons[place] = persons.get(place, 0) + line.base
    return tuple(
        Sum(measure, service, key, booked, cents[place], persons[place], clause)
        for place in sorted(cents)
        for measure, service, key, booked, clause in (place,)
    )


def parts_of(month: Period, now: Sums, earlier: Sums, cost_on: CostOn, billing: BillingTerms) -> tuple[Part, ...]:
    """All that a month charges, before it is grouped: wages, corrections, overhead, training and agreed costs."""
    assert all(row.booked == month.code for row in now) and all(row.booked < month.code for row in earlier)
    wages = _wage_parts(now, billing)
    charged = [
        *wages,
        *_overhead(month, now, earlier, cost_on, billing),
        *_training(month, now, earlier, cost_on, _weights(wages_of(month, wages))),
        *_agreed(month, now, billing),
    ]
    return tuple(part for part in charged if part.net)


def _wage_parts(now: Sums, billing: BillingTerms) -> list[Part]:
    clauses = {
        "wage": billing.actual_wages.clause,
        "cao": billing.cao_raises_maximum.clause,
        "revaluation": billing.revaluation_raises_maximum.clause,
    }
    return [
        Part(
            row.measure,
            row.service,
            Period.parse(row.key),
            Euro(row.cents),
            _clause(clauses[row.measure], row.clause),
            row.persons,
        )
        for row in sorted(now)
        if row.measure in WAGES
    ]


def wages_of(month: Period, parts: Iterable[Part]) -> list[Part]:
    """The wages of the month itself; without them the payroll has not been read."""
    return [part for part in parts if part.kind == "wage" and part.about == month]


def _agreed(month: Period, now: Sums, billing: BillingTerms) -> list[Part]:
    clauses = {"extra": billing.extra_by_addendum.clause, "calamity": billing.calamity_by_agreement.clause}
    return [
        Part(row.measure, row.service, month, Euro(row.cents), _clause(clauses[row.measure], row.clause), 0, row.key)
        for row in sorted(now)
        if row.measure in AGREED
    ]


def _overhead(month: Period, now: Sums, earlier: Sums, cost_on: CostOn, billing: BillingTerms) -> list[Part]:
    """Overhead per year and percentage that the wages of this month are about; the year of this month comes always."""
    measures = WAGES if billing.overhead_on_corrections.value else ("wage",)
    base = [row for row in sorted(now) if row.measure in measures]
    eras = {_era(cost_on, key) for key in (month.code, *(row.key for row in base))}
    known = (*measures, "billed.overhead")
    past = [row for row in earlier if row.measure in known and int(row.key[:4]) in {year for year, _ in eras}]
    charged: list[Part] = []
    for era in sorted(eras):
        rows = [row for row in base if _era(cost_on, row.key) == era]
        before = [row for row in past if row.measure in measures and _era(cost_on, row.key) == era]
        billed = tuple(row for row in past if row.measure == "billed.overhead" and _era(cost_on, row.key) == era)
        cost = cost_on(Period.parse(rows[-1].key if rows else month.code).since)
        if billing.overhead_cumulative.value:
            net, trace = _overhead_of_year(month, era[0], (*before, *rows), billed, cost)
        else:
            net, trace = _overhead_of_month(month, era[0], tuple(rows), cost)
        charged += _spread_overhead(month, rows, net, cost.overhead_percent.clause, trace)
    return charged


def _era(cost_on: CostOn, key: str) -> tuple[int, date]:
    first = Period.parse(key).since
    return first.year, cost_on(first).overhead_percent.since


def _overhead_of_year(month: Period, year: int, base: Sums, billed: Sums, cost: CostTerms) -> tuple[Euro, Trace]:
    percent, charged = cost.overhead_percent, total(billed)
    net = total(base).part(percent.value) - charged
    trace = Trace(
        label=f"Overhead {percent_text(percent.value)} over {year}, {month}",
        value=str(net),
        formula=f"{percent_text(percent.value)} van de loonkosten over {year} tot nu toe, min wat al is gefactureerd",
        clause=percent.clause,
        rounding="het bedrag over het jaar tot nu toe is afgerond op de cent, een halve cent naar boven",
        inputs=(
            Trace("Loonkosten en correcties tot nu toe", str(total(base)), lines=_lines_query(base)),
            Trace("Overheadpercentage", percent_text(percent.value), clause=percent.clause),
            Trace("Al gefactureerde overhead", str(charged), lines=_lines_query(billed)),
        ),
    )
    return net, trace


def _overhead_of_month(month: Period, year: int, base: Sums, cost: CostTerms) -> tuple[Euro, Trace]:
    percent = cost.overhead_percent
    net = total(base).part(percent.value)
    trace = Trace(
        label=f"Overhead {percent_text(percent.value)} over {year}, {month}",
        value=str(net),
        formula=f"{percent_text(percent.value)} van de loonkosten en correcties van deze maand",
        clause=percent.clause,
        rounding="afgerond op de cent, een halve cent naar boven",
        inputs=(
            Trace("Loonkosten en correcties", str(total(base)), lines=_lines_query(base)),
            Trace("Overheadpercentage", percent_text(percent.value), clause=percent.clause),
        ),
    )
    return net, trace


def _lines_query(rows: Sums) -> str:
    """The query that opens exactly the journal lines of these sums, from the first month to the last."""
    if not rows:
        return ""
    booked = [Period.parse(row.booked) for row in rows]
    return journal_query(
        measure=sorted({row.measure for row in rows}),
        since=min(booked).since,
        until=max(booked).until,
        key=sorted({row.key for row in rows}),
    )


def _spread_overhead(month: Period, rows: list[Sum], net: Euro, clause: Clause, trace: Trace) -> list[Part]:
    """Overhead over the services of its base, so that it follows their tax; about the last month of each."""
    last = {row.service: max(one.key for one in rows if one.service == row.service) for row in rows}
    spread = _spread(net, _weights(rows))
    return [
        Part("overhead", service, Period.parse(last.get(service, month.code)), amount, clause, trace=trace)
        for service, amount in spread.items()
    ]


def _training(month: Period, now: Sums, earlier: Sums, cost_on: CostOn, weights: dict[int, int]) -> list[Part]:
    """A twelfth of the agreed training, without remainder; and for a year whose costs are known, the settlement."""
    year, term = month.since.year, cost_on(month.since).training
    rows = _billed_training(earlier, year)
    billed = total(rows)
    net = term.value.part(Fraction(month.since.month, 12)) - billed
    trace = Trace(
        label=f"Opleiding {month}",
        value=str(net),
        formula=f"{term.value} × {month.since.month}/12, min {billed} dat al is gefactureerd",
        clause=term.clause,
        rounding="het bedrag tot en met deze maand is afgerond op de cent",
        inputs=(
            Trace(f"Opleidingskosten {year}", str(term.value), clause=term.clause),
            Trace("Al gefactureerd", str(billed), lines=_lines_query(rows)),
        ),
    )
    spread = _spread(net, weights).items()
    parts = [Part("training", service, month, amount, term.clause, trace=trace) for service, amount in spread]
    for row in sorted(one for one in now if one.measure == "training"):
        advances = _billed_training(earlier, int(row.key))
        this_month = net if row.key == str(year) else Euro()
        parts += _training_settled(row, advances, this_month, cost_on, weights)
    return parts


def _training_settled(
    actual: Sum, advances: Sums, this_month: Euro, cost_on: CostOn, weights: dict[int, int]
) -> list[Part]:
    december = Period.month(int(actual.key), 12)
    clause = cost_on(december.since).training.clause
    net = Euro(actual.cents) - total(advances) - this_month
    charged = [Trace("Voorschotten", str(total(advances)), lines=_lines_query(advances))]
    if this_month:
        charged.append(Trace("Voorschot van deze maand", str(this_month)))
    trace = Trace(
        label=f"Afrekening opleiding {actual.key}",
        value=str(net),
        formula="werkelijke kosten min voorschotten",
        clause=clause,
        inputs=(Trace("Werkelijke kosten", str(Euro(actual.cents)), lines=_lines_query((actual,))), *charged),
    )
    spread = _spread(net, weights).items()
    return [Part("training", service, december, amount, clause, trace=trace) for service, amount in spread]


def _billed_training(earlier: Sums, year: int) -> Sums:
    return tuple(row for row in earlier if row.measure == "billed.training" and row.key.startswith(f"{year}-"))


def _weights(rows: Iterable[Part | Sum]) -> dict[int, int]:
    """Cents per service, to spread something over services; where every service is negative, their size."""
    base: dict[int, int] = {}
    for row in rows:
        cents = row.net.cents if isinstance(row, Part) else row.cents
        base[row.service] = base.get(row.service, 0) + cents
    above = {service: cents for service, cents in base.items() if cents > 0}
    return dict(sorted((above or {service: -cents for service, cents in base.items() if cents}).items()))


def _spread(net: Euro, weights: dict[int, int]) -> dict[int, Euro]:
    """An amount over services by largest remainder, ties to the lowest number; on service 0 when there is none."""
    return dict(zip(weights, net.split(list(weights.values())), strict=True)) if weights else {0: net}


def percent_text(share: Fraction) -> str:
    """A share as people read it: `35 %`, `17,05 %`."""
    number = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return f"{number.normalize():f}\u00a0%".replace(".", ",")


def total(rows: Iterable[Sum]) -> Euro:
    """The amount of any number of sums."""
    return Euro(sum(row.cents for row in rows))


def _month_of(day: date) -> Period:
    return Period.month(day.year, day.month)


def _clause(agreed: Clause, number: str) -> Clause:
    return Clause(agreed.source, number) if number else agreed


def journal_query(**values: object) -> str:
    """The query string of the page that shows journal lines: `measure=wage&period=2026-09`."""
    return urlencode(values, doseq=True)
