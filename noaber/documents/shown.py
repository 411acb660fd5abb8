"""Documents as pages show them: in groups that go the same way, and with why a day is what it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from noaber.calendar.words import short_day
from noaber.documents.models import DocumentRecord
from noaber.documents.rules import LICENCE, PASSPORT, Kind
from noaber.values import Clause, Period, Trace
from noaber.values.period import dutch_day


@dataclass(frozen=True, slots=True)
class Group:
    """Uncollected documents that go the same way.

    `checked`: the check of last month is recorded; `checkable`: it can be, for nothing of that month or before is left.
    """

    term: str
    title: str
    what: str
    clause: Clause
    rows: list[DocumentRecord]
    checked: bool
    checkable: bool


WAYS = {
    PASSPORT: ("Reisdocumenten", "Vernietiging vastleggen"),
    LICENCE: ("Rijbewijzen", "Verzending naar de RDW vastleggen"),
}


def groups_of(
    rows: Iterable[DocumentRecord], kinds: Iterable[Kind], month: Period, checked: Collection[str]
) -> list[Group]:
    """The groups that an agreement has documents of, with what lies in each."""
    known, lying = list(kinds), list(rows)
    clauses = {kind.term.code: kind.collecting for kind in known}
    of = {kind.code: kind.term.code for kind in known}
    found = []
    for term, (title, what) in WAYS.items():
        if term in clauses:
            own = [row for row in lying if of[row.product] == term]
            done = term in checked
            left = any(month.until is not None and row.clock <= month.until for row in own)
            found.append(Group(term, title, what, clauses[term], own, done, not done and not left))
    return found


def last_month(day: date) -> Period:
    """The month before the month of a day: the one that is checked now."""
    last = day.replace(day=1) - timedelta(days=1)
    return Period.month(last.year, last.month)


def due_trace(row: DocumentRecord, kind: Kind) -> Trace:
    """Why a document is to be ready, or collected, on the day it is."""
    if row.collect_until is None or row.ready_on is None:
        words = f"{kind.norm_workdays} werkdagen na de aanvraag op {dutch_day(row.applied_on)}."
        if row.urgent:
            words = f"Met spoed, na de aanvraag op {dutch_day(row.applied_on)}. Telt niet mee in de norm."
        return Trace("Klaar uiterlijk", short_day(row.due), words, kind.clause)
    start = f"het besluit bij de aanvraag op {dutch_day(row.applied_on)}" if kind.licence else dutch_day(row.ready_on)
    words = f"{kind.term.span} na {start}."
    moved = "Valt de laatste dag in een weekend of op een feestdag, dan telt de eerstvolgende werkdag."
    return Trace("Afhalen tot en met", short_day(row.collect_until), words, kind.collecting, moved)
