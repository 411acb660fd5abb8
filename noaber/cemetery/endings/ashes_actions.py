"""What people do with urns and with ashes that are scattered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cemetery import price
from noaber.cemetery.charge_lines import charge_facts, charge_lines
from noaber.cemetery.endings import acts, ashes
from noaber.cemetery.endings.agreed import NOBODY, Agreed
from noaber.cemetery.endings.lines import of_act
from noaber.cemetery.endings.models import Scattering, Urn
from noaber.cemetery.endings.queries import record_of, scattering_of, urn_of
from noaber.cemetery.law import Law
from noaber.cemetery.local import GraveKind, Local
from noaber.cemetery.models import URN, Grave, GraveRight, Interment, Resident
from noaber.cemetery.places import laws_of
from noaber.cemetery.price import Price
from noaber.cemetery.queries import facts_of, grave_of, next_number, running_right
from noaber.cemetery.tariffs import URN as URN_TARIFF
from noaber.cemetery.windows import EXCLUSIVE, GENERAL
from noaber.journal.models import Entry
from noaber.parties.clock import AMSTERDAM
from noaber.values import Clause, Period

SCATTER_TARIFF = "scatter"


@dataclass(frozen=True, slots=True)
class Contents:
    """What the register must have of an urn, and when the ashes went into it where that is known."""

    registration: str
    crematorium: str
    crematorium_address: str
    stored_on: date | None = None
    ordered_by: str = ""


def _spot(act: Acting, grave: Grave, right: GraveRight | None, agreed: Agreed, local: Local) -> ashes.Spot:
    there = list(Interment.objects.of(act.client).filter(grave=grave, removed_on=None))
    facts = facts_of(grave, there, local, act.day)
    return ashes.Spot(
        facts.urns,
        facts.urns_max,
        facts.kind.clause,
        right=right is not None,
        exclusive=right is not None and right.kind == EXCLUSIVE,
        consent=agreed.by_holder(right),
        blocked=facts.blocked,
        occupied=bool(there),
    )


def place_urn(
    person: Any,
    agreement: str,
    grave: str,
    deceased: str,
    placed: date,
    contents: Contents,
    agreed: Agreed = NOBODY,
    minutes: int = 0,
    once: Once | None = None,
) -> Interment:
    """Put down that an urn was placed. Raises Grave.DoesNotExist and Resident.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        local, _ = laws_of(act.agreement.code, act.day)
        place = grave_of(act.client, grave)
        right = running_right(act.client, place)
        who = Resident.objects.of(act.client).get(number=deceased)
        kind = facts_of(place, (), local, act.day).kind
        decision = ashes.may_place(
            _record(who, place, contents), _spot(act, place, right, agreed, local), placed, act.day
        )
        owed = price.once(local, URN_TARIFF, kind, placed, "een asbus plaatsen")
        payer = right.holder.number if right is not None and right.holder is not None else ""
        number = next_number(act.client, Interment, "B", act.day.year)
        facts = {"interment": number, "day": str(placed)} | charge_facts(owed, payer, grave)
        facts |= agreed.facts
        lines = (*of_act(act, acts.PLACE_URN, minutes), *charge_lines(owed, placed))
        entry = act.record(acts.PLACE_URN, decision, f"grave:{grave}", facts, lines)
        agreed.tell(act, entry, acts.PLACE_URN, right)
        assert right is not None, "without a right it is refused"
        row = Interment.add(
            entry,
            number=number,
            grave=place,
            right=right,
            resident=who,
            kind=URN,
            buried_on=placed,
            died_on=who.died_on if not who.died_text else None,
            registration=contents.registration.strip(),
            term_until=right.ends_on,
        )
        _keep(entry, row, contents)
        return row


def _record(who: Resident, place: Grave, contents: Contents, **more: str) -> ashes.UrnRecord:
    return ashes.UrnRecord(
        who.name, contents.registration, contents.crematorium, contents.crematorium_address, place.number, **more
    )


