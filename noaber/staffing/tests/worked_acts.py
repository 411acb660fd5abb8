"""The worked year done by people: formation, salary tables, a revaluation and twelve payrolls, each on its day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import time_machine

from noaber.journal import sealing
from noaber.staffing import actions, worked_year
from noaber.staffing.models import PayrollImport
from noaber.values import Period

CODE = "ommen-twenterand-2024"
YEAR = 2026


@contextmanager
def on(agreement: Any, day: date) -> Iterator[None]:
    """Stand in the morning of a day, with everything before it sealed.

    On PostgreSQL nothing of a running transaction can be sealed, and a test is one; so the wait is said to be over.
    """
    with time_machine.travel(f"{day}T09:00:00+01:00", tick=False):
        sealing._waited[agreement.client_id] = (sealing.monotonic(), 0)
        yield


def prepare(agreement: Any, people: dict[str, Any]) -> None:
    """Everything that must be known before the first payroll of the year comes in."""
    controller = people["controller"]
    with on(agreement, date(YEAR, 1, 5)):
        actions.set_formation(controller, CODE, worked_year.agreed_formation(YEAR).rows, agreed=True)
        actions.set_formation(controller, CODE, worked_year.formation(YEAR).rows)
        actions.set_salary_table(controller, CODE, worked_year.opening_table(YEAR), budgeted=True)


def learn_of_changes(agreement: Any, people: dict[str, Any]) -> None:
    """The revaluation of BZ-3 is discussed before it counts, and the rise of July becomes known in September."""
    (change,) = worked_year.revaluations(YEAR)
    with on(agreement, date(YEAR, 5, 11)):
        study = actions.start_revaluation(people["team_lead"], CODE, change.function)
    with on(agreement, date(YEAR, 8, 20)):
        actions.discuss_revaluation(people["team_lead"], CODE, study.pk, change.scale, change.step, change.since)
    with on(agreement, date(YEAR, 9, 14)):
        actions.set_salary_table(people["controller"], CODE, worked_year.raised_table(YEAR))


def import_month(agreement: Any, people: dict[str, Any], number: int, data: bytes | None = None) -> PayrollImport:
    """Read the payroll of a month in on its 25th."""
    with on(agreement, date(YEAR, number, 25)):
        return actions.import_payroll(
            people["controller"],
            CODE,
            Period.month(YEAR, number),
            data or worked_year.payroll_csv(YEAR, number),
            f"loon-{YEAR}-{number:02d}.csv",
        )
