"""Writes an invoice as UBL 2.1 in the Dutch profile of EN 16931 (NLCIUS, also called SI-UBL 2.0)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from lxml import etree

from noaber.invoicing.invoice import Invoice, InvoiceLine, Party, VatGroup
from noaber.invoicing.parts import AGREED
from noaber.values import Euro, Period

UBL = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
NLCIUS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
OIN, KVK = "0190", "0106"
CREDIT_TRANSFER = "30"
MONTH, ONE = "MON", "C62"
OUTSIDE_TAX = "O"

_NAMES = cast("dict[str, str]", {None: UBL, "cac": CAC, "cbc": CBC})


def write_ubl(invoice: Invoice, pdf_specification: bytes | None = None) -> bytes:
    """The invoice as an XML file; the same value gives the same bytes.

    `pdf_specification` travels inside the file. A negative line has a negative quantity and a positive price, for a
    price is never negative (EN 16931 BR-27). Only an invoice with a number and a day can be written.
    """
    assert invoice.number and invoice.issued, "a concept is not sent"
    document = etree.Element(f"{{{UBL}}}Invoice", nsmap=_NAMES)
    document.extend(_parts(invoice, pdf_specification))
    written: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _parts(invoice: Invoice, pdf_specification: bytes | None) -> Iterator[etree._Element]:
    """Everything in the order that the schema wants."""
    yield from _head(invoice)
    yield _period(invoice.period)
    if invoice.replaces:
        yield _cac("BillingReference", _cac("InvoiceDocumentReference", _cbc("ID", invoice.replaces)))
    yield _cac("ContractDocumentReference", _cbc("ID", invoice.agreement))
    if pdf_specification is not None:
        yield _attachment(invoice, pdf_specification)
    taxed = any(group.category != OUTSIDE_TAX for group in invoice.vat)
    yield _cac("AccountingSupplierParty", _party(invoice.supplier, taxed))
    yield _cac("AccountingCustomerParty", _party(invoice.customer, taxed))
    if invoice.payable > Euro():
        yield _payment(invoice)
    if invoice.payment_terms:
        yield _cac("PaymentTerms", _cbc("Note", invoice.payment_terms))
    yield _taxes(invoice)
    yield _totals(invoice)
    for line in invoice.lines:
        yield _line(line)


def _head(invoice: Invoice) -> Iterator[etree._Element]:
    yield _cbc("CustomizationID", NLCIUS)
    yield _cbc("ProfileID", PROFILE)
    yield _cbc("ID", invoice.number)
    yield _cbc("IssueDate", str(invoice.issued))
    if invoice.due and invoice.payable > Euro():
        yield _cbc("DueDate", str(invoice.due))
    yield _cbc("InvoiceTypeCode", invoice.type_code)
    yield _cbc("Note", _note(invoice))
    yield _cbc("DocumentCurrencyCode", "EUR")
    if invoice.accounting_cost:
        yield _cbc("AccountingCost", invoice.accounting_cost)
    if invoice.buyer_reference:
        yield _cbc("BuyerReference", invoice.buyer_reference)


def _note(invoice: Invoice) -> str:
    clauses = ", ".join(str(clause) for clause in invoice.clauses)
    rests = f"{invoice.agreement_title}: {clauses}." if clauses else f"{invoice.agreement_title}."
    checkpoint = f"Journaal:\n{invoice.checkpoint.strip()}" if invoice.checkpoint else ""
    return "\n".join(part for part in (rests, invoice.note, checkpoint) if part)


def _period(period: Period) -> etree._Element:
    days = [_cbc("StartDate", str(period.since))]
    if period.until:
        days.append(_cbc("EndDate", str(period.until)))
    return _cac("InvoicePeriod", *days)


def _attachment(invoice: Invoice, pdf: bytes) -> etree._Element:
    content = _cbc("EmbeddedDocumentBinaryObject", b64encode(pdf).decode())
    content.set("mimeCode", "application/pdf")
    content.set("filename", f"specificatie-{invoice.number}.pdf")
    return _cac(
        "AdditionalDocumentReference",
        _cbc("ID", f"specificatie-{invoice.number}"),
        _cbc("DocumentDescription", f"Specificatie bij factuur {invoice.number}"),
        _cac("Attachment", content),
    )


def _party(party: Party, taxed: bool) -> etree._Element:
    """A party; its VAT number stays out when nothing is taxed (EN 16931 BR-O-02 to 04)."""
    tax = _cac("PartyTaxScheme", _cbc("CompanyID", party.vat_number), _vat_scheme())
    parts = [
        _cbc("EndpointID", party.oin or party.kvk, schemeID=OIN if party.oin else KVK),
        _cac("PartyName", _cbc("Name", party.name)),
        _cac(
            "PostalAddress",
            _cbc("StreetName", party.street),
            _cbc("CityName", party.city),
            _cbc("PostalZone", party.postcode),
            _cac("Country", _cbc("IdentificationCode", party.country)),
        ),
        *([tax] if taxed and party.vat_number else []),
        _cac(
            "PartyLegalEntity",
            _cbc("RegistrationName", party.name),
            _cbc("CompanyID", party.kvk or party.oin, schemeID=KVK if party.kvk else OIN),
        ),
    ]
    if party.email:
        parts.append(_cac("Contact", _cbc("ElectronicMail", party.email)))
    return _cac("Party", *parts)


def _payment(invoice: Invoice) -> etree._Element:
    account = _cac("PayeeFinancialAccount", _cbc("ID", invoice.supplier.iban.replace(" ", "")))
    return _cac(
        "PaymentMeans",
        _cbc("PaymentMeansCode", CREDIT_TRANSFER),
        _cbc("PaymentID", invoice.number),
        *([account] if invoice.supplier.iban else []),
    )


def _taxes(invoice: Invoice) -> etree._Element:
    return _cac("TaxTotal", _amount("TaxAmount", invoice.vat_total), *(_subtotal(group) for group in invoice.vat))


def _subtotal(group: VatGroup) -> etree._Element:
    reason = [_cbc("TaxExemptionReason", group.exemption)] if group.exemption else []
    return _cac(
        "TaxSubtotal",
        _amount("TaxableAmount", group.net),
        _amount("TaxAmount", group.vat),
        _category("TaxCategory", group.category, group.percent, *reason),
    )


def _category(name: str, category: str, percent: Decimal, *reason: etree._Element) -> etree._Element:
    """A tax category; what is outside the tax has no rate (EN 16931 BR-O-05)."""
    rate = [] if category == OUTSIDE_TAX else [_cbc("Percent", f"{percent:.2f}")]
    return _cac(name, _cbc("ID", category), *rate, *reason, _vat_scheme())


def _vat_scheme() -> etree._Element:
    return _cac("TaxScheme", _cbc("ID", "VAT"))


def _totals(invoice: Invoice) -> etree._Element:
    return _cac(
        "LegalMonetaryTotal",
        _amount("LineExtensionAmount", invoice.net),
        _amount("TaxExclusiveAmount", invoice.net),
        _amount("TaxInclusiveAmount", invoice.payable),
        _amount("PayableAmount", invoice.payable),
    )


def _line(line: InvoiceLine) -> etree._Element:
    cost_centre = [_cbc("AccountingCost", line.cost_centre)] if line.cost_centre else []
    about = [_period(line.about)] if line.about else []
    sign = "-1" if line.net < Euro() else "1"
    return _cac(
        "InvoiceLine",
        _cbc("ID", str(line.number)),
        _cbc("Note", ". ".join(part for part in (str(line.clause), line.note) if part)),
        _cbc("InvoicedQuantity", sign, unitCode=ONE if line.kind in AGREED else MONTH),
        _amount("LineExtensionAmount", line.net),
        *cost_centre,
        *about,
        _cac(
            "Item",
            _cbc("Name", line.description),
            _category("ClassifiedTaxCategory", line.vat_category, line.vat_percent),
        ),
        _cac("Price", _amount("PriceAmount", -line.net if line.net < Euro() else line.net)),
    )


def _amount(name: str, amount: Euro) -> etree._Element:
    return _cbc(name, f"{amount.decimal:f}", currencyID="EUR")


def _cac(name: str, *children: etree._Element) -> etree._Element:
    element = etree.Element(f"{{{CAC}}}{name}", nsmap=_NAMES)
    element.extend(children)
    return element


def _cbc(name: str, text: str, **attributes: str) -> etree._Element:
    element = etree.Element(f"{{{CBC}}}{name}", attributes, nsmap=_NAMES)
    element.text = text
    return element
