"""What people can ask about questions, and the public facts that anybody may hear (Wlb 27): who lies where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from noaber.cemetery.models import Grave, Interment
from noaber.cemetery.queries import find
from noaber.cemetery.questions.models import QuestionRecord


@dataclass(frozen=True, slots=True)
class Lies:
    """What is public of somebody who lies somewhere: no holder, no end of a right, no address."""

    name: str
    grave: str
    cemetery: str
    buried: str


def public_facts(client: int, graves: Q) -> list[Lies]:
    """Who lies in these graves, as anybody may hear it. One query."""
    found = Interment.objects.of(client).filter(graves, removed_on=None).select_related("resident", "grave")
    rows = found.order_by("grave__number", "layer", "id")[:60]
    return [
        Lies(
            one.resident.name,
            one.grave.number,
            one.grave.cemetery,
            one.buried_text or (f"{one.buried_on:%d-%m-%Y}" if one.buried_on else ""),
        )
        for one in rows
    ]


def look_up(client: int, typed: str) -> list[Lies]:
    """Who lies in a grave, or who of this name lies where; holders of rights are not looked for."""
    found = find(client, typed, with_people=True)
    people = [person.pk for person, _ in found.people]
    return public_facts(client, Q(grave__in=[one.pk for one in found.graves]) | Q(resident__in=people))


def grave_named(client: int, number: str) -> Grave | None:
    """The grave with a number, if there is one."""
    return Grave.objects.of(client).filter(number=number.strip().upper()).first()


def question_of(client: int, number: str) -> QuestionRecord:
    """One question. Raises QuestionRecord.DoesNotExist, also for one of another municipality."""
    return QuestionRecord.objects.of(client).select_related("grave").get(number=number)


def questions(client: int, answered: bool) -> QuerySet[QuestionRecord]:
    """The questions that wait, those due first on top; or those that were answered, newest first."""
    found = QuestionRecord.objects.of(client).filter(answered_on__isnull=not answered).select_related("grave")
    return found.order_by("-answered_on", "-id") if answered else found.order_by("due", "id")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many questions wait, how many of them are late, and since when the oldest one waits."""

    open: int
    late: int
    oldest: date | None


def waiting(client: int, day: date) -> Waiting:
    """How the questions stand on a day. One query."""
    rows = list(questions(client, False).order_by("received_on").values_list("received_on", "due"))
    return Waiting(len(rows), sum(due < day for _, due in rows), rows[0][0] if rows else None)
