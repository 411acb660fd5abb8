"""Which step of an address investigation may be taken now, and why not; the end of it above all. Wet BRP 2.19-2.26."""

from __future__ import annotations

from datetime import date

from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days
from noaber.cases.departure import BRP_2_22, may_change_publication, may_depart
from noaber.investigation.file import (
    ANNOTATED,
    AUTHORITY,
    BRIEF,
    CLOSED,
    CODES,
    CONSULTED,
    DECIDED,
    EXTRA,
    INFORMED,
    INTENDED,
    LAA,
    LETTER_1,
    LETTER_2,
    PUBLISHED,
    RESULTS,
    SOURCES,
    TMV,
    TRIAGED,
    UNCHANGED,
    VISITED,
    VOW,
    File,
    act_by,
    answer_until,
)
from noaber.investigation.terms import InvestigationTerms
from noaber.values import Clause, Decision, DutyOrder, Refused, grant, refuse

AWB_4_8 = Clause("Awb", "4:8")
BRP_2_23 = Clause("Wet BRP", "2.23")
BRP_2_26 = Clause("Wet BRP", "2.26")
BRP_2_34 = Clause("Wet BRP", "2.34")
BESLUIT_28 = Clause("Besluit BRP", "28")
BESLUIT_28G = Clause("Besluit BRP", "28g, tweede lid")
SIGNALS = {TMV: "terugmelding", LAA: "laa-signaal"}
"""The product of the case that a source comes in as."""
TELL_DUTY = "adresonderzoek-melder"
ORDER = {
    TRIAGED: (),
    ANNOTATED: (TRIAGED,),
    LETTER_1: (ANNOTATED,),
    LETTER_2: (LETTER_1,),
    CONSULTED: (ANNOTATED,),
    VISITED: (LETTER_1,),
    EXTRA: (LETTER_2,),
}
"""What must have been done before a step."""
NAMES = {
    TRIAGED: "het signaal beoordelen",
    ANNOTATED: "in onderzoek zetten",
    LETTER_1: "brief 1",
    LETTER_2: "brief 2",
    CONSULTED: "andere bronnen",
    VISITED: "het huisbezoek",
    EXTRA: "de extra brief",
}
ONCE = (TRIAGED, ANNOTATED, LETTER_1, LETTER_2, EXTRA)
AFTER_ANSWER = (LETTER_2, EXTRA)
"""What waits until the resident can no longer answer the letter before it."""


def may_open(source: str, signal: str, known: bool) -> Decision:
    """May an investigation begin on this case? `signal` is the product of the signal that it comes from, or empty.

    `known` says that there is a file already.
    """
    if known:
        return refuse("known", BRP_2_26, "Hier loopt al een adresonderzoek over.", "Open dat.")
    if source not in SOURCES:
        return refuse("unknown-source", BRP_2_34, "Dit is geen signaal over een adres.")
    if SIGNALS.get(source, "") != signal:
        text = f"Bij {SOURCES[source]} hoort " + ("geen ander zaaknummer." if signal else "het nummer van haar zaak.")
        cure = "Laat het nummer leeg." if signal else "Registreer het signaal eerst als zaak en vul dat nummer in."
        return refuse("other-signal", BRP_2_34, text, cure)
    return grant("opened", BRP_2_26, f"Het onderzoek is begonnen, na een signaal van {SOURCES[source]}.")


def may_take(file: File, step: str, on: date, day: date, terms: InvestigationTerms) -> Decision:
    """May one of the steps up to the intention be put down as taken on a day?"""
    clause = _clause_of(step, terms)
    if file.decided is not None:
        return refuse("decided", clause, "De uitkomst ligt vast; er is geen stap meer te zetten.")
    if file.published is not None:
        text = "Het voornemen is bekendgemaakt; er volgt nu een besluit."
        return refuse("announced", clause, text, "Wacht de reactie af, of trek het voornemen in.")
    if step in ONCE and (done := file.day_of(step)) is not None:
        return refuse("taken", clause, f"Dit is al gedaan, op {short_day(done)}.")
    for before in ORDER[step]:
        if file.day_of(before) is None:
            return refuse("order", clause, f"Eerst komt {NAMES[before]}.", "Zet de stappen op volgorde.")
    until = answer_until(file, terms)
    if step in AFTER_ANSWER and until is not None and on <= until:
        text = f"De inwoner kan nog reageren tot en met {short_day(until)}."
        return refuse("can-answer", clause, text, "Wacht tot die dag voorbij is.")
    fits = may_note(file, on, day, clause)
    if isinstance(fits, Refused):
        return fits
    due = act_by(file.taken(step, on), terms)
    assert due is not None, "an investigation that is not decided has a next step"
    return grant(step.replace("_", "-"), clause, f"Vastgelegd op {short_day(on)}. Volgende stap: {short_day(due)}.")


