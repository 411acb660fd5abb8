"""Whether a step in a funeral by the municipality may be taken: Wet op de lijkbezorging 11, 16 to 18 and 20 to 22."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from noaber.calendar.words import short_day
from noaber.cemetery.law import Law
from noaber.cemetery.municipal.file import (
    ANSWERS,
    BURY,
    CREMATE,
    LIABLE,
    PLACES,
    RELATIONS,
    RESULTS,
    TAKES,
    UNKNOWN,
    WAYS,
    File,
)
from noaber.parties.clock import AMSTERDAM
from noaber.values import Clause, Decision, DutyOrder, Refused, grant, refuse

WLB_11 = Clause("Wlb", "11")
WLB_16 = Clause("Wlb", "16")
WLB_17 = Clause("Wlb", "17")
WLB_18 = Clause("Wlb", "18")
WLB_20 = Clause("Wlb", "20")
WLB_21 = Clause("Wlb", "21")
REST_DUTY, SEARCH_DUTY, SETTLE_DUTY = "gemeentelijke-uitvaart", "nabestaanden-zoeken", "uitvaartkosten"
HOLDER = "second_line"


@dataclass(frozen=True, slots=True)
class Order:
    """What the mayor decides: how, what the wish was and how that is known; `reason` where it goes against the wish."""

    way: str
    wish: str = UNKNOWN
    known_by: str = ""
    reason: str = ""
    decision: str = ""


def may_report(here: bool, file: File, now: datetime, search_by: date, last: date) -> Decision:
    """May a deceased be reported whom nobody buries? `here` says that the body is in this municipality."""
    if not here:
        text = "De burgemeester van de gemeente waar de overledene nu is, zorgt voor de uitvaart."
        return refuse("elsewhere", WLB_21, text, "Verwijs de melder naar die gemeente.")
    if file.died_at > now:
        return refuse("died-ahead", WLB_20, "Het moment van overlijden moet nog komen.", "Verbeter de dag of de tijd.")
    if file.received > now.astimezone(AMSTERDAM).date():
        return refuse("day-ahead", WLB_20, "De dag van de melding moet nog komen.")
    if file.received < file.died_on:
        return refuse("before-death", WLB_20, "De melding ligt voor het overlijden.", "Verbeter een van de twee dagen.")
    duties = (
        DutyOrder(
            SEARCH_DUTY,
            WLB_21,
            search_by,
            HOLDER,
            "Nabestaanden, testament en verzekering zoeken",
            "municipal.finish_search",
        ),
        DutyOrder(REST_DUTY, WLB_16, last, HOLDER, "Gemeentelijke uitvaart", "municipal.lay_to_rest"),
    )
    return grant(
        "reported", WLB_20, f"De melding is vastgelegd. De uitvaart is uiterlijk op {short_day(last)}.", duties
    )


def may_search(file: File, place: str, result: str, on: date, day: date) -> Decision:
    """May it be put down that was looked somewhere? Between the report and today, until it is closed."""
    if file.closed_on is not None:
        return _closed(WLB_21)
    if place not in PLACES or result not in RESULTS:
        return refuse("unknown-place", WLB_21, "Kies waar gezocht is en wat dat opleverde.")
    if not file.received <= on <= day:
        text = f"De dag ligt niet tussen de melding ({short_day(file.received)}) en vandaag."
        return refuse("wrong-day", WLB_21, text, "Neem de dag waarop je keek.")
    return grant("searched", WLB_21, "De zoekactie is vastgelegd.")


def may_note_kin(file: File, relation: str, answer: str) -> Decision:
    """May the answer of a relative be put down? As long as the file is open."""
    if file.closed_on is not None:
        return _closed(WLB_21)
    if relation not in RELATIONS or answer not in ANSWERS:
        return refuse("unknown-answer", WLB_21, "Kies wie het is en wat het antwoord was.")
    if answer == TAKES and file.ended:
        return refuse("too-late", WLB_21, "De uitvaart is al geweest of overgedragen.")
    return grant("kin-noted", WLB_21, "Het antwoord is vastgelegd.")


def may_finish_search(file: File, reason: str) -> Decision:
    """May the search end? Once was looked everywhere, or with the reason why somewhere not."""
    if wrong := _not_running(file, WLB_21):
        return wrong
    if file.search_done is not None:
        return refuse("finished", WLB_21, f"Het zoeken is afgerond op {short_day(file.search_done)}.")
    if file.taken:
        return _is_taken()
    if file.unlooked and not reason.strip():
        words = ", ".join(PLACES[place] for place in file.unlooked)
        text = f"Er is nog niet gekeken bij: {words}."
        return refuse("not-everywhere", WLB_21, text, "Kijk daar, of schrijf op waarom dat niet kan.")
    return grant("search-finished", WLB_21, "Het zoeken is afgerond.")


def may_order(file: File, order: Order, by_mayor: bool) -> Decision:
    """May the mayor take care of it so? `by_mayor` where the mayor decided in person: then the decision is named."""
    if wrong := _not_running(file, WLB_21):
        return wrong
    if file.ordered_on is not None:
        return refuse("ordered", WLB_21, f"De burgemeester besliste al, op {short_day(file.ordered_on)}.")
    if file.taken:
        return _is_taken()
    if file.search_done is None:
        text = "Of niemand voor de uitvaart zorgt, staat nog niet vast: het zoeken is niet afgerond."
        return refuse("not-searched", WLB_21, text, "Rond eerst het zoeken af.", "municipal.finish_search")
    if order.way not in WAYS:
        return refuse("no-way", WLB_18, "Kies begraven of cremeren.")
    if not file.identified and order.way == CREMATE:
        text = "Wie de overledene is, staat niet vast. Een onbekende wordt begraven, met bewaard DNA."
        return refuse("unknown-is-buried", WLB_21, text, "Kies begraven.")
    if order.wish != UNKNOWN and not order.known_by.strip():
        return refuse("no-source", WLB_18, "Er staat niet waaruit de wens blijkt.", "Schrijf op hoe je de wens kent.")
    if order.wish not in (UNKNOWN, order.way) and not order.reason.strip():
        text = f"De overledene wilde {WAYS[order.wish]}. Daar kan alleen van worden afgeweken als het niet anders kan."
        return refuse("against-wish", WLB_18, text, "Volg de wens, of motiveer waarom dat niet kan.")
    if by_mayor and not order.decision.strip():
        return refuse("no-decision", WLB_21, "Het kenmerk van het besluit van de burgemeester ontbreekt.")
    return grant("ordered", WLB_21, f"De burgemeester zorgt voor de uitvaart: {WAYS[order.way]}.")


def may_set_other_term(
    file: File, decision: str, until: date, doctor: bool, earlier: bool, prosecutor: bool, law: Law
) -> Decision:
    """May another term of the mayor be put down? A doctor was heard; before 36 hours the prosecutor agreed. Wlb 17."""
    if wrong := _not_running(file, WLB_17):
        return wrong
    if not decision.strip():
        return refuse("no-decision", WLB_17, "Het kenmerk van het besluit van de burgemeester ontbreekt.")
    if not doctor:
        return refuse("no-doctor", WLB_17, "Er is geen arts gehoord.", "Laat de burgemeester eerst een arts horen.")
    if earlier and not prosecutor:
        text = "Binnen 36 uur kan alleen als de officier van justitie het ermee eens is."
        return refuse("no-prosecutor", WLB_17, text)
    if not earlier and until <= file.last(law):
        text = f"De uitvaart kan al tot en met {short_day(file.last(law))}."
        return refuse("not-later", WLB_17, text, "Vul een latere dag in.")
    if until < file.died_on:
        return refuse("before-death", WLB_17, "Die dag ligt voor het overlijden.")
    duty = DutyOrder(REST_DUTY, WLB_17, until, HOLDER, "Gemeentelijke uitvaart", "municipal.lay_to_rest")
    return grant("other-term", WLB_17, f"De uitvaart kan tot en met {short_day(until)}.", (duty,))


def may_commission(file: File, firm: str, planned: datetime, now: datetime, law: Law) -> Decision:
    """May an undertaker be asked, for this moment? After the mayor's decision, in the term of the law."""
    if wrong := _not_running(file, WLB_21):
        return wrong
    if file.ordered_on is None:
        return _no_order()
    if not firm.strip():
        return refuse("no-firm", WLB_21, "Welke uitvaartondernemer krijgt de opdracht?")
    if planned < now:
        return refuse("moment-past", WLB_16, "Dat moment is voorbij.", "Plan een moment dat nog komt.")
    if wrong := _out_of_term(file, planned, law):
        return wrong
    words = f"{short_day(planned.astimezone(AMSTERDAM).date())} om {planned.astimezone(AMSTERDAM):%H:%M} uur"
    return grant("commissioned", WLB_21, f"De uitvaart is gepland op {words}.")


