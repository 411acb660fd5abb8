"""Handling an application: asking for more, extending the term, deciding with a letter, and what comes of a permit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from noaber.agreement.acting import SYSTEM, Acting, Once, acting
from noaber.attachments.actions import keep
from noaber.attachments.files import Taken
from noaber.calendar.deadlines import last_day
from noaber.cases.rules import SUSPENDED
from noaber.cases.within import announce_within, close_within, decide_within, locked, resume_within, suspend_within
from noaber.cemetery import price
from noaber.cemetery.charge_lines import charge_facts, charge_lines
from noaber.cemetery.law import law_on
from noaber.cemetery.models import Interment
from noaber.cemetery.permits import acts, file, mail, rules
from noaber.cemetery.permits.file import GRANTED, LACKS, OUTSIDE, REFUSED, lacks
from noaber.cemetery.permits.measures import EXHUMATION, KINDS, PermitRules
from noaber.cemetery.permits.models import Permit, PlacingCheck
from noaber.cemetery.permits.places import rules_of
from noaber.cemetery.permits.queries import Opened, opened, permit_by_code, permit_of
from noaber.cemetery.permits.rules import Judgement
from noaber.cemetery.permits.terms import PermitTerms
from noaber.cemetery.places import local_of
from noaber.cemetery.price import Price
from noaber.papers.actions import write_within
from noaber.values import Clause

ADD_LETTER, DELAY_LETTER, REFUSAL_LETTER, LEAVE_LETTER = (
    "verzoek-aanvulling",
    "bericht-vertraging",
    "weigering",
    "buiten-behandeling",
)
GRANT_LETTERS = {EXHUMATION: "opgraving-verleend"}
GRANT_LETTER = "grafvergunning-verleend"
PERMIT, EXHUME = "permit", "exhume"
"""What the tariff table calls them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An application on the desk of an act: as it stands, and what it rests on."""

    permit: Permit
    now: Opened
    rules: PermitRules
    basis: Clause
    about: str


def _desk(act: Acting, permit: Permit) -> Desk:
    found = rules_of(act.agreement.code)
    basis = found.basis(permit.kind, act.day) or act.book.act_clause(acts.DECIDE.code)
    return Desk(permit, opened(permit, found, act.day), found, basis, f"case:{permit.case.number}")


def ask_more(person: Any, agreement: str, number: str, once: Once | None = None) -> Permit:
    """Ask the applicant by letter to complete the application; the term stands still. Raises Permit.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        desk = _desk(act, permit_of(act.client, number))
        permit, missing = desk.permit, lacks(desk.now.file, act.day)
        decision = rules.may_ask_more(desk.now.file, act.day)
        until = file.asked_until(act.day, act.terms(PermitTerms).completion_days.value)
        told = {"lacks": list(missing), "until": str(until)}
        entry = act.record(acts.ASK_MORE, decision, desk.about, told, (), permit.case.organ)
        permit.change(entry, asked_on=act.day, asked_until=until, lacking=list(missing), waiting=True)
        suspend_within(act, *locked(act, number), decision)
        words = tuple(f"{LACKS[code][0][:1].upper()}{LACKS[code][0][1:]}" for code in missing)
        write_within(act, number, ADD_LETTER, {"ontbreekt": words, "uiterlijk": until})
        mail.tell_applicant(act, permit, mail.ADD)
        return permit


def extend(person: Any, agreement: str, number: str, reason: str, once: Once | None = None) -> Permit:
    """Extend the term once, with the span that the local rules name, and tell the applicant (Awb 4:14)."""
    with acting(person, agreement, once=once) as act:
        desk = _desk(act, permit_of(act.client, number))
        case, facts = locked(act, number)
        due = facts.due
        assert due is not None, "these products have a term of law"
        decision = rules.may_extend(desk.now.file, due, act.day)
        promised = last_day(due, law_on(act.day, local_of(agreement).rules).decision_extension.value)
        told = {"before": str(due), "after": str(promised)}
        entry = act.record(acts.EXTEND, decision, desk.about, told, (), case.organ)
        desk.permit.change(entry, extended_on=act.day)
        announce_within(act, case, facts, act.day, promised, decision)
        write_within(act, number, DELAY_LETTER, {"reden": _paragraphs(reason)})
        return desk.permit


