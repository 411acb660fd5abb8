"""What people can ask about duties: what is open for whom, what presses, what was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from noaber.duties.models import Duty
from noaber.duties.rules import BY_HAND, soon_until
from noaber.journal.models import Entry
from noaber.parties.clock import AMSTERDAM
from noaber.web.paging import PAGE, Listed

DONE_SHOWN = 20
DONE_DAYS = 31


def open_duties(client: int, functions: Iterable[str] | None, day: date) -> QuerySet[Duty]:
    """What is open and in sight on a day, of these functions or of everybody; what is due first stands on top."""
    return _of(client, functions).filter(done_on=None, shown_from__lte=day).order_by("due", "id")


def waiting_for_others(client: int, functions: Iterable[str], day: date) -> QuerySet[Duty]:
    """What is open for people with other functions."""
    return open_duties(client, None, day).exclude(holder__in=list(functions))


def soon(client: int, functions: Iterable[str], day: date) -> int:
    """How many duties of these functions are late or due within five working days?"""
    holders = sorted(functions)
    if not holders:
        return 0
    until, since = (connection.ops.adapt_datefield_value(one) for one in (soon_until(day), day))
    with connection.cursor() as cursor:  # every page asks this, so it is written out
        cursor.execute(
            "SELECT count(*) FROM duties_duty WHERE municipality_id = %s AND done_on IS NULL "  # noqa: S608  marks alone
            f"AND shown_from <= %s AND due <= %s AND holder IN ({', '.join(['%s'] * len(holders))})",
            [client, since, until, *holders],
        )
        found: int = cursor.fetchone()[0]
    return found


def to_remind(client: int, day: date) -> QuerySet[Duty]:
    """What must be brought up again on a day: at the agreed time before it is due, and on the first day it is late."""
    found = _of(client, None).filter(done_on=None).filter(Q(remind_on=day) | Q(due=day - timedelta(days=1)))
    return found.order_by("due", "id")


def known_occasions(client: int) -> set[tuple[str, str]]:
    """What has been asked already: the kind of duty and what it is about."""
    return set(_of(client, None).values_list("code", "about"))


def done_before(client: int, act: str, about: str) -> date | None:
    """On which day was this already done, by an act that came before anybody asked? None for what is done by hand."""
    if act == BY_HAND:
        return None
    entries = Entry.objects.filter(municipality=client, object=about, act=act, result="granted")
    at = entries.order_by("id").values_list("at", flat=True).first()
    return at.astimezone(AMSTERDAM).date() if at else None


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Duties under one heading."""

    title: str
    rows: list[Duty]


@dataclass(frozen=True, slots=True)
class DutyList(Listed[Duty]):
    """One page of duties, in groups by how much they press."""

    groups: list[DutyGroup]


def duty_list(found: QuerySet[Duty], day: date, page: int) -> DutyList:
    """One page of open duties, what presses most on top; past the last page it is the last. Two queries."""
    total = found.order_by().count()
    page = max(1, min(page, -(-total // PAGE)))
    rows = list(found[(page - 1) * PAGE : page * PAGE])
    edge = soon_until(day)
    groups = (
        DutyGroup("Te laat", [row for row in rows if row.due < day]),
        DutyGroup("Vandaag en de komende vijf werkdagen", [row for row in rows if day <= row.due <= edge]),
        DutyGroup("Later", [row for row in rows if row.due > edge]),
    )
    return DutyList(rows, total, page, [group for group in groups if group.rows])


def done_lately(client: int, functions: Iterable[str] | None, day: date) -> tuple[list[Duty], int]:
    """What was done in the last month, newest first, as far as a short list goes; and how many there were in all."""
    found = _of(client, functions).filter(done_on__gte=day - timedelta(days=DONE_DAYS))
    return list(found.order_by("-done_on", "-id")[:DONE_SHOWN]), found.count()


def duty_of(client: int, key: int) -> Duty:
    """One duty of a client. Raises Duty.DoesNotExist, also for a duty of somebody else."""
    return _of(client, None).get(pk=key)


def _of(client: int, functions: Iterable[str] | None) -> QuerySet[Duty]:
    found = Duty.objects.of(client)
    return found if functions is None else found.filter(holder__in=list(functions))