def may_lay_to_rest(
    file: File, way: str, at: datetime, permit: str, settle_by: date, now: datetime, law: Law
) -> Decision:
    """May it be put down that the deceased was buried or cremated? As ordered, with a permission, in the term."""
    if wrong := _not_running(file, WLB_21):
        return wrong
    if file.ordered_on is None:
        return _no_order()
    if file.commissioned_on is None:
        return refuse("not-commissioned", WLB_21, "Er is nog geen opdracht gegeven.", "Geef eerst de opdracht.")
    if way != file.way:
        text = f"De burgemeester besliste: {WAYS[file.way]}."
        return refuse("other-way", WLB_21, text, "Leg vast wat is besloten.")
    if at > now:
        return refuse("still-to-come", WLB_16, "Dat moment moet nog komen.", "Leg het vast als het is geweest.")
    if not permit.strip():
        text = "Zonder verlof van de ambtenaar van de burgerlijke stand wordt niemand begraven of gecremeerd."
        return refuse("no-permit", WLB_11, text, "Vul het nummer van het verlof in.")
    if wrong := _out_of_term(file, at, law):
        return wrong
    duty = DutyOrder(
        SETTLE_DUTY,
        WLB_21,
        settle_by,
        HOLDER,
        "Kosten van een gemeentelijke uitvaart verhalen en afsluiten",
        "municipal.close",
        14,
    )
    return grant(
        "laid-to-rest",
        WLB_16 if way == CREMATE else WLB_21,
        f"De overledene is {'begraven' if way == BURY else 'gecremeerd'}.",
        (duty,),
    )


