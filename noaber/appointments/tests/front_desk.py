"""A day at the desk for tests: Tuesday 24 November 2026 in Ommen, with appointments made by the ordinary actions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.appointments import actions, desk_actions, rules
from noaber.appointments.actions import Visitor
from noaber.appointments.capacity import keep_slots
from noaber.appointments.models import Visit
from noaber.appointments.slots import Run, minute_of, needed
from noaber.appointments.terms import AppointmentTerms
from noaber.parties.clock import AMSTERDAM, now, today
from noaber.parties.scope import set_scope
from noaber.values import Euro

CODE, OMMEN = "ommen-twenterand-2024", 175
DAY = date(2026, 11, 24)
NAME, EMAIL, PHONE = "Kees KANARIE", "kanarie@example.nl", "0529 000000"


def at(clock: str, day: date = DAY) -> datetime:
    """A moment of the day in the Netherlands, from `09:30` or `09:30:01`."""
    return datetime.combine(day, time.fromisoformat(clock), AMSTERDAM)


def booked(clock: str, product: str = "paspoort", day: date = DAY, location: str = "ommen", persons: int = 1) -> Visit:
    """An appointment at a time of the day, made now by a resident."""
    agreement = Agreement.objects.get(code=CODE)
    set_scope(agreement.client_id)
    book = book_of(agreement)
    keep_slots(agreement.client_id, book, [day])
    terms = AppointmentTerms.fill(book.term, today())
    wish = rules.wish_of([book.product(product)], persons, book.skills)
    length = terms.slot_minutes.value
    run = Run(location, wish.skill, minute_of(at(clock, day)), needed(wish.minutes, length), length)
    code = actions.hold(agreement.client_id, run, wish, now(), terms)
    assert code is not None, "the time is free"
    return actions.book(CODE, code, Visitor(NAME, EMAIL, PHONE))


def helped(person: Any, visit: Visit, counter: int = 1, handed: dict[str, tuple[int, Euro]] | None = None) -> Visit:
    """Call whoever is next, who must be this visit; begin, and finish."""
    called = desk_actions.call_next(person, CODE, visit.location, counter)
    assert called.number == visit.number, "somebody else was next"
    desk_actions.start(person, CODE, visit.number)
    return desk_actions.finish(person, CODE, visit.number, handed or {})


def later(clock: str, minutes: float) -> datetime:
    """So many minutes after a time of the day."""
    return at(clock) + timedelta(minutes=minutes)
