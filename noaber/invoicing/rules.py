"""Whether the invoice of a month may be composed and issued, and the most that a year may cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from noaber.agreement.book import TaxRule
from noaber.invoicing.invoice import Invoice
from noaber.invoicing.parts import Part, Sums, total
from noaber.invoicing.terms import BillingTerms, CostTerms, tax_rule
from noaber.staffing.wage import PriceEffects
from noaber.values import Decision, Euro, Line, Period, Trace, grant, refuse


@dataclass(frozen=True, slots=True)
class MonthInvoice:
    """An invoice with the parts it was made of. A concept misses the payroll of its month and may not be issued."""

    invoice: Invoice
    parts: tuple[Part, ...]
    concept: bool

    def net_of(self, year: int) -> Euro:
        """What this invoice charges about a calendar year, without tax."""
        return Euro.sum(part.net for part in self.parts if part.about.since.year == year)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that a year may cost without consultation, and how it came about."""

    amount: Euro
    trace: Trace


def may_compose(
    month: Period,
    cost: CostTerms | None,
    billing: BillingTerms,
    parts: Sequence[Part],
    taxes: Sequence[TaxRule],
    payroll_imported: bool,
) -> Decision:
    """May the invoice of a month be drawn up? `cost` is None where no addendum holds; `parts` come from `parts_of`.

    Without payroll the answer is granted with code `concept-only`: it may be looked at, not issued (4.2, 4.10, 4.11).
    """
    if cost is None:
        text = f"Er is geen addendum dat geldt in {month}."
        return refuse("no-addendum", billing.addendum.clause, text, "Laat beide partijen het addendum tekenen.")
    if not cost.adds_up:
        text = (
            f"Het maximum {cost.maximum.value} is niet de som van loonkosten {cost.maximum_wages.value}, overhead "
            f"{cost.maximum_overhead} en opleiding {cost.training.value}."
        )
        return refuse("addendum-differs", cost.maximum.clause, text, "Verbeter de bedragen van het addendum.")
    for kind, needed in (("extra", billing.extra_by_addendum), ("calamity", billing.calamity_by_agreement)):
        if needed.value and any(part.kind == kind and not part.reference for part in parts):
            text = "Een bedrag verwijst niet naar de afspraak waar het op rust."
            return refuse(f"{kind}-without-agreement", needed.clause, text, "Leg de afspraak met haar nummer vast.")
    return _may_tax(month, billing, parts, taxes) or _may_conclude(month, billing, payroll_imported)


def _may_tax(month: Period, billing: BillingTerms, parts: Sequence[Part], taxes: Sequence[TaxRule]) -> Decision | None:
    clause, who = billing.tax_decided_by.clause, billing.tax_decided_by.value
    places = sorted({(part.about, part.service) for part in parts}) or [(month, 0)]
    found = {place: tax_rule(taxes, place[1], place[0]) for place in places}
    missing = [f"dienst {service} in {about}" for (about, service), rule in found.items() if rule is None]
    if missing:
        text = f"Er is geen btw-behandeling vastgelegd voor {', '.join(missing)}."
        return refuse("no-tax-rule", clause, text, f"Laat {who} de btw-behandeling vastleggen.")
    categories = {rule.category for rule in found.values() if rule}
    if "O" in categories and len(categories) > 1:
        text = "Diensten buiten de btw (O) mogen niet met belaste of vrijgestelde diensten op één factuur."
        return refuse("outside-tax-mixed", clause, text, f"Laat {who} vrijgesteld (E) kiezen of een aparte factuur.")
    return None


def _may_conclude(month: Period, billing: BillingTerms, payroll_imported: bool) -> Decision:
    if billing.actual_wages.value and not payroll_imported:
        text = f"Alleen een concept: de loonjournaalpost van {month} is nog niet ingelezen."
        return grant("concept-only", billing.actual_wages.clause, text)
    return grant("compose", billing.actual_wages.clause, f"De factuur van {month} kan worden opgemaakt.")


