"""The control of a handful of files of one election: what each says, what does not add up, and the seats done again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePath
from typing import TypeVar

from noaber.elections import control
from noaber.elections.control import Outcome, Remark
from noaber.elections.elected import Elected, threshold
from noaber.elections.eml import counts as c
from noaber.elections.eml.counts import Counts, read_counts
from noaber.elections.eml.definition import Definition, read_definition
from noaber.elections.eml.fingerprint import groups
from noaber.elections.eml.header import Election, other_election
from noaber.elections.eml.lists import Lists, read_lists
from noaber.elections.eml.result import Result, read_result
from noaber.elections.eml.source import Finding, Given, Unreadable, opened
from noaber.elections.eml.stations import Stations, read_stations
from noaber.elections.explained import Names, Sentence, explain_division, explain_elected, explain_groups
from noaber.elections.kinds import KINDS, Kind, kind_of
from noaber.elections.osv_csv import Sheet, read_sheet
from noaber.elections.seats import Division

D = TypeVar("D", Definition, Stations, Lists, Counts, Result, Sheet)
Document = Definition | Stations | Lists | Counts | Result | Sheet
READERS: Mapping[str, Callable[[Given], Document]] = {
    "110a": read_definition,
    "110b": read_stations,
    "230b": read_lists,
    "230c": read_lists,
    "510a": read_counts,
    "510b": read_counts,
    "510c": read_counts,
    "510d": read_counts,
    "520": read_result,
}
TITLES = {
    "110a": "verkiezingsdefinitie", "110b": "stembureaus", "230b": "kandidatenlijsten", "230c": "kandidatenlijsten",
    "510a": "telling van een stembureau", "510b": "telling van een gemeente", "510c": "telling van een kieskring",
    "510d": "totaaltelling", "520": "resultaat", "csv": "telling als CSV",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked into: its code on paper, what it is, and what is wrong with it when it cannot be read."""

    name: str
    code: tuple[str, ...]
    kind: str
    document: Document | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The control as a whole. `sentences` tell the seats and the people, when a count and the seats are known."""

    files: tuple[Looked, ...]
    remarks: tuple[Remark, ...]
    outcome: Outcome | None = None
    sentences: tuple[Sentence, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Was everything readable, and did it all add up? Warnings and questions are to be explained, not wrong."""
        return not any(each.findings for each in self.files) and not any(each.is_error for each in self.remarks)


def look_into(name: str, data: bytes) -> Looked:
    """What is this file? By its content; names are written in all sorts of ways."""
    code = groups(data)
    try:
        if PurePath(name).suffix.lower() == ".csv":
            return Looked(name, code, "csv", read_sheet(data))
        root = opened(data)
        kind = root.get("Id") or ""
        if kind not in READERS:
            raise Unreadable(Finding(1, "kind", f"Een bestand van soort “{kind[:10]}” kijken wij niet na."))
        return Looked(name, code, kind, READERS[kind](root))
    except Unreadable as wrong:
        return Looked(name, code, "", None, wrong.findings)


def report(
    files: Sequence[tuple[str, bytes]], seats: int | None = None, list_draws: Sequence[int] = (),
    candidate_draws: Sequence[int] = (),
) -> Report:  # fmt: skip
    """Everything that can be checked with these files. `seats` are needed where no definition (110a) is among them.

    Raises WrongDraw for a lot that the law does not ask for.
    """
    looked = tuple(look_into(name, data) for name, data in files)
    read = _Files([each for each in looked if each.document is not None])
    remarks = [*read.other_elections(), *read.counted(), *read.against_each_other()]
    total, number = read.total(), seats or read.seats()
    kind = read.kind(number)
    if total is None or not number or kind is None:
        return Report(looked, tuple(remarks), unknown=_missing(total, number))
    outcome = control.recompute(total, number, kind, list_draws=list_draws, candidate_draws=candidate_draws)
    if whole := read.districts():
        division = outcome.division
        groups = control.recompute_districts(whole, division, kind) if isinstance(division, Division) else {}
        outcome = Outcome(division, None, outcome.lists, groups)
    remarks += read.against_result(outcome)
    names = read.names(total)
    sentences = explain_division(outcome.division, names)
    if outcome.elected is not None:
        sentences += explain_elected(outcome.elected, outcome.lists, names)
    if outcome.groups:
        least = threshold(outcome.division.quota, kind) if isinstance(outcome.division, Division) else Fraction(0)
        sentences += explain_groups(outcome.groups, least, names, read.people())
    return Report(looked, tuple(remarks), outcome, sentences)


def _missing(total: c.Block | None, seats: int | None) -> tuple[str, ...]:
    words = [] if total else ["een telling met een totaal"]
    return (*words, *([] if seats else ["het aantal zetels (de verkiezingsdefinitie 110a, of --seats)"]))


