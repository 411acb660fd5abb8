"""What people do with competences."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from noaber.agreement.acting import Once, acting
from noaber.competence import acts, rules
from noaber.competence.models import Held, about
from noaber.competence.queries import held_by, person_of, workers
from noaber.competence.rules import KINDS, Competence
from noaber.competence.terms import CompetenceTerms
from noaber.duties.actions import drop
from noaber.values import Period


def record(person: Any, agreement: str, whom: str, wanted: Competence, once: Once | None = None) -> Held:
    """Record what somebody is for the client. Raises Person.DoesNotExist for a pseudonym of elsewhere.

    It looks at everything the person holds, so acts of this agreement wait for each other.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        kind, who = KINDS[wanted.kind], person_of(act.agreement, whom, act.day)
        held = held_by(act.client, who.pseudonym)
        decision = rules.may_record(kind, held, wanted, act.day, act.terms(CompetenceTerms))
        facts = {"since": str(wanted.since), "until": str(wanted.until or ""), "decision": wanted.decision}
        entry = act.record(acts.RECORD, decision, about(who.pseudonym, kind.code), facts)
        return Held.add(
            entry,
            person=who.pseudonym,
            kind=kind.code,
            since=wanted.since,
            until=wanted.until,
            decision=wanted.decision,
        )


def end(person: Any, agreement: str, key: int, on: date, once: Once | None = None) -> Held:
    """Let a competence end on a day, that day included. Raises Held.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = Held.objects.of(act.client).select_for_update().get(pk=key)
        decision = rules.may_end(KINDS[row.kind], row.value, on, act.day)
        entry = act.record(acts.END, decision, row.about, {"until": str(on)})
        row.change(entry, until=on)
        drop(act, entry, rules.EXPIRES, "De bevoegdheid is beëindigd.")
        return row


def review(person: Any, agreement: str, reviewed: Collection[str], once: Once | None = None) -> None:
    """Record that the rights of these people were checked: what they may still fits what they do."""
    with acting(person, agreement, once=once) as act:
        accounts = set(workers(act.agreement, act.day).values_list("pseudonym", flat=True))
        decision = rules.may_review(reviewed, accounts, act.book.act_clause(acts.REVIEW.code))
        lines = rules.review_lines(act.book.norms_of(acts.REVIEW.code), reviewed, accounts, act.day)
        facts = {"reviewed": len(set(reviewed)), "accounts": len(accounts)}
        act.record(acts.REVIEW, decision, f"rights:{Period.quarter_of(act.day).code}", facts, lines)
