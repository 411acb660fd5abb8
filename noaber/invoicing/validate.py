"""Checks an invoice file: safe to read, right in form (UBL 2.1), right by EN 16931 and right by NLCIUS."""

from __future__ import annotations

from functools import cache
from threading import Lock

from lxml import etree

from noaber.invoicing import en16931, nlcius
from noaber.invoicing.finding import Finding
from noaber.invoicing.nlcius import CREDIT_NOTE
from noaber.invoicing.ubl import UBL

MOST_BYTES = 10_000_000

_SCHEMAS = en16931.PUBLISHED / "maindoc"
_FORMS = {f"{{{UBL}}}Invoice": "UBL-Invoice-2.1.xsd", f"{{{CREDIT_NOTE}}}CreditNote": "UBL-CreditNote-2.1.xsd"}
# A schema keeps the errors of its last check, so one thread at a time.
_alone = Lock()


def findings(xml: bytes) -> tuple[Finding, ...]:
    """Everything that is wrong with an invoice file, fatal first; where nothing is, any receiver can take it in."""
    document = _read(xml)
    if isinstance(document, Finding):
        return (document,)
    found = [*_form(document), *en16931.broken_rules(document), *nlcius.broken_rules(document)]
    return tuple(sorted(found, key=lambda one: (not one.fatal, one)))


def rule_set() -> str:
    """Which rules are checked, with their versions; kept with every invoice."""
    return f"UBL 2.1, EN 16931 {en16931.version()}, SI-UBL {nlcius.VERSION}"


def _read(xml: bytes) -> etree._ElementTree | Finding:
    """The file as a tree: UTF-8 only, no document type, no entities. A file may not make us read other files."""
    if len(xml) > MOST_BYTES:
        return Finding("xml-too-large", True, f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB.")
    if b"<!DOCTYPE" in xml:
        return Finding(
            "xml-doctype", True, "Het bestand heeft een documenttype (DOCTYPE). Dat hoort niet in een factuur."
        )
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        document = etree.ElementTree(etree.fromstring(xml, parser))
    except etree.XMLSyntaxError as error:
        return Finding(
            "xml-malformed", True, f"Het bestand is geen leesbare XML: {error.msg}.", f"regel {error.lineno}"
        )
    if document.getroot().tag not in _FORMS:
        return Finding("xml-form", True, "Het bestand is geen UBL-factuur of creditnota.", "regel 1")
    return document


def _form(document: etree._ElementTree) -> list[Finding]:
    with _alone:
        schema = _schema(_FORMS[document.getroot().tag])
        schema.validate(document)
        return [Finding("xsd", True, error.message, f"regel {error.line}") for error in schema.error_log]  # type: ignore[attr-defined]


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_SCHEMAS / name)))
