"""What an agreement's data mean for its invoices: the parties, the services, the tax, and when a month is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from noaber.agreement.book import Book, PartyData
from noaber.calendar.working_days import add_working_days
from noaber.invoicing.invoice import Ground, Party
from noaber.invoicing.month import Contract, ServiceName
from noaber.values import Line, Period

FICTIONAL = "Deze factuur is verzonnen: de nummers van de gemeenten en de bedragen zijn niet echt."


def contract_of(book: Book, year: int) -> Contract:
    """Who charges whom; the payer knows the invoice by the addendum of the year."""
    supplier, customer, addendum = book.party("contractor"), book.party("client"), book.addendum(year)
    return Contract(
        agreement=book.code,
        title=book.title,
        supplier=party_of(supplier),
        customer=party_of(customer),
        services=tuple(ServiceName(one.number, one.name, one.cost_centre) for one in book.services),
        buyer_reference=addendum.title if addendum else book.code,
        note=FICTIONAL if supplier.fictional or customer.fictional else "",
        grounds=tuple(Ground(book.reference(one.number), one.text) for one in book.clauses),
    )


def party_of(party: PartyData) -> Party:
    """A municipality as it stands on an invoice."""
    return Party(
        name=f"Gemeente {party.name}",
        oin=party.oin,
        kvk=party.kvk,
        street=party.street,
        postcode=party.postcode,
        city=party.city,
        vat_number=party.vat_number,
        iban=party.iban,
        email=party.email,
    )


def due_on(book: Book, act: str, month: Period) -> date | None:
    """By when the invoice of a month must be out: the duty of the agreement that this act does, if it has one."""
    assert month.until is not None
    for duty in book.duties:
        if duty.done_by == act and duty.rhythm == "month" and duty.workdays is not None and duty.since <= month.until:
            return add_working_days(month.until, duty.workdays)
    return None


def timely(book: Book, act: str, month: Period, day: date) -> Sequence[Line]:
    """What counts of an invoice that goes out on a day: in time or not, for each norm that measures it."""
    due = due_on(book, act, month)
    if due is None or month.until is None:
        return ()
    met = int(day <= due)
    return [Line("kpi", month.until, met, "count", 0, code, 1, clause.number) for code, clause in book.norms_of(act)]
