"""What a family does with its code, and what a clerk and the clock do for families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from noaber.agreement.acting import SYSTEM, Once, acting
from noaber.agreement.link_codes import code_of, digest, new_seed
from noaber.agreement.queries import agreement_in_use
from noaber.cemetery import actions as register
from noaber.cemetery.consents import IDENTITY
from noaber.cemetery.funerals import acts, mail, wishes
from noaber.cemetery.funerals.actions import PORTAL, erase_on, rulebook
from noaber.cemetery.funerals.family_queries import (
    code_that_opens,
    reader_by_code,
    readers,
    readers_to_erase,
    share_that_opens,
    to_tell,
    wish_of,
)
from noaber.cemetery.funerals.models import FamilyCode, FamilyReader, FamilyWish, new_code
from noaber.cemetery.funerals.queries import links_that_ended, to_erase
from noaber.cemetery.law import law_on
from noaber.cemetery.places import NoLocal, local_of
from noaber.cemetery.queries import next_number, right_of, running
from noaber.cemetery.windows import decision as decide_window
from noaber.parties.clock import now, today
from noaber.parties.scope import reading
from noaber.values import Granted, grant


@dataclass(frozen=True, slots=True)
class Told:
    """What a family fills in, by the names of the columns."""

    kind: str
    years: int | None = None
    name: str = ""
    email: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""


def give_code(
    person: Any, agreement: str, right: str, resident: str, how: str, identity: str, once: Once | None = None
) -> tuple[FamilyCode, str]:
    """Give the holder of a right a code; the code itself is returned once and kept nowhere."""
    with acting(person, agreement, once=once) as act:
        book, row = rulebook(act), right_of(act.client, right)
        holder = row.holder.number if row.holder else ""
        clause = act.book.act_clause(acts.GIVE_CODE.code)
        decision = wishes.may_give_code(holder, resident, row.ended_on is not None, how, identity, clause)
        facts = {"how": how, "identity": identity}
        entry = act.record(acts.GIVE_CODE, decision, f"right:{right}", facts)
        assert row.holder is not None
        code, seed = new_code(), new_seed()
        made = FamilyCode.add(
            entry,
            right=row,
            resident=row.holder,
            code_hash=digest(code),
            share_seed=seed,
            share_hash=digest(code_of(seed, "funerals.share")),
            how=how,
            identity=identity.strip(),
            given_on=act.day,
            expires_on=act.day + timedelta(days=book.terms.code_days.value),
        )
        return made, code


def revoke_code(person: Any, agreement: str, key: int, once: Once | None = None) -> FamilyCode:
    """Take a code back; from now on it opens nothing. Raises FamilyCode.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = FamilyCode.objects.of(act.client).select_related("right").get(pk=key)
        decision = wishes.may_revoke(row.revoked_on is not None, act.book.act_clause(acts.REVOKE_CODE.code))
        entry = act.record(acts.REVOKE_CODE, decision, f"right:{row.right.number}", {"code": row.pk})
        row.change(entry, revoked_on=act.day)
        return row


def consult(agreement: str, code: str) -> FamilyCode:
    """Put down that a grave was looked at with a code today; no name. Raises FamilyCode.DoesNotExist."""
    with acting(SYSTEM, agreement, origin=PORTAL) as act:
        row = code_that_opens(act.client, code, act.day)
        decision = wishes.may_consult(act.book.act_clause(acts.CONSULT.code))
        entry = act.record(acts.CONSULT, decision, f"right:{row.right.number}", {"code": row.pk})
        row.change(entry, consulted_on=act.day)
        return row


def wish(agreement: str, code: str, told: Told, once: Once | None = None) -> FamilyWish:
    """Take what a family asks. A renewal is asked of the register in the same go. Raises FamilyCode.DoesNotExist."""
    with acting(SYSTEM, agreement, alone=True, once=once, origin=PORTAL) as act:
        book, opened = rulebook(act), code_that_opens(act.client, code, act.day)
        right = right_of(act.client, opened.right.number)
        applicant, clause = opened.resident.number, act.book.act_clause(acts.WISH.code)
        same = FamilyWish.objects.of(act.client).filter(right=right, kind=told.kind, state=wishes.WAITING).exists()
        state = running(act.client, right)
        decision = wishes.may_wish(told.kind, state, applicant, same, act.day, book.law, clause)
        if isinstance(decision, Granted) and told.kind == wishes.RENEWAL:
            register.ask_renewal(SYSTEM, agreement, right.number, applicant, origin=PORTAL)
        number = next_number(act.client, FamilyWish, "W", act.day.year)
        facts = {"kind": told.kind, "years": told.years or 0, "code": opened.pk}
        entry = act.record(acts.WISH, decision, f"wish:{number}", facts | {"right": right.number})
        due = decide_window(act.day, book.law).until
        columns = {name: getattr(told, name) for name in Told.__slots__}
        return FamilyWish.add(
            entry, number=number, right=right, resident=opened.resident, asked_on=act.day, due=due, **columns
        )


