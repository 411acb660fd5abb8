"""110a: the definition of an election, with its seats, its threshold, its areas and the registered parties."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from noaber.elections.eml.header import Election, Header, read_election, read_header, write_election, write_header
from noaber.elections.eml.source import Given, Page, as_bytes, node
from noaber.elections.kinds import kind_of

SMALLEST, LARGEST = 9, 45
"""Seats of a council (Gemeentewet art. 8)."""


@dataclass(frozen=True, slots=True)
class Region:
    """An area of the election with its committees (CSB, HSB); `above` is the number and sort of the one it lies in."""

    number: str
    sort: str
    name: str
    committees: tuple[tuple[str, str], ...]
    above: tuple[str, str] = ("", "")
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    header: Header
    election: Election
    contest: str
    seats: int
    preference: int
    regions: tuple[Region, ...]
    parties: tuple[str, ...]


MARKS = ("RomanNumerals", "FrysianExportAllowed")


def read_definition(data: Given) -> Definition:
    """Raises Unreadable with everything that is wrong."""
    page = Page(data)
    header = read_header(page, ("110a",), authority=False)
    at = page.part(page.root, "ElectionEvent/Election")
    election = read_election(page, at, nomination=True)
    contest = page.part(at, "Contest/ContestIdentifier")
    method = page.text(at, "Contest/VotingMethod", needed=True)
    if method and method != "SPV":
        page.wrong(at, "method", f"De stemwijze {method[:10]} is niet bekend; verwacht wordt SPV.")
    seats, preference = page.count(at, "kr:NumberOfSeats"), page.count(at, "kr:PreferenceThreshold")
    _check_seats(page, at, election, seats, preference)
    regions = tuple(_region(page, each) for each in page.parts(page.part(at, "kr:ElectionTree"), "kr:Region"))
    if not regions:
        page.wrong(at, "regions", "De definitie noemt geen gebied (ElectionTree zonder Region).")
    parties = tuple(
        page.text(each, "kr:RegisteredAppellation")
        for each in page.parts(page.part(at, "kr:RegisteredParties"), "kr:RegisteredParty")
    )
    page.ended()
    return Definition(header, election, page.attribute(contest, "Id"), seats, preference, regions, parties)


def _check_seats(page: Page, at: etree._Element, election: Election, seats: int, preference: int) -> None:
    """Do the seats go with the sort of election, and the threshold with both? What is missing was said already."""
    if not seats or not preference:
        return
    if election.category == "GR" and not SMALLEST <= seats <= LARGEST:
        page.wrong(at, "seats", f"Een raad heeft {SMALLEST} tot en met {LARGEST} zetels, niet {seats}.")
        return
    try:
        kind = kind_of(election.category, seats)
    except KeyError:
        return
    if election.category in ("GR", "AB") and election.subcategory and election.subcategory != kind.code:
        page.wrong(at, "seats", f"Bij {seats} zetels hoort {kind.code}, niet {election.subcategory[:10]}.")
    if preference != kind.preference * 100:
        expected = int(kind.preference * 100)
        page.wrong(at, "preference", f"De voorkeurdrempel is {preference}%, maar moet {expected}% zijn.")


def _region(page: Page, at: etree._Element) -> Region:
    committees = tuple(
        (each.get("CommitteeCategory") or "", each.get("CommitteeName") or "")
        for each in page.parts(at, "kr:Committee")
    )
    above = (at.get("SuperiorRegionNumber") or "", at.get("SuperiorRegionCategory") or "")
    marks = tuple((name, value) for name in MARKS if (value := at.get(name)))
    number, sort = at.get("RegionNumber") or "", page.attribute(at, "RegionCategory")
    return Region(number, sort, page.text(at, "kr:RegionName"), committees, above, marks)


def write_definition(definition: Definition) -> bytes:
    root = write_header(definition.header, authority=bool(definition.header.authority))
    event = node(root, "ElectionEvent")
    node(event, "EventIdentifier")
    election = node(event, "Election")
    write_election(election, definition.election, nomination=True)
    contest = node(election, "Contest")
    node(contest, "ContestIdentifier", Id=definition.contest)
    node(contest, "VotingMethod", "SPV")
    node(contest, "MaxVotes")
    node(election, "kr:NumberOfSeats", definition.seats)
    node(election, "kr:PreferenceThreshold", definition.preference)
    tree = node(election, "kr:ElectionTree")
    for region in definition.regions:
        number, sort = region.above
        above = {"SuperiorRegionNumber": number, "SuperiorRegionCategory": sort, **dict(region.marks)}
        at = node(tree, "kr:Region", None, RegionNumber=region.number, RegionCategory=region.sort, **above)
        node(at, "kr:RegionName", region.name)
        for category, name in region.committees:
            node(at, "kr:Committee", None, CommitteeCategory=category, CommitteeName=name)
    parties = node(election, "kr:RegisteredParties")
    for party in definition.parties:
        node(node(parties, "kr:RegisteredParty"), "kr:RegisteredAppellation", party)
    return as_bytes(root)
