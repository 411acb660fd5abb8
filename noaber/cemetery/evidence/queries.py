"""What people can ask of the evidence: who can be written to, what was sent and came back, and where signs stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from noaber.cemetery.evidence.models import Batch, Consent, Letter, Note, Sign
from noaber.cemetery.evidence.rules import (
    AT_ENTRANCE,
    AT_GRAVE,
    DIED,
    NO_ADDRESS,
    NO_HOLDER,
    OVER,
    TERM_ENDS,
    UNSURE,
    letter_before,
)
from noaber.cemetery.law import Law
from noaber.cemetery.models import WRITTEN, Grave, GraveRight, Resident
from noaber.cemetery.queries import board
from noaber.cemetery.windows import EXCLUSIVE, LAST_MONTH, MISSED, OPEN
from noaber.values import Period

DUE = (LAST_MONTH, OPEN, MISSED)
"""The states of the board in which a letter can be written."""


def due(client: int, day: date, law: Law, states: Collection[str] = DUE, cemetery: str = "") -> QuerySet[Any]:
    """The rights that a letter is due for, those that end first on top; `obstacle` says why one cannot be written."""
    found = reduce(or_, (board(client, day, state, law) for state in states))
    if cemetery:
        found = found.filter(grave__cemetery=cemetery)
    return found.annotate(obstacle=_obstacle(day))


def _obstacle(day: date) -> Case:
    lacks = Q(holder__street="") | Q(holder__postcode="") | Q(holder__city="")
    return Case(
        When(ends_on__lt=day, then=Value(OVER)),
        When(holder=None, then=Value(NO_HOLDER)),
        When(Q(holder__died_on__isnull=False) | ~Q(holder__died_text=""), then=Value(DIED)),
        When(holder__address_unsure=True, then=Value(UNSURE)),
        When(lacks, then=Value(NO_ADDRESS)),
        default=Value(""),
        output_field=CharField(),
    )


def obstacle_of(right: GraveRight | None, who: Resident | None, day: date) -> str:
    """Why somebody cannot be written to about a right; empty where they can. The same as `due` says of many."""
    if right is not None and right.ended_on is None and right.ends_on is not None and right.ends_on < day:
        return OVER
    if who is None:
        return NO_HOLDER
    if who.died_on is not None or who.died_text:
        return DIED
    if who.address_unsure:
        return UNSURE
    return "" if who.street and who.postcode and who.city else NO_ADDRESS


def how_many(rights: QuerySet[Any]) -> dict[str, int]:
    """How many can be written to (under the empty word), and how many cannot, by why. One query."""
    return dict(rights.order_by().values_list("obstacle").annotate(number=Count("id")))


def batches(client: int) -> QuerySet[Batch]:
    """The batches, newest first; `waits` where letters of it were not yet put down as sent."""
    waiting = Letter.objects.of(client).filter(batch=OuterRef("pk"), sent_on=None)
    return Batch.objects.of(client).annotate(waits=Exists(waiting)).order_by("-id")


def letters_of(client: int, batch: Batch) -> QuerySet[Letter]:
    """The letters of a batch, in the order in which they were printed."""
    found = Letter.objects.of(client).filter(batch=batch).select_related("grave", "right")
    return found.order_by("id")


def unsent(client: int) -> QuerySet[Letter]:
    """The letters that were written and not yet put down as sent, the oldest first."""
    return Letter.objects.of(client).filter(sent_on=None).select_related("grave", "right").order_by("id")


def returned(client: int) -> QuerySet[Letter]:
    """The letters that came back and of which the receiver was not written to again since, the oldest first."""
    again = Letter.objects.of(client).filter(
        receiver=OuterRef("receiver"), kind=OuterRef("kind"), id__gt=OuterRef("id")
    )
    found = Letter.objects.of(client).filter(~Exists(again), returned_on__isnull=False, replied_on=None)
    return found.select_related("grave", "right", "receiver").order_by("id")


def letter_of(client: int, number: str) -> Letter:
    """One letter. Raises Letter.DoesNotExist."""
    return Letter.objects.of(client).select_related("grave", "right", "receiver", "batch").get(number=number)


def _written_long_ago(client: int, day: date, law: Law) -> QuerySet[GraveRight]:
    """The rights of which the holder was written to, who did not ask to go on within the term."""
    waits = Letter.objects.of(client).filter(right=OuterRef("pk"), sent_on=None)
    rights = GraveRight.objects.of(client).filter(WRITTEN, kind=EXCLUSIVE, requested_on=None, ends_on__gte=day)
    return rights.filter(~Exists(waits), letter_on__lte=letter_before(day, law))


def _stands(client: int, place: str) -> Exists:
    signs = Sign.objects.of(client).filter(grave=OuterRef("grave"), kind=TERM_ENDS, taken_away_on=None)
    return Exists(signs.filter(place=place))


def signs_due(client: int, day: date, law: Law) -> QuerySet[GraveRight]:
    """The rights of which a sign lacks at the grave (`at_grave`) or at the entrance; those that end first on top."""
    found = _written_long_ago(client, day, law).annotate(
        at_grave=_stands(client, AT_GRAVE), at_entrance=_stands(client, AT_ENTRANCE)
    )
    lacks = Q(at_grave=False) | Q(at_entrance=False)
    return found.filter(lacks).select_related("grave", "holder").order_by("ends_on", "id")


def standing(client: int) -> QuerySet[Sign]:
    """The signs that stand, those that may go first on top."""
    found = Sign.objects.of(client).filter(taken_away_on=None).select_related("grave", "right", "photo")
    return found.order_by("until", "id")


def needed(sign: Sign, day: date) -> bool:
    """Must a sign stay? That of an end of term as long as nobody asked to go on; any other until it is told to go."""
    right = sign.right
    if sign.kind != TERM_ENDS or right is None:
        return True
    return right.ended_on is None and right.letter_on is not None and right.requested_on is None


def to_take_away(client: int, day: date) -> QuerySet[Sign]:
    """The signs that stand and need not any more."""
    settled = Q(kind=TERM_ENDS) & (
        Q(right__ended_on__isnull=False) | Q(right__letter_on=None) | Q(right__requested_on__isnull=False)
    )
    return standing(client).filter(Q(until__lt=day) | settled)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was kept of one grave, the oldest first."""

    letters: list[Letter]
    signs: list[Sign]
    consents: list[Consent]
    notes: list[Note]


