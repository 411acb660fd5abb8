"""What a clerk does with a request: accept, propose, refuse, make final, and put it in the register in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cemetery import actions as register
from noaber.cemetery import consents
from noaber.cemetery.actions import NewPerson
from noaber.cemetery.consents import Consented
from noaber.cemetery.funerals import acts, crew, mail, rules
from noaber.cemetery.funerals.actions import Rulebook, clock_of, erase_on, locked, rulebook
from noaber.cemetery.funerals.kinds import NO_GRAVE, OWN
from noaber.cemetery.funerals.models import Funeral
from noaber.cemetery.funerals.queries import Standing, funeral_of, is_promised, standing_of, told_of, value_of
from noaber.cemetery.funerals.seen import of_new_grave, wanted_of
from noaber.cemetery.models import Grave, Interment
from noaber.parties.clock import AMSTERDAM
from noaber.values import Clause, Granted


@dataclass(frozen=True, slots=True)
class Looked:
    """What the clerk establishes on accepting: the grave, and what others agreed to."""

    grave: str = ""
    doctor_heard: bool = False
    prosecutor_agreed: bool = False


def accept(person: Any, agreement: str, number: str, looked: Looked, once: Once | None = None) -> Funeral:
    """Accept a request, for a grave. Raises Funeral.DoesNotExist and Grave.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        book, row = rulebook(act), locked(act, funeral_of(act.client, number))
        _put(act, row, looked)
        at_hand, clause = standing_of(row, book.local, book.law, book.openings), act.book.act_clause(acts.ACCEPT.code)
        promised = at_hand.gives_out and row.grave is not None and is_promised(act.client, row.grave, row.pk)
        decision = rules.may_accept(at_hand.value, at_hand.answer, promised, book.law, clause)
        facts = {"grave": row.grave.number if row.grave else ""}
        entry = act.record(
            acts.ACCEPT, decision, f"funeral:{number}", facts, _answered(act, book, row, acts.ACCEPT.code)
        )
        row.state = rules.ACCEPTED
        row.change(
            entry,
            state=rules.ACCEPTED,
            grave=row.grave,
            doctor_heard=row.doctor_heard,
            prosecutor_agreed=row.prosecutor_agreed,
            answered_at=row.answered_at or act.at,
            clock_at=clock_of(value_of(row), book),
        )
        if row.confirmed_hash != at_hand.hash:
            mail.ask_to_confirm(act, row)
        mail.tell_undertaker(act, row)
        return row


def _put(act: Acting, row: Funeral, looked: Looked) -> None:
    if row.kind not in NO_GRAVE and looked.grave:
        row.grave = Grave.objects.of(act.client).get(number=looked.grave.strip().upper(), cemetery=row.cemetery)
    row.doctor_heard, row.prosecutor_agreed = looked.doctor_heard, looked.prosecutor_agreed


def _answered(act: Acting, book: Rulebook, row: Funeral, code: str) -> tuple[Any, ...]:
    """What counts of a first answer; of a later one nothing."""
    if row.answered_at is not None:
        return ()
    clause = act.book.act_clause(code).number
    return rules.answered_lines(value_of(row), act.at, book.terms, book.service, clause)


def propose(person: Any, agreement: str, number: str, at: datetime, once: Once | None = None) -> Funeral:
    """Propose another moment, which is kept beside the first. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        book, row = rulebook(act), locked(act, funeral_of(act.client, number))
        crew.let_go(act.client, number, [(row.at, row.minutes)])
        row.proposed_at = at
        value = value_of(row)
        opening = book.openings.on(row.cemetery, value.day)
        crews = book.openings.crews_on(value.day)
        free = opening is not None and crew.take(act.client, number, row.cemetery, at, opening.minutes, crews)
        decision = rules.may_propose(value, opening, free, act.at, book.law)
        facts = {"at": at.isoformat(timespec="minutes")}
        lines = _answered(act, book, row, acts.PROPOSE.code)
        entry = act.record(acts.PROPOSE, decision, f"funeral:{number}", facts, lines)
        row.state = rules.PROPOSED
        row.change(
            entry,
            state=rules.PROPOSED,
            proposed_at=at,
            notice_agreed=True,
            answered_at=row.answered_at or act.at,
            clock_at=clock_of(value_of(row), book),
        )
        mail.tell_undertaker(act, row)
        return row


def refuse(
    person: Any, agreement: str, number: str, ground: Clause | None, reason: str, once: Once | None = None
) -> Funeral:
    """Refuse a request under an article, with the reason; its time is free again. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        book, row = rulebook(act), locked(act, funeral_of(act.client, number))
        decision = rules.may_refuse(row.state, ground, reason, act.book.act_clause(acts.REFUSE.code))
        lines = _answered(act, book, row, acts.REFUSE.code)
        entry = act.record(acts.REFUSE, decision, f"funeral:{number}", {"ground": str(ground)}, lines, mail.COLLEGE)
        crew.let_go(act.client, number)
        row.change(
            entry,
            state=rules.REFUSED,
            clause=str(ground),
            reason=reason.strip(),
            answered_at=row.answered_at or act.at,
            clock_at=None,
            erase_on=erase_on(act, book),
        )
        mail.tell_undertaker(act, row)
        return row


