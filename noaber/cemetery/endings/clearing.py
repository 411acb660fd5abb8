"""Which graves may be cleared, why the others not yet, and the steps from the intention to the empty grave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from noaber.calendar.deadlines import Span, last_day, raw_end
from noaber.calendar.words import short_day
from noaber.cemetery.law import Law
from noaber.cemetery.windows import earliest_clearing, intention
from noaber.values import Clause, Decision, grant, refuse

CLEAR = Clause("Wlb", "31")
CONSENT = Clause("Wlb", "31, tweede lid")
REMAINS = Clause("Wlb", "31, derde lid")
URNS = Clause("Wlb", "66")
TWO = Clause("Awb", "3:2")
"""Careful preparation: who put a grave on the list does not decide on it."""
UNKNOWN_PERSON = Clause("Wlb", "31, vijfde lid")
OWNER = Clause("Wlb", "32a")
OBJECT = Clause("Awb", "6:7")
HISTORIC = Clause("Model-beheersverordening begraafplaatsen", "26")


class Destination(StrEnum):
    """Where remains go. The law knows burying again and cremating; deepening buries them again in the same grave."""

    COLLECTIVE = "collective"
    REBURIED = "reburied"
    CREMATED = "cremated"
    DEEPENED = "deepened"


BURIED = (Destination.COLLECTIVE, Destination.REBURIED)
DESTINATIONS: dict[str, str] = {
    Destination.COLLECTIVE: "verzamelgraf",
    Destination.REBURIED: "herbegraven in een ander graf",
    Destination.CREMATED: "gecremeerd",
    Destination.DEEPENED: "geschud: dieper in hetzelfde graf",
}


@dataclass(frozen=True, slots=True)
class Occupied:
    """A grave in which somebody lies, as these rules read it.

    `last_body_on` is empty where the day of a body there is not known. `right_ends_on` is empty for a running right
    without an end. `mayor_told_on` and `identifying` are about an unknown person, `objection_runs` about the decision.
    """

    last_body_on: date | None
    right_runs: bool = False
    right_ends_on: date | None = None
    holder_consents: bool = False
    historic: bool = False
    unknown: bool = False
    mayor_told_on: date | None = None
    identifying: bool = False
    objection_runs: bool = False
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a grave may not be cleared on a day. `until` is the last day on which that is so, where a day ends it."""

    code: str
    clause: Clause
    text: str
    until: date | None = None


NOBODY = Hindrance("nobody", CLEAR, "In dit graf ligt niemand.")


def hindrances(grave: Occupied, day: date, law: Law) -> tuple[Hindrance, ...]:
    """Every reason why a grave may not be cleared on a day; empty where it may."""
    found = (
        _term_runs(grave),
        _rest(grave, day, law),
        _closed(grave, day, law),
        _unknown(grave, day, law),
        Hindrance("historic", HISTORIC, "Het graf staat op de lijst van historische graven.")
        if grave.historic
        else None,
        Hindrance("objection-runs", OBJECT, "Er loopt bezwaar of beroep.") if grave.objection_runs else None,
    )
    return tuple(one for one in found if one is not None)


def _term_runs(grave: Occupied) -> Hindrance | None:
    if not grave.right_runs or grave.holder_consents:
        return None
    end = f" tot en met {short_day(grave.right_ends_on)}" if grave.right_ends_on else " zonder einde"
    text = f"Er loopt een recht{end}, en de rechthebbende heeft niet ingestemd."
    return Hindrance("term-runs", CONSENT, text, grave.right_ends_on)


def _rest(grave: Occupied, day: date, law: Law) -> Hindrance | None:
    if grave.last_body_on is None:
        return Hindrance("day-unknown", law.rest.clause, "Van een begraving is de dag niet bekend. Zoek die eerst uit.")
    since = earliest_clearing(grave.last_body_on, law).since
    assert since is not None, "the clock of the rest always begins on a day"
    if day >= since:
        return None
    return Hindrance("rest", law.rest.clause, f"De grafrust duurt: ruimen mag vanaf {short_day(since)}.", since)


def _closed(grave: Occupied, day: date, law: Law) -> Hindrance | None:
    if grave.closed_on is None or day < grave.closed_on:
        return None
    until = last_day(grave.closed_on, law.closed_rest.value)
    if day > until:
        return None
    text = f"De begraafplaats is gesloten en blijft onaangeroerd tot en met {short_day(until)}."
    return Hindrance("closed", law.closed_rest.clause, text, until)


