"""What the page of a section shows: the drawing, its legend, and the table that says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from posixpath import relpath
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString

from noaber.cemetery.maps.drawing import PATTERNS, Spot, draw, swatch
from noaber.cemetery.maps.queries import OnMap
from noaber.cemetery.standing import FREE, STANDINGS

NO_SECTION = "-"
"""How an address names a section without a name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section as its page shows it. `drawing` is empty where none of its graves is on the map."""

    drawing: SafeString
    legend: tuple[tuple[SafeString, str, int], ...]
    rows: tuple[tuple[str, OnMap, str], ...]
    drawn: int


def sheet(graves: Sequence[OnMap], title: str) -> Sheet:
    """The page of a section. The drawing is made of escaped parts, so that it is safe as it stands."""
    url = grave_address()
    drawn = [one for one in graves if one.points]
    spots = [_spot(one, url(one.number)) for one in drawn]
    return Sheet(
        SafeString(draw(spots, title)) if spots else SafeString(""),
        legend(drawn),
        tuple((url(one.number), one, STANDINGS.get(one.standing, "off")) for one in graves),
        len(drawn),
    )


def pointed_at(graves: Sequence[OnMap], number: str, title: str) -> SafeString:
    """The drawing of a section for visitors: one grave stands out, and how the others stand is not their business."""
    spots = [Spot("", one.number, one.row, one.place, one.points, FREE) for one in graves if one.points]
    there = any(spot.name == number for spot in spots)
    return SafeString(draw(spots, title, number, links=False)) if there else SafeString("")


def _spot(grave: OnMap, url: str) -> Spot:
    return Spot(url, grave.number, grave.row, grave.place, grave.points, grave.standing)


def legend(graves: Sequence[OnMap]) -> tuple[tuple[SafeString, str, int], ...]:
    """Each state that is on the map, with its pattern and how many graves have it."""
    counts = Counter(one.standing for one in graves)
    known = [word for word in PATTERNS if word in counts]
    return tuple((SafeString(swatch(word)), word, counts[word]) for word in [*known, *(counts.keys() - known)])


def grave_address() -> Callable[[str], str]:
    """Where the page of a grave is, as seen from the page of a section: short, for that has hundreds, twice."""
    start, _, end = reverse("grave", args=["0"]).rpartition("0")
    start = relpath(start, reverse("grave-map", args=["0", "0"])) + "/"
    return lambda number: f"{start}{quote(number, safe='')}{end}"