def evidence_of(client: int, grave: Grave) -> Evidence:
    """The evidence of a grave. Four queries."""
    letters = Letter.objects.of(client).filter(grave=grave).select_related("receiver", "batch", "replied_by")
    signs = Sign.objects.of(client).filter(grave=grave).select_related("photo")
    consents = Consent.objects.of(client).filter(grave=grave).select_related("by", "document")
    notes = Note.objects.of(client).filter(grave=grave)
    signs, consents = signs.defer("photo__content"), consents.defer("document__content")
    return Evidence(
        list(letters.order_by("id")),
        list(signs.order_by("id")),
        list(consents.order_by("id")),
        list(notes.order_by("id")),
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How letters and signs of a client stand: what was written and sent, and what waits for somebody."""

    unsent: int
    sent: int
    returned: int
    signs_due: int
    signs_standing: int
    signs_to_take_away: int


def counts(client: int, day: date, law: Law, period: Period) -> Counts:
    """The numbers for who steers: as they stand on a day, and what was sent in a period. Six queries."""
    sent = Letter.objects.of(client).filter(sent_on__gte=period.since)
    if period.until is not None:
        sent = sent.filter(sent_on__lte=period.until)
    return Counts(
        unsent=unsent(client).count(),
        sent=sent.count(),
        returned=returned(client).count(),
        signs_due=signs_due(client, day, law).count(),
        signs_standing=standing(client).count(),
        signs_to_take_away=to_take_away(client, day).count(),
    )
