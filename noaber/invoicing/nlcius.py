"""The Dutch rules on top of EN 16931: NLCIUS (SI-UBL 2.0), written by hand after version 2.0.3.12.

Source: Peppolautoriteit NL, schematron `si-ubl-2.0-nlcius.sch` of 27 November 2025 (MIT), in force since 23 February
2026. Each rule is the path of what breaks it; with one exception they hold for suppliers in the Netherlands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree

from noaber.invoicing.finding import Finding
from noaber.invoicing.ubl import CAC, CBC, NLCIUS, UBL

VERSION = "2.0.3.12"
CREDIT_NOTE = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"

_NAMES = {"ubl": UBL, "cn": CREDIT_NOTE, "cac": CAC, "cbc": CBC}
_SUPPLIER = "//cac:AccountingSupplierParty/cac:Party"
_CUSTOMER = "//cac:AccountingCustomerParty/cac:Party"
_REPRESENTATIVE = "//cac:TaxRepresentativeParty"
_DELIVERY = "//cac:Delivery/cac:DeliveryLocation/cac:Address"
_ADDRESSES = (
    f"{_SUPPLIER}/cac:PostalAddress",
    f"{_CUSTOMER}/cac:PostalAddress",
    f"{_REPRESENTATIVE}/cac:PostalAddress",
    _DELIVERY,
)
_TYPE = "(//cbc:InvoiceTypeCode | //cbc:CreditNoteTypeCode)"
_ADDRESSED = "cbc:StreetName and cbc:CityName and cbc:PostalZone"
_ABROAD = "cac:Country/cbc:IdentificationCode != 'NL'"
_REGISTERED = "cbc:CompanyID[@schemeID = '0106' or @schemeID = '0190']"
_REASON_CODE = "//cac:AllowanceCharge/cbc:AllowanceChargeReasonCode"


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    broken_by: etree.XPath
    text: str
    fatal: bool


def broken_rules(document: etree._ElementTree) -> list[Finding]:
    """The rules of NLCIUS that a UBL invoice or credit note breaks; a file that is not tagged as NLCIUS breaks them."""
    if not _tagged(document):
        text = "De factuur zegt niet dat zij aan NLCIUS voldoet. Vul CustomizationID in."
        return [Finding("SI-V20-INV-R000", True, text, document.getpath(document.getroot()))]
    rules = (*_ANYWHERE, *_DUTCH) if _supplier_is_dutch(document) else _ANYWHERE
    return [Finding(rule.code, rule.fatal, rule.text, place) for rule in rules for place in _broken(rule, document)]


def _broken(rule: _Rule, document: etree._ElementTree) -> Iterator[str]:
    for element in cast("list[etree._Element]", rule.broken_by(document)):
        yield document.getpath(element)


def _tagged(document: etree._ElementTree) -> bool:
    return document.getroot().findtext(f"{{{CBC}}}CustomizationID", "").strip().startswith(NLCIUS)


def _supplier_is_dutch(document: etree._ElementTree) -> bool:
    path = f"string(/*{_SUPPLIER[1:]}/cac:PostalAddress/cac:Country/cbc:IdentificationCode)"
    return str(document.xpath(path, namespaces=_NAMES)).strip().upper() == "NL"


def _fatal(code: str, broken_by: str, text: str) -> _Rule:
    return _Rule(code, etree.XPath(broken_by, namespaces=_NAMES), text, True)


def _advice(code: str, broken_by: str, what: str) -> _Rule:
    return _Rule(code, etree.XPath(broken_by, namespaces=_NAMES), f"Liever geen {what}.", False)


_ANYWHERE = (
    _fatal(
        "BR-NL-13",
        "//cac:OrderLineReference/cbc:LineID[not(/*/cac:OrderReference/cbc:ID)]",
        "Een regel verwijst naar een orderregel, maar de factuur noemt geen order. Vul OrderReference in.",
    ),
)
_DUTCH = (
    _fatal(
        "BR-NL-1",
        f"{_SUPPLIER}[not(cac:PartyLegalEntity/{_REGISTERED}) "
        "or not(cac:PartyLegalEntity/cbc:CompanyID[normalize-space()])]",
        "De leverancier heeft geen KvK-nummer (0106) of OIN (0190). Vul het in bij PartyLegalEntity.",
    ),
    _fatal(
        "BR-NL-2",
        "/*[not(cbc:BuyerReference) and not(cac:OrderReference/cbc:ID)]",
        "De factuur noemt geen kenmerk van de afnemer en geen ordernummer. Vul een van beide in.",
    ),
    _fatal(
        "BR-NL-3",
        f"{_SUPPLIER}/cac:PostalAddress[not({_ADDRESSED})]",
        "Het adres van de leverancier mist straat, plaats of postcode.",
    ),
    _fatal(
        "BR-NL-4",
        f"{_CUSTOMER}/cac:PostalAddress[not({_ABROAD}) and not({_ADDRESSED})]",
        "Het adres van de afnemer mist straat, plaats of postcode.",
    ),
    _fatal(
        "BR-NL-5",
        f"{_REPRESENTATIVE}/cac:PostalAddress[not({_ABROAD}) and not({_ADDRESSED})]",
        "Het adres van de fiscaal vertegenwoordiger mist straat, plaats of postcode.",
    ),
    _fatal(
        "BR-NL-7",
        f"{_TYPE}[not(. = '380' or . = '381' or . = '384' or . = '389')]",
        "Het soort factuur is niet 380, 381, 384 of 389.",
    ),
    _fatal(
        "BR-NL-8",
        f"{_TYPE}[(. = '381') != boolean(/cn:CreditNote)]",
        "Soort 381 hoort in een CreditNote, de andere soorten in een Invoice.",
    ),
    _fatal(
        "BR-NL-9",
        f"{_TYPE}[. = '384' and not(/*/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID)]",
        "Een correctiefactuur (384) noemt de factuur die zij verbetert. Vul BillingReference in.",
    ),
    _fatal(
        "BR-NL-10",
        f"{_CUSTOMER}/cac:PartyLegalEntity["
        f"({_CUSTOMER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode = 'NL' "
        f"and not({_CUSTOMER}/cac:PartyLegalEntity/{_REGISTERED})) "
        "or (cbc:CompanyID and not(cbc:CompanyID[normalize-space()]))]",
        "De afnemer heeft geen KvK-nummer (0106) of OIN (0190). Vul het in bij PartyLegalEntity.",
    ),
    _fatal(
        "BR-NL-11",
        "/ubl:Invoice/cac:LegalMonetaryTotal[not(cbc:PayableAmount <= 0) and not(//cac:PaymentMeans)]",
        "Er is iets te betalen, maar de factuur zegt niet hoe. Vul PaymentMeans in.",
    ),
    _fatal(
        "BR-NL-12",
        "//cac:PaymentMeans[not(cbc:PaymentMeansCode"
        "[contains(' 30 48 49 57 58 59 ', concat(' ', normalize-space(), ' '))])]",
        "De betaalwijze is niet 30, 48, 49, 57, 58 of 59.",
    ),
    _advice("BR-NL-19", "//cbc:TaxCurrencyCode", "aparte munt voor de btw"),
    _advice("BR-NL-20", "//cbc:TaxPointDate", "datum waarop de btw verschuldigd is"),
    _advice("BR-NL-21", "//cac:InvoicePeriod/cbc:DescriptionCode", "code voor de datum van de btw"),
    _advice(
        "BR-NL-24",
        "//cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate",
        "datum bij de factuur die verbeterd wordt",
    ),
    _advice(
        "BR-NL-25",
        f"{_SUPPLIER}/cac:PartyTaxScheme[cbc:CompanyID and not(cac:TaxScheme/cbc:ID = 'VAT')]",
        "belastingnummer van de leverancier dat geen btw-nummer is",
    ),
    _advice("BR-NL-26", f"{_SUPPLIER}/cac:PartyLegalEntity/cbc:CompanyLegalForm", "rechtsvorm van de leverancier"),
    *(
        _advice(f"BR-NL-27-{place}", f"{address}/cac:AddressLine/cbc:Line", "derde adresregel")
        for place, address in enumerate(_ADDRESSES, start=1)
    ),
    *(
        _advice(f"BR-NL-28-{place}", f"{address}/cbc:CountrySubentity", "provincie in een adres")
        for place, address in enumerate(_ADDRESSES, start=1)
    ),
    _advice("BR-NL-29", "//cac:PaymentMeans/cbc:PaymentMeansCode[@name]", "tekst bij de betaalwijze"),
    _advice("BR-NL-30", "//cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:Name", "naam bij de rekening"),
    _advice(
        "BR-NL-31",
        "//cac:PaymentMeans[cbc:PaymentMeansCode[normalize-space() = '58' or normalize-space() = '59']]"
        "[cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID]",
        "bankcode bij een SEPA-betaling",
    ),
    _advice("SI-UBL-2", "//*[not(*) and not(normalize-space())]", "lege elementen"),
    _advice("BR-NL-32-1", _REASON_CODE, "code voor de reden van een korting of toeslag"),
    _advice(
        "BR-NL-33",
        "//cac:TaxTotal/cbc:TaxAmount[not(@currencyID = //cbc:DocumentCurrencyCode)]",
        "btw in een andere munt",
    ),
    _advice(
        "BR-NL-35",
        "//cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode",
        "code voor de reden van een vrijstelling",
    ),
)
