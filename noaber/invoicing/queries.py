"""What people can ask about invoices: the months and how they stand, the concept of a month, the room that is left."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum as Total

from noaber.agreement.book import Book
from noaber.invoicing.contract import contract_of, due_on
from noaber.invoicing.models import IssuedInvoice
from noaber.invoicing.month import compose
from noaber.invoicing.parts import AGREED, CostOn, Sum, Sums, parts_of, total
from noaber.invoicing.rules import Ceiling, MonthInvoice, adjusted_maximum, may_compose, may_issue
from noaber.invoicing.terms import BillingTerms, CostTerms
from noaber.journal.models import CountedLine
from noaber.staffing.groups import WAGES
from noaber.staffing.queries import before, prices_of
from noaber.staffing.terms import WageTerms
from noaber.values import Decision, Euro, MissingTerm, Period, Refused

BILLED = ("billed.net", "billed.overhead", "billed.training")
MEASURES = (*WAGES, *AGREED, "training", *BILLED)
MOST_MONTHS = 36


def sums_of_client(client: int) -> Sums:
    """Everything that was booked in cents, per month. One query, whose cost does not grow with what is no money.

    A part for each measure: asked for all of them at once, SQLite reads every line there is.
    """
    parts = [
        CountedLine.objects.filter(municipality=client, measure=measure, unit="cents")
        .order_by()
        .values_list("measure", "service", "key", "month", "clause")
        .annotate(cents=Total("quantity"), people=Total("base"))
        for measure in MEASURES
    ]
    rows = parts[0].union(*parts[1:], all=True)
    return tuple(
        sorted(
            Sum(measure, service, key, f"{booked // 100}-{booked % 100:02d}", cents, people, clause)
            for measure, service, key, booked, clause, cents, people in rows
        )
    )


@dataclass(frozen=True, slots=True)
class Room:
    """What a year may cost, and what was charged about it with this invoice."""

    year: int
    ceiling: Ceiling
    charged: Euro

    @property
    def left(self) -> Euro:
        return self.ceiling.amount - self.charged

    @property
    def percent(self) -> int:
        """The part of the maximum that was charged, in whole percents, a half upwards."""
        most = self.ceiling.amount.cents
        return (200 * self.charged.cents + most) // (2 * most) if most else 0


@dataclass(frozen=True, slots=True)
class Draft:
    """The invoice that a month would get now, whether it may go out, and what it leaves of each year it is about.

    `made` is None where it cannot even be composed; `decision` then says why. `after` is the earliest month that has
    wages and no invoice yet: what it owes of overhead and training still stands in this concept.
    """

    month: Period
    billing: BillingTerms
    decision: Decision
    made: MonthInvoice | None
    rooms: tuple[Room, ...] = ()
    after: Period | None = None


def draft_of(client: int, book: Book, month: Period, day: date) -> Draft:
    """The concept of a month from the journal as it is now; `day` is when it would go out."""
    return draft_from(sums_of_client(client), client, book, month, day)


def draft_from(sums: Sums, client: int, book: Book, month: Period, day: date) -> Draft:
    """The concept of a month from everything that was booked."""
    assert month.until is not None
    billing, taxes = BillingTerms.fill(book.term, month.until), book.taxes
    now = tuple(row for row in sums if row.booked == month.code and row.measure not in BILLED)
    earlier = tuple(row for row in sums if row.booked < month.code)
    try:
        cost, parts = _cost_on(book, month.since), parts_of(month, now, earlier, _costs(book), billing)
    except MissingTerm:
        cost, parts = None, ()
    decision = may_compose(month, cost, billing, parts, taxes, _payroll_in(now, month))
    if isinstance(decision, Refused):
        return Draft(month, billing, decision, None)
    made = compose(month, now, earlier, _costs(book), billing, taxes, contract_of(book, month.since.year))
    ceilings = {year: _ceiling(client, book, year, sums, billing) for year in _years(made)}
    decision = may_issue(made, sums, ceilings, billing, day)
    return Draft(month, billing, decision, made, _rooms(made, earlier, ceilings), _first_open(earlier))


def _first_open(earlier: Sums) -> Period | None:
    open_months = {row.booked for row in earlier if row.measure == "wage"}
    open_months -= {row.booked for row in earlier if row.measure == "billed.net"}
    return Period.parse(min(open_months)) if open_months else None


def _rooms(made: MonthInvoice, earlier: Sums, ceilings: Mapping[int, Ceiling]) -> tuple[Room, ...]:
    return tuple(
        Room(year, ceilings[year], charged_about(earlier, year) + made.net_of(year)) for year in sorted(ceilings)
    )


def room_of(client: int, book: Book, month: Period) -> Room | None:
    """What the year of a month may cost and what was charged about it up to and including that month."""
    assert month.until is not None
    sums, year = tuple(row for row in sums_of_client(client) if row.booked <= month.code), month.since.year
    try:
        ceiling = _ceiling(client, book, year, sums, BillingTerms.fill(book.term, month.until))
    except MissingTerm:
        return None
    return Room(year, ceiling, charged_about(sums, year))


def charged_about(sums: Sums, year: int) -> Euro:
    """What was charged about a year, without tax."""
    return total(row for row in sums if row.measure == "billed.net" and row.key.startswith(f"{year}-"))


def _ceiling(client: int, book: Book, year: int, sums: Sums, billing: BillingTerms) -> Ceiling:
    last = date(year, 12, 31)
    parameters = WageTerms.fill(book.term, last).parameters
    agreed = total(row for row in sums if row.measure in AGREED and row.booked.startswith(f"{year}-"))
    return adjusted_maximum(_cost_on(book, last), billing, prices_of(client).effects(year, parameters), agreed)


def _costs(book: Book) -> CostOn:
    return lambda day: _cost_on(book, day)


def _cost_on(book: Book, day: date) -> CostTerms:
    return CostTerms.fill(book.term, day)


def _payroll_in(now: Sums, month: Period) -> bool:
    return any(row.measure == "wage" and row.key == month.code for row in now)


def _years(made: MonthInvoice) -> list[int]:
    return sorted({part.about.since.year for part in made.parts})


def issued_invoice(client: int, month: str) -> IssuedInvoice | None:
    """The invoice of a month as it went out, without its files."""
    return IssuedInvoice.objects.of(client).defer("ubl", "pdf").filter(month=month, type_code="380").first()


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in the list of invoices.

    `state` is `issued`, `concept`, `waiting` (for its payroll) or `passed` (a later month went out without it).
    """

    period: Period
    state: str
    issued: IssuedInvoice | None
    draft: Draft | None
    due: date | None


