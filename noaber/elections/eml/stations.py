"""110b: the polling stations of a municipality, with how many people are called to each."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from noaber.elections.eml.header import Election, Header, read_election, read_header, write_election, write_header
from noaber.elections.eml.source import Given, Page, as_bytes, doubles, node

SORTS = ("FixedLocation", "Mobile", "Special")


@dataclass(frozen=True, slots=True)
class Station:
    """A polling station. `sort` and `shared` (the room holds another one too) are in files since 2026."""

    number: int
    name: str
    postcode: str
    eligible: int
    channel: str = "polling"
    sort: str = ""
    shared: bool | None = None


@dataclass(frozen=True, slots=True)
class Stations:
    """The stations; `eligible` are all who may vote, also those who are called to no station."""

    header: Header
    election: Election
    area_id: str
    area: str
    eligible: int
    stations: tuple[Station, ...]


def read_stations(data: Given) -> Stations:
    """Raises Unreadable with everything that is wrong."""
    page = Page(data)
    header = read_header(page, ("110b",))
    at = page.part(page.root, "ElectionEvent/Election")
    election = read_election(page, at, domain=False)
    contest = page.part(at, "Contest")
    area = page.part(contest, "ReportingUnit/ReportingUnitIdentifier")
    eligible = page.count(contest, "MaxVotes")
    stations = tuple(_station(page, each) for each in page.parts(contest, "PollingPlace"))
    if not stations:
        page.wrong(contest, "stations", "Er staat geen enkel stembureau in het bestand.")
    for number in doubles(station.number for station in stations):
        page.wrong(contest, "double", f"Stembureau {number} staat er twee keer in.")
    page.ended()
    return Stations(header, election, area.get("Id") or "", (area.text or "").strip(), eligible, stations)


def _station(page: Page, at: etree._Element) -> Station:
    place = page.part(at, "PhysicalLocation")
    number = page.part(place, "PollingStation")
    sort = page.text(place, "kr:ReportingUnitType")
    if sort and sort not in SORTS:
        page.wrong(place, "sort", f"Het soort stembureau “{sort[:20]}” is niet bekend. Kies uit {', '.join(SORTS)}.")
    return Station(
        page.position(number),
        page.text(place, "Address/Locality/xal:LocalityName", needed=True),
        page.text(place, "Address/Locality/xal:PostalCode/xal:PostalCodeNumber"),
        page.number(number, "Kiesgerechtigden van het stembureau", place),
        at.get("Channel") or "polling",
        sort,
        page.yes(place, "kr:SharedLocation"),
    )


def write_stations(stations: Stations) -> bytes:
    """The day of nomination is not written: the schema of this file has no place for it."""
    root = write_header(stations.header)
    event = node(root, "ElectionEvent")
    node(event, "EventIdentifier")
    election = node(event, "Election")
    write_election(election, stations.election)
    contest = node(election, "Contest")
    node(contest, "ContestIdentifier", Id="geen")
    node(node(contest, "ReportingUnit"), "ReportingUnitIdentifier", stations.area, Id=stations.area_id)
    node(contest, "VotingMethod", "SPV")
    node(contest, "MaxVotes", stations.eligible)
    for station in stations.stations:
        _write_station(contest, station)
    return as_bytes(root)


def _write_station(contest: etree._Element, station: Station) -> None:
    place = node(node(contest, "PollingPlace", Channel=station.channel), "PhysicalLocation")
    locality = node(node(place, "Address"), "Locality")
    node(locality, "xal:LocalityName", station.name)
    if station.postcode:
        node(node(locality, "xal:PostalCode"), "xal:PostalCodeNumber", station.postcode)
    node(place, "PollingStation", station.eligible, Id=str(station.number))
    if station.sort:
        node(place, "kr:ReportingUnitType", station.sort)
    if station.shared is not None:
        node(place, "kr:SharedLocation", str(station.shared).lower())
