"""Where a grave lies between the others, and how deep is dug, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beside:
    """A grave in a row: its number and the place it has there."""

    number: str
    place: str


def neighbours(number: str, row: Sequence[Beside]) -> tuple[str, str]:
    """The graves left and right of a grave in its row, as one stands before it; empty at the end of a row.

    Low places are on the left. A grave that is not in the row has no neighbours.
    """
    ordered = [one.number for one in sorted(row, key=lambda one: (natural(one.place), one.number))]
    if number not in ordered:
        return "", ""
    at = ordered.index(number)
    return ordered[at - 1] if at else "", ordered[at + 1] if at + 1 < len(ordered) else ""


def natural(place: str) -> list[tuple[bool, int, str]]:
    """The order in which people count places: 2 comes before 10, and 10 before 10a."""
    parts = re.findall(r"\d+|\D+", place.strip().casefold())
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


def depth_cm(layer: int, layers: int, one: int, more: int) -> int:
    """How deep is dug for a layer: room for the coffin, and for those that can come above it. Layer 1 is the lowest."""
    return one + more * (layers - layer)


def depth_words(layer: int | None, layers: int, one: int, more: int) -> str:
    """How deep is dug, in words; empty where no layer counts."""
    if layer is None or not 1 <= layer <= layers:
        return ""
    how = {0: "enkel diep", 1: "dubbel diep", 2: "driedubbel diep"}.get(layers - layer, "diep")
    metres = f"{depth_cm(layer, layers, one, more) / 100:.2f}".replace(".", ",")
    return f"{how} (ongeveer {metres} m)"
