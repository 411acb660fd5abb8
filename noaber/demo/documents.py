"""Made-up documents: most of them ready in time, a few late, some urgent, some that nobody collects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from random import Random
from typing import Any

from noaber.calendar.working_days import add_working_days, is_working_day
from noaber.demo.schedule import Schedule, moment_of
from noaber.documents import actions
from noaber.documents.queries import LEFT, documents
from noaber.documents.rules import LICENCE, PASSPORT, UNCOLLECTED, WITHDRAWN
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Period

PRODUCTS = ("paspoort", "identiteitskaart", "rijbewijs", "rijbewijs", "paspoort", "zakenpaspoort")
PLACES = ("OMM", "OMM", "VRZ")
URGENT, LATE, LEFT_THERE, GONE = 8, 3, 4, 1
"""Out of a hundred: how many are urgent, late, never collected, and withdrawn before they are made."""


@dataclass
class Documents:
    """Fills a schedule with the documents of one agreement. Two people: who takes it does not hand it out."""

    schedule: Schedule
    random: Random
    agreement: str
    client: int
    clerk: Any
    colleague: Any
    _coming: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))

    def plan(self, period: Period) -> None:
        """Plan an application and a delivery on every working day, and the check of every month that is over."""
        assert period.until is not None
        for day in period:
            if is_working_day(day):
                self.schedule.at(moment_of(day, 8, 45), partial(self._receive, day))
                self.schedule.at(moment_of(day, 10 + self.random.randrange(6)), partial(self._apply, day))
        for year in range(period.since.year, period.until.year + 1):
            for number in range(1, 13):
                month = Period.month(year, number)
                if month.until is not None and period.since <= month.since and month.until < period.until:
                    self.schedule.at(moment_of(add_working_days(month.until, 3), 15), partial(self._clear, month))

    def _apply(self, day: date) -> None:
        product, number = self.random.choice(PRODUCTS), 1 + (self.random.randrange(4) == 0)
        urgent = self.random.randrange(100) < URGENT
        reference = f"{'RDW' if product == 'rijbewijs' else 'RAAS'}-{self.random.randrange(10**7, 10**8)}"
        rows = actions.apply(self.clerk, self.agreement, product, number, urgent, self.random.choice(PLACES), reference)
        for row in rows:
            if self.random.randrange(100) < GONE:
                withdraw = partial(actions.cancel, self.clerk, self.agreement, row.pk, WITHDRAWN)
                self.schedule.at(moment_of(add_working_days(day, 1), 8, 30), withdraw)
                continue
            took = 1 if urgent else 3 + self.random.randrange(3)
            took += 3 + self.random.randrange(3) if self.random.randrange(100) < LATE else 0
            self._coming[add_working_days(day, took)].append(row.pk)

    def _receive(self, day: date) -> None:
        keys = self._coming.pop(day, [])
        if not keys:
            return
        actions.receive(self.clerk, self.agreement, keys)
        for key in keys:
            if self.random.randrange(100) >= LEFT_THERE:
                out = moment_of(add_working_days(day, 1 + self.random.randrange(12)), 9 + self.random.randrange(7))
                self.schedule.at(out, partial(actions.hand_out, self.colleague, self.agreement, key))

    def _clear(self, month: Period) -> None:
        """Take out what nobody collected, travel documents and licences apart, and record the check."""
        assert month.until is not None
        with reading(self.client):
            found = list(documents(self.client, LEFT, today()).values_list("pk", "product", "clock"))
        for term, licence in ((PASSPORT, False), (LICENCE, True)):
            keys = [pk for pk, product, clock in found if (product == "rijbewijs") is licence and clock <= month.until]
            if keys:
                actions.destroy(self.clerk, self.agreement, keys, UNCOLLECTED)
            actions.check(self.clerk, self.agreement, term, month)