def _unknown(grave: Occupied, day: date, law: Law) -> Hindrance | None:
    if not grave.unknown:
        return None
    if grave.mayor_told_on is None:
        return Hindrance("mayor", UNKNOWN_PERSON, "Hier ligt een onbekende. Meld het ruimen eerst aan de burgemeester.")
    if grave.identifying:
        return Hindrance("identifying", UNKNOWN_PERSON, "Het onderzoek naar wie hier ligt loopt nog.")
    since = last_day(grave.mayor_told_on, law.unknown_notice.value)
    if day >= since:
        return None
    text = f"De burgemeester is kort geleden ingelicht: ruimen mag vanaf {short_day(since)}."
    return Hindrance("mayor-wait", law.unknown_notice.clause, text, since)


@dataclass(frozen=True, slots=True)
class Plan:
    """A grave on the list of a year. `address` says whether an address of the family is known.

    `announced_on` is the day of the letter, or of the sign where no address is known. `held` is so while an objection
    or a search for who lies there runs.
    """

    listed_by: str = ""
    withdrawn_on: date | None = None
    decided_on: date | None = None
    announced_on: date | None = None
    letter: bool = False
    sign: bool = False
    address: bool = False
    held: bool = False
    above_on: date | None = None
    emptied_on: date | None = None


def may_list(found: tuple[Hindrance, ...], listed: bool, planned: date, today: date) -> Decision:
    """May a grave be put on the list, for the day on which it would be cleared? Once at a time."""
    if listed:
        return refuse("already-listed", CLEAR, "Dit graf staat al op de ruimlijst.", "Ga daarmee verder.")
    if planned <= today:
        return refuse("wrong-day", CLEAR, "De dag van ruimen moet nog komen.", "Kies een latere dag.")
    if found:
        return refuse(found[0].code, found[0].clause, found[0].text)
    return grant("listed", CLEAR, "Het graf staat op de ruimlijst.")


def _over(plan: Plan) -> Decision | None:
    if plan.withdrawn_on is not None:
        return refuse("withdrawn", CLEAR, f"Het graf is van de ruimlijst gehaald op {short_day(plan.withdrawn_on)}.")
    if plan.emptied_on is not None:
        return refuse("already-emptied", CLEAR, f"Het graf is al leeg sinds {short_day(plan.emptied_on)}.")
    return None


def may_withdraw(plan: Plan) -> Decision:
    """May a grave be taken from the list? As long as its monument stands."""
    if (over := _over(plan)) is not None:
        return over
    if plan.above_on is not None:
        return refuse("above-done", CLEAR, "Het graf is al bovengronds geruimd.")
    return grant("withdrawn", CLEAR, "Het graf is van de ruimlijst gehaald.")


def may_decide(plan: Plan, by: str, found: tuple[Hindrance, ...]) -> Decision:
    """May the order to clear be given? By somebody else than who put the grave on the list, and once."""
    if (over := _over(plan)) is not None:
        return over
    if plan.decided_on is not None:
        return refuse("already-decided", CLEAR, f"Er is al besloten op {short_day(plan.decided_on)}.")
    if by == plan.listed_by:
        return refuse("four-eyes", TWO, "Je hebt dit graf zelf op de ruimlijst gezet.", "Laat een collega besluiten.")
    if found:
        return refuse(found[0].code, found[0].clause, found[0].text)
    return grant("decided", CLEAR, "Het besluit om te ruimen is genomen.")


def may_tell_mayor(plan: Plan, unknown: bool, told: date | None) -> Decision:
    """May it be put down that the mayor was told? Of a grave of an unknown person, once."""
    if (over := _over(plan)) is not None:
        return over
    if not unknown:
        return refuse(
            "not-unknown", UNKNOWN_PERSON, "Hier ligt geen onbekende. De burgemeester hoeft dit niet te weten."
        )
    if told is not None:
        return refuse("already-told", UNKNOWN_PERSON, f"De burgemeester weet dit sinds {short_day(told)}.")
    return grant("told", UNKNOWN_PERSON, "De melding aan de burgemeester is vastgelegd.")


def may_hold(plan: Plan, holds: bool, hold: bool) -> Decision:
    """May it be put down that an objection or a search holds the clearing up, or does not any more?"""
    if (over := _over(plan)) is not None:
        return over
    if holds == hold:
        return refuse("same", OBJECT, "Dit was al zo vastgelegd.")
    return grant("held" if hold else "released", OBJECT, "Dit is vastgelegd.")


