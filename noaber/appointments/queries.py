"""What people can ask: where there is room, and for whom a time is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import F

from noaber.agreement.book import Book, Product
from noaber.agreement.link_codes import digest
from noaber.agreement.models import Agreement
from noaber.agreement.opening import Location
from noaber.agreement.queries import agreements_in_use
from noaber.appointments import rules, slots
from noaber.appointments.models import Hold, Slot, Visit
from noaber.parties.prepared import Prepared


def agreement_for(slug: str, day: date) -> Agreement | None:
    """The agreement under which residents of a municipality make appointments on a day, if there is one."""
    return next(
        (
            found
            for found in agreements_in_use()
            if found.client.slug == slug and found.since <= day and (found.until is None or day <= found.until)
        ),
        None,
    )


def by_appointment(book: Book) -> list[Product]:
    """The products that an appointment is made for."""
    return [product for product in book.products if product.minutes]


def location_of(book: Book, code: str) -> Location | None:
    """A location by its code; none for one that the agreement does not have."""
    return next((location for location in book.locations if location.code == code), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A run of so many places for a skill, from a minute on."""

    skill: str
    count: int
    length: int
    since: int


def first_free(client: int, asked: Asked) -> dict[str, int]:
    """The first minute at which it can begin, for each location that has room. One pass over the free places."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT location, min(minute) FROM ("
            "SELECT location, minute, lead(minute, %s) OVER (PARTITION BY location ORDER BY minute) AS last "
            "FROM appointments_slot WHERE municipality_id = %s AND skill = %s AND minute >= %s AND used < capacity"
            ") AS room WHERE last = minute + %s GROUP BY location",
            [asked.count - 1, client, asked.skill, asked.since, (asked.count - 1) * asked.length],
        )
        return dict(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class DayWithRoom:
    """A day on which it can begin, and at which times."""

    day: date
    minutes: tuple[int, ...]


def days_with_room(client: int, asked: Asked, location: str) -> list[DayWithRoom]:
    """Every day on which it can begin, with its times, in order. One query."""
    free = Slot.objects.filter(
        municipality=client, skill=asked.skill, location=location, minute__gte=asked.since, used__lt=F("capacity")
    )
    days = dict(free.order_by("minute").values_list("minute", "day"))
    found: dict[date, list[int]] = {}
    for minute in slots.starts(days, asked.count, asked.length):
        found.setdefault(days[minute], []).append(minute)
    return [DayWithRoom(day, tuple(minutes)) for day, minutes in found.items()]


def held(client: int, code: str) -> Hold | None:
    """What is kept for whoever has this code."""
    return next(iter(_HOLD(client, digest(code))), None)


_HOLD = Prepared(lambda client, code: Hold.objects.filter(municipality=client, code_hash=code), int, str)


def visit_by_code(client: int, code: str) -> Visit:
    """The appointment that a link opens. Raises Visit.DoesNotExist."""
    return _only(_VISIT_OF_CODE(client, digest(code)))


_VISIT_OF_CODE = Prepared(lambda client, code: Visit.objects.of(client).filter(code_hash=code), int, str)


def visit_by_number(client: int, number: str) -> Visit:
    """One visit of a client. Raises Visit.DoesNotExist, also for a visit to somebody else."""
    return _only(_VISIT_OF_NUMBER(client, number))


_VISIT_OF_NUMBER = Prepared(lambda client, number: Visit.objects.of(client).filter(number=number), int, str)


def _only(found: list[Visit]) -> Visit:
    if not found:
        raise Visit.DoesNotExist
    return found[0]


def is_number_taken(client: int, number: str) -> bool:
    """Is there a visit of this client with this number?"""
    return bool(_VISIT_OF_NUMBER(client, number))


def visit_made(client: int, code: str) -> Visit | None:
    """The appointment of a code; None where there is none."""
    return next(iter(_VISIT_OF_CODE(client, digest(code))), None)


def asked_of(wish: rules.Wish, length: int, now: datetime) -> Asked:
    """What the calendar is asked for a wish: places that begin after this moment."""
    return Asked(wish.skill, slots.needed(wish.minutes, length), length, slots.minute_of(now) + 1)
