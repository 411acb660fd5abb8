"""Made-up documents: most of them ready in time, a few late, some urgent, some that nobody collects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from noaber.calendar.working_days import add_working_days, is_working_day, next_working_day
from noaber.demo.schedule import Schedule, moment_of
from noaber.documents import actions
from noaber.documents.models import DocumentRecord
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
    people: tuple[Any, Any]
    _coming: dict[date, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def plan(self, period: Period) -> None:
        """Plan applications and a delivery on every working day, the check of every month, and how it stands now."""
        assert period.until is not None
        for day in period:
            if is_working_day(day):
                self.schedule.at(moment_of(day, 8, 45), partial(self._receive, day))
                self.schedule.at(moment_of(day, 10 + self.random.randrange(6)), partial(self._some, day))
        for year in range(period.since.year, period.until.year + 1):
            for number in range(1, 13):
                month = Period.month(year, number)
                if month.until is not None and period.since <= month.since and month.until < period.until:
                    self.schedule.at(moment_of(add_working_days(month.until, 3), 15), partial(self._clear, month))
        for product, urgent, ago in (("paspoort", False, 9), ("rijbewijs", True, 1)):
            self._scene(period, product, urgent, ago, None)
        for product, ago in (("paspoort", 100), ("rijbewijs", 95), ("identiteitskaart", 98)):
            self._scene(period, product, False, ago, 4)

    def _scene(self, period: Period, product: str, urgent: bool, ago: int, took: int | None) -> None:
        """Something that stands open now: applied for so many days ago, and not in yet or never collected."""
        assert period.until is not None
        day = next_working_day(period.until - timedelta(days=ago))

        def apply() -> None:
            [row] = self._apply(product, 1, urgent)
            if took is not None:
                came = moment_of(add_working_days(day, took), 8, 30)
                self.schedule.at(came, partial(actions.receive, self.people[0], self.agreement, [row.pk]))

        if day in period:
            self.schedule.at(moment_of(day, 9), apply)

    def _apply(self, product: str, number: int, urgent: bool) -> list[DocumentRecord]:
        reference = f"{'RDW' if product == 'rijbewijs' else 'RAAS'}-{self.random.randrange(10**7, 10**8)}"
        who, place = self.random.choice(self.people), self.random.choice(PLACES)
        return actions.apply(who, self.agreement, product, number, urgent, place, reference)

    def _some(self, day: date) -> None:
        product, urgent = self.random.choice(PRODUCTS), self.random.randrange(100) < URGENT
        for row in self._apply(product, 1 + (self.random.randrange(4) == 0), urgent):
            if self.random.randrange(100) < GONE:
                withdraw = partial(actions.cancel, self.people[0], self.agreement, row.pk, WITHDRAWN)
                self.schedule.at(moment_of(add_working_days(day, 1), 8, 30), withdraw)
                continue
            took = 1 if urgent else 3 + self.random.randrange(3)
            took += 3 + self.random.randrange(3) if self.random.randrange(100) < LATE else 0
            self._coming[add_working_days(day, took)].append((row.pk, row.applied_by))

    def _receive(self, day: date) -> None:
        came = self._coming.pop(day, [])
        if not came:
            return
        actions.receive(self.people[0], self.agreement, [key for key, _ in came])
        for key, applied_by in came:
            if self.random.randrange(100) >= LEFT_THERE:
                other = next(one for one in self.people if one.pseudonym != applied_by)
                out = moment_of(add_working_days(day, 1 + self.random.randrange(12)), 9 + self.random.randrange(7))
                self.schedule.at(out, partial(actions.hand_out, other, self.agreement, key))

    def _clear(self, month: Period) -> None:
        """Take out what nobody collected, travel documents and licences apart, and record the check."""
        assert month.until is not None
        with reading(self.client):
            found = list(documents(self.client, LEFT, today()).values_list("pk", "product", "clock"))
        for term, licence in ((PASSPORT, False), (LICENCE, True)):
            keys = [pk for pk, product, clock in found if (product == "rijbewijs") is licence and clock <= month.until]
            if keys:
                actions.destroy(self.people[0], self.agreement, keys, UNCOLLECTED)
            actions.check(self.people[0], self.agreement, term, month)
