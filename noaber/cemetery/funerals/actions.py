"""What an undertaker and who decides do with a request, each by the link that was mailed to them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from noaber.agreement.acting import SYSTEM, Acting, Once, acting
from noaber.agreement.link_codes import code_of, digest, new_seed
from noaber.agreement.queries import agreement_in_use, book_of
from noaber.attachments.actions import keep
from noaber.attachments.files import Taken
from noaber.cemetery.funerals import acts, crew, mail, rules
from noaber.cemetery.funerals.kinds import ARRANGER, HOLDER
from noaber.cemetery.funerals.models import Funeral, Intake
from noaber.cemetery.funerals.openings import Openings
from noaber.cemetery.funerals.places import openings_of
from noaber.cemetery.funerals.queries import (
    funeral_by_code,
    funeral_to_confirm,
    intake_by_code,
    standing_of,
    value_of,
)
from noaber.cemetery.funerals.terms import FuneralTerms
from noaber.cemetery.law import Law, law_on
from noaber.cemetery.local import Local
from noaber.cemetery.models import Grave
from noaber.cemetery.places import local_of
from noaber.cemetery.queries import next_number
from noaber.journal.models import Entry
from noaber.parties.clock import now
from noaber.parties.scope import reading
from noaber.values import Decision

PORTAL = "portal"
MOST_LINKS = 5
"""How many links one address is sent on a day: who has none of them asks the municipality."""


@dataclass(frozen=True, slots=True)
class Details:
    """What an undertaker fills in, by the names of the columns."""

    kind: str
    cemetery: str
    at: datetime
    died_at: datetime
    deed_city: str
    surname: str
    holder_surname: str
    holder_email: str
    company: str
    payer: str = HOLDER
    role: str = ARRANGER
    given_names: str = ""
    born_on: date | None = None
    grave_typed: str = ""
    years: int | None = None
    ceremony: bool = False
    registration: str = ""
    permit: str = ""
    exception: str = ""
    coffin_length: int | None = None
    coffin_width: int | None = None
    bearers: str = ""
    contact: str = ""
    phone: str = ""
    holder_given_names: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of the row."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What holds on the day of an act."""

    local: Local
    law: Law
    openings: Openings
    terms: FuneralTerms
    service: int


def rulebook(act: Acting) -> Rulebook:
    """What holds on the day of an act. Raises NoLocal where the municipality laid nothing down."""
    local = local_of(act.agreement.code)
    service = next((one.service for one in act.book.products if one.code == "grafuitgifte"), 0)
    law, openings = law_on(act.day, local.rules), openings_of(act.agreement.code)
    return Rulebook(local, law, openings, act.terms(FuneralTerms), service)


def invite(agreement: str, email: str, language: str) -> None:
    """Send an address the link to a new request. This is no act: nothing is asked yet, and it ends by itself."""
    found, at = agreement_in_use(agreement), now()
    client = found.client_id
    days = FuneralTerms.fill(book_of(found).term, at.date()).link_days.value
    with reading(client):
        lately = Intake.objects.filter(municipality=client, email=email, made_at__gt=at - timedelta(days=1))
        if lately.count() >= MOST_LINKS:
            return
        seed = new_seed()
        code = digest(code_of(seed, "funerals.undertaker"))
        until = at + timedelta(days=days)
        what = {"email": email, "language": language, "seed": seed, "code_hash": code, "made_at": at}
        row = Intake.objects.create(municipality_id=client, expires_at=until, **what)
    mail.send_link(agreement, row)


