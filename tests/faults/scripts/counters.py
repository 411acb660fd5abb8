"""Eight counters call the next one at the same moment, each form of them sent twice; then two calls to one counter."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

from django.db import connection
from ground import CODE, person, say

from noaber.agreement.acting import AlreadyDone, Once, Refusal
from noaber.appointments.desk_actions import call_next, give_ticket

COUNTERS = 8
start, twice = Barrier(COUNTERS * 2), Barrier(2)
called: list[int | None] = []
again: list[int] = []
refused: list[str] = []


def call(number: int) -> None:
    clerk, counter = person("medewerker"), number // 2 + 1
    start.wait()
    try:
        called.append(call_next(clerk, CODE, "ommen", counter, Once.of(f"form-{counter}", [])).ticket)
    except AlreadyDone:
        again.append(counter)
    connection.close()


def call_same(number: int) -> None:
    clerk = person("medewerker")
    twice.wait()
    with suppress(Refusal):
        refused.append("")
        call_next(clerk, CODE, "ommen", COUNTERS + 1, Once.of(f"other-{number}", []))
        refused.pop()
    connection.close()


for _ in range(COUNTERS + 2):
    give_ticket(person("medewerker"), CODE, "ommen", ["vog"])
connection.close()
with ThreadPoolExecutor(COUNTERS * 2) as pool:
    list(pool.map(call, range(COUNTERS * 2)))
with ThreadPoolExecutor(2) as pool:
    list(pool.map(call_same, range(2)))
say(sorted(ticket for ticket in called if ticket))
say(sorted(again))
say(len(refused))
