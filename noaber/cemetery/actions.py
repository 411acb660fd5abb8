"""What people do with graves and rights. The journal has numbers and days; names stay in the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.agreement.acts import Act
from noaber.attachments.files import Taken
from noaber.cemetery import acts, consents, price, rules
from noaber.cemetery.burial import NOT_HELD, Wanted, can_this_grave
from noaber.cemetery.charge_lines import charge_facts, charge_lines
from noaber.cemetery.consents import Consented
from noaber.cemetery.law import Law
from noaber.cemetery.models import BODY, URN, Grave, GraveRight, Interment, Resident, RightEvent
from noaber.cemetery.names import search_key
from noaber.cemetery.old_days import OldDay
from noaber.cemetery.places import laws_of, local_of
from noaber.cemetery.price import Price
from noaber.cemetery.queries import facts_of, grave_of, next_number, right_facts, right_of, running, running_right
from noaber.cemetery.rules import Running
from noaber.cemetery.tariffs import BURIAL, GRANT, RENEW
from noaber.cemetery.tariffs import URN as URN_PLACED
from noaber.cemetery.terms import CemeteryTerms
from noaber.journal.models import Entry
from noaber.parties.clock import AMSTERDAM
from noaber.values import Decision, Granted, Line, Refused, grant


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is to be in the register."""

    given_names: str
    surname: str
    born_on: date | None = None
    died_on: date | None = None
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""


def register_person(person: Any, agreement: str, new: NewPerson, once: Once | None = None) -> Resident:
    """Put somebody in the register. The journal has the number alone."""
    with acting(person, agreement, alone=True, once=once) as act:
        return register_person_within(act, new)


def register_person_within(act: Acting, new: NewPerson) -> Resident:
    """Put somebody in the register within an act that goes on."""
    number = next_number(act.client, Resident, "P", act.day.year)
    decision = grant("registered", rules.REGISTER, "De persoon staat in het register.")
    entry = act.record(acts.REGISTER_PERSON, decision, f"resident:{number}")
    return add_person(entry, number, new)


def add_person(entry: Entry, number: str, new: NewPerson) -> Resident:
    """The row of somebody, under the entry of an act that is in progress."""
    fields = {name: getattr(new, name) for name in NewPerson.__slots__}
    return Resident.add(entry, number=number, search=search_key(new.surname, new.given_names), **fields)


def register_grave(
    person: Any,
    agreement: str,
    number: str,
    cemetery: str,
    kind: str,
    layers: int,
    urns: int,
    once: Once | None = None,
) -> Grave:
    """Put a grave in the register."""
    with acting(person, agreement, alone=True, once=once) as act:
        local, _ = laws_of(act.agreement.code, act.day)
        known = Grave.objects.of(act.client).filter(number=number).exists()
        decision = rules.may_register_grave(known, local.kind_at(kind, cemetery, act.day), layers, urns)
        facts = {"cemetery": cemetery, "kind": kind, "layers": layers, "urns": urns, "local": local.digest[:16]}
        entry = act.record(acts.REGISTER_GRAVE, decision, f"grave:{number}", facts)
        return Grave.add(entry, number=number, cemetery=cemetery, kind=kind, layers_max=layers, urns_max=urns)


def grant_right(
    person: Any, agreement: str, grave: str, holder: str, years: int | None, deed: str, once: Once | None = None
) -> GraveRight:
    """Grant a right on a grave. Raises Grave.DoesNotExist, Resident.DoesNotExist and KeyError for an unknown kind."""
    with acting(person, agreement, alone=True, once=once) as act:
        local, law = laws_of(act.agreement.code, act.day)
        place = grave_of(act.client, grave)
        kind = facts_of(place, (), local, act.day).kind
        to = Resident.objects.of(act.client).get(number=holder)
        runs = running_right(act.client, place) is not None
        decision = rules.may_grant(runs, place.blocked, kind, years, deed, law)
        number = next_number(act.client, GraveRight, "R", act.day.year)
        ends = rules.granted_until(act.day, years)
        owed = price.of_years(local, GRANT, kind, years, act.day) if years else Price(unknown=("onbepaalde tijd",))
        facts = {"right": number, "kind": kind.right, "years": years or 0, "ends": str(ends or "")}
        facts |= charge_facts(owed, holder, grave) | {"local": local.digest[:16]}
        lines = charge_lines(owed, act.day)
        entry = act.record(acts.GRANT, decision, f"grave:{grave}", facts, lines)
        return granted(entry, number, place, kind.right, to, act.day, ends, deed)


