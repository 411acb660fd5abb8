"""What people do about a grave that is not looked after (Wlb 28, fourth to seventh paragraph)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.attachments.actions import keep
from noaber.attachments.files import Taken
from noaber.cemetery import actions as register
from noaber.cemetery.endings import acts, neglect
from noaber.cemetery.endings.lines import of_act
from noaber.cemetery.endings.models import NeglectRecord
from noaber.cemetery.endings.terms import EndingTerms
from noaber.cemetery.evidence.actions import send_letter, signs_until, stand_sign
from noaber.cemetery.evidence.letters import COLLEGE
from noaber.cemetery.evidence.queries import obstacle_of
from noaber.cemetery.evidence.rules import AT_GRAVE, NEGLECT
from noaber.cemetery.places import laws_of
from noaber.cemetery.queries import grave_of, next_number, running_right
from noaber.cemetery.rules import NEGLECTED
from noaber.values.period import dutch_day

LETTER = "verwaarlozing"


@dataclass(frozen=True, slots=True)
class Seen:
    """What an inspection found: when, how bad, what, who must look after the grave, and a photo that shows it."""

    on: date
    degree: neglect.Degree
    what: str
    kept_by_holder: bool
    photo: Taken | None


def neglect_of(client: int, number: str) -> NeglectRecord:
    """One record of neglect. Raises NeglectRecord.DoesNotExist."""
    return NeglectRecord.objects.of(client).select_related("grave", "right__holder").get(number=number)


def waiting(row: NeglectRecord, terms: EndingTerms, day: date) -> neglect.Wait | None:
    """Until when the holder can confirm the declaration; nothing where it could not be sent, or came back."""
    if row.declared_on is None or not row.letter or obstacle_of(None, row.right.holder, day):
        return None
    days = terms.confirm_days
    return neglect.Wait(row.declared_on + timedelta(days=days.value), days.clause)


def establish(
    person: Any, agreement: str, grave: str, seen: Seen, minutes: int = 0, once: Once | None = None
) -> NeglectRecord:
    """Put down that a grave is clearly not looked after. Raises Grave.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        place = grave_of(act.client, grave)
        right = running_right(act.client, place)
        found = None
        if right is not None:
            photo = seen.photo is not None
            found = neglect.Neglect(right.kind, right.granted_on, seen.on, seen.degree, photo, seen.kept_by_holder)
        runs = NeglectRecord.objects.of(act.client).filter(right=right, repaired_on=None, lapsed_on=None).exists()
        decision = neglect.may_establish(found, runs, act.day)
        number = next_number(act.client, NeglectRecord, "VW", act.day.year)
        facts = {"neglect": number, "degree": seen.degree.value, "day": str(seen.on)}
        facts |= {"photo": seen.photo.digest if seen.photo else ""}
        entry = act.record(acts.ESTABLISH, decision, f"grave:{grave}", facts, of_act(act, acts.ESTABLISH, minutes))
        assert right is not None and seen.photo is not None, "without a right or a photo it is refused"
        return NeglectRecord.add(
            entry,
            number=number,
            grave=place,
            right=right,
            inspected_on=seen.on,
            degree=seen.degree.value,
            kept_by_holder=seen.kept_by_holder,
            what=seen.what.strip(),
            photo=keep(entry, seen.photo),
        )


