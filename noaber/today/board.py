"""Vandaag, per function: what must be done by when, what is at risk, what waits for somebody else, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from noaber.agreement.access import MONEY, WORKERS
from noaber.agreement.queries import book_of
from noaber.duties.queries import open_duties, soon, waiting_for_others
from noaber.duties.rules import soon_until
from noaber.extrawork.queries import Waiting, waiting_for
from noaber.parties.scope import reading
from noaber.today import queries
from noaber.today.queries import News, Paper, Thing


@dataclass(frozen=True, slots=True)
class Pressing:
    """Things to do under one heading. `more` is how many cases the list leaves out."""

    title: str
    things: list[Thing]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """What stands on Vandaag.

    `late` and `soon` count cases; `handles_cases` says whether they are this person's own work. `others` are the duties
    of other functions that press, `jobs` the extra work that waits for this person.
    """

    pressing: list[Pressing]
    jobs: list[Waiting]
    late: int
    soon: int
    handles_cases: bool
    suspended: int
    suspended_since: date | None
    others: list[Thing]
    papers: list[Paper]
    news: News
    since: date

    @property
    def empty(self) -> bool:
        """Is there nothing to do?"""
        return not self.pressing and not self.jobs


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another client that somebody works for, and how many cases are late and duties press there."""

    agreement: Any
    late: int
    duties: int


def board_of(agreement: Any, functions: set[str], day: date, since: date) -> Board:
    """Vandaag of somebody with these functions, for the client at work."""
    client, book = agreement.client_id, book_of(agreement)
    handles_cases = bool(functions & set(WORKERS))
    late, near = queries.cases_at_risk(client, day)
    cases = queries.case_things(client, book, day, queries.SHOWN)[0] if handles_cases else []
    duties = queries.duty_things(open_duties(client, functions, day)[:50], functions)
    suspended, suspended_since = queries.suspended_cases(client)
    others = waiting_for_others(client, functions, day).filter(due__lte=soon_until(day))[:5]
    return Board(
        by_clock([*duties, *cases], day, late + near - len(cases) if handles_cases else 0),
        waiting_for(client, book, functions, day),
        late,
        near,
        handles_cases,
        suspended,
        suspended_since,
        queries.duty_things(others, functions),
        queries.papers(client) if functions & set(MONEY) else [],
        queries.news(client, since),
        since,
    )


def by_clock(things: Sequence[Thing], day: date, more: int) -> list[Pressing]:
    """Things in the order in which they run out, under Te laat, Binnenkort and Later; empty headings are left out.

    Cases that the list leaves out run out after those that it names, so they are told of under the last heading that
    holds a case.
    """
    edge = soon_until(day)
    ordered = sorted(things, key=lambda thing: (thing.due, thing.label))
    late = [thing for thing in ordered if thing.due < day]
    near = [thing for thing in ordered if day <= thing.due <= edge]
    later = [thing for thing in ordered if thing.due > edge]
    last = "near" if any(not thing.holder for thing in near) else "late"
    groups = [
        Pressing("Te laat", late, more if last == "late" else 0),
        Pressing("Vandaag en de komende vijf werkdagen", near, more if last == "near" else 0),
        Pressing("Later", later),
    ]
    return [group for group in groups if group.things]


def elsewhere(agreements: Sequence[Any], now: Any, functions: set[str], day: date) -> list[Elsewhere]:
    """The other clients of somebody, one by one: what is theirs is only counted here, never shown."""
    found = []
    for agreement in agreements:
        if agreement.client_id != now.client_id:
            with reading(agreement.client_id):
                late, _ = queries.cases_at_risk(agreement.client_id, day)
                found.append(Elsewhere(agreement, late, soon(agreement.client_id, functions, day)))
    return found