def decide(person: Any, agreement: str, number: str, wanted: Judgement, once: Once | None = None) -> Permit:
    """Decide for the college or the mayor, write the letter, and charge a permit. Raises Permit.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        desk = _desk(act, permit_of(act.client, number))
        permit, grounds = desk.permit, desk.rules.grounds_for(desk.permit.kind, act.day)
        decision = rules.may_decide(desk.now.file, wanted, grounds, desk.basis, act.day)
        cost = price_of(agreement, permit, act.day) if wanted.outcome == GRANTED else Price()
        told = {"outcome": wanted.outcome, "grounds": list(wanted.grounds), "rules": desk.rules.digest[:16]}
        told |= {"broken": [one.what for one in desk.now.file.broken]}
        holder = permit.right.holder if permit.right else None
        told |= charge_facts(cost, holder.number if holder else "", permit.grave.number) if cost.lines else {}
        lines = charge_lines(cost, act.day)
        entry = act.record(acts.DECIDE, decision, desk.about, told, lines, permit.case.organ)
        permit.change(
            entry,
            outcome=wanted.outcome,
            decided_on=act.day,
            waiting=False,
            findings=[one.kept for one in desk.now.findings],
            grounds=[f"{grounds[code].text} ({grounds[code].clause})" for code in wanted.grounds],
            conditions=list(wanted.conditions),
            reason=wanted.reason.strip(),
            holder_email="",
        )
        case, facts = locked(act, number)
        if case.state == SUSPENDED:
            resume_within(act, case, facts, decision)
            case, facts = locked(act, number)
        decide_within(act, case, facts, wanted.outcome, False, decision)
        _write(act, desk, wanted)
        mail.tell_applicant(act, permit, mail.DECIDED)
        return permit


def price_of(agreement: str, permit: Permit, day: date) -> Price:
    """What a permit costs on a day, by the tariff table of the municipality."""
    local = local_of(agreement)
    kind = local.kind_at(permit.grave.kind, permit.grave.cemetery, day)
    what = EXHUME if permit.kind == EXHUMATION else PERMIT
    return price.once(local, what, kind, day, "de vergunning") if kind else Price()


def check_address(agreement: Any, permit: Permit) -> str:
    """Where whoever holds the permit on paper can check it."""
    path = reverse("check-permit-nl", args=[agreement.client.slug, permit.permit_code])
    return settings.BASE_URL.rstrip("/") + path


def _write(act: Acting, desk: Desk, wanted: Judgement) -> None:
    """The letter of the decision, in the name of the organ, with what can be done against it."""
    permit, number = desk.permit, desk.permit.case.number
    if wanted.outcome == REFUSED:
        write_within(act, number, REFUSAL_LETTER, {"reden": (*permit.grounds, *_paragraphs(wanted.reason))})
    elif wanted.outcome == OUTSIDE:
        assert permit.asked_on is not None
        words = tuple(LACKS[code][0] for code in lacks(desk.now.file, act.day))
        write_within(act, number, LEAVE_LETTER, {"gevraagd_op": permit.asked_on, "ontbreekt": words})
    else:
        sizes = tuple(f"{one.label()}: {one.asked_words()}" for one in desk.now.findings if one.asked is not None)
        cemetery = local_of(act.agreement.code).cemetery(permit.grave.cemetery).name
        facts: dict[str, Any] = {"graf": f"{permit.grave.number} op {cemetery}", "soort": KINDS[permit.kind][0]}
        facts |= {"voorschriften": wanted.conditions, "reden": _paragraphs(wanted.reason)}
        if permit.kind == EXHUMATION:
            facts |= {"bestemming": f"{file.DESTINATIONS[permit.destination]}, {permit.where}"}
        else:
            facts |= {"maten": sizes}
        kind = GRANT_LETTERS.get(permit.kind, GRANT_LETTER)
        write_within(act, number, kind, facts, check_address(act.agreement, permit))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.splitlines() if part.strip())


def announce(person: Any, agreement: str, number: str, placed_on: date, once: Once | None = None) -> Permit:
    """Put down on which day something will be placed. Raises Permit.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        return _announced(act, permit_of(act.client, number), placed_on, by_staff=True)


