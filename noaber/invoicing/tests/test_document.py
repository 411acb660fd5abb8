"""The invoice as a PDF: what it says, that everybody can read it, and that the UBL file is inside."""

import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
import typst

from noaber.invoicing.document import letter, write_pdf
from noaber.invoicing.invoice import Invoice, InvoiceLine
from noaber.invoicing.tests.worked_books import billing_terms, year_of
from noaber.invoicing.ubl import write_ubl
from noaber.values import Clause, Euro

INVOICES = [month.invoice for month in year_of(billing_terms())]
SEPTEMBER = replace(INVOICES[8], checkpoint="noaber/GM0175/2026\n41\nqN5X=\n\n— noaber Az3g\n")


def drawn(invoice: Invoice) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write_pdf(invoice, write_ubl(invoice))))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """The kinds of structure elements, in reading order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node and node.get("/Type") != "/MCR":
                found.append(str(node.S)[1:])
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def line(net: int, kind: str = "extra", category: str = "S", percent: int = 21) -> InvoiceLine:
    return InvoiceLine(1, 0, kind, "Meerwerk", Clause("test-2026", "3.6"), Euro(net), category, Decimal(percent))


def test_it_claims_pdf_a_3a_and_pdf_ua_1() -> None:
    with drawn(SEPTEMBER) as pdf, pdf.open_metadata() as claims:
        assert (claims["pdfaid:part"], claims["pdfaid:conformance"]) == ("3", "A")
        assert claims["pdfuaid:part"] == "1"
        assert claims["dc:title"] == "Factuur 2026-0009"
        assert list(claims["dc:creator"]) == ["Gemeente Twenterand (fictief)"]


def test_it_is_tagged_and_dutch() -> None:
    with drawn(SEPTEMBER) as pdf:
        assert str(pdf.Root.Lang).startswith("nl") and bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        found = tags(pdf)
        assert found.count("H1") == 1 and found.count("H2") == 4
        assert found.count("Table") == 2 and found.count("TH") >= 4
        assert found.count("TR") > len(SEPTEMBER.lines)


def test_the_ubl_file_is_inside_unchanged() -> None:
    with drawn(SEPTEMBER) as pdf:
        (attached,) = pdf.Root.AF
        assert attached.EF.F.read_bytes() == write_ubl(SEPTEMBER)
        assert (str(attached.AFRelationship), str(attached.UF)) == ("/Alternative", "factuur-2026-0009.xml")
        assert str(attached.EF.F.Subtype) == "/application/xml"
        assert list(pdf.attachments) == ["factuur-2026-0009.xml"]


def test_the_same_invoice_gives_the_same_bytes() -> None:
    ubl = write_ubl(SEPTEMBER)
    first = write_pdf(SEPTEMBER, ubl)
    write_pdf(INVOICES[0], write_ubl(INVOICES[0]))
    assert write_pdf(SEPTEMBER, ubl) == first


def test_another_process_draws_the_same_bytes() -> None:
    script = (
        "import hashlib, noaber.invoicing.tests.test_document as t;"
        "print(hashlib.sha256(t.write_pdf(t.SEPTEMBER, t.write_ubl(t.SEPTEMBER))).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    assert other == hashlib.sha256(write_pdf(SEPTEMBER, write_ubl(SEPTEMBER))).hexdigest()


def test_threads_do_not_draw_each_others_invoice() -> None:
    files = [write_ubl(invoice) for invoice in INVOICES]
    alone = [write_pdf(invoice, ubl) for invoice, ubl in zip(INVOICES, files, strict=True)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(write_pdf, INVOICES, files)) == alone


def test_every_invoice_of_the_worked_year_is_drawn() -> None:
    for invoice in INVOICES:
        with drawn(invoice) as pdf:
            assert 1 <= len(pdf.pages) <= 2


def test_a_long_invoice_goes_on_over_pages_with_its_header() -> None:
    lines = tuple(replace(line(100), number=place, description=f"Meerwerk {place}") for place in range(1, 121))
    with drawn(replace(SEPTEMBER, lines=lines)) as pdf:
        assert len(pdf.pages) >= 4 and tags(pdf).count("Table") == 2


def test_it_is_addressed_to_the_customer_and_names_every_number_the_payer_needs() -> None:
    said = letter(SEPTEMBER)
    assert said["heading"] == "Factuur september 2026"
    assert said["customer"] == {
        "name": "Gemeente Ommen (fictief)",
        "address": ["Chevalleraustraat 2", "7731 EE  Ommen"],
    }
    assert ["IBAN", "NL91 ABNA 0417 1643 00"] in said["supplier"]["facts"]
    assert said["facts"] == [
        ["Factuurnummer", "2026-0009"],
        ["Factuurdatum", "31 december 2026"],
        ["Periode", "september 2026"],
        ["Uiterlijk betalen", "30 januari 2027"],
        ["Overeenkomst", "test-2026"],
        ["Uw kenmerk", "DVO-2026"],
    ]
    (payment,) = said["payment"]
    for part in ("38.537,69", "NL91 ABNA 0417 1643 00", "30 januari 2027", "2026-0009", "binnen 30 dagen"):
        assert part in payment


def test_the_lines_stand_in_groups_that_add_up() -> None:
    said = letter(SEPTEMBER)
    assert [(group["title"], group["net"], len(group["lines"])) for group in said["groups"]] == [
        ("Loonkosten", "€\u00a022.362,00", 6),
        ("Correcties over eerdere maanden", "€\u00a0637,50", 2),
        ("Overhead en opleiding", "€\u00a08.849,83", 2),
    ]
    assert said["groups"][1]["lines"][0] == {
        "description": "Cao-verhoging over juli 2026",
        "note": "",
        "clause": "art. 4.3",
        "tax": "21 %",
        "net": "318,75",
    }
    assert said["totals"] == [
        ["Totaal zonder btw", "€\u00a031.849,33"],
        ["Btw 21 % over €\u00a031.849,33", "€\u00a06.688,36"],
    ]
    assert said["payable"] == ["Te betalen", "€\u00a038.537,69"]


def test_only_the_clauses_that_carry_a_line_are_explained() -> None:
    def explained(invoice: Invoice) -> list[str]:
        return [ground["clause"] for ground in letter(invoice)["grounds"]]

    assert explained(SEPTEMBER) == ["art. 3.4", "art. 4.2", "art. 4.3", "art. 4.10"]
    assert explained(INVOICES[0]) == ["art. 3.4", "art. 4.2", "art. 4.10"]


def test_the_checkpoint_stands_in_the_colophon() -> None:
    assert letter(SEPTEMBER)["checkpoint"] == SEPTEMBER.checkpoint.strip()
    assert len(letter(SEPTEMBER)["colophon"]) == 2 and len(letter(INVOICES[8])["colophon"]) == 1


@pytest.mark.parametrize(
    ("net", "word", "payable", "payment"),
    [
        (100, "Te betalen", "€\u00a01,00", "Wilt u"),
        (0, "Te betalen", "€\u00a00,00", "U hoeft niets te betalen."),
        (-100, "U ontvangt", "€\u00a01,00", "U hoeft niets te betalen."),
    ],
)
def test_who_pays_whom(net: int, word: str, payable: str, payment: str) -> None:
    said = letter(replace(SEPTEMBER, lines=(line(net),), vat=()))
    assert said["payable"] == [word, payable] and said["payment"][0].startswith(payment)


@pytest.mark.parametrize(
    ("category", "percent", "shown"),
    [("S", 21, "21 %"), ("S", 9, "9 %"), ("E", 0, "vrijgesteld"), ("O", 0, "geen btw")],
)
def test_the_tax_of_a_line_in_words(category: str, percent: int, shown: str) -> None:
    said = letter(replace(SEPTEMBER, lines=(line(100, category=category, percent=percent),)))
    assert said["groups"][0]["lines"][0]["tax"] == shown


def test_a_correction_says_what_it_corrects() -> None:
    said = letter(replace(SEPTEMBER, type_code="384", replaces="2026-0008"))
    assert said["title"] == "Correctiefactuur 2026-0009" and said["opening"] == [
        "Deze factuur verbetert factuur 2026-0008."
    ]


@pytest.mark.parametrize(
    "words", ["Łódź ő ș ė ḿ ŵ ǿ ẞ", "Ĳsselmuiden ĳ ’t Fryslân", "#strong[x] $1$ \\ *a* @b <c>", "Ω Д"]
)
def test_any_latin_words_are_drawn_as_they_are(words: str) -> None:
    with drawn(replace(SEPTEMBER, lines=(replace(line(100), description=words),))) as pdf:
        assert len(pdf.pages) >= 1


def test_a_concept_is_never_drawn() -> None:
    concept = replace(SEPTEMBER, number="", issued=None)
    with pytest.raises(AssertionError):
        write_pdf(concept, b"<Invoice/>")


def test_the_day_of_the_file_is_the_day_of_the_invoice() -> None:
    with drawn(replace(SEPTEMBER, issued=date(2026, 10, 5))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261005")


def test_a_letter_that_no_font_has_stops_the_file_and_is_named() -> None:
    with pytest.raises(typst.TypstError, match="漢"):
        drawn(replace(SEPTEMBER, note="漢字"))
