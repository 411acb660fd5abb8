"""520: which lists have seats and which candidates are elected, as the central committee wrote it.

It is read to compare a control calculation with. It is written for rehearsals and tests alone: only the Kiesraad's
program makes one that counts (Wet programmatuur verkiezingsuitslagen).
"""

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
from noaber.elections.eml.source import Given, Page, as_bytes, node

BY_PREFERENCE, BY_LIST = 1, 2


@dataclass(frozen=True, slots=True)
class ElectedPerson:
    """Somebody who is elected: by votes of preference (1) or in the order of the list (2)."""

    person: Person
    how: int


@dataclass(frozen=True, slots=True)
class ElectedList:
    number: int
    name: str
    people: tuple[ElectedPerson, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    id: str
    name: str
    lists: tuple[ElectedList, ...]


@dataclass(frozen=True, slots=True)
class Result:
    header: Header
    election: Election
    contests: tuple[Contest, ...]

    def people(self) -> dict[int, tuple[ElectedPerson, ...]]:
        """Who was elected, by list, over all districts."""
        people: dict[int, tuple[ElectedPerson, ...]] = {}
        for contest in self.contests:
            for each in contest.lists:
                people[each.number] = people.get(each.number, ()) + each.people
        return people

    def seats(self) -> dict[int, int]:
        """Seats by list: the people who were elected on it."""
        return {number: len(people) for number, people in self.people().items()}


def read_result(data: Given) -> Result:
    """Raises Unreadable with everything that is wrong."""
    page = Page(data)
    header = read_header(page, ("520",))
    at = page.part(page.root, "Result/Election")
    election = read_election(page, at, domain=False)
    contests = tuple(_contest(page, each) for each in page.parts(at, "Contest"))
    if not contests:
        page.wrong(at, "contests", "Er staat geen uitkomst in het bestand.")
    page.ended()
    return Result(header, election, contests)


def _contest(page: Page, at: etree._Element) -> Contest:
    names = read_contest(page, at)
    lists: list[tuple[int, str, list[ElectedPerson]]] = []
    for selection in page.parts(at, "Selection"):
        head, candidate = page.maybe(selection, "AffiliationIdentifier"), page.maybe(selection, "Candidate")
        if head is not None:
            lists.append((page.position(head), page.text(head, "RegisteredName"), []))
        elif candidate is None or not lists:
            page.wrong(selection, "rows", "Deze rij heeft geen lijst of kandidaat.")
        elif page.text(selection, "Elected") == "yes":
            lists[-1][2].append(ElectedPerson(read_person(page, candidate), page.count(selection, "Ranking")))
    if len({number for number, _, _ in lists}) != len(lists):
        page.wrong(at, "double", "Een lijst staat er twee keer in.")
    elected = tuple(ElectedList(number, name, tuple(people)) for number, name, people in lists)
    return Contest(*names, elected)


def write_result(result: Result) -> bytes:
    root = write_header(result.header)
    election = node(node(root, "Result"), "Election")
    write_election(election, result.election)
    for contest in result.contests:
        at = write_contest(election, contest.id, contest.name)
        for each in contest.lists:
            _write_list(at, each)
    return as_bytes(root)


def _write_list(contest: etree._Element, each: ElectedList) -> None:
    head = node(contest, "Selection")
    node(node(head, "AffiliationIdentifier", Id=str(each.number)), "RegisteredName", each.name)
    node(head, "Elected", "yes")
    for elected in each.people:
        selection = node(contest, "Selection")
        write_person(selection, elected.person)
        node(selection, "Ranking", elected.how)
        node(selection, "Elected", "yes")
