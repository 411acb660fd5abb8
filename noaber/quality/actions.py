"""What people do with findings, and what the clock does."""

from __future__ import annotations

from typing import Any

from noaber.agreement.acting import SYSTEM, Once, acting
from noaber.quality import acts, rules
from noaber.quality.listing import Mistake, Report, read
from noaber.quality.models import FindingRecord
from noaber.quality.queries import is_scored, known_references
from noaber.quality.rules import Finding
from noaber.quality.terms import QualityTerms
from noaber.values import Period


class NotReadable(ValueError):
    """A list with mistakes: nothing of it was taken in. `mistakes` are all of them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("Er is niets ingelezen.")
        self.mistakes = mistakes


def record(person: Any, agreement: str, wanted: Finding, once: Once | None = None) -> FindingRecord:
    """Record one finding. It must not be there yet, so acts of this agreement wait for each other."""
    with acting(person, agreement, alone=True, once=once) as act:
        terms = act.terms(QualityTerms)
        known = bool(known_references(act.client, [wanted.reference]))
        decision = rules.may_record(wanted, known, act.day, terms)
        facts = {"origin": wanted.origin, "received": str(wanted.received)}
        entry = act.record(acts.RECORD, decision, f"finding:{wanted.reference}", facts)
        return FindingRecord.add(
            entry,
            reference=wanted.reference,
            origin=wanted.origin,
            received=wanted.received,
            due=rules.due_on(wanted.received, terms),
        )


def import_list(person: Any, agreement: str, month: Period, content: bytes, once: Once | None = None) -> Report:
    """Take in the list of a month, whole or not at all; what was there already is left alone. Raises NotReadable."""
    with acting(person, agreement, alone=True, once=once) as act:
        report = read(content, known_references(act.client), act.day)
        if not report.good:
            raise NotReadable(report.mistakes)
        terms = act.terms(QualityTerms)
        facts = {"new": len(report.new), "known": report.known}
        entry = act.record(acts.IMPORT_LIST, rules.may_import(len(report.new), terms), f"findings:{month.code}", facts)
        for one in report.new:
            due = rules.due_on(one.received, terms)
            FindingRecord.add(entry, reference=one.reference, origin=one.origin, received=one.received, due=due)
        return report


def settle(person: Any, agreement: str, key: int, handling: str, note: str, once: Once | None = None) -> FindingRecord:
    """Say what was done with a finding. Raises FindingRecord.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = FindingRecord.objects.of(act.client).select_for_update().get(pk=key)
        terms = act.terms(QualityTerms)
        decision = rules.may_settle(row.value, handling, note, terms)
        lines = rules.settled_lines(act.book.norms_of(acts.SETTLE.code), row.value, row.due, act.day)
        entry = act.record(acts.SETTLE, decision, f"finding:{row.reference}", {"handling": handling}, lines)
        row.change(entry, settled_on=act.day, handling=handling, note=note.strip())
        return row


def pass_finding(agreement: str, key: int) -> None:
    """Count a finding whose term ran out as missed; the clock does this, nobody else."""
    with acting(SYSTEM, agreement, origin="clock") as act:
        row = FindingRecord.objects.of(act.client).get(pk=key)
        lines = rules.passed_lines(act.book.norms_of(acts.SETTLE.code), row.due)
        decision = rules.may_pass(row.value, row.due, act.day, act.terms(QualityTerms))
        entry = act.record(acts.PASS_TERM, decision, f"finding:{row.reference}", {}, lines)
        row.change(entry, passed=True)


def record_score(person: Any, agreement: str, year: int, points: int, most: int, once: Once | None = None) -> None:
    """Record the score of the self-evaluation of a year."""
    with acting(person, agreement, alone=True, once=once) as act:
        clause = act.book.act_clause(acts.RECORD_SCORE.code)
        decision = rules.may_score(points, most, year, is_scored(act.client, year), act.day, clause)
        lines = rules.score_lines(act.book.norms_of(acts.RECORD_SCORE.code), points, most, act.day)
        facts = {"points": points, "most": most}
        act.record(acts.RECORD_SCORE, decision, f"self-evaluation:{year}", facts, lines)
