"""Consulting the BRP for a case, asking again what it did not answer, and wiping and resealing numbers.

Nothing is asked within a transaction: the BRP may keep us waiting, and nobody else should. So a consultation is two
acts: what is asked is in the journal before it leaves, how it ended is there before anybody sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from noaber.agreement.acting import SYSTEM, Acting, Once, acting
from noaber.agreement.queries import agreement_in_use, agreements_in_use, book_of
from noaber.brp import acts, rules
from noaber.brp.bsn import Bsn
from noaber.brp.client import Client
from noaber.brp.connection import connection_of
from noaber.brp.keys import add_key, keyring
from noaber.brp.models import DONE, OPEN, READY, OpenQuestion, Subject
from noaber.brp.outcomes import ASK_LATER, NOT_SET_UP, Outcome
from noaber.brp.patience import AT_THE_DESK, IN_THE_BACKGROUND, Patience
from noaber.brp.purposes import Purpose, purposes
from noaber.brp.queries import to_ask_again, to_reseal
from noaber.brp.questions import ByNumber
from noaber.brp.rules import NUMBER_ITSELF, Known, Task
from noaber.brp.terms import BrpTerms
from noaber.brp.vault import blind_index, seal, unseal
from noaber.journal.models import Entry
from noaber.parties.clock import now, today
from noaber.parties.scope import reading

Tasks = Callable[[int, str], Task | None]
"""How the work itself is read: the task of a case of a client, or nothing. Who keeps the cases passes it in."""


def consult(
    person: Any,
    agreement: str,
    case: str,
    purpose: str,
    tasks: Tasks,
    bsn: Bsn | None = None,
    token: str = "",
    secret: bool = False,
) -> Outcome:
    """Ask the BRP for what a purpose needs of the person of a case; the answer is for who asks and is kept nowhere.

    The number is given the first time, and kept sealed with the case. `token` makes a form count once. `secret` says
    that a secret address will be shown. Where no connection is set up, nothing is asked and nothing recorded.
    """
    client = agreement_in_use(agreement).client_id
    connection = connection_of(client)
    if connection is None:
        return Outcome(NOT_SET_UP)
    once = _once(token, client, purpose, bsn, secret) if token else None
    wanted = purposes().get(purpose)
    # Who gives a number makes a row, and two of them at once would make two: they wait for each other.
    with acting(person, agreement, alone=bsn is not None, once=once) as act:
        subject = _locked(act, case)
        known = _known(act, subject, bsn)
        fields, agreed = wanted.fields if wanted else (), act.terms(BrpTerms).agreed
        decision = rules.may_consult(tasks(act.client, case), wanted, agreed, fields, known, bsn is not None)
        entry = act.record(acts.CONSULT, decision, f"case:{case}", _facts(wanted, fields) | {"secret": secret})
        subject = _keep(entry, subject, case, bsn) if bsn else subject
        assert subject and wanted
        number = _number(subject)
    outcome = connection.ask(ByNumber(numbers=(number,)), wanted, case, patience=AT_THE_DESK)
    _write_down(person, agreement, subject, wanted, outcome, DONE)
    return outcome


def ask_again(agreement: str, tasks: Tasks) -> int:
    """Ask again what the BRP did not answer and whose time has come; the clock does this. Returns how many."""
    client = agreement_in_use(agreement).client_id
    connection = connection_of(client)
    if connection is None:
        return 0
    with reading(client):
        due = to_ask_again(client, agreement, now())
    asked = 0
    for key in due:
        if not connection.would_ask():
            break
        _again(agreement, key, tasks, connection, IN_THE_BACKGROUND)
        asked += 1
    return asked


def _again(agreement: str, key: int, tasks: Tasks, connection: Client, patience: Patience) -> None:
    """Ask whether the person is there, and no more: nobody is there to read an answer, so none is fetched."""
    with acting(SYSTEM, agreement, origin="clock") as act:
        question = OpenQuestion.objects.of(act.client).select_for_update().get(pk=key)
        subject, wanted = question.subject, purposes().get(question.purpose)
        terms = act.terms(BrpTerms)
        task, known = tasks(act.client, subject.case), Known(subject.kept)
        may = rules.may_consult(task, wanted, terms.agreed, NUMBER_ITSELF, known, False)
        decision = rules.ask_again(may)
        entry = act.record(acts.CONSULT, decision, f"case:{subject.case}", _facts(wanted, NUMBER_ITSELF))
        tries = question.tries + 1
        later = rules.again_at(act.at, tries, terms.again_minutes.value, terms.again_most_minutes.value)
        question.change(entry, tries=tries, again_at=later, state=OPEN if rules.asks(decision) else DONE)
        number = _number(subject) if rules.asks(decision) else None
    if number and wanted:
        outcome = connection.ask(ByNumber(numbers=(number,)), wanted, subject.case, NUMBER_ITSELF, patience)
        _write_down(SYSTEM, agreement, subject, wanted, outcome, READY, origin="clock")


def _write_down(
    person: Any, agreement: str, subject: Subject, wanted: Purpose, outcome: Outcome, state: str, origin: str = "web"
) -> None:
    """Journal how it ended. Without an answer the question stays open; with one it is done, or ready for the clerk."""
    with acting(person, agreement, origin=origin) as act:
        facts = {"purpose": wanted.code, "reason": outcome.reason, "persons": len(outcome.persons)}
        _locked(act, subject.case)
        entry = act.record(acts.ANSWER, rules.answered(outcome.code), f"case:{subject.case}", facts)
        question = OpenQuestion.objects.of(act.client).filter(subject=subject).first()
        if outcome.code not in ASK_LATER:
            if question is not None:
                question.change(entry, state=state, outcome=outcome.code)
            return
        if question is None:
            moments = {"asked_at": act.at, "again_at": _later(act, 1)}
            fixed = {"subject": subject, "agreement": agreement, "purpose": wanted.code}
            OpenQuestion.add(entry, outcome=outcome.code, **fixed, **moments)
        elif question.state != OPEN:
            again = {"tries": 1, "asked_at": act.at, "again_at": _later(act, 1)}
            which = {"agreement": agreement, "purpose": wanted.code}
            question.change(entry, state=OPEN, outcome=outcome.code, **which, **again)


def forget(person: Any, agreement: str, case: str, once: Once | None = None) -> None:
    """Wipe the number of a case: it was not needed, or it was the wrong one."""
    with acting(person, agreement, once=once) as act:
        subject = _locked(act, case)
        entry = act.record(acts.FORGET, rules.may_forget(bool(subject and subject.kept)), f"case:{case}")
        assert subject
        _wipe(entry, subject)


def wipe_with(entry: Entry, case: str) -> None:
    """The case ends: what it kept of a person goes with it, under the entry of the act that ends it."""
    found = Subject.objects.of(entry.municipality_id).select_for_update().filter(case=case).first()
    if found is not None:
        _wipe(entry, found)


def rotate() -> dict[str, int]:
    """Add a key and seal every number with it. Returns how many there were, by the name of the client."""
    key = add_key()
    # The newest agreement of each client under which something is done; they are ordered newest first.
    began = [one for one in agreements_in_use() if one.since <= today() and not book_of(one).reading_only]
    working = {one.client_id: one for one in reversed(began)}
    return {one.client.name: _reseal_all(one.code, one.client_id, key) for one in working.values()}


def _reseal_all(agreement: str, client: int, key: str) -> int:
    total = 0
    while True:
        with reading(client):
            waiting = to_reseal(client, key).exists()
        if not waiting:
            return total
        total += _reseal(agreement, key)


def _reseal(agreement: str, key: str) -> int:
    with acting(SYSTEM, agreement, origin="cli") as act:
        rows = list(to_reseal(act.client, key).select_for_update())
        entry = act.record(acts.ROTATE, rules.may_rotate(len(rows)), f"brp-key:{key}", {"rows": len(rows)})
        for row in rows:
            sealed = seal(keyring(), _number(row), act.client, row.case)
            row.change(entry, key_id=sealed.key_id, ciphertext=sealed.ciphertext)
    return len(rows)


def _once(token: str, client: int, purpose: str, bsn: Bsn | None, secret: bool) -> Once:
    """What makes a form count once. The number is in it by its blind index: a plain digest is guessed."""
    number = blind_index(keyring(), bsn, client) if bsn else ""
    return Once.of(token, [("purpose", purpose), ("number", number), ("secret", str(secret))])


def _locked(act: Acting, case: str) -> Subject | None:
    return Subject.objects.of(act.client).select_for_update().filter(case=case).first()


def _known(act: Acting, subject: Subject | None, bsn: Bsn | None) -> Known:
    if subject is None or not subject.kept:
        return Known(False)
    return Known(True, bsn is None or blind_index(keyring(), bsn, act.client) == subject.blind_index)


def _keep(entry: Entry, subject: Subject | None, case: str, bsn: Bsn) -> Subject:
    keys = keyring()
    sealed = seal(keys, bsn, entry.municipality_id, case)
    kept = {"key_id": sealed.key_id, "ciphertext": sealed.ciphertext}
    kept["blind_index"] = blind_index(keys, bsn, entry.municipality_id)
    if subject is None:
        return Subject.add(entry, case=case, **kept)
    subject.change(entry, **kept)
    return subject


def _number(subject: Subject) -> Bsn:
    return unseal(keyring(), subject.sealed, subject.municipality_id, subject.case)


def _wipe(entry: Entry, subject: Subject) -> None:
    subject.change(entry, key_id="", ciphertext=b"", blind_index="")
    for question in OpenQuestion.objects.of(entry.municipality_id).filter(subject=subject).exclude(state=DONE):
        question.change(entry, state=DONE)


def _facts(wanted: Purpose | None, fields: tuple[str, ...]) -> dict[str, Any]:
    return {"purpose": wanted.code if wanted else "", "fields": list(fields)}


def _later(act: Acting, tries: int) -> Any:
    terms = act.terms(BrpTerms)
    return rules.again_at(act.at, tries, terms.again_minutes.value, terms.again_most_minutes.value)
