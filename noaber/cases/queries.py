"""What people can ask about cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import F, Q, QuerySet, Sum

from noaber.agreement.book import Book
from noaber.calendar.law_terms import law_term
from noaber.cases.acts import COUNT_DESK, DECIDE
from noaber.cases.models import Case, ObjectionRecord, new_number
from noaber.cases.rules import OPEN, SUSPENDED, Kind
from noaber.journal.models import CountedLine, Entry
from noaber.parties.models import Person
from noaber.parties.prepared import Prepared
from noaber.web.paging import Listed, first_rows, listed
from noaber.web.templatetags.noaber import written_clause


def kind_of(book: Book, code: str) -> Kind:
    """A product of the agreement as the rules read it, with the KPIs that measure it."""
    product = book.product(code)
    service = book.service(product.service)
    by: dict[str, list[str]] = {"norm": [], "deadline": []}
    for kpi in book.kpis:
        if kpi.measured_by in by and code in kpi.products:
            by[kpi.measured_by].append(kpi.code)
    return Kind(
        product.code,
        product.name,
        service.number,
        product.organ,
        book.reference(service.clause.number),
        product.span,
        product.norm_workdays,
        product.outcomes,
        tuple(by["norm"]),
        tuple(by["deadline"]),
        product.needed,
        product.deed,
        written_clause(product.separate) if product.separate else None,
        product.event,
        law_term(product.term) if product.term else None,
        product.file,
        product.norm_from == "complete",
    )


COLUMNS = ("id", "number", "service", "product", "state", "received", "clock", "norm_due", "due", "reference")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a worklist shows: which states, service, product and handler, and what was typed in the search box."""

    states: tuple[str, ...] = (OPEN, SUSPENDED)
    service: int | None = None
    product: str = ""
    text: str = ""
    page: int = 1
    handler: str = ""


def worklist(client: int, wanted: Wanted) -> Listed[dict[str, Any]]:
    """The cases of a client in the order in which their clocks run out. Two queries, whatever there is."""
    return listed(_found(client, wanted).values(*COLUMNS), wanted.page)


def first_cases(client: int, wanted: Wanted, most: int) -> tuple[list[dict[str, Any]], int]:
    """The first cases of a worklist, and how many there are up to a bound. Two queries, whatever there is."""
    return first_rows(_found(client, wanted).values(*COLUMNS), most)


def _found(client: int, wanted: Wanted) -> QuerySet[Case]:
    cases = Case.objects.of(client).filter(state__in=wanted.states)
    if wanted.service:
        cases = cases.filter(service=wanted.service)
    if wanted.product:
        cases = cases.filter(product=wanted.product)
    if wanted.handler:
        cases = cases.filter(handler=wanted.handler)
    if wanted.text:
        text = wanted.text.strip()
        cases = Case.objects.of(client).filter(Q(number=text.upper()) | Q(reference=text))
    return cases.order_by(F("clock").asc(nulls_last=True), "id")


def free_number(client: int, year: int) -> str:
    """A number that no case of the client has: among ten thousand, two made by chance alone are one day the same."""
    with connection.cursor() as cursor:
        while True:
            number = new_number(year)
            cursor.execute("SELECT 1 FROM cases_case WHERE municipality_id = %s AND number = %s", [client, number])
            if cursor.fetchone() is None:
                return number


def case_by_number(client: int, number: str) -> Case:
    """One case of a client. Raises Case.DoesNotExist, also for a case of somebody else."""
    found = _CASE(client, number)
    if not found:
        raise Case.DoesNotExist
    return found[0]


_CASE = Prepared(lambda client, number: Case.objects.of(client).filter(number=number), int, str)


def case_id(client: int, number: str) -> int | None:
    """The key of a case, or nothing."""
    try:
        return case_by_number(client, number).pk
    except ObjectDoesNotExist:
        return None


def objections_of(client: int, case: int) -> list[ObjectionRecord]:
    """The objections against the decision of a case, newest first."""
    return list(ObjectionRecord.objects.of(client).filter(case=case).order_by("-received", "-id"))


def open_objection(client: int, case: int) -> ObjectionRecord | None:
    """The objection against a decision that still runs, if there is one."""
    return ObjectionRecord.objects.of(client).filter(case=case, decided_on=None).first()


def decider_of(client: int, number: str) -> str:
    """The pseudonym of whoever took the decision of a case; the journal keeps it. Empty where there is none."""
    decided = Entry.objects.filter(municipality=client, object=f"case:{number}", act=DECIDE.code, result="granted")
    return decided.order_by("-id").values_list("actor", flat=True).first() or ""


def running_out(client: int, day: date, until: date) -> QuerySet[Case]:
    """Open cases whose clock has run out, or does so before a day."""
    return Case.objects.of(client).filter(state=OPEN, clock__lte=until).order_by("clock", "id")


def to_pass(client: int, day: date, most: int = 500) -> list[int]:
    """Undecided cases whose clock ran out before this day and that do not yet count as missed.

    A case without norm and term has the clock of a phase of its file at most; that counts as no miss.
    """
    late = Case.objects.of(client).filter(state__in=(OPEN, SUSPENDED), clock__lt=day, passed=False)
    late = late.exclude(due=None, norm_due=None)
    return list(late.order_by("clock").values_list("id", flat=True)[:most])


def names_of(pseudonyms: Iterable[str]) -> dict[str, str]:
    """The people behind the pseudonyms of the journal, as far as they still have an account."""
    people = Person.objects.filter(pseudonym__in=set(pseudonyms))
    return dict(people.values_list("pseudonym", "name"))


@dataclass(frozen=True, slots=True)
class CountedDay:
    """What was recorded of a day at the desk: how many products, when, and by which function."""

    entry: Entry
    day: date
    products: int


def counted_days(client: int, most: int = 8) -> list[CountedDay]:
    """What was last recorded of the desk, newest first."""
    found = Entry.objects.filter(municipality=client, act=COUNT_DESK.code, result="granted").order_by("-id")[:most]
    entries = {entry.pk: entry for entry in found}
    lines = CountedLine.objects.filter(municipality=client, entry__in=entries, measure="case.registered")
    sums = dict(lines.order_by().values_list("entry").annotate(Sum("quantity")))
    return [
        CountedDay(entry, date.fromisoformat(entry.object.removeprefix("desk:")), sums.get(key, 0))
        for key, entry in entries.items()
    ]


VISITS = "visit:"
"""How entries name a visit to the desk: what was handed out there was counted when the visit was finished."""


@dataclass(frozen=True, slots=True)
class CountedVisits:
    """What the visits of one day came to already, by product; it is not counted again."""

    day: date
    products: tuple[tuple[str, int], ...]

    @property
    def together(self) -> int:
        """How many products that is."""
        return sum(number for _, number in self.products)


def counted_by_visits(client: int, since: date, until: date) -> list[CountedVisits]:
    """What was handed out in visits, for each day from one until another that has any, newest first. One query."""
    found = CountedLine.objects.filter(
        municipality=client,
        month__range=(since.year * 100 + since.month, until.year * 100 + until.month),
        day__range=(since, until),
        measure="case.registered",
        entry__object__startswith=VISITS,
    )
    days: dict[date, list[tuple[str, int]]] = {}
    for day, key, number in found.order_by("-day", "key").values_list("day", "key").annotate(number=Sum("quantity")):
        days.setdefault(day, []).append((key, number))
    return [CountedVisits(day, tuple(products)) for day, products in days.items()]
