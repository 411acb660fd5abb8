"""When a check, an identification, a note and the end of the work may be put down, and what the office hears of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days
from noaber.cemetery.daysheet.checks import (
    MATCH,
    NEEDS,
    NUMBER,
    REGISTER,
    UNCHECKED,
    Checked,
    may_call_buried,
    two_named,
)
from noaber.cemetery.local import MOST_LAYERS
from noaber.cemetery.planned import BURIAL
from noaber.values import Clause, Decision, DutyOrder, Refused, grant, refuse

OFFICE = "clerk"
MISMATCH, NO_NUMBER, OTHERWISE = "dagblad-klopt-niet", "dagblad-zonder-nummer", "dagblad-anders"
"""What the office hears of: a mismatch, a number that was never put down, and work that went otherwise than planned."""
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Work:
    """What is planned, as these rules read it, and what was already put down of it.

    `layers` are those of the grave, `taken` the ones in which somebody else lies.
    """

    work: str
    day: date
    where: str
    layer: int | None = None
    layers: int = 0
    taken: tuple[int, ...] = ()
    registration: str = ""
    checked: Checked = UNCHECKED
    done: bool = False

    @property
    def needs(self) -> frozenset[str]:
        """What is checked of it."""
        return NEEDS[self.work]

    @property
    def of_body(self) -> bool:
        """Does a layer count?"""
        return self.work == BURIAL


def may_confirm(work: Work, decision: Decision) -> Decision:
    """May it be put down that this is the grave? Before the work is done, at the right stone."""
    return _done(work) or decision


def may_check(work: Work, day: date, matches: bool | None, papers: bool) -> Decision:
    """May the check of number and papers be put down? On the day itself or after it, whatever comes out.

    What does not match stops the work, and the office hears of it at once.
    """
    if (refused := _done(work) or _too_early(work, day)) is not None:
        return refused
    if matches is False or not papers:
        title = f"Nummer of papieren kloppen niet: {work.where}"
        text = "Het klopt niet. Ga niet verder en bel."
        return grant("stopped", MATCH, text, (_office(MISMATCH, title, day),))
    if NUMBER in work.needs and not work.registration:
        title = f"Registratienummer ontbreekt in het register: {work.where}"
        return grant("no-number", MATCH, "Nummer en papieren kloppen met elkaar.", (_office(NO_NUMBER, title, day),))
    return grant("matched", MATCH, "Nummer en papieren kloppen.")


def number_matches(work: Work, same: bool, papers: bool) -> bool | None:
    """Does the number match? Without a recorded number it is compared with the papers; None where there is none."""
    if NUMBER not in work.needs:
        return None
    return same if work.registration else papers


def may_identify(work: Work, names: Collection[str]) -> Decision:
    """May it be put down that two persons said who it is? Where a check did not match, and it is two of them."""
    if (refused := _done(work)) is not None:
        return refused
    if not work.checked.doubt:
        return refuse("no-doubt", MATCH, "Nummer en papieren kloppen; of ze zijn nog niet gecontroleerd.")
    if not two_named(names):
        return refuse("one-person", MATCH, "Schrijf de namen van twee verschillende personen op.")
    return grant("identified", MATCH, "Twee personen hebben gezegd wie het is.")


def may_complete(work: Work, day: date, layer: int | None, why: str) -> Decision:
    """May it be put down that it is done? After every check, in a layer that is there and free.

    Another layer than was planned, or another day, has a reason, and the office hears of it.
    """
    if (refused := _done(work) or _too_early(work, day)) is not None:
        return refused
    if isinstance(checked := may_call_buried(work.checked, work.needs), Refused):
        return checked
    if (wrong := _wrong_layer(work, layer, why)) is not None:
        return wrong
    if work.of_body and layer != work.layer:
        title = f"Andere laag gebruikt dan gepland: {work.where}"
        text = f"Afgetekend, in laag {layer}. Gepland was {_planned(work.layer)}."
        return grant("other-layer", REGISTER, text, (_office(OTHERWISE, title, day),))
    if day != work.day:
        title = f"Op een andere dag dan gepland: {work.where}"
        text = f"Afgetekend. Gepland was {short_day(work.day)}."
        return grant("other-day", REGISTER, text, (_office(OTHERWISE, title, day),))
    return grant("done", REGISTER, "Afgetekend.")


def _wrong_layer(work: Work, layer: int | None, why: str) -> Refused | None:
    if not work.of_body:
        return None
    if layer is None or not 1 <= layer <= min(work.layers, MOST_LAYERS):
        return Refused("no-layer", REGISTER, f"Dit graf heeft {work.layers} lagen. Kies er een.")
    if layer == work.layer:
        return None
    if layer in work.taken:
        text = f"In laag {layer} ligt volgens het register al iemand."
        return Refused("layer-taken", REGISTER, text, "Kies de laag die echt gebruikt is, of bel.")
    if not why.strip():
        text = f"Gepland was {_planned(work.layer)}. Schrijf op waarom het laag {layer} werd."
        return Refused("why-layer", REGISTER, text)
    return None


def may_note(work: Work, text: str, clause: Clause) -> Decision:
    """May something be put on the sheet? As long as the work is not done."""
    if (refused := _done(work)) is not None:
        return refused
    if not text.strip():
        return refuse("no-note", clause, "Er staat niets.")
    return grant("noted", clause, "Het staat op het dagblad.")


def may_settle(open_signals: int, note: str, clause: Clause) -> Decision:
    """May what the sheet told the office be settled? When there is something, and with what was done about it."""
    if not open_signals:
        return refuse("nothing-open", clause, "Er is geen melding (meer) van dit werk.")
    if not note.strip():
        return refuse("no-note", clause, "Er staat niet bij wat er is gedaan.", "Schrijf het in een zin op.")
    return grant("settled", clause, "De melding is afgehandeld.")


def _done(work: Work) -> Refused | None:
    if not work.done:
        return None
    return Refused("already-done", REGISTER, "Dit is al afgetekend.", "Klopt het niet? Bel de administratie.")


def _too_early(work: Work, day: date) -> Refused | None:
    if day >= work.day:
        return None
    text = f"Dit is pas op {short_day(work.day)}."
    return Refused("too-early", MATCH, text, "Is het vandaag? Laat de administratie de dag aanpassen.")


def _office(code: str, title: str, day: date) -> DutyOrder:
    due = day if code == MISMATCH else add_working_days(day, 1)
    return DutyOrder(code, MATCH if code != OTHERWISE else REGISTER, due, OFFICE, title, "daysheet.settle")


def _planned(layer: int | None) -> str:
    return f"laag {layer}" if layer else "geen laag"
