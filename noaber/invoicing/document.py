"""Draws an invoice as a PDF: a letter that people read, with the UBL file inside it that machines read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from noaber.invoicing.invoice import Invoice, InvoiceLine, Party, VatGroup
from noaber.invoicing.sections import sections
from noaber.values import Euro
from noaber.values.period import dutch_day
from noaber.web.typeset import draw

STANDARDS = ("a-3a", "ua-1")

_TEMPLATE = Path(__file__).parent / "templates_typst" / "invoice.typ"
_WORDS = {"380": "Factuur", "384": "Correctiefactuur"}
_TAXES = {"E": "vrijgesteld", "O": "geen btw", "Z": "0 %"}


def write_pdf(invoice: Invoice, ubl: bytes) -> bytes:
    """The invoice as PDF/A-3a and PDF/UA-1 with its UBL file attached; the same input gives the same bytes.

    Only an invoice with a number and a day can be drawn. Raises typst.TypstError for a text that the fonts cannot show.
    """
    assert invoice.number and invoice.issued, "a concept is not sent"
    return draw(_TEMPLATE, "invoice", letter(invoice), invoice.issued, STANDARDS, ubl=ubl.decode("utf-8"))


def letter(invoice: Invoice) -> dict[str, Any]:
    """Everything that the paper says, as text; the template only places it."""
    assert invoice.issued is not None
    word = _WORDS.get(invoice.type_code, "Factuur")
    return {
        "title": f"{word} {invoice.number}",
        "heading": f"{word} {invoice.period}",
        "summary": f"{word} van {invoice.supplier.name} aan {invoice.customer.name} over {invoice.period}",
        "keywords": [invoice.number, invoice.agreement, invoice.period.code],
        "day": {"year": invoice.issued.year, "month": invoice.issued.month, "day": invoice.issued.day},
        "supplier": _addressed(invoice.supplier) | {"facts": _known(invoice.supplier)},
        "customer": _addressed(invoice.customer),
        "facts": _facts(invoice),
        "opening": [sentence for sentence in (_replaces(invoice), invoice.note) if sentence],
        "groups": _groups(invoice),
        "totals": [["Totaal zonder btw", str(invoice.net)], *(tax_row(group) for group in invoice.vat)],
        "payable": ["Te betalen" if invoice.payable >= Euro() else "U ontvangt", str(_size(invoice.payable))],
        "payment": _payment(invoice),
        "agreement": f"de {invoice.agreement_title}",
        "grounds": [{"clause": str(ground.clause), "text": ground.text} for ground in invoice.grounds],
        "colophon": _colophon(invoice),
        "checkpoint": invoice.checkpoint.strip(),
        "footer": f"{word} {invoice.number}",
        "file": _file(invoice),
        "file_description": f"UBL-bestand van {word.lower()} {invoice.number} (NLCIUS)",
    }


def _file(invoice: Invoice) -> str:
    return f"factuur-{invoice.number}.xml"


def _addressed(party: Party) -> dict[str, Any]:
    return {"name": party.name, "address": [party.street, f"{party.postcode}  {party.city}"]}


def _known(party: Party) -> list[list[str]]:
    rows = [
        ("KvK", party.kvk),
        ("OIN", party.oin),
        ("Btw-nummer", party.vat_number),
        ("IBAN", _iban(party.iban)),
        ("E-mail", party.email),
    ]
    return [[label, value] for label, value in rows if value]


def _facts(invoice: Invoice) -> list[list[str]]:
    assert invoice.issued is not None
    rows = [
        ("Factuurnummer", invoice.number),
        ("Factuurdatum", dutch_day(invoice.issued)),
        ("Periode", str(invoice.period)),
        ("Uiterlijk betalen", dutch_day(invoice.due) if invoice.due and invoice.payable > Euro() else ""),
        ("Overeenkomst", invoice.agreement),
        ("Uw kenmerk", invoice.buyer_reference),
        ("Uw boekingscode", invoice.accounting_cost),
    ]
    return [[label, value] for label, value in rows if value]


def _replaces(invoice: Invoice) -> str:
    return f"Deze factuur verbetert factuur {invoice.replaces}." if invoice.replaces else ""


def _groups(invoice: Invoice) -> list[dict[str, Any]]:
    return [
        {"title": section.title, "net": str(section.net), "lines": [_row(line) for line in section.lines]}
        for section in sections(invoice)
    ]


def _row(line: InvoiceLine) -> dict[str, str]:
    return {
        "description": line.description,
        "note": line.note,
        "clause": str(line.clause),
        "tax": tax_words(line.vat_category, line.vat_percent),
        "net": line.net.plain,
    }


def tax_words(category: str, percent: Decimal) -> str:
    """How a line is taxed, in words: `21 %`, `vrijgesteld`."""
    return _TAXES.get(category, f"{percent.normalize():f} %".replace(".", ","))


def tax_row(group: VatGroup) -> list[str]:
    """The tax of one category in words, and its amount."""
    base = f"over {group.net}"
    if group.category in ("E", "O"):
        reason = f" ({group.exemption})" if group.exemption else ""
        word = "Vrijgesteld van btw" if group.category == "E" else "Buiten de btw"
        return [f"{word} {base}{reason}", str(group.vat)]
    return [f"Btw {tax_words(group.category, group.percent)} {base}", str(group.vat)]


def _payment(invoice: Invoice) -> list[str]:
    """What the payer must do, or what they get."""
    amount = _size(invoice.payable)
    if invoice.payable <= Euro():
        return ["U hoeft niets te betalen.", *([f"Wij betalen u {amount} terug."] if invoice.payable else [])]
    account = f" naar rekening {_iban(invoice.supplier.iban)}" if invoice.supplier.iban else ""
    due = f"Doe dit uiterlijk {dutch_day(invoice.due)}. " if invoice.due else ""
    return [
        f"Wilt u {amount} overmaken{account} op naam van {invoice.supplier.name}? "
        f"Vermeld daarbij factuurnummer {invoice.number}. {due}{invoice.payment_terms}".strip()
    ]


def _colophon(invoice: Invoice) -> list[str]:
    rows = [
        f"In dit PDF-bestand zit de factuur ook als UBL-bestand ({_file(invoice)}). Uw administratie kan dat inlezen."
    ]
    if invoice.checkpoint:
        rows.append(
            "De bedragen zijn de som van regels in het journaal van de overeenkomst. Met het controlepunt hieronder is "
            "na te gaan dat aan die regels niets is veranderd. Bewaar het bij de factuur."
        )
    return rows


def _iban(iban: str) -> str:
    packed = iban.replace(" ", "")
    return " ".join(packed[start : start + 4] for start in range(0, len(packed), 4))


def _size(amount: Euro) -> Euro:
    return -amount if amount < Euro() else amount
