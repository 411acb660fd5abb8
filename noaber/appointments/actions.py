"""What residents do, or the desk for them: keep a time, book it, change it, cancel it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from noaber.agreement.acting import SYSTEM, Acting, Once, acting
from noaber.agreement.link_codes import code_of, digest
from noaber.appointments import acts, mail, rules, slots
from noaber.appointments.capacity import free_expired, shift
from noaber.appointments.models import PURPOSE, Hold, Visit
from noaber.appointments.queries import held, is_number_taken, visit_by_code, visit_made
from noaber.appointments.rules import Wish
from noaber.appointments.slots import Run
from noaber.appointments.terms import AppointmentTerms
from noaber.cases.models import new_number
from noaber.parties.clock import AMSTERDAM
from noaber.parties.prepared import Prepared
from noaber.parties.scope import reading, set_scope

PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who makes an appointment: kept on its row alone, until it is erased."""

    name: str
    email: str
    phone: str = ""
    language: str = "nl"


def hold(
    client: int, run: Run, wish: Wish, now: datetime, terms: AppointmentTerms, token: str = "", instead: str = ""
) -> str | None:
    """Keep a time for somebody who is going to type; the code that opens it, or None where it is taken or past.

    This is no act: nothing is agreed yet, and it ends by itself (decision 21). The same form sent twice keeps one time.
    `instead` is the code of what was kept before for the same person: it is let go when the new time is taken.
    """
    if run.first <= slots.minute_of(now):
        return None
    code = _keep(client, run, wish, now, terms, token, instead)
    if code is None and free_expired(client, now):  # the place was kept for somebody who never came back
        code = _keep(client, run, wish, now, terms, token, instead)
    return code


def _keep(
    client: int, run: Run, wish: Wish, now: datetime, terms: AppointmentTerms, token: str, instead: str
) -> str | None:
    seed = _seed(token, run)
    code = code_of(seed, PURPOSE)
    try:
        with transaction.atomic():
            set_scope(client)
            earlier = Hold.objects.select_for_update().filter(municipality=client, code_hash=digest(instead))
            before = earlier.first() if instead else None
            made = visit_made(client, code)
            if (made and made.state == rules.BOOKED) or held(client, code):
                return code
            if made:  # a page from before the cancelling: this is a new wish
                seed = secrets.token_hex(16)
                code = code_of(seed, PURPOSE)
            if not shift(client, taken=[run], freed=[before.run] if before else []):
                # Who sent the same form at the same moment may have taken the last place: that was this person.
                return code if held(client, code) else None
            if before:
                before.delete()
            Hold.objects.create(
                municipality_id=client,
                seed=seed,
                code_hash=digest(code),
                location=run.location,
                skill=run.skill,
                first=run.first,
                count=run.count,
                length=run.length,
                products=list(wish.products),
                persons=wish.persons,
                answers=dict(wish.answers),
                expires_at=now + timedelta(minutes=terms.hold_minutes.value),
            )
    except IntegrityError:  # the same form at the same moment was first, and its time is kept
        with reading(client):
            return code if held(client, code) else None
    return code


def _seed(token: str, run: Run) -> str:
    """What the code of a time is made from: of one form always the same, and of no other."""
    if len(token) < 16:
        return secrets.token_hex(16)
    return hashlib.sha256(f"{token}/{run}".encode()).hexdigest()[:32]


