"""Work that nobody waits for: sealing, the clock, mail. A thread in a small installation, a process in a large one."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker

from noaber.advice.actions import pass_advice
from noaber.advice.queries import advice_to_pass
from noaber.agreement.models import Agreement
from noaber.appointments.clock_actions import tick as tick_of_desk
from noaber.brp.actions import ask_again
from noaber.cases.actions import pass_term
from noaber.cases.person import task_of
from noaber.cases.queries import to_pass
from noaber.cemetery.funerals.family_actions import tick as tick_of_funerals
from noaber.cemetery.publicregister.filling import fill_daily
from noaber.config.logs import logger
from noaber.documents.actions import pass_term as pass_document
from noaber.documents.queries import documents_to_pass
from noaber.duties.actions import raise_due, remind
from noaber.heard.actions import forget_words
from noaber.journal import sealing
from noaber.nationality.ceremony_actions import lapse_all
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.quality.actions import pass_finding
from noaber.quality.queries import findings_to_pass

SEAL_SECONDS = 5
CLOCK_SECONDS = 60
REST_SECONDS = 0.25
SETTLING_DAYS = 400
log = logger("worker")


def start_thread() -> None:
    """Do the background work within this process, until it ends."""
    for job in (_seal_and_tick, _tasks, _ask_again):
        threading.Thread(target=job, daemon=True, name=job.__name__).start()


def run_forever() -> None:
    """Do the background work; the process is for nothing else."""
    for job in (_tasks, _ask_again):
        threading.Thread(target=job, daemon=True).start()
    _seal_and_tick()


def _seal_and_tick() -> None:
    ticked = float("-inf")
    while True:
        started = time.monotonic()
        quietly("seal", seal_all)
        if started - ticked >= CLOCK_SECONDS:
            ticked = started
            quietly("clock", lambda: tick(today()))
        time.sleep(max(0.5, SEAL_SECONDS - (time.monotonic() - started)))


def quietly(name: str, job: Callable[[], object]) -> None:
    """Do one job; what goes wrong is logged, and the next turn tries again."""
    try:
        close_old_connections()
        job()
    except Exception:
        log.exception("background job failed: %s", name)
        connection.close()


def clients() -> list[int]:
    """The municipalities that have a journal."""
    return list(Agreement.objects.order_by("client_id").values_list("client_id", flat=True).distinct())


def seal_all() -> None:
    """Seal every journal. One that is broken raises its own alarm and does not keep the others."""
    for client in clients():
        try:
            sealing.seal(client)
        except sealing.SealBroken:
            log.exception("the journal of %s is not as it was written", client)


def tick(day: date) -> None:
    """What the clock does: duties whose time has come, cases whose term ran out. Safe to run twice."""
    for code, client in _in_force(day):
        raise_due(code, day)
        remind(code, day)
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
        fill_daily(code, day)
        tick_of_desk(code)
        tick_of_funerals(code)


def ask_open_questions(day: date) -> None:
    """Ask again what the BRP did not answer and whose time has come."""
    for code, _ in _in_force(day):
        ask_again(code, task_of)


def _ask_again() -> None:
    """In a thread of its own: the BRP may keep us waiting, and sealing does not wait."""
    while True:
        quietly("brp", lambda: ask_open_questions(today()))
        time.sleep(CLOCK_SECONDS)


def _in_force(day: date) -> list[tuple[str, int]]:
    """The agreements that still ask something: the last invoice and settlement come into sight after the last day."""
    found = Agreement.objects.filter(since__lte=day).exclude(until__lt=day - timedelta(days=SETTLING_DAYS))
    return list(found.order_by("code").values_list("code", "client_id"))


class _Patient(Worker):
    """Rests after each task: mail waits for people, never the other way round. SQLite has one writer at a time."""

    def run_task(self, db_task_result: Any) -> None:
        super().run_task(db_task_result)
        time.sleep(REST_SECONDS)


def _tasks() -> None:
    """The worker of the task library, kept in this one place because its constructor is not documented API."""
    while True:
        worker = _Patient(
            queue_names=["default"],
            interval=1,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"noaber-{os.getpid()}",
            excluded_queue_names=[],
        )
        quietly("tasks", worker.run)
        time.sleep(5)
