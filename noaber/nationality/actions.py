"""What people do for somebody who becomes Dutch, up to the ceremony."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cases.actions import note_for_clock
from noaber.cases.models import Case
from noaber.cases.queries import kind_of
from noaber.nationality import acts, ceremony, rules
from noaber.nationality.file import ADVICE_DAYS, Child, File
from noaber.nationality.models import ChildRecord, FileRecord
from noaber.nationality.queries import case_of, record_of, values_of
from noaber.nationality.terms import NationalityTerms

ORGAN = "burgemeester"


def open_file(
    person: Any,
    agreement: str,
    number: str,
    applicant: str,
    ground: str = "",
    ages: Sequence[str] = (),
    willing: bool = True,
    once: Once | None = None,
) -> FileRecord:
    """Open the file of a case: of which age the applicant and the children are, and on which ground it is asked.

    Raises Case.DoesNotExist, as do all below.
    """
    with acting(person, agreement, once=once) as act:
        case = _locked(act, number)
        facts = case.facts(kind_of(act.book, case.product))
        children = tuple(Child(place, age) for place, age in enumerate(ages, 1))
        kept = ground if facts.kind.file == "option" else ""
        file = File(facts.kind.file, case.received, applicant, kept, children, decided_on=case.decided_on)
        known = record_of(act.client, case) is not None
        decision = rules.may_open(file, willing, known, act.day, act.terms(NationalityTerms))
        told = {"ground": kept, "children": len(children)}
        entry = act.record(acts.OPEN, decision, f"case:{number}", told, (), ORGAN)
        record = FileRecord.add(entry, case=case, kind=file.kind, applicant=applicant, ground=kept)
        for child in children:
            ChildRecord.add(entry, file=record, place=child.place, age=child.age)
        return record


def pay(person: Any, agreement: str, number: str, paid_on: date, once: Once | None = None) -> FileRecord:
    """Put down that the fee was paid; the term of a naturalisation runs from that day."""
    with acting(person, agreement, once=once) as act:
        record, file = read(act, number)
        decision = rules.may_pay(file, paid_on, act.day)
        entry = act.record(acts.PAY, decision, f"case:{number}", {"paid_on": str(paid_on)}, (), ORGAN)
        record.change(entry, paid_on=paid_on)
        if not file.option:
            note_for_clock(act, entry, record.case, event_day=paid_on)
        return record


def hear(person: Any, agreement: str, number: str, place: int, hearing: str, once: Once | None = None) -> FileRecord:
    """Put down what a child said, or that it did not want to be heard."""
    with acting(person, agreement, once=once) as act:
        record, file = read(act, number)
        decision = rules.may_hear(file, place, hearing)
        entry = act.record(acts.HEAR, decision, f"case:{number}", {"child": place, "hearing": hearing}, (), ORGAN)
        _child(record, place).change(entry, hearing=hearing, heard_on=act.day)
        return record


def agree(person: Any, agreement: str, number: str, place: int, agrees: bool, once: Once | None = None) -> FileRecord:
    """Put down whether a child of 16 or 17 agrees and will declare allegiance."""
    with acting(person, agreement, once=once) as act:
        record, file = read(act, number)
        decision = rules.may_agree(file, place, agrees)
        entry = act.record(acts.AGREE, decision, f"case:{number}", {"child": place, "agrees": agrees}, (), ORGAN)
        _child(record, place).change(entry, agrees=agrees, agreed_on=act.day)
        return record


def ask_advice(person: Any, agreement: str, number: str, once: Once | None = None) -> FileRecord:
    """Ask the minister for advice about an option; the term is four weeks longer."""
    with acting(person, agreement, once=once) as act:
        record, file = read(act, number)
        decision = rules.may_ask_advice(file, act.day)
        entry = act.record(acts.ASK_ADVICE, decision, f"case:{number}", {"days": ADVICE_DAYS}, (), ORGAN)
        record.change(entry, advised_on=act.day)
        note_for_clock(act, entry, record.case, added_days=ADVICE_DAYS)
        return record


def complete(person: Any, agreement: str, number: str, once: Once | None = None) -> FileRecord:
    """Call a request for naturalisation complete; from now the agreed norm to send it runs."""
    with acting(person, agreement, once=once) as act:
        record, file = read(act, number)
        entry = act.record(acts.COMPLETE, rules.may_complete(file), f"case:{number}", {}, (), ORGAN)
        note_for_clock(act, entry, record.case, complete_on=act.day)
        return record


def hold(person: Any, agreement: str, number: str, once: Once | None = None) -> FileRecord:
    """Put down that the King's decision is held for six months."""
    with acting(person, agreement, once=once) as act:
        record, file = read(act, number)
        decision = rules.may_hold(file, act.day, act.terms(NationalityTerms))
        entry = act.record(acts.HOLD, decision, f"case:{number}", {"holds": file.holds + 1}, (), ORGAN)
        record.change(entry, holds=file.holds + 1)
        return record


def receive_decree(
    person: Any, agreement: str, number: str, decree_on: date, granted: bool, once: Once | None = None
) -> FileRecord:
    """Put down what the King decided, and the day that the decree is dated."""
    with acting(person, agreement, once=once) as act:
        record, file = read(act, number)
        decision = ceremony.may_receive_decree(file, decree_on, granted, act.day, act.terms(NationalityTerms))
        told = {"decree_on": str(decree_on), "granted": granted}
        entry = act.record(acts.DECREE, decision, f"case:{number}", told, (), ORGAN)
        record.change(entry, **{"decree_on" if granted else "rejected_on": decree_on})
        return record


def read(act: Acting, number: str) -> tuple[FileRecord, File]:
    """The file of a case, to be changed. Raises FileRecord.DoesNotExist where it was not opened yet."""
    case = _locked(act, number)
    record = record_of(act.client, case)
    if record is None:
        raise FileRecord.DoesNotExist
    return values_of(act.book, [record])[0]


def _locked(act: Acting, number: str) -> Case:
    found = case_of(act.client, act.book, number)
    return Case.objects.of(act.client).select_for_update().get(pk=found.pk)


def _child(record: FileRecord, place: int) -> ChildRecord:
    return ChildRecord.objects.get(municipality=record.municipality_id, file=record, place=place)