def may_note(file: File, on: date, day: date, clause: Clause) -> Decision:
    """May something be put down as done on a day? Not ahead, and not before what was done last."""
    if on > day:
        return refuse("day-ahead", clause, f"{short_day(on)} moet nog komen.", "Leg het op die dag vast.")
    if on < file.last_on:
        text = f"De vorige stap was op {short_day(file.last_on)}; {short_day(on)} ligt daarvoor."
        return refuse("before-last", clause, text, "Neem de dag waarop je dit deed.")
    return grant("noted", clause, f"Gedaan op {short_day(on)}.")


def may_annotate(file: File, code: str, day: date, terms: InvestigationTerms) -> Decision:
    """May the address be marked as under investigation, with this code? It begins today. Wet BRP 2.26."""
    if code not in CODES:
        return refuse("unknown-code", BRP_2_26, f"“{code}” is geen aanduiding voor een adres in onderzoek.")
    return may_take(file, ANNOTATED, day, day, terms)


def may_announce(file: File, intended: str, on: date, day: date, terms: InvestigationTerms) -> Decision:
    """May the intention to enter this be made known on a day? After two letters without an answer. Awb 4:8."""
    if file.decided is not None:
        return refuse("decided", AWB_4_8, "De uitkomst ligt vast; een voornemen heeft geen zin meer.")
    if file.published is not None:
        return may_change_publication(file.published, on, day) if on != file.published else _announced(file)
    if intended not in INTENDED:
        text = f"Voor “{RESULTS.get(intended, intended)}” is geen voornemen nodig."
        return refuse("no-intention", AWB_4_8, text, "Leg de uitkomst meteen vast.", "investigation.decide")
    if file.letter_1 is None or file.letter_2 is None:
        text = "Er zijn nog geen twee brieven verstuurd; het onderzoek is dus nog niet gedegen."
        return refuse("letters-missing", BRP_2_22, text, "Verstuur eerst brief 1 en brief 2.")
    if intended == VOW and not file.thorough:
        return _not_thorough()
    until = answer_until(file, terms)
    if until is not None and on <= until:
        text = f"De inwoner kan nog reageren tot en met {short_day(until)}."
        return refuse("can-answer", AWB_4_8, text, "Wacht tot die dag voorbij is.")
    fits = may_note(file, on, day, AWB_4_8)
    if isinstance(fits, Refused):
        return fits
    last = answer_until(file.taken("published", on), terms)
    assert last is not None, "an intention can be answered"
    text = f"Bekendgemaakt op {short_day(on)}; reageren kan tot en met {short_day(last)}."
    return grant("announced", AWB_4_8, text)


def may_withdraw(file: File) -> Decision:
    """May the intention be withdrawn, because the letter was wrong? A new one gets a day of its own. Awb 4:8."""
    if file.decided is not None:
        return refuse("decided", AWB_4_8, "De uitkomst ligt vast, en daarmee het voornemen.")
    if file.published is None:
        return refuse("not-announced", AWB_4_8, "Er is geen voornemen om in te trekken.")
    return grant("withdrawn", AWB_4_8, "Het voornemen is ingetrokken; de dag ervan geldt niet meer.")


def may_decide(file: File, result: str, declared: bool, ended: bool, day: date, terms: InvestigationTerms) -> Decision:
    """May it end with this result on this day?

    `declared` says that it rests on what the resident declared, `ended` that the annotation was taken away with it.
    """
    if file.decided is not None:
        return refuse("decided", BRP_2_26, f"De uitkomst ligt al vast: {RESULTS[file.result]}.")
    if result not in RESULTS:
        return refuse("unknown-result", BRP_2_26, f"“{result}” is geen uitkomst van een adresonderzoek.")
    if file.triaged is None:
        return refuse("not-triaged", BESLUIT_28, "Het signaal is nog niet beoordeeld.", "Beoordeel eerst het signaal.")
    if file.annotated is None and result not in UNCHANGED:
        text = "Het adres staat niet in onderzoek; afnemers weten dus niet dat eraan getwijfeld wordt."
        return refuse("not-annotated", BRP_2_26, text, "Zet het adres eerst in onderzoek.", "investigation.annotate")
    if result == BRIEF and not declared:
        text = "Een briefadres komt er alleen op aangifte, of met instemming van wie het adres geeft."
        return refuse("no-consent", BRP_2_23, text, "Vraag om een aangifte of om instemming.")
    if result in INTENDED and (result == VOW or not declared):
        own = may_enter(file, result, declared, day, terms)
        if isinstance(own, Refused):
            return own
    if file.annotated is not None and not ended:
        text = "De aantekening “in onderzoek” eindigt met de uitkomst."
        return refuse("annotation-open", BRP_2_26, text, "Beëindig haar in de BRP en vink dat aan.")
    return grant(
        "decided", BRP_2_22 if result == VOW else BRP_2_26, f"Uitkomst: {RESULTS[result]}.", _tell(file, day, terms)
    )


