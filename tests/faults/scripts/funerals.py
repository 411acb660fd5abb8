"""Twelve undertakers ask for the same moment at once; then twelve processes take a crew past every act."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, time, timedelta
from threading import Barrier

from django.db import connection, transaction
from ground import CODE, say

from noaber.agreement.acting import Refusal
from noaber.agreement.link_codes import code_of
from noaber.agreement.queries import agreement_in_use
from noaber.calendar.working_days import add_working_days
from noaber.cemetery.funerals import actions, crew
from noaber.cemetery.funerals.actions import Details
from noaber.cemetery.funerals.models import Funeral, Intake, Quarter
from noaber.parties.clock import AMSTERDAM, now, today
from noaber.parties.scope import reading, set_scope

RIVALS = 12
client = agreement_in_use(CODE).client_id
moment = datetime.combine(add_working_days(today(), 3), time(10), AMSTERDAM)
died = now() - timedelta(hours=1)
WANTED = Details(
    kind="new",
    cemetery="LMH",
    at=moment,
    died_at=died,
    deed_city="Ommen",
    surname="Fictief",
    holder_surname="Fictief",
    holder_email="familie@example.nl",
    company="Proef",
    years=30,
)
for rival in range(RIVALS):
    actions.invite(CODE, f"rival-{rival}@example.nl", "nl")
with reading(client):
    codes = [code_of(row.seed, "funerals.undertaker") for row in Intake.objects.filter(municipality=client)]
connection.close()
start, again = Barrier(RIVALS), Barrier(RIVALS)


def ask(code: str) -> str:
    start.wait()
    try:
        actions.ask(CODE, code, replace(WANTED, company=code[:8]))
        return "asked"
    except Refusal as refusal:
        return refusal.decision.code
    finally:
        connection.close()


def take(number: int) -> bool:
    again.wait()
    try:
        with transaction.atomic():
            set_scope(client)
            return crew.take(client, f"X-{number}", "BZH", moment + timedelta(hours=3, minutes=45), 75, 1)
    finally:
        connection.close()


with ThreadPoolExecutor(RIVALS) as pool:
    said = list(pool.map(ask, codes))
with ThreadPoolExecutor(RIVALS) as pool:
    won = list(pool.map(take, range(RIVALS)))
with reading(client):
    quarters = Quarter.objects.filter(municipality=client)
    say(f"{said.count('asked')} {said.count('taken')}")
    say(f"{won.count(True)} {won.count(False)}")
    places = quarters.values("quarter", "crew").distinct()
    say(f"{Funeral.objects.of(client).count()} {quarters.count()} {places.count()}")
