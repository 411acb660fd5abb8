"""A schematic map without a survey: sections with rows and places, as somebody types them, laid out in a grid.

    vak A, rij 1-12, plek 1-20

Rows and places are numbers or single letters. A schematic map has metres of its own, from the corner of its section: it
shows which grave lies beside which, not where on earth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from noaber.cemetery.maps.geometry import Ring, rectangle

WIDTH, LENGTH = 1.1, 2.4
APART, PATH = 0.4, 1.1
"""Metres between two graves of a row, and between two rows."""
MOST = 2_000
_LINE = re.compile(
    r"(?:vak\s+(?P<section>[^,;]*?)\s*[,;]\s*)?rij\s+(?P<rows>.+?)\s*[,;]\s*plek\s+(?P<places>.+?)", re.I
)
_SPAN = re.compile(r"(\d{1,4}|[A-Za-z])(?:\s*(?:-|–|t/m|tot en met)\s*(\d{1,4}|[A-Za-z]))?")


class FaultyRange(ValueError):
    """What was typed cannot be laid out; the message says what to do, in Dutch."""


@dataclass(frozen=True, slots=True)
class Range:
    """The rows and places of a section, in the order in which they lie."""

    section: str
    rows: tuple[str, ...]
    places: tuple[str, ...]

    def spots(self) -> Iterator[tuple[str, str, Ring]]:
        """Each row and place with its outline: the first row at the top, the first place on the left."""
        for down, row in enumerate(self.rows):
            for along, place in enumerate(self.places):
                middle = (along * (WIDTH + APART) + WIDTH / 2, -down * (LENGTH + PATH) - LENGTH / 2)
                yield row, place, rectangle(middle, 0, WIDTH, LENGTH)


def read_ranges(text: str) -> tuple[Range, ...]:
    """What somebody typed, a line for each section. Raises FaultyRange with the line that is wrong."""
    found: list[Range] = []
    for number, line in enumerate(filter(None, (one.strip() for one in text.splitlines())), 1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise FaultyRange(f"Regel {number} is niet te lezen. Schrijf hem als: vak A, rij 1-12, plek 1-20.")
        one = Range(
            (match["section"] or "").strip(),
            _span(match["rows"], number, "rij"),
            _span(match["places"], number, "plek"),
        )
        if any(other.section == one.section for other in found):
            raise FaultyRange(
                f"Regel {number}: vak {one.section or 'zonder naam'} staat er al. Geef elk vak één regel."
            )
        found.append(one)
    if not found:
        raise FaultyRange("Er staat nog niets. Schrijf een regel als: vak A, rij 1-12, plek 1-20.")
    if (count := sum(len(one.rows) * len(one.places) for one in found)) > MOST:
        raise FaultyRange(f"Dit zijn {count} plekken; hooguit {MOST} kunnen er in één keer. Neem minder vakken.")
    return tuple(found)


def _span(text: str, line: int, what: str) -> tuple[str, ...]:
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        raise FaultyRange(f"Regel {line}: “{text[:20]}” is geen {what}. Schrijf een nummer, een letter, of 1-12.")
    first, last = match[1].upper(), (match[2] or match[1]).upper()
    if first.isdigit() != last.isdigit():
        raise FaultyRange(f"Regel {line}: kies bij {what} alleen nummers of alleen letters, niet “{text[:20]}”.")
    low, high = (int(first), int(last)) if first.isdigit() else (ord(first), ord(last))
    if low > high:
        raise FaultyRange(f"Regel {line}: bij {what} komt {last} voor {first}. Draai ze om.")
    return tuple(str(one) if first.isdigit() else chr(one) for one in range(low, high + 1))


def same_place(text: str) -> str:
    """By what a row or place is compared: `01` is `1`, `a` is `A`."""
    return text.strip().upper().lstrip("0") or "0"
