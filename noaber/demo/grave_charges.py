"""Made-up posts of graves: collected and fixed by two people, and a file on every due day of the six weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from noaber.agreement.models import Agreement
from noaber.calendar.working_days import next_working_day
from noaber.cemetery.charges import actions, file_actions, rules
from noaber.cemetery.charges.file_actions import Said
from noaber.cemetery.charges.models import FileBatch
from noaber.cemetery.charges.queries import last_file, posts
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.scope import reading
from noaber.values import Euro, Period

RHYTHM = timedelta(weeks=6)
ANCHOR = date(2024, 1, 15)
"""The first due day of the agreement; the demo follows it and the duties check that."""


@dataclass
class GraveCharges:
    """Fills a schedule with the money of the cemeteries."""

    schedule: Schedule
    agreement: str
    clerk: Any
    lead: Any

    def plan(self, period: Period) -> None:
        """Before each due day the posts are collected and fixed; on the day the file is made, and then processed."""
        assert period.until is not None
        client = Agreement.objects.values_list("client_id", flat=True).get(code=self.agreement)
        due = ANCHOR + RHYTHM * (-(-(period.since - ANCHOR).days // RHYTHM.days))
        while due <= period.until:
            before = next_working_day(due - timedelta(days=6))
            if before >= period.since:
                self._at(before, 10, lambda: actions.collect(self.clerk, self.agreement))
                self._at(before, 15, lambda: self._fix(client))
            self._at(due, 9, lambda: self._send(client))
            self._at(next_working_day(due + timedelta(days=11)), 11, lambda: self._processed(client))
            due += RHYTHM

    def _at(self, day: date, hour: int, happen: Callable[[], object]) -> None:
        self.schedule.at(moment_of(day, hour), happen)

    def _fix(self, client: int) -> None:
        with reading(client):
            ready = [row.pk for row in posts(client, rules.CONCEPT) if row.debtor_id or row.role == rules.CLIENT]
        if ready:
            actions.fix(self.lead, self.agreement, ready)

    def _send(self, client: int) -> None:
        with reading(client):
            last = last_file(client)
        file_actions.make_file(self.lead, self.agreement, last)

    def _processed(self, client: int) -> None:
        with reading(client):
            row = FileBatch.objects.of(client).get(number=last_file(client))
        if row.count:
            said = Said(count=row.count, amount=Euro(row.net_cents))
            file_actions.acknowledge(self.lead, self.agreement, row.number, said)
