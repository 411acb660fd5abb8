"""What people do with cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from noaber.agreement.acting import SYSTEM, Acting, Once, acting
from noaber.cases import acts, penalty_rules, rules
from noaber.cases.models import Case
from noaber.cases.queries import kind_of
from noaber.cases.terms import PenaltyTerms
from noaber.cases.within import (
    announce_within,
    clocks,
    close_within,
    decide_within,
    extend_within,
    locked,
    register_within,
    resume_within,
    suspend_within,
)
from noaber.journal.models import Entry


def register_case(
    person: Any,
    agreement: str,
    product: str,
    received: date,
    reference: str = "",
    once: Once | None = None,
    event_day: date | None = None,
) -> Case:
    """Register a case for a product of one of the services; `event_day` where the product asks for one."""
    with acting(person, agreement, once=once) as act:
        return register_within(act, product, received, reference, event_day)


def suspend_case(person: Any, agreement: str, number: str, once: Once | None = None) -> Case:
    """Stop the term: the applicant is asked to complete the application (Awb 4:5, 4:15)."""
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        suspend_within(act, case, facts, rules.may_suspend(facts, act.day))
        return case


def resume_case(person: Any, agreement: str, number: str, once: Once | None = None) -> Case:
    """Let the term run on: the application is complete (Awb 4:15)."""
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        resume_within(act, case, facts, rules.may_resume(facts))
        return case


def decide_case(
    person: Any, agreement: str, number: str, outcome: str, once: Once | None = None, no_party: bool = False
) -> Case:
    """Decide on behalf of the competent organ; the signature says so (Awb 10:10).

    `no_party` is the declaration of whoever passes a deed: that they are no party to it (BW 1:18a).
    """
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        decide_within(act, case, facts, outcome, no_party, rules.may_alone(facts.kind))
        return case


def extend_case(
    person: Any, agreement: str, number: str, told_on: date, confirmed: bool, once: Once | None = None
) -> Case:
    """Extend the term as its own law allows; the applicant was told on a day."""
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        extend_within(act, case, facts, told_on, confirmed, rules.may_alone(facts.kind))
        return case


def announce_delay(
    person: Any, agreement: str, number: str, told_on: date, promised: date, once: Once | None = None
) -> Case:
    """Keep that the applicant was told that it takes longer, and which day was named (Awb 4:14)."""
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        decision = rules.may_announce_delay(facts, told_on, promised, act.day)
        announce_within(act, case, facts, told_on, promised, decision)
        return case


def receive_default(person: Any, agreement: str, number: str, came_in: date, once: Once | None = None) -> Case:
    """Keep a notice of default; two weeks later being late begins to cost (Awb 4:17)."""
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        decision = penalty_rules.may_receive_default(facts, came_in, act.day)
        entry = act.record(acts.RECEIVE_DEFAULT, decision, f"case:{number}", {"came_in": str(came_in)}, (), case.organ)
        case.change(entry, default_notice=came_in)
        return case


def fix_penalty(person: Any, agreement: str, number: str, not_due: str, once: Once | None = None) -> Case:
    """Fix by decision what being late has cost, or that nothing is due (Awb 4:17, 4:18)."""
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        decision = penalty_rules.may_fix_penalty(facts, act.day, not_due)
        rates = penalty_rules.rates_of(act.terms(PenaltyTerms))
        amount = penalty_rules.amount_due(facts, act.day, rates, not_due)
        told = {"since": str(penalty_rules.costs_since(facts) or "")}
        entry = act.record(acts.FIX_PENALTY, decision, f"case:{number}", told, (), case.organ, amount)
        case.change(entry, penalty_cents=amount.cents)
        return case


def close_case(person: Any, agreement: str, number: str, once: Once | None = None) -> Case:
    """Close a case that has been decided."""
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        close_within(act, case, facts, rules.may_alone(facts.kind))
        return case


def note_for_clock(act: Acting, entry: Entry, case: Case, **found: Any) -> None:
    """Write what the file of a case found that its clocks run on: `event_day`, `complete_on` or `added_days`."""
    facts = replace(case.facts(kind_of(act.book, case.product)), **found)
    case.change(entry, **found, **clocks(facts))


def pass_term(agreement: str, case_id: int) -> None:
    """Count a case whose clock ran out undecided as missed; the clock does this, nobody else."""
    with acting(SYSTEM, agreement, origin="clock") as act:
        case = Case.objects.of(act.client).get(pk=case_id)
        facts = case.facts(kind_of(act.book, case.product))
        entry = act.record(
            acts.PASS_TERM, rules.may_pass(facts, act.day), f"case:{case.number}", {}, rules.passed(facts)
        )
        case.change(entry, passed=True)


def count_desk(person: Any, agreement: str, day: date, numbers: dict[str, int], once: Once | None = None) -> None:
    """Record what a day at the desk handed out, product by product."""
    with acting(person, agreement, once=once) as act:
        kinds = [(kind_of(act.book, code), number) for code, number in sorted(numbers.items())]
        clause = kinds[0][0].clause if kinds else act.clause("3.1.1")
        decision = rules.may_count_desk(kinds, day, act.day, clause)
        lines = rules.desk_counts(kinds, day)
        act.record(acts.COUNT_DESK, decision, f"desk:{day}", {"products": len(lines) // 2}, lines)
