"""What people do about a grave that is cleared: from the list to the empty grave, and what lay on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.attachments.actions import keep
from noaber.attachments.files import Taken
from noaber.cemetery import price
from noaber.cemetery.charge_lines import charge_facts, charge_lines
from noaber.cemetery.endings import acts, clearing, objects
from noaber.cemetery.endings.agreed import NOBODY, Agreed
from noaber.cemetery.endings.lines import of_act
from noaber.cemetery.endings.models import Clearing
from noaber.cemetery.endings.queries import against, clearing_of, last_right, urns_in
from noaber.cemetery.evidence.actions import send_letter, signs_until, stand_sign
from noaber.cemetery.evidence.letters import COLLEGE
from noaber.cemetery.evidence.queries import obstacle_of
from noaber.cemetery.evidence.rules import AT_GRAVE, CLEARING
from noaber.cemetery.models import BODY, Interment
from noaber.cemetery.places import laws_of
from noaber.cemetery.price import Price
from noaber.cemetery.queries import grave_of, last_body_on, next_number, running_right
from noaber.values.period import dutch_day

LETTER, CLEAR_TARIFF = "voornemen-ruimen", "clear"
OBJECTION, SEARCH = "objected", "identifying"
"""What can hold a clearing up, as the row keeps it."""


def put_on_list(
    person: Any,
    agreement: str,
    grave: str,
    planned: date,
    agreed: Agreed = NOBODY,
    minutes: int = 0,
    once: Once | None = None,
) -> Clearing:
    """Put a grave on the list. Where a right runs, its holder must have agreed. Raises Grave.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        local, law = laws_of(act.agreement.code, act.day)
        place = grave_of(act.client, grave)
        right = running_right(act.client, place)
        yes = agreed.by_holder(right)
        listed = Clearing.objects.of(act.client).filter(grave=place, withdrawn_on=None, emptied_on=None).exists()
        found = against(act.client, place, planned, local, law, consents=yes, ahead=True)
        decision = clearing.may_list(found, listed, planned, act.day)
        number = next_number(act.client, Clearing, "RL", act.day.year)
        facts = {"clearing": number, "planned": str(planned)} | agreed.facts
        entry = act.record(acts.LIST, decision, f"grave:{grave}", facts, of_act(act, acts.LIST, minutes))
        agreed.tell(act, entry, acts.LIST, right)
        return Clearing.add(
            entry,
            number=number,
            grave=place,
            planned_on=planned,
            last_body_on=last_body_on(act.client, place),
            listed_on=act.day,
            listed_by=person.pseudonym,
            holder_agreed=yes,
            asked_by_holder=yes,
        )


def withdraw(
    person: Any, agreement: str, number: str, because: str, minutes: int = 0, once: Once | None = None
) -> Clearing:
    """Take a grave from the list."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = clearing_of(act.client, number)
        decision = clearing.may_withdraw(row.plan())
        entry = act.record(acts.WITHDRAW, decision, f"clearing:{number}", {}, of_act(act, acts.WITHDRAW, minutes))
        row.change(entry, withdrawn_on=act.day, withdrawn_because=because.strip())
        signs_until(act, entry, row.grave, CLEARING, act.day)
        return row


def decide(person: Any, agreement: str, number: str, minutes: int = 0, once: Once | None = None) -> Clearing:
    """Give the order to clear, as somebody else than who listed the grave."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = clearing_of(act.client, number)
        local, law = laws_of(act.agreement.code, act.day)
        found = against(act.client, row.grave, max(row.planned_on, act.day), local, law, row, ahead=True)
        decision = clearing.may_decide(row.plan(), person.pseudonym, found)
        facts = {"planned": str(row.planned_on)}
        lines = of_act(act, acts.DECIDE, minutes)
        entry = act.record(acts.DECIDE, decision, f"clearing:{number}", facts, lines, COLLEGE)
        row.change(entry, decided_on=act.day, decided_by=person.pseudonym)
        return row


def tell_mayor(person: Any, agreement: str, number: str, minutes: int = 0, once: Once | None = None) -> Clearing:
    """Put down that the mayor was told that the grave of an unknown person will be cleared."""
    with acting(person, agreement, once=once) as act:
        row = clearing_of(act.client, number)
        decision = clearing.may_tell_mayor(row.plan(), row.grave.unknown, row.mayor_told_on)
        entry = act.record(acts.TELL_MAYOR, decision, f"clearing:{number}", {}, of_act(act, acts.TELL_MAYOR, minutes))
        row.change(entry, mayor_told_on=act.day)
        return row


def hold(
    person: Any, agreement: str, number: str, what: str, runs: bool, minutes: int = 0, once: Once | None = None
) -> Clearing:
    """Put down that an objection or a search for who lies here runs, or does not any more."""
    assert what in (OBJECTION, SEARCH)
    with acting(person, agreement, once=once) as act:
        row = clearing_of(act.client, number)
        decision = clearing.may_hold(row.plan(), getattr(row, what), runs)
        facts = {"what": what, "runs": runs}
        entry = act.record(acts.HOLD, decision, f"clearing:{number}", facts, of_act(act, acts.HOLD, minutes))
        row.change(entry, **{what: runs})
        return row