def _keep(entry: Entry, row: Interment, contents: Contents) -> Urn:
    return Urn.add(
        entry,
        interment=row,
        crematorium=contents.crematorium.strip(),
        crematorium_address=contents.crematorium_address.strip(),
        stored_on=contents.stored_on,
        ordered_by=contents.ordered_by.strip(),
    )


def complete_urn(
    person: Any, agreement: str, number: str, contents: Contents, minutes: int = 0, once: Once | None = None
) -> Interment:
    """Fill in what the register misses of an urn that stands already."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = urn_of(act.client, number)
        whole = record_of(row) is not None
        decision = ashes.may_complete(_record(row.resident, row.grave, contents), row.removed_on is not None, whole)
        lines = of_act(act, acts.COMPLETE_URN, minutes)
        entry = act.record(acts.COMPLETE_URN, decision, f"urn:{number}", {"grave": row.grave.number}, lines)
        row.change(entry, registration=contents.registration.strip())
        _keep(entry, row, contents)
        return row


def _contents(row: Interment) -> Contents:
    kept = record_of(row)
    return Contents(row.registration, kept.crematorium if kept else "", kept.crematorium_address if kept else "")


def hand_over_urn(
    person: Any,
    agreement: str,
    number: str,
    destination: str,
    handed_to: str,
    agreed: Agreed = NOBODY,
    minutes: int = 0,
    once: Once | None = None,
) -> Interment:
    """Put down that an urn was handed to who had it placed, and where it goes."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = urn_of(act.client, number)
        right = running_right(act.client, row.grave)
        urn = _record(row.resident, row.grave, _contents(row), destination=destination, handed_to=handed_to)
        exclusive = right is not None and right.kind == EXCLUSIVE
        decision = ashes.may_take_away(urn, row.removed_on is not None, exclusive, agreed.by_holder(right))
        facts = {"grave": row.grave.number} | agreed.facts
        lines = of_act(act, acts.HAND_OVER_URN, minutes)
        entry = act.record(acts.HAND_OVER_URN, decision, f"urn:{number}", facts, lines)
        agreed.tell(act, entry, acts.HAND_OVER_URN, right)
        row.change(entry, removed_on=act.day)
        row.urn.change(entry, destination=destination.strip(), handed_to=handed_to.strip())
        return row


def clear_urn(
    person: Any,
    agreement: str,
    number: str,
    cemetery: str,
    agreed: Agreed = NOBODY,
    minutes: int = 0,
    once: Once | None = None,
) -> Interment:
    """Clear an urn of which the term ended: its ashes are scattered on the field of a cemetery."""
    with acting(person, agreement, alone=True, once=once) as act:
        local, law = laws_of(act.agreement.code, act.day)
        row = urn_of(act.client, number)
        right, kept = running_right(act.client, row.grave), record_of(row)
        field = _field(local, cemetery)
        decision = ashes.may_clear(
            kept.stored_on if kept is not None else None,
            right is not None,
            row.removed_on is not None,
            agreed.by_holder(right),
            bool(field),
            act.day,
            law,
        )
        facts = {"grave": row.grave.number, "cemetery": cemetery}
        facts |= agreed.facts
        lines = of_act(act, acts.CLEAR_URN, minutes)
        entry = act.record(acts.CLEAR_URN, decision, f"urn:{number}", facts, lines)
        agreed.tell(act, entry, acts.CLEAR_URN, right)
        row.change(entry, removed_on=act.day)
        if kept is not None:
            kept.change(entry, destination=f"verstrooid op {field}")
        return row


def _field(local: Local, cemetery: str) -> str:
    """The name of the ground for scattering of a cemetery; empty where there is none."""
    return next((one.scatter_field for one in local.cemeteries if one.code == cemetery), "")


