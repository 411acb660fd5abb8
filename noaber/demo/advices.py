"""Made-up advice: one that was accepted, one that waits for an answer, one that has just been asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from noaber.advice import actions
from noaber.calendar.working_days import add_working_days, next_working_day
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.values import Period

HOUR = 60


@dataclass
class Advices:
    """Fills a schedule with what the client asks and the contractor answers."""

    schedule: Schedule
    agreement: str
    team_lead: Any
    director: Any
    clerk: Any

    def plan(self, period: Period) -> None:
        """Plan three requests, as far as the period has room for them."""
        assert period.until is not None
        for days, title, question, steps in (
            (70, "Afspraken koppelen aan de website", "Welke manier past bij het afsprakensysteem van nu?", 5),
            (12, "Overstap naar het nieuwe burgerzakensysteem", "Wat moet Ommen voor 1 januari zelf regelen?", 4),
            (2, "Ondertekenen met DigiD", "Kan dat voor uittreksels, en wat kost het?", 1),
        ):
            if (day := period.until - timedelta(days=days)) in period:
                self._advice(next_working_day(day), title, question, steps)

    def _advice(self, day: date, title: str, question: str, steps: int) -> None:
        number = ""

        def ask() -> None:
            nonlocal number
            number = actions.request_advice(self.director, self.agreement, title, question, None).number

        taken = (
            (0, ask),
            (1, lambda: actions.estimate(self.team_lead, self.agreement, number, 12 * HOUR)),
            (2, lambda: actions.agree(self.director, self.agreement, number, 12 * HOUR, None)),
            (5, self._work(lambda: number)),
            (9, lambda: actions.answer(self.director, self.agreement, number, True, "")),
        )
        for after, step in taken[:steps]:
            self.schedule.at(moment_of(add_working_days(day, after), 10 + after), step)

    def _work(self, number: Any) -> Any:
        def work() -> None:
            for minutes in (6 * HOUR, 4 * HOUR + 30):
                actions.log_hours(self.clerk, self.agreement, number(), minutes, today())
            actions.deliver(self.team_lead, self.agreement, number(), f"Zaaksysteem, notitie {number()}")

        return work