def handle(person: Any, agreement: str, number: str, done: bool, reason: str, once: Once | None = None) -> FamilyWish:
    """Do what a family asked, or say why not. A renewal renews the right; an address is written at the holder.

    Raises FamilyWish.DoesNotExist.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        row = wish_of(act.client, number)
        decision = wishes.may_handle(row.state, done, reason, act.book.act_clause(acts.HANDLE_WISH.code))
        if isinstance(decision, Granted) and done and row.kind == wishes.RENEWAL:
            assert row.years is not None, "a wish to renew says for how long"
            right, holder = row.right.number, row.resident.number
            register.renew(person, agreement, right, holder, row.years, identity=IDENTITY["code"])
        facts = {"kind": row.kind, "done": done}
        entry = act.record(acts.HANDLE_WISH, decision, f"wish:{number}", facts)
        if done and row.kind == wishes.ADDRESS:
            place = {name: getattr(row, name) for name in ("street", "house_number", "postcode", "city")}
            row.resident.change(entry, address_unsure=False, **place)
        state = wishes.DONE if done else wishes.DECLINED
        # Who is to follow is kept, for that is what was asked; the rest stands in the register, or is of no more use.
        kept = done and row.kind == wishes.FOLLOWER
        row.change(entry, state=state, handled_on=act.day, reason=reason.strip(), **({} if kept else NOBODY))
        return row


def listen(agreement: str, code: str, email: str, language: str, once: Once | None = None) -> FamilyReader:
    """Ask an address to confirm that it wants to hear of the end of a term. Raises FamilyCode.DoesNotExist."""
    with acting(SYSTEM, agreement, alone=True, once=once, origin=PORTAL) as act:
        book, opened = rulebook(act), share_that_opens(act.client, code, act.day)
        now_reading = readers(act.client, opened.right)
        decision = wishes.may_listen(now_reading.count(), act.book.act_clause(acts.LISTEN.code))
        entry = act.record(acts.LISTEN, decision, f"right:{opened.right.number}", {"code": opened.pk})
        seed = new_seed()
        row = FamilyReader.add(
            entry,
            right=opened.right,
            email=email,
            language=language,
            seed=seed,
            code_hash=digest(code_of(seed, "funerals.reader")),
            asked_on=act.day,
            erase_on=erase_on(act, book),
        )
        mail.tell_reader(act, row, mail.CONFIRM)
        return row


def confirm_mail(agreement: str, code: str, once: Once | None = None) -> FamilyReader:
    """Confirm an address, and tell it the end of the term. Raises FamilyReader.DoesNotExist."""
    with acting(SYSTEM, agreement, once=once, origin=PORTAL) as act:
        row = reader_by_code(act.client, code)
        clause = act.book.act_clause(acts.CONFIRM_MAIL.code)
        decision = wishes.may_confirm_mail(row.confirmed_on is not None, row.stopped_on is not None, clause)
        entry = act.record(acts.CONFIRM_MAIL, decision, f"right:{row.right.number}", {"reader": row.pk})
        row.change(entry, confirmed_on=act.day, told_end=row.right.ends_on, erase_on=None)
        mail.tell_reader(act, row, mail.TOLD)
        return row


def stop_mail(agreement: str, code: str, once: Once | None = None) -> FamilyReader:
    """Stop telling an address; it is erased. Raises FamilyReader.DoesNotExist."""
    with acting(SYSTEM, agreement, once=once, origin=PORTAL) as act:
        row = reader_by_code(act.client, code)
        decision = grant("stopped", act.book.act_clause(acts.STOP_MAIL.code), "U krijgt geen bericht meer.")
        entry = act.record(acts.STOP_MAIL, decision, f"right:{row.right.number}", {"reader": row.pk})
        row.change(entry, stopped_on=row.stopped_on or act.day, email="", erase_on=None)
        return row


def tick(agreement: str) -> None:
    """What the clock does: tell families whose window has opened, and erase what is no longer needed."""
    found = agreement_in_use(agreement)
    try:
        local_of(agreement)
    except NoLocal:
        return
    with reading(found.client_id):
        links_that_ended(found.client_id, now()).delete()
        old = to_erase(found.client_id, today()).exists() or readers_to_erase(found.client_id, today()).exists()
    tell(agreement)
    if old:
        erase(agreement)


def tell(agreement: str) -> int:
    """Tell the addresses of families that the window of renewal is open. Returns how many; none leaves no trace."""
    found = agreement_in_use(agreement)
    law = law_on(today(), local_of(agreement).rules)
    with reading(found.client_id):
        if not to_tell(found.client_id, law, today()):
            return 0
    with acting(SYSTEM, agreement, origin="clock") as act:
        rows = to_tell(act.client, law, act.day)
        decision = grant("told", act.book.act_clause(acts.TELL.code), "De families hebben bericht.")
        entry = act.record(acts.TELL, decision, f"readers:{act.day}", {"readers": len(rows)})
        for row in rows:
            row.change(entry, told_end=row.right.ends_on)
            mail.tell_reader(act, row, mail.TOLD)
        return len(rows)


NOBODY = dict.fromkeys(("name", "email", "street", "house_number", "postcode", "city"), "")
"""What is erased of a wish that is handled."""
_DECEASED = ("given_names", "surname")
_HOLDER = ("holder_given_names", "holder_surname", "holder_email", "street", "house_number", "postcode", "city")
_UNDERTAKER = ("contact", "phone", "email")
NAMES = dict.fromkeys((*_DECEASED, *_HOLDER, *_UNDERTAKER), "")
"""What is erased of a request."""


def erase(agreement: str) -> None:
    """Erase the names and addresses of requests that are over, and addresses that hear of nothing (any more)."""
    with acting(SYSTEM, agreement, origin="clock") as act:
        funerals = list(to_erase(act.client, act.day).select_for_update().order_by("id")[:500])
        unread = list(readers_to_erase(act.client, act.day).select_for_update().order_by("id")[:500])
        clause = rulebook(act).terms.keep_days.clause
        facts = {"funerals": len(funerals), "readers": len(unread)}
        entry = act.record(acts.ERASE, grant("erased", clause, "De gegevens zijn gewist."), f"erase:{act.day}", facts)
        for row in funerals:
            row.change(entry, born_on=None, erase_on=None, **NAMES)
        for reader in unread:
            reader.change(entry, email="", stopped_on=reader.stopped_on or act.day, erase_on=None)
