"""Sixteen people do the same at once: every one a case of their own, and all the same form."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

from django.db import connection
from ground import CODE, person, product, say

from noaber.agreement.acting import AlreadyDone, Once
from noaber.cases.actions import register_case
from noaber.parties.clock import today

PEOPLE, EACH = 16, 5
wanted, start = product(), Barrier(PEOPLE)
done: list[str] = []
again: list[str] = []


def work(number: int) -> None:
    clerk = person("medewerker")
    start.wait()
    for turn in range(EACH):
        done.append(register_case(clerk, CODE, wanted, today(), once=Once.of(f"own-{number}-{turn}", [])).number)
        with suppress(AlreadyDone):
            again.append(register_case(clerk, CODE, wanted, today(), once=Once.of(f"same-{turn}", [])).number)
    connection.close()


with ThreadPoolExecutor(PEOPLE) as pool:
    list(pool.map(work, range(PEOPLE)))
say(len(set(done)))
say(len(again))
