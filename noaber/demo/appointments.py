"""Who is what for the client in the demo: appointments, oaths and authorisations, and one who lacks one."""

from __future__ import annotations

from datetime import date, timedelta

from noaber.calendar.working_days import next_working_day
from noaber.competence import actions
from noaber.competence.rules import ABS, BRP, OATH, SECRECY, VOE, VOG, Competence
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.parties.models import Person
from noaber.separation.actions import open_deviation
from noaber.values import Period

VETTED = (VOG, SECRECY, BRP)
SOON_DAYS = 45
"""So many days after today the designation for declarations under oath runs out: something to renew."""


def appoint(schedule: Schedule, ours: str, people: dict[str, Person], period: Period) -> None:
    """Plan what is recorded on the first day: all that the work asks, but no appointment for who has just begun."""
    assert period.until is not None
    first, ends = period.since, period.until + timedelta(days=SOON_DAYS)
    clerk, newcomer, lead = people["medewerker"], people["instroom"], people["teamleider"]

    def begin() -> None:
        for kind in VETTED:
            actions.record(lead, ours, clerk.pseudonym, Competence(kind, today()))
        actions.record(lead, ours, clerk.pseudonym, Competence(ABS, today(), None, f"B&W {first.year}/118"))
        actions.record(lead, ours, clerk.pseudonym, Competence(OATH, today()))
        actions.record(lead, ours, clerk.pseudonym, Competence(VOE, today(), ends, f"B&W {first.year}/119"))

    def join() -> None:
        for kind in VETTED:
            actions.record(lead, ours, newcomer.pseudonym, Competence(kind, today()))

    schedule.at(moment_of(first, 6), begin)
    schedule.at(moment_of(next_working_day(max(first, period.until - timedelta(days=40))), 9), join)
    schedule.at(moment_of(_deviates(first, period.until), 8), lambda: _deviate(lead, ours, clerk))


def _deviates(first: date, last: date) -> date:
    """The day on which one person was alone at the desk: two weeks before the end, so that the check is still to do."""
    return next_working_day(max(first, last - timedelta(days=14)))


def _deviate(lead: Person, ours: str, alone: Person) -> None:
    reason = "Eén medewerker aan de balie in Ommen door een cursusdag van het team."
    open_deviation(lead, ours, reason, today(), today() + timedelta(days=1), [alone.pseudonym])
