"""What people do with additional work, custom work and calamities."""

from __future__ import annotations

from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.agreement.acts import Act
from noaber.extrawork import acts, rules
from noaber.extrawork.job import CALAMITY, FINISHED, KINDS, REQUESTED, STARTED, WITHDRAWN, Emergency, Job, Wanted
from noaber.extrawork.mail import tell
from noaber.extrawork.models import ExtraWork, reference_of
from noaber.extrawork.queries import next_number
from noaber.extrawork.terms import CalamityTerms, ExtraWorkTerms
from noaber.values import Euro


def request_work(person: Any, agreement: str, wanted: Wanted, once: Once | None = None) -> ExtraWork:
    """Ask the client for consent to additional or custom work."""
    with acting(person, agreement, alone=True, once=once) as act:
        decision = rules.may_request(wanted, act.day, act.terms(ExtraWorkTerms))
        number = next_number(act.client, act.day.year)
        reference = reference_of(wanted.kind, act.day.year, number)
        facts = {"kind": wanted.kind, "service": wanted.service, "estimate": wanted.estimate.cents}
        entry = act.record(acts.REQUEST, decision, f"job:{reference}", facts)
        tell(act, f"Akkoord gevraagd op {KINDS[wanted.kind]} {reference}", reference, acts.CONSENT)
        return ExtraWork.add(
            entry,
            year=act.day.year,
            number=number,
            reference=reference,
            kind=wanted.kind,
            service=wanted.service,
            title=wanted.title,
            reason=wanted.reason,
            state=REQUESTED,
            estimate_cents=wanted.estimate.cents,
            asked_on=act.day,
            asked_by=person.pseudonym,
            planned_start=wanted.planned_start,
        )


def report_calamity(person: Any, agreement: str, emergency: Emergency, once: Once | None = None) -> ExtraWork:
    """Report a calamity and begin at once, without consent (art. 3.7 of the first agreement)."""
    with acting(person, agreement, alone=True, once=once) as act:
        terms = act.terms(CalamityTerms)
        decision = rules.may_report_calamity(emergency, act.day, terms)
        number = next_number(act.client, act.day.year)
        reference = reference_of(CALAMITY, act.day.year, number)
        facts = {
            "service": emergency.service,
            "estimate": emergency.estimate.cents,
            "started": str(emergency.started_on),
        }
        entry = act.record(acts.REPORT_CALAMITY, decision, f"job:{reference}", facts, amount=emergency.estimate)
        tell(act, f"Calamiteit {reference} gemeld", reference, acts.AGREE_COSTS)
        return ExtraWork.add(
            entry,
            year=act.day.year,
            number=number,
            reference=reference,
            kind=CALAMITY,
            service=emergency.service,
            title=emergency.title,
            reason=emergency.reason,
            state=STARTED,
            estimate_cents=emergency.estimate.cents,
            asked_on=act.day,
            asked_by=person.pseudonym,
            started_on=emergency.started_on,
            inform_due=rules.inform_due(emergency.started_on, terms),
        )


def consent(
    person: Any,
    agreement: str,
    reference: str,
    amount: Euro,
    addendum: str,
    shown: str | None = None,
    once: Once | None = None,
) -> ExtraWork:
    """Agree to a job up to an amount, under an addendum; `shown` is the text that was on the page, if there was one."""
    with acting(person, agreement, once=once) as act:
        row, job, terms = _job(act, reference)
        text = rules.consent_text(job, amount, addendum, act.agreement.client.name, terms)
        changed = shown is not None and shown != text
        decision = rules.may_consent(job, amount, addendum, person.pseudonym, terms, changed)
        entry = act.record(acts.CONSENT, decision, row.about, {"text": text}, amount=amount)
        row.change(
            entry,
            state=rules.after_consent(job),
            consent_cents=amount.cents,
            consented_on=act.day,
            consent_text=text,
            addendum=addendum.strip(),
            answer="",
        )
        tell(act, f"Akkoord gegeven op {reference}", reference, acts.START)
        return row


def decline(person: Any, agreement: str, reference: str, answer: str, once: Once | None = None) -> ExtraWork:
    """Refuse consent, with the reason."""
    with acting(person, agreement, once=once) as act:
        row, job, terms = _job(act, reference)
        entry = act.record(acts.DECLINE, rules.may_decline(job, terms), row.about)
        ended = {"finished_on": act.day} if job.started_on else {}
        row.change(entry, state=rules.after_decline(job), answer=answer, **ended)
        tell(act, f"Geen akkoord op {reference}", reference, acts.START)
        return row


def withdraw(person: Any, agreement: str, reference: str, once: Once | None = None) -> ExtraWork:
    """Take a request back before the work begins."""
    with acting(person, agreement, once=once) as act:
        row, job, terms = _job(act, reference)
        entry = act.record(acts.WITHDRAW, rules.may_withdraw(job, terms), row.about)
        row.change(entry, state=WITHDRAWN)
        tell(act, f"{reference} is ingetrokken", reference, acts.CONSENT)
        return row


def start(person: Any, agreement: str, reference: str, started_on: date, once: Once | None = None) -> ExtraWork:
    """Record that the work has begun."""
    with acting(person, agreement, once=once) as act:
        row, job, terms = _job(act, reference)
        decision = rules.may_start(job, started_on, act.day, terms)
        lines = rules.started(job, act.day, _kpis(act, acts.START), decision.clause)
        entry = act.record(acts.START, decision, row.about, {"started": str(started_on)}, lines)
        row.change(entry, state=STARTED, started_on=started_on)
        return row


