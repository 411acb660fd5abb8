"""Many terms at once: a CSV file in, the same rows out with their last day, and every mistake with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from noaber.calendar.deadlines import Span
from noaber.calendar.explained import explain
from noaber.calendar.words import unit_of

NEEDED = ("start", "n", "eenheid", "terug", "bron")
ADDED = "last_day"
SOURCE_WORDS = {"wet": "law", "amvb": "amvb", "anders": "other"}
LARGEST = 20_000_000
"""In characters; a file of a hundred thousand rows is about half of it."""


@dataclass(frozen=True, order=True, slots=True)
class Mistake:
    """What is wrong on a line of the file, and what to do."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"regel {self.line}: {self.text}"


class FaultyBatch(Exception):
    """The file cannot be worked out; `mistakes` are all there are, in the order of the file."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(map(str, mistakes)))
        self.mistakes = mistakes


def worked_out(text: str) -> str:
    """The same rows as CSV with a column `last_day`; columns that are not needed are kept. Raises FaultyBatch."""
    if len(text) > LARGEST:
        raise FaultyBatch([Mistake(1, f"Het bestand is te groot: hooguit {LARGEST // 1_000_000} miljoen tekens.")])
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    mistakes: list[Mistake] = []
    columns: list[str] = []
    rows: list[list[str]] = []
    try:
        columns = next(reader, [])
        mistakes += _wrong_columns(columns)
        if not mistakes:
            rows = list(_rows(reader, columns, mistakes))
    except csv.Error as error:
        mistakes.append(Mistake(reader.line_num, f"Dit is geen geldige CSV ({error}). Kijk naar de aanhalingstekens."))
    if mistakes:
        raise FaultyBatch(mistakes)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([[*columns, ADDED], *rows])
    return out.getvalue()


def _wrong_columns(columns: list[str]) -> Iterator[Mistake]:
    if missing := [name for name in NEEDED if name not in columns]:
        yield Mistake(1, f"Deze kolommen ontbreken: {', '.join(missing)}. De eerste regel noemt de kolommen.")
    if double := sorted({name for name in columns if columns.count(name) > 1}):
        yield Mistake(1, f"Deze kolommen staan er twee keer: {', '.join(double)}. Laat er één staan.")
    if ADDED in columns:
        yield Mistake(1, f"De kolom {ADDED} staat er al; die wordt hier toegevoegd. Haal hem weg.")


def _rows(reader: Any, columns: list[str], mistakes: list[Mistake]) -> Iterator[list[str]]:
    """The rows with their last day. A row may hold line ends, so its line is that on which it begins."""
    line = reader.line_num + 1
    for row in reader:
        if not row:
            pass
        elif len(row) != len(columns):
            mistakes.append(Mistake(line, f"Hier staan {len(row)} velden; verwacht worden er {len(columns)}."))
        else:
            wrong, last = _last_day(dict(zip(columns, row, strict=True)))
            mistakes += [Mistake(line, text) for text in wrong]
            yield [*row, last]
        line = reader.line_num + 1


def _last_day(row: Mapping[str, str]) -> tuple[list[str], str]:
    """What is wrong with a row, or its last day."""
    wrong, start, unit = [], None, unit_of(row["eenheid"])
    try:
        start = _day(row["start"])
    except ValueError:
        wrong.append(f"start “{row['start'][:40]}” is geen dag. Schrijf hem als 2026-12-24.")
    if not (row["n"].isascii() and row["n"].isdigit() and len(row["n"]) < 10):
        wrong.append(f"n “{row['n'][:40]}” is geen heel getal van nul of hoger.")
    if not unit:
        wrong.append(f"eenheid “{row['eenheid'][:40]}” is niet bekend. Kies hour, day, week, month, year of workday.")
    if row["terug"] not in ("0", "1"):
        wrong.append(f"terug “{row['terug'][:40]}” kan hier niet. Schrijf 0 (vooruit) of 1 (terug).")
    if row["bron"] not in SOURCE_WORDS:
        wrong.append(f"bron “{row['bron'][:40]}” is niet bekend. Kies {', '.join(SOURCE_WORDS)}.")
    if wrong or start is None:
        return wrong, ""
    try:
        span = Span(int(row["n"]), unit, SOURCE_WORDS[row["bron"]], row["terug"] == "1")
        return [], explain(start, span).last_day.isoformat()
    except ValueError as error:
        return [str(error)], ""


def _day(text: str) -> date:
    """A day as 2026-12-24 and in no other of the ways that the standard allows."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day
