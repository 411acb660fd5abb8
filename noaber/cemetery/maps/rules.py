"""When the map of a cemetery is taken in or laid out, and in which order graves are walked past."""

from __future__ import annotations

import re

from noaber.values import Clause, Decision, grant, refuse

REGISTER = Clause("Wlb", "27")
"""The register tells exactly where somebody lies; a map is how it shows that."""


def may_take_in(blocking: int, shapes: int) -> Decision:
    """May a file with places be taken in? Only when nothing in it blocks and something in it is of the register."""
    if blocking:
        return refuse("not-in-order", REGISTER, "Er staan fouten in het bestand.", "Verbeter ze en begin opnieuw.")
    if not shapes:
        return refuse("nothing", REGISTER, "Geen enkel graf uit dit bestand staat in het register.")
    return grant("taken-in", REGISTER, "De plekken staan op de kaart.")


def may_lay_out(shapes: int, surveyed: int) -> Decision:
    """May a schematic map be laid out? For graves of the register; what was surveyed is never replaced by a scheme."""
    if not shapes and surveyed:
        return refuse("surveyed", REGISTER, "Al deze graven zijn ingemeten.", "Een schema is hier niet nodig.")
    if not shapes:
        return refuse("nothing", REGISTER, "Geen enkel graf van het register ligt op deze plekken.")
    return grant("laid-out", REGISTER, "De graven staan op de kaart.")


def walking_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """By what rows and places are sorted: numbers as numbers, so that 2 comes before 10."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part.upper()) for part in parts)