def granted(
    entry: Entry,
    number: str,
    grave: Grave,
    kind: str,
    holder: Resident | None,
    since: date,
    until: date | None,
    deed: str,
) -> GraveRight:
    """A new right within an act that goes on, and that it was granted. `holder` is None where nobody has it."""
    right = GraveRight.add(
        entry, number=number, grave=grave, kind=kind, holder=holder, granted_on=since, ends_on=until, deed=deed
    )
    _happened(entry, right, "granted", since, holder_after=holder, ends_after=until, document=deed)
    return right


def bury(
    person: Any,
    agreement: str,
    grave: str,
    deceased: str,
    wanted: Wanted,
    registration: str = "",
    once: Once | None = None,
) -> Interment:
    """Put a burial in the register, and renew the right with it where too little of the term is left.

    The renewal is an act of its own in the same transaction: both happen, or neither does.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        place = grave_of(act.client, grave)
        who = Resident.objects.of(act.client).get(number=deceased)
        return bury_within(act, place, who, wanted, registration)


@dataclass(frozen=True, slots=True)
class AtClient:
    """A burial that the municipality pays itself: its act, what that is about, and an answer that must be yes first.

    `facts` and `lines` are what that act says beside the burial; none of the lines is a price that somebody owes.
    """

    act: Act
    about: str
    first: Decision
    facts: dict[str, Any]
    lines: tuple[Line, ...] = ()


def bury_within(
    act: Acting, place: Grave, who: Resident, wanted: Wanted, registration: str = "", free: AtClient | None = None
) -> Interment:
    """Put a burial in the register within an act that goes on; `free` leaves nothing that anybody owes."""
    local, law = laws_of(act.agreement.code, act.day)
    there = list(Interment.objects.of(act.client).filter(grave=place, removed_on=None))
    right = running_right(act.client, place)
    facts = facts_of(place, there, local, act.day)
    wanted = replace(wanted, own=right is not None and right.holder_id == who.pk)
    answer = can_this_grave(facts, right_facts(right), wanted, local, law, act.at)
    decision = rules.may_bury(answer)
    number = next_number(act.client, Interment, "B", act.day.year)
    told = {"interment": number, "layer": answer.layer or 0, "day": str(wanted.day), "years": answer.years}
    told |= {"price_cents": answer.price.total.cents, "local": local.digest[:16]}
    owed, payer = answer.price.of(BURIAL, URN_PLACED), right.holder.number if right and right.holder else ""
    if free is None:
        told |= charge_facts(replace(owed, unknown=answer.price.unknown), payer, place.number)
        entry = act.record(acts.BURY, decision, f"grave:{place.number}", told, charge_lines(owed, wanted.day))
    else:
        told |= free.facts | {"grave": place.number}
        entry = act.record(free.act, _both(free.first, decision), free.about, told, free.lines)
    assert right is not None, "a burial without a right is refused"
    if answer.years:
        assert free is None, "a burial that nobody owes anything for renews no right"
        _renewed(act, right, payer, answer.years, law, answer.years, wanted.day)
    died = wanted.died_at.astimezone(AMSTERDAM).date()
    moments = {} if wanted.urn else {"buried_at": wanted.at, "died_at": wanted.died_at}
    return Interment.add(
        entry,
        number=number,
        grave=place,
        right=right,
        resident=who,
        kind=URN if wanted.urn else BODY,
        layer=answer.layer,
        shared=wanted.shared and answer.layer in facts.taken,
        buried_on=wanted.day,
        died_on=died,
        registration=registration,
        permit=wanted.permit,
        term_until=right.ends_on,
        exception=wanted.exception or (str(NOT_HELD) if wanted.foetus else ""),
        **moments,
    )


def _both(first: Decision, second: Decision) -> Decision:
    """Two answers that must both be yes; what must follow comes from the first."""
    return second if isinstance(first, Granted) and isinstance(second, Refused) else first


@dataclass(frozen=True, slots=True)
class LongAgo:
    """A burial or an urn that was not registered when it happened. `day` is what is known of it."""

    day: OldDay
    reason: str
    urn: bool = False
    layer: int | None = None
    shared: bool = False
    registration: str = ""


def bury_late(
    person: Any, agreement: str, grave: str, deceased: str, told: LongAgo, once: Once | None = None
) -> Interment:
    """Put a burial of before in the register, with what is known of its day and why it comes so late."""
    with acting(person, agreement, alone=True, once=once) as act:
        place = grave_of(act.client, grave)
        who = Resident.objects.of(act.client).get(number=deceased)
        there = Interment.objects.of(act.client).filter(grave=place, kind=BODY, removed_on=None)
        taken = set(there.values_list("layer", flat=True))
        died = who.died_on if not who.died_text else None
        early = bool(told.day.whole and told.day.day and died and told.day.day <= died and not told.urn)
        decision = rules.may_bury_late(told.urn, told.layer, place.layers_max, taken, told.shared, early, told.reason)
        number = next_number(act.client, Interment, "B", act.day.year)
        facts = {"interment": number, "layer": told.layer or 0, "precision": told.day.precision}
        entry = act.record(acts.BURY_LATE, decision, f"grave:{grave}", facts)
        return Interment.add(
            entry,
            number=number,
            grave=place,
            right=running_right(act.client, place),
            resident=who,
            kind=URN if told.urn else BODY,
            layer=None if told.urn else told.layer,
            shared=told.shared and told.layer in taken,
            buried_on=told.day.day,
            buried_text="" if told.day.whole else told.day.text or "onbekend",
            died_on=died if told.day.whole else None,
            registration=told.registration,
            late_reason=told.reason.strip(),
        )


def renew(
    person: Any,
    agreement: str,
    right: str,
    applicant: str,
    years: int,
    once: Once | None = None,
    *,
    identity: str = "",
    document: Taken | None = None,
) -> GraveRight:
    """Renew a right because its holder asks, whose identity was established. Raises GraveRight.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = right_of(act.client, right)
        return _renewed(
            act, row, applicant, years, laws_of(act.agreement.code, act.day)[1], identity=identity, document=document
        )


