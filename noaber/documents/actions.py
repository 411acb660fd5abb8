"""What people do with documents that were applied for, and what the clock does."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from noaber.agreement.acting import SYSTEM, Acting, Once, acting
from noaber.documents import acts, rules
from noaber.documents.models import DocumentRecord
from noaber.documents.queries import checked_terms, is_known, kind_of, kinds_of, left_over
from noaber.documents.terms import DocumentTerms
from noaber.parties.clock import AMSTERDAM
from noaber.separation.queries import on_day
from noaber.separation.rules import may_do_both
from noaber.values import Decision, Period, grant


def apply(
    person: Any,
    agreement: str,
    product: str,
    number: int,
    urgent: bool,
    location: str = "",
    reference: str = "",
    once: Once | None = None,
) -> list[DocumentRecord]:
    """Record that so many documents of a product were applied for today, under one request number of RAAS or the RDW.

    `location` is a code of at most twelve characters. Raises KeyError for a product that is no document. A request
    number is not used twice, so acts of this agreement wait for each other.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        kind = kind_of(act.book, product)
        decision = rules.may_apply(kind, number, reference, is_known(act.client, product, reference))
        facts = {"product": product, "number": number, "urgent": urgent}
        entry = act.record(acts.APPLY, decision, f"documents:{act.day}", facts, (), kind.organ)
        due = rules.due_on(kind, act.day, act.at.astimezone(AMSTERDAM).hour, urgent, act.terms(DocumentTerms))
        return [
            DocumentRecord.add(
                entry,
                product=product,
                reference=reference,
                series=series,
                location=location,
                urgent=urgent,
                applied_on=act.day,
                applied_by=person.pseudonym,
                due=due,
                state=rules.APPLIED,
                clock=due,
            )
            for series in range(1, number + 1)
        ]


def receive(person: Any, agreement: str, keys: Collection[int], once: Once | None = None) -> int:
    """Book in what came in today. Returns how many. Raises DocumentRecord.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        rows = _rows(act, keys)
        values = [value for _, value in rows]
        decision = rules.may_receive(values, act.book.act_clause(acts.RECEIVE.code))
        lines = [line for value in values for line in rules.received_lines(value, act.day)]
        entry = act.record(acts.RECEIVE, decision, f"documents:{act.day}", {"number": len(rows)}, lines)
        for row, value in rows:
            until = rules.collect_until(value.kind, row.applied_on, act.day)
            row.change(entry, state=rules.READY, ready_on=act.day, collect_until=until, clock=until)
        return len(rows)


def hand_out(person: Any, agreement: str, key: int, once: Once | None = None) -> DocumentRecord:
    """Hand a document out. Raises DocumentRecord.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        [(row, value)] = _rows(act, [key])
        decision = rules.may_hand_out(value, act.day, _by_two(act, row, value.kind))
        entry = act.record(acts.HAND_OUT, decision, f"document:{row.pk}", {}, (), value.kind.organ)
        row.change(entry, state=rules.HANDED_OUT, ended_on=act.day)
        return row


def destroy(person: Any, agreement: str, keys: Collection[int], reason: str, once: Once | None = None) -> int:
    """Take documents out of circulation, or send them back. Returns how many. Raises DocumentRecord.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        rows = _rows(act, keys)
        clause = act.book.act_clause(acts.DESTROY.code)
        decision = rules.may_destroy([value for _, value in rows], reason, act.day, clause)
        about = f"document:{rows[0][0].pk}" if len(rows) == 1 else f"documents:{act.day}"
        organ = rows[0][1].kind.organ if rows else ""
        entry = act.record(acts.DESTROY, decision, about, {"number": len(rows), "reason": reason}, (), organ)
        for row, _ in rows:
            row.change(entry, state=rules.DESTROYED, ended_on=act.day, reason=reason)
        return len(rows)


def cancel(person: Any, agreement: str, key: int, reason: str, once: Once | None = None) -> DocumentRecord:
    """Let an application lapse that will bring no document. Raises DocumentRecord.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        [(row, value)] = _rows(act, [key])
        decision, lines = rules.may_cancel(value, reason), rules.cancelled_lines(value, act.day)
        entry = act.record(acts.CANCEL, decision, f"document:{row.pk}", {"reason": reason}, lines, value.kind.organ)
        row.change(entry, state=rules.CANCELLED, ended_on=act.day, reason=reason)
        return row


def pass_term(agreement: str, key: int) -> None:
    """Count a document whose norm ran out before it was ready as late; the clock does this, nobody else."""
    with acting(SYSTEM, agreement, origin="clock") as act:
        [(row, value)] = _rows(act, [key])
        decision, lines = rules.may_pass(value, act.day), rules.passed_lines(value)
        entry = act.record(acts.PASS_TERM, decision, f"document:{row.pk}", {}, lines)
        row.change(entry, passed=True)


def check(person: Any, agreement: str, term: str, month: Period, once: Once | None = None) -> None:
    """Record that nothing is left of a month that should have been collected; that does the duty of that month.

    `term` is the term of law (`passport.uncollected`, `licence.uncollected`).
    """
    with acting(person, agreement, once=once) as act:
        products = [kind.code for kind in kinds_of(act.book).values() if kind.term.code == term]
        left = left_over(act.client, products, month.until or act.day)
        clause = act.book.act_clause(acts.CHECK.code)
        done = term in checked_terms(act.client, month)
        act.record(acts.CHECK, rules.may_check(term, month, done, left, act.day, clause), f"{term}:{month.code}")


def _rows(act: Acting, keys: Collection[int]) -> list[tuple[DocumentRecord, rules.Document]]:
    """The rows of these keys with what the rules read, locked in one order. Raises DocumentRecord.DoesNotExist."""
    found = DocumentRecord.objects.of(act.client).select_for_update().filter(pk__in=keys).order_by("id")
    rows = list(found)
    if len(rows) != len(set(keys)):
        raise DocumentRecord.DoesNotExist
    kinds = {code: kind_of(act.book, code) for code in {row.product for row in rows}}
    return [(row, row.value(kinds[row.product])) for row in rows]


def _by_two(act: Acting, row: DocumentRecord, kind: rules.Kind) -> Decision:
    """Do two people take the application and hand out, where a law asks for that?"""
    if kind.separate is None:
        return grant("free", kind.clause, "Hiervoor is niets bijzonders nodig.")
    return may_do_both(row.applied_by, act.person.pseudonym, act.day, on_day(act.client, act.day), kind.separate)