def ask(agreement: str, code: str, details: Details, once: Once | None = None, person: Any = SYSTEM) -> Funeral:
    """Ask for a funeral; its time is kept from now on. Raises Intake.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once, origin=PORTAL) as act:
        intake = intake_by_code(act.client, code, act.at)
        row = _asked(act, details, intake.email, intake.language, intake.seed)
        intake.delete()
        return row


def _asked(act: Acting, details: Details, email: str, language: str, seed: str) -> Funeral:
    book, number = rulebook(act), next_number(act.client, Funeral, "U", act.day.year)
    holder_seed = new_seed()
    new = Funeral(municipality_id=act.client, number=number, asked_at=act.at, minutes=0, **details.columns())
    decision = _may_have(act, book, new)
    entry = act.record(
        acts.ASK,
        decision,
        f"funeral:{number}",
        _facts(new),
        rules.asked_lines(details.kind, act.day, book.service, act.book.act_clause(acts.ASK.code).number),
    )
    row = Funeral.add(
        entry,
        number=number,
        asked_at=act.at,
        grave=_grave_typed(act, details),
        email=email,
        language=language,
        seed=seed,
        code_hash=digest(code_of(seed, "funerals.undertaker")),
        holder_seed=holder_seed,
        holder_hash=digest(code_of(holder_seed, "funerals.holder")),
        minutes=new.minutes,
        clock_at=clock_of(value_of(new), book),
        **details.columns(),
    )
    mail.tell_undertaker(act, row)
    mail.ask_to_confirm(act, row)
    return row


def _may_have(act: Acting, book: Rulebook, row: Funeral) -> Decision:
    """Keep the moment of a request where it is free, and say whether it may have it."""
    value = value_of(row)
    opening = book.openings.on(row.cemetery, value.day)
    row.minutes = opening.minutes if opening else 0
    free = opening is not None and crew.take(
        act.client, row.number, row.cemetery, value.at, row.minutes, book.openings.crews_on(value.day)
    )
    return rules.may_ask(value, opening, free, act.at, book.law)


def _grave_typed(act: Acting, details: Details) -> Grave | None:
    """The grave that was named, where the register has it at this cemetery."""
    graves = Grave.objects.of(act.client).filter(cemetery=details.cemetery)
    return graves.filter(number=details.grave_typed.strip().upper()).first() if details.grave_typed else None


def clock_of(value: rules.Request, book: Rulebook) -> datetime | None:
    """What ends first for a request."""
    found = rules.next_clock(value, book.terms, book.law)
    return found[0] if found else None


def change(agreement: str, code: str, details: Details, once: Once | None = None) -> Funeral:
    """Change a request. What was confirmed and now reads otherwise is asked again. Raises Funeral.DoesNotExist."""
    with acting(SYSTEM, agreement, alone=True, once=once, origin=PORTAL) as act:
        book, row = rulebook(act), locked(act, funeral_by_code(act.client, code))
        before, clause = value_of(row), act.book.act_clause(acts.CHANGE.code)
        stood, confirmed, wrote_to = (row.at, row.cemetery), row.confirmed_hash, row.holder_email
        row.grave = _grave_after(act, row, details)
        for name, value in details.columns().items():
            setattr(row, name, value)
        row.proposed_at = None
        moved = (row.at, row.cemetery) != stood
        decision = _may_have(act, book, row) if moved else rules.unmoved(clause)
        decision = rules.may_change(before.state, decision, clause)
        entry = act.record(acts.CHANGE, decision, f"funeral:{row.number}", _facts(row) | {"moved": moved})
        crew.let_go(act.client, row.number, [(row.at, row.minutes)])
        row.state = rules.ASKED if rules.looked_at_again(before, value_of(row)) else before.state
        row.change(
            entry,
            **details.columns(),
            grave=row.grave,
            state=row.state,
            minutes=row.minutes,
            proposed_at=None,
            clock_at=clock_of(value_of(row), book),
        )
        if row.holder_email != wrote_to:
            _new_holder_link(entry, row)
        if row.holder_email != wrote_to or confirmed != standing_of(row, book.local, book.law, book.openings).hash:
            mail.ask_to_confirm(act, row)
        mail.tell_undertaker(act, row)
        return row


def _grave_after(act: Acting, row: Funeral, details: Details) -> Grave | None:
    """The grave that a request is about after a change: the one that was chosen, where nothing is said of another."""
    same = (details.kind, details.cemetery, details.grave_typed) == (row.kind, row.cemetery, row.grave_typed)
    return row.grave if same else _grave_typed(act, details)


def _new_holder_link(entry: Entry, row: Funeral) -> None:
    """Somebody else decides: the link that was sent before opens nothing any more, and what it confirmed is undone."""
    seed = new_seed()
    code = digest(code_of(seed, "funerals.holder"))
    row.change(entry, confirmed_hash="", confirmed_at=None, holder_seed=seed, holder_hash=code)


def confirm(agreement: str, code: str, seen: str, once: Once | None = None) -> Funeral:
    """Confirm what was read, known by its hash. Raises Funeral.DoesNotExist."""
    with acting(SYSTEM, agreement, once=once, origin=PORTAL) as act:
        book, row = rulebook(act), locked(act, funeral_to_confirm(act.client, code))
        standing = standing_of(row, book.local, book.law, book.openings)
        clause = act.book.act_clause(acts.CONFIRM.code)
        decision = rules.may_confirm(row.state, seen, standing.hash, clause)
        facts = {"seen": standing.hash, "role": row.role, "price_cents": standing.price.total.cents}
        entry = act.record(acts.CONFIRM, decision, f"funeral:{row.number}", facts)
        row.change(entry, confirmed_hash=standing.hash, confirmed_at=act.at)
        mail.tell_undertaker(act, row)
        return row


def take_proposal(agreement: str, code: str, once: Once | None = None) -> Funeral:
    """Take the moment that the municipality proposed; the one that was asked for is let go."""
    with acting(SYSTEM, agreement, alone=True, once=once, origin=PORTAL) as act:
        book, row = rulebook(act), locked(act, funeral_by_code(act.client, code))
        value, clause = value_of(row), act.book.act_clause(acts.CHANGE.code)
        decision = rules.may_take(value, act.at, clause)
        entry = act.record(acts.CHANGE, decision, f"funeral:{row.number}", {"proposal": True})
        opening = book.openings.on(row.cemetery, value.day)
        assert opening is not None, "what was proposed was open"
        row.state = rules.state_after_taking(row.grave is not None, row.kind)
        row.at, row.minutes, row.proposed_at = value.at, opening.minutes, None
        crew.let_go(act.client, row.number, [(row.at, row.minutes)])
        row.change(
            entry,
            state=row.state,
            at=row.at,
            minutes=row.minutes,
            proposed_at=None,
            clock_at=clock_of(value_of(row), book),
        )
        mail.tell_undertaker(act, row)
        return row


def withdraw(person: Any, agreement: str, key: int, once: Once | None = None, origin: str = "web") -> Funeral:
    """Withdraw a request and give its time to others. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, once=once, origin=origin) as act:
        book, row = rulebook(act), locked(act, Funeral.objects.of(act.client).get(pk=key))
        decision = rules.may_withdraw(row.state, origin == PORTAL, act.book.act_clause(acts.WITHDRAW.code))
        entry = act.record(acts.WITHDRAW, decision, f"funeral:{row.number}")
        crew.let_go(act.client, row.number)
        row.change(entry, state=rules.WITHDRAWN, clock_at=None, erase_on=erase_on(act, book))
        mail.tell_undertaker(act, row)
        return row