def may_announce(plan: Plan, law: Law) -> Decision:
    """May the intention be told? After the decision, once; by letter where an address is known, else by a sign."""
    if (over := _over(plan)) is not None:
        return over
    if plan.decided_on is None:
        return refuse("not-decided", law.intention, "Over het ruimen is nog niet besloten.", "Laat eerst besluiten.")
    if plan.announced_on is not None:
        return refuse("already-announced", law.intention, f"Het voornemen is gemeld op {short_day(plan.announced_on)}.")
    if plan.address and not plan.letter:
        return refuse("letter", law.intention, "Er is een adres bekend. Meld het voornemen met een brief.")
    if not plan.address and not plan.sign:
        return refuse("sign", law.intention, "Er is geen adres bekend. Meld het voornemen met een bord bij het graf.")
    return grant("announced", law.intention, "Het voornemen is gemeld.")


def may_clear_above(plan: Plan, planned: date, owned: bool, photo: bool, day: date, law: Law) -> Decision:
    """May the monument be taken off? When the intention was told long enough ahead, with a photo of how it was.

    `owned` while a right runs and its holder did not agree: then it stays where it is.
    """
    if (over := _over(plan)) is not None:
        return over
    if plan.above_on is not None:
        return refuse("above-done", law.intention, f"Dit is al gedaan op {short_day(plan.above_on)}.")
    if plan.held:
        return refuse("held", OBJECT, "Er loopt bezwaar of onderzoek.", "Wacht tot dat klaar is.")
    if owned:
        return refuse("owned", OWNER, "Er loopt een recht: het monument is van de rechthebbende.", "Vraag toestemming.")
    if plan.announced_on is None:
        return refuse("not-announced", law.intention, "Het voornemen is niet gemeld.", "Meld het eerst.")
    last = intention(day, law).until
    assert last is not None, "an intention is always told before a day"
    if plan.announced_on > last:
        text = f"Het voornemen is gemeld op {short_day(plan.announced_on)}; dat moest uiterlijk {short_day(last)}."
        return refuse("too-soon", law.intention, text)
    if day < planned:
        return refuse(
            "planned", law.intention, f"Ruimen is aangekondigd vanaf {short_day(planned)}.", "Wacht tot die dag."
        )
    if not photo:
        return refuse("no-photo", law.intention, "Er is geen foto van het graf.", "Voeg er een toe.")
    return grant("above", law.intention, "Het graf is bovengronds geruimd.")


def may_empty(
    plan: Plan,
    found: tuple[Hindrance, ...],
    destination: Destination | None,
    place: str = "",
    urns: int = 0,
    photo: bool = True,
) -> Decision:
    """May the grave be emptied? Cleared above ground, nothing against it on the day itself, and a place to go.

    `place` says where remains lie that stay on the cemetery; `urns` are those that still stand in the grave.
    """
    if (over := _over(plan)) is not None:
        return over
    if plan.above_on is None:
        return refuse("not-above", CLEAR, "Het graf is nog niet bovengronds geruimd.", "Doe dat eerst.")
    if found:
        return refuse(found[0].code, found[0].clause, found[0].text)
    if urns:
        text = f"In dit graf staan nog {urns} asbussen." if urns > 1 else "In dit graf staat nog een asbus."
        return refuse("urns", URNS, text, "Geef ze mee of ruim ze eerst; dat heeft een eigen termijn.")
    if destination is None or (destination in BURIED and not place.strip()):
        return refuse("no-destination", REMAINS, "Zeg waar de overblijfselen heen gaan.", "Noem de plaats.")
    if not photo:
        return refuse("no-photo", CLEAR, "Er is geen foto van het geruimde graf.", "Voeg er een toe.")
    return grant("emptied", CLEAR, "Het graf is geruimd.")


class Next(StrEnum):
    """What is to be done with a grave on the list."""

    DECIDE = "decide"
    ANNOUNCE = "announce"
    WAIT = "wait"
    ABOVE = "above"
    EMPTY = "empty"
    DONE = "done"


def next_step(plan: Plan, today: date, law: Law) -> Next:
    """What comes next. Waiting is until the intention was told long enough ago."""
    if plan.withdrawn_on is not None or plan.emptied_on is not None:
        return Next.DONE
    if plan.decided_on is None:
        return Next.DECIDE
    if plan.announced_on is None:
        return Next.ANNOUNCE
    if plan.above_on is not None:
        return Next.EMPTY
    last = intention(today, law).until
    assert last is not None, "an intention is always told before a day"
    return Next.ABOVE if plan.announced_on <= last else Next.WAIT


def above_from(announced_on: date, law: Law) -> date:
    """The first day on which the monument may be taken off."""
    day = raw_end(announced_on, Span(law.intention.value.number, law.intention.value.unit, "other"))
    while (last := intention(day, law).until) is None or last < announced_on:
        day += timedelta(days=1)
    return day
