"""The map of a section as SVG: each grave a link with its state as a pattern and a colour, in the order of the rows.

The drawing has no style of its own (the content security policy would refuse it): patterns are attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from noaber.cemetery.maps.geometry import Box, Ring, around, box_of
from noaber.cemetery.standing import BLOCKED, FREE, FULL, GIVEN, NO_RIGHT, RESERVED

ROOM = 1.0
"""Metres around everything; on the left there is more, for the names of the rows."""
LEFT = 3.2
PIXELS_A_METRE = 22
"""A grave of 1,10 metre is then wide enough to be pointed at."""
WIDEST = 6_000
_DOT = 0.55
_INK = "#17212b"
PATTERNS = {
    FREE: ("#ffffff", ""),
    RESERVED: ("#fff5e0", "M0 15H60M0 45H60", "#8a5200"),
    GIVEN: ("#e9f5ed", "M-15 15L15 -15M0 60L60 0M45 75L75 45", "#1b6a3c"),
    FULL: ("#b9d9c5", "M0 60L60 0M0 0L60 60", "#0f4425"),
    BLOCKED: ("#d5dce2", "M30 0V60M0 30H60", "#51606e"),
    NO_RIGHT: ("#fdeeec", "M20 20h20v20h-20z", "#b01e16"),
}
"""Each state with its ground, its lines and their colour. In print without colour the lines tell them apart."""
_CODES = {word: f"g{place}" for place, word in enumerate(PATTERNS)}
_OTHER = ("#ffffff", "M0 30H60", "#17212b")


@dataclass(frozen=True, slots=True)
class Spot:
    """A grave to draw: where its link leads, what it is called, its row and place, its outline and its state."""

    url: str
    name: str
    row: str
    place: str
    points: Ring
    state: str


def draw(spots: Sequence[Spot], title: str, chosen: str = "", links: bool = True) -> str:
    """The drawing. `chosen` is the name of a grave to point at. Without spots there is nothing to draw."""
    assert spots, "a section without graves on the map has no drawing"
    boxes = [_box(spot.points) for spot in spots]
    whole = around(boxes)
    left, top = whole.min_x - LEFT, whole.max_y + ROOM
    width, height = whole.width + LEFT + ROOM, whole.height + 2 * ROOM
    scale = min(PIXELS_A_METRE, WIDEST / max(width, height))
    parts = [
        f'<svg class="map-drawing" id="kaart" role="group" aria-label="{escape(title)}" '
        f'viewBox="0 0 {_cm(width)} {_cm(height)}" width="{width * scale:.0f}" height="{height * scale:.0f}" '
        f'font-size="45" text-anchor="middle">',
        _definitions({spot.state for spot in spots}),
        *_rows(spots, boxes, left, top),
    ]
    parts += (_grave(spot, left, top, spot.name == chosen, links) for spot in spots)
    return "".join([*parts, "</svg>"])


def swatch(state: str) -> str:
    """A small square with the pattern of a state, for the legend."""
    ground, lines = _pattern(state)
    return (
        '<svg class="map-swatch" viewBox="0 0 60 60" width="28" height="28" aria-hidden="true" focusable="false">'
        f'<rect width="60" height="60" fill="{ground}"/>{lines}'
        f'<rect width="60" height="60" fill="none" stroke="{_INK}" stroke-width="4"/></svg>'
    )


def _pattern(state: str) -> tuple[str, str]:
    ground, path, *ink = PATTERNS.get(state, _OTHER)
    return ground, f'<path d="{path}" fill="none" stroke="{ink[0]}" stroke-width="7"/>' if path else ""


def _definitions(states: Iterable[str]) -> str:
    def one(state: str) -> str:
        ground, lines = _pattern(state)
        return (
            f'<pattern id="{_code(state)}" width="60" height="60" patternUnits="userSpaceOnUse">'
            f'<rect width="60" height="60" fill="{ground}"/>{lines}</pattern>'
        )

    return f"<defs>{''.join(one(state) for state in sorted(states))}</defs>"


def _code(state: str) -> str:
    return _CODES.get(state, "g")


def _box(points: Ring) -> Box:
    return box_of(_outline(points))


def _outline(points: Ring) -> Ring:
    """The outline of a grave; a small square where only a point is known."""
    if len(points) > 1:
        return points
    x, y = points[0]
    return ((x - _DOT, y - _DOT), (x + _DOT, y - _DOT), (x + _DOT, y + _DOT), (x - _DOT, y + _DOT))


def _rows(spots: Sequence[Spot], boxes: Sequence[Box], left: float, top: float) -> Iterable[str]:
    """The name of each row, beside its grave that lies most to the left."""
    first: dict[str, Box] = {}
    for spot, box in zip(spots, boxes, strict=True):
        if spot.row and (spot.row not in first or box.min_x < first[spot.row].min_x):
            first[spot.row] = box
    for row, box in first.items():
        x, y = _cm(box.min_x - left) - 30, _cm(top - box.middle[1]) + 15
        yield f'<text x="{x}" y="{y}" text-anchor="end">rij {escape(row)}</text>'


def _grave(spot: Spot, left: float, top: float, chosen: bool, links: bool) -> str:
    points = _outline(spot.points)
    x, y = _cm(points[0][0] - left), _cm(top - points[0][1])
    path, before = [f"M{x} {y}"], (x, y)
    for one in points[1:-1] if points[0] == points[-1] else points[1:]:
        after = (_cm(one[0] - left), _cm(top - one[1]))
        path.append(_line(after[0] - before[0], after[1] - before[1]))
        before = after
    title = f"<title>{escape(spot.name)}, {escape(spot.state)}</title>" if links else ""
    middle = box_of(points).middle
    label = f'<text x="{_cm(middle[0] - left)}" y="{_cm(top - middle[1]) + 15}">{escape(spot.place)}</text>'
    here = ' class="map-here"' if chosen else ""
    drawn = f'<path{here} fill="url(#{_code(spot.state)})" d="{"".join(path)}z"/>'
    if not links:
        return drawn + label
    return f'<a href="{escape(spot.url)}">{title}{drawn}{label}</a>'


def _line(right: int, down: int) -> str:
    """A line of a path, in as few signs as there are: a page has hundreds of graves."""
    if not down:
        return f"h{right}"
    return f"l{right} {down}" if right else f"v{down}"


def _cm(metres: float) -> int:
    return round(metres * 100)
