"""Asking how it went, and taking the answer."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from noaber.agreement.acting import SYSTEM, Acting, Once, acting
from noaber.agreement.models import Agreement
from noaber.cases.models import Case
from noaber.cases.rules import CLOSED
from noaber.heard import acts, rules
from noaber.heard.models import Answer, Invitation
from noaber.heard.queries import fingerprint, links_about, words_to_forget
from noaber.heard.terms import HeardTerms
from noaber.journal.models import Entry
from noaber.parties.scope import reading
from noaber.values import Period

BYTES = 16
"""128 random bits in a code."""


def invite(act: Acting, entry: Entry, service: int, about: str) -> str:
    """Make a link under the entry of an act that is in progress, and return its code; nobody can show it again.

    `about` names what it is about (`case:2026-H7KQ3T`); an earlier link about the same that was not used stops working.
    """
    for earlier in links_about(act.client, about).filter(used_on=None, withdrawn=False) if about else ():
        earlier.change(entry, withdrawn=True)
    code = secrets.token_urlsafe(BYTES)
    until = rules.expires_on(act.day, act.terms(HeardTerms))
    Invitation.add(entry, fingerprint=fingerprint(code), service=service, about=about, expires_on=until)
    return code


def ask_after_case(person: Any, agreement: str, number: str, once: Once | None = None) -> str:
    """Make the link for the applicant of a closed case. Returns its code. Raises Case.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        case, about = Case.objects.of(act.client).get(number=number), f"case:{number}"
        answered = links_about(act.client, about).filter(used_on__isnull=False).exists()
        decision = rules.may_invite(case.state == CLOSED, answered, act.terms(HeardTerms))
        return invite(act, act.record(acts.INVITE, decision, about), case.service, about)


def ask_after_visit(person: Any, agreement: str, service: int, once: Once | None = None) -> str:
    """Make a link for somebody at the desk. Returns its code. Raises KeyError for a service that is not agreed."""
    with acting(person, agreement, once=once) as act:
        number = act.book.service(service).number
        decision = rules.may_invite(True, False, act.terms(HeardTerms))
        return invite(act, act.record(acts.INVITE, decision, f"desk:{act.day}", {"service": number}), number, "")


def answer(agreement: str, code: str, grade: int, words: str, once: Once | None = None) -> Answer:
    """Take an answer. The journal has the grade and its quarter, not the link. Raises Invitation.DoesNotExist."""
    with acting(SYSTEM, agreement, once=once, origin="link") as act:
        link = Invitation.objects.of(act.client).select_for_update().get(fingerprint=fingerprint(code))
        terms, said = act.terms(HeardTerms), rules.plain_words(words)
        decision = rules.may_answer(link.value, grade, said, act.day, terms)
        lines = rules.answered_lines(
            act.book.norms_of(acts.ANSWER.code, link.service), link.service, grade, act.day, terms
        )
        quarter = Period.quarter_of(act.day).code
        entry = act.record(acts.ANSWER, decision, f"feedback:{quarter}", {}, lines)
        link.change(entry, used_on=act.day)
        until = rules.keep_until(said, act.day, terms)
        return Answer.add(entry, service=link.service, grade=grade, words=said, answered_on=act.day, keep_until=until)


def forget_words(agreement: str, day: date) -> int:
    """Wipe the words that were kept long enough; the clock does this. Returns of how many answers."""
    client = Agreement.objects.values_list("client_id", flat=True).get(code=agreement)
    with reading(client):
        wanted = words_to_forget(client, day)
    if not wanted:
        return 0
    with acting(SYSTEM, agreement, origin="clock") as act:
        decision = rules.may_forget(len(wanted), act.terms(HeardTerms))
        entry = act.record(acts.FORGET, decision, f"feedback:{day}", {"answers": len(wanted)})
        for row in Answer.objects.of(act.client).filter(pk__in=wanted):
            row.change(entry, words="", keep_until=None)
    return len(wanted)
