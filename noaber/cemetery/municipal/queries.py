"""What people can ask about funerals by the municipality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum

from noaber.cemetery.models import Grave
from noaber.cemetery.municipal.file import File
from noaber.cemetery.municipal.models import (
    AssetLine,
    ClaimLine,
    CostLine,
    Funeral,
    Kin,
    SearchLine,
    WriteOffLine,
)

LINES = ("searches", "kin", "costs", "assets", "claims", "write_offs")
OPEN, SETTLING, ENDED = "open", "verhaal", "klaar"
LISTS = {OPEN: "Uitvaart te verzorgen", SETTLING: "Kosten en verhaal", ENDED: "Afgesloten"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A funeral with all its lines, and as the rules read it."""

    funeral: Funeral
    file: File
    searches: Sequence[SearchLine]
    kin: Sequence[Kin]
    costs: Sequence[CostLine]
    assets: Sequence[AssetLine]
    claims: Sequence[ClaimLine]
    write_offs: Sequence[WriteOffLine]


def opened(funeral: Funeral) -> Opened:
    """A funeral as it stands. Six queries, or none where the lines are at hand."""
    lines = [sorted(getattr(funeral, name).all(), key=lambda one: one.pk) for name in LINES]
    return Opened(funeral, funeral.value(*lines), *lines)


def funeral_of(client: int, number: str) -> Funeral:
    """The funeral on a case. Raises Funeral.DoesNotExist."""
    found = Funeral.objects.of(client).select_related("case", "interment__grave")
    return found.get(case__municipality=client, case__number=number)


def listed_funerals(client: int, which: str) -> QuerySet[Funeral]:
    """The funerals of one list with their lines: what runs out first on top; those that are closed, newest first."""
    found = Funeral.objects.of(client).select_related("case").prefetch_related(*LINES)
    if which == ENDED:
        return found.filter(closed_on__isnull=False).order_by("-closed_on", "-id")
    over = Q(laid_on__isnull=False) | Q(handed_on__isnull=False)
    running = found.filter(closed_on=None).filter(over if which == SETTLING else ~over)
    return running.order_by(F("case__clock").asc(nulls_last=True), "id")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the funerals of a client stand, and how many of those of a period were held in time."""

    to_hold: int
    late: int
    settling: int
    held: int
    in_time: int


def standing(client: int, day: date, since: date) -> Standing:
    """How many stand how on a day, and of those held since another. One query."""
    held = Q(laid_on__gte=since)
    running = Q(closed_on=None, laid_on=None, handed_on=None)
    funerals = Funeral.objects.of(client).aggregate(
        to_hold=Count("id", filter=running),
        late=Count("id", filter=running & Q(case__clock__lt=day)),
        settling=Count("id", filter=Q(closed_on=None) & ~Q(laid_on=None, handed_on=None)),
        held=Count("id", filter=held),
        in_time=Count("id", filter=held & Q(in_time=True)),
    )
    return Standing(**funerals)


@dataclass(frozen=True, slots=True)
class Money:
    """In cents what funerals cost and what came back."""

    cost: int
    received: int


def money_since(client: int, since: date) -> Money:
    """What the funerals held since a day cost and what came back. Two queries."""
    lies = {"funeral__laid_on__gte": since}
    cost = CostLine.objects.of(client).filter(**lies).aggregate(sum=Sum("actual_cents"))["sum"] or 0
    received = ClaimLine.objects.of(client).filter(**lies).aggregate(sum=Sum("received_cents"))["sum"] or 0
    return Money(cost, received)


def funerals_in(client: int, grave: Grave) -> list[Funeral]:
    """The funerals by the municipality that ended in a grave of its own."""
    return list(Funeral.objects.of(client).select_related("case").filter(interment__grave=grave).order_by("-laid_on"))
