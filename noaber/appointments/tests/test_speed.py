"""What a resident does costs the same questions to the database whatever there is, and a year is made at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from time import process_time
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from noaber.appointments import actions
from noaber.appointments.capacity import keep_slots
from noaber.appointments.models import Slot
from noaber.appointments.queries import Asked, first_free
from noaber.appointments.slots import minute_of
from noaber.appointments.tests.residents import ANNA, CODE, OMMEN, at, booked, calendar, keep, the_book
from noaber.parties.clock import now, today
from noaber.parties.scope import set_scope

__all__ = ["calendar"]
pytestmark = pytest.mark.usefixtures("calendar")
TIMES = "/ommen/afspraak/tijd/?product=vog&personen=1"


def questions(seen: CaptureQueriesContext) -> int:
    """What is asked of rows; whose rows they are, and where a transaction begins and ends, is not counted."""
    kinds = ("SELECT", "INSERT", "UPDATE", "DELETE", "(SELECT")
    return sum(query["sql"].startswith(kinds) and "set_config" not in query["sql"] for query in seen)


def counted(do: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        do()
    return questions(seen)


def a_day_of_a_resident(client: Any, first: int, page: str) -> list[int]:
    """How many questions each step takes: the times, keeping one, the form, booking, the page, changing, cancelling."""
    found, links = [], []

    def post(address: str, **typed: Any) -> None:
        links.append(client.post(address, typed)["Location"])

    where = {"location": "ommen", "minute": first, "form_token": f"page-of-resident-{page}"}
    who = {"name": ANNA.name, "email": ANNA.email, "form_token": f"d{page}"}
    found.append(counted(lambda: client.get(TIMES)))
    found.append(counted(lambda: post(TIMES, **where)))
    found.append(counted(lambda: client.get(links[0])))
    found.append(counted(lambda: post(links[0], **who)))
    own = links[1].split("?")[0]
    found.append(counted(lambda: client.get(own)))
    moved = {"location": "ommen", "minute": first + 10, "form_token": f"m{page}"}
    found.append(counted(lambda: post(f"{own}verzetten/", **moved)))
    found.append(counted(lambda: post(f"{own}afzeggen/", form_token=f"c{page}")))
    return found


def test_no_step_of_a_resident_asks_more_when_there_is_more(client):
    a_day_of_a_resident(client, at(2, 14), "zero")  # fills what a process keeps
    few = a_day_of_a_resident(client, at(2, 14), "one")
    for turn in range(30):
        visit = booked(at(1, 9) + 10 * (turn // 2))
        if turn % 3 == 0:
            actions.cancel(CODE, visit.code)
    for turn in range(10):
        keep(at(3, 9) + 10 * turn)
    many = a_day_of_a_resident(client, at(2, 14), "two")
    assert few == many
    assert max(few) <= 25, few


def test_the_first_free_time_is_one_question():
    asked = Asked("balie", 3, 10, minute_of(now()) + 1)
    assert counted(lambda: first_free(OMMEN, asked)) == 1


def test_what_is_past_and_what_is_taken_is_not_read(django_assert_num_queries):
    """The plan of the database itself: free places from this minute on, by the index that holds no others."""
    found = Slot.objects.filter(municipality=OMMEN, skill="balie", minute__gte=minute_of(now()), used__lt=5)
    assert found.exists()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + FREE, [OMMEN, minute_of(now())])
            plan = " ".join(row[0] for row in cursor.fetchall())
            assert "slot_free" in plan and "minute >=" in plan.split("Index Cond:")[1].split("\n")[0]
        else:
            cursor.execute("EXPLAIN QUERY PLAN " + FREE, [OMMEN, minute_of(now())])
            plan = " ".join(str(row[3]) for row in cursor.fetchall())
            assert "slot_free (municipality_id=? AND skill=? AND minute>?)" in plan


FREE = (
    "SELECT location, minute FROM appointments_slot "
    "WHERE municipality_id = %s AND skill = 'balie' AND minute >= %s AND used < capacity"
)


def test_a_year_for_three_locations_is_made_within_two_seconds_and_made_once():
    """Two seconds of this process: a busy machine says nothing of us. `make bench` holds it against the clock."""
    book = the_book()
    third = [replace(rule, location="derde") for rule in book.openings if rule.location == "ommen"]
    book = replace(book, openings=(*book.openings, *third))
    days = [today() + timedelta(days=step) for step in range(365)]
    begin = process_time()
    with transaction.atomic():
        set_scope(OMMEN)
        made = keep_slots(OMMEN, book, days)
    assert process_time() - begin < 2
    assert made > 20_000 and keep_slots(OMMEN, book, days) == 0
    week = days[:7]
    assert counted(lambda: keep_slots(OMMEN, book, week)) == counted(lambda: keep_slots(OMMEN, book, days)) == 2
