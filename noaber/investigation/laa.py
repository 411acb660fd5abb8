"""Signals of address quality (LAA): which kinds there are, how they stand in WALAA, and by when. Besluit BRP 28g."""

from __future__ import annotations

from datetime import date

from noaber.calendar.law_terms import law_term
from noaber.calendar.words import short_day
from noaber.values import Clause, Decision, DutyOrder, grant, refuse

BESLUIT_28G_1 = Clause("Besluit BRP", "28g, eerste lid")
BESLUIT_28G_2 = Clause("Besluit BRP", "28g, tweede lid")
TYPES = {
    "vow-address": "VOW-adres",
    "vow-person": "VOW-persoon",
    "movers": "veelverhuizers",
    "together": "samenwonen",
    "crowded": "overbewoning",
    "passage": "doorstroomadres",
    "cjib": "onbestelbare post van het CJIB",
    "tax": "briefadres bij de Belastingdienst",
}
WAITING, IN_BRP, WITHOUT, WITH = "waiting", "in-brp", "without", "with"
STATES = {
    WAITING: "Wachten op resultaat",
    IN_BRP: "Onderzoek in de BRP",
    WITHOUT: "Afgerond zonder BRP mutatie",
    WITH: "Afgerond met BRP mutatie",
}
"""How a signal stands, in the words of WALAA."""
FINISHED = (WITHOUT, WITH)
OUTCOMES = {WITHOUT: "geen wijziging", WITH: "gewijzigd"}
"""The outcome of the case, in the words of the product."""
STATUS_DUTY = "laa-status"


def status_due(received: date) -> date:
    """By when must a status be reported? Four weeks after the signal."""
    return law_term("laa.status").last_day(received)


def result_due(received: date) -> date:
    """By when must there be a result? Six months after the signal; a term that long is not moved by the Atw."""
    return law_term("laa.result").last_day(received)


def may_take_in(kind: str, known: bool, received: date) -> Decision:
    """May a signal be put down with its case? Once, as one of the eight kinds; a status is asked within four weeks."""
    if known:
        return refuse("known", BESLUIT_28G_1, "Bij deze zaak is al een signaal vastgelegd.")
    if kind not in TYPES:
        return refuse("unknown-type", BESLUIT_28G_1, f"“{kind}” is geen soort signaal.")
    due = status_due(received)
    title = "Status van een signaal adreskwaliteit melden in WALAA"
    duty = DutyOrder(STATUS_DUTY, BESLUIT_28G_1, due, "second_line", title, "investigation.report_status", 10)
    return grant("taken-in", BESLUIT_28G_1, f"Status uiterlijk {short_day(due)}.", (duty,))


def may_report(status: str, wanted: str, investigated: bool) -> Decision:
    """May this status be reported? Forwards only; “Onderzoek in de BRP” where an investigation was begun."""
    clause = BESLUIT_28G_2 if wanted in FINISHED else BESLUIT_28G_1
    if status in FINISHED:
        return refuse("finished", BESLUIT_28G_2, f"Het signaal is {STATES[status].lower()}; dat verandert niet meer.")
    if wanted not in (IN_BRP, *FINISHED):
        return refuse("unknown-status", clause, "Kies een status die WALAA kent.")
    if wanted == status:
        return refuse("same-status", clause, f"De status is al “{STATES[status]}”.")
    if wanted == IN_BRP and not investigated:
        text = "Er loopt nog geen adresonderzoek naar dit signaal."
        return refuse("not-investigated", clause, text, "Zet het adres eerst in onderzoek.", "investigation.annotate")
    if wanted in FINISHED and investigated:
        text = "Er loopt een adresonderzoek naar dit signaal; de uitkomst daarvan is het resultaat."
        return refuse("still-investigated", clause, text, "Rond het onderzoek af en bericht de melder.")
    return grant("reported", clause, f"Gemeld: {STATES[wanted]}.")