@dataclass(frozen=True, slots=True)
class Wish:
    """Where ashes are to be scattered, when, by whom and at whose wish. `grave` is empty for a field."""

    cemetery: str
    grave: str
    by_family: bool
    asked_by: str
    at: datetime
    registration: str = ""


def allow_scattering(
    person: Any,
    agreement: str,
    deceased: str,
    wish: Wish,
    agreed: Agreed = NOBODY,
    minutes: int = 0,
    once: Once | None = None,
) -> Scattering:
    """Allow ashes to be scattered in a place at a moment. Raises Grave.DoesNotExist and Resident.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        local, law = laws_of(act.agreement.code, act.day)
        who = Resident.objects.of(act.client).get(number=deceased)
        grave = grave_of(act.client, wish.grave) if wish.grave else None
        right = running_right(act.client, grave) if grave is not None else None
        cemetery = grave.cemetery if grave is not None else wish.cemetery
        field = _field(local, cemetery)
        spot = _spot(act, grave, right, agreed, local) if grave is not None else _ground(field, law)
        decision = ashes.may_scatter(spot, grave is not None, wish.by_family)
        number = next_number(act.client, Scattering, "AS", act.day.year)
        facts = {"cemetery": cemetery, "grave": wish.grave, "by_family": wish.by_family}
        facts |= agreed.facts
        lines = of_act(act, acts.ALLOW_SCATTERING, minutes)
        entry = act.record(acts.ALLOW_SCATTERING, decision, f"scattering:{number}", facts, lines)
        agreed.tell(act, entry, acts.ALLOW_SCATTERING, right)
        return Scattering.add(
            entry,
            number=number,
            resident=who,
            cemetery=cemetery,
            grave=grave,
            field=field if grave is None else "",
            by_family=wish.by_family,
            asked_by=wish.asked_by.strip(),
            registration=wish.registration.strip(),
            allowed_on=act.day,
            planned_at=wish.at,
        )


def _ground(field: str, law: Law) -> ashes.Spot:
    return ashes.Spot(0, 0, law.urn_rest.clause, right=False, scatter_ground=bool(field))


def scatter(
    person: Any, agreement: str, number: str, at: datetime, minutes: int = 0, once: Once | None = None
) -> Scattering:
    """Put down that ashes were scattered; a tariff for it is owed where the municipality did it."""
    with acting(person, agreement, alone=True, once=once) as act:
        local, _ = laws_of(act.agreement.code, act.day)
        row = scattering_of(act.client, number)
        on = at.astimezone(AMSTERDAM).date()
        decision = ashes.may_register_scattering(row.allowed_on, row.over, on, act.day)
        owed = _owed(row, local, on)
        facts = {"at": at.isoformat()} | charge_facts(owed, "", row.grave.number if row.grave else "")
        lines = (*of_act(act, acts.SCATTER, minutes), *charge_lines(owed, on))
        entry = act.record(acts.SCATTER, decision, f"scattering:{number}", facts, lines)
        row.change(entry, scattered_at=at)
        return row


def _owed(row: Scattering, local: Local, day: date) -> Price:
    """What the municipality asks for scattering on its field. What the family does itself, costs nothing."""
    if row.by_family:
        return Price()
    nowhere = Clause("", "")
    field = GraveKind("", row.field, row.cemetery, GENERAL, 0, 0, (), (), False, nowhere, Period(day, None))
    return price.once(local, SCATTER_TARIFF, field, day, "as verstrooien")


def withdraw_scattering(
    person: Any, agreement: str, number: str, minutes: int = 0, once: Once | None = None
) -> Scattering:
    """Take a permission back, because the family thinks otherwise."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = scattering_of(act.client, number)
        decision = ashes.may_withdraw_scattering(row.over)
        lines = of_act(act, acts.WITHDRAW_SCATTERING, minutes)
        entry = act.record(acts.WITHDRAW_SCATTERING, decision, f"scattering:{number}", {}, lines)
        row.change(entry, withdrawn_on=act.day)
        return row