def adjusted_maximum(cost: CostTerms, billing: BillingTerms, effects: PriceEffects, addenda: Euro) -> Ceiling:
    """The maximum of a year with what rises and revaluations add, with their overhead, and further addenda.

    `addenda` is what was agreed for extra work and calamities. Overhead is rounded per effect (art. 4.2, 4.3, 4.4).
    """
    added = [
        (words, wages if term.value else Euro(), term.clause)
        for words, wages, term in (
            ("Cao-verhoging", effects.cao, billing.cao_raises_maximum),
            ("Herwaardering", effects.revaluation, billing.revaluation_raises_maximum),
        )
    ]
    rows = [("Maximum van het addendum", cost.maximum.value, cost.maximum.clause)]
    for words, wages, clause in added:
        rows.append((words, wages, clause))
        rows.append(
            (f"Overhead over {words.lower()}", wages.part(cost.overhead_percent.value), cost.overhead_percent.clause)
        )
    rows.append(("Meerwerk, maatwerk en calamiteiten", addenda, billing.extra_by_addendum.clause))
    amount = Euro.sum(value for _, value, _ in rows)
    trace = Trace(
        label="Bijgesteld maximum",
        value=str(amount),
        formula="maximum van het addendum plus de gevolgen van cao, herwaardering en nadere afspraken",
        clause=cost.maximum.clause,
        rounding="overhead per gevolg afgerond op de cent",
        inputs=tuple(Trace(words, str(value), clause=clause) for words, value, clause in rows),
    )
    return Ceiling(amount, trace)


def may_issue(
    draft: MonthInvoice, journal: Sums, ceilings: Mapping[int, Ceiling], billing: BillingTerms, day: date
) -> Decision:
    """May the invoice go out on a day? With payroll, once, in order, within the adjusted maximum (art. 4.8).

    Not before the month is over: what is still charged in it would stand on no invoice.

    `journal` are the sums of `wage` and `billed.net` of all months; `ceilings` the maximum of each year that the
    invoice is about. Overhead and training are what is due so far less what was charged, hence the order. Above the
    maximum nothing is left out: the invoice waits for consultation.
    """
    month = draft.invoice.period
    if draft.concept:
        text = f"De loonjournaalpost van {month} is nog niet ingelezen."
        return refuse("no-payroll", billing.actual_wages.clause, text, "Lees de loonjournaalpost in.")
    assert month.until is not None
    if day <= month.until:
        text = f"{month} is nog niet voorbij; wat er nog bij komt zou op geen factuur staan."
        return refuse("month-goes-on", billing.actual_wages.clause, text, "Verstuur de factuur na de laatste dag.")
    issued = {row.booked for row in journal if row.measure == "billed.net"}
    if any(booked >= month.code for booked in issued):
        text = f"{Period.parse(max(issued))} is al gefactureerd."
        return refuse("already-issued", billing.actual_wages.clause, text, "Maak een correctiefactuur.")
    waiting = {row.booked for row in journal if row.measure == "wage" and row.booked < month.code} - issued
    if waiting:
        text = f"{Period.parse(min(waiting))} is nog niet gefactureerd."
        return refuse(
            "earlier-month-open", billing.actual_wages.clause, text, "Verstuur eerst de factuur van die maand."
        )
    for year in sorted({part.about.since.year for part in draft.parts}):
        before = total(row for row in journal if row.measure == "billed.net" and row.key.startswith(f"{year}-"))
        asked, most = before + draft.net_of(year), ceilings[year].amount.part(billing.ceiling_percent.value)
        if asked > most:
            text = (
                f"Met deze factuur is over {year} {asked} in rekening gebracht. Het bijgestelde maximum laat {most} "
                f"toe: {asked - most} te veel. De factuur blijft liggen."
            )
            cure = "Overleg en leg een besluit vast, bijvoorbeeld een nader addendum."
            return refuse("above-maximum", billing.ceiling_percent.clause, text, cure)
    return grant("issue", billing.actual_wages.clause, f"De factuur van {month} mag worden verstuurd.")


def lines_of(issued: MonthInvoice) -> tuple[Line, ...]:
    """What the journal books when an invoice is issued, in cents: `billed.net`, `billed.overhead`, `billed.training`.

    Per service and month that it is about (`key`); `day` is the last day of the invoiced month. `billed.net` holds
    everything, overhead and training too. `base` says how many people stand behind wages at least.
    """
    assert issued.invoice.number, "only an issued invoice is booked"
    day = issued.invoice.period.until
    assert day is not None
    booked: dict[tuple[str, str, int, str], tuple[int, int]] = {}
    for part in issued.parts:
        own = [f"billed.{part.kind}"] if part.kind in ("overhead", "training") else []
        for measure in ("billed.net", *own):
            place = (measure, part.about.code, part.service, "" if measure == "billed.net" else part.clause.number)
            cents, persons = booked.get(place, (0, 0))
            booked[place] = (cents + part.net.cents, max(persons, part.persons))
    return tuple(
        Line(measure, day, cents, "cents", service, about, persons, clause)
        for (measure, about, service, clause), (cents, persons) in sorted(booked.items())
    )
