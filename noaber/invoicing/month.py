"""Composes the invoice of a month from sums of journal lines; the same sums give the same invoice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from noaber.agreement.book import TaxRule
from noaber.invoicing.invoice import Ground, Invoice, InvoiceLine, Party, VatGroup
from noaber.invoicing.parts import AGREED, CostOn, Part, Sums, journal_query, parts_of, wages_of
from noaber.invoicing.rules import MonthInvoice
from noaber.invoicing.terms import BillingTerms, tax_rule
from noaber.staffing.groups import Group, wage_groups
from noaber.values import Clause, Euro, Period, Trace

_WORDS = {"wage": "Loonkosten", "cao": "Cao-verhoging", "revaluation": "Herwaardering"}
_RANKS = {"overhead": 3, "training": 4, "extra": 5, "calamity": 6}
_AGREED_WORDS = {"extra": "Meerwerk of maatwerk", "calamity": "Calamiteit"}


@dataclass(frozen=True, slots=True)
class ServiceName:
    """A service of the agreement as it stands on an invoice."""

    number: int
    name: str
    cost_centre: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """Who charges whom, under which agreement, for which services."""

    agreement: str
    title: str
    supplier: Party
    customer: Party
    services: tuple[ServiceName, ...] = ()
    buyer_reference: str = ""
    accounting_cost: str = ""
    note: str = ""
    grounds: tuple[Ground, ...] = ()

    def service(self, number: int) -> ServiceName:
        """A service by its number; its name is the number where the agreement names none."""
        return next((one for one in self.services if one.number == number), ServiceName(number, f"dienst {number}"))


class MissingTaxRule(LookupError):
    """Nothing is decided about the tax of a service in a month; `may_compose` refuses before it comes to this."""


def compose(
    month: Period,
    now: Sums,
    earlier: Sums,
    cost_on: CostOn,
    billing: BillingTerms,
    taxes: Sequence[TaxRule],
    contract: Contract,
) -> MonthInvoice:
    """The invoice of a calendar month.

    `now` are the sums booked in the month (`wage`, `cao`, `revaluation`, `extra`, `calamity`, and `training` for what a
    whole year of training did cost), `earlier` those booked before it, with what was charged (`billed.overhead`,
    `billed.training`). `cost_on` gives the terms of the addendum on a day. Tax is due per category and rate over the
    sum of its lines. Raises MissingTerm and MissingTaxRule; `may_compose` asks for both first.
    """
    parts = parts_of(month, now, earlier, cost_on, billing)
    taxed: dict[tuple[str, Decimal, str], list[Part]] = {}
    for part in parts:
        rule = tax_rule(taxes, part.service, part.about)
        if rule is None:
            raise MissingTaxRule(f"Voor dienst {part.service} is in {part.about} geen btw-behandeling vastgelegd.")
        taxed.setdefault((rule.category, rule.percent, rule.exemption), []).append(part)
    drafts = [
        (rank, replace(line, vat_category=category, vat_percent=percent))
        for (category, percent, _), group in sorted(taxed.items(), reverse=True)
        for rank, line in _lines(month, group, billing, contract, whole=len(taxed) == 1)
    ]
    ordered = [line for _, line in sorted(drafts, key=lambda one: (one[0], one[1].service))]
    lines = tuple(replace(line, number=place) for place, line in enumerate(ordered, start=1))
    cited = {line.clause for line in lines}
    invoice = Invoice(
        agreement=contract.agreement,
        agreement_title=contract.title,
        period=month,
        supplier=contract.supplier,
        customer=contract.customer,
        lines=lines,
        vat=_vat_groups(taxed),
        buyer_reference=contract.buyer_reference,
        accounting_cost=contract.accounting_cost,
        note=contract.note,
        payment_terms=f"Betaling binnen {billing.payment_days.value} dagen na de factuurdatum.",
        grounds=tuple(ground for ground in contract.grounds if ground.clause in cited),
    )
    concept = billing.actual_wages.value and not wages_of(month, parts)
    return MonthInvoice(invoice, parts, concept)


def issue(draft: MonthInvoice, number: str, day: date, billing: BillingTerms, checkpoint: str = "") -> MonthInvoice:
    """The invoice with its number, day, due day and checkpoint of the journal; ask `may_issue` first."""
    assert not draft.concept, "a concept is never issued"
    due = day + timedelta(days=billing.payment_days.value)
    return replace(draft, invoice=replace(draft.invoice, number=number, issued=day, due=due, checkpoint=checkpoint))


def _lines(
    month: Period, parts: Sequence[Part], billing: BillingTerms, contract: Contract, whole: bool
) -> list[tuple[int, InvoiceLine]]:
    """The lines of one tax treatment, each with its rank on the invoice; `whole` when it is the only one."""
    wages, corrections = wage_groups(month, parts, billing.minimum_persons.value)
    shared: dict[Trace, list[Part]] = {}
    for part in parts:
        if part.trace is not None:
            shared.setdefault(part.trace, []).append(part)
    lines = [
        *((int(group.merged), _wage_line(month, group, billing, contract)) for group in wages),
        *((2, _correction_line(month, group, billing, whole)) for group in corrections),
        *((_RANKS[group[0].kind], _shared_line(trace, group)) for trace, group in shared.items()),
        *((_RANKS[part.kind], _agreed_line(month, part, contract)) for part in parts if part.kind in AGREED),
    ]
    return [(rank, line) for rank, line in lines if line.net]


def _wage_line(month: Period, group: Group[Part], billing: BillingTerms, contract: Contract) -> InvoiceLine:
    if not group.merged:
        service = contract.service(group.services[0])
        words = f"Loonkosten {service.name}, {month}"
        query = journal_query(measure="wage", period=month.code, service=service.number, key=month.code)
        return _line_of(group, words, service, trace=_wage_trace(group, words, group.parts[0].clause, query))
    words = f"Loonkosten overige diensten ({_list(group.services)}), {month}"
    if group.abouts != [month]:
        words += ", met correcties over eerdere maanden"
    clause, note = billing.actual_wages.clause, _merged_note(billing)
    return _line_of(group, words, note=note, trace=_wage_trace(group, words, clause, ""))


def _correction_line(month: Period, group: Group[Part], billing: BillingTerms, whole: bool) -> InvoiceLine:
    words = _WORDS[group.kinds[0]] if len(group.kinds) == 1 else "Correcties loonkosten"
    words = f"{words} over {_list(group.abouts)}"
    same = len(group.kinds) == 1
    clause = group.parts[0].clause if same else billing.actual_wages.clause
    # The page of journal lines opens one service or all of them, so a part of the services has no such page.
    shown_whole = whole and not group.merged
    query = journal_query(measure=group.kinds[0], period=month.code, key=group.abouts[0].code) if shown_whole else ""
    trace = _wage_trace(group, words, clause, query)
    return _line_of(group, words, note=_merged_note(billing) if group.merged else "", trace=trace)


def _merged_note(billing: BillingTerms) -> str:
    return f"Samengevoegd: minder dan {billing.minimum_persons.value} personen worden niet apart getoond."


def _wage_trace(group: Group[Part], words: str, clause: Clause, query: str) -> Trace:
    return Trace(
        label=words,
        value=str(group.net),
        formula="som van de loonkosten per medewerker × het aandeel in de dienst",
        clause=clause,
        rounding="centen per medewerker naar de grootste rest, bij gelijke rest naar het laagste dienstnummer",
        lines=query,
    )


def _line_of(
    group: Group[Part], words: str, service: ServiceName | None = None, *, note: str = "", trace: Trace
) -> InvoiceLine:
    assert trace.clause is not None
    return InvoiceLine(
        number=0,
        service=service.number if service else 0,
        kind=group.kinds[0] if len(group.kinds) == 1 else "wage",
        description=words,
        clause=trace.clause,
        net=group.net,
        vat_category="",
        vat_percent=Decimal(0),
        note=note,
        cost_centre=service.cost_centre if service else "",
        about=group.abouts[0] if len(group.abouts) == 1 else None,
        trace=trace,
    )


def _shared_line(trace: Trace, parts: Sequence[Part]) -> InvoiceLine:
    net, abouts = Euro.sum(part.net for part in parts), {part.about for part in parts}
    if str(net) != trace.value:
        trace = Trace(
            label=trace.label,
            value=str(net),
            formula="deel van het bedrag, naar de loonkosten van de diensten met dezelfde btw-behandeling",
            clause=trace.clause,
            rounding="centen naar de grootste rest, bij gelijke rest naar het laagste dienstnummer",
            inputs=(trace,),
        )
    first = parts[0]
    about = first.about if len(abouts) == 1 else None
    return InvoiceLine(0, 0, first.kind, trace.label, first.clause, net, "", Decimal(0), about=about, trace=trace)


def _agreed_line(month: Period, part: Part, contract: Contract) -> InvoiceLine:
    service = contract.service(part.service) if part.service else ServiceName(0, "")
    description = " ".join(word for word in (_AGREED_WORDS[part.kind], part.reference) if word)
    trace = Trace(
        label=description,
        value=str(part.net),
        formula="het bedrag dat beide partijen hebben afgesproken",
        clause=part.clause,
        lines=journal_query(measure=part.kind, period=month.code, service=part.service, key=part.reference),
    )
    return InvoiceLine(
        number=0,
        service=part.service,
        kind=part.kind,
        description=description,
        clause=part.clause,
        net=part.net,
        vat_category="",
        vat_percent=Decimal(0),
        cost_centre=service.cost_centre,
        about=part.about,
        trace=trace,
    )


def _vat_groups(taxed: dict[tuple[str, Decimal, str], list[Part]]) -> tuple[VatGroup, ...]:
    """One group for each category and rate, as EN 16931 wants it (BR-E-01); grounds of exemption stand side by side."""
    rates: dict[tuple[str, Decimal], tuple[list[Part], list[str]]] = {}
    for (category, percent, exemption), parts in sorted(taxed.items(), reverse=True):
        group, exemptions = rates.setdefault((category, percent), ([], []))
        group += parts
        exemptions += [exemption] if exemption else []
    groups = []
    for (category, percent), (parts, exemptions) in rates.items():
        net = Euro.sum(part.net for part in parts)
        reasons = "; ".join(sorted(exemptions))
        groups.append(VatGroup(category, percent, net, net.part(percent / 100), reasons))
    return tuple(groups)


def _list(things: Sequence[object]) -> str:
    words = [str(thing) for thing in things]
    return " en ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