def announce(
    person: Any, agreement: str, number: str, photo: Taken | None = None, minutes: int = 0, once: Once | None = None
) -> Clearing:
    """Tell the intention: by letter to the last holder, or by a sign at the grave where nobody can be written to.

    The letter offers what stands on the grave.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        _, law = laws_of(act.agreement.code, act.day)
        row = clearing_of(act.client, number)
        right = last_right(act.client, row.grave)
        holder = right.holder if right is not None else None
        reach = not obstacle_of(None, holder, act.day)
        decision = clearing.may_announce(row.plan(letter=reach, sign=photo is not None, address=reach), law)
        facts = {"by": "letter" if reach else "sign"}
        entry = act.record(acts.ANNOUNCE, decision, f"clearing:{number}", facts, of_act(act, acts.ANNOUNCE, minutes))
        letter = ""
        if reach:
            first = max(row.planned_on, clearing.above_from(act.day, law))
            said = {"ruimen_vanaf": dutch_day(first), "ophalen": str(law.objects.value)}
            letter = send_letter(act, LETTER, row.grave, right, holder, said).number
        else:
            stand_sign(act, row.grave, right, CLEARING, AT_GRAVE, act.day, None, photo)
        row.change(entry, announced_on=act.day, letter=letter)
        return row


def clear_above(
    person: Any,
    agreement: str,
    number: str,
    photo: Taken | None,
    kept: str = "",
    minutes: int = 0,
    once: Once | None = None,
) -> Clearing:
    """Take the monument off. `kept` says what lies ready for the family; the photo shows the grave as it was."""
    with acting(person, agreement, alone=True, once=once) as act:
        _, law = laws_of(act.agreement.code, act.day)
        row = clearing_of(act.client, number)
        owned = running_right(act.client, row.grave) is not None and not row.holder_agreed
        decision = clearing.may_clear_above(row.plan(), row.planned_on, owned, photo is not None, act.day, law)
        facts = {"photo": photo.digest if photo else "", "kept": bool(kept.strip())}
        entry = act.record(
            acts.CLEAR_ABOVE, decision, f"clearing:{number}", facts, of_act(act, acts.CLEAR_ABOVE, minutes)
        )
        assert photo is not None, "without a photo it is refused"
        row.change(entry, above_on=act.day, above_photo=keep(entry, photo), objects_kept=kept.strip())
        signs_until(act, entry, row.grave, CLEARING, act.day)
        return row


def fetch(person: Any, agreement: str, number: str, by: str, minutes: int = 0, once: Once | None = None) -> Clearing:
    """Put down that the family fetched what lay ready."""
    with acting(person, agreement, once=once) as act:
        _, law = laws_of(act.agreement.code, act.day)
        row = clearing_of(act.client, number)
        decision = objects.may_fetch(row.removal, act.day, law)
        entry = act.record(acts.FETCH, decision, f"clearing:{number}", {}, of_act(act, acts.FETCH, minutes))
        row.change(entry, fetched_on=act.day, fetched_by=by.strip())
        return row


def dispose(person: Any, agreement: str, number: str, minutes: int = 0, once: Once | None = None) -> Clearing:
    """Dispose of what lay ready long enough."""
    with acting(person, agreement, once=once) as act:
        _, law = laws_of(act.agreement.code, act.day)
        row = clearing_of(act.client, number)
        decision = objects.may_dispose(row.removal, act.day, law)
        entry = act.record(acts.DISPOSE, decision, f"clearing:{number}", {}, of_act(act, acts.DISPOSE, minutes))
        row.change(entry, disposed_on=act.day)
        return row


@dataclass(frozen=True, slots=True)
class Emptied:
    """Where remains went, and a photo of the grave afterwards."""

    destination: clearing.Destination | None
    place: str
    photo: Taken | None


def empty(
    person: Any, agreement: str, number: str, emptied: Emptied, minutes: int = 0, once: Once | None = None
) -> Clearing:
    """Empty the grave: who lay there is marked as gone, and how the grave stands follows from that."""
    with acting(person, agreement, alone=True, once=once) as act:
        local, law = laws_of(act.agreement.code, act.day)
        row = clearing_of(act.client, number)
        found = against(act.client, row.grave, act.day, local, law, row)
        photo, where = emptied.photo, emptied.destination
        urns = urns_in(act.client, row.grave)
        decision = clearing.may_empty(row.plan(), found, where, emptied.place, urns, photo is not None)
        bodies = Interment.objects.of(act.client).filter(grave=row.grave, kind=BODY, removed_on=None)
        facts = {"bodies": bodies.count(), "destination": where.value if where else "", "place": emptied.place.strip()}
        owed, payer = _owed(act, row, local)
        facts |= {"photo": photo.digest if photo else ""} | charge_facts(owed, payer, row.grave.number)
        lines = (*of_act(act, acts.EMPTY, minutes), *charge_lines(owed, act.day))
        entry = act.record(acts.EMPTY, decision, f"clearing:{number}", facts, lines)
        assert photo is not None and where is not None, "without these it is refused"
        bodies.update(entry=entry, removed_on=act.day)
        row.change(
            entry,
            emptied_on=act.day,
            emptied_photo=keep(entry, photo),
            destination=where.value,
            destination_place=emptied.place.strip(),
        )
        return row


def _owed(act: Acting, row: Clearing, local: Any) -> tuple[Price, str]:
    """What the holder owes who asked for it; nobody pays for what the municipality wants itself."""
    right = last_right(act.client, row.grave)
    kind = local.kind_at(row.grave.kind, row.grave.cemetery, act.day)
    if not row.asked_by_holder or kind is None:
        return Price(), ""
    payer = right.holder.number if right is not None and right.holder is not None else ""
    return price.once(local, CLEAR_TARIFF, kind, act.day, "ruimen op verzoek"), payer
