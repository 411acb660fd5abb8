"""An invoice of Ommen that went out, and a sealed journal, for the tests of the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from noaber.invoicing.archive import as_document
from noaber.invoicing.invoice import Invoice, InvoiceLine, Party, VatGroup
from noaber.invoicing.models import IssuedInvoice
from noaber.journal import sealing
from noaber.journal.actions import Record, append
from noaber.parties.scope import set_scope
from noaber.values import Clause, Euro, Period

CODE, OMMEN, TWENTERAND = "ommen-twenterand-2024", 175, 1700
UBL = b"<?xml version='1.0' encoding='UTF-8'?>\n<Invoice/>\n"
RECORD = Record(
    municipality=OMMEN,
    organisation=TWENTERAND,
    agreement=CODE,
    act="invoicing.issue",
    clause="4.10",
    actor="m-1",
    function="controller",
    mandate="factureren",
    object="invoice:2026-10",
    purpose="",
    basis="",
    result="granted",
    reason="",
    origin="web",
    at=datetime(2026, 11, 3, tzinfo=UTC),
    trace="",
    key=None,
    facts={},
    lines=(),
)


def issued_invoice() -> IssuedInvoice:
    """October, one line of EUR 1,000 with 21% tax."""
    invoice = Invoice(
        agreement=CODE,
        agreement_title="DVO",
        period=Period.month(2026, 10),
        supplier=_party("Twenterand"),
        customer=_party("Ommen"),
        lines=(
            InvoiceLine(
                1, 9, "extra", "Meerwerk M-2026-01", Clause(CODE, "3.6"), Euro.of(1_000), "S", Decimal("21.00")
            ),
        ),
        vat=(VatGroup("S", Decimal("21.00"), Euro.of(1_000), Euro.of(210)),),
        number="DVO-2026-0010",
        issued=date(2026, 11, 3),
        due=date(2026, 12, 3),
    )
    with transaction.atomic():
        set_scope(OMMEN)
        return IssuedInvoice.add(
            append(RECORD),
            month="2026-10",
            number=invoice.number,
            type_code=invoice.type_code,
            issued=invoice.issued,
            due=invoice.due,
            net_cents=invoice.net.cents,
            payable_cents=invoice.payable.cents,
            document=as_document(invoice),
            ubl=UBL,
            pdf=b"%PDF",
            ubl_digest="0" * 64,
            pdf_digest="1" * 64,
            rules="geen",
        )


def sealed_in_a_test(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Seals the journal of Ommen in the order of the entries.

    A test never commits, so on PostgreSQL the horizon of running transactions would never pass what it wrote.
    """
    monkeypatch.setattr(sealing, "on_postgresql", lambda: False)

    def seal() -> None:
        sealing.seal(OMMEN)

    return seal


def _party(name: str) -> Party:
    return Party(name, "0" * 20, "9" * 8, "Plein 1", "7700 AA", name)
