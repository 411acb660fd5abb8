"""Made-up first registrations: as many as the agreement expects, some with a declaration under oath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from noaber.agreement.book import Product
from noaber.calendar.working_days import add_working_days, is_working_day
from noaber.cases import actions as cases
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.registration import actions
from noaber.registration.file import BIRTH, LOST, MARRIAGE, NAME, NATIONALITY, PERSON, SELF, Statement
from noaber.values import Period

SWORN, LATER, LATE = 15, 40, 4
"""Out of a hundred: how many lack a birth certificate, of whom how many bring one later; how many take too long."""
COUNTRIES = ("Polen", "Duitsland", "Turkije", "India", "Syrië", "Eritrea", "Roemenië", "Brazilië")


@dataclass
class Registrations:
    """Fills a schedule with first registrations. Only the designated clerk takes declarations under oath."""

    schedule: Schedule
    random: Random
    agreement: str
    product: Product
    clerk: Any
    share: int

    def plan(self, period: Period) -> None:
        """Plan the registrations of every working day of a period."""
        for day in period:
            if is_working_day(day):
                whole, rest = divmod((self.product.per_year or 0) * self.share, 252 * 100)
                for _ in range(whole + (self.random.randrange(252 * 100) < rest)):
                    self._registration(day)

    def _registration(self, day: date) -> None:
        sworn = self.random.randrange(100) < SWORN
        married, country = self.random.randrange(3) == 0, self.random.choice(COUNTRIES)
        reference = f"{day.year}-{self.random.randrange(100_000, 999_999)}"
        stays_since = day - timedelta(days=self.random.randrange(8))
        number = ""

        def come() -> None:
            nonlocal number
            number = cases.register_case(self.clerk, self.agreement, self.product.code, today(), reference).number
            facts = [(BIRTH, 1), (NAME, 1), (NATIONALITY, 1), *([(MARRIAGE, 1)] if married else [])]
            actions.open_file(self.clerk, self.agreement, number, PERSON, stays_since, False, facts, True)
            actions.see_residence(self.clerk, self.agreement, number)
            for what, nth in facts:
                if not (sworn and what == BIRTH):
                    self._prove(number, what, nth, country, stays_since)

        def swear() -> None:
            said = Statement("promise", SELF, LOST, interpreter=True)
            actions.swear(self.clerk, self.agreement, number, BIRTH, 1, said)

        def complete() -> None:
            actions.ask(self.clerk, self.agreement, number, False)
            if sworn:
                swear()
            actions.complete(self.clerk, self.agreement, number)

        def register() -> None:
            cases.decide_case(self.clerk, self.agreement, number, self.product.outcomes[0])
            cases.close_case(self.clerk, self.agreement, number)

        complete_on = add_working_days(day, self.random.randrange(4 if not sworn else 8))
        taken = 6 if self.random.randrange(100) < LATE else self.random.randrange(5)
        registered = add_working_days(complete_on, taken)
        hour = 9 + self.random.randrange(6)
        self.schedule.at(moment_of(day, hour, self.random.randrange(50)), come)
        self.schedule.at(moment_of(complete_on, 15, self.random.randrange(30)), complete)
        self.schedule.at(moment_of(registered, 15, 40), register)
        sent = add_working_days(registered, 3 + self.random.randrange(10))
        self.schedule.at(moment_of(sent, 16), lambda: actions.send_overview(self.clerk, self.agreement, number))
        if sworn and self.random.randrange(100) < LATER:
            brought = add_working_days(registered, 30 + self.random.randrange(60))
            self.schedule.at(moment_of(brought, 10), lambda: self._prove(number, BIRTH, 1, country, stays_since))

    def _prove(self, number: str, what: str, nth: int, country: str, before: date) -> None:
        dated = before - timedelta(days=400)
        actions.prove(self.clerk, self.agreement, number, what, nth, "c", country, dated)
