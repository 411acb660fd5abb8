"""The one door: every act is done under a clause, by somebody with a mandate, and leaves one entry in the journal.

    with acting(person, "ommen-twenterand-2024") as act:
        case = Case.objects.get(pk=case_id, municipality=act.client)        # read
        decision = rules.may_decide(case.facts, act.terms(CaseTerms))       # decide
        entry = act.record(DECIDE_CASE, decision, about=case.reference)     # record: checks the mandate first
        case.change(entry, state="decided")                                 # write

A refusal rolls all of it back and is journalled in a transaction of its own, so that refusals are never lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, connection, transaction

from noaber.agreement.acts import Act
from noaber.agreement.book import Book
from noaber.agreement.models import Agreement
from noaber.agreement.queries import agreement_in_use, book_of
from noaber.agreement.rules import Permission, may_act
from noaber.journal import sealing
from noaber.journal.actions import Record, append
from noaber.journal.models import Entry
from noaber.journal.terms import JournalTerms
from noaber.parties.clock import AMSTERDAM, now
from noaber.parties.scope import on_postgresql, set_scope
from noaber.parties.trace import trace
from noaber.values import Clause, Decision, Euro, Granted, Line, Refused, Terms

T = TypeVar("T", bound=Terms)


class Refusal(Exception):
    """The agreement or the law says no; `entry` is where the journal says so."""

    def __init__(self, act: Act, decision: Refused, about: str = "") -> None:
        super().__init__(decision.text)
        self.act, self.decision, self.about = act, decision, about
        self.entry: Entry | None = None


class AlreadyDone(Exception):
    """This form was sent before; `entry` is what it did, `same` whether it said the same then."""

    def __init__(self, entry: Entry, same: bool) -> None:
        super().__init__("Dit formulier is al verwerkt.")
        self.entry, self.same = entry, same


@dataclass(frozen=True, slots=True)
class Once:
    """What makes a form count once: its token, and a digest of what was typed."""

    token: str
    digest: str

    @classmethod
    def of(cls, token: str, content: Iterable[tuple[str, str]]) -> Once:
        """The key of a form with this content."""
        return cls(token[:40], hashlib.sha256(repr(sorted(content)).encode()).hexdigest()[:32])

    @property
    def key(self) -> str:
        """How the entry carries it."""
        return f"{self.token}.{self.digest}"


@dataclass(frozen=True, slots=True)
class SystemActor:
    """Noaber itself, for what the clock does. It holds the function `system` at the contractor."""

    pseudonym: str = "noaber"
    name: str = "Noaber"
    is_active: bool = True

    def positions_on(self, day: date) -> list[Any]:
        """The system's function is added by the door, for it has no row."""
        return []


@dataclass(frozen=True, slots=True)
class _Holding:
    function: str
    organisation_id: int


SYSTEM = SystemActor()
Follower = Callable[["Acting", Act, Entry, Granted], None]
FOLLOWERS: list[Follower] = []
"""What must happen in the transaction of every granted act. Duties follow acts: they are born and settled there."""


@dataclass
class Acting:
    """An act in progress, within its transaction."""

    person: Any
    agreement: Agreement
    book: Book
    at: datetime
    origin: str
    once: Once | None
    entries: list[Entry] = field(default_factory=list)

    @property
    def client(self) -> int:
        """The municipality on whose behalf everything here is done."""
        return self.agreement.client_id

    @property
    def day(self) -> date:
        """The civil day of the act."""
        return self.at.astimezone(AMSTERDAM).date()

    def terms(self, kind: type[T]) -> T:
        """The agreed values that a subject needs, as they hold on the day of the act."""
        return kind.fill(self.book.term, self.day)

    def clause(self, number: str) -> Clause:
        """A clause of this agreement."""
        return self.book.reference(number)

    def permission(self, act: Act, organ: str = "", amount: Euro | None = None) -> Permission | Refused:
        """May this person do this now?"""
        return permission(self.agreement, self.book, self.person, act, self.day, organ, amount)

    def record(
        self,
        act: Act,
        decision: Decision,
        about: str = "",
        facts: dict[str, Any] | None = None,
        lines: Sequence[Line] = (),
        organ: str = "",
        amount: Euro | None = None,
    ) -> Entry:
        """Journal the act and return its entry; raises Refusal where the mandate or the decision says no.

        `about` names what it is about (`case:12`), `organ` on whose behalf (college, burgemeester, registrar), `amount`
        what it commits. Facts are references and counts: names and citizen numbers stay in their own tables.
        """
        may = self.permission(act, organ, amount)
        if isinstance(may, Refused):
            raise Refusal(act, may, about)
        if isinstance(decision, Refused):
            raise Refusal(act, decision, about)
        entry = append(
            _record(self, act, decision.clause, "granted", decision.code, about, facts or {}, lines, may, amount)
        )
        self.once = None
        self.entries.append(entry)
        for follow in FOLLOWERS:
            follow(self, act, entry, decision)
        return entry


