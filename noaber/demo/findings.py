"""Made-up findings: a list a month, most of it worked off in time; rights checked each quarter; one score a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from random import Random
from typing import Any

from noaber.agreement.models import Agreement
from noaber.calendar.working_days import add_working_days
from noaber.competence.actions import review
from noaber.competence.queries import workers
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.quality import actions
from noaber.quality.models import FindingRecord
from noaber.values import Period

NOT_SEEN = 1
"""How many accounts the check of rights skips in a quarter: the norm is then missed, and it shows."""


@dataclass
class Findings:
    """Fills a schedule with what the quality of the registrations asks."""

    schedule: Schedule
    random: Random
    agreement: str
    clerk: Any
    team_lead: Any

    def plan(self, period: Period) -> None:
        """Plan each month that is over, each quarter, and the score of each December."""
        assert period.until is not None
        for year in range(period.since.year, period.until.year + 1):
            for number in range(1, 13):
                month = Period.month(year, number)
                if period.since <= month.since and month.until < period.until:  # type: ignore[operator]
                    self._month(month)
            for number in range(1, 5):
                checked = Period.quarter(year, number).until
                if checked is not None and checked in period:
                    self.schedule.at(moment_of(checked, 10), self._review)
            scored = date(year, 12, 14)
            if scored in period:
                self.schedule.at(moment_of(scored, 15), partial(self._score, year))

    def _month(self, month: Period) -> None:
        assert month.until is not None
        came = add_working_days(month.until, 4)
        references = [f"BCM-{month.code}-{number:02}" for number in range(1, 4 + self.random.randrange(7))]
        rows = "".join(f"{reference};BCM;{came}\n" for reference in references)
        content = f"kenmerk;herkomst;ontvangen\n{rows}".encode()
        self.schedule.at(
            moment_of(came, 9, 30), lambda: actions.import_list(self.clerk, self.agreement, month, content)
        )
        for reference in references:
            took = 21 + self.random.randrange(6) if self.random.randrange(30) == 0 else 1 + self.random.randrange(18)
            self.schedule.at(moment_of(add_working_days(came, took), 14), partial(self._settle, reference))

    def _settle(self, reference: str) -> None:
        client = Agreement.objects.values_list("client_id", flat=True).get(code=self.agreement)
        with reading(client):
            key = FindingRecord.objects.of(client).values_list("pk", flat=True).get(reference=reference)
        fixed = self.random.randrange(4) > 0
        handling, note = ("fixed", "") if fixed else ("no-fault", "De persoonslijst klopt met het brondocument.")
        actions.settle(self.clerk, self.agreement, key, handling, note)

    def _review(self) -> None:
        found = Agreement.objects.get(code=self.agreement)
        accounts = list(workers(found, today()).values_list("pseudonym", flat=True))
        review(self.team_lead, self.agreement, accounts[:-NOT_SEEN])

    def _score(self, year: int) -> None:
        actions.record_score(self.team_lead, self.agreement, year, 188, 196)
