"""A grave that is not looked after: seen, declared to the holder, repaired or published, and in the end lapsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noaber.calendar.words import short_day
from noaber.cemetery.law import Law
from noaber.cemetery.windows import EXCLUSIVE, Window, neglect_repair, neglect_signs
from noaber.values import Clause, Decision, grant, refuse

NEGLECT = Clause("Wlb", "28, vierde lid")
PUBLISH = Clause("Wlb", "28, vijfde lid")
LAPSE = Clause("Wlb", "28, zesde lid")


class Degree(StrEnum):
    """How bad it is, as an inspection finds it. Only what is clear is declared."""

    LIGHT = "light"
    CLEAR = "clear"
    DANGEROUS = "dangerous"


DEGREES: dict[str, str] = {
    Degree.LIGHT: "licht",
    Degree.CLEAR: "kennelijk verwaarloosd",
    Degree.DANGEROUS: "gevaarlijk",
}


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when an answer is waited for, and by which clause."""

    until: date
    clause: Clause


@dataclass(frozen=True, slots=True)
class Neglect:
    """One inspected grave and how far it is. Days are empty for what did not happen.

    `granted_on` is when the right began. `kept_by_holder` is whether the holder has to look after the grave: what the
    keeper of the cemetery must do, nobody neglects. The publication counts from the day on which both signs stood.
    """

    right: str
    granted_on: date
    inspected_on: date
    degree: Degree
    photo: bool
    kept_by_holder: bool = True
    declared_on: date | None = None
    received_on: date | None = None
    sign_grave_on: date | None = None
    sign_entrance_on: date | None = None
    repaired_on: date | None = None
    right_ended: bool = False

    @property
    def published_on(self) -> date | None:
        """Since when it is published at the grave and at the entrance both."""
        if self.sign_grave_on is None or self.sign_entrance_on is None:
            return None
        return max(self.sign_grave_on, self.sign_entrance_on)

    @property
    def closed(self) -> bool:
        """Is it over: repaired, or the right came to its end?"""
        return self.repaired_on is not None or self.right_ended


def window_of(neglect: Neglect, law: Law) -> Window | None:
    """The window that runs: the year of the holder, or the years of the signs. None where none does."""
    if neglect.closed:
        return None
    if neglect.received_on is not None:
        return neglect_repair(neglect.received_on, law)
    if neglect.published_on is not None:
        return neglect_signs(neglect.granted_on, neglect.published_on, law)
    return None


def _shown(neglect: Neglect) -> Decision | None:
    """What is not neglect in the sense of the law."""
    if neglect.right != EXCLUSIVE:
        return refuse("not-exclusive", NEGLECT, "Alleen een uitsluitend recht kan door verwaarlozing vervallen.")
    if not neglect.kept_by_holder:
        text = "De begraafplaats moet dit graf zelf onderhouden. Dan verwaarloost de rechthebbende het niet."
        return refuse("kept-by-keeper", NEGLECT, text, "Laat het graf onderhouden.")
    if neglect.degree is Degree.LIGHT:
        return refuse("too-light", NEGLECT, "Het graf is niet kennelijk verwaarloosd.", "Kijk later nog eens.")
    if not neglect.photo:
        return refuse("no-photo", NEGLECT, "Er is geen foto van de verwaarlozing.", "Voeg er een toe.")
    return None


def may_establish(neglect: Neglect | None, runs: bool, today: date) -> Decision:
    """May neglect be put down? Of a grave with an exclusive right, once at a time. `runs` where it was put down before.

    `neglect` is empty where no right runs on the grave.
    """
    if neglect is None:
        return refuse("no-right", NEGLECT, "Op dit graf loopt geen recht dat kan vervallen.", "Kijk op de ruimlijst.")
    if runs:
        return refuse("already-runs", NEGLECT, "Voor dit graf loopt dit al.", "Ga daarmee verder.")
    if (refused := _shown(neglect)) is not None:
        return refused
    if neglect.inspected_on > today:
        return refuse("wrong-day", NEGLECT, "De inspectie moet nog komen.", "Verbeter de datum.")
    return grant("established", NEGLECT, "De verwaarlozing is vastgelegd.")


def may_declare(neglect: Neglect) -> Decision:
    """May it be declared to the holder? An exclusive right, clearly neglected, with a photo that shows it."""
    if neglect.closed:
        return refuse("closed", NEGLECT, "Het graf is hersteld of het recht is geëindigd.")
    if neglect.declared_on is not None:
        return refuse("already-declared", NEGLECT, f"De verklaring is al gemaakt op {short_day(neglect.declared_on)}.")
    if (refused := _shown(neglect)) is not None:
        return refused
    return grant("declared", NEGLECT, "De verklaring is gemaakt.")


