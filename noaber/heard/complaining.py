"""What people do with complaints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.duties.actions import drop
from noaber.heard import acts, complaint
from noaber.heard.complaint import Complaint
from noaber.heard.models import ComplaintRecord
from noaber.heard.queries import next_number
from noaber.heard.terms import HeardTerms

ORGAN = "college"


def register(
    person: Any,
    agreement: str,
    service: int,
    channel: str,
    reference: str,
    wanted: Complaint,
    once: Once | None = None,
) -> ComplaintRecord:
    """Register a complaint. Numbers follow each other, so acts of this agreement wait for each other."""
    with acting(person, agreement, alone=True, once=once) as act:
        terms, number = act.terms(HeardTerms), next_number(act.client, act.day.year)
        decision = complaint.may_register(wanted, act.day, terms)
        lines = complaint.registered_lines(service, act.day, terms)
        facts = {"received": str(wanted.received), "due": str(wanted.due)}
        entry = act.record(acts.REGISTER, decision, f"complaint:{number}", facts, lines, ORGAN)
        return ComplaintRecord.add(
            entry,
            number=number,
            service=service,
            channel=channel,
            reference=reference,
            received=wanted.received,
            happened=wanted.happened,
            committee=wanted.committee,
            involved=_sorted(wanted.involved),
            due=wanted.due,
        )


def confirm(person: Any, agreement: str, number: str, once: Once | None = None) -> ComplaintRecord:
    """Put down that the receipt was confirmed. Raises ComplaintRecord.DoesNotExist, as do all below."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = complaint.may_confirm(row.value)
        entry = act.record(acts.CONFIRM, decision, f"complaint:{number}", {}, (), ORGAN)
        row.change(entry, confirmed_on=act.day)
        return row


def hear(person: Any, agreement: str, number: str, hearing: str, once: Once | None = None) -> ComplaintRecord:
    """Put down that the complainant was heard, or why not."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = complaint.may_hear(row.value, person.pseudonym, hearing)
        entry = act.record(acts.HEAR, decision, f"complaint:{number}", {"hearing": hearing}, (), ORGAN)
        row.change(entry, hearing=hearing, heard_on=act.day)
        return row


def adjourn(person: Any, agreement: str, number: str, once: Once | None = None) -> ComplaintRecord:
    """Put it off by four weeks."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        due = replace(row.value, adjourned=True).due
        decision = complaint.may_adjourn(row.value, act.day)
        entry = act.record(acts.ADJOURN, decision, f"complaint:{number}", {"due": str(due)}, (), ORGAN)
        row.change(entry, adjourned_on=act.day, due=due)
        return row


def settle(
    person: Any, agreement: str, number: str, finding: str, ground: str = "", once: Once | None = None
) -> ComplaintRecord:
    """Settle a complaint with its finding."""
    with acting(person, agreement, once=once) as act:
        row, terms = _row(act, number), act.terms(HeardTerms)
        decision = complaint.may_settle(row.value, person.pseudonym, finding, ground, act.day)
        kept = ground if finding == complaint.ASIDE else ""
        lines = complaint.settled_lines(row.value, finding, row.service, act.day, terms)
        facts = {"finding": finding} | ({"ground": kept} if kept else {})
        entry = act.record(acts.SETTLE, decision, f"complaint:{number}", facts, lines, ORGAN)
        row.change(entry, finding=finding, ground=kept, settled_on=act.day)
        drop(act, entry, complaint.CONFIRM_DUTY, "De klacht is afgehandeld.")
        return row


def _row(act: Acting, number: str) -> ComplaintRecord:
    return ComplaintRecord.objects.of(act.client).select_for_update().get(number=number)


def _sorted(pseudonyms: Sequence[str]) -> list[str]:
    return sorted(set(pseudonyms))
