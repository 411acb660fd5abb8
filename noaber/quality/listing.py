"""A list of findings as a CSV file: read whole, with everything that is wrong in it, before anything is taken in.

Semicolons, UTF-8, a head line `kenmerk;herkomst;ontvangen`. A day is written as 2026-11-24 or 24-11-2026.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from noaber.quality.rules import ORIGINS, Finding, wrong_reference

HEAD = ("kenmerk", "herkomst", "ontvangen")
MOST_ROWS = 5_000
_WORDS = {"bcm": "bcm", "bestandscontrole": "bcm", "steekproef": "sample", "eigen": "own", "eigen controle": "own"}
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DUTCH = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, on which line of the file (1 is the head), and what to do."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a file would bring: the new findings, how many are known already, and every mistake."""

    new: tuple[Finding, ...]
    known: int
    mistakes: tuple[Mistake, ...]

    @property
    def good(self) -> bool:
        """Can it be taken in?"""
        return not self.mistakes


def read(content: bytes, known: Collection[str], day: date) -> Report:
    """Read a file; `known` are the references that are in the list. Never raises for what is in the file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _one(1, "Het bestand is geen UTF-8. Sla het op als “CSV UTF-8”.")
    if "\x00" in text:
        return _one(1, "Dit is geen CSV-bestand. Kies het bestand uit de Kwaliteitsmonitor.")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    head = tuple(cell.strip().lower() for cell in rows[0]) if rows else ()
    if head != HEAD:
        return _one(1, f"De eerste regel moet zijn: {';'.join(HEAD)}.")
    if len(rows) - 1 > MOST_ROWS:
        return _one(MOST_ROWS + 2, f"Er staan meer dan {MOST_ROWS} bevindingen in. Deel het bestand op.")
    return _rows(rows[1:], set(known), day)


def _one(line: int, text: str) -> Report:
    return Report((), 0, (Mistake(line, text),))


def _rows(rows: list[list[str]], known: set[str], day: date) -> Report:
    new: dict[str, Finding] = {}
    again, mistakes = 0, []
    for line, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(HEAD):
            mistakes.append(Mistake(line, f"Hier staan {len(cells)} kolommen in plaats van {len(HEAD)}."))
            continue
        finding, wrong = _finding([cell.strip() for cell in cells], day)
        if finding is not None and finding.reference in new:
            wrong = [f"Kenmerk {finding.reference} staat twee keer in het bestand. Haal er een weg."]
        mistakes += [Mistake(line, text) for text in wrong]
        if finding is not None and not wrong:
            again += finding.reference in known
            if finding.reference not in known:
                new[finding.reference] = finding
    return Report(tuple(new.values()), again, tuple(mistakes))


def _finding(cells: list[str], day: date) -> tuple[Finding | None, list[str]]:
    reference, origin, received = cells
    wrong = [text] if (text := wrong_reference(reference)) else []
    code = _WORDS.get(origin.lower())
    if code is None:
        wrong.append(f"Herkomst “{origin[:30]}” is onbekend. Kies uit: {', '.join(ORIGINS.values())}.")
    when = _day(received)
    if when is None:
        wrong.append(f"“{received[:30]}” is geen dag. Schrijf hem als 24-11-2026.")
    elif when > day:
        wrong.append(f"De dag {received} moet nog komen.")
    return (Finding(reference, code, when) if code and when and not wrong else None), wrong


def _day(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        year, month, number = (int(part) for part in found.groups())
    elif found := _DUTCH.fullmatch(text):
        number, month, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None
