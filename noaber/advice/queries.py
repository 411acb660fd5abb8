"""What people can ask about advice."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from noaber.advice.models import AdviceRequest, WorkedHours
from noaber.advice.rules import ACCEPTED, AGREED, ESTIMATED, REQUESTED, RETURNED, WITHDRAWN
from noaber.agreement.book import Book

OVER = (ACCEPTED, WITHDRAWN)


def requests_for(client: int, over: bool = False) -> QuerySet[AdviceRequest]:
    """The requests of a client: what must be answered first on top, or what is over, newest first."""
    found = AdviceRequest.objects.of(client)
    return found.filter(state__in=OVER).order_by("-requested", "-id") if over else open_requests(client)


def open_requests(client: int) -> QuerySet[AdviceRequest]:
    """What is not over, by the day it must be answered."""
    return AdviceRequest.objects.of(client).exclude(state__in=OVER).order_by("due", "id")


def request_of(client: int, number: str) -> AdviceRequest:
    """One request. Raises AdviceRequest.DoesNotExist, also for one of another municipality."""
    return AdviceRequest.objects.of(client).get(number=number)


def hours_of(client: int, advice: int) -> QuerySet[WorkedHours]:
    """What was worked on it, in the order of days."""
    return WorkedHours.objects.of(client).filter(advice=advice).order_by("worked_on", "id")


def next_number(client: int, year: int) -> str:
    """The number of the next request of a year: `A-2026-3`. For acts that wait for each other."""
    return f"A-{year}-{AdviceRequest.objects.of(client).filter(number__startswith=f'A-{year}-').count() + 1}"


def advice_to_pass(client: int, day: date) -> list[int]:
    """Requests whose day went by unanswered and that do not yet count."""
    waiting = (REQUESTED, ESTIMATED, AGREED, RETURNED)
    late = AdviceRequest.objects.of(client).filter(state__in=waiting, due__lt=day, counted=False)
    return list(late.values_list("id", flat=True)[:500])


def product_of(book: Book, service: int) -> str:
    """Under which product advice is counted: the first of its service."""
    return next((product.code for product in book.products if product.service == service), "")