def announce_by_link(agreement: str, code: str, placed_on: date, once: Once | None = None) -> Permit:
    """Take the announcement of whoever applied, by their link. Raises Permit.DoesNotExist."""
    with acting(SYSTEM, agreement, once=once, origin="portal") as act:
        return _announced(act, permit_by_code(act.client, code), placed_on)


def _announced(act: Acting, permit: Permit, placed_on: date, by_staff: bool = False) -> Permit:
    desk = _desk(act, permit)
    decision = rules.may_announce(desk.now.file, placed_on, act.day, desk.basis, by_staff)
    entry = act.record(acts.ANNOUNCE, decision, desk.about, {"on": str(placed_on)})
    permit.change(entry, announced_for=placed_on)
    return permit


@dataclass(frozen=True, slots=True)
class Checked:
    """What somebody saw at the grave."""

    result: str
    checked_on: date
    photo: Taken | None
    note: str = ""
    mend_until: date | None = None


def check(person: Any, agreement: str, number: str, seen: Checked, once: Once | None = None) -> Permit:
    """Put down a check of what was placed. Raises Permit.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        desk = _desk(act, permit_of(act.client, number))
        permit, photo = desk.permit, seen.photo
        what = (seen.result, seen.checked_on, photo is not None, seen.note, seen.mend_until)
        decision = rules.may_check(desk.now.file, *what, act.day, desk.basis)
        told = {"result": seen.result, "on": str(seen.checked_on), "photo": photo.digest[:16] if photo else ""}
        entry = act.record(acts.CHECK, decision, desk.about, told, (), permit.case.organ)
        assert photo is not None, "a check without a photo is refused"
        PlacingCheck.add(
            entry,
            permit=permit,
            checked_on=seen.checked_on,
            result=seen.result,
            note=seen.note.strip(),
            mend_until=seen.mend_until if seen.result == file.MEND else None,
            photo=keep(entry, photo),
        )
        permit.change(entry, announced_for=None if seen.result == file.MEND else permit.announced_for)
        mail.tell_applicant(act, permit, mail.CHECKED)
        return permit


def exhume(person: Any, agreement: str, number: str, done_on: date, papers: str, once: Once | None = None) -> Permit:
    """Put down that somebody was exhumed, in the file and in the register. Raises Permit.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        desk = _desk(act, permit_of(act.client, number))
        permit = desk.permit
        who = Interment.objects.of(act.client).select_for_update().filter(pk=permit.interment_id or 0).first()
        there = who is not None and who.removed_on is None
        decision = rules.may_exhume(desk.now.file, done_on, papers, there, act.day)
        told = {"on": str(done_on), "destination": permit.destination, "transport": papers.strip()}
        told |= {"interment": who.number if who else "", "grave": permit.grave.number}
        entry = act.record(acts.EXHUME, decision, desk.about, told, (), permit.case.organ)
        assert who is not None
        permit.change(entry, carried_out_on=done_on, transport=papers.strip())
        who.change(entry, removed_on=done_on)
        return permit


def close(person: Any, agreement: str, number: str, once: Once | None = None) -> Permit:
    """Close the request; placing and checking go on after that. Raises Permit.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        desk = _desk(act, permit_of(act.client, number))
        decision = rules.may_close(desk.now.file, desk.basis)
        entry = act.record(acts.CLOSE, decision, desk.about, {}, (), desk.permit.case.organ)
        desk.permit.change(entry, closed_on=act.day)
        close_within(act, *locked(act, number), decision)
        return desk.permit