def _renewed(
    act: Acting,
    right: GraveRight,
    applicant: str,
    years: int,
    law: Law,
    with_burial: int = 0,
    day: date | None = None,
    identity: str = "",
    document: Taken | None = None,
) -> GraveRight:
    """Renew, at the price of the day of the burial that asks for it, otherwise at that of today."""
    local, day = local_of(act.agreement.code), day or act.day
    kind = local.kind_at(right.grave.kind, right.grave.cemetery, act.day)
    offered = kind.renewals if kind else ()
    runs = running(act.client, right)
    decision = rules.may_renew(runs, applicant, years, offered, act.day, law, with_burial, identity)
    ends = right.ends_on
    owed = price.of_years(local, RENEW, kind, years, day) if kind else Price(unknown=("verlengen",))
    facts = {"years": years, "before": str(ends or ""), "with_burial": with_burial, "local": local.digest[:16]}
    facts |= charge_facts(owed, applicant, right.grave.number) | consents.facts_of(identity, document)
    entry = act.record(acts.RENEW, decision, f"right:{right.number}", facts, charge_lines(owed, day))
    assert ends is not None, "a right without an end is not renewed"
    new = rules.renewed_until(ends, years)
    right.change(entry, ends_on=new, letter_on=None, requested_on=None)
    _happened(entry, right, "renewed", act.day, ends_before=ends, ends_after=new)
    if identity and right.holder is not None:
        consents.tell(act, entry, Consented(acts.RENEW.code, right, right.holder, identity, document))
    return right


def transfer(
    person: Any,
    agreement: str,
    right: str,
    applicant: str,
    new_holder: str,
    document: str,
    once: Once | None = None,
    *,
    identity: str = "",
    signed: Taken | None = None,
) -> GraveRight:
    """Write a right over to somebody else. Raises GraveRight.DoesNotExist and Resident.DoesNotExist.

    `identity` is how it was established who asks: the holder or, after the death, the new one.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        row, to = right_of(act.client, right), Resident.objects.of(act.client).get(number=new_holder)
        decision = rules.may_transfer(
            running(act.client, row), applicant, new_holder, act.day, laws_of(act.agreement.code, act.day)[1], identity
        )
        facts = {"from": row.holder.number if row.holder else "", "to": new_holder, "document": document}
        facts |= consents.facts_of(identity, signed)
        entry = act.record(acts.TRANSFER, decision, f"right:{right}", facts)
        before = row.holder
        row.change(entry, holder=to, renounce_asked_on=None, renounce_asked_by="")
        _happened(entry, row, "transferred", act.day, holder_before=before, holder_after=to, document=document)
        asked = before if before is not None and before.number == applicant else to
        consents.tell(act, entry, Consented(acts.TRANSFER.code, row, asked, identity, signed))
        return row


def ask_renounce(
    person: Any,
    agreement: str,
    right: str,
    applicant: str,
    identity: str,
    once: Once | None = None,
    *,
    document: Taken | None = None,
) -> GraveRight:
    """Take the wish of the holder to renounce; it is carried out later, by a colleague."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = right_of(act.client, right)
        decision = rules.may_ask_renounce(running(act.client, row), applicant, identity, act.terms(CemeteryTerms))
        entry = act.record(acts.ASK_RENOUNCE, decision, f"right:{right}", consents.facts_of(identity, document))
        row.change(entry, renounce_asked_on=act.day, renounce_asked_by=person.pseudonym)
        _happened(entry, row, "asked", act.day)
        assert row.holder is not None, "a wish of nobody is refused"
        consents.tell(act, entry, Consented(acts.ASK_RENOUNCE.code, row, row.holder, identity, document))
        return row


