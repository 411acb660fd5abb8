"""Made-up voices: grades every quarter, for one service fewer than are shown, and two complaints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from noaber.calendar.working_days import add_working_days, next_working_day
from noaber.demo.schedule import Schedule, moment_of
from noaber.heard import actions, complaining
from noaber.heard.complaint import HEARD, PARTLY, Complaint
from noaber.parties.clock import today
from noaber.values import Period

PER_QUARTER = {1: 26, 2: 22, 3: 6}
"""How many answers there are of each service in a whole quarter."""
GRADES = (6, 7, 8, 8, 8, 9, 9, 10)
WORDS = (
    "Snel en vriendelijk geholpen.",
    "De uitleg over wat ik mee moest nemen was duidelijk.",
    "Ik moest lang wachten, maar daarna ging het goed.",
    "Fijn dat ik meteen terecht kon.",
    "De ingang was lastig te vinden.",
)


@dataclass
class Voices:
    """Fills a schedule with what residents say."""

    schedule: Schedule
    random: Random
    agreement: str
    clerk: Any
    team_lead: Any

    def plan(self, period: Period) -> None:
        """Plan the answers over the days of the period, and the complaints near its end."""
        assert period.until is not None
        days = (period.until - period.since).days
        for service, number in PER_QUARTER.items():
            for place in range(number * days // 91):
                self._answer(period.since + timedelta(days=place * 91 // number), service)
        for ago, reference, happened, over in ((64, "2114", 3, True), (9, "2377", 1, False)):
            if (day := period.until - timedelta(days=ago)) in period:
                self._complaint(next_working_day(day), f"KL-{reference}", happened, over)

    def _answer(self, day: date, service: int) -> None:
        grade = self.random.choice(GRADES)
        words = self.random.choice(WORDS) if self.random.randrange(4) == 0 else ""

        def happen() -> None:
            code = actions.ask_after_visit(self.clerk, self.agreement, service)
            actions.answer(self.agreement, code, grade, words)

        self.schedule.at(moment_of(next_working_day(day), 16, self.random.randrange(60)), happen)

    def _complaint(self, day: date, reference: str, days_before: int, over: bool) -> None:
        number = ""

        def come_in() -> None:
            nonlocal number
            happened = today() - timedelta(days=days_before)
            wanted = Complaint(today(), happened, involved=(self.clerk.pseudonym,))
            number = complaining.register(self.clerk, self.agreement, 1, "letter", reference, wanted).number

        steps = (
            (0, come_in),
            (2, lambda: complaining.confirm(self.team_lead, self.agreement, number)),
            (8, lambda: complaining.hear(self.team_lead, self.agreement, number, HEARD)),
            (14, lambda: complaining.settle(self.team_lead, self.agreement, number, PARTLY)),
        )
        for after, step in steps if over else steps[:2]:
            self.schedule.at(moment_of(add_working_days(day, after), 11), step)
