"""An invoice as a UBL file: what stands in it, and that it passes every rule."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from noaber.invoicing.invoice import Invoice
from noaber.invoicing.month import compose
from noaber.invoicing.parts import Sum
from noaber.invoicing.terms import TaxRule
from noaber.invoicing.tests.worked_books import (
    ALL_TAXED,
    CONTRACT,
    YEAR,
    billing_terms,
    cost_terms,
    year_of,
)
from noaber.invoicing.ubl import CAC, CBC, write_ubl
from noaber.invoicing.validate import findings
from noaber.values import Euro, Period

NAMES = {"cac": CAC, "cbc": CBC}
INVOICES = [month.invoice for month in year_of(billing_terms())]
SEPTEMBER = INVOICES[8]
SINCE = Period(date(2020, 1, 1))


def texts(xml: bytes, path: str) -> list[str]:
    return [element.text for element in etree.fromstring(xml).xpath(path, namespaces=NAMES)]


def text(xml: bytes, path: str) -> str:
    (found,) = texts(xml, path)
    return found


def composed(*rows: tuple[str, int, int], taxes: tuple[TaxRule, ...] = ALL_TAXED) -> Invoice:
    """The September invoice of sums in cents, issued."""
    sums = tuple(Sum(kind, service, "2026-09", "2026-09", cents, 3) for kind, service, cents in rows)
    month = compose(Period.month(YEAR, 9), sums, (), cost_terms, billing_terms(), taxes, CONTRACT)
    return replace(month.invoice, number="F1", issued=date(YEAR, 10, 5), due=date(YEAR, 11, 4))


@pytest.mark.parametrize("invoice", INVOICES, ids=lambda invoice: invoice.period.code)
def test_every_invoice_of_the_worked_year_is_valid(invoice: Invoice) -> None:
    assert findings(write_ubl(invoice)) == ()


def test_the_same_invoice_gives_the_same_bytes() -> None:
    again = year_of(billing_terms())[8].invoice
    assert write_ubl(again) == write_ubl(SEPTEMBER)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/*/cbc:ID", "2026-0009"),
        ("/*/cbc:IssueDate", "2026-12-31"),
        ("/*/cbc:DueDate", "2027-01-30"),
        ("/*/cbc:InvoiceTypeCode", "380"),
        ("/*/cbc:Note", "Test-DVO: art. 3.4, art. 4.2, art. 4.3, art. 4.10."),
        ("/*/cbc:DocumentCurrencyCode", "EUR"),
        ("/*/cbc:BuyerReference", "DVO-2026"),
        ("/*/cac:InvoicePeriod/cbc:StartDate", "2026-09-01"),
        ("/*/cac:InvoicePeriod/cbc:EndDate", "2026-09-30"),
        ("/*/cac:ContractDocumentReference/cbc:ID", "test-2026"),
        ("//cac:AccountingSupplierParty//cbc:EndpointID[@schemeID='0190']", "00000001001234567000"),
        ("//cac:AccountingSupplierParty//cac:PartyLegalEntity/cbc:CompanyID[@schemeID='0106']", "08123456"),
        ("//cac:AccountingSupplierParty//cac:PartyTaxScheme/cbc:CompanyID", "NL001234567B01"),
        ("//cac:AccountingSupplierParty//cbc:ElectronicMail", "facturen@twenterand.example"),
        ("//cac:AccountingCustomerParty//cbc:StreetName", "Chevalleraustraat 2"),
        ("//cac:AccountingCustomerParty//cbc:PostalZone", "7731 EE"),
        ("//cac:AccountingCustomerParty//cbc:RegistrationName", "Gemeente Ommen (fictief)"),
        ("//cac:PaymentMeans/cbc:PaymentMeansCode", "30"),
        ("//cac:PaymentMeans/cbc:PaymentID", "2026-0009"),
        ("//cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID", "NL91ABNA0417164300"),
        ("//cac:PaymentTerms/cbc:Note", "Betaling binnen 30 dagen na de factuurdatum."),
        ("/*/cac:TaxTotal/cbc:TaxAmount", "6688.36"),
        ("//cac:LegalMonetaryTotal/cbc:LineExtensionAmount", "31849.33"),
        ("//cac:LegalMonetaryTotal/cbc:PayableAmount", "38537.69"),
    ],
)
def test_the_september_file_says(path: str, value: str) -> None:
    assert text(write_ubl(SEPTEMBER), path) == value


def test_a_line_carries_clause_cost_centre_and_the_month_it_is_about() -> None:
    xml = write_ubl(SEPTEMBER)
    first, rise = "//cac:InvoiceLine[cbc:ID='1']", "//cac:InvoiceLine[cbc:ID='7']"
    assert text(xml, f"{first}/cbc:Note") == "art. 4.10"
    assert text(xml, f"{first}/cbc:AccountingCost") == "KP1"
    assert text(xml, f"{first}/cbc:InvoicedQuantity[@unitCode='MON']") == "1"
    assert text(xml, f"{rise}/cac:Item/cbc:Name") == "Cao-verhoging over juli 2026"
    assert text(xml, f"{rise}/cac:InvoicePeriod/cbc:StartDate") == "2026-07-01"
    assert not texts(xml, f"{rise}/cbc:AccountingCost")


def test_a_merged_line_says_why() -> None:
    note = text(write_ubl(SEPTEMBER), "//cac:InvoiceLine[cbc:ID='6']/cbc:Note")
    assert note == "art. 4.10. Samengevoegd: minder dan 3 personen worden niet apart getoond."


def test_the_checkpoint_travels_in_the_note() -> None:
    checkpoint = "noaber/GM0175/2026\n41\nqN5X=\n\n— noaber Az3g\n"
    xml = write_ubl(replace(SEPTEMBER, checkpoint=checkpoint, note="Zie de bijlage."))
    assert text(xml, "/*/cbc:Note").endswith(f"Zie de bijlage.\nJournaal:\n{checkpoint.strip()}")
    assert findings(xml) == ()


def test_a_negative_line_has_a_negative_quantity_and_a_positive_price() -> None:
    xml = write_ubl(composed(("wage", 1, 900_000), ("extra", 8, -12_345)))
    line = "//cac:InvoiceLine[cac:Item/cbc:Name='Meerwerk of maatwerk 2026-09']"
    assert text(xml, f"{line}/cbc:InvoicedQuantity[@unitCode='C62']") == "-1"
    assert text(xml, f"{line}/cbc:LineExtensionAmount") == "-123.45"
    assert text(xml, f"{line}/cac:Price/cbc:PriceAmount") == "123.45"
    assert findings(xml) == ()


def test_an_invoice_that_pays_back_asks_for_no_payment() -> None:
    xml = write_ubl(composed(("wage", 1, -1_000_000)))
    assert text(xml, "//cac:LegalMonetaryTotal/cbc:PayableAmount").startswith("-")
    assert not texts(xml, "//cac:PaymentMeans/cbc:PaymentMeansCode") and not texts(xml, "/*/cbc:DueDate")
    assert findings(xml) == ()


EXEMPT = TaxRule(2, SINCE, "E", Decimal(0), "Vrijgesteld: artikel 11 Wet OB")
ALSO_EXEMPT = TaxRule(3, SINCE, "E", Decimal(0), "Vrijgesteld: lijkbezorging")
OUTSIDE = TaxRule(0, SINCE, "O", Decimal(0), "Geen ondernemer voor de btw")


@pytest.mark.parametrize(
    ("taxes", "categories"),
    [
        ((*ALL_TAXED, EXEMPT), ["S", "E"]),
        ((*ALL_TAXED, EXEMPT, ALSO_EXEMPT), ["S", "E"]),
        ((OUTSIDE,), ["O"]),
        ((TaxRule(0, SINCE, "S", Decimal(9)), TaxRule(2, SINCE, "S", Decimal(21))), ["S", "S"]),
    ],
)
def test_each_tax_treatment_is_valid(taxes: tuple[TaxRule, ...], categories: list[str]) -> None:
    xml = write_ubl(composed(("wage", 1, 900_000), ("wage", 2, 500_000), ("wage", 3, 300_000), taxes=taxes))
    assert texts(xml, "//cac:TaxSubtotal/cac:TaxCategory/cbc:ID") == categories
    assert findings(xml) == ()


def test_two_grounds_of_exemption_stand_in_one_group() -> None:
    taxes = (*ALL_TAXED, EXEMPT, ALSO_EXEMPT)
    xml = write_ubl(composed(("wage", 1, 900_000), ("wage", 2, 500_000), ("wage", 3, 300_000), taxes=taxes))
    reason = text(xml, "//cac:TaxCategory/cbc:TaxExemptionReason")
    assert reason == "Vrijgesteld: artikel 11 Wet OB; Vrijgesteld: lijkbezorging"


def test_a_correction_names_the_invoice_that_it_corrects() -> None:
    xml = write_ubl(replace(SEPTEMBER, type_code="384", replaces="2026-0008"))
    assert text(xml, "/*/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == "2026-0008"
    assert findings(xml) == ()


def test_a_specification_travels_inside_the_file() -> None:
    xml = write_ubl(SEPTEMBER, b"%PDF-1.7 specification")
    path = (
        "//cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject[@mimeCode='application/pdf']"
    )
    assert text(xml, path) == "JVBERi0xLjcgc3BlY2lmaWNhdGlvbg=="
    assert findings(xml) == ()


def test_a_party_with_only_one_identifier_is_known_by_it() -> None:
    xml = write_ubl(
        replace(SEPTEMBER, supplier=replace(SEPTEMBER.supplier, oin=""), customer=replace(SEPTEMBER.customer, kvk=""))
    )
    assert text(xml, "//cac:AccountingSupplierParty//cbc:EndpointID[@schemeID='0106']") == "08123456"
    assert text(xml, "//cac:AccountingCustomerParty//cbc:CompanyID[@schemeID='0190']") == "00000001001234568000"
    assert findings(xml) == ()


def test_the_accounting_cost_of_the_payer_is_passed_on() -> None:
    xml = write_ubl(replace(SEPTEMBER, accounting_cost="6.330.01"))
    assert text(xml, "/*/cbc:AccountingCost") == "6.330.01" and findings(xml) == ()


def test_a_concept_is_never_written() -> None:
    with pytest.raises(AssertionError):
        write_ubl(replace(SEPTEMBER, number=""))


words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=40).filter(str.strip)
amounts = st.integers(-5_000_000, 5_000_000).filter(bool)
wages = st.lists(st.tuples(st.integers(1, 10), amounts), min_size=1, max_size=6, unique_by=lambda one: one[0])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words, wages)
def test_any_words_and_amounts_give_a_valid_file(text: str, rows: list[tuple[int, int]]) -> None:
    invoice = composed(*(("wage", service, cents) for service, cents in rows), taxes=(*ALL_TAXED, EXEMPT))
    first = invoice.lines[0]
    odd = replace(first, number=99, description=text, note=text, cost_centre=text, net=Euro(), kind="extra")
    xml = write_ubl(replace(invoice, lines=(*invoice.lines, odd)))
    assert [finding for finding in findings(xml) if finding.fatal] == []
    assert sum(Decimal(net) for net in texts(xml, "//cac:InvoiceLine/cbc:LineExtensionAmount")) == invoice.net.decimal