def book(
    agreement: str,
    code: str,
    visitor: Visitor,
    once: Once | None = None,
    person: Any = SYSTEM,
    origin: str = PORTAL,
) -> Visit:
    """Book the time that is kept under a code. As long as nobody freed it, it is still kept, however late it is."""
    with acting(person, agreement, once=once, origin=origin) as act:
        clause = act.book.act_clause(acts.BOOK.code)
        kept = next(iter(_HOLD_TO_BOOK(act.client, digest(code))), None)
        decision = rules.may_book(kept is not None, clause)
        number = _free_number(act)
        facts = _facts(kept.run, kept.products, kept.persons) if kept else {}
        entry = act.record(acts.BOOK, decision, f"visit:{number}", facts)
        assert kept is not None
        day = kept.begins.astimezone(AMSTERDAM).date()
        visit = Visit.add(
            entry,
            number=number,
            location=kept.location,
            skill=kept.skill,
            day=day,
            agreed=kept.begins,
            count=kept.count,
            length=kept.length,
            products=kept.products,
            persons=kept.persons,
            answers=kept.answers,
            language=visitor.language,
            name=visitor.name,
            email=visitor.email,
            phone=visitor.phone,
            erase_on=_erase_on(act, day),
            seed=kept.seed,
            code_hash=kept.code_hash,
        )
        kept.delete()
        mail.tell(act, visit, mail.BOOKED)
        return visit


def change(
    agreement: str, code: str, location: str, minute: int, once: Once | None = None, person: Any = SYSTEM
) -> Visit:
    """Move an appointment: the new time is taken before the old one is let go, in one go. Raises Visit.DoesNotExist."""
    with acting(person, agreement, once=once, origin=PORTAL) as act:
        visit = _locked(act, code)
        clause, old = act.book.act_clause(acts.CHANGE.code), visit.run
        assert old is not None
        length = act.terms(AppointmentTerms).slot_minutes.value
        new = Run(location, visit.skill, minute, slots.needed(old.end - old.first, length), length)
        begins = slots.moment_of(minute)
        decision = rules.may_change(visit.state, visit.agreed, begins, act.at, clause)
        if decision.code == "changed":
            decision = rules.may_take(shift(act.client, [new], [old]), clause)
        facts = _facts(new, visit.products, visit.persons)
        entry = act.record(acts.CHANGE, decision, f"visit:{visit.number}", facts)
        day = begins.astimezone(AMSTERDAM).date()
        visit.change(
            entry,
            location=location,
            agreed=begins,
            day=day,
            count=new.count,
            length=new.length,
            erase_on=_erase_on(act, day),
            sequence=visit.sequence + 1,
        )
        mail.tell(act, visit, mail.CHANGED)
        return visit


def cancel(agreement: str, code: str, once: Once | None = None, person: Any = SYSTEM) -> Visit:
    """Cancel an appointment and give its time to others. Raises Visit.DoesNotExist."""
    with acting(person, agreement, once=once, origin=PORTAL) as act:
        visit = _locked(act, code)
        clause, run = act.book.act_clause(acts.CANCEL.code), visit.run
        assert run is not None
        decision = rules.may_cancel(visit.state, visit.agreed, act.at, clause)
        entry = act.record(acts.CANCEL, decision, f"visit:{visit.number}")
        shift(act.client, freed=[run])
        visit.change(entry, state=rules.CANCELLED, sequence=visit.sequence + 1)
        mail.tell(act, visit, mail.CANCELLED)
        return visit


_HOLD_TO_BOOK = Prepared(
    lambda client, code: Hold.objects.select_for_update().filter(municipality=client, code_hash=code), int, str
)


def _locked(act: Acting, code: str) -> Visit:
    key = visit_by_code(act.client, code).pk
    return Visit.objects.of(act.client).select_for_update().get(pk=key)


def _free_number(act: Acting) -> str:
    number = new_number(act.day.year)
    while is_number_taken(act.client, number):
        number = new_number(act.day.year)
    return number


def _facts(run: Run, products: list[str], persons: int) -> dict[str, Any]:
    """What the journal says: the place, the products and how many people; nothing of who they are."""
    return {
        "location": run.location,
        "begins": slots.moment_of(run.first).isoformat(timespec="minutes"),
        "minutes": run.count * run.length,
        "products": products,
        "persons": persons,
    }


def _erase_on(act: Acting, day: date) -> date:
    return day + timedelta(days=act.terms(AppointmentTerms).keep_days.value + 1)