def add_paper(
    person: Any,
    agreement: str,
    key: int,
    permit: str,
    taken: Taken | None,
    once: Once | None = None,
    origin: str = "web",
) -> Funeral:
    """Add the permission of the registrar, or the statement of a doctor. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, once=once, origin=origin) as act:
        row = locked(act, Funeral.objects.of(act.client).get(pk=key))
        decision = rules.may_add_paper(row.state, act.book.act_clause(acts.ADD_PAPER.code))
        facts = {"file": taken.digest if taken else "", "number": bool(permit)}
        entry = act.record(acts.ADD_PAPER, decision, f"funeral:{row.number}", facts)
        row.change(
            entry, permit=permit.strip() or row.permit, permit_file=keep(entry, taken) if taken else row.permit_file
        )
        return row


def locked(act: Acting, row: Funeral) -> Funeral:
    """The row, kept from others for as long as this act takes, with its grave."""
    Funeral.objects.of(act.client).select_for_update().get(pk=row.pk)
    return Funeral.objects.of(act.client).select_related("grave").get(pk=row.pk)


def erase_on(act: Acting, book: Rulebook) -> date:
    """When the names of a request that is over are erased."""
    return act.day + timedelta(days=book.terms.keep_days.value + 1)


def _facts(row: Funeral) -> dict[str, Any]:
    """What the journal says: the kind, the place and the moment; nothing of who."""
    moment = row.at.isoformat(timespec="minutes")
    return {"kind": row.kind, "cemetery": row.cemetery, "at": moment, "exception": row.exception, "payer": row.payer}
