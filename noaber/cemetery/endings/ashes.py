"""Urns that are placed and taken away, and ashes that are scattered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.calendar.deadlines import last_day
from noaber.calendar.words import short_day
from noaber.cemetery.law import Law
from noaber.values import Clause, Decision, grant, refuse

REGISTER = Clause("Wlb", "65")
CONTENT = Clause("Besluit op de lijkbezorging", "10, tweede lid")
PLACING = Clause("Wlb", "62, derde lid")
REMOVING = Clause("Wlb", "63, tweede lid")
BY_KEEPER = Clause("Wlb", "66a, derde lid")
BY_FAMILY = Clause("Wlb", "66a, tweede lid")


@dataclass(frozen=True, slots=True)
class UrnRecord:
    """What the public register of urns has of one, by decree. `handed_to` is filled when it is taken away."""

    name: str
    registration: str
    crematorium: str
    crematorium_address: str
    place: str
    destination: str = ""
    handed_to: str = ""


_PLACED = {
    "name": "naam",
    "registration": "registratienummer",
    "crematorium": "crematorium",
    "crematorium_address": "adres van het crematorium",
    "place": "plaats",
}


def lacking(urn: UrnRecord) -> tuple[str, ...]:
    """What the register still misses of an urn that is placed, in Dutch."""
    return tuple(word for field, word in _PLACED.items() if not getattr(urn, field).strip())


@dataclass(frozen=True, slots=True)
class Spot:
    """A grave, a niche or another place for ashes. `urns_max` comes with its clause: the kind of grave sets it.

    `scatter_ground` is ground that is destined for scattering for good.
    """

    urns: int
    urns_max: int
    clause: Clause
    right: bool = True
    exclusive: bool = False
    consent: bool = False
    blocked: str = ""
    scatter_ground: bool = False
    occupied: bool = False


def may_place(urn: UrnRecord, spot: Spot, placed: date, today: date) -> Decision:
    """May an urn be placed? With all that the register must have, consent in a private grave, and room for it."""
    if placed > today:
        return refuse("future", REGISTER, "Deze dag moet nog komen.", "Leg de asbus vast als hij er staat.")
    if missing := lacking(urn):
        return refuse("lacking", CONTENT, f"Het register mist nog: {', '.join(missing)}.", "Vul dit aan.")
    if spot.blocked:
        return refuse("blocked", spot.clause, f"Het graf is geblokkeerd: {spot.blocked}.")
    if not spot.right:
        return refuse("no-right", spot.clause, "Er loopt geen recht op dit graf.", "Geef het eerst uit.")
    if spot.exclusive and not spot.consent:
        return refuse("no-consent", PLACING, "De rechthebbende heeft niet ingestemd.", "Vraag toestemming.")
    if spot.urns >= spot.urns_max:
        return refuse("full", spot.clause, f"Er staan {spot.urns} asbussen; er mogen er {spot.urns_max} staan.")
    return grant("placed", REGISTER, "De asbus is geplaatst en staat in het register.")


def may_take_away(urn: UrnRecord, gone: bool, exclusive: bool, consent: bool) -> Decision:
    """May an urn be taken away on request? Once, with the holder of a private grave, to somebody and somewhere."""
    if gone:
        return refuse("gone", REGISTER, "De asbus is al weg.")
    if missing := lacking(urn):
        return refuse("incomplete", CONTENT, f"Het register mist nog: {', '.join(missing)}.", "Vul het eerst aan.")
    if exclusive and not consent:
        return refuse("no-consent", REMOVING, "De rechthebbende heeft niet ingestemd.", "Vraag toestemming.")
    if not urn.destination.strip() or not urn.handed_to.strip():
        return refuse("lacking", CONTENT, "Zeg waar de asbus heen gaat en aan wie hij is meegegeven.")
    return grant("taken", REGISTER, "De asbus is meegegeven. Het register weet aan wie.")


def may_clear(
    stored_on: date | None, right_runs: bool, gone: bool, consent: bool, field: bool, day: date, law: Law
) -> Decision:
    """May the keeper clear an urn? When no right runs, some years after the ashes were put in it; or with consent.

    `field` says whether there is ground for scattering. The years count from the day on which the ashes went into the
    urn, not from that on which the urn was placed.
    """
    if gone:
        return refuse("gone", law.urn_rest, "De asbus is al weg.")
    if not field:
        return refuse(
            "no-ground", BY_KEEPER, "Ruimen gebeurt door verstrooien, op een strooiveld.", "Kies een strooiveld."
        )
    if consent:
        return grant("cleared", law.urn_rest, "De asbus is geruimd met instemming; de as wordt verstrooid.")
    if right_runs:
        text = "Er loopt een recht op deze plaats, en de rechthebbende heeft niet ingestemd."
        return refuse("no-consent", law.urn_rest, text, "Vraag toestemming.")
    if stored_on is None:
        text = "De dag waarop de as in de bus ging, is niet bekend."
        return refuse("day-unknown", law.urn_rest, text, "Zoek die uit, of vraag de rechthebbende om toestemming.")
    since = last_day(stored_on, law.urn_rest.value)
    if day < since:
        text = f"Zonder instemming van de rechthebbende mag dit pas vanaf {short_day(since)}."
        return refuse("rest", law.urn_rest, text, "Vraag toestemming.")
    return grant("cleared", law.urn_rest, "De asbus is geruimd; de as wordt verstrooid.")


def may_complete(urn: UrnRecord, gone: bool, complete: bool) -> Decision:
    """May the record of an urn be filled in? With all that the register must have of it."""
    if gone:
        return refuse("gone", REGISTER, "De asbus is al weg.")
    if complete:
        return refuse("complete", CONTENT, "Alles wat het register moet hebben, staat er al.")
    if missing := lacking(urn):
        return refuse("lacking", CONTENT, f"Het register mist nog: {', '.join(missing)}.", "Vul dit aan.")
    return grant("completed", CONTENT, "Het register van asbussen is aangevuld.")


def may_scatter(spot: Spot, on_grave: bool, by_family: bool) -> Decision:
    """May ashes be scattered here? By the keeper on ground destined for it alone; the family also on a grave.

    The law binds where the keeper scatters. On a grave it is the family that does it or has it done, and the
    municipality allows it where somebody lies.
    """
    if not on_grave:
        if not spot.scatter_ground:
            return refuse("no-ground", BY_KEEPER, "Deze grond is niet bestemd om as te verstrooien.")
        return grant("allowed", BY_KEEPER, "De as mag hier worden verstrooid.")
    if not by_family:
        text = "De begraafplaats zelf verstrooit alleen op grond die daarvoor blijvend is bestemd."
        return refuse("keeper", BY_KEEPER, text, "Kies het strooiveld, of laat de familie het zelf doen.")
    if not spot.occupied:
        return refuse("empty", spot.clause, "Op een graf mag dit alleen als er iemand ligt.")
    if spot.exclusive and not spot.consent:
        return refuse("no-consent", PLACING, "De rechthebbende heeft niet ingestemd.", "Vraag toestemming.")
    return grant("allowed", BY_FAMILY, "De familie mag de as op dit graf verstrooien.")


def may_register_scattering(allowed_on: date | None, done: bool, on: date, today: date) -> Decision:
    """May it be put down that ashes were scattered? Once, after it was allowed, on a day up to today."""
    if allowed_on is None or done:
        return refuse("done", BY_FAMILY, "Dit is al vastgelegd.")
    if not allowed_on <= on <= today:
        return refuse("wrong-day", BY_FAMILY, "De dag ligt na de toestemming en niet later dan vandaag.")
    return grant("scattered", BY_FAMILY, "De as is verstrooid en staat in het register.")


def may_withdraw_scattering(done: bool) -> Decision:
    """May a permission be taken back? As long as nothing was scattered."""
    if done:
        return refuse("done", BY_FAMILY, "De as is al verstrooid, of de toestemming is al ingetrokken.")
    return grant("withdrawn", BY_FAMILY, "De toestemming is ingetrokken.")
