"""What people do about ceremonies, and what the clock does when nobody came within a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from noaber.agreement.acting import SYSTEM, Once, acting
from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.duties.actions import drop
from noaber.nationality import acts, ceremony
from noaber.nationality.actions import ORGAN, read
from noaber.nationality.ceremony import Ceremony
from noaber.nationality.file import CALLS
from noaber.nationality.models import CallRecord, CeremonyRecord, FileRecord
from noaber.nationality.queries import ceremonies, ceremony_of, to_lapse
from noaber.nationality.terms import NationalityTerms
from noaber.parties.scope import reading


def plan(person: Any, agreement: str, day: date, place: str, seats: int, once: Once | None = None) -> CeremonyRecord:
    """Plan a ceremony on a day, at a place, with so many seats for who becomes Dutch."""
    with acting(person, agreement, once=once) as act:
        decision = ceremony.may_plan(Ceremony(day, seats), _held(act.client, day, place), act.day)
        entry = act.record(acts.PLAN, decision, f"ceremony:{day}", {"seats": seats}, (), ORGAN)
        return CeremonyRecord.add(entry, day=day, place=place, seats=seats)


def call(person: Any, agreement: str, number: str, key: int, once: Once | None = None) -> CallRecord:
    """Call somebody to a ceremony. Seats are a running total, so acts of this agreement wait for each other.

    Raises Case.DoesNotExist, FileRecord.DoesNotExist or CeremonyRecord.DoesNotExist.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        record, file = read(act, number)
        chosen = ceremonies(act.client).get(pk=key)
        decision = ceremony.may_call(file, ceremony_of(chosen), act.day)
        place = len(file.calls) + 1
        told = {"call": place, "ceremony": str(chosen.day), "registered": place == CALLS}
        entry = act.record(acts.CALL, decision, f"case:{number}", told, (), ORGAN)
        record.change(entry, pledge="", pledged_on=None)
        return CallRecord.add(entry, file=record, ceremony=chosen, number=place, called_on=act.day, people=file.people)


def attend(person: Any, agreement: str, number: str, present: bool, once: Once | None = None) -> FileRecord:
    """Put down whether they came to the ceremony that they were called to."""
    with acting(person, agreement, once=once) as act:
        record, file = read(act, number)
        decision = ceremony.may_attend(file, present, act.day, act.terms(NationalityTerms))
        told = {"call": len(file.calls), "present": present}
        entry = act.record(acts.ATTEND, decision, f"case:{number}", told, (), ORGAN)
        CallRecord.objects.get(municipality=act.client, file=record, number=len(file.calls)).change(
            entry, present=present
        )
        for code in ceremony.no_longer_asked(present):
            drop(act, entry, code, "Niet gekomen.")
        return record


def pledge(person: Any, agreement: str, number: str, way: str, everybody: bool, once: Once | None = None) -> FileRecord:
    """Put down that allegiance was declared at the ceremony, and how."""
    with acting(person, agreement, once=once) as act:
        record, file = read(act, number)
        decision = ceremony.may_pledge(file, way, everybody, act.day)
        entry = act.record(acts.PLEDGE, decision, f"case:{number}", {"way": way, "people": file.declares}, (), ORGAN)
        assert file.last_call is not None
        record.change(entry, pledge=way, pledged_on=file.last_call.ceremony_on)
        return record


def hand_over(person: Any, agreement: str, number: str, once: Once | None = None) -> FileRecord:
    """Put down that it was handed over: they are Dutch."""
    with acting(person, agreement, once=once) as act:
        record, file = read(act, number)
        decision = ceremony.may_hand_over(file, act.day)
        entry = act.record(acts.HAND_OVER, decision, f"case:{number}", {"people": file.people}, (), ORGAN)
        assert file.last_call is not None
        record.change(entry, handed_on=file.last_call.ceremony_on)
        return record


def lapse(agreement: str, number: str) -> FileRecord:
    """Put down that it lapsed, for it was not collected within a year; the clock does this, nobody else."""
    with acting(SYSTEM, agreement, origin="clock") as act:
        record, file = read(act, number)
        entry = act.record(acts.LAPSE, ceremony.may_lapse(file, act.day), f"case:{number}")
        assert file.lapse_on is not None
        record.change(entry, lapsed_on=file.lapse_on + timedelta(days=1))
        for code in ceremony.LAPSED:
            drop(act, entry, code, "Vervallen.")
        return record


def lapse_all(agreement: str, day: date) -> int:
    """Let everything lapse that was not collected within a year by this day. Returns how many there were."""
    found = Agreement.objects.defer("document").get(code=agreement)
    with reading(found.client_id):
        numbers = to_lapse(found.client_id, book_of(found), day)
    for number in numbers:
        lapse(agreement, number)
    return len(numbers)


def _held(client: int, day: date, place: str) -> bool:
    return CeremonyRecord.objects.of(client).filter(day=day, place=place).exists()
