"""What is measured within the product's own process, as the product is set up for the database of a place.

python -m tests.bench.inside WHAT [arguments]      prints JSON
"""

# ruff: noqa: E402  Django must be ready before anything of the product is imported
from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
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

from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.appointments.capacity import keep_slots
from noaber.appointments.clock_actions import keep
from noaber.cases.actions import register_case
from noaber.invoicing import document as invoice_paper
from noaber.invoicing.month import issue
from noaber.invoicing.queries import draft_of
from noaber.invoicing.ubl import write_ubl
from noaber.invoicing.validate import findings
from noaber.journal import sealing
from noaber.parties.clock import today
from noaber.parties.models import Person, Position
from noaber.parties.scope import reading, set_scope
from noaber.reporting import document as report_paper
from noaber.reporting.queries import document_of, from_document
from noaber.values import Period
from tests.bench.fill import CLIENT, CODE, CONTRACTOR


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


def report(repeat: int) -> dict[str, float]:
    """Seconds for a quarterly report as a value, as a PDF, and for the plain sums beneath it."""
    agreement, period = _agreement(), _quarter(today())
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


def _quarter(day: date) -> Period:
    return Period.quarter(day.year, (day.month + 2) // 3)


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


def calendar() -> dict[str, float]:
    """Seconds to make the places of a year for three locations, and to see that there is nothing to make."""
    agreement, day = _agreement(), today()
    book = book_of(agreement)
    third = [replace(rule, location="derde") for rule in book.openings if rule.location == "ommen"]
    book = replace(book, openings=(*book.openings, *third))
    days = [day + timedelta(days=step) for step in range(365)]
    with transaction.atomic():
        set_scope(agreement.client_id)
        made = _seconds(1, lambda: keep_slots(agreement.client_id, book, days))
        again = _seconds(1, lambda: keep_slots(agreement.client_id, book, days))
        transaction.set_rollback(True)
    keep(CODE)
    return {"made": made, "again": again}


def visits(session: str) -> dict[str, int]:
    """How many statements the agenda, the page of free times, keeping a time and booking take."""
    setup_test_environment()
    desk, resident = Client(), Client()
    desk.cookies["noaber"] = session
    times, found = "/ommen/afspraak/tijd/?product=vog&personen=1", {}
    for turn in range(2):  # the first fills what a process keeps
        with CaptureQueriesContext(connection) as seen:
            assert desk.get("/balie/").status_code == 200
        found["agenda"] = len(seen)
        with CaptureQueriesContext(connection) as seen:
            page = resident.get(times).content.decode()
        found["first free times"] = len(seen)
        minute = re.findall(r'name="minute" value="(\d+)"', page)[-1 - turn]
        form = {"location": "ommen", "minute": minute, "form_token": f"bench-{os.getpid()}-{turn}-{time.time_ns()}"}
        with CaptureQueriesContext(connection) as seen:
            kept = resident.post(times, form)
        assert kept.status_code == 302, kept.status_code
        found["keeping a time"] = len(seen)
        who = {"name": "Anna", "email": "anna@example.nl", "form_token": form["form_token"]}
        with CaptureQueriesContext(connection) as seen:
            assert resident.post(kept["Location"], who).status_code == 302
        found["booking"] = len(seen)
    return found


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
