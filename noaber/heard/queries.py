"""What people can ask about feedback and complaints."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractQuarter, ExtractYear

from noaber.agreement.book import Book
from noaber.heard.complaint import FOUNDED, PARTLY
from noaber.heard.models import Answer, ComplaintRecord, Invitation
from noaber.heard.rules import average, grade_words
from noaber.heard.terms import HeardTerms
from noaber.parties.models import Person
from noaber.values import Period

WORKING = ("clerk", "second_line", "team_lead")
WORDS_SHOWN = 30


def fingerprint(code: str) -> str:
    """What is kept of a code. It has 128 random bits, so that a plain hash cannot be guessed back."""
    return hashlib.sha256(code.encode()).hexdigest()


def invitation_of(client: int, code: str) -> Invitation:
    """The link that somebody opened. Raises Invitation.DoesNotExist, also for one of another municipality."""
    return Invitation.objects.of(client).get(fingerprint=fingerprint(code))


def links_about(client: int, about: str) -> QuerySet[Invitation]:
    """The links that were made about one case."""
    return Invitation.objects.of(client).filter(about=about)


@dataclass(frozen=True, slots=True)
class Grade:
    """The answers of a service in one quarter. `average` is empty while there are too few to show."""

    answers: int
    average: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A service over some quarters: its grades, None where nobody answered, and its complaints."""

    service: int
    name: str
    grades: list[Grade | None]
    complaints: list[int]


def last_quarters(day: date, most: int = 4) -> list[Period]:
    """The quarter of a day and those before it, oldest first."""
    year, number = day.year, (day.month + 2) // 3
    found = []
    for _ in range(most):
        found.append(Period.quarter(year, number))
        year, number = (year, number - 1) if number > 1 else (year - 1, 4)
    return found[::-1]


def per_quarter(client: int, book: Book, quarters: Sequence[Period], terms: HeardTerms) -> list[Heard]:
    """Grades and complaints per service and quarter, for services about which anything was said. Two queries."""
    since = quarters[0].since
    answers = _by_quarter(
        Answer.objects.of(client).filter(answered_on__gte=since), "answered_on", number=Count("id"), sum=Sum("grade")
    )
    came_in = _by_quarter(
        ComplaintRecord.objects.of(client).filter(received__gte=since), "received", number=Count("id")
    )
    keys = [_key(quarter) for quarter in quarters]
    return [
        Heard(
            row.number,
            row.name,
            [_grade(answers.get((row.number, *key)), terms) for key in keys],
            [came_in.get((row.number, *key), (0,))[0] for key in keys],
        )
        for row in book.services
        if any((row.number, *key) in found for key in keys for found in (answers, came_in))
    ]


def _by_quarter(found: QuerySet[Any], day: str, **counts: Any) -> dict[tuple[int, int, int], tuple[int, ...]]:
    """What is counted, by service, year and quarter of a day."""
    rows = found.order_by().values_list("service", ExtractYear(day), ExtractQuarter(day)).annotate(**counts)
    return {row[:3]: row[3:] for row in rows}


def _key(quarter: Period) -> tuple[int, int]:
    return quarter.since.year, (quarter.since.month + 2) // 3


def _grade(found: tuple[int, ...] | None, terms: HeardTerms) -> Grade | None:
    if found is None:
        return None
    mean = average(found[1], found[0], terms)
    return Grade(found[0], grade_words(mean) if mean is not None else "")


@dataclass(frozen=True, slots=True)
class Said:
    """What people wrote about a service in one quarter."""

    name: str
    quarter: Period
    words: list[str]


def said(client: int, rows: Sequence[Heard], quarters: Sequence[Period]) -> list[Said]:
    """What people wrote, newest quarter first and only where enough answered. Without day or grade. A query each."""
    shown = [
        (row, quarter)
        for place, quarter in reversed(list(enumerate(quarters)))
        for row in rows
        if (grade := row.grades[place]) is not None and grade.average
    ]
    found = [(row, quarter, _words(client, row.service, quarter)) for row, quarter in shown[:4]]
    return [Said(row.name, quarter, words) for row, quarter, words in found if words]


def _words(client: int, service: int, quarter: Period) -> list[str]:
    rows = Answer.objects.of(client).filter(service=service, answered_on__range=(quarter.since, quarter.until))
    # In the order of the alphabet, so that nobody sees who wrote when.
    return sorted(rows.exclude(words="").order_by("-id").values_list("words", flat=True)[:WORDS_SHOWN])


def words_to_forget(client: int, day: date) -> list[int]:
    """Answers whose words were kept long enough."""
    return list(Answer.objects.of(client).filter(keep_until__lt=day).values_list("id", flat=True)[:500])


def complaints_of(client: int, over: bool = False) -> QuerySet[ComplaintRecord]:
    """The complaints of a client: what must be settled first on top, or what is settled, newest first."""
    found = ComplaintRecord.objects.of(client)
    if over:
        return found.filter(settled_on__isnull=False).order_by("-settled_on", "-id")
    return found.filter(settled_on=None).order_by("due", "id")


def complaint_of(client: int, number: str) -> ComplaintRecord:
    """One complaint. Raises ComplaintRecord.DoesNotExist, also for one of another municipality."""
    return ComplaintRecord.objects.of(client).get(number=number)


@dataclass(frozen=True, slots=True)
class Tally:
    """The complaints of a quarter: how many came in, and of those settled how many were (partly) founded."""

    quarter: Period
    came_in: int
    settled: int
    founded: int


def complaints_per_quarter(client: int, quarters: Sequence[Period]) -> list[Tally]:
    """How many came in and were settled in each quarter. One query."""
    counts: dict[str, Count] = {}
    for place, quarter in enumerate(quarters):
        days = (quarter.since, quarter.until)
        settled = Q(settled_on__range=days)
        counts |= {
            f"in{place}": Count("id", filter=Q(received__range=days)),
            f"out{place}": Count("id", filter=settled),
            f"yes{place}": Count("id", filter=settled & Q(finding__in=(FOUNDED, PARTLY))),
        }
    found = ComplaintRecord.objects.of(client).aggregate(**counts)
    return [
        Tally(quarter, found[f"in{place}"], found[f"out{place}"], found[f"yes{place}"])
        for place, quarter in enumerate(quarters)
    ]


def next_number(client: int, year: int) -> str:
    """The number of the next complaint of a year: `K-2026-3`. For acts that wait for each other."""
    return f"K-{year}-{ComplaintRecord.objects.of(client).filter(number__startswith=f'K-{year}-').count() + 1}"


def colleagues(contractor: int, day: date) -> list[tuple[str, str]]:
    """Who works for the contractor on a day, by name: pseudonym and name."""
    people = Person.objects.filter(
        Q(positions__until=None) | Q(positions__until__gte=day),
        positions__organisation=contractor,
        positions__function__in=WORKING,
        positions__since__lte=day,
    )
    return list(people.distinct().order_by("name").values_list("pseudonym", "name"))
