"""510: what was counted, of a station (510a), a municipality (b), a district (c) and the whole (d)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

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
from noaber.elections.eml.source import MOST_VOTES, TRUE, Given, Page, as_bytes, node, tag

KINDS = ("510a", "510b", "510c", "510d")
BLANK, INVALID = "blanco", "ongeldig"
POLL_CARDS, PROXIES, VOTER_CARDS = "geldige stempassen", "geldige volmachtbewijzen", "geldige kiezerspassen"
UNEXPLAINED = "geen verklaring"
ADMITTED, MORE, FEWER = "toegelaten kiezers", "meer getelde stembiljetten", "minder getelde stembiljetten"
LONGEST = len(str(MOST_VOTES))
SELECTION, AFFILIATION = tag("Selection"), tag("AffiliationIdentifier")
CANDIDATE, VOTES = tag("CandidateIdentifier"), tag("ValidVotes")


class Row(NamedTuple):
    """What a number of votes is for: a whole list, or one candidate by place or, over districts, by short code."""

    list: int
    candidate: int = 0
    short_code: str = ""

    @property
    def whole(self) -> bool:
        return not self.candidate and not self.short_code


class Span(NamedTuple):
    """Where a list stands in a count: its total, and its candidates from `first` up to, not including, `end`."""

    list: int
    total: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a count in their order; all stations of a municipality have the same one."""

    rows: tuple[Row, ...]
    names: Mapping[int, str] = field(compare=False)
    spans: tuple[Span, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        totals = [at for at, row in enumerate(self.rows) if row.whole]
        ends = [*totals[1:], len(self.rows)]
        spans = (Span(self.rows[at].list, at, at + 1, end) for at, end in zip(totals, ends, strict=True))
        object.__setattr__(self, "spans", tuple(spans))


@dataclass(frozen=True, slots=True)
class Block:
    """What was counted in one place; `others` are numbers by their reason, such as how many voters were admitted."""

    layout: Layout
    votes: tuple[int, ...]
    eligible: int
    counted: int
    blank: int
    invalid: int
    others: Mapping[str, int]

    def lists(self) -> dict[int, int]:
        """Votes by list."""
        return {span.list: self.votes[span.total] for span in self.layout.spans}

    def candidates(self, number: int) -> dict[Row, int]:
        """Votes by candidate of a list, in its order."""
        span = next(each for each in self.layout.spans if each.list == number)
        within = slice(span.first, span.end)
        return dict(zip(self.layout.rows[within], self.votes[within], strict=True))


@dataclass(frozen=True, slots=True)
class Unit:
    """One of the places that a count adds up: a station, a municipality or a district."""

    id: str
    name: str
    block: Block
    sort: str = ""
    shared: bool | None = None
    investigations: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Contest:
    id: str
    name: str
    total: Block | None
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    header: Header
    election: Election
    contests: tuple[Contest, ...]
    method: str = ""
    phase: str = ""


def read_counts(data: Given) -> Counts:
    """Raises Unreadable with everything that is wrong."""
    page = Page(data)
    header = read_header(page, KINDS)
    count = page.part(page.root, "Count")
    at = page.part(count, "Election")
    election = read_election(page, at, domain=False)
    reader = _Reader(page)
    contests = tuple(reader.contest(each) for each in page.parts(page.part(at, "Contests"), "Contest"))
    if not contests:
        page.wrong(at, "contests", "Er staat geen telling in het bestand.")
    page.ended()
    return Counts(header, election, contests, page.text(count, "kr:CountingMethod"), page.text(count, "kr:Phase"))


class _Reader:
    """Reads blocks of votes. A national count has hundreds of them with a thousand rows, of which the layout is the
    same, so that it is made once for each way in which rows follow each other.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.layouts: dict[tuple[tuple[object, ...], ...], Layout] = {}

    def contest(self, at: etree._Element) -> Contest:
        page = self.page
        names = read_contest(page, at)
        whole = page.maybe(at, "TotalVotes")
        total = self.block(whole, "het totaal") if whole is not None else None
        units = tuple(self.unit(each) for each in page.parts(at, "ReportingUnitVotes"))
        if total is None and not units:
            page.wrong(at, "contests", "Deze telling heeft geen totaal en geen stembureaus.")
        if len({each.id for each in units}) != len(units):
            page.wrong(at, "double", "Een stembureau of gebied staat er twee keer in (ReportingUnitIdentifier).")
        return Contest(*names, total, units)

    def unit(self, at: etree._Element) -> Unit:
        page = self.page
        identifier = page.part(at, "ReportingUnitIdentifier")
        name = " ".join((identifier.text or "").split())
        looked_into = page.maybe(at, "kr:ReportingUnitInvestigations")
        investigations = [] if looked_into is None else page.parts(looked_into, "kr:Investigation")
        return Unit(
            page.attribute(identifier, "Id"),
            name,
            self.block(at, name),
            page.text(at, "kr:ReportingUnitType"),
            page.yes(at, "kr:SharedLocation"),
            tuple((each.get("ReasonCode") or "", (each.text or "").strip() in TRUE) for each in investigations),
        )

    def block(self, at: etree._Element, name: str) -> Block:
        page = self.page
        layout, votes = self.layout(at), self.votes(at)
        if not len(votes) == len(layout.rows) == sum(1 for _ in at.iterchildren(SELECTION)):
            page.wrong(at, "rows", f"{name}: niet elke rij heeft één lijst of kandidaat en één aantal stemmen.")
        reasons = self.reasons(at, "RejectedVotes")
        for reason in (BLANK, INVALID):
            if reason not in reasons:
                page.wrong(at, "missing", f"{name}: het aantal {reason} ontbreekt.")
        blank, invalid = reasons.get(BLANK, 0), reasons.get(INVALID, 0)
        eligible, counted = page.count(at, "Cast"), page.count(at, "TotalCounted")
        return Block(layout, votes, eligible, counted, blank, invalid, self.reasons(at, "UncountedVotes"))

    def votes(self, at: etree._Element) -> tuple[int, ...]:
        """All at once where each is in digits alone and not too long; otherwise one by one, to tell each mistake."""
        counts = [each.text or "" for each in at.iter(VOTES)]
        digits = "".join(counts)
        if all(counts) and digits.isascii() and digits.isdecimal() and max(map(len, counts)) <= LONGEST:
            return tuple(map(int, counts))
        return tuple(self.page.number(each, "Stemmen", at) for each in at.iter(VOTES))

    def reasons(self, at: etree._Element, name: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in self.page.parts(at, name):
            reason = each.get("ReasonCode") or ""
            if reason in found:
                self.page.wrong(each, "double", f"Het aantal “{reason[:40]}” staat er twee keer in.")
            found[reason] = self.page.number(each, reason or name, at)
        return found

    def layout(self, at: etree._Element) -> Layout:
        """By everything that names the rows: numbers and codes in their order, and where each list begins."""
        numbers = tuple([head.get("Id") for head in at.iter(AFFILIATION, CANDIDATE)])
        codes = tuple([head.get("ShortCode") for head in at.iter(CANDIDATE)])
        begins = tuple([_place(at, head) for head in at.iter(AFFILIATION)])
        key = (numbers, codes, begins)
        if key not in self.layouts:
            self.layouts[key] = self._layout(at, list(at.iter(AFFILIATION, CANDIDATE)))
        return self.layouts[key]

    def _layout(self, at: etree._Element, heads: list[etree._Element]) -> Layout:
        page, rows, names, number = self.page, [], {}, 0
        for head in heads:
            if head.tag == AFFILIATION:
                number = page.position(head)
                names[number] = page.text(head, "RegisteredName")
                rows.append(Row(number))
            else:
                code = head.get("ShortCode") or ""
                place = page.position(head) if head.get("Id") or not code else 0
                rows.append(Row(number, place, code))
        if rows and not rows[0].whole:
            page.wrong(at, "rows", "De eerste rij is een kandidaat zonder lijst.")
        if len(set(rows)) != len(rows):
            page.wrong(at, "double", "Een lijst of kandidaat staat er twee keer in.")
        return Layout(tuple(rows), names)


def _place(at: etree._Element, head: etree._Element) -> int:
    """Which row of a block this head is in; -1 where it stands deeper than it should."""
    row = head.getparent()
    return at.index(row) if row is not None and row.getparent() is at else -1


def write_counts(counts: Counts) -> bytes:
    root = write_header(counts.header)
    count = node(root, "Count")
    if counts.method:
        node(count, "kr:CountingMethod", counts.method)
    node(count, "EventIdentifier")
    if counts.phase:
        node(count, "kr:Phase", counts.phase)
    election = node(count, "Election")
    write_election(election, counts.election)
    contests = node(election, "Contests")
    for contest in counts.contests:
        at = write_contest(contests, contest.id, contest.name)
        if contest.total is not None:
            _write_block(node(at, "TotalVotes"), contest.total)
        for unit in contest.units:
            _write_unit(at, unit)
    return as_bytes(root)


def _write_unit(contest: etree._Element, unit: Unit) -> None:
    at = node(contest, "ReportingUnitVotes")
    node(at, "ReportingUnitIdentifier", unit.name, Id=unit.id)
    if unit.sort:
        node(at, "kr:ReportingUnitType", unit.sort)
    if unit.shared is not None:
        node(at, "kr:SharedLocation", str(unit.shared).lower())
    _write_block(at, unit.block)
    if unit.investigations:
        investigations = node(at, "kr:ReportingUnitInvestigations")
        for reason, yes in unit.investigations:
            node(investigations, "kr:Investigation", str(yes).lower(), ReasonCode=reason)


def _write_block(at: etree._Element, block: Block) -> None:
    for row, votes in zip(block.layout.rows, block.votes, strict=True):
        selection = node(at, "Selection")
        if row.whole:
            head = node(selection, "AffiliationIdentifier", Id=str(row.list))
            node(head, "RegisteredName", block.layout.names.get(row.list, ""))
        else:
            place = str(row.candidate or "")
            node(node(selection, "Candidate"), "CandidateIdentifier", None, Id=place, ShortCode=row.short_code)
        node(selection, "ValidVotes", votes)
    node(at, "Cast", block.eligible)
    node(at, "TotalCounted", block.counted)
    node(at, "RejectedVotes", block.invalid, ReasonCode=INVALID)
    node(at, "RejectedVotes", block.blank, ReasonCode=BLANK)
    for reason, number in block.others.items():
        node(at, "UncountedVotes", number, ReasonCode=reason)
