"""230b: the lists of candidates, as they were numbered; 230c is the same with days of birth."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from noaber.elections.eml.header import (
    Election,
    Header,
    read_contest,
    read_election,
    read_header,
    write_contest,
    write_election,
    write_header,
)
from noaber.elections.eml.people import Person, read_person, write_person
from noaber.elections.eml.source import TRUE, Given, Page, as_bytes, doubles, node

SORTS = ("op zichzelf staande lijst", "stel gelijkluidende lijsten", "lijstengroep")


@dataclass(frozen=True, slots=True)
class CandidateList:
    """A list; `in_set` numbers sets of lists that read the same in a group; a list says itself if it shows genders."""

    number: int
    name: str
    sort: str
    people: tuple[Person, ...]
    in_set: str = ""
    language: str = "nl"
    shows_gender: bool = True


@dataclass(frozen=True, slots=True)
class Contest:
    """The lists of one district; `geen` where the election has none."""

    id: str
    name: str
    lists: tuple[CandidateList, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    header: Header
    election: Election
    contests: tuple[Contest, ...]


def read_lists(data: Given) -> Lists:
    """Raises Unreadable with everything that is wrong."""
    page = Page(data)
    header = read_header(page, ("230b", "230c"))
    at = page.part(page.root, "CandidateList/Election")
    election = read_election(page, at, nomination=True)
    contests = tuple(_contest(page, each) for each in page.parts(at, "Contest"))
    if not contests:
        page.wrong(at, "lists", "Er staan geen kandidatenlijsten in het bestand.")
    page.ended()
    return Lists(header, election, contests)


def _contest(page: Page, at: etree._Element) -> Contest:
    names = read_contest(page, at)
    lists = tuple(_list(page, each) for each in page.parts(at, "Affiliation"))
    if not lists:
        page.wrong(at, "lists", "Er staan geen kandidatenlijsten in het bestand.")
    for number in doubles(each.number for each in lists):
        page.wrong(at, "double", f"Lijst {number} staat er twee keer in.")
    return Contest(*names, lists)


def _list(page: Page, at: etree._Element) -> CandidateList:
    identifier = page.part(at, "AffiliationIdentifier")
    data = page.maybe(at, "kr:ListData")
    marks: dict[str, str] = {str(key): str(value) for key, value in data.items()} if data is not None else {}
    number, sort = page.position(identifier), page.text(at, "Type", needed=True)
    if sort and sort not in SORTS:
        page.wrong(at, "sort", f"De soort lijst “{sort[:40]}” is niet bekend.")
    people = tuple(read_person(page, each) for each in page.parts(at, "Candidate"))
    if not people:
        page.wrong(at, "candidates", f"Lijst {number} heeft geen kandidaten.")
    for candidate in doubles(each.number for each in people):
        page.wrong(at, "double", f"Kandidaat {candidate} van lijst {number} staat er twee keer in.")
    return CandidateList(
        number,
        page.text(identifier, "RegisteredName"),
        sort,
        people,
        marks.get("BelongsToSet", ""),
        marks.get("PublicationLanguage", "nl"),
        marks.get("PublishGender", "true") in TRUE,
    )


def write_lists(lists: Lists) -> bytes:
    root = write_header(lists.header)
    election = node(node(root, "CandidateList"), "Election")
    write_election(election, lists.election, nomination=True)
    for contest in lists.contests:
        at = write_contest(election, contest.id, contest.name)
        for each in contest.lists:
            _write_list(at, each)
    return as_bytes(root)


def _write_list(contest: etree._Element, each: CandidateList) -> None:
    at = node(contest, "Affiliation")
    node(node(at, "AffiliationIdentifier", Id=str(each.number)), "RegisteredName", each.name)
    node(at, "Type", each.sort)
    shown = str(each.shows_gender).lower()
    marks = {"BelongsToSet": each.in_set, "PublicationLanguage": each.language, "PublishGender": shown}
    node(at, "kr:ListData", None, **marks)
    for person in each.people:
        write_person(at, person)
