"""What people can ask about deviations."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from noaber.separation.models import DeviationLog
from noaber.separation.rules import Deviation


def deviations(client: int) -> QuerySet[DeviationLog]:
    """Every deviation of a client, newest first."""
    return DeviationLog.objects.of(client).order_by("-since", "-id")


def on_day(client: int, day: date) -> list[Deviation]:
    """The deviations that run on a day."""
    return [row.value for row in DeviationLog.objects.of(client).filter(since__lte=day, until__gte=day)]


def deviation_of(client: int, number: str) -> DeviationLog:
    """One deviation. Raises DeviationLog.DoesNotExist, also for one of another municipality."""
    return DeviationLog.objects.of(client).get(number=number)


def next_number(client: int, year: int) -> str:
    """The number of the next deviation of a year: `F-2026-3`. For acts that wait for each other."""
    return f"F-{year}-{DeviationLog.objects.of(client).filter(number__startswith=f'F-{year}-').count() + 1}"