def withdraw_renounce(person: Any, agreement: str, right: str, applicant: str, once: Once | None = None) -> GraveRight:
    """Take back the wish to renounce."""

    def decide(act: Acting, row: GraveRight) -> Decision:
        return rules.may_withdraw_renounce(running(act.client, row), applicant, act.terms(CemeteryTerms))

    fields = {"renounce_asked_on": None, "renounce_asked_by": ""}
    return _simple(person, agreement, right, acts.WITHDRAW_RENOUNCE, decide, "withdrawn", "", fields, once)


def renounce(person: Any, agreement: str, right: str, once: Once | None = None) -> GraveRight:
    """Carry out a renunciation after the days of cooling-off, by somebody else than who took it."""

    def decide(act: Acting, row: GraveRight) -> Decision:
        return rules.may_renounce(running(act.client, row), act.person.pseudonym, act.day, act.terms(CemeteryTerms))

    fields = {"end_reason": rules.RENOUNCED}
    return _simple(person, agreement, right, acts.RENOUNCE, decide, "renounced", "ended_on", fields, once)


def ask_renewal(
    person: Any, agreement: str, right: str, applicant: str, once: Once | None = None, origin: str = "web"
) -> GraveRight:
    """Put down that the holder asks for renewal; a decision is to follow. Raises GraveRight.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once, origin=origin) as act:
        row, (_, law) = right_of(act.client, right), laws_of(act.agreement.code, act.day)
        decision = rules.may_ask_renewal(running(act.client, row), applicant, act.day, law)
        entry = act.record(acts.ASK_RENEWAL, decision, f"right:{right}")
        row.change(entry, requested_on=act.day)
        _happened(entry, row, "renewal", act.day)
        return row


def lapse(person: Any, agreement: str, right: str, reason: str, once: Once | None = None) -> GraveRight:
    """Put down that a right came to its end by law."""
    with acting(person, agreement, alone=True, once=once) as act:
        row, (_, law) = right_of(act.client, right), laws_of(act.agreement.code, act.day)
        decision = rules.may_lapse(running(act.client, row), reason, act.day, law)
        entry = act.record(acts.LAPSE, decision, f"right:{right}", {"reason": reason})
        return lapsed(entry, row, reason, act.day)


def lapsed(entry: Entry, right: GraveRight, reason: str, day: date) -> GraveRight:
    """Put down within an act that goes on that a right came to its end by law."""
    right.change(entry, ended_on=day, end_reason=reason)
    _happened(entry, right, "lapsed", day)
    return right


def write(person: Any, agreement: str, right: str, once: Once | None = None) -> GraveRight:
    """Put down that the holder was written to."""
    with acting(person, agreement, alone=True, once=once) as act:
        return written(act, right_of(act.client, right), laws_of(act.agreement.code, act.day)[1])


def written(act: Acting, row: GraveRight, law: Law, letter: str = "") -> GraveRight:
    """Put down within an act that goes on that the holder was written to; `letter` is the number of the letter."""
    days = Running(row.days(None), row.holder.number if row.holder else "", row.ended_on is not None)
    facts = {"letter": letter} if letter else {}
    entry = act.record(acts.WRITE, rules.may_write(days, act.day, law), f"right:{row.number}", facts)
    row.change(entry, letter_on=act.day)
    _happened(entry, row, "written", act.day, document=letter)
    return row


def _simple(
    person: Any,
    agreement: str,
    right: str,
    kind: Any,
    decide: Callable[[Acting, GraveRight], Decision],
    what: str,
    day_field: str,
    fields: dict[str, Any],
    once: Once | None,
) -> GraveRight:
    """An act on one right: read, decide, record, write its fields and put down what happened."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = right_of(act.client, right)
        entry = act.record(kind, decide(act, row), f"right:{right}")
        row.change(entry, **fields, **({day_field: act.day} if day_field else {}))
        _happened(entry, row, what, act.day)
        return row


def _happened(entry: Entry, right: GraveRight, what: str, day: date, **more: Any) -> None:
    RightEvent.add(entry, right=right, what=what, day=day, **more)
