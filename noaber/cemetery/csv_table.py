"""Reads a CSV file row by row, as people send them: every mistake is told with its row and column.

Semicolons, a head line and any line ends. UTF-8, with or without BOM; what is not, is read as Windows-1252 and said.
Rows are handed on one by one, so that a file of any length takes little memory; after `MOST_ROWS` it stops.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

MOST_ROWS = 250_000
MOST_KEPT = 200
LONGEST = 400
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![0-9])")
_COULD_RUN = re.compile(r"'*[=+\-@\t\r]")
_KEPT_AS_TEXT = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """Something odd: in which file, on which line (1 is the head, 0 the file as a whole) and in which column.

    What `blocks` keeps the whole import out; the rest is told and taken along.
    """

    file: str
    line: int
    column: str
    code: str
    text: str
    blocks: bool = True

    def __str__(self) -> str:
        place = f"{self.file}" + (f", regel {self.line}" if self.line else "")
        return f"{place}{f', kolom {self.column}' if self.column else ''}: {self.text}"


@dataclass
class Findings:
    """What was found, the first `MOST_KEPT` of each kind word for word and all of it counted by code."""

    kept: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    blocking: int = 0

    def add(self, finding: Finding) -> None:
        """Note one."""
        self.counts[finding.code] = self.counts.get(finding.code, 0) + 1
        self.blocking += finding.blocks
        if self.counts[finding.code] <= MOST_KEPT:
            self.kept.append(finding)

    @property
    def total(self) -> int:
        """How many there are, also those of which the words were not kept."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: its line and its cells by column, stripped."""

    line: int
    cells: dict[str, str]


def as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that could be gets an apostrophe before it."""
    return f"'{cell}" if _COULD_RUN.match(cell) else cell


def from_text(cell: str) -> str:
    """The cell again, without the apostrophe that kept it from running. `'t Hart` stays as it is."""
    return cell[1:] if _KEPT_AS_TEXT.match(cell) else cell


def rows_of(
    name: str, data: BinaryIO, columns: Sequence[str], found: Findings, more: Sequence[str] = ()
) -> Iterator[Row]:
    """The rows that can be read; what is wrong with the rest goes to `found`. Other columns are left out and told.

    Columns of `more` may be there; where they are not, their cells are empty.
    """

    def note(line: int, column: str, code: str, text: str, blocks: bool = True) -> None:
        found.add(Finding(name, line, column, code, text, blocks))

    encoding = _encoding(data)
    if encoding != "utf-8-sig":
        text = "Het bestand is geen UTF-8 en is gelezen als Windows-1252. Kijk na of letters als é en ë goed staan."
        note(0, "", "not-utf8", text, False)
    text_of = io.TextIOWrapper(data, encoding, errors="replace", newline="")
    reader = csv.reader(text_of, delimiter=";", strict=True)
    line = 1
    try:
        head = [cell.strip().lower() for cell in next(reader, [])]
        if not _good_head(head, columns, note, more):
            return
        line = reader.line_num + 1
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS:
                note(line, "", "too-many", f"Er staan meer dan {MOST_ROWS} rijen in. Deel het bestand op.")
                return
            if any(cell.strip() for cell in cells):
                if len(cells) != len(head):
                    note(line, "", "cell-count", f"Hier staan {len(cells)} velden; de kop heeft er {len(head)}.")
                elif (row := _row(line, head, cells, (*columns, *more), note)) is not None:
                    yield row
            line = reader.line_num + 1
    except csv.Error as error:
        text = f"De rij is niet te lezen ({error}). Kijk of een aanhalingsteken niet sluit."
        note(line, "", "unreadable", text)
    finally:
        text_of.detach()  # the file is of whoever opened it, and may be read again


def _encoding(data: BinaryIO) -> str:
    """UTF-8 where all of it is, otherwise Windows-1252; read in parts, then back to the beginning."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while part := data.read(1 << 16):
            decoder.decode(part)
        decoder.decode(b"", True)
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        data.seek(0)


def _good_head(head: Sequence[str], columns: Sequence[str], note: object, more: Sequence[str]) -> bool:
    assert callable(note)
    if not head:
        note(0, "", "empty", "Het bestand is leeg.")
        return False
    missing = [column for column in columns if column not in head]
    if len(head) == 1 and ("," in head[0] or "\t" in head[0]) and missing:
        mark = "een komma" if "," in head[0] else "een tab"
        note(1, "", "separator", f"De kolommen zijn gescheiden met {mark}. Sla het bestand op met puntkomma's.")
        return False
    for column in missing:
        note(1, column, "missing-column", f"De kolom “{column}” ontbreekt. De eerste regel noemt de kolommen.")
    for column in sorted({one for one in head if one and head.count(one) > 1}):
        note(1, column, "double-column", f"De kolom “{column}” staat er twee keer. Haal er één weg.")
        missing.append(column)
    left_out = [column for column in head if column not in columns and column not in more]
    for column in left_out if not missing else ():
        note(1, column[:40], "left-out", f"De kolom “{column[:40]}” wordt niet overgenomen.", False)
    return not missing


def _row(line: int, head: Sequence[str], cells: Sequence[str], columns: Sequence[str], note: object) -> Row | None:
    assert callable(note)
    kept, good = dict.fromkeys(columns, ""), True
    for column, cell in zip(head, cells, strict=True):
        if column not in columns:
            continue
        if _FORMULA.match(cell):
            note(line, column, "formula", f"“{cell[:20]}” begint als een formule. Vul een gewone waarde in.")
            good = False
        elif len(cell) > LONGEST:
            note(line, column, "too-long", f"Hier staan {len(cell)} tekens; hooguit {LONGEST} mogen er staan.")
            good = False
        elif "\x00" in cell:
            note(line, column, "not-text", "Hier staat een teken dat geen tekst is. Kies een CSV-bestand.")
            good = False
        kept[column] = from_text(cell.strip(" \u00a0"))
    return Row(line, kept) if good else None
