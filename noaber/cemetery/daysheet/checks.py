"""What field staff check at a grave before digging and before burying; nothing of it can be left out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from noaber.cemetery.planned import ASHES, BURIAL, EXHUMATION, SCATTERING
from noaber.values import Clause, Decision, grant, refuse

MATCH = Clause("Wlb", "8")
REGISTER = Clause("Wlb", "27")
PLACE, NUMBER, PAPERS = "place", "number", "papers"
NEEDS: dict[str, frozenset[str]] = {
    BURIAL: frozenset({PLACE, NUMBER, PAPERS}),
    ASHES: frozenset({PLACE, NUMBER, PAPERS}),
    SCATTERING: frozenset({NUMBER, PAPERS}),
    EXHUMATION: frozenset({PLACE, PAPERS}),
}
"""What is checked of each kind of work. Of a coffin that is dug up no number can be read any more."""


def same_grave(wanted: str, typed: str) -> bool:
    """Is what is typed or scanned the number of this grave? Capitals and the kind of separator do not count."""
    return _plain(typed) != "" and _plain(wanted) == _plain(typed)


def _plain(number: str) -> str:
    return re.sub(r"[\s\-–./]+", "·", number.strip().casefold()).strip("·")


def same_number(recorded: str, typed: str) -> bool:
    """Is what is typed or scanned the recorded registration number? Capitals, spaces and separators do not count."""
    return _bare(typed) != "" and _bare(recorded) == _bare(typed)


def _bare(number: str) -> str:
    return re.sub(r"[\W_]+", "", number.casefold())


@dataclass(frozen=True, slots=True)
class Checked:
    """The taps of one burial. `number_matches` and `papers_match` are empty until somebody tapped yes or no.

    `identified_by` are the persons who said who it is, in case of doubt.
    """

    grave_confirmed: bool = False
    number_matches: bool | None = None
    papers_match: bool | None = None
    identified_by: tuple[str, ...] = ()

    @property
    def doubt(self) -> bool:
        """Does the number or do the papers not match?"""
        return self.number_matches is False or self.papers_match is False

    @property
    def stopped(self) -> bool:
        """Is there doubt that two persons have not taken away?"""
        return self.doubt and not two_named(self.identified_by)

    def lacks(self, needs: Collection[str]) -> list[str]:
        """What of this was not tapped yet."""
        tapped = {
            PLACE: self.grave_confirmed,
            NUMBER: self.number_matches is not None,
            PAPERS: self.papers_match is not None,
        }
        return [need for need, done in tapped.items() if need in needs and not done]


UNCHECKED = Checked()


def two_named(names: Collection[str]) -> bool:
    """Are these at least two persons with different names?"""
    return len({" ".join(name.split()).casefold() for name in names} - {""}) >= 2


def may_dig(wanted: str, typed: str) -> Decision:
    """May digging begin? When the number on the stone is that of the job.

    What was typed is not said again: the journal keeps this sentence, and anything can be typed.
    """
    if not typed.strip():
        return refuse("nothing-typed", REGISTER, "Typ of scan eerst het nummer van het graf.")
    if not same_grave(wanted, typed):
        text = f"Het nummer is niet dat van graf {wanted}, waar het werk voor is."
        return refuse("wrong-grave", REGISTER, text, "Graaf niet. Kijk of je bij het goede graf staat, of bel.")
    return grant("right-grave", REGISTER, "Dit is het goede graf.")


def may_call_buried(checked: Checked, needs: Collection[str] = NEEDS[BURIAL]) -> Decision:
    """May it be put down that somebody is buried? After every check; in doubt two persons say who it is."""
    lacks = checked.lacks(needs)
    if PLACE in lacks:
        return refuse("grave-not-checked", REGISTER, "Het nummer van het graf is niet gecontroleerd.")
    if NUMBER in lacks:
        return refuse("number-not-checked", MATCH, "Controleer het nummer op de kist of de asbus.")
    if PAPERS in lacks:
        return refuse("papers-not-checked", MATCH, "Controleer de papieren.")
    if checked.stopped:
        text = "Nummer of papieren kloppen niet. Twee personen moeten zeggen wie dit is."
        return refuse("doubt", MATCH, text, "Begraaf niet voordat dat gebeurd is.")
    return grant("checked", MATCH, "Alles is gecontroleerd.")
