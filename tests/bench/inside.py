"""What is measured within the product's own process, as the product is set up for the database of a place.

python -m tests.bench.inside WHAT [arguments]      prints JSON
"""

# ruff: noqa: E402  Django must be ready before anything of the product is imported
from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from datetime import time as wall
from statistics import median
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "noaber.config.settings"

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse

from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.appointments import actions as appointment
from noaber.appointments import rules, slots
from noaber.appointments.capacity import keep_slots
from noaber.appointments.models import Slot
from noaber.appointments.terms import AppointmentTerms
from noaber.calendar.working_days import is_working_day
from noaber.cases.actions import register_case
from noaber.cases.models import Case
from noaber.invoicing import document as invoice_paper
from noaber.invoicing.month import issue
from noaber.invoicing.queries import draft_of
from noaber.invoicing.ubl import write_ubl
from noaber.invoicing.validate import findings
from noaber.journal import sealing
from noaber.parties.clock import now, today
from noaber.parties.models import Person, Position
from noaber.parties.scope import reading, set_scope
from noaber.reporting import document as report_paper
from noaber.reporting.queries import document_of, from_document
from noaber.values import Period
from tests.bench.fill import CLIENT, CODE, CONTRACTOR

TIMES = "/ommen/afspraak/tijd/?product=vog&personen=1"
"""Where a resident sees the free times."""


def _agreement() -> Agreement:
    return Agreement.objects.select_related("client", "contractor").get(code=CODE)


def _product() -> str:
    return next(row.code for row in book_of(_agreement()).products if not row.desk and row.span)


def people(count: int) -> dict[str, Any]:
    """So many clerks, each signed in, and the form that registers a case. Each registers one, for the floor to copy."""
    sessions = []
    for number in range(count):
        email = f"bench{number}@demo.noaber.example"
        person, made = Person.objects.get_or_create(email=email, defaults={"name": email, "employer_id": CONTRACTOR})
        if made:
            Position.objects.create(person=person, function="clerk", organisation_id=CONTRACTOR, since=date(2024, 1, 1))
        sessions.append(_session(person))
        register_case(person, CODE, _product(), today())
    form = {"product": _product(), "received": f"{today():%d-%m-%Y}", "reference": "Z/26/0000001"}
    return {"sessions": sessions, "form": form}


def products() -> list[tuple[str, int]]:
    """The products of the agreement, each with its service."""
    return [(row.code, row.service) for row in book_of(_agreement()).products]


