"""A candidate as EML names one."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from noaber.elections.eml.source import Page, node


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate with a place on a list. The day of birth is only in lists for the committees themselves (230c)."""

    number: int
    last_name: str
    initials: str = ""
    first_name: str = ""
    prefix: str = ""
    gender: str = ""
    locality: str = ""
    country: str = ""
    short_code: str = ""
    born: str = ""

    @property
    def name(self) -> str:
        """As on a candidate list: Jansen, A.B. (Anna)."""
        first = f" ({self.first_name})" if self.first_name else ""
        return f"{' '.join(filter(None, (self.prefix, self.last_name)))}, {self.initials}{first}"


def read_person(page: Page, at: etree._Element) -> Person:
    identifier = page.part(at, "CandidateIdentifier")
    name = page.maybe(at, "CandidateFullName/xnl:PersonName")
    name = at if name is None else name
    in_country = page.text(at, "QualifyingAddress/xal:Country/xal:Locality/xal:LocalityName")
    return Person(
        page.position(identifier),
        page.text(name, "xnl:LastName", needed=True),
        page.text(name, "xnl:NameLine"),
        page.text(name, "xnl:FirstName"),
        page.text(name, "xnl:NamePrefix"),
        page.text(at, "Gender"),
        page.text(at, "QualifyingAddress/xal:Locality/xal:LocalityName") or in_country,
        page.text(at, "QualifyingAddress/xal:Country/xal:CountryNameCode"),
        identifier.get("ShortCode") or "",
        page.text(at, "DateOfBirth"),
    )


def write_person(under: etree._Element, person: Person) -> None:
    at = node(under, "Candidate")
    node(at, "CandidateIdentifier", None, Id=str(person.number), ShortCode=person.short_code)
    name = node(node(at, "CandidateFullName"), "xnl:PersonName")
    if person.initials:
        node(name, "xnl:NameLine", person.initials, NameType="Initials")
    if person.first_name:
        node(name, "xnl:FirstName", person.first_name)
    if person.prefix:
        node(name, "xnl:NamePrefix", person.prefix)
    node(name, "xnl:LastName", person.last_name)
    if person.born:
        node(at, "DateOfBirth", person.born)
    if person.gender:
        node(at, "Gender", person.gender)
    if not person.locality:
        return
    address = node(at, "QualifyingAddress")
    if person.country:
        address = node(address, "xal:Country")
        node(address, "xal:CountryNameCode", person.country)
    node(node(address, "xal:Locality"), "xal:LocalityName", person.locality)
