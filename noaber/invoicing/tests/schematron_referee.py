"""Evaluates a Schematron pattern as published, as a referee beside the rules that were written by hand."""

from pathlib import Path

from elementpath import XPath2Parser, XPathContext, get_node_tree
from lxml import etree

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSI = "http://www.w3.org/2001/XMLSchema"
UBL_2 = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMES = {
    "cbc": f"{UBL_2}CommonBasicComponents-2",
    "cac": f"{UBL_2}CommonAggregateComponents-2",
    "ubl": f"{UBL_2}Invoice-2",
    "cn": f"{UBL_2}CreditNote-2",
    "xs": XSI,
}


def failed_asserts(pattern: Path, document: bytes) -> set[tuple[str, bool]]:
    """The rules that a document fails, each with whether that is fatal."""
    tree = get_node_tree(etree.ElementTree(etree.fromstring(document)))
    parser = XPath2Parser(namespaces=NAMES)
    variables: dict[str, object] = {}
    failed, met = set(), set()
    root = etree.parse(str(pattern)).getroot()
    for child in root:
        if child.tag == f"{SCH}let":
            context = XPathContext(tree, variables=variables)
            variables[child.get("name")] = parser.parse(child.get("value")).evaluate(context)
        if child.tag != f"{SCH}rule":
            continue
        for node in list(_selected(parser, child.get("context"), tree, variables)):
            if id(node) in met:
                continue
            met.add(id(node))
            for check in child.iterfind(f"{SCH}assert"):
                test = parser.parse(check.get("test"))
                value = test.evaluate(XPathContext(tree, item=node, variables=variables))
                if not test.boolean_value(value):
                    failed.add((check.get("id"), check.get("flag") == "fatal"))
    return failed


def _selected(parser, context, tree, variables):
    parts = [one if one.startswith("/") else f"//{one}" for one in context.split("|")]
    return parser.parse(" | ".join(parts)).select(XPathContext(tree, variables=variables))
