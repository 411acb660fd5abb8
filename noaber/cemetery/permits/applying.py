"""Applying for a permit: by the desk on behalf of somebody, or by a mason through the portal; and what is added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from noaber.agreement.acting import SYSTEM, Acting, Once, acting
from noaber.agreement.link_codes import code_of, digest, new_seed
from noaber.attachments.actions import keep
from noaber.attachments.files import Taken
from noaber.cases.models import Case
from noaber.cases.rules import SUSPENDED
from noaber.cases.within import locked, register_within, resume_within
from noaber.cemetery.models import BODY, Interment, Resident
from noaber.cemetery.permits import acts, file, mail, rules
from noaber.cemetery.permits.measures import EXHUMATION, MONUMENT, PLANTING, VAULT
from noaber.cemetery.permits.models import CONSENT, Mason, Permit, PermitPaper
from noaber.cemetery.permits.places import rules_of
from noaber.cemetery.permits.queries import (
    Opened,
    answers_links,
    mason_by_code,
    mason_by_mail,
    may_apply_on,
    opened,
    permit_by_code,
    permit_by_consent_code,
    permit_of,
    permits,
)
from noaber.cemetery.permits.terms import PermitTerms
from noaber.cemetery.queries import grave_of, running_right
from noaber.journal.models import Entry
from noaber.values import Decision, Granted, Refused, grant

PORTAL = "portal"
PRODUCTS = {MONUMENT: "grafvergunning", PLANTING: "grafvergunning", VAULT: "grafvergunning", EXHUMATION: "herbegraven"}
Papers = Sequence[tuple[str, Taken]]


@dataclass(frozen=True, slots=True)
class Application:
    """What is applied for. `interment` is the number of whoever is exhumed, `by_court` where a court ordered it."""

    kind: str
    grave: str
    applicant: str
    asked: dict[str, int | str] = field(default_factory=dict)
    text: str = ""
    language: str = "nl"
    holder_email: str = ""
    interment: str = ""
    destination: str = ""
    where: str = ""
    asked_by: bool = False
    prosecutor: str = ""
    by_court: bool = False


def ask_link(agreement: str, firm: str, email: str, language: str, once: Once | None = None) -> Mason:
    """Make a link for a mason and mail it; whoever asks again gets a new one, and the old one opens nothing."""
    with acting(SYSTEM, agreement, alone=True, once=once, origin=PORTAL) as act:
        email = email.lower()
        known, seed = mason_by_mail(act.client, email), new_seed()
        until = act.day + timedelta(days=act.terms(PermitTerms).link_days.value)
        decision = grant("made", act.book.act_clause(acts.ASK_LINK.code), "De link is gemaakt.")
        about = f"mason:{known.pk}" if known else "mason:new"
        entry = act.record(acts.ASK_LINK, decision, about, {"until": str(until)})
        fields = {
            "language": language,
            "seed": seed,
            "link_until": until,
            "code_hash": digest(code_of(seed, "permits.mason")),
        }
        if known:  # whoever asks may be anybody: the name of the firm stays what it was
            known.change(entry, **fields)
        mason = known or Mason.add(entry, email=email, firm=firm, **fields)
        mail.tell_mason(act, mason)
        return mason


def apply(
    person: Any,
    agreement: str,
    new: Application,
    received: date | None = None,
    papers: Papers = (),
    once: Once | None = None,
    case_number: str = "",
) -> Permit:
    """Take in an application at the desk, on behalf of whoever asks; on a case that is there already, or on a new one.

    Raises Grave.DoesNotExist, Interment.DoesNotExist and Case.DoesNotExist.
    """
    with acting(person, agreement, once=once) as act:
        return _applied(act, new, received or act.day, papers, None, case_number)


def apply_as_mason(agreement: str, code: str, new: Application, papers: Papers, once: Once | None = None) -> Permit:
    """Take in the application of a mason. Raises Mason.DoesNotExist and Grave.DoesNotExist."""
    with acting(SYSTEM, agreement, once=once, origin=PORTAL) as act:
        mason = mason_by_code(act.client, code, act.day)
        permit = _applied(act, new, act.day, papers, mason, "")
        # Where the holder cannot be asked the application stands; its page says what is still lacking.
        if new.holder_email and isinstance(decision := _may_ask_holder(act, permit), Granted):
            _ask_holder(act, permit, new.holder_email, decision)
        mail.tell_applicant(act, permit, mail.RECEIVED)
        return permit


def _applied(
    act: Acting, new: Application, received: date, papers: Papers, mason: Mason | None, case_number: str
) -> Permit:
    grave = grave_of(act.client, new.grave)
    right = running_right(act.client, grave)
    there = Interment.objects.of(act.client).filter(grave=grave, kind=BODY, removed_on=None)
    who = there.get(number=new.interment) if new.interment else None
    decision = may_apply_on(rules_of(act.agreement.code), new.kind, right, act.day, new.by_court)
    if isinstance(decision, Refused):
        act.record(acts.APPLY, decision, f"grave:{grave.number}")
    case = _case(act, new.kind, received, case_number)
    told: dict[str, Any] = {"kind": new.kind, "grave": grave.number, "applicant": new.applicant, **new.asked}
    told |= {"papers": [taken.digest[:16] for _, taken in papers]}
    entry = act.record(acts.APPLY, decision, f"case:{case.number}", told)
    seed = new_seed()
    permit = Permit.add(
        entry,
        case=case,
        kind=new.kind,
        grave=grave,
        right=right,
        private=right is not None and right.kind == "exclusive",
        applicant=new.applicant,
        mason=mason,
        language=new.language,
        asked=new.asked,
        text=new.text,
        holder_email=new.holder_email,
        interment=who,
        destination=new.destination,
        where=new.where,
        asked_by=new.asked_by,
        prosecutor=new.prosecutor,
        seed=seed,
        code_hash=digest(code_of(seed, "permits.application")),
        consent_hash=digest(code_of(seed, "permits.consent")),
        permit_hash=digest(code_of(seed, "permits.permit")),
    )
    _keep(act, entry, permit, papers)
    return permit


def _case(act: Acting, kind: str, received: date, number: str) -> Case:
    if not number:
        return register_within(act, PRODUCTS[kind], received)
    case, _ = locked(act, number)
    if case.product != PRODUCTS[kind] or Permit.objects.of(act.client).filter(case=case).exists():
        raise Case.DoesNotExist
    return case


def _keep(act: Acting, entry: Entry, permit: Permit, papers: Papers) -> None:
    for what, taken in papers:
        kept = keep(entry, taken)
        PermitPaper.add(entry, permit=permit, what=what, added_on=act.day, attachment=kept)


def add(
    person: Any,
    agreement: str,
    number: str,
    papers: Papers = (),
    asked: dict[str, int | str] | None = None,
    special: dict[str, Any] | None = None,
    once: Once | None = None,
) -> Permit:
    """Add papers, measures or what is known of an exhumation to an application. Raises Permit.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        permit = permit_of(act.client, number)
        _added(act, permit, papers, asked or {}, dict(special or {}))
        return permit


