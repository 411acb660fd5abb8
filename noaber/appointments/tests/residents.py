"""What the tests of residents share: a Monday morning with a calendar, and somebody who wants something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction

from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.appointments import actions, rules, slots
from noaber.appointments.actions import Visitor
from noaber.appointments.capacity import horizon, keep_slots
from noaber.appointments.models import Slot, Visit
from noaber.appointments.terms import AppointmentTerms
from noaber.parties.clock import now, today
from noaber.parties.scope import set_scope

CODE, OMMEN = "ommen-twenterand-2024", 175
MONDAY = "2026-11-16T08:00:00+01:00"
ANNA = Visitor("Anna de Vries", "anna@example.nl", "06 12345678")


@pytest.fixture
def calendar(agreement: Any) -> Iterator[time_machine.Traveller]:
    """It is a Monday at eight, and the coming weeks of Ommen have their places."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        with transaction.atomic():
            set_scope(OMMEN)
            keep_slots(OMMEN, the_book(), horizon(today(), terms()))
        yield traveller


def the_book() -> Any:
    return book_of(Agreement.objects.get(code=CODE))


def terms() -> AppointmentTerms:
    return AppointmentTerms.fill(the_book().term, today())


def wish(*codes: str, persons: int = 1) -> rules.Wish:
    book = the_book()
    return rules.wish_of([book.product(code) for code in codes or ("rijbewijs",)], persons, book.skills)


def at(day: int, hour: int, minute: int = 0) -> int:
    """A minute, so many days after that Monday."""
    return slots.minute_of(datetime(2026, 11, 16, hour - 1, minute, tzinfo=UTC)) + day * 1440


def keep(first: int, count: int = 1, location: str = "ommen", token: str = "", instead: str = "") -> str | None:
    run = slots.Run(location, "balie", first, count, 10)
    return actions.hold(OMMEN, run, wish(), now(), terms(), token, instead)


def booked(first: int, count: int = 1, visitor: Visitor = ANNA) -> Visit:
    code = keep(first, count)
    assert code
    return actions.book(CODE, code, visitor)


def used(first: int, location: str = "ommen") -> int:
    set_scope(OMMEN)
    return Slot.objects.get(municipality=OMMEN, location=location, skill="balie", minute=first).used


def text_of(answer: Any) -> str:
    """What a person reads of a page."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace(" ", " ").strip()
