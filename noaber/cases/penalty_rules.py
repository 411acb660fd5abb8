"""What being late costs after a notice of default: when it counts, how much it is, and by when it is fixed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from noaber.calendar.awb import PenaltyRates, penalty, penalty_decided_by, penalty_since, penalty_until
from noaber.calendar.words import short_day
from noaber.cases.rules import CLOSED, DECIDED, STATES, SUSPENDED, Facts
from noaber.cases.terms import PenaltyTerms
from noaber.values import Clause, Decision, DutyOrder, Euro, Granted, Trace, grant, refuse
from noaber.values.period import dutch_day

AWB_4_17, AWB_4_18 = Clause("Awb", "4:17"), Clause("Awb", "4:18")
_DAY = timedelta(days=1)

NOT_DUE = {
    "late-notice": "De ingebrekestelling kwam onredelijk laat.",
    "no-party": "De aanvrager is geen belanghebbende.",
    "unfounded": "De aanvraag is kennelijk niet-ontvankelijk of kennelijk ongegrond.",
}
"""Why nothing is due all the same (4:17, sixth paragraph)."""


def rates_of(terms: PenaltyTerms) -> PenaltyRates:
    """The amounts of a day as the calendar counts with them."""
    return PenaltyRates(terms.first.value, terms.second.value, terms.third.value)


def may_receive_default(facts: Facts, came_in: date, day: date) -> Decision:
    """Does a notice of default that came in on a day count? Only after the term, undecided, and once (4:17, third)."""
    due = facts.due
    if due is None:
        return refuse("no-term", AWB_4_17, "Voor dit product loopt geen termijn van de wet.")
    if facts.default_notice is not None:
        return refuse("already", AWB_4_17, f"De ingebrekestelling van {short_day(facts.default_notice)} telt al.")
    if came_in > day:
        text = f"De ontvangst ({short_day(came_in)}) ligt na vandaag."
        return refuse("came-later", AWB_4_17, text, "Vul de dag in waarop de brief binnenkwam.")
    if facts.state == SUSPENDED:
        return refuse("suspended", AWB_4_17, "De termijn is opgeschort en loopt dus niet af.")
    if facts.decided_on is not None and came_in >= facts.decided_on:
        return refuse("decided", AWB_4_17, f"Er is al besloten op {short_day(facts.decided_on)}.")
    since = penalty_since(due, came_in)
    if since is None:
        text = f"De termijn loopt tot en met {short_day(due)}; een ingebrekestelling die daarvoor binnenkomt telt niet."
        return refuse("too-early", AWB_4_17, text, "Laat de aanvrager weten dat de brief te vroeg is.")
    if facts.decided_on is not None and facts.decided_on <= since:
        return refuse("decided-in-time", AWB_4_17, "Er is besloten voor de dwangsom ging lopen.")
    text = f"Vanaf {short_day(since)} kost elke dag geld, hooguit tot en met {short_day(penalty_until(since))}."
    return grant("counts", AWB_4_17, text, tuple(_orders(facts, since)))


def _orders(facts: Facts, since: date) -> Iterator[DutyOrder]:
    if facts.decided_on is None:
        title = f"{facts.kind.name}: besluit nemen voor de dwangsom gaat lopen"
        yield DutyOrder("besluit-na-ingebrekestelling", AWB_4_17, since - _DAY, "clerk", title, "cases.decide")
    yield _fix_by(facts, _last_day(facts, since) or penalty_until(since))


def _fix_by(facts: Facts, last: date) -> DutyOrder:
    title = f"{facts.kind.name}: dwangsom vaststellen"
    return DutyOrder(
        "dwangsom-vaststellen", AWB_4_18, penalty_decided_by(last), "team_lead", title, "cases.fix_penalty"
    )


def costs_since(facts: Facts) -> date | None:
    """The first day that costs; none without a notice of default that counts."""
    if facts.default_notice is None or facts.due is None:
        return None
    return penalty_since(facts.due, facts.default_notice)


def _last_day(facts: Facts, since: date) -> date | None:
    """The last day that costs once it is decided: the day before the decision, and never more than 42 days."""
    return min(facts.decided_on - _DAY, penalty_until(since)) if facts.decided_on else None


def cost(facts: Facts, day: date, rates: PenaltyRates) -> Euro:
    """What being late has cost up to and including a day. The day of the decision itself costs nothing any more."""
    since = costs_since(facts)
    if since is None:
        return Euro()
    return penalty(since, min(day, _last_day(facts, since) or day), rates)


def amount_due(facts: Facts, day: date, rates: PenaltyRates, not_due: str = "") -> Euro:
    """What is due: the cost of being late, or nothing where the law says so."""
    return Euro() if not_due else cost(facts, day, rates)


def duties_of_decision(facts: Facts, day: date) -> tuple[DutyOrder, ...]:
    """What a decision taken on a day asks: when it came late enough to cost money, the penalty must be fixed (4:18)."""
    since = costs_since(facts)
    if since is None or day <= since:
        return ()
    return (_fix_by(facts, min(day - _DAY, penalty_until(since))),)


def nothing_due(facts: Facts, day: date) -> tuple[Decision, ...]:
    """What a decision taken on a day settles at once: after a notice of default, but before it costs anything."""
    since = costs_since(facts)
    if since is None or day > since:
        return ()
    return (grant("nothing-due", AWB_4_17, "Er is besloten voor de dwangsom ging lopen."),)


def may_fix_penalty(facts: Facts, day: date, not_due: str = "") -> Decision:
    """May the penalty be fixed? After the last day that costs, and once (4:18). `not_due` is a key of NOT_DUE."""
    since = costs_since(facts)
    if since is None:
        return refuse("no-notice", AWB_4_17, "Er is geen ingebrekestelling die telt.")
    if facts.penalty_fixed:
        return refuse("already", AWB_4_18, "De dwangsom is al vastgesteld.")
    last = _last_day(facts, since) or penalty_until(since)
    if facts.state not in (DECIDED, CLOSED) and day <= last:
        text = f"De zaak is {STATES[facts.state]}; de dwangsom kan nog lopen tot en met {short_day(last)}."
        return refuse("still-running", AWB_4_18, text, "Neem eerst het besluit.", "cases.decide")
    if not_due:
        return grant(not_due, AWB_4_17, f"Geen dwangsom: {NOT_DUE[not_due]}")
    return grant("fixed", AWB_4_18, "De dwangsom is vastgesteld.")


def why_cost(facts: Facts, day: date, rates: PenaltyRates) -> Trace | None:
    """How the cost of being late comes about, for the why-panel; none where nothing runs."""
    since = costs_since(facts)
    if since is None or facts.default_notice is None:
        return None
    amounts = f"{rates.first}, {rates.second} en {rates.third}"
    words = (
        f"In gebreke gesteld op {dutch_day(facts.default_notice)}; twee weken later begint het te kosten, hooguit 42 "
        f"dagen: per dag {amounts}, elk veertien dagen lang."
    )
    return Trace(f"Dwangsom vanaf {short_day(since)}", str(cost(facts, day, rates)), words, AWB_4_17)


def with_duties(decision: Decision, duties: tuple[DutyOrder, ...]) -> Decision:
    """A grant that asks more; a refusal stays as it is."""
    if not isinstance(decision, Granted):
        return decision
    return grant(decision.code, decision.clause, decision.text, (*decision.duties, *duties))
