"""The count of a municipality as OSV and Abacus write it for publication: a CSV with a column for each station."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from noaber.elections.eml import counts as c
from noaber.elections.eml.source import LARGEST, MOST_VOTES, Finding, Unreadable, whole

CAST = "aangetroffen stembiljetten"
REASONS = {
    "geldige stempas": c.POLL_CARDS,
    "geldig volmachtbewijs": c.PROXIES,
    "geldige kiezerspas": c.VOTER_CARDS,
    "toegelaten kiezers": c.ADMITTED,
    "meer stembiljetten dan toegelaten kiezers": c.MORE,
    "minder stembiljetten dan toegelaten kiezers": c.FEWER,
    "kiezers met stembiljet hebben niet gestemd": "meegenomen stembiljetten",
    "er zijn te weinig stembiljetten uitgereikt": "te weinig uitgereikte stembiljetten",
    "er zijn te veel stembiljetten uitgereikt": "te veel uitgereikte stembiljetten",
    "geen verklaring": c.UNEXPLAINED,
    "andere verklaring": "andere verklaring",
}
"""What a row is called here, and the reason by which EML names the same number."""
ELIGIBLE, VALID, BLANK, INVALID = (
    "opgeroepenen",
    "geldige stembiljetten",
    "blanco stembiljetten",
    "ongeldige stembiljetten",
)
FIRST = 5
"""The column of the first station; before it stand list, name, place, candidate and total."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A count as published. `cast` are the ballots found, by unit and of the whole; EML leaves that number out."""

    title: str
    day: date
    area_id: str
    contest: c.Contest
    cast: Mapping[str, int]
    cast_in_all: int
    postcodes: Mapping[str, str]
    people: Mapping[tuple[int, int], str]


def read_sheet(data: bytes) -> Sheet:
    """Raises Unreadable with everything that is wrong."""
    return _Reader(_rows(data)).sheet()


def _rows(data: bytes) -> list[list[str]]:
    if len(data) > LARGEST:
        raise Unreadable(Finding(0, "too-large", f"Het bestand is te groot: hooguit {LARGEST >> 20} MB."))
    try:
        text = data.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    except UnicodeDecodeError:
        raise Unreadable(Finding(0, "encoding", "De tekens zijn geen UTF-8.")) from None
    except csv.Error as error:
        raise Unreadable(Finding(0, "broken", f"Dit is geen goede CSV ({error}).")) from None


class _Reader:
    """Reads the rows, and keeps what is wrong with them."""

    def __init__(self, rows: list[list[str]]) -> None:
        self.rows = rows
        self.found: list[Finding] = []

    def sheet(self) -> Sheet:
        head = {row[0].strip(): row for row in self.rows[:8] if row}
        for name in ("Verkiezing", "Datum", "Nummer", "Lijstnummer", "Gebiednummer"):
            if name not in head:
                self.wrong(1, "missing", f"De regel {name} ontbreekt; is dit wel een telling van OSV of Abacus?")
        self.ended()
        stations, numbers = head["Lijstnummer"][FIRST:], [each.strip() for each in head["Gebiednummer"][FIRST:]]
        names = dict(zip(numbers, (each.strip() for each in stations), strict=False))
        if len(stations) != len(numbers) or len(names) != len(numbers) or not numbers:
            self.wrong(6, "stations", "De stembureaus hebben niet elk één naam en één eigen nummer.")
        counted, votes, rows, lists, people = self.numbers(1 + len(numbers))
        self.ended()
        layout = c.Layout(tuple(rows), lists)
        blocks = [self.block(layout, counted, votes, at) for at in range(1 + len(numbers))]
        units = tuple(c.Unit(number, names[number], block) for number, block in zip(numbers, blocks[1:], strict=True))
        cast = counted[CAST]
        return Sheet(
            _cell(head["Verkiezing"], 2),
            self.day(_cell(head["Datum"], 2)),
            _cell(head["Nummer"], 2),
            c.Contest("geen", "", blocks[0], units),
            dict(zip(numbers, cast[1:], strict=True)),
            cast[0],
            dict(zip(numbers, head.get("Postcode", [])[FIRST:], strict=False)),
            people,
        )

    def numbers(
        self, width: int
    ) -> tuple[dict[str, list[int]], list[list[int]], list[c.Row], dict[int, str], dict[tuple[int, int], str]]:
        """What stands below the head: numbers by their name, then votes by list and candidate."""
        counted: dict[str, list[int]] = {}
        votes: list[list[int]] = []
        rows: list[c.Row] = []
        lists: dict[int, str] = {}
        people: dict[tuple[int, int], str] = {}
        number = 0
        for line, row in enumerate(self.rows, 1):
            if len(row) < FIRST or row[0].strip() in ("Lijstnummer", "Gebiednummer", "Postcode"):
                continue
            listed, name, place, person = (each.strip() for each in row[:4])
            if listed and not listed.isdecimal():
                continue
            if not listed and not place:
                if name:
                    counted[name] = self.line(line, row, width)
                continue
            number, candidate = (whole(listed) or 0) if listed else number, whole(place) or 0
            if (place and not candidate) or not number or (candidate and number not in lists):
                self.wrong(line, "rows", f"Deze rij heeft geen lijst of geen volgnummer (“{place[:10]}”).")
                continue
            rows.append(c.Row(number, candidate))
            votes.append(self.line(line, row, width))
            if candidate:
                people[number, candidate] = person
            else:
                lists[number] = name
        if len(set(rows)) != len(rows):
            self.wrong(0, "double", "Een lijst of kandidaat staat er twee keer in.")
        for name in (ELIGIBLE, VALID, BLANK, INVALID, CAST, *REASONS):
            if name not in counted:
                self.wrong(0, "missing", f"De regel “{name}” ontbreekt.")
        return counted, votes, rows, lists, people

    def line(self, line: int, row: list[str], width: int) -> list[int]:
        cells = [each.strip() for each in row[FIRST - 1 :]]
        if len(cells) != width:
            self.wrong(line, "columns", f"Hier staan {len(cells)} getallen; verwacht worden er {width}.")
            return [0] * width
        numbers = []
        for cell in cells:
            found = whole(cell)
            if found is None or found > MOST_VOTES:
                self.wrong(line, "number", f"“{cell[:20]}” is geen heel getal van nul of hoger.")
                return [0] * width
            numbers.append(found)
        return numbers

    def block(self, layout: c.Layout, counted: dict[str, list[int]], votes: list[list[int]], at: int) -> c.Block:
        others = {reason: counted[name][at] for name, reason in REASONS.items()}
        eligible, valid, blank, invalid = (counted[name][at] for name in (ELIGIBLE, VALID, BLANK, INVALID))
        return c.Block(layout, tuple(row[at] for row in votes), eligible, valid, blank, invalid, others)

    def day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unreadable(Finding(2, "day", f"“{text[:20]}” is geen dag. Verwacht: 2026-03-18.")) from None

    def wrong(self, line: int, code: str, text: str) -> None:
        self.found.append(Finding(line, code, text))

    def ended(self) -> None:
        if self.found:
            raise Unreadable(*sorted(self.found))


def _cell(row: list[str], at: int) -> str:
    return row[at].strip() if len(row) > at else ""
