"""What both sides do with advice, and what the clock does."""

from __future__ import annotations

from datetime import date
from typing import Any

from noaber.advice import acts, rules
from noaber.advice.models import AdviceRequest, WorkedHours
from noaber.advice.queries import next_number, product_of
from noaber.advice.terms import AdviceTerms
from noaber.agreement.acting import SYSTEM, Acting, Once, acting
from noaber.duties.actions import drop


def request_advice(
    person: Any, agreement: str, title: str, question: str, wanted: date | None, once: Once | None = None
) -> AdviceRequest:
    """Ask for advice. Numbers follow each other, so acts of this agreement wait for each other."""
    with acting(person, agreement, alone=True, once=once) as act:
        terms, number = act.terms(AdviceTerms), next_number(act.client, act.day.year)
        decision = rules.may_request(wanted, act.day, terms)
        service, due = terms.service.value, wanted or rules.answer_due(act.day, terms)
        lines = rules.requested_lines(service, product_of(act.book, service), act.day, terms.service.clause)
        entry = act.record(acts.REQUEST, decision, f"advice:{number}", {"due": str(due)}, lines)
        return AdviceRequest.add(entry, number=number, title=title, question=question, requested=act.day, due=due)


def estimate(person: Any, agreement: str, number: str, minutes: int, once: Once | None = None) -> AdviceRequest:
    """Estimate the hours. Raises AdviceRequest.DoesNotExist, as do all below."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_estimate(row.value, minutes, act.terms(AdviceTerms).service.clause)
        entry = act.record(acts.ESTIMATE, decision, f"advice:{number}", {"minutes": minutes})
        row.change(entry, state=rules.ESTIMATED, estimate=minutes)
        return row


def agree(
    person: Any, agreement: str, number: str, minutes: int, wanted: date | None, once: Once | None = None
) -> AdviceRequest:
    """Agree to the hours, and to another day where one is wanted."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_agree(row.value, minutes, wanted, act.day, act.terms(AdviceTerms))
        due = wanted or row.due
        entry = act.record(acts.AGREE, decision, f"advice:{number}", {"minutes": minutes, "due": str(due)})
        row.change(entry, state=rules.AGREED, agreed=minutes, agreed_on=row.agreed_on or act.day, due=due)
        return row


def log_hours(
    person: Any, agreement: str, number: str, minutes: int, worked_on: date, once: Once | None = None
) -> WorkedHours:
    """Put down hours that were worked."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_log(row.value, minutes, worked_on, act.day, act.terms(AdviceTerms).service.clause)
        facts = {"minutes": minutes, "worked_on": str(worked_on)}
        entry = act.record(acts.LOG_HOURS, decision, f"advice:{number}", facts)
        row.change(entry, worked=row.worked + minutes)
        return WorkedHours.add(entry, advice=row, person=person.pseudonym, worked_on=worked_on, minutes=minutes)


def deliver(person: Any, agreement: str, number: str, note: str, once: Once | None = None) -> AdviceRequest:
    """Deliver the note."""
    with acting(person, agreement, once=once) as act:
        row, terms = _row(act, number), act.terms(AdviceTerms)
        decision = rules.may_deliver(row.value, note, act.day, terms)
        kpis = act.book.norms_of(acts.DELIVER.code)
        lines = rules.delivered_lines(kpis, row.value, act.day, terms.service.value)
        entry = act.record(acts.DELIVER, decision, f"advice:{number}", {}, lines)
        row.change(entry, state=rules.DELIVERED, note=note.strip(), delivered_on=act.day, counted=True)
        return row


def answer(
    person: Any, agreement: str, number: str, accepts: bool, reason: str, once: Once | None = None
) -> AdviceRequest:
    """Accept the advice, or return it with what is missing."""
    with acting(person, agreement, once=once) as act:
        row, terms = _row(act, number), act.terms(AdviceTerms)
        decision = rules.may_answer(row.value, accepts, reason, act.day, terms)
        service = terms.service.value
        product = product_of(act.book, service)
        lines = rules.accepted_lines(row.value, service, product, act.day, terms.service.clause) if accepts else ()
        entry = act.record(acts.ACCEPT if accepts else acts.RETURN, decision, f"advice:{number}", {}, lines)
        state, due = (rules.ACCEPTED, row.due) if accepts else (rules.RETURNED, rules.answer_due(act.day, terms))
        row.change(entry, state=state, due=due, answer=reason.strip(), answered_on=act.day)
        if not accepts:
            drop(act, entry, rules.ACCEPT_DUTY, "Het advies is teruggegeven.")
        return row


def withdraw(person: Any, agreement: str, number: str, once: Once | None = None) -> AdviceRequest:
    """Withdraw the request; the hours that were worked stay."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_withdraw(row.value, act.terms(AdviceTerms).service.clause)
        entry = act.record(acts.WITHDRAW, decision, f"advice:{number}")
        row.change(entry, state=rules.WITHDRAWN)
        drop(act, entry, rules.DELIVER_DUTY, "De adviesvraag is ingetrokken.")
        return row


def pass_advice(agreement: str, key: int) -> None:
    """Count advice that was not there in time as missed; the clock does this, nobody else."""
    with acting(SYSTEM, agreement, origin="clock") as act:
        row = AdviceRequest.objects.of(act.client).get(pk=key)
        service = act.terms(AdviceTerms).service
        lines = rules.passed_lines(act.book.norms_of(acts.DELIVER.code), row.value, service.value)
        decision = rules.may_pass(row.value, act.day, service.clause)
        entry = act.record(acts.PASS_TERM, decision, f"advice:{row.number}", {}, lines)
        row.change(entry, counted=True)


def _row(act: Acting, number: str) -> AdviceRequest:
    return AdviceRequest.objects.of(act.client).select_for_update().get(number=number)
