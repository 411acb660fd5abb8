"""An issued invoice kept as JSON and read back: the same value, the same bytes."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.invoicing.archive import VERSION, UnknownVersion, as_document, from_document
from noaber.invoicing.document import write_pdf
from noaber.invoicing.invoice import Ground, Invoice, InvoiceLine, Party, VatGroup
from noaber.invoicing.tests.worked_books import billing_terms, year_of
from noaber.invoicing.ubl import write_ubl
from noaber.values import Clause, Euro, Period, Trace

INVOICES = [month.invoice for month in year_of(billing_terms())]


def kept(invoice: Invoice) -> Invoice:
    """Written as JSON text and read back, as a database would."""
    return from_document(json.loads(json.dumps(as_document(invoice))))


@pytest.mark.parametrize("invoice", INVOICES, ids=lambda invoice: invoice.period.code)
def test_the_worked_year_comes_back_whole_and_is_drawn_to_the_same_bytes(invoice: Invoice) -> None:
    back = kept(invoice)
    assert back == invoice and all(line.trace for line in back.lines)
    assert write_ubl(back) == write_ubl(invoice)
    assert write_pdf(back, write_ubl(back)) == write_pdf(invoice, write_ubl(invoice))


text = st.text(max_size=12)
days = st.dates(date(1900, 1, 1), date(2999, 12, 31))
euros = st.builds(Euro, st.integers(-(10**15), 10**15))
percents = st.decimals(0, 100, places=2, allow_nan=False)
clauses = st.builds(Clause, text, text)
periods = st.builds(lambda a, b: Period(min(a, b), max(a, b)), days, days) | st.builds(Period, days)
traces = st.recursive(
    st.builds(Trace, text, text),
    lambda inner: st.builds(
        Trace, text, text, text, st.none() | clauses, text, st.lists(inner, max_size=2).map(tuple), text
    ),
    max_leaves=6,
)
parties = st.builds(Party, *[text] * 10)
lines = st.builds(
    InvoiceLine,
    st.integers(0, 999),
    st.integers(0, 10),
    text,
    text,
    clauses,
    euros,
    text,
    percents,
    text,
    text,
    st.none() | periods,
    st.none() | traces,
)
invoices = st.builds(
    Invoice,
    agreement=text,
    agreement_title=text,
    period=periods,
    supplier=parties,
    customer=parties,
    lines=st.lists(lines, max_size=3).map(tuple),
    vat=st.lists(st.builds(VatGroup, text, percents, euros, euros, text), max_size=2).map(tuple),
    number=text,
    issued=st.none() | days,
    due=st.none() | days,
    type_code=text,
    replaces=text,
    buyer_reference=text,
    accounting_cost=text,
    note=text,
    checkpoint=text,
    payment_terms=text,
    grounds=st.lists(st.builds(Ground, clauses, text), max_size=2).map(tuple),
)


@given(invoices)
def test_any_invoice_comes_back_exactly(invoice: Invoice) -> None:
    back = kept(invoice)
    assert back == invoice
    assert [str(line.vat_percent) for line in back.lines] == [str(line.vat_percent) for line in invoice.lines]


def test_the_document_is_plain_and_says_its_version() -> None:
    document = as_document(INVOICES[8])
    assert document["version"] == VERSION and document["invoice"]["lines"][0]["net"] == {"cents": 601897}
    assert document["invoice"]["lines"][0]["vat_percent"] == "21"


def test_a_field_that_came_later_gets_its_default() -> None:
    document = as_document(replace(INVOICES[0], grounds=()))
    del document["invoice"]["grounds"]
    assert from_document(document) == replace(INVOICES[0], grounds=())


@pytest.mark.parametrize("version", [None, VERSION + 1, "1"])
def test_an_unknown_version_is_not_guessed_at(version: object) -> None:
    with pytest.raises(UnknownVersion):
        from_document(as_document(INVOICES[0]) | {"version": version})


def test_a_damaged_document_is_not_read() -> None:
    document = as_document(INVOICES[0])
    document["invoice"]["lines"][0]["net"] = {"cents": 1.5}
    with pytest.raises(msgspec.ValidationError):
        from_document(document)


def test_a_rate_keeps_the_way_it_was_written() -> None:
    line = replace(INVOICES[0].lines[0], vat_percent=Decimal("21.00"))
    assert str(kept(replace(INVOICES[0], lines=(line,))).lines[0].vat_percent) == "21.00"
