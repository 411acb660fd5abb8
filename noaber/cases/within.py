"""What is done with a case within an act that is in progress: by the actions of cases, and by those of a file on top.

`first` is an answer that must be yes before the case is asked: the actions of cases say that no file leads it, those of
a file say that its own rules allow it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from noaber.agreement.acting import Acting
from noaber.brp.actions import wipe_with
from noaber.calendar.awb import Suspension
from noaber.cases import acts, penalty_rules, rules
from noaber.cases.files import may_decide_by_file
from noaber.cases.models import Case
from noaber.cases.queries import free_number, kind_of
from noaber.cases.signing import may_sign_off
from noaber.journal.models import Entry
from noaber.values import Decision, Euro, first_refusal


def locked(act: Acting, number: str) -> tuple[Case, rules.Facts]:
    """A case, held until the act is over, and how it stands. Raises Case.DoesNotExist."""
    case = Case.objects.of(act.client).select_for_update().get(number=number)
    return case, case.facts(kind_of(act.book, case.product))


def clocks(facts: rules.Facts) -> dict[str, date | None]:
    """The days that a case keeps. One without norm and term keeps the clock of the phase that its file is in."""
    moments: dict[str, date | None] = {
        "due": facts.due,
        "norm_due": facts.norm_due,
    }
    latest = rules.latest_due(facts)
    return moments | ({"clock": latest} if latest else {})


def register_within(
    act: Acting, product: str, received: date, reference: str = "", event_day: date | None = None
) -> Case:
    """Register a case for a product of one of the services."""
    kind = kind_of(act.book, product)
    decision = rules.may_register(kind, received, act.day, event_day)
    facts = rules.Facts(kind, rules.OPEN, received, event_day=event_day)
    number = free_number(act.client, act.day.year)
    entry = act.record(
        acts.REGISTER, decision, f"case:{number}", {"product": product}, rules.registered(facts, act.day)
    )
    return Case.add(
        entry,
        number=number,
        service=kind.service,
        product=product,
        organ=kind.organ,
        reference=reference,
        received=received,
        handler=act.person.pseudonym,
        event_day=event_day,
        **clocks(facts),
    )


def decide_within(act: Acting, case: Case, facts: rules.Facts, outcome: str, no_party: bool, first: Decision) -> Entry:
    """Decide on behalf of the competent organ; returns the entry of the decision."""
    about = f"case:{case.number}"
    signing = may_sign_off(case, facts.kind, act.person.pseudonym, act.day, no_party)
    wanted = first_refusal(first, rules.may_decide(facts, outcome, act.day))
    decision = rules.with_signature(wanted, signing)
    decision = rules.with_file(decision, may_decide_by_file(act.book, case, facts, outcome, act.day))
    decision = penalty_rules.with_duties(decision, penalty_rules.duties_of_decision(facts, act.day))
    told = {"outcome": outcome, "signature": signature_of(act, case.organ)}
    entry = act.record(acts.DECIDE, decision, about, told, rules.decided(facts, act.day), case.organ)
    case.change(entry, state=rules.DECIDED, outcome=outcome, decided_on=act.day, signature=told["signature"])
    for nothing in penalty_rules.nothing_due(facts, act.day):
        fixed = act.record(acts.FIX_PENALTY, nothing, about, {}, (), case.organ, Euro())
        case.change(fixed, penalty_cents=0)
    return entry


def extend_within(
    act: Acting, case: Case, facts: rules.Facts, told_on: date, confirmed: bool, first: Decision
) -> Entry:
    """Extend the term as its own law allows; `confirmed` says that the condition of the law is met."""
    decision = first_refusal(first, rules.may_extend(facts, told_on, act.day, confirmed))
    later = replace(facts, extensions=facts.extensions + 1)
    told = {"told_on": str(told_on), "due": str(later.due)}
    entry = act.record(acts.EXTEND, decision, f"case:{case.number}", told, (), case.organ)
    case.change(entry, extensions=later.extensions, **clocks(later))
    return entry


def suspend_within(act: Acting, case: Case, facts: rules.Facts, first: Decision) -> Entry:
    """Stop the term: the applicant is asked to complete the application (Awb 4:5, 4:15)."""
    decision = first_refusal(first, rules.may_suspend(facts, act.day))
    entry = act.record(acts.SUSPEND, decision, f"case:{case.number}")
    case.change(entry, state=rules.SUSPENDED, suspended_on=act.day)
    return entry


def resume_within(act: Acting, case: Case, facts: rules.Facts, first: Decision) -> Entry:
    """Let the term run on: the application is complete, or the time to complete it is over (Awb 4:15)."""
    entry = act.record(acts.RESUME, first_refusal(first, rules.may_resume(facts)), f"case:{case.number}")
    assert facts.suspended_on is not None
    stops = (*facts.suspensions, Suspension(facts.suspended_on, act.day))
    later = replace(facts, state=rules.OPEN, suspended_on=None, suspensions=stops)
    written = [stop.as_list() for stop in stops]
    case.change(entry, state=rules.OPEN, suspended_on=None, suspensions=written, **clocks(later))
    return entry


def announce_within(
    act: Acting, case: Case, facts: rules.Facts, told_on: date, promised: date, first: Decision
) -> Entry:
    """Keep that the applicant was told that it takes longer, and which day was named (Awb 4:14)."""
    decision = first_refusal(first, rules.may_announce_delay(facts, told_on, promised, act.day))
    later = replace(facts, told_on=told_on, promised=promised)
    told = {"told_on": str(told_on), "promised": str(promised)}
    entry = act.record(acts.ANNOUNCE_DELAY, decision, f"case:{case.number}", told, (), case.organ)
    case.change(entry, told_on=told_on, promised=promised, **clocks(later))
    return entry


def close_within(act: Acting, case: Case, facts: rules.Facts, first: Decision) -> Entry:
    """Close a case that has been decided; what was kept of a person is wiped."""
    decision = first_refusal(first, rules.may_close(facts))
    entry = act.record(acts.CLOSE, decision, f"case:{case.number}", {}, rules.closed(facts, act.day))
    case.change(entry, state=rules.CLOSED, closed_on=act.day)
    wipe_with(entry, case.number)
    return entry


def signature_of(act: Acting, organ: str) -> str:
    """The words a decision is signed with, from the mandate it rests on; empty where there is none."""
    may = act.permission(acts.DECIDE, organ)
    return getattr(may, "signature", "")