def may_confirm(neglect: Neglect, received: date, today: date) -> Decision:
    """May it be put down that the holder confirmed the receipt? Also while the signs stand: then the year counts."""
    if neglect.closed:
        return refuse("closed", NEGLECT, "Het graf is hersteld of het recht is geëindigd.")
    if neglect.declared_on is None:
        return refuse("not-declared", NEGLECT, "Er is nog geen verklaring.", "Maak die eerst.")
    if neglect.received_on is not None:
        return refuse("already-received", NEGLECT, f"De ontvangst is al bevestigd op {short_day(neglect.received_on)}.")
    if not neglect.declared_on <= received <= today:
        return refuse("wrong-day", NEGLECT, "De ontvangst ligt tussen de verklaring en vandaag.", "Verbeter de datum.")
    return grant("received", NEGLECT, "De ontvangst is bevestigd. De rechthebbende heeft nu de tijd om te herstellen.")


def may_publish(neglect: Neglect, placed: date, today: date, wait: Wait | None = None) -> Decision:
    """May a sign be put down? Where the receipt of the declaration is not confirmed.

    `wait` is until when an answer to the letter is waited for; nothing where nobody could be written to.
    """
    if neglect.closed:
        return refuse("closed", PUBLISH, "Het graf is hersteld of het recht is geëindigd.")
    if neglect.declared_on is None:
        return refuse("not-declared", PUBLISH, "Er is nog geen verklaring.", "Maak die eerst.")
    if neglect.received_on is not None:
        return refuse("received", PUBLISH, "De ontvangst is bevestigd; een bord is niet nodig.")
    if not neglect.declared_on <= placed <= today:
        return refuse("wrong-day", PUBLISH, "Het bord staat er na de verklaring en niet later dan vandaag.")
    if wait is not None and placed <= wait.until:
        text = f"De rechthebbende kan de ontvangst nog bevestigen tot en met {short_day(wait.until)}."
        return refuse("wait", wait.clause, text, "Plaats het bord daarna, of als de brief terugkomt.")
    return grant("published", PUBLISH, "Het bord is vastgelegd.")


def may_repair(neglect: Neglect, repaired: date, today: date) -> Decision:
    """May it be put down that the grave is repaired? At any time before the right lapsed."""
    if neglect.closed:
        return refuse("closed", NEGLECT, "Het graf is al hersteld of het recht is geëindigd.")
    if not neglect.inspected_on <= repaired <= today:
        return refuse("wrong-day", NEGLECT, "Het herstel ligt tussen de inspectie en vandaag.", "Verbeter de datum.")
    return grant("repaired", NEGLECT, "Het graf is hersteld. De procedure is gesloten.")


def may_lapse(neglect: Neglect, today: date, law: Law) -> Decision:
    """Did the right lapse by law? On the day after the window that runs.

    The seventh paragraph lets a young right live to its tenth year after the years of the signs alone: it names the
    period of the fifth paragraph. After a confirmed receipt the sixth ends a right with the year, however young.
    """
    if neglect.closed:
        return refuse("closed", LAPSE, "Het graf is hersteld of het recht is geëindigd.")
    window = window_of(neglect, law)
    if window is None or window.until is None:
        text = "De ontvangst is niet bevestigd en er staan geen borden bij graf en ingang."
        return refuse("nothing-runs", LAPSE, text, "Leg eerst een van beide vast.")
    if today <= window.until:
        return refuse("not-over", window.clause, f"Herstellen kan nog tot en met {short_day(window.until)}.")
    return grant("lapsed", LAPSE, "Het recht is vervallen: het graf is niet hersteld.")


class Next(StrEnum):
    """What is to be done with a neglected grave."""

    DECLARE = "declare"
    WAIT = "wait"
    PUBLISH = "publish"
    LAPSE = "lapse"
    DONE = "done"


def next_step(neglect: Neglect, today: date, law: Law, wait: Wait | None = None) -> Next:
    """What comes next. Waiting is for the holder, who can confirm and repair."""
    if neglect.closed:
        return Next.DONE
    if neglect.declared_on is None:
        return Next.DECLARE
    window = window_of(neglect, law)
    if window is None:
        return Next.WAIT if wait is not None and today <= wait.until else Next.PUBLISH
    assert window.until is not None
    return Next.LAPSE if today > window.until else Next.WAIT
