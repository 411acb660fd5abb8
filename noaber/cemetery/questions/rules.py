"""When a question about a cemetery may be put down and answered, who may hear more than the register, what counts."""

from __future__ import annotations

from datetime import date

from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days, working_days_between
from noaber.cemetery.questions.terms import QuestionTerms
from noaber.values import Clause, Decision, Line, grant, refuse

PUBLIC = Clause("Wlb", "27")
"""Who lies where is public; who holds the right, where they live and until when it runs is not."""
PRIVATE = Clause("AVG", "6")
PRODUCT = "begraafplaats-informatie"
CHANNELS = {"phone": "telefoon", "desk": "balie", "mail": "e-mail", "letter": "brief", "web": "website"}
ANYBODY, HOLDER, RELATIVE = "anybody", "holder", "relative"
WHO = {
    "relative": "een nabestaande",
    "holder": "de rechthebbende",
    "undertaker": "een uitvaartondernemer",
    "research": "iemand die onderzoek doet",
    "other": "iemand anders",
}
ENTITLED = {
    ANYBODY: "Alleen wat openbaar is: wie ligt waar",
    HOLDER: "Meer: de geregistreerde rechthebbende, na controle van de identiteit",
    RELATIVE: "Meer: een nabestaande, met bewijs",
}
MOST_MINUTES = 24 * 60


def due_on(received: date, terms: QuestionTerms) -> date:
    """By when is it to be answered?"""
    return add_working_days(received, terms.answer_workdays.value)


def may_register(channel: str, who: str, received: date, day: date, terms: QuestionTerms) -> Decision:
    """May a question be put down as received on a day?"""
    clause = terms.answer_workdays.clause
    if channel not in CHANNELS or who not in WHO:
        return refuse("unknown-way", clause, "Dit is geen manier waarop een vraag binnenkomt.")
    if received > day:
        return refuse("ahead", clause, f"{short_day(received)} moet nog komen.", "Vul in wanneer de vraag kwam.")
    return grant("registered", clause, f"Beantwoorden uiterlijk {short_day(due_on(received, terms))}.")


def may_answer(
    entitled: str, proof: str, grave: bool, holder: bool, answered: bool, minutes: int, terms: QuestionTerms
) -> Decision:
    """May the question be answered, with no more than whoever asks may hear?

    `grave` says that it is about a grave of the register, `holder` that somebody holds a right on that grave now.
    """
    clause = terms.answer_workdays.clause
    if answered:
        return refuse("answered", clause, "Deze vraag is al beantwoord.")
    if not 0 <= minutes <= MOST_MINUTES:
        return refuse("wrong-minutes", clause, "Een antwoord kost tussen 0 minuten en 24 uur.", "Verbeter de minuten.")
    if entitled not in ENTITLED:
        return refuse("unknown-entitled", PRIVATE, "Zeg eerst wat deze vrager mag horen.")
    if entitled == ANYBODY:
        return grant("answered", PUBLIC, "Beantwoord met wat openbaar is.")
    if not grave:
        text = "Zonder graf is niet te zien wie hier meer over mag weten."
        return refuse("no-grave", PRIVATE, text, "Vul het grafnummer in, of antwoord met wat openbaar is.")
    if entitled == HOLDER and not holder:
        text = "Op dit graf heeft nu niemand een recht; er is dus geen rechthebbende."
        return refuse("no-holder", PRIVATE, text, "Antwoord met wat openbaar is.")
    if not proof.strip():
        text = "Er staat niet hoe is vastgesteld dat deze vrager meer mag weten."
        return refuse("no-proof", PRIVATE, text, "Schrijf welk bewijs je zag, of antwoord met wat openbaar is.")
    return grant("answered-more", PRIVATE, "Beantwoord aan wie meer mag weten.")


def registered_lines(day: date, terms: QuestionTerms, service: int) -> tuple[Line, ...]:
    """What counts of a question that came in."""
    return (Line("case.registered", day, 1, "count", service, PRODUCT, 0, terms.answer_workdays.clause.number),)


def answered_lines(
    received: date, due: date, day: date, minutes: int, terms: QuestionTerms, service: int
) -> tuple[Line, ...]:
    """What counts of an answer: one more, the working days, the minutes, and whether it came in time."""
    clause = terms.answer_workdays.clause.number
    took = working_days_between(received, day)
    return (
        Line("case.closed", day, 1, "count", service, PRODUCT, 0, clause),
        Line("case.days", day, took, "days", service, PRODUCT, 1, clause),
        Line("case.minutes", day, minutes, "minutes", service, PRODUCT, 1, clause),
        Line("question.in_time", day, int(day <= due), "count", service, PRODUCT, 1, clause),
    )