def declare(person: Any, agreement: str, number: str, minutes: int = 0, once: Once | None = None) -> NeglectRecord:
    """Declare the neglect, and send it to the holder where the holder can be written to."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = neglect_of(act.client, number)
        obstacle = obstacle_of(None, row.right.holder, act.day)
        lines = of_act(act, acts.DECLARE, minutes)
        decision = neglect.may_declare(row.facts)
        entry = act.record(acts.DECLARE, decision, f"neglect:{number}", {"obstacle": obstacle}, lines, COLLEGE)
        letter = "" if obstacle else _write(act, row)
        row.change(entry, declared_on=act.day, letter=letter)
        return row


def _write(act: Acting, row: NeglectRecord) -> str:
    _, law = laws_of(act.agreement.code, act.day)
    said = {
        "gezien_op": dutch_day(row.inspected_on),
        "gezien": row.what,
        "herstellen": str(law.neglect_repair.value),
        "bord": str(law.neglect_signs.value),
        "bevestigen": str(act.terms(EndingTerms).confirm_days.value),
    }
    return send_letter(act, LETTER, row.grave, row.right, row.right.holder, said).number


def confirm(
    person: Any,
    agreement: str,
    number: str,
    received: date,
    how: str,
    minutes: int = 0,
    once: Once | None = None,
) -> NeglectRecord:
    """Put down that the holder confirmed the receipt: the year of repair counts from it, and signs need not stand."""
    with acting(person, agreement, once=once) as act:
        row = neglect_of(act.client, number)
        decision = neglect.may_confirm(row.facts, received, act.day)
        facts = {"received": str(received), "how": how}
        entry = act.record(acts.CONFIRM, decision, f"neglect:{number}", facts, of_act(act, acts.CONFIRM, minutes))
        row.change(entry, received_on=received, received_how=how)
        signs_until(act, entry, row.grave, NEGLECT, act.day)
        return row


def publish(
    person: Any,
    agreement: str,
    number: str,
    place: str,
    placed_on: date,
    photo: Taken | None,
    minutes: int = 0,
    once: Once | None = None,
) -> NeglectRecord:
    """Put down that a sign about the neglect stands. When both stand, both stay until the right lapses."""
    with acting(person, agreement, alone=True, once=once) as act:
        _, law = laws_of(act.agreement.code, act.day)
        row = neglect_of(act.client, number)
        wait = waiting(row, act.terms(EndingTerms), act.day)
        decision = neglect.may_publish(row.facts, placed_on, act.day, wait)
        facts = {"place": place, "day": str(placed_on)}
        entry = act.record(acts.PUBLISH, decision, f"neglect:{number}", facts, of_act(act, acts.PUBLISH, minutes))
        stand_sign(act, row.grave, row.right, NEGLECT, place, placed_on, None, photo)
        row.change(entry, **{"sign_grave_on" if place == AT_GRAVE else "sign_entrance_on": placed_on})
        window = neglect.window_of(row.facts, law)
        if window is not None and window.until is not None:
            signs_until(act, entry, row.grave, NEGLECT, window.until)
        return row


def repair(
    person: Any,
    agreement: str,
    number: str,
    repaired: date,
    photo: Taken | None = None,
    minutes: int = 0,
    once: Once | None = None,
) -> NeglectRecord:
    """Put down that the grave is looked after again. The signs may go."""
    with acting(person, agreement, once=once) as act:
        row = neglect_of(act.client, number)
        decision = neglect.may_repair(row.facts, repaired, act.day)
        facts = {"day": str(repaired), "photo": photo.digest if photo else ""}
        entry = act.record(acts.REPAIR, decision, f"neglect:{number}", facts, of_act(act, acts.REPAIR, minutes))
        row.change(entry, repaired_on=repaired, repaired_photo=keep(entry, photo) if photo else None)
        signs_until(act, entry, row.grave, NEGLECT, act.day)
        return row


def lapse(person: Any, agreement: str, number: str, minutes: int = 0, once: Once | None = None) -> NeglectRecord:
    """Put down that the right came to its end by law, because nobody repaired the grave in time."""
    with acting(person, agreement, alone=True, once=once) as act:
        _, law = laws_of(act.agreement.code, act.day)
        row = neglect_of(act.client, number)
        decision = neglect.may_lapse(row.facts, act.day, law)
        facts = {
            "right": row.right.number,
            "received": str(row.received_on or ""),
            "granted": str(row.right.granted_on),
        }
        lines = of_act(act, acts.LAPSE, minutes)
        entry = act.record(acts.LAPSE, decision, f"neglect:{number}", facts, lines, COLLEGE)
        register.lapsed(entry, row.right, NEGLECTED, act.day)
        row.change(entry, lapsed_on=act.day)
        signs_until(act, entry, row.grave, NEGLECT, act.day)
        return row
