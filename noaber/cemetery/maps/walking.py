"""How somebody walks to a grave, in words: which row, which place in it, and what lies beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noaber.cemetery.maps.rules import walking_order

Place = tuple[str, str, str]
"""Number, row and place of a grave."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a grave lies among the others of its section; `row_at` and `place_at` count from one."""

    row: str
    row_at: int
    rows: int
    place: str
    place_at: int
    places: int
    beside: tuple[str, ...]

    def words(self, lang: str) -> tuple[str, ...]:
        """The steps, in Dutch or English."""
        return self._english() if lang == "en" else self._dutch()

    def _dutch(self) -> tuple[str, ...]:
        steps = []
        if self.row:
            steps.append(f"Loop naar rij {self.row}: dat is rij {self.row_at} van de {self.rows} in dit vak.")
        if self.place:
            steps.append(f"Zoek plek {self.place}: dat is graf {self.place_at} van de {self.places} in die rij.")
        if self.beside:
            steps.append(f"Ernaast ligt {' en '.join(self.beside)}.")
        return tuple(steps)

    def _english(self) -> tuple[str, ...]:
        steps = []
        if self.row:
            steps.append(f"Walk to row {self.row}: it is row {self.row_at} of the {self.rows} in this section.")
        if self.place:
            steps.append(f"Look for place {self.place}: it is grave {self.place_at} of the {self.places} in that row.")
        if self.beside:
            steps.append(f"Beside it is {' and '.join(self.beside)}.")
        return tuple(steps)


def walk_to(number: str, section: Sequence[Place]) -> Walk:
    """The way to a grave of a section. Raises KeyError for one that is not in it."""
    mine = next((one for one in section if one[0] == number), None)
    if mine is None:
        raise KeyError(number)
    _, row, place = mine
    rows = sorted({one[1] for one in section}, key=walking_order)
    beside = sorted((one for one in section if one[1] == row), key=lambda one: (walking_order(one[2]), one[0]))
    at = beside.index(mine)
    around = [one[0] for one in (*beside[max(at - 1, 0) : at], *beside[at + 1 : at + 2])]
    return Walk(row, rows.index(row) + 1, len(rows), place, at + 1, len(beside), tuple(around))
