"""How long the map of a section of 400 graves takes to draw, and how large it is: `python -m tests.bench.section_map`.

The sum alone, without a database: what the questions cost is in the figures of the pages.
"""

from __future__ import annotations

import sys
import time
from statistics import median

from noaber.cemetery.maps.drawing import PATTERNS, Spot, draw
from noaber.cemetery.maps.ranges import read_ranges
from tests.bench.figures import Figure, table

BAR_MS, BAR_KB, ROUNDS = 40, 120, 50


def section_map() -> list[Figure]:
    """The drawing of twenty rows of twenty graves in every state."""
    states = list(PATTERNS)
    spots = [
        Spot(f"/begraafplaatsen/graf/LMH-A-{row}-{place}/", f"LMH-A-{row}-{place}", row, place, ring, states[at % 6])
        for at, (row, place, ring) in enumerate(read_ranges("vak A, rij 1-20, plek 1-20")[0].spots())
    ]
    took, size = [], 0
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        size = len(draw(spots, "Kaart van vak A").encode())
        took.append(time.perf_counter() - begin)
    name = f"map of a section of {len(spots)} graves"
    return [
        Figure(f"{name}: drawn", 1000 * median(took), "ms", BAR_MS),
        Figure(f"{name}: size", size / 1000, "kB", BAR_KB),
    ]


if __name__ == "__main__":
    figures = section_map()
    sys.stdout.write(f"{table(figures)}\n")
    sys.exit(0 if all(figure.met for figure in figures) else 1)
