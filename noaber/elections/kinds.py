"""Which rules an election has: what differs between a council, a water board, the chambers and Europe."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

LARGE = 19
"""From this number of seats on, residual seats go by greatest averages (P 7); below it by greatest remainders (P 8)."""
QUARTER, HALF, WHOLE = Fraction(1, 4), Fraction(1, 2), Fraction(1)


@dataclass(frozen=True, slots=True)
class Kind:
    """The rules of one kind of election, by the code that EML gives it.

    `averages`: residual seats go by greatest averages. `full_quota`: only to lists that reached the quota (P 7, second
    paragraph). `floor`: the share of the quota that a list needs for a remainder seat. `majority`: P 9 applies.
    `preference`: the share of the quota that elects a candidate; `reached` when that many votes are enough.
    """

    code: str
    title: str
    averages: bool
    preference: Fraction = QUARTER
    full_quota: bool = False
    floor: Fraction = Fraction(3, 4)
    majority: bool = True
    reached: bool = False


KINDS = {
    kind.code: kind
    for kind in (
        Kind("TK", "Tweede Kamer", True, full_quota=True),
        Kind("EP", "Europees Parlement", True, Fraction(1, 10), full_quota=True),
        Kind("EK", "Eerste Kamer", True, WHOLE, majority=False, reached=True),
        Kind("PS1", "provinciale staten", True),
        Kind("PS2", "provinciale staten, meer kieskringen", True),
        Kind("GR1", "gemeenteraad onder 19 zetels", False, HALF),
        Kind("GR2", "gemeenteraad vanaf 19 zetels", True),
        Kind("AB1", "algemeen bestuur van een waterschap onder 19 zetels", False),
        Kind("AB2", "algemeen bestuur van een waterschap vanaf 19 zetels", True),
        Kind("ER1", "eilandsraad", False, HALF),
        Kind("BC", "bestuurscommissie", False, HALF, floor=QUARTER),
    )
}
BY_SIZE = frozenset({"GR", "AB"})


def kind_of(category: str, seats: int) -> Kind:
    """The rules of an election by its category in EML (`GR`, `TK`, also `GR2`) and its seats. KeyError for none."""
    if category in BY_SIZE:
        return KINDS[f"{category}{1 if seats < LARGE else 2}"]
    return KINDS[{"PS": "PS1", "ER": "ER1"}.get(category, category)]


COUNCIL = (
    (3_000, 9), (6_000, 11), (10_000, 13), (15_000, 15), (20_000, 17), (25_000, 19), (30_000, 21), (35_000, 23),
    (40_000, 25), (45_000, 27), (50_000, 29), (60_000, 31), (70_000, 33), (80_000, 35), (100_000, 37), (200_000, 39),
)  # fmt: skip
"""Seats of a council by its inhabitants at most (Gemeentewet art. 8); above the last one there are 45."""


def council_seats(inhabitants: int) -> int:
    """How many seats has the council of a municipality? Gemeentewet art. 8, first paragraph."""
    return next((seats for most, seats in COUNCIL if inhabitants <= most), 45)