def may_enter(file: File, result: str, declared: bool, day: date, terms: InvestigationTerms) -> Decision:
    """May the college enter a change of its own accord? After an intention to do just that, once its term is over.

    Departure to an unknown place asks more: no declaration, and a thorough investigation. Wet BRP 2.22.
    """
    if result == VOW:
        if declared:
            text = "Wie aangifte deed, is niet met onbekende bestemming vertrokken."
            return refuse("has-declared", BRP_2_22, text, "Kies de uitkomst die bij de aangifte hoort.")
        if not file.thorough:
            return _not_thorough()
    if file.published is None:
        text = "Het voornemen is nog niet bekendgemaakt; de inwoner kon er dus niet op reageren."
        clause = BRP_2_22 if result == VOW else AWB_4_8
        return refuse("not-published", clause, text, "Maak eerst het voornemen bekend.", "investigation.announce")
    if result != file.intended:
        text = f"Het voornemen ging over “{RESULTS[file.intended]}”."
        return refuse("other-intention", AWB_4_8, text, "Trek het in en maak een nieuw voornemen bekend.")
    until = answer_until(file, terms)
    if until is not None and day <= until:
        text = f"Op het voornemen kan nog worden gereageerd tot en met {short_day(until)}."
        return refuse("can-answer", AWB_4_8, text, "Wacht tot die dag voorbij is.")
    if result == VOW:
        return may_depart(file.published, file.published, day)
    return grant("enter", AWB_4_8, f"Geldt vanaf {short_day(file.published)}.")


def may_inform(file: File, terms: InvestigationTerms) -> Decision:
    """May it be put down that the reporter knows the result? Once it is there; only the result is told."""
    clause = _telling(file, terms)
    if not file.reported:
        return refuse("no-reporter", clause, "De gemeente begon dit onderzoek zelf; er is geen melder.")
    if file.decided is None:
        return refuse("no-result", clause, "Er is nog geen uitkomst om te berichten.", "Leg eerst de uitkomst vast.")
    if file.informed is not None:
        return refuse("informed", clause, f"De melder weet het sinds {short_day(file.informed)}.")
    return grant("informed", clause, f"De melder weet de uitkomst, en niets meer: {RESULTS[file.result]}.")


def may_close(file: File, terms: InvestigationTerms) -> Decision:
    """May the investigation be closed? Decided, and the reporter, if there is one, knows the result."""
    if file.closed is not None:
        return refuse("closed", BRP_2_26, "Het onderzoek is al afgesloten.")
    if file.decided is None:
        return refuse("no-result", BRP_2_26, "Er is nog geen uitkomst.", "Leg eerst de uitkomst vast.")
    if file.reported and file.informed is None:
        text = "De melder weet de uitkomst nog niet."
        return refuse("not-informed", _telling(file, terms), text, "Bericht eerst de melder.", "investigation.inform")
    return grant("closed", BRP_2_26, "Het onderzoek is klaar.")


def _clause_of(step: str, terms: InvestigationTerms) -> Clause:
    if step == TRIAGED:
        return BESLUIT_28
    letters = {LETTER_1: terms.letter_1_days, LETTER_2: terms.letter_2_days, EXTRA: terms.extra_days}
    return letters[step].clause if step in letters else BRP_2_26 if step == ANNOTATED else BRP_2_22


def _telling(file: File, terms: InvestigationTerms) -> Clause:
    """Why the reporter is told: each by its own article, and somebody else because it was agreed."""
    articles = {LAA: BESLUIT_28G, TMV: BESLUIT_28, AUTHORITY: BRP_2_34}
    return articles.get(file.source, terms.inform_workdays.clause)


def _tell(file: File, day: date, terms: InvestigationTerms) -> tuple[DutyOrder, ...]:
    if not file.reported:
        return ()
    due = add_working_days(day, terms.inform_workdays.value)
    clause = terms.inform_workdays.clause
    title = "Melder de uitkomst van het adresonderzoek berichten"
    return (DutyOrder(TELL_DUTY, clause, due, "second_line", title, "investigation.inform"),)


def _announced(file: File) -> Decision:
    assert file.published is not None
    text = f"Het voornemen is al bekendgemaakt, op {short_day(file.published)}."
    return refuse("already-announced", AWB_4_8, text, "Trek het in als de brief niet klopte.")


def _not_thorough() -> Decision:
    text = "Het onderzoek is nog niet gedegen: er zijn twee brieven nodig, en een andere bron of een huisbezoek."
    return refuse("not-thorough", BRP_2_22, text, "Raadpleeg een andere bron, of leg een huisbezoek vast.")


def next_step(file: File) -> str:
    """What comes next? The one step that brings the investigation on; empty once it is closed."""
    wanted = (
        (file.triaged is None, TRIAGED),
        (file.decided is not None and file.reported and file.informed is None, INFORMED),
        (file.decided is not None, CLOSED),
        (file.annotated is None, ANNOTATED),
        (file.published is not None, DECIDED),
        (file.letter_1 is None, LETTER_1),
        (file.letter_2 is None, LETTER_2),
        (not file.thorough, CONSULTED),
        (True, PUBLISHED),
    )
    return "" if file.closed is not None else next(step for now, step in wanted if now)
