"""What people do for somebody who is registered for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cases.actions import note_for_clock
from noaber.cases.models import Case
from noaber.cases.queries import kind_of
from noaber.competence.queries import able_today, held_by
from noaber.competence.rules import VOE, may_sign
from noaber.registration import acts, rules
from noaber.registration.file import SWORN, Fact, File, Statement
from noaber.registration.models import FactRecord, FileRecord
from noaber.registration.queries import case_of, facts_of, record_of
from noaber.values import Clause, Decision, Granted

ORGAN = "college"


def open_file(
    person: Any,
    agreement: str,
    number: str,
    appearance: str,
    stays_since: date,
    minor: bool,
    wanted: Sequence[tuple[str, int]],
    identified: bool,
    once: Once | None = None,
) -> FileRecord:
    """Open the file of a case: how they appeared, since when they stay, and which facts there are (what, which one).

    Raises Case.DoesNotExist, as do all below.
    """
    with acting(person, agreement, once=once) as act:
        case = _locked(act, number)
        facts = tuple(Fact(what, nth) for what, nth in wanted)
        file = File(case.received, appearance, stays_since, minor, facts, decided_on=case.decided_on)
        decision = rules.may_open(file, identified, record_of(act.client, case) is not None, act.day)
        told = {"appearance": appearance, "facts": len(facts), "settled_on": str(file.settled_on)}
        entry = act.record(acts.OPEN, decision, f"case:{number}", told, (), ORGAN)
        record = FileRecord.add(entry, case=case, appearance=appearance, stays_since=stays_since, minor=minor)
        for fact in facts:
            FactRecord.add(entry, file=record, what=fact.what, nth=fact.nth)
        return record


def see_residence(person: Any, agreement: str, number: str, once: Once | None = None) -> FileRecord:
    """Put down that the right of residence was seen."""
    with acting(person, agreement, once=once) as act:
        record, file, _ = _read(act, number)
        entry = act.record(acts.SEE_RESIDENCE, rules.may_see_residence(file), f"case:{number}", {}, (), ORGAN)
        record.change(entry, residence_on=act.day)
        return record


def ask(person: Any, agreement: str, number: str, bsn_known: bool, once: Once | None = None) -> FileRecord:
    """Put down that the presentievraag was asked, and whether there already was a number (never which one)."""
    with acting(person, agreement, once=once) as act:
        record, file, _ = _read(act, number)
        entry = act.record(acts.ASK, rules.may_ask(file), f"case:{number}", {"known": bsn_known}, (), ORGAN)
        record.change(entry, asked_on=act.day, bsn_known=bsn_known)
        return record


def prove(
    person: Any,
    agreement: str,
    number: str,
    what: str,
    nth: int,
    proof: str,
    country: str,
    document_day: date | None,
    once: Once | None = None,
) -> FileRecord:
    """Put down the document that a fact is taken from; a better one replaces what it was taken from before."""
    with acting(person, agreement, once=once) as act:
        record, file, rows = _read(act, number)
        decision = rules.may_prove(file, what, nth, proof)
        told = {"fact": f"{what} {nth}", "proof": proof}
        entry = act.record(acts.PROVE, decision, f"case:{number}", told, (), ORGAN)
        _row(rows, what, nth).change(entry, proof=proof, country=country, document_day=document_day, proven_on=act.day)
        return record


def swear(
    person: Any, agreement: str, number: str, what: str, nth: int, said: Statement, once: Once | None = None
) -> FileRecord:
    """Make a declaration under oath or promise about a fact, before the person who acts; they must be designated."""
    with acting(person, agreement, once=once) as act:
        record, file, rows = _read(act, number)
        designated = designation(act.client, person.pseudonym, act.day, act.book.act_clause(acts.SWEAR.code))
        decision = rules.may_swear(file, what, nth, said, designated)
        told = {
            "fact": f"{what} {nth}",
            "oath": said.oath,
            "by": said.by,
            "reason": said.reason,
            "interpreter": said.interpreter,
        }
        entry = act.record(acts.SWEAR, decision, f"case:{number}", told, (), ORGAN)
        _row(rows, what, nth).change(
            entry,
            proof=SWORN,
            proven_on=act.day,
            sworn_on=act.day,
            oath=said.oath,
            sworn_by=said.by,
            reason=said.reason,
            interpreter=said.interpreter,
        )
        return record


def complete(person: Any, agreement: str, number: str, once: Once | None = None) -> FileRecord:
    """Call the file complete; from now the agreed norm to register runs."""
    with acting(person, agreement, once=once) as act:
        record, file, _ = _read(act, number)
        entry = act.record(acts.COMPLETE, rules.may_complete(file), f"case:{number}", {}, (), ORGAN)
        note_for_clock(act, entry, record.case, complete_on=act.day)
        return record


def send_overview(person: Any, agreement: str, number: str, once: Once | None = None) -> FileRecord:
    """Put down that the overview of the list of this person was sent."""
    with acting(person, agreement, once=once) as act:
        record, file, _ = _read(act, number)
        decision = rules.may_send_overview(file, act.day)
        entry = act.record(acts.SEND_OVERVIEW, decision, f"case:{number}", {}, (), ORGAN)
        record.change(entry, overview_on=act.day)
        return record


def designation(client: int, who: str, day: date, clause: Clause) -> Decision:
    """Was the person behind this pseudonym designated by the college to take declarations under oath on a day?"""
    held = held_by(client, who)
    decision = may_sign((VOE,), held, day, (), clause)
    if isinstance(decision, Granted):
        return decision
    # Only a refusal says who may today, so only then it is worth a look.
    return may_sign((VOE,), held, day, able_today(client, (VOE,), day, clause), clause)


def _locked(act: Acting, number: str) -> Case:
    found = case_of(act.client, act.book, number)
    return Case.objects.of(act.client).select_for_update().get(pk=found.pk)


def _read(act: Acting, number: str) -> tuple[FileRecord, File, list[FactRecord]]:
    """The file of a case, to be changed. Raises FileRecord.DoesNotExist where it was not opened yet."""
    case = _locked(act, number)
    record = record_of(act.client, case)
    if record is None:
        raise FileRecord.DoesNotExist
    record.case, rows = case, facts_of(record)
    return record, record.value(case.facts(kind_of(act.book, case.product)), rows), rows


def _row(rows: Sequence[FactRecord], what: str, nth: int) -> FactRecord:
    return next(row for row in rows if (row.what, row.nth) == (what, nth))