class _Files:
    """The files that could be read, by what they are."""

    def __init__(self, looked: Sequence[Looked]) -> None:
        self.looked = looked

    def of(self, kind: type[D]) -> Iterator[D]:
        return (each.document for each in self.looked if isinstance(each.document, kind))

    def first(self, kind: type[D]) -> D | None:
        return next(self.of(kind), None)

    def elections(self) -> list[tuple[str, Election]]:
        named = [(each.name, getattr(each.document, "election", None)) for each in self.looked]
        return [(name, election) for name, election in named if election is not None]

    def other_elections(self) -> Iterator[Remark]:
        elections = self.elections()
        for name, election in elections[1:]:
            for finding in other_election(elections[0][1], election):
                yield Remark("VERKIEZING", name, finding.text)

    def counted(self) -> Iterator[Remark]:
        """Sums of every file, and the rules at every station; where there is a CSV too, that one knows the ballots."""
        for document in self.of(Counts):
            for contest in document.contests:
                yield from control.check_sums(contest)
                if self.sheet_of(document) is None:
                    yield from control.check_units(contest)
        for sheet in self.of(Sheet):
            yield from control.check_sums(sheet.contest)
            yield from control.check_units(sheet.contest, sheet.cast)

    def sheet_of(self, document: Counts) -> Sheet | None:
        """The CSV of the same municipality; when there is only one, it is taken to be that."""
        sheets = list(self.of(Sheet)) if document.header.kind == "510b" else []
        same = (sheet for sheet in sheets if sheet.area_id == document.header.authority_id)
        return next(same, sheets[0] if len(sheets) == 1 else None)

    def against_each_other(self) -> Iterator[Remark]:
        """The EML of a municipality against its CSV, and districts against the whole."""
        for document in self.of(Counts):
            if (sheet := self.sheet_of(document)) is not None:
                yield from control.check_against(document.contests[0], sheet.contest, ("de EML", "de CSV"))
            if document.header.kind == "510d":
                yield from self.districts_against(document)

    def districts_against(self, whole: Counts) -> Iterator[Remark]:
        units = {unit.id: unit for contest in whole.contests for unit in contest.units}
        for document in self.of(Counts):
            unit, total = units.get(document.header.authority_id), document.contests[0].total
            if document.header.kind == "510c" and unit is not None and total is not None:
                names = ("de totaaltelling", "de telling van de kieskring")
                yield from control.differences(unit.block, total, "VERSCHIL", unit.name, names)

    def total(self) -> c.Block | None:
        """The count of the whole: the 510d, or else of the only municipality."""
        by_kind = {document.header.kind: document.contests[0].total for document in self.of(Counts)}
        sheet = self.first(Sheet)
        return by_kind.get("510d") or by_kind.get("510b") or (sheet.contest.total if sheet else None)

    def districts(self) -> c.Contest | None:
        """The count of an election with districts, where candidates go by a code: who is elected depends on each."""
        for document in self.of(Counts):
            whole = document.contests[0]
            if (
                document.header.kind == "510d"
                and whole.total
                and any(row.short_code for row in whole.total.layout.rows)
            ):
                return whole
        return None

    def people(self) -> dict[str, str]:
        """Names by code, of who is elected according to the result."""
        result = self.first(Result)
        lists = result.people().values() if result else ()
        return {each.person.short_code: each.person.name for people in lists for each in people}

    def seats(self) -> int | None:
        definition = self.first(Definition)
        return definition.seats if definition else None

    def kind(self, seats: int | None) -> Kind | None:
        """The rules of the election; a CSV alone is of a council."""
        elections = self.elections()
        category = elections[0][1].category if elections else "GR"
        subcategory = elections[0][1].subcategory if elections else ""
        try:
            return KINDS.get(subcategory) or kind_of(category, seats or 0)
        except KeyError:
            return None

    def names(self, total: c.Block) -> Names:
        sheet, lists = self.first(Sheet), self.first(Lists)
        people = dict(sheet.people) if sheet else {}
        if lists is not None and len(lists.contests) == 1:
            for each in lists.contests[0].lists:
                people |= {(each.number, person.number): person.name for person in each.people}
        return Names(total.layout.names, people)

    def against_result(self, outcome: Outcome) -> Iterator[Remark]:
        result = self.first(Result)
        if result is None or not isinstance(outcome.division, Division):
            return
        yield from control.check_seats(outcome.division, result)
        yield from control.check_groups(outcome.groups, result)
        if isinstance(outcome.elected, Elected) and len(result.contests) == 1:
            yield from control.check_elected(outcome.elected, result)