def settle(person: Any, agreement: str, number: str, identity: str = "", once: Once | None = None) -> Funeral:
    """Make a funeral final. Raises Funeral.DoesNotExist.

    `identity` is how it was established that the registered holder confirmed; the evidence file of the grave keeps it.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        book, row = rulebook(act), locked(act, funeral_of(act.client, number))
        row.identity = identity.strip()
        at_hand = standing_of(row, book.local, book.law, book.openings)
        clause = act.book.act_clause(acts.SETTLE.code)
        decision = rules.may_settle(at_hand.value, at_hand.answer, at_hand.by_holder, clause)
        facts = {"seen": row.confirmed_hash} | consents.facts_of(row.identity, None)
        entry = act.record(acts.SETTLE, decision, f"funeral:{number}", facts)
        row.state = rules.FINAL
        row.change(entry, state=rules.FINAL, identity=row.identity, clock_at=clock_of(value_of(row), book))
        if at_hand.by_holder and at_hand.right is not None and at_hand.right.holder is not None:
            consented = Consented(acts.SETTLE.code, at_hand.right, at_hand.right.holder, row.identity)
            consents.tell(act, entry, consented)
        mail.tell_undertaker(act, row)
        return row


def registered(person: Any, agreement: str, number: str, once: Once | None = None) -> Funeral:
    """Put a funeral in the register by the register's own acts; all of them happen, or none does.

    The deceased and, for a grave that is given out with it, its holder become persons of the register, the right is
    granted, and the burial is registered. Nothing is typed again. Raises Funeral.DoesNotExist.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        book, row = rulebook(act), locked(act, funeral_of(act.client, number))
        at_hand = standing_of(row, book.local, book.law, book.openings)
        decision = rules.may_register(at_hand.value, act.at, act.book.act_clause(acts.REGISTER.code))
        # The acts of the register come first: an entry counts for the rows that are written right after it.
        interment = _into_register(person, agreement, row, at_hand) if isinstance(decision, Granted) else None
        facts = {"interment": interment.number if interment else "", "payer": row.payer}
        clause = act.book.act_clause(acts.REGISTER.code).number
        lines = rules.registered_lines(row.kind, act.day, book.service, clause)
        entry = act.record(acts.REGISTER, decision, f"funeral:{number}", facts, lines)
        crew.let_go(act.client, number, [(row.at, row.minutes)])
        if row.kind == OWN and interment is not None:
            interment.resident.change(entry, died_on=row.died_at.astimezone(AMSTERDAM).date())
        row.change(entry, state=rules.REGISTERED, interment=interment, clock_at=None, erase_on=erase_on(act, book))
        mail.tell_undertaker(act, row)
        return row


def _into_register(person: Any, agreement: str, row: Funeral, at_hand: Standing) -> Interment | None:
    """Whom and what the register gets; nothing where ashes are scattered."""
    if row.kind in NO_GRAVE:
        return None
    assert row.grave is not None, "what is final has its grave"
    told = told_of(row, at_hand.confirmed)
    wanted = wanted_of(told)
    if row.kind == OWN:
        assert at_hand.right is not None and at_hand.right.holder is not None, "only a holder is buried as one"
        deceased = at_hand.right.holder
    else:
        died = row.died_at.astimezone(AMSTERDAM).date()
        deceased = register.register_person(
            person, agreement, NewPerson(row.given_names, row.surname, row.born_on, died)
        )
    if at_hand.gives_out:
        address = (row.street, row.house_number, row.postcode, row.city)
        new = NewPerson(row.holder_given_names, row.holder_surname, None, None, *address)
        holder = register.register_person(person, agreement, new)
        deed = f"GA-{row.number}"
        register.grant_right(person, agreement, row.grave.number, holder.number, row.years or None, deed)
        wanted = of_new_grave(wanted, told)
    return register.bury(person, agreement, row.grave.number, deceased.number, wanted, row.registration)
