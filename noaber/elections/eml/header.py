"""What every EML file begins with: which file it is, who made it, and of which election."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lxml import etree

from noaber.elections.eml.source import Finding, Page, document, node

CATEGORIES = frozenset({"TK", "EK", "EP", "PS", "AB", "GR", "ER", "BC", "GC", "NR", "PR", "LR", "IR"})
SUBCATEGORIES = CATEGORIES - {"PS", "AB", "GR", "ER"} | {"PS1", "PS2", "AB1", "AB2", "GR1", "GR2", "ER1"}
WITH_DOMAIN = frozenset({"GR", "PS", "AB"})
"""Elections that are named after their area: without it nobody knows of which council the file is."""
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"


@dataclass(frozen=True, slots=True)
class Header:
    """Which file it is (`510b`), who made it and when, as written. `version` is of EML_NL, and empty before 2026."""

    kind: str
    authority_id: str = ""
    authority: str = ""
    created: str = ""
    issued: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Election:
    """The election that a file is about."""

    id: str
    name: str
    category: str
    subcategory: str
    day: date
    domain_id: str = ""
    domain: str = ""
    nomination: date | None = None


def read_header(page: Page, kinds: tuple[str, ...], authority: bool = True) -> Header:
    """The header, with a finding where the file is of another kind or does not say who made it."""
    root = page.root
    kind = page.attribute(root, "Id")
    if kind and kind not in kinds:
        page.wrong(root, "kind", f"Dit is een bestand {kind[:10]}; verwacht wordt {' of '.join(kinds)}.")
    made_by = "ManagingAuthority/AuthorityIdentifier"
    if authority and page.maybe(root, made_by) is None:
        page.wrong(root, "authority", "Er staat niet in wie het bestand heeft gemaakt (ManagingAuthority).")
    return Header(
        kind,
        page.mark(root, made_by, "Id"),
        page.text(root, made_by),
        page.text(root, "kr:CreationDateTime"),
        page.text(root, "IssueDate"),
        page.mark(root, "kr:Schema", "Version"),
    )


def read_election(page: Page, under: etree._Element, nomination: bool = False, domain: bool = True) -> Election:
    """The election of a file. `nomination` and `domain` say what this kind of file must name."""
    at = page.part(under, "ElectionIdentifier")
    category = page.text(at, "ElectionCategory", needed=True)
    subcategory = page.text(at, "kr:ElectionSubcategory", needed=category in WITH_DOMAIN)
    if category and category not in CATEGORIES:
        page.wrong(at, "category", f"De verkiezing “{category[:10]}” is niet bekend.")
    elif subcategory and (subcategory not in SUBCATEGORIES or subcategory[:2] != category):
        page.wrong(at, "subcategory", f"De soort {subcategory[:10]} hoort niet bij een verkiezing {category}.")
    if page.maybe(at, "kr:ElectionDomain") is None and domain and category in WITH_DOMAIN:
        page.wrong(at, "domain", "Er staat niet in van welk gebied de verkiezing is (ElectionDomain).")
    day = page.day(at, "kr:ElectionDate")
    nominated = page.day(at, "kr:NominationDate", needed=nomination)
    if day and nominated and nominated >= day:
        page.wrong(at, "nomination", f"De kandidaatstelling ({nominated}) is niet voor de stemming ({day}).")
    return Election(
        page.attribute(at, "Id"),
        page.text(at, "ElectionName"),
        category,
        subcategory,
        day or date.min,
        page.mark(at, "kr:ElectionDomain", "Id"),
        page.text(at, "kr:ElectionDomain"),
        nominated,
    )


def read_contest(page: Page, at: etree._Element) -> tuple[str, str]:
    """The number and the name of one of the contests of a file."""
    identifier = page.part(at, "ContestIdentifier")
    return page.attribute(identifier, "Id"), page.text(identifier, "ContestName")


def other_election(one: Election, other: Election) -> tuple[Finding, ...]:
    """In what do two files differ about their election? What one of them leaves out is no difference."""
    pairs = (
        ("kenmerk", one.id, other.id),
        ("soort", one.category, other.category),
        ("ondersoort", one.subcategory, other.subcategory),
        ("gebied", one.domain_id, other.domain_id),
        ("dag", one.day, other.day),
        ("kandidaatstelling", one.nomination, other.nomination),
    )
    return tuple(
        Finding(0, "other-election", f"Het bestand is van een andere verkiezing: {what} is {second}, niet {first}.")
        for what, first, second in pairs
        if first and second and first != second
    )


def write_header(header: Header, authority: bool = True) -> etree._Element:
    root = document(header.kind)
    node(root, "TransactionId", 1)
    if authority:
        by = node(root, "ManagingAuthority")
        node(by, "AuthorityIdentifier", header.authority, Id=header.authority_id)
        node(by, "AuthorityAddress")
    if header.issued:
        node(root, "IssueDate", header.issued)
    if header.version:
        node(root, "kr:Schema", Version=header.version)
    node(root, "kr:CreationDateTime", header.created)
    node(root, "ds:CanonicalizationMethod", Algorithm=C14N)
    return root


def write_election(under: etree._Element, election: Election, nomination: bool = False) -> None:
    at = node(under, "ElectionIdentifier", Id=election.id)
    node(at, "ElectionName", election.name)
    node(at, "ElectionCategory", election.category)
    if election.subcategory:
        node(at, "kr:ElectionSubcategory", election.subcategory)
    if election.domain:
        node(at, "kr:ElectionDomain", election.domain, Id=election.domain_id)
    node(at, "kr:ElectionDate", election.day.isoformat())
    if nomination and election.nomination:
        node(at, "kr:NominationDate", election.nomination.isoformat())


def write_contest(under: etree._Element, number: str, name: str) -> etree._Element:
    at = node(under, "Contest")
    identifier = node(at, "ContestIdentifier", Id=number)
    if name:
        node(identifier, "ContestName", name)
    return at
