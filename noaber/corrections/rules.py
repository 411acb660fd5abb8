"""Correction of the BRP on request: how long it may take, how it is refused, and that the result is told in writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.calendar.working_days import next_working_day
from noaber.values import Clause, Decision, DutyOrder, grant, refuse

AWB_3_46 = Clause("Awb", "3:46")
BRP_2_58 = Clause("Wet BRP", "2.58")
BRP_2_58_3 = Clause("Wet BRP", "2.58, derde lid")
BRP_2_58_5 = Clause("Wet BRP", "2.58, vijfde lid")
BRP_2_60 = Clause("Wet BRP", "2.60")

CIVIL_STATUS, NATIONALITY, RESIDENCE, OTHER = "civil-status", "nationality", "residence", "other"
CATEGORIES = {
    CIVIL_STATUS: "de burgerlijke staat",
    NATIONALITY: "de nationaliteit",
    RESIDENCE: "het verblijf of het adres",
    OTHER: "andere gegevens",
}
EXTENDABLE = (CIVIL_STATUS, NATIONALITY)
"""What a request must be about for its term to be extended. Wet BRP 2.58(3)."""

CORRECTED, REFUSED = "gecorrigeerd", "geweigerd"
"""The outcomes, in the words of the product."""
GROUNDS = {
    "right": "het gegeven klopt",
    "no-document": "er is geen document waaruit het blijkt",
    "lower-document": "het document gaat niet voor op wat er staat",
    "not-kept": "de BRP houdt dit gegeven niet bij",
    "not-ours": "een andere gemeente houdt het gegeven bij",
}
TELL_DUTY = "correctie-meedelen"


@dataclass(frozen=True, slots=True)
class Correction:
    """A request as the rules read it: what it is about, when it was decided and how, and when that was told."""

    category: str
    outcome: str = ""
    decided: date | None = None
    told: date | None = None


def may_begin(known: bool, category: str) -> Decision:
    """May a request be taken up? Once, with what it is about: that decides whether the term can be extended."""
    if known:
        return refuse("known", BRP_2_58, "Deze correctie is al in behandeling.")
    if category not in CATEGORIES:
        return refuse("unknown-category", BRP_2_58, "Kies waar het verzoek over gaat.")
    longer = (
        "De termijn kan telkens met acht weken worden verlengd." if category in EXTENDABLE else "Verlengen kan niet."
    )
    return grant("begun", BRP_2_58, f"Het verzoek gaat over {CATEGORIES[category]}. {longer}")


def may_extend(correction: Correction) -> Decision:
    """May the term be extended at all? Only where the request is about civil status or nationality. Wet BRP 2.58(3)."""
    if correction.decided is not None:
        return refuse("decided", BRP_2_58_3, "Er is al beslist.")
    if correction.category not in EXTENDABLE:
        text = f"Dit verzoek gaat over {CATEGORIES[correction.category]}."
        only = "Verlengen mag alleen bij de burgerlijke staat of de nationaliteit."
        cure = "Beslis binnen vier weken. Lukt dat niet, stuur dan een bericht van vertraging."
        return refuse("other-data", BRP_2_58_3, f"{text} {only}", cure, "cases.announce_delay")
    return grant("extendable", BRP_2_58_3, f"Het verzoek gaat over {CATEGORIES[correction.category]}.")


def may_decide(correction: Correction, outcome: str, ground: str, day: date) -> Decision:
    """May it be decided so? A refusal equals a decision and says why. Wet BRP 2.60(g), Awb 3:46.

    The result is told in writing at once; Wet BRP 2.58(5).
    """
    if correction.decided is not None:
        return refuse("decided", BRP_2_58, f"Er is al beslist: {correction.outcome}.")
    if outcome not in (CORRECTED, REFUSED):
        return refuse("unknown-outcome", BRP_2_58, f"“{outcome}” is geen uitkomst van een correctie.")
    if outcome == REFUSED and ground not in GROUNDS:
        text = "Weigeren is een besluit; er staat niet bij waarom."
        return refuse("no-ground", AWB_3_46, text, "Kies de reden van de weigering.")
    due = next_working_day(day)
    title = "Uitkomst van een correctie schriftelijk meedelen"
    duty = DutyOrder(TELL_DUTY, BRP_2_58_5, due, "second_line", title, "corrections.tell")
    if outcome == REFUSED:
        text = f"Geweigerd: {GROUNDS[ground]}. Er kan zes weken bezwaar worden gemaakt."
        return grant("refused", BRP_2_60, text, (duty,))
    return grant("corrected", BRP_2_58, "De gegevens zijn verbeterd.", (duty,))


def may_tell(correction: Correction, on: date, day: date) -> Decision:
    """May it be put down that the applicant was told in writing? Once, after the decision. Wet BRP 2.58(5)."""
    if correction.decided is None:
        return refuse("no-result", BRP_2_58_5, "Er is nog geen uitkomst om mee te delen.", "Beslis eerst.")
    if correction.told is not None:
        return refuse("told", BRP_2_58_5, "De verzoeker weet de uitkomst al.")
    if not correction.decided <= on <= day:
        text = "De dag van de brief ligt niet tussen de beslissing en vandaag."
        return refuse("told-outside", BRP_2_58_5, text, "Vul de dag in waarop de brief de deur uit ging.")
    return grant("told", BRP_2_58_5, "De verzoeker heeft de uitkomst op schrift.")
