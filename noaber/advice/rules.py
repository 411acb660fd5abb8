"""Advice as time and material: asked, estimated, agreed by the client, worked, delivered, and accepted or returned.

Work is counted in minutes, in whole quarters of an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from noaber.advice.terms import AdviceTerms
from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days, working_days_between
from noaber.values import Clause, Decision, DutyOrder, Line, grant, refuse

REQUESTED, ESTIMATED, AGREED = "requested", "estimated", "agreed"
DELIVERED, RETURNED, ACCEPTED, WITHDRAWN = "delivered", "returned", "accepted", "withdrawn"
STATES = {
    REQUESTED: "gevraagd",
    ESTIMATED: "geraamd",
    AGREED: "akkoord",
    DELIVERED: "opgeleverd",
    RETURNED: "teruggegeven",
    ACCEPTED: "aanvaard",
    WITHDRAWN: "ingetrokken",
}
WORKED_ON = (AGREED, RETURNED)
BEFORE_DELIVERY = (REQUESTED, ESTIMATED, AGREED)
QUARTER = 15
DELIVER_DUTY, ACCEPT_DUTY = "advies-opleveren", "advies-aanvaarden"


@dataclass(frozen=True, slots=True)
class Advice:
    """How a request stands. `due` is the day it must be answered; `passed` when it already counts as too late."""

    requested: date
    due: date
    state: str = REQUESTED
    estimate: int = 0
    agreed: int = 0
    worked: int = 0
    agreed_on: date | None = None
    counted: bool = False


def hours(minutes: int) -> str:
    """Minutes as hours: `2,5 uur`, `1 uur`, `0,25 uur`."""
    whole, rest = divmod(minutes, 60)
    part = {0: "", 15: ",25", 30: ",5", 45: ",75"}[rest]
    return f"{whole}{part} uur"


def answer_due(requested: date, terms: AdviceTerms) -> date:
    """By when is it answered, where no other day is agreed?"""
    return add_working_days(requested, terms.answer_workdays.value)


def may_request(wanted: date | None, day: date, terms: AdviceTerms) -> Decision:
    """May advice be asked, to be ready on this day or within the agreed time?"""
    if not terms.service.value:
        text = "Advies hoort niet bij deze overeenkomst."
        return refuse("no-service", terms.service, text, "Vraag het als maatwerk.", "extrawork.request")
    if wanted is not None and wanted <= day:
        return refuse("no-time", terms.answer_workdays, "Die dag is al begonnen.", "Kies een latere dag.")
    due = wanted or answer_due(day, terms)
    return grant("requested", terms.service, f"Antwoord uiterlijk {short_day(due)}.", (_deliver_by(due, terms),))


def may_estimate(advice: Advice, minutes: int, clause: Clause) -> Decision:
    """May the hours be estimated? Before delivery; an estimate that is revised needs a new agreement."""
    if advice.state not in BEFORE_DELIVERY:
        return refuse("not-now", clause, f"Het advies is {STATES[advice.state]}; een raming kan niet meer.")
    if minutes <= 0 or minutes % QUARTER:
        return refuse("no-hours", clause, "Een raming is ten minste een kwartier.", "Vul hele kwartieren in.")
    if minutes < advice.worked:
        return refuse("less-than-worked", clause, f"Er is al {hours(advice.worked)} gewerkt.", "Raam het geheel.")
    return grant("estimated", clause, f"Geraamd: {hours(minutes)}.")


def may_agree(advice: Advice, minutes: int, wanted: date | None, day: date, terms: AdviceTerms) -> Decision:
    """May the client agree to so many hours, and to another day? Not to more than was estimated."""
    clause = terms.service.clause
    if advice.state != ESTIMATED:
        return refuse("not-estimated", clause, f"Het advies is {STATES[advice.state]}; er ligt geen raming.")
    if minutes <= 0 or minutes > advice.estimate or minutes % QUARTER:
        text = f"Akkoord kan op ten hoogste de raming: {hours(advice.estimate)}."
        return refuse("above-estimate", clause, text, "Vul de raming in, of minder.")
    if minutes < advice.worked:
        return refuse("less-than-worked", clause, f"Er is al {hours(advice.worked)} gewerkt.", "Vul ten minste dat in.")
    if wanted is not None and wanted <= day:
        return refuse("no-time", clause, "Die dag is al begonnen.", "Kies een latere dag.")
    due = wanted or advice.due
    text = f"Akkoord op {hours(minutes)}, klaar uiterlijk {short_day(due)}."
    return grant("agreed", clause, text, (_deliver_by(due, terms),))


def may_log(advice: Advice, minutes: int, worked_on: date, day: date, clause: Clause) -> Decision:
    """May hours be put down? After the agreement, within it, and for a day that has been."""
    if advice.state not in WORKED_ON or advice.agreed_on is None:
        text = f"Het advies is {STATES[advice.state]}; er zijn geen uren te boeken."
        return refuse("not-agreed", clause, text, "Wacht op akkoord van de opdrachtgever.")
    if not advice.agreed_on <= worked_on <= day:
        text = f"Uren liggen tussen het akkoord ({short_day(advice.agreed_on)}) en vandaag."
        return refuse("other-day", clause, text, "Verbeter de dag.")
    if minutes <= 0 or minutes % QUARTER:
        return refuse("no-hours", clause, "Boek ten minste een kwartier.", "Vul hele kwartieren in.")
    if advice.worked + minutes > advice.agreed:
        left = advice.agreed - advice.worked
        text = f"Er is nog {hours(left)} over van de {hours(advice.agreed)} waarop akkoord is."
        return refuse("above-agreed", clause, text, "Raam opnieuw en vraag eerst akkoord.", "advice.estimate")
    return grant("logged", clause, f"{hours(minutes)} geboekt.")


def may_deliver(advice: Advice, note: str, day: date, terms: AdviceTerms) -> Decision:
    """May the advice be delivered? While it is worked on, with the reference of the note; the client then accepts."""
    clause = terms.service.clause
    if advice.state not in WORKED_ON:
        return refuse("not-agreed", clause, f"Het advies is {STATES[advice.state]}; opleveren kan nu niet.")
    if not note.strip():
        return refuse("no-note", clause, "De notitie ontbreekt.", "Vul in waar de notitie staat.")
    due = add_working_days(day, terms.accept_workdays.value)
    title = "Advies aanvaarden of teruggeven"
    accept = DutyOrder(ACCEPT_DUTY, terms.accept_workdays.clause, due, "director", title, "advice.accept")
    return grant("delivered", clause, f"Opgeleverd; antwoord uiterlijk {short_day(due)}.", (accept,))


def may_answer(advice: Advice, accepts: bool, reason: str, day: date, terms: AdviceTerms) -> Decision:
    """May the client accept it, or return it with what is missing? Returned, the time to answer runs again."""
    clause = terms.service.clause
    if advice.state != DELIVERED:
        text = f"Het advies is {STATES[advice.state]}; er ligt niets om op te antwoorden."
        return refuse("not-delivered", clause, text)
    if accepts:
        return grant("accepted", clause, "Het advies is aanvaard.")
    if not reason.strip():
        text = "Er staat niet bij wat er mist."
        return refuse("no-reason", clause, text, "Schrijf op wat het advies nog moet zeggen.")
    again = answer_due(day, terms)
    return grant("returned", clause, "Het advies is teruggegeven.", (_deliver_by(again, terms),))


def may_withdraw(advice: Advice, clause: Clause) -> Decision:
    """May the client withdraw it? Until it is delivered; hours that were worked stay."""
    if advice.state not in BEFORE_DELIVERY:
        return refuse("not-now", clause, f"Het advies is {STATES[advice.state]}; intrekken kan niet meer.")
    return grant("withdrawn", clause, "De adviesvraag is ingetrokken.")


def may_pass(advice: Advice, day: date, clause: Clause) -> Decision:
    """Has the day on which it was to be answered gone by, so that it counts as missed?"""
    if advice.counted or advice.state in (DELIVERED, ACCEPTED, WITHDRAWN) or day <= advice.due:
        return refuse("not-passed", clause, "De termijn loopt nog.")
    return grant("passed", clause, f"Het antwoord moest er zijn op {short_day(advice.due)}.")


def requested_lines(service: int, product: str, day: date, clause: Clause) -> tuple[Line, ...]:
    """What counts of a request: one that came in."""
    return (Line("case.registered", day, 1, "count", service, product, 0, clause.number),)


def delivered_lines(kpis: Sequence[tuple[str, Clause]], advice: Advice, day: date, service: int) -> tuple[Line, ...]:
    """What counts for the norm at the first delivery: in time or not, unless it already counts."""
    met = int(day <= advice.due)
    counted = () if advice.counted else kpis
    return tuple(Line("kpi", day, met, "count", service, code, 1, clause.number) for code, clause in counted)


def passed_lines(kpis: Sequence[tuple[str, Clause]], advice: Advice, service: int) -> tuple[Line, ...]:
    """What counts of advice that was not there in time: missed, for the day it was due."""
    return tuple(Line("kpi", advice.due, 0, "count", service, code, 1, clause.number) for code, clause in kpis)


def accepted_lines(advice: Advice, service: int, product: str, day: date, clause: Clause) -> tuple[Line, ...]:
    """What counts of accepted advice: one more, the working days it took and the minutes that were worked."""
    took = working_days_between(advice.requested, day)
    return (
        Line("case.closed", day, 1, "count", service, product, 0, clause.number),
        Line("case.days", day, took, "days", service, product, 1, clause.number),
        Line("case.minutes", day, advice.worked, "minutes", service, product, 1, clause.number),
    )


def _deliver_by(due: date, terms: AdviceTerms) -> DutyOrder:
    clause = terms.answer_workdays.clause
    return DutyOrder(DELIVER_DUTY, clause, due, "team_lead", "Advies opleveren", "advice.deliver")