def permission(
    agreement: Agreement, book: Book, person: Any, act: Act, day: date, organ: str = "", amount: Euro | None = None
) -> Permission | Refused:
    """May this person do this act under this agreement on that day?"""
    sides = {"client": agreement.client_id, "contractor": agreement.contractor_id}
    holdings = [_Holding("system", sides["contractor"])] if person is SYSTEM else person.positions_on(day)
    default = book.act_clause(act.code)
    return may_act(act.label, organ, holdings, book.mandates_for(act.code, "", day), sides, amount, default)


@contextmanager
def acting(
    person: Any,
    agreement: str,
    *,
    alone: bool = False,
    once: Once | None = None,
    origin: str = "web",
) -> Iterator[Acting]:
    """Open the door for one act under one agreement.

    `alone` makes acts of this agreement wait for each other: only for rules that look at running totals. `once` makes a
    form count once. Raises Refusal, AlreadyDone, or Agreement.DoesNotExist.
    """
    act: Acting | None = None
    try:
        with transaction.atomic():
            act = _open(person, agreement, alone, once, origin)
            _admit(act)
            yield act
            assert act.entries, "an act that leaves no entry is no act"
            _close()
    except Refusal as refusal:
        assert act is not None
        refusal.entry = _journal_refusal(act, refusal)
        raise
    except IntegrityError:
        done = _done_meanwhile(act, once) if act and once else None
        if done is None:
            raise
        raise done from None


def _open(person: Any, code: str, alone: bool, once: Once | None, origin: str) -> Acting:
    if alone:
        agreement = Agreement.objects.select_for_update().defer("document").get(code=code)
    else:
        agreement = agreement_in_use(code)
    set_scope(agreement.client_id)
    return Acting(person, agreement, book_of(agreement), now(), origin, once)


def _admit(act: Acting) -> None:
    """Keep out whose account is closed, what was done before, and everybody while the journal is not sealed."""
    if not act.person.is_active:
        raise Refusal(_SIGN_IN, Refused("inactive", act.book.act_clause(_SIGN_IN.code), "Je account is gesloten."))
    if act.once is not None and (done := _earlier(act.client, act.once)):
        raise done
    sealing.refuse_when_stalled(act.client, act.terms(JournalTerms), _stalled)


def _close() -> None:
    if not on_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM journal_now")


def _stalled(decision: Refused) -> Refusal:
    return Refusal(_SIGN_IN, decision)


def _earlier(client: int, once: Once) -> AlreadyDone | None:
    # Row-level security keeps LIKE out of the index, so that it alone would read every entry there ever was. The range
    # holds every key of this token in whatever order the database sorts: after the token comes a dot and hexadecimals.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, key FROM journal_entry WHERE municipality_id = %s AND key >= %s AND key < %s",
            [client, once.token, f"{once.token}z"],
        )
        known = {key: entry for entry, key in cursor.fetchall() if key.startswith(f"{once.token}.")}
    if not known:
        return None
    key, entry = next(iter(known.items()))
    return AlreadyDone(Entry.objects.get(municipality=client, pk=entry), key == once.key)


def _done_meanwhile(act: Acting, once: Once) -> AlreadyDone | None:
    """Who sent the same form at the same moment was first; our own transaction is over, so this is one of its own."""
    with transaction.atomic():
        set_scope(act.client)
        return _earlier(act.client, once)


def _journal_refusal(act: Acting, refusal: Refusal) -> Entry:
    decision = refusal.decision
    with transaction.atomic():
        set_scope(act.client)
        facts = {"text": decision.text, "cure": decision.cure}
        what = (decision.clause, "refused", decision.code, refusal.about)
        entry = append(_record(act, refusal.act, *what, facts, (), None, None))
        _close()
    return entry


def _record(
    act: Acting,
    kind: Act,
    clause: Clause,
    result: str,
    reason: str,
    about: str,
    facts: dict[str, Any],
    lines: Sequence[Line],
    may: Permission | None,
    amount: Euro | None,
) -> Record:
    granted = result == "granted"
    return Record(
        municipality=act.client,
        organisation=may.organisation if may else act.agreement.contractor_id,
        agreement=act.agreement.code,
        act=kind.code,
        clause=clause.kept,
        actor=act.person.pseudonym,
        function=may.function if may else "",
        mandate=may.mandate if may else "",
        object=about,
        purpose=kind.purpose,
        basis=str(may.clause) if may else "",
        result=result,
        reason=reason,
        origin=act.origin,
        at=act.at,
        trace=trace.get(),
        key=act.once.key if act.once and granted else None,
        facts=facts | ({"cents": amount.cents} if amount is not None else {}),
        lines=lines,
    )


_SIGN_IN = Act("agreement.act", "Handelen onder de overeenkomst")
