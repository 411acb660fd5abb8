"""Keeps the calendar: makes its places, takes and frees them. Whoever takes or frees locks all of them in one order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from noaber.agreement.book import Book
from noaber.appointments import slots
from noaber.appointments.models import Deviation, Hold, Slot
from noaber.appointments.slots import Place, Run
from noaber.appointments.terms import AppointmentTerms
from noaber.parties.scope import reading, set_scope

BATCH = 5_000


def keep_slots(client: int, book: Book, days: Sequence[date]) -> int:
    """Make the places of these days as the rules and deviations have them. Safe to run twice; returns how many changed.

    The days follow each other. A place that the rules no longer have stays for whom it was promised, and is given to
    nobody else.
    """
    wanted = _wanted(client, book, days)
    first, end = slots.span_of(days)
    with transaction.atomic():
        rows = Slot.objects.filter(municipality=client, minute__gte=first, minute__lt=end)
        there = {
            Place(location, skill, minute): (key, planned)
            for key, location, skill, minute, planned in rows.values_list(
                "id", "location", "skill", "minute", "planned"
            )
        }
        new = [(place, *wanted[place]) for place in wanted if place not in there]
        _insert(client, new)
        changed: dict[int, list[int]] = defaultdict(list)
        for place, (key, planned) in there.items():
            capacity, _ = wanted.get(place, (0, None))
            if capacity != planned:
                changed[capacity].append(key)
        _plan(changed)
    return len(new) + sum(map(len, changed.values()))


def _insert(client: int, new: Sequence[tuple[Place, int, date]]) -> None:
    """Put places in the calendar; one that somebody else just made stays as it is.

    Django's own bulk_create takes five times as long, for it looks at each value of each row. Numbers and days are
    written out; words, of which there are a few, are handed over.
    """
    columns = "municipality_id, location, skill, day, minute, planned, capacity, used"
    names = {word: f"word{number}" for number, word in enumerate({word for place, *_ in new for word in place.words})}
    given = {name: word for word, name in names.items()}
    rows = [
        f"({client:d}, %({names[place.location]})s, %({names[place.skill]})s, "
        f"'{day.isoformat()}', {place.minute:d}, {capacity:d}, {capacity:d}, 0)"
        for place, capacity, day in new
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            values = ", ".join(rows[start : start + BATCH])
            statement = f"INSERT INTO appointments_slot ({columns}) VALUES {values} ON CONFLICT DO NOTHING"  # noqa: S608
            cursor.execute(statement, given)


def _wanted(client: int, book: Book, days: Sequence[date]) -> dict[Place, tuple[int, date]]:
    once: dict[date, list[slots.Deviation]] = defaultdict(list)
    found = Deviation.objects.of(client).filter(day__range=(days[0], days[-1]), withdrawn=False)
    for deviation in found.order_by("id"):
        once[deviation.day].append(deviation.value())
    length = AppointmentTerms.fill(book.term, days[0]).slot_minutes.value
    return {
        place: (capacity, day)
        for day in days
        for place, capacity in slots.slots_of(day, book.openings, once[day], length).items()
    }


def _plan(changed: dict[int, list[int]]) -> None:
    """Give places another capacity, but never less than what is taken of them."""
    keys = sorted(key for keys in changed.values() for key in keys)
    for start in range(0, len(keys), BATCH):
        list(Slot.objects.select_for_update().filter(pk__in=keys[start : start + BATCH]).order_by("id"))
    for capacity, those in changed.items():
        for start in range(0, len(those), BATCH):
            Slot.objects.filter(pk__in=those[start : start + BATCH]).update(
                planned=capacity, capacity=Greatest(Value(capacity), F("used"))
            )


def shift(client: int, taken: Iterable[Run] = (), freed: Iterable[Run] = ()) -> bool:
    """Take some runs of places and free others, all or nothing, in the transaction of the caller.

    False where a place is not there or is full; nothing has changed then. All places are locked by one statement in one
    order, so that nobody waits for somebody who waits for him. A place that is freed goes back to what the rules plan.
    """
    taken, freed = list(taken), list(freed)
    if not taken and not freed:
        return True
    wanted = Q()
    for run in [*taken, *freed]:
        wanted |= Q(location=run.location, skill=run.skill, minute__gte=run.first, minute__lt=run.end)
    locked = Slot.objects.select_for_update().filter(wanted, municipality=client).order_by("id")
    rows = {Place(slot.location, slot.skill, slot.minute): slot for slot in locked}
    change: Counter[Place] = Counter(_places(taken))
    change.subtract(_places(freed))
    if any(place not in rows for place in _places(taken)):
        return False
    if any(more > 0 and rows[place].used + more > rows[place].capacity for place, more in change.items()):
        return False
    by_change: dict[int, list[int]] = defaultdict(list)
    for place, more in change.items():
        if more and place in rows:
            by_change[more].append(rows[place].pk)
    for more, keys in by_change.items():
        used = F("used") + more
        Slot.objects.filter(pk__in=keys).update(used=used, capacity=Greatest(F("planned"), used))
    return True


def _places(runs: Iterable[Run]) -> list[Place]:
    return [Place(run.location, run.skill, minute) for run in runs for minute in range(run.first, run.end, run.length)]


def free_expired(client: int, now: datetime) -> int:
    """Free what is kept for nobody any more. One query where there is nothing; returns how many holds ended."""
    expired = Hold.objects.filter(municipality=client, expires_at__lte=now)
    with reading(client):
        if not expired.exists():
            return 0
    with transaction.atomic():
        set_scope(client)
        holds = list(expired.select_for_update(skip_locked=True).order_by("id")[:200])
        shift(client, freed=[hold.run for hold in holds])
        Hold.objects.filter(pk__in=[hold.pk for hold in holds]).delete()
    return len(holds)


def horizon(day: date, terms: AppointmentTerms) -> list[date]:
    """The days that the calendar reaches, from this one on."""
    return [day + timedelta(days=step) for step in range(terms.weeks_ahead.value * 7 + 1)]
