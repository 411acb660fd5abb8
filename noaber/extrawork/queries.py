"""What people can ask about extra work."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Max, Q, QuerySet, Value, When

from noaber.agreement.book import Book
from noaber.extrawork.job import CALAMITY, DECLINED, FINISHED, STATES, WITHDRAWN, steps
from noaber.extrawork.models import ExtraWork
from noaber.web.paging import Listed, listed

_CLOSED = Q(state__in=(DECLINED, WITHDRAWN)) | (
    Q(state=FINISHED, settled=True) & (~Q(kind=CALAMITY) | Q(informed_on__isnull=False))
)
"""The same as `Job.closed`, for the database."""


def jobs(client: int, show: str = "", page: int = 1) -> Listed[ExtraWork]:
    """The jobs of a client: the `open` ones, the `closed` ones, or all; with something to do first, then the newest."""
    found: QuerySet[ExtraWork] = ExtraWork.objects.of(client)
    if show:
        found = found.exclude(_CLOSED) if show == "open" else found.filter(_CLOSED)
    last = Case(When(_CLOSED, then=Value(1)), default=Value(0), output_field=IntegerField())
    return listed(found.order_by(last, "-id"), page)


def job_by_reference(client: int, reference: str) -> ExtraWork:
    """One job of a client. Raises ExtraWork.DoesNotExist, also for a job of somebody else."""
    return ExtraWork.objects.of(client).get(reference=reference)


def next_number(client: int, year: int) -> int:
    """The number of the next job of a year; only within an act that has the agreement to itself."""
    highest = ExtraWork.objects.of(client).filter(year=year).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job and the acts that it waits for."""

    row: ExtraWork
    acts: tuple[str, ...]

    @property
    def state_name(self) -> str:
        """How it stands, in words."""
        return STATES[self.row.state]


def expected_of(book: Book, row: ExtraWork, day: date) -> list[tuple[str, tuple[str, ...]]]:
    """What a job waits for: the act, and the functions that may do it on this day."""
    return [(step.act, holders(book, step.act, day)) for step in steps(row.facts()) if step.expected]


def holders(book: Book, act: str, day: date) -> tuple[str, ...]:
    """The functions that hold a mandate for an act on a day."""
    return tuple(sorted({name for mandate in book.mandates_for(act, "", day) for name in mandate.functions}))


def waiting_for(client: int, book: Book, functions: Set[str], day: date, most: int = 50) -> list[Waiting]:
    """The open jobs that wait for somebody with one of these functions, oldest first."""
    found = []
    for row in ExtraWork.objects.of(client).exclude(_CLOSED).order_by("id")[:most]:
        acts = tuple(act for act, holding in expected_of(book, row, day) if functions & set(holding))
        if acts:
            found.append(Waiting(row, acts))
    return found