def months_of(client: int, book: Book, act: str, day: date) -> list[MonthRow]:
    """The months up to now, newest first, from the first that has wages or an invoice.

    The amount of a concept is known of the earliest only: what a later month owes follows from what was charged before.
    """
    current = Period.month(day.year, day.month)
    sums = sums_of_client(client)
    issued = {one.month: one for one in IssuedInvoice.objects.of(client).filter(type_code="380").defer(*_FILES)}
    imported = {row.booked for row in sums if row.measure == "wage" and row.key == row.booked}
    first = min([*issued, *imported, current.code])
    waiting = sorted(code for code in imported if _state(code, issued, imported) == "concept")
    draft = draft_from(sums, client, book, Period.parse(waiting[0]), day) if waiting else None
    rows: list[MonthRow] = []
    month = current
    while month.code >= first and len(rows) < MOST_MONTHS:
        state = _state(month.code, issued, imported)
        known = draft if draft and draft.month == month else None
        rows.append(MonthRow(month, state, issued.get(month.code), known, due_on(book, act, month)))
        month = before(month)
    return rows


def _state(code: str, issued: Mapping[str, IssuedInvoice], imported: Set[str]) -> str:
    if code in issued:
        return "issued"
    if any(later > code for later in issued):
        return "passed"
    return "concept" if code in imported else "waiting"


_FILES = ("document", "ubl", "pdf")