def add_by_link(
    agreement: str, code: str, papers: Papers, asked: dict[str, int | str], once: Once | None = None
) -> Permit:
    """Let whoever applied complete the application with their link. Raises Permit.DoesNotExist."""
    with acting(SYSTEM, agreement, once=once, origin=PORTAL) as act:
        permit = permit_by_code(act.client, code)
        _added(act, permit, papers, asked, {})
        return permit


def _added(act: Acting, permit: Permit, papers: Papers, asked: dict[str, int | str], special: dict[str, Any]) -> None:
    now = _opened(act, permit)
    told = {**asked, "papers": [taken.digest[:16] for _, taken in papers], "special": sorted(special)}
    entry = act.record(acts.ADD, rules.may_add(now.file), f"case:{permit.case.number}", told)
    if named := special.pop("interment", ""):
        special["interment"] = Interment.objects.of(act.client).get(grave=permit.grave_id, number=named, kind=BODY)
    permit.change(entry, asked=permit.asked | asked, **special)
    _keep(act, entry, permit, papers)
    go_on_when_whole(act, permit)


def go_on_when_whole(act: Acting, permit: Permit) -> None:
    """Let the term run on as soon as an application that was to be completed lacks nothing any more (Awb 4:15)."""
    now = _opened(act, permit)
    if not permit.waiting or file.lacks(now.file, act.day):
        return
    case, facts = locked(act, permit.case.number)
    entry = act.entries[-1]
    if case.state == SUSPENDED:
        whole = grant("complete", rules.AWB_4_5, "De aanvraag is compleet.")
        entry = resume_within(act, case, facts, whole)
    permit.change(entry, waiting=False)