def may_hand_over(file: File) -> Decision:
    """May the funeral be left to a relative? Once one of them said so, before it was held."""
    if wrong := _not_running(file, WLB_21):
        return wrong
    if not file.taken:
        text = "Geen nabestaande heeft gezegd zelf voor de uitvaart te zorgen."
        return refuse("nobody-takes", WLB_21, text, "Leg eerst dat antwoord vast.", "municipal.note_kin")
    return grant("handed-over", WLB_21, "De nabestaande zorgt voor de uitvaart.")


def counts_in_time(file: File, on: date, law: Law) -> bool:
    """Was the funeral within its term?"""
    return on <= file.last(law)


def is_liable(relation: str) -> bool:
    """Can costs be recovered from such a relative? BW 1:392."""
    return relation in LIABLE


def settle_by(on: date, weeks: int) -> date:
    """By when the costs of a funeral are settled."""
    return on + timedelta(weeks=weeks)


def _out_of_term(file: File, at: datetime, law: Law) -> Refused | None:
    day, first, last = at.astimezone(AMSTERDAM).date(), file.first(law), file.last(law)
    if at < first and not file.other.earlier:
        local = first.astimezone(AMSTERDAM)
        text = f"Het kan pas vanaf {short_day(local.date())} om {local:%H:%M} uur, 36 uur na het overlijden."
        return Refused("too-early", WLB_16, text, "Kies een later moment.")
    if day > last:
        text = f"Het moest uiterlijk op {short_day(last)}, of met een besluit van de burgemeester."
        return Refused(
            "too-late", WLB_16, text, "Leg de andere termijn van de burgemeester vast.", "municipal.other_term"
        )
    return None


def _not_running(file: File, clause: Clause) -> Refused | None:
    if file.closed_on is not None:
        return _closed(clause)
    if file.handed_on is not None:
        return Refused("by-others", clause, "De nabestaanden zorgen zelf voor de uitvaart.")
    if file.laid_on is not None:
        return Refused("laid-already", clause, f"De uitvaart was op {short_day(file.laid_on)}.")
    return None


def _closed(clause: Clause) -> Refused:
    return Refused("closed", clause, "Dit dossier is afgesloten.")


def _is_taken() -> Refused:
    text = "Een nabestaande zorgt zelf voor de uitvaart; dan doet de burgemeester dat niet."
    return Refused("kin-takes", WLB_21, text, "Draag de uitvaart over.", "municipal.hand_over")


def _no_order() -> Refused:
    text = "De burgemeester heeft nog niet beslist om voor de uitvaart te zorgen."
    return Refused("no-order", WLB_21, text, "Neem eerst dat besluit.", "municipal.take_charge")
