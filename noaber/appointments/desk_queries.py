"""What the desk can ask: the agenda of a day, who waits, what the display shows, and whose time falls away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce

from noaber.agreement.book import Book, Product
from noaber.appointments import rules
from noaber.appointments.models import Deviation, Slot, Visit
from noaber.appointments.queue import Waiting
from noaber.appointments.rules import ARRIVED, BOOKED, CALLED, STARTED, Norm
from noaber.appointments.slots import minute_of, span_of
from noaber.journal.models import Entry

MOST = 500
"""So much of anything is read at once: the clock comes back every minute, and no page grows without end."""


def norms_of(book: Book, act: str, service: int) -> tuple[Norm, ...]:
    """The norms that an act measures for a service, each with the article it stands under."""
    return tuple(Norm(code, clause) for code, clause in book.norms_of(act, service))


def measuring(book: Book, act: str, products: Sequence[Product]) -> dict[Product, tuple[Norm, ...]]:
    """The norms that an act measures for each of some products."""
    return {product: norms_of(book, act, product.service) for product in products}


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit as the agenda knows it: nothing of who it is."""

    number: str
    agreed: datetime | None
    products: tuple[str, ...]
    persons: int
    state: str
    ticket: int | None
    counter: int | None
    arrived_at: datetime | None
    called_at: datetime | None
    started_at: datetime | None


_SHOWN = [field.name for field in fields(Visited)]


def agenda(client: int, location: str, day: date) -> list[Visited]:
    """Everybody who comes or came to a desk on a day, by the agreed time or that of coming in. One query."""
    found = Visit.objects.of(client).filter(location=location, day=day).exclude(state=rules.CANCELLED)
    rows = found.order_by(Coalesce("agreed", "arrived_at"), "id").values_list(*_SHOWN)[:MOST]
    return [Visited(number, agreed, tuple(products), *rest) for number, agreed, products, *rest in rows]


def hall(client: int, location: str, day: date) -> dict[int, Waiting]:
    """Who waits at a desk, by the key of the visit."""
    found = Visit.objects.of(client).filter(location=location, day=day, state=ARRIVED)
    waiting = {}
    for key, ticket, arrived, agreed in found.values_list("id", "ticket", "arrived_at", "agreed"):
        assert ticket is not None and arrived is not None, "who was signed in has a number and a moment"
        waiting[key] = Waiting(ticket, arrived, agreed)
    return waiting


def at_counter(client: int, location: str, day: date, counter: int) -> Visit | None:
    """Who is called to a counter, or is being helped there; the last one where there are more."""
    found = Visit.objects.of(client).filter(location=location, day=day, counter=counter, state__in=(CALLED, STARTED))
    return found.order_by("-called_at").first()


@dataclass(frozen=True, slots=True)
class Shown:
    """A number on the display of a hall, and the counter it is called to."""

    ticket: int
    counter: int
    fresh: bool


def on_display(client: int, location: str, day: date, most: int = 6) -> list[Shown]:
    """The numbers that are called or being helped, the last one first. Nothing else of anybody."""
    found = Visit.objects.of(client).filter(location=location, day=day, state__in=(CALLED, STARTED))
    shown = []
    for ticket, counter, state in found.order_by("-called_at").values_list("ticket", "counter", "state")[:most]:
        assert ticket is not None and counter is not None, "who was called has a number and a counter"
        shown.append(Shown(ticket, counter, state == CALLED))
    return shown


def last_ticket(client: int, location: str, day: date) -> int:
    """The highest number that was given at a desk on a day; zero before the first."""
    found = Visit.objects.of(client).filter(location=location, day=day)
    highest: int | None = found.aggregate(highest=Max("ticket"))["highest"]
    return highest or 0


def steps_taken(client: int, number: str) -> list[tuple[str, datetime]]:
    """The acts with a visit that were granted, and when, in order."""
    found = Entry.objects.filter(municipality=client, object=f"visit:{number}", result="granted").order_by("id")
    return list(found.values_list("act", "at"))


def to_miss(client: int, before: datetime) -> list[int]:
    """Appointments at or before a moment to which nobody came."""
    found = Visit.objects.of(client).filter(state=BOOKED, agreed__lte=before)
    return list(found.order_by("agreed").values_list("id", flat=True)[:MOST])


def to_erase(client: int, day: date) -> QuerySet[Visit]:
    """Visits of which the name and address have been kept long enough."""
    return Visit.objects.of(client).filter(erase_on__lte=day)


def measured_on(client: int, act: str, day: date) -> bool:
    """Was the first free place already measured on this day?"""
    return Entry.objects.filter(municipality=client, object=f"desk:{day}", act=act, result="granted").exists()


def deviations(client: int, since: date, until: date) -> list[Deviation]:
    """The days that differ from the rules, in order; what was withdrawn is not among them."""
    found = Deviation.objects.of(client).filter(day__range=(since, until), withdrawn=False)
    return list(found.order_by("day", "start", "id")[:200])


def to_move(client: int, since: date) -> list[Visit]:
    """Appointments from a day on at a time for which the opening times have no room any more, in order. Two queries.

    Where the room became less and is not gone, all who have that time are among them: whom to move is for people.
    """
    short = Slot.objects.filter(municipality=client, day__gte=since, used__gt=F("planned"))
    places = set(short.order_by("minute").values_list("location", "skill", "minute")[: MOST * 10])
    if not places:
        return []
    days = set(short.values_list("day", flat=True))
    found = Visit.objects.of(client).filter(state=BOOKED, day__in=days).order_by("agreed", "id")
    return [visit for visit in found if _any_of(visit, places)][:MOST]


def _any_of(visit: Visit, places: set[tuple[str, str, int]]) -> bool:
    assert visit.agreed is not None, "only an appointment is booked"
    first = minute_of(visit.agreed)
    minutes = range(first, first + visit.count * visit.length, visit.length or 1)
    return any((visit.location, visit.skill, minute) in places for minute in minutes)


def open_days(client: int, location: str, day: date) -> tuple[date | None, date | None]:
    """The last day before and the first day after a day on which a desk has places."""
    found = Slot.objects.filter(municipality=client, location=location, planned__gt=0)
    first, end = span_of([day])
    before = found.filter(minute__lt=first).order_by("-minute").values_list("day", flat=True).first()
    after = found.filter(minute__gte=end).order_by("minute").values_list("day", flat=True).first()
    return before, after
