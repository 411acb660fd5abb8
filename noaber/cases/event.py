"""What happened on the day of the event of a product, and from when until when its outcome is possible.

A divorce is entered on a request within six months after it became final (BW 1:163). A marriage is not before the
fourteenth day after the notice and not later than a year after it (BW 1:62, 1:46); the same for a registered
partnership (BW 1:80a). None of these days is moved by the Algemene termijnenwet. The term of a request for
naturalisation runs from the day on which the fee was paid (RWN 9(4)), which may come after the request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.calendar.deadlines import Span, last_day
from noaber.calendar.words import short_day
from noaber.values import Clause, Decision, grant, refuse

BW_1_46 = Clause("BW", "1:46")
BW_1_62 = Clause("BW", "1:62")
BW_1_163 = Clause("BW", "1:163")
WAIT_DAYS = Span(14, "day", "other")
NOTICE_HOLDS = Span(1, "year")
DIVORCE_HOLDS = Span(6, "month")

RWN_9_4 = Clause("RWN", "9(4)")

DIVORCE, MARRIAGE, PARTNERSHIP = "divorce-final", "marriage-notice", "partnership-notice"
PAID = "fee-paid"


@dataclass(frozen=True, slots=True)
class Event:
    """What is asked when the case is registered. `clause` is why it must be known.

    `later` where it may happen after that: until then no term of law runs.
    """

    label: str
    clause: Clause
    later: bool = False


EVENTS: dict[str, Event] = {
    DIVORCE: Event("Dag waarop de uitspraak onherroepelijk werd", BW_1_163),
    MARRIAGE: Event("Dag waarop het voornemen is gemeld", BW_1_62),
    PARTNERSHIP: Event("Dag waarop het voornemen is gemeld", BW_1_62),
    PAID: Event("Dag waarop de leges zijn betaald", RWN_9_4, later=True),
}


def may_note(event: str, event_day: date | None, day: date, clause: Clause) -> Decision:
    """May a case be registered with this day of its event? Known where the product asks it, and not to come."""
    if not event:
        return grant("no-event", clause, "Dit product vraagt geen dag van een gebeurtenis.")
    asked = EVENTS[event]
    if event_day is None and asked.later:
        return grant("still-to-come", asked.clause, f"{asked.label}: nog niet; tot die dag loopt er geen termijn.")
    if event_day is None:
        text = f"{asked.label} ontbreekt; daarvan hangt af wat mogelijk is."
        return refuse("event-day-unknown", asked.clause, text, "Vul die dag in.")
    if event_day > day:
        text = f"{short_day(event_day)} moet nog komen."
        return refuse("event-day-ahead", asked.clause, text, f"Vul in: {asked.label[0].lower()}{asked.label[1:]}.")
    return grant("event-known", asked.clause, f"{asked.label}: {short_day(event_day)}.")


def may_follow(event: str, event_day: date | None, received: date, day: date, clause: Clause) -> Decision:
    """May what was asked for be done on this day, given when the event was and when the request came in?"""
    if not event:
        return grant("no-event", clause, "Dit product hangt niet af van de dag van een gebeurtenis.")
    if EVENTS[event].later:
        return _happened(EVENTS[event], event_day)
    if event_day is None:
        cure = "Registreer de zaak opnieuw, met die dag, en laat deze vervallen."
        return refuse("event-day-unknown", EVENTS[event].clause, f"{EVENTS[event].label} is niet vastgelegd.", cure)
    return _divorce(event_day, received) if event == DIVORCE else _marriage(event, event_day, day)


def _happened(event: Event, event_day: date | None) -> Decision:
    if event_day is None:
        text = f"{event.label} is nog niet vastgelegd."
        return refuse("event-day-unknown", event.clause, text, "Leg die dag eerst vast in het dossier.")
    return grant("happened", event.clause, f"{event.label}: {short_day(event_day)}.")


def _divorce(final: date, requested: date) -> Decision:
    last = last_day(final, DIVORCE_HOLDS)
    if requested > last:
        text = f"Inschrijving moest uiterlijk {short_day(last)} zijn gevraagd; de uitspraak heeft haar kracht verloren."
        return refuse("divorce-lapsed", BW_1_163, text, "Laat de zaak vervallen en bericht partijen schriftelijk.")
    return grant("divorce-in-time", BW_1_163, f"Gevraagd binnen zes maanden, uiterlijk {short_day(last)}.")


def _marriage(event: str, notice: date, day: date) -> Decision:
    what = "huwelijk" if event == MARRIAGE else "partnerschap"
    first, last = last_day(notice, WAIT_DAYS), last_day(notice, NOTICE_HOLDS)
    if day < first:
        text = f"Het {what} kan niet voor {short_day(first)}, de veertiende dag na de melding."
        cure = "Wacht tot die dag. Alleen het Openbaar Ministerie kan vrijstelling geven van de wachttijd."
        return refuse("too-early", BW_1_62, text, cure)
    if day > last:
        text = f"De melding gold tot en met {short_day(last)}."
        return refuse("notice-lapsed", BW_1_46, text, f"Laat het {what} opnieuw melden en deze zaak vervallen.")
    return grant("within-notice", BW_1_62, f"Het {what} kan van {short_day(first)} tot en met {short_day(last)}.")
