"""Keeps the time of the crews: the database itself refuses that two funerals have the same crew, or the same place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from noaber.cemetery.funerals.models import Quarter
from noaber.cemetery.funerals.slots import quarters


def take(client: int, funeral: str, cemetery: str, at: datetime, minutes: int, crews: int) -> bool:
    """Keep a crew and the place for a funeral at a moment; False where another has it. What it had stays kept."""
    wanted = quarters(at, minutes)
    for crew in range(1, crews + 1):
        what = {"municipality_id": client, "crew": crew, "cemetery": cemetery, "funeral": funeral}
        try:
            with transaction.atomic():
                Quarter.objects.filter(municipality=client, funeral=funeral, quarter__in=wanted).delete()
                Quarter.objects.bulk_create([Quarter(quarter=quarter, **what) for quarter in wanted])
            return True
        except IntegrityError:
            continue
    return False


def let_go(client: int, funeral: str, but: Iterable[tuple[datetime, int]] = ()) -> None:
    """Give back what is kept for a funeral, but for these moments."""
    stay = [quarter for at, minutes in but for quarter in quarters(at, minutes)]
    Quarter.objects.filter(municipality=client, funeral=funeral).exclude(quarter__in=stay).delete()