def _session(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["agreement"] = CODE
    session.create()
    return str(session.session_key)


def queries(session: str) -> dict[str, int]:
    """How many statements a worklist and an act through the web take."""
    setup_test_environment()
    browser = Client()
    browser.cookies["noaber"] = session
    received = f"{today():%d-%m-%Y}"
    found = {}
    for turn in range(2):  # the first fills what a process keeps
        with CaptureQueriesContext(connection) as seen:
            assert browser.get("/zaken/").status_code == 200
        found["worklist"] = len(seen)
        form = {"product": _product(), "received": received, "form_token": f"t{os.getpid()}{turn}{time.time_ns()}"}
        with CaptureQueriesContext(connection) as seen:
            assert browser.post("/zaken/nieuw/", form).status_code == 302
        found["act"] = len(seen)
        if "--show" in sys.argv and turn:
            for query in seen:
                sys.stderr.write(query["sql"][:220].replace("\n", " ") + "\n")
    return found


def wide_day() -> dict[str, str]:
    """The first location, the counter that makes passports, and the last working day that its calendar reaches."""
    book = book_of(_agreement())
    weeks = AppointmentTerms.fill(book.term, today()).weeks_ahead.value
    day = next(day for back in range(9) if is_working_day(day := today() + timedelta(days=7 * weeks - 1 - back)))
    skill = rules.skill_for("paspoort", book.skills)
    return {"location": book.locations[0].code, "skill": skill, "day": day.isoformat()}


def calendar() -> dict[str, Any]:
    """Make a year of places for three locations; one booking, for the floor to copy; and what the desk is asked."""
    agreement = _agreement()
    book = book_of(agreement)
    length = AppointmentTerms.fill(book.term, today()).slot_minutes.value
    third = tuple(replace(rule, location="derde") for rule in book.openings if rule.location == book.locations[0].code)
    larger = replace(book, openings=(*book.openings, *third))
    days = [today() + timedelta(days=step) for step in range(365)]
    with transaction.atomic():
        set_scope(CLIENT)
        began = time.perf_counter()
        places = keep_slots(CLIENT, larger, days)
        seconds = time.perf_counter() - began
        bare = _bare_rows()
    terms, product = AppointmentTerms.fill(book.term, today()), book.product("paspoort")
    wish = rules.wish_of([product], 1, book.skills)
    weeks = terms.weeks_ahead.value
    wide = date.fromisoformat(wide_day()["day"])
    horizon = slots.on_the_wall(wide + timedelta(days=1), wall())
    location = book.locations[0].code
    with transaction.atomic():
        set_scope(CLIENT)
        Slot.objects.filter(municipality=CLIENT, minute__gte=horizon).delete()
        mine = Slot.objects.filter(municipality=CLIENT, skill=wish.skill, location=location, day=wide)
        minutes = list(mine.filter(capacity__gte=5_000).order_by("minute").values_list("minute", flat=True))
        room_from = minutes[0]
        code = appointment.hold(CLIENT, slots.Run(location, wish.skill, room_from, 1, length), wish, now(), terms)
    assert code is not None
    appointment.book(CODE, code, appointment.Visitor("Bezoeker", "bezoeker@voorbeeld.example"))
    return {
        "seconds": seconds,
        "floor": bare,
        "places": places,
        "locations": [one.code for one in book.locations],
        "location": location,
        "skill": wish.skill,
        "weeks": weeks,
        "room_from": room_from,
        "minutes": [str(minute) for minute in minutes],
        "cases": [reverse("case", args=[number]) for number in _some_cases()],
        "agenda": reverse("agenda"),
        "times": f"{TIMES}&location={location}",
        "details": {"name": "Bezoeker", "email": "bezoeker@voorbeeld.example", "phone": ""},
    }


def _bare_rows() -> float:
    """Seconds to put the same rows into a table without anything on it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT location, skill, day, minute, planned, capacity, used FROM appointments_slot")
        rows = cursor.fetchall()
        cursor.execute("CREATE TEMPORARY TABLE bare (l text, s text, d date, m int, p int, c int, u int)")
        began = time.perf_counter()
        cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s, %s, %s, %s)", rows)
        return time.perf_counter() - began


def _some_cases() -> list[str]:
    with reading(CLIENT):
        return list(Case.objects.of(CLIENT).order_by("-id").values_list("number", flat=True)[:500])


def desk_queries(session: str) -> list[int]:
    """How many statements the page of a case, the agenda of a day and the free times take."""
    setup_test_environment()
    browser = Client()
    browser.cookies["noaber"] = session
    found = []
    for path in (reverse("case", args=_some_cases()[:1]), reverse("agenda"), TIMES):
        for _ in range(2):  # the first fills what a process keeps
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(path).status_code == 200, path
        found.append(len(seen))
    return found


def report(repeat: int) -> dict[str, float]:
    """Seconds for a quarterly report as a value, as a PDF, and for the plain sums beneath it."""
    agreement, period = _agreement(), Period.quarter_of(today())
    book = book_of(agreement)
    with reading(agreement.client_id):
        value = _seconds(repeat, lambda: from_document(document_of(agreement, period), book))
        found = from_document(document_of(agreement, period), book)
        report_paper.write_pdf(found)  # the first one starts the typesetter
        paper = _seconds(repeat, lambda: report_paper.write_pdf(found))
        floor = _seconds(repeat, lambda: _plain_sums(period))
    return {"value": value, "pdf": paper, "floor": floor}


def _plain_sums(period: Period) -> None:
    last = period.since.year * 100 + period.since.month + 2
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT month, service, measure, key, sum(quantity), sum(base), count(*) FROM journal_countedline "
            "WHERE municipality_id = %s AND month BETWEEN %s AND %s GROUP BY month, service, measure, key",
            [CLIENT, last - 199, last],
        )
        cursor.fetchall()


def invoice(month: str, repeat: int) -> dict[str, float]:
    """Seconds from the journal to the invoice of a month with its UBL, the findings about it, and its PDF."""
    agreement = _agreement()
    book = book_of(agreement)

    def make() -> None:
        draft = draft_of(agreement.client_id, book, Period.parse(month), today())
        assert draft.made is not None, draft.decision
        checkpoint = sealing.latest(agreement.client_id)
        issued = issue(draft.made, "2026-0001", today(), draft.billing, checkpoint.note if checkpoint else "").invoice
        ubl = write_ubl(issued)
        took.append(time.perf_counter())
        assert not findings(ubl)
        took[-1] = time.perf_counter() - took[-1]
        invoice_paper.write_pdf(issued, ubl)

    took: list[float] = []
    with reading(agreement.client_id):
        make()  # the first one starts the typesetter and reads the rules
        took.clear()
        whole = _seconds(repeat, make)
    return {"whole": whole, "findings": median(took)}


def seal() -> dict[str, float]:
    """Seconds to seal what is not yet sealed."""
    begin = time.perf_counter()
    sealing.seal(CLIENT)
    return {"seconds": time.perf_counter() - begin}


def _seconds(repeat: int, do: Callable[[], object]) -> float:
    times = []
    for _ in range(repeat):
        begin = time.perf_counter()
        do()
        times.append(time.perf_counter() - begin)
    return median(times)


def main() -> None:
    """Measure one thing."""
    what, *arguments = (word for word in sys.argv[1:] if not word.startswith("--"))
    given = [int(word) if word.isdigit() else word for word in arguments]
    sys.stdout.write(json.dumps(globals()[what](*given)))


if __name__ == "__main__":
    main()
