"""Which files are refused, by which rule; each rule broken once, and published files as a referee."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from noaber.invoicing import en16931, nlcius
from noaber.invoicing.tests.schematron_referee import failed_asserts
from noaber.invoicing.tests.worked_books import billing_terms, year_of
from noaber.invoicing.ubl import CAC, CBC, NLCIUS, UBL, write_ubl
from noaber.invoicing.validate import MOST_BYTES, findings, rule_set

FINANCE = Path(__file__).resolve().parents[3] / "../shared/data/finance"
NLCIUS_RULES = FINANCE / "si-ubl-2.0/schematron/si-ubl-2.0/si-ubl-2.0-nlcius.sch"
EXAMPLES = sorted((FINANCE / "examples").glob("*.xml"))
needs_reference = pytest.mark.skipif(not NLCIUS_RULES.exists(), reason="the reference data are not beside the checkout")

NAMES = {"cac": CAC, "cbc": CBC}
VALID = write_ubl(year_of(billing_terms())[8].invoice)
Tree = etree._Element
Change = Callable[[Tree], None]
SUPPLIER = "//cac:AccountingSupplierParty/cac:Party"
CUSTOMER = "//cac:AccountingCustomerParty/cac:Party"


def found(root: Tree, path: str) -> list[Tree]:
    elements = root.xpath(path, namespaces=NAMES)
    assert elements, f"the example has no {path}"
    return elements


def drop(path: str) -> Change:
    def change(root: Tree) -> None:
        for element in found(root, path):
            element.getparent().remove(element)

    return change


def put(path: str, text: str) -> Change:
    def change(root: Tree) -> None:
        found(root, path)[0].text = text

    return change


def mark(path: str, name: str, value: str | None) -> Change:
    def change(root: Tree) -> None:
        element = found(root, path)[0]
        element.attrib.pop(name, None)
        if value is not None:
            element.set(name, value)

    return change


def add(before: str, xml: str) -> Change:
    """Put an element before another one."""

    def change(root: Tree) -> None:
        found(root, before)[0].addprevious(element_of(xml))

    return change


def below(path: str, xml: str) -> Change:
    """Put an element at the end of another one."""

    def change(root: Tree) -> None:
        found(root, path)[0].append(element_of(xml))

    return change


def element_of(xml: str) -> Tree:
    return etree.fromstring(f'<x xmlns:cac="{CAC}" xmlns:cbc="{CBC}">{xml}</x>')[0]


def both(*changes: Change) -> Change:
    def change(root: Tree) -> None:
        for one in changes:
            one(root)

    return change


def changed(change: Change, xml: bytes = VALID) -> bytes:
    root = etree.fromstring(xml)
    change(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def fatal(xml: bytes) -> set[str]:
    return {finding.code for finding in findings(xml) if finding.fatal}


def advice(xml: bytes) -> set[str]:
    return {finding.code for finding in findings(xml) if not finding.fatal}


def wrap(name: str, *children: str) -> str:
    return f"<{name}>{''.join(children)}</{name}>"


COUNTRY = wrap("cac:Country", wrap("cbc:IdentificationCode", "NL"))
CITY = wrap("cbc:CityName", "Almelo")
STREET, POSTCODE = wrap("cbc:StreetName", "Straat 1"), wrap("cbc:PostalZone", "7600 AA")
VAT = wrap("cac:TaxScheme", wrap("cbc:ID", "VAT"))
ABROAD = put(f"{CUSTOMER}//cbc:IdentificationCode", "DE")
ORDER_LINE = wrap("cac:OrderLineReference", wrap("cbc:LineID", "1"))
ORDER = wrap("cac:OrderReference", wrap("cbc:ID", "I1"))
EARLIER = wrap("cac:BillingReference", wrap("cac:InvoiceDocumentReference", wrap("cbc:ID", "F0")))
TYPE, MEANS = "/*/cbc:InvoiceTypeCode", "//cac:PaymentMeans/cbc:PaymentMeansCode"
CONTRACT, LEGAL = "//cac:ContractDocumentReference", "cac:PartyLegalEntity/cbc:CompanyID"
ADDRESS = ("StreetName", "CityName", "PostalZone")


def represented(*address: str) -> Change:
    name = wrap("cac:PartyName", wrap("cbc:Name", "Kantoor"))
    tax = wrap("cac:PartyTaxScheme", wrap("cbc:CompanyID", "NL001234569B01"), VAT)
    party = wrap("cac:TaxRepresentativeParty", name, wrap("cac:PostalAddress", *address, COUNTRY), tax)
    return add("//cac:PaymentMeans", party)


DUTCH = [
    ("BR-NL-1", mark(f"{SUPPLIER}/{LEGAL}", "schemeID", "0002")),
    ("BR-NL-1", drop(f"{SUPPLIER}/{LEGAL}")),
    ("BR-NL-1", put(f"{SUPPLIER}/{LEGAL}", " ")),
    ("BR-NL-2", drop("/*/cbc:BuyerReference")),
    *(("BR-NL-3", drop(f"{SUPPLIER}/cac:PostalAddress/cbc:{part}")) for part in ADDRESS),
    *(("BR-NL-4", drop(f"{CUSTOMER}/cac:PostalAddress/cbc:{part}")) for part in ADDRESS),
    ("BR-NL-5", represented(CITY)),
    ("BR-NL-7", put(TYPE, "326")),
    ("BR-NL-8", put(TYPE, "381")),
    ("BR-NL-9", put(TYPE, "384")),
    ("BR-NL-10", mark(f"{CUSTOMER}/{LEGAL}", "schemeID", "0002")),
    ("BR-NL-10", put(f"{CUSTOMER}/{LEGAL}", " ")),
    ("BR-NL-11", drop("//cac:PaymentMeans")),
    ("BR-NL-12", put(MEANS, "42")),
    ("BR-NL-13", add("//cac:InvoiceLine[1]/cac:Item", ORDER_LINE)),
]
FINE = [
    both(ABROAD, drop(f"{CUSTOMER}/cac:PostalAddress/cbc:StreetName")),
    both(ABROAD, drop(f"{CUSTOMER}/{LEGAL}")),
    both(drop("/*/cbc:BuyerReference"), add(CONTRACT, ORDER)),
    both(put(TYPE, "384"), add(CONTRACT, EARLIER)),
    represented(STREET, CITY, POSTCODE),
    *(put(MEANS, code) for code in ("30", "48", "57", "58")),
    put(TYPE, "389"),
]
ADVICE = [
    ("BR-NL-20", add("/*/cbc:DocumentCurrencyCode", wrap("cbc:TaxPointDate", "2026-09-30"))),
    ("BR-NL-26", below(f"{SUPPLIER}/cac:PartyLegalEntity", wrap("cbc:CompanyLegalForm", "gemeente"))),
    ("BR-NL-28-1", add(f"{SUPPLIER}/cac:PostalAddress/cac:Country", wrap("cbc:CountrySubentity", "Overijssel"))),
    ("BR-NL-29", mark(MEANS, "name", "Overboeking")),
    ("BR-NL-30", below("//cac:PayeeFinancialAccount", wrap("cbc:Name", "Rekening"))),
    ("SI-UBL-2", put("/*/cbc:Note", " ")),
]


def by_hand(xml: bytes) -> set[tuple[str, bool]]:
    return {(one.code, one.fatal) for one in nlcius.broken_rules(etree.ElementTree(etree.fromstring(xml)))}


@pytest.mark.parametrize(("code", "change"), DUTCH)
def test_each_dutch_rule_refuses_what_breaks_it(code: str, change: Change) -> None:
    assert (code, True) in by_hand(changed(change))


@pytest.mark.parametrize("change", FINE)
def test_what_the_dutch_rules_leave_free_passes(change: Change) -> None:
    assert fatal(changed(change)) == set()


@pytest.mark.parametrize(("code", "change"), ADVICE)
def test_advice_does_not_refuse(code: str, change: Change) -> None:
    assert by_hand(changed(change)) == {(code, False)}


def test_a_file_that_does_not_claim_the_dutch_profile_is_refused() -> None:
    european = changed(put("/*/cbc:CustomizationID", "urn:cen.eu:en16931:2017"))
    assert fatal(european) == {"SI-V20-INV-R000"}


def test_the_dutch_rules_are_for_dutch_suppliers() -> None:
    abroad = both(put(f"{SUPPLIER}//cbc:IdentificationCode", "BE"), drop("/*/cbc:BuyerReference"))
    assert fatal(changed(abroad)) == set()


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("BR-02", drop("/*/cbc:ID")),
        ("BR-03", drop("/*/cbc:IssueDate")),
        ("BR-06", drop(f"{SUPPLIER}/cac:PartyLegalEntity/cbc:RegistrationName")),
        ("BR-16", drop("//cac:InvoiceLine")),
        (
            "BR-27",
            both(
                put("//cac:InvoiceLine[1]//cbc:PriceAmount", "-6018.97"),
                put("//cac:InvoiceLine[1]/cbc:InvoicedQuantity", "-1"),
            ),
        ),
        ("BR-61", drop("//cac:PayeeFinancialAccount")),
        ("BR-CL-01", put(TYPE, "999")),
        ("BR-CL-18", put("//cac:InvoiceLine[1]//cac:ClassifiedTaxCategory/cbc:ID", "X")),
        ("BR-CO-10", put("//cac:InvoiceLine[1]/cbc:LineExtensionAmount", "1.00")),
        ("BR-CO-15", put("//cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", "1.00")),
        ("BR-CO-17", put("//cac:TaxSubtotal/cbc:TaxAmount", "6690.36")),
        ("BR-DEC-23", put("//cac:InvoiceLine[1]/cbc:LineExtensionAmount", "6018.970")),
        ("BR-E-10", put("//cac:TaxSubtotal/cac:TaxCategory/cbc:ID", "E")),
        ("BR-S-02", drop(f"{SUPPLIER}/cac:PartyTaxScheme")),
        ("BR-S-08", put("//cac:TaxSubtotal/cbc:TaxableAmount", "31847.00")),
    ],
)
def test_rules_of_en_16931_refuse_what_breaks_them(code: str, change: Change) -> None:
    assert code in fatal(changed(change))


def test_an_element_meets_only_the_first_rule_that_is_about_it() -> None:
    period = "//cac:InvoiceLine[1]/cac:InvoicePeriod"
    codes = fatal(changed(both(drop(f"{period}/cbc:StartDate"), drop(f"{period}/cbc:EndDate"))))
    assert "BR-CO-20" in codes and "BR-CO-19" not in codes


def test_an_assertion_that_cannot_be_evaluated_is_broken() -> None:
    two_names = add(
        f"{SUPPLIER}/cac:PartyLegalEntity/cbc:CompanyID", "<cbc:RegistrationName>Nog een</cbc:RegistrationName>"
    )
    assert {"xsd"} < fatal(changed(two_names))
    words = put("//cac:LegalMonetaryTotal/cbc:PayableAmount", "veel")
    assert {"BR-CO-16", "xsd"} <= fatal(changed(words))


def test_a_finding_says_where() -> None:
    (finding,) = findings(changed(put(MEANS, "42")))
    assert finding.code == "BR-NL-12" and finding.place == "/*/cac:PaymentMeans"


def test_fatal_findings_come_first() -> None:
    fatals = [one.fatal for one in findings(changed(both(put("/*/cbc:Note", " "), drop("/*/cbc:BuyerReference"))))]
    assert fatals == [True, False]


def test_an_element_in_the_wrong_place_breaks_the_schema() -> None:
    misplaced = add("/*/cbc:ID", "<cbc:BuyerReference>x</cbc:BuyerReference>")
    assert "xsd" in fatal(changed(both(drop("/*/cbc:BuyerReference"), misplaced)))


ENTITY = b'<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice xmlns="%s">&x;</Invoice>'
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Invoice>&b;</Invoice>'


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"", "xml-malformed"),
        (b"geen xml", "xml-malformed"),
        (VALID[:-20], "xml-malformed"),
        (b"\xff\xfe" + VALID.decode().encode("utf-16-le"), "xml-malformed"),
        (VALID.replace(b"Manitobaplein", b"Manitoba\xe9plein"), "xml-malformed"),
        (b"<a>" * 400 + b"</a>" * 400, "xml-malformed"),
        (ENTITY % UBL.encode(), "xml-doctype"),
        (LAUGHS, "xml-doctype"),
        (b'<!DOCTYPE html SYSTEM "http://example.invalid/x.dtd"><html/>', "xml-doctype"),
        (b"<Invoice>&x;</Invoice>", "xml-malformed"),
        (b"<Invoice/>", "xml-form"),
        (b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', "xml-form"),
        (b" " * (MOST_BYTES + 1), "xml-too-large"),
    ],
)
def test_a_file_that_is_no_safe_invoice_is_not_read(xml: bytes, code: str) -> None:
    assert [(finding.code, finding.fatal) for finding in findings(xml)] == [(code, True)]


def test_a_file_of_the_largest_size_is_still_read() -> None:
    padded = VALID + b"\n" * (MOST_BYTES - len(VALID))
    assert len(padded) == MOST_BYTES and findings(padded) == ()


def test_many_threads_find_the_same() -> None:
    broken = [changed(change) for _, change in DUTCH[:3]]
    alone = [findings(xml) for xml in broken]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(findings, broken * 3)) == alone * 3


def test_the_rule_set_names_its_versions() -> None:
    assert rule_set() == f"UBL 2.1, EN 16931 {en16931.version()}, SI-UBL {nlcius.VERSION}"
    assert en16931.version().split(".")[:2] == ["1", "3"]


@needs_reference
@pytest.mark.parametrize(("code", "change"), [*DUTCH, *ADVICE, *(("", change) for change in FINE)])
def test_the_rules_by_hand_say_what_the_published_rules_say(code: str, change: Change) -> None:
    xml = changed(change)
    assert by_hand(xml) == failed_asserts(NLCIUS_RULES, xml)


@needs_reference
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("country", ["NL", "BE"])
def test_published_examples_get_the_published_outcome(path: Path, country: str) -> None:
    tagged = put("/*/cbc:CustomizationID", NLCIUS)
    of_country = put(f"{SUPPLIER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode", country)
    xml = changed(both(tagged, of_country), path.read_bytes())
    assert by_hand(xml) == failed_asserts(NLCIUS_RULES, xml)


@needs_reference
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_published_examples_pass_the_schema_and_the_european_rules(path: Path) -> None:
    assert fatal(path.read_bytes()) == {"SI-V20-INV-R000"}


def test_a_correction_without_its_reference_is_caught_before_it_goes_out() -> None:
    september = year_of(billing_terms())[8].invoice
    assert fatal(write_ubl(replace(september, type_code="384"))) == {"BR-NL-9"}
