"""What people do when two steps cannot be done by two people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from noaber.agreement.acting import Once, acting
from noaber.separation import acts, rules
from noaber.separation.models import DeviationLog
from noaber.separation.queries import next_number
from noaber.separation.terms import SeparationTerms


def open_deviation(
    person: Any,
    agreement: str,
    reason: str,
    since: date,
    until: date,
    people: Sequence[str],
    once: Once | None = None,
) -> DeviationLog:
    """Write down that these people (pseudonyms) may do both steps in these days, and why."""
    with acting(person, agreement, alone=True, once=once) as act:
        number = next_number(act.client, act.day.year)
        wanted = rules.Deviation(number, reason, since, until, tuple(dict.fromkeys(people)))
        terms = act.terms(SeparationTerms)
        decision = rules.may_open(wanted, act.day, terms)
        facts = {"since": str(since), "until": str(until), "people": len(wanted.people)}
        entry = act.record(acts.OPEN, decision, f"deviation:{number}", facts)
        return DeviationLog.add(
            entry,
            number=number,
            reason=reason.strip(),
            since=since,
            until=until,
            people=list(wanted.people),
            opened_by=person.pseudonym,
            kept_until=rules.kept_until(until, terms),
        )


def check_deviation(
    person: Any, agreement: str, number: str, findings: str, in_order: bool, once: Once | None = None
) -> DeviationLog:
    """Record the check afterwards. Raises DeviationLog.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = DeviationLog.objects.of(act.client).select_for_update().get(number=number)
        decision = rules.may_check(row.value, person.pseudonym, findings, act.day)
        entry = act.record(acts.CHECK, decision, f"deviation:{number}", {"in_order": in_order})
        row.change(
            entry,
            checked_on=act.day,
            checked_by=person.pseudonym,
            findings=findings.strip(),
            in_order=in_order,
        )
        return row
