"""Small drawings for reports: whole numbers only, labelled where they stand, readable in grey and aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

INK, ACCENT, QUIET, PALE, WARNING = "#1f2933", "#154273", "#5a6775", "#dbe3ec", "#a33b00"
REPORTED, LAST_YEAR, OTHER, PLAN = "reported", "last-year", "other", "plan"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to draw: a whole number (None where it is unknown), its label, and the number as people read it."""

    label: str
    amount: int | None
    text: str
    kind: str = OTHER


def sparkline(name: str, title: str, points: Sequence[Point], norm: int | None = None) -> str:
    """A line of quarters, 120 by 28, with a dot on the last and a dashed line for the norm. Unknown quarters are gaps.

    `name` is unique on the page: it ties the title to the drawing.
    """
    width, height, margin = 120, 28, 4
    known = [point.amount for point in points if point.amount is not None]
    low, high = _range([*known, norm] if norm is not None else known)
    step = (width - 2 * margin) // max(len(points) - 1, 1)

    def place(amount: int) -> int:
        return height - margin - (amount - low) * (height - 2 * margin) // (high - low)

    parts = []
    if norm is not None:
        y = place(norm)
        parts.append(
            f'<line x1="0" y1="{y}" x2="{width}" y2="{y}" stroke="{QUIET}" stroke-width="1" stroke-dasharray="3 3"/>'
        )
    for run in _runs(points):
        places = [(margin + index * step, place(amount)) for index, amount in run]
        parts.append(_line(places) if len(places) > 1 else _dot(*places[0], radius=2, colour=QUIET))
    if points and points[-1].amount is not None:
        parts.append(_dot(margin + (len(points) - 1) * step, place(points[-1].amount), radius=3, colour=ACCENT))
    return _svg(name, title, described(points), width, height, parts)


def columns(name: str, title: str, points: Sequence[Point]) -> str:
    """Eight quarters as columns, 480 by 132, with the number above and the quarter below each.

    The reported quarter is solid, the same quarter of last year hatched, the others pale.
    """
    slot, top, tall, width = 60, 18, 80, 60 * len(points)
    high = max([point.amount or 0 for point in points] + [1])
    base = top + tall
    parts = [_hatch(name)]
    for index, point in enumerate(points):
        middle = index * slot + slot // 2
        tall_now = 0 if point.amount is None else max(point.amount, 0) * tall // high
        if tall_now:
            parts.append(_box(name, point.kind, middle - 18, base - tall_now, 36, tall_now))
        value = "onbekend" if point.amount is None else point.text
        bold = point.kind == REPORTED
        parts.append(_text(middle, base - tall_now - 5, value, "middle", 12 if point.amount is not None else 9, bold))
        quarter, _, year = point.label.rpartition(" ")
        parts.append(_text(middle, base + 14, quarter, "middle", 11, bold))
        parts.append(_text(middle, base + 27, year, "middle", 10, bold, QUIET))
    parts.append(f'<line x1="0" y1="{base}" x2="{width}" y2="{base}" stroke="{INK}" stroke-width="1"/>')
    return _svg(name, title, described(points), width, base + 34, parts)


def bars(name: str, title: str, points: Sequence[Point]) -> str:
    """A few lying bars under each other, 360 wide: label on the left, number at the end of the bar.

    Solid is what was done, an outline the plan, hatched last year.
    """
    row, left, longest = 24, 96, 196
    high = max([point.amount or 0 for point in points] + [1])
    parts = [_hatch(name)]
    for index, point in enumerate(points):
        y, bold = index * row + 4, point.kind == REPORTED
        length = 0 if point.amount is None else max(point.amount, 0) * longest // high
        parts.append(_text(left - 8, y + 13, point.label, "end", 12, bold))
        if length:
            parts.append(_box(name, point.kind, left, y, length, row - 7))
        value = "onbekend" if point.amount is None else point.text
        parts.append(_text(left + length + 6, y + 13, value, "start", 12, bold))
    height = row * len(points) + 2
    parts.append(f'<line x1="{left}" y1="0" x2="{left}" y2="{height}" stroke="{INK}" stroke-width="1"/>')
    return _svg(name, title, described(points), 360, height, parts)


def mark(shape: str) -> str:
    """A shape of 12 by 12 beside a word, so that states differ without colour: `full`, `corner`, `open` or `dash`.

    The word says the same, so a screen reader skips the shape.
    """
    shapes = {
        "full": f'<circle cx="6" cy="6" r="5" fill="{ACCENT}"/>',
        "corner": f'<path d="M6 1L11 11L1 11Z" fill="{WARNING}"/>',
        "open": f'<circle cx="6" cy="6" r="4" fill="none" stroke="{QUIET}" stroke-width="2"/>',
        "dash": f'<rect x="1" y="5" width="10" height="2" fill="{QUIET}"/>',
    }
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">'
        f"{shapes[shape]}</svg>"
    )


def described(points: Sequence[Point]) -> str:
    """The drawing in words, for who cannot see it: every label with its number."""
    return "; ".join(f"{point.label}: {'onbekend' if point.amount is None else point.text}" for point in points) + "."


def _range(amounts: Sequence[int]) -> tuple[int, int]:
    if not amounts:
        return 0, 1
    low, high = min(amounts), max(amounts)
    return (low, high) if high > low else (low - 1, high + 1)


def _runs(points: Sequence[Point]) -> list[list[tuple[int, int]]]:
    """The unbroken stretches of known points, with their places."""
    runs: list[list[tuple[int, int]]] = [[]]
    for index, point in enumerate(points):
        if point.amount is None:
            runs.append([])
        else:
            runs[-1].append((index, point.amount))
    return [run for run in runs if run]


def _line(places: Sequence[tuple[int, int]]) -> str:
    drawn = " ".join(f"{x},{y}" for x, y in places)
    return f'<polyline points="{drawn}" fill="none" stroke="{ACCENT}" stroke-width="2" stroke-linejoin="round"/>'


def _dot(x: int, y: int, radius: int, colour: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>'


def _box(name: str, kind: str, x: int, y: int, width: int, height: int) -> str:
    fill = {REPORTED: ACCENT, LAST_YEAR: f"url(#{name}-hatch)", PLAN: "none"}.get(kind, PALE)
    stroke = {REPORTED: ACCENT, LAST_YEAR: ACCENT, PLAN: INK}.get(kind, QUIET)
    dashes = ' stroke-dasharray="4 2"' if kind == PLAN else ""
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" stroke="{stroke}"'
        f' stroke-width="1"{dashes}/>'
    )


def _hatch(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="#ffffff"/>'
        f'<path d="M-2 2L2 -2M0 6L6 0M4 8L8 4" stroke="{ACCENT}" stroke-width="1" fill="none"/></pattern></defs>'
    )


def _text(x: int, y: int, text: str, anchor: str, size: int, bold: bool = False, colour: str = INK) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}"{weight} fill="{colour}">{escape(text)}</text>'
    )


def _svg(name: str, title: str, description: str, width: int, height: int, parts: Sequence[str]) -> str:
    ids = quoteattr(f"{name}-title {name}-desc")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-labelledby={ids}>'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )
