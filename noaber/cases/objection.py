"""An objection against a decision: in time or late, decided by when, and by whom not. Awb chapters 6 and 7."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.calendar.deadlines import Span, last_day
from noaber.calendar.words import short_day
from noaber.cases.rules import CLOSED, DECIDED, STATES, Facts
from noaber.values import Clause, Decision, DutyOrder, grant, refuse

AWB_6_4 = Clause("Awb", "6:4")
AWB_6_7 = Clause("Awb", "6:7")
AWB_6_11 = Clause("Awb", "6:11")
AWB_7_10 = Clause("Awb", "7:10")
AWB_10_3 = Clause("Awb", "10:3(3)")
BW_1_27 = Clause("BW", "1:27")
SIX_WEEKS, TWELVE_WEEKS = Span(6, "week"), Span(12, "week")

FOUNDED, UNFOUNDED, INADMISSIBLE, WITHDRAWN = "gegrond", "ongegrond", "niet-ontvankelijk", "ingetrokken"
OUTCOMES = (FOUNDED, UNFOUNDED, INADMISSIBLE, WITHDRAWN)
ON_CONTENT = (FOUNDED, UNFOUNDED)
DUTY = "bezwaar"


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection as the rules read it. `published` is the day on which the decision was made known."""

    published: date
    received: date
    committee: bool = False
    extended: bool = False
    decided: bool = False

    @property
    def in_time(self) -> bool:
        """Did it come in within six weeks? Awb 6:7 and 6:8."""
        return self.received <= term_ends(self.published)

    @property
    def due(self) -> date:
        """By when must it be decided? Counted from the end of the term for objecting, whenever it came in. Awb 7:10."""
        due = last_day(term_ends(self.published), TWELVE_WEEKS if self.committee else SIX_WEEKS)
        return last_day(due, SIX_WEEKS) if self.extended else due


def term_ends(published: date) -> date:
    """The last day of the term for objecting: six weeks from the day after the decision was made known."""
    return last_day(published, SIX_WEEKS)


def may_register_objection(facts: Facts, wanted: Objection | None, open_one: bool, day: date) -> Decision:
    """May an objection be registered? Against a decision that was taken, and one at a time.

    `wanted` is None while there is no decision. A late objection is registered too: the answer to it is a decision.
    """
    if wanted is None or facts.state not in (DECIDED, CLOSED):
        text = f"De zaak is {STATES[facts.state]}; er is nog geen besluit om bezwaar tegen te maken."
        return refuse("no-decision", AWB_6_4, text, "Vraag wat de inwoner bedoelt; misschien is het een klacht.")
    if facts.kind.organ == "contractor":
        text = f"{facts.kind.name} is geen besluit van een bestuursorgaan."
        return refuse("no-organ", AWB_6_4, text, "Behandel dit als klacht of als vraag van de opdrachtgever.")
    if facts.kind.deed:
        text = "Tegen een weigering van de ambtenaar van de burgerlijke stand staat geen bezwaar open."
        return refuse("to-court", BW_1_27, text, "Wijs op de rechtbank: een verzoekschrift binnen zes weken.")
    if wanted.received > day:
        return refuse("received-later", AWB_6_7, f"{short_day(wanted.received)} moet nog komen.", "Verbeter de dag.")
    if wanted.received < wanted.published:
        text = f"Het besluit is van {short_day(wanted.published)}; het bezwaar kan niet van daarvoor zijn."
        return refuse("before-decision", AWB_6_7, text, "Verbeter de dag van ontvangst.")
    if open_one:
        text = "Er loopt al een bezwaar tegen dit besluit."
        return refuse("already-open", AWB_7_10, text, "Voeg het bij het lopende bezwaar; er volgt één beslissing.")
    code = "in-time" if wanted.in_time else "late"
    said = "op tijd" if wanted.in_time else f"te laat: het kon tot en met {short_day(term_ends(wanted.published))}"
    return grant(code, AWB_6_7, f"Het bezwaar is {said}.", (_duty(wanted),))


def may_extend_objection(objection: Objection, day: date) -> Decision:
    """May the decision be put off by six weeks? Once, before the term has run out, and in writing. Awb 7:10(3)."""
    if objection.decided:
        return refuse("already-decided", AWB_7_10, "Op dit bezwaar is al beslist.")
    if objection.extended:
        text = "De beslissing is al een keer verdaagd."
        return refuse("already-extended", AWB_7_10, text, "Verder uitstel kan alleen als de indiener ermee instemt.")
    if day > objection.due:
        text = f"De termijn liep af op {short_day(objection.due)}."
        return refuse("term-passed", AWB_7_10, text, "Beslis zo snel mogelijk.")
    later = Objection(objection.published, objection.received, objection.committee, True)
    text = f"Verdaagd tot en met {short_day(later.due)}. Laat dit de indiener schriftelijk weten."
    return grant("extended", AWB_7_10, text, (_duty(later),))


def may_decide_objection(objection: Objection, decider: str, who: str, outcome: str, excused: bool) -> Decision:
    """May `who` decide it? Never whoever took the decision (`decider`), and on its content only when in time.

    `excused` where the late objection cannot be held against whoever made it (Awb 6:11).
    """
    if objection.decided:
        return refuse("already-decided", AWB_7_10, "Op dit bezwaar is al beslist.")
    if who == decider and outcome != WITHDRAWN:
        text = "Je hebt zelf het besluit genomen waar dit bezwaar over gaat."
        return refuse("same-decider", AWB_10_3, text, "Laat een collega met mandaat op het bezwaar beslissen.")
    if outcome not in OUTCOMES:
        return refuse("unknown-outcome", AWB_7_10, f"“{outcome}” is geen uitkomst van een bezwaar.")
    if outcome in ON_CONTENT and not objection.in_time and not excused:
        text = f"Het bezwaar kwam na {short_day(term_ends(objection.published))}; dat is te laat."
        cure = "Verklaar het niet-ontvankelijk, of leg vast waarom het de indiener niet te verwijten is."
        return refuse("late", AWB_6_11, text, cure)
    return grant("objection-decided", AWB_7_10, f"Op het bezwaar is beslist: {outcome}.")


def _duty(objection: Objection) -> DutyOrder:
    title = "Op bezwaar beslissen"
    return DutyOrder(DUTY, AWB_7_10, objection.due, "team_lead", title, "cases.decide_objection")