def ask_consent(person: Any, agreement: str, number: str, email: str, once: Once | None = None) -> Permit:
    """Mail the right holder a link to say yes or no. Raises Permit.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        permit = permit_of(act.client, number)
        _ask_holder(act, permit, email, _may_ask_holder(act, permit))
        return permit


def _may_ask_holder(act: Acting, permit: Permit) -> Decision:
    return rules.may_ask_consent(_opened(act, permit).file, answers_links(permit.right))


def _ask_holder(act: Acting, permit: Permit, email: str, decision: Decision) -> None:
    entry = act.record(acts.ASK_CONSENT, decision, f"case:{permit.case.number}", {})
    permit.change(entry, holder_email=email)
    mail.tell_holder(act, permit)


def answer(agreement: str, code: str, yes: bool, postcode: str, house_number: str, once: Once | None = None) -> Permit:
    """Take the answer of the right holder by the link that was mailed. Raises Permit.DoesNotExist and Refusal.

    Who does not give the address of the register is counted: the link closes after some tries.
    """
    with acting(SYSTEM, agreement, once=once, origin=PORTAL) as act:
        permit = Permit.objects.of(act.client).select_for_update().get(pk=permit_by_consent_code(act.client, code).pk)
        permit = permits(act.client).get(pk=permit.pk)
        holder = permit.right.holder if permit.right else None
        same = holder is not None and is_address(holder, postcode, house_number)
        most = act.terms(PermitTerms).consent_tries.value
        decision = rules.may_consent(_opened(act, permit).file, same, permit.consent_tries, most)
        if isinstance(decision, Refused) and decision.code == "not-the-holder":
            wrong = grant("wrong-address", decision.clause, decision.text)
            entry = act.record(acts.CONSENT, wrong, f"case:{permit.case.number}", {})
            permit.change(entry, consent_tries=permit.consent_tries + 1)
            return permit
        _consented(act, permit, decision, file.BY_LINK if yes else file.SAID_NO)
        return permit


def is_address(holder: Resident, postcode: str, house_number: str) -> bool:
    """Is this the address of somebody in the register? Spaces and capitals do not matter."""

    def plain(text: str) -> str:
        return "".join(text.split()).upper()

    typed = plain(postcode), plain(house_number)
    return all(typed) and typed == (plain(holder.postcode), plain(holder.house_number))


def consent_on_paper(
    person: Any, agreement: str, number: str, by: str, paper: Taken | None, yes: bool, once: Once | None = None
) -> Permit:
    """Put down what the right holder signed; `by` is the number of whoever signed. Raises Permit.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        permit = permit_of(act.client, number)
        holder = permit.right.holder if permit.right else None
        decision = rules.may_consent(_opened(act, permit).file, holder is not None and by == holder.number, 0, 1)
        entry = _consented(act, permit, decision, file.ON_PAPER if yes else file.SAID_NO)
        _keep(act, entry, permit, [(CONSENT, paper)] if paper else [])
        return permit


def _consented(act: Acting, permit: Permit, decision: Decision, consent: str) -> Entry:
    told = {"how": consent}
    entry = act.record(acts.CONSENT, decision, f"case:{permit.case.number}", told)
    permit.change(entry, consent=consent, consent_on=act.day, holder_email="")
    go_on_when_whole(act, permit)
    return entry


def _opened(act: Acting, permit: Permit) -> Opened:
    return opened(permit, rules_of(act.agreement.code), act.day)