def inform_client(
    person: Any, agreement: str, reference: str, informed_on: date, once: Once | None = None
) -> ExtraWork:
    """Record that the client knows of a calamity, and since when."""
    with acting(person, agreement, once=once) as act:
        row, job, _ = _job(act, reference)
        terms = act.terms(CalamityTerms)
        decision = rules.may_inform(job, informed_on, act.day, terms)
        lines = rules.informed(job, informed_on, act.day, _kpis(act, acts.INFORM_CLIENT), terms)
        entry = act.record(acts.INFORM_CLIENT, decision, row.about, {"informed": str(informed_on)}, lines)
        row.change(entry, informed_on=informed_on)
        return row


def revise(person: Any, agreement: str, reference: str, estimate: Euro, once: Once | None = None) -> ExtraWork:
    """Change the estimate; work that outgrows its ground lies still until the client agrees."""
    with acting(person, agreement, once=once) as act:
        row, job, terms = _job(act, reference)
        calamity = act.terms(CalamityTerms)
        decision = rules.may_revise(job, estimate, terms, calamity)
        facts = {"from": job.estimate.cents, "to": estimate.cents}
        entry = act.record(acts.REVISE, decision, row.about, facts, amount=estimate)
        row.change(entry, estimate_cents=estimate.cents, state=rules.after_revision(job, estimate, calamity))
        tell(act, f"De raming van {reference} is bijgesteld", reference, acts.CONSENT)
        return row


def finish(person: Any, agreement: str, reference: str, finished_on: date, once: Once | None = None) -> ExtraWork:
    """Record that the work is done."""
    with acting(person, agreement, once=once) as act:
        row, job, terms = _job(act, reference)
        decision = rules.may_finish(job, act.day, finished_on, terms)
        entry = act.record(acts.FINISH, decision, row.about, {"finished": str(finished_on)})
        row.change(entry, state=FINISHED, finished_on=finished_on)
        return row


def propose_costs(person: Any, agreement: str, reference: str, amount: Euro, once: Once | None = None) -> ExtraWork:
    """Propose to the client what a calamity cost."""
    with acting(person, agreement, once=once) as act:
        row, job, _ = _job(act, reference)
        decision = rules.may_propose_costs(job, amount, act.terms(CalamityTerms))
        entry = act.record(acts.PROPOSE_COSTS, decision, row.about, amount=amount)
        row.change(entry, proposed_cents=amount.cents, proposed_by=person.pseudonym)
        tell(act, f"Kosten voorgesteld voor {reference}", reference, acts.AGREE_COSTS)
        return row


def agree_costs(person: Any, agreement: str, reference: str, amount: Euro, once: Once | None = None) -> ExtraWork:
    """Agree to the proposed costs of a calamity; `amount` is what was on the page."""
    with acting(person, agreement, once=once) as act:
        row, job, extra = _job(act, reference)
        terms = act.terms(CalamityTerms)
        decision = rules.may_agree_costs(job, amount, person.pseudonym, terms, extra)
        parties = act.agreement.client.name, act.agreement.contractor.name
        entry = act.record(
            acts.AGREE_COSTS, decision, row.about, {"text": rules.costs_text(job, *parties, terms)}, amount=amount
        )
        row.change(entry, agreed_cents=amount.cents, agreed_on=act.day, answer="", settled=not amount)
        tell(act, f"Kosten afgesproken voor {reference}", reference, acts.CHARGE)
        return row


def reject_costs(person: Any, agreement: str, reference: str, answer: str, once: Once | None = None) -> ExtraWork:
    """Hand the proposed costs of a calamity back, with the reason."""
    with acting(person, agreement, once=once) as act:
        row, job, _ = _job(act, reference)
        entry = act.record(acts.REJECT_COSTS, rules.may_reject_costs(job, act.terms(CalamityTerms)), row.about)
        row.change(entry, proposed_cents=None, proposed_by="", answer=answer)
        tell(act, f"Kosten van {reference} teruggelegd", reference, acts.PROPOSE_COSTS)
        return row


def charge(
    person: Any, agreement: str, reference: str, amount: Euro, last: bool = False, once: Once | None = None
) -> ExtraWork:
    """Put an amount on the next month invoice, as far as it was agreed; `last` when nothing more follows."""
    with acting(person, agreement, once=once) as act:
        row, job, terms = _job(act, reference)
        decision = rules.may_charge(job, amount, last, terms, act.terms(CalamityTerms))
        lines = rules.charged(job, amount, act.day, decision.clause)
        entry = act.record(acts.CHARGE, decision, row.about, {"addendum": job.addendum}, lines, amount=amount)
        row.change(
            entry,
            charged_cents=row.charged_cents + amount.cents,
            settled=rules.settled_after(job, amount, last),
        )
        return row


def _job(act: Acting, reference: str) -> tuple[ExtraWork, Job, ExtraWorkTerms]:
    row = ExtraWork.objects.of(act.client).select_for_update().get(reference=reference)
    return row, row.facts(), act.terms(ExtraWorkTerms)


def _kpis(act: Acting, what: Act) -> list[str]:
    """The norms that count an act."""
    return [code for code, _ in act.book.norms_of(what.code)]
