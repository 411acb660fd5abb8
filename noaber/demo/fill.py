"""Fills an empty database with the demo: the real agreement, fictional people, a year and a half of made-up work."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from random import Random

from django.conf import settings

from noaber.advice.actions import pass_advice
from noaber.advice.queries import advice_to_pass
from noaber.agreement.actions import load
from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.appointments.clock_actions import tick
from noaber.cases.actions import pass_term
from noaber.cases.queries import to_pass
from noaber.cemetery.publicregister.filling import fill_daily
from noaber.demo.advices import Advices
from noaber.demo.appointments import appoint
from noaber.demo.casework import Casework
from noaber.demo.documents import Documents
from noaber.demo.dossiers import Dossiers
from noaber.demo.findings import Findings
from noaber.demo.front_desk import FrontDesk
from noaber.demo.grave_charges import GraveCharges
from noaber.demo.grave_daysheet import DaySheet
from noaber.demo.grave_endings import GraveEndings
from noaber.demo.grave_evidence import GraveEvidence
from noaber.demo.grave_funerals import Funerals
from noaber.demo.grave_municipal import Municipal
from noaber.demo.grave_permits import Permits
from noaber.demo.grave_piket import Piket
from noaber.demo.grave_questions import Questions
from noaber.demo.grave_views import GraveViews
from noaber.demo.graves import Graves
from noaber.demo.money import Money
from noaber.demo.nationalities import Nationalities
from noaber.demo.people import make_people
from noaber.demo.registrations import Registrations
from noaber.demo.schedule import Schedule, moment_of
from noaber.demo.steering import Steering
from noaber.demo.voices import Voices
from noaber.documents.actions import pass_term as pass_document
from noaber.documents.queries import documents_to_pass
from noaber.duties.actions import raise_due
from noaber.heard.actions import forget_words
from noaber.journal import sealing
from noaber.nationality.ceremony_actions import lapse_all
from noaber.parties.clock import now, standing_at, today
from noaber.parties.models import Person
from noaber.parties.scope import reading
from noaber.quality.actions import pass_finding
from noaber.quality.queries import findings_to_pass
from noaber.values import Period

OURS, THEIRS, PILOT = "ommen-twenterand-2024", "demo-hellendoorn-almelo-2025", "ommen-twenterand-2023"
SEED = 175


def fill(months: int, share: int) -> int:
    """Make the past of the demo, up to now. Does nothing where there already is one. Returns the exit code."""
    if Agreement.objects.exists():
        print("De demo staat er al.")
        return 0
    started = time.monotonic()
    end = now()
    since = first_day(today(), months)
    with standing_at(moment_of(since, 5)):
        for code in (PILOT, OURS, THEIRS):
            load(settings.AGREEMENTS_DIR / code)
    people = make_people(since)
    schedule = Schedule(end)
    happened = plan(schedule, people, Period(since, end.date()), share)
    for client in set(Agreement.objects.values_list("client_id", flat=True)):
        sealing.seal(client)
    every_day(today())
    for code in (OURS, THEIRS):
        tick(code)
        fill_daily(code, today())
    print(f"De demo is klaar: {happened} handelingen sinds {since}, in {time.monotonic() - started:.0f} seconden.")
    return 0


def first_day(day: date, months: int) -> date:
    """The first day of the month that lies so many months before a day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def plan(schedule: Schedule, people: dict[str, Person], period: Period, share: int) -> int:
    """Plan and carry out everything. Deterministic: the same days give the same work."""
    first, second, lead = (people[slug] for slug in ("medewerker", "instroom", "teamleider"))
    desk = FrontDesk(schedule, Random(f"{SEED}d"), OURS, period.since, first, second, lead)  # noqa: S311
    for code, clerk in ((OURS, "medewerker"), (THEIRS, "buur")):
        book, handed = book_of(Agreement.objects.get(code=code)), desk.handed if code == OURS else Counter()
        Casework(schedule, Random(f"{SEED}{code}"), code, book, people[clerk], share, handed).plan(period)  # noqa: S311
    desk.plan(period)
    appoint(schedule, OURS, people, period)
    Nationalities(schedule, OURS, people["medewerker"], people["tweedelijn"]).plan(period)
    registration = book_of(Agreement.objects.get(code=OURS)).product("eerste-inschrijving")
    newcomers = Random(f"{SEED}r")  # noqa: S311
    Registrations(schedule, newcomers, OURS, registration, people["medewerker"], share).plan(period)
    Findings(schedule, Random(f"{SEED}q"), OURS, people["medewerker"], people["teamleider"]).plan(period)  # noqa: S311
    Dossiers(schedule, OURS, people["tweedelijn"]).plan(period)
    client = Agreement.objects.values_list("client_id", flat=True).get(code=OURS)
    two = people["medewerker"], people["instroom"]
    Documents(schedule, Random(f"{SEED}d"), OURS, client, two).plan(period)  # noqa: S311
    sides = people["teamleider"], people["regisseur"], people["medewerker"]
    Advices(schedule, OURS, *sides).plan(period)
    Graves(schedule, Random(f"{SEED}g"), OURS, people["medewerker"], people["teamleider"]).plan(period)  # noqa: S311
    GraveEvidence(schedule, OURS, people["medewerker"]).plan(period)
    GraveCharges(schedule, OURS, people["medewerker"], people["teamleider"]).plan(period)
    GraveViews(schedule, OURS, people["medewerker"]).plan(period)
    on_call = people["medewerker"], people["tweedelijn"]
    Permits(schedule, Random(f"{SEED}x"), OURS, people["medewerker"], people["tweedelijn"]).plan(period)  # noqa: S311
    GraveEndings(schedule, OURS, people["medewerker"], people["teamleider"]).plan(period)
    outside = people["beheerder"], people["grafdelver"]
    DaySheet(schedule, Random(f"{SEED}b"), OURS, people["medewerker"], people["tweedelijn"], outside).plan(period)  # noqa: S311
    three = people["medewerker"], people["tweedelijn"], people["teamleider"]
    Municipal(schedule, Random(f"{SEED}u"), OURS, *three).plan(period)  # noqa: S311
    Piket(schedule, Random(f"{SEED}p"), OURS, on_call, people["teamleider"]).plan(period)  # noqa: S311
    Questions(schedule, Random(f"{SEED}v"), OURS, people["medewerker"]).plan(period)  # noqa: S311
    Funerals(schedule, Random(f"{SEED}u"), OURS, people["medewerker"]).plan(period)  # noqa: S311
    Voices(schedule, Random(f"{SEED}h"), OURS, people["medewerker"], people["teamleider"]).plan(period)  # noqa: S311
    assert period.until is not None
    folder = settings.DATA_DIR / "demo"
    Money(schedule, OURS, people["controller"], people["teamleider"], period.until.year, folder).plan(period)
    steering = [people[slug] for slug in ("teamleider", "regisseur", "controller", "medewerker", "ciso")]
    Steering(schedule, OURS, *steering).plan(period)
    return schedule.run(every_day)


def every_day(day: date) -> None:
    """What the clock does at the start of a day, for all clients, and the seal of the day before."""
    for code in (OURS, THEIRS):
        raise_due(code, day)
        client = Agreement.objects.values_list("client_id", flat=True).get(code=code)
        with reading(client):
            late = to_pass(client, day)
        for case_id in late:
            pass_term(code, case_id)
        with reading(client):
            overdue = findings_to_pass(client, day)
        for finding in overdue:
            pass_finding(code, finding)
        with reading(client):
            unanswered = advice_to_pass(client, day)
        for advice in unanswered:
            pass_advice(code, advice)
        with reading(client):
            unready = documents_to_pass(client, day)
        for document in unready:
            pass_document(code, document)
        forget_words(code, day)
        lapse_all(code, day)
        sealing.seal(client)
