"""Made-up casework: the yearly numbers of the agreement's products, spread over working days, most of it in time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from noaber.agreement.book import Book, Product
from noaber.calendar.working_days import add_working_days, is_working_day
from noaber.cases import actions
from noaber.demo.letters import write_fitting
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.values import Period

LATE, SUSPENDED = 3, 4
"""Out of a hundred cases: how many are late, and how many wait for the applicant."""
ELSEWHERE = ("bcm-bevinding", "advies")
"""What a subject of its own counts: findings and advice."""
SEASON = (110, 100, 105, 108, 112, 115, 85, 80, 100, 102, 98, 85)


@dataclass
class Casework:
    """Fills a schedule with the cases of one agreement."""

    schedule: Schedule
    random: Random
    agreement: str
    book: Book
    clerk: Any
    share: int
    handed: Counter[tuple[date, str]] = field(default_factory=Counter)
    """What visits already counted, by day and product."""

    def plan(self, period: Period) -> None:
        """Plan the work of every working day of a period."""
        for day in period:
            if is_working_day(day):
                self._desk(day)
                for product in self.book.products:
                    if not (product.desk or product.file) and product.code not in ELSEWHERE:
                        for _ in range(self._number(product, day)):
                            self._case(product, day)

    def _number(self, product: Product, day: date) -> int:
        """How many of a product come in on a day: the yearly number over 252 days, with the season and chance."""
        exact = (product.per_year or 0) * SEASON[day.month - 1] * self.share
        whole, rest = divmod(exact, 252 * 100 * 100)
        return whole + (self.random.randrange(252 * 100 * 100) < rest)

    def _desk(self, day: date) -> None:
        numbers = {product.code: self._number(product, day) for product in self.book.products if product.desk}
        numbers = {code: number for code, number in numbers.items() if number}
        if numbers:
            moment = moment_of(day, 17, self.random.randrange(30))
            self.schedule.at(moment, lambda: self._count(day, numbers))

    def _count(self, day: date, numbers: dict[str, int]) -> None:
        """Count what was handed out beside the visits."""
        beside = {code: number - self.handed[day, code] for code, number in numbers.items()}
        if beside := {code: number for code, number in beside.items() if number > 0}:
            actions.count_desk(self.clerk, self.agreement, day, beside)

    def _case(self, product: Product, day: date) -> None:
        moment = moment_of(day, 8 + self.random.randrange(8), self.random.randrange(60))
        reference = f"{day.year}-{self.random.randrange(100_000, 999_999)}"

        def register() -> None:
            happened = today() if product.event else None
            case = actions.register_case(
                self.clerk, self.agreement, product.code, today(), reference, event_day=happened
            )
            if self.random.randrange(100) < SUSPENDED and product.span:
                self._suspend(case.number, product, today())
            else:
                self._decide(case.number, product, today())

        self.schedule.at(moment, register)

    def _suspend(self, number: str, product: Product, day: date) -> None:
        stops, runs = add_working_days(day, 1), add_working_days(day, 6 + self.random.randrange(6))

        def resume() -> None:
            actions.resume_case(self.clerk, self.agreement, number)
            self._decide(number, product, today())

        def suspend() -> None:
            actions.suspend_case(self.clerk, self.agreement, number)
            write_fitting(self.clerk, self.agreement, number)

        self.schedule.at(moment_of(stops, 10), suspend)
        self.schedule.at(moment_of(runs, 11), resume)

    def _decide(self, number: str, product: Product, day: date) -> None:
        ready = self._ready(product, day)
        outcome = product.outcomes[0] if self.random.randrange(100) < 92 else self.random.choice(product.outcomes)
        at = moment_of(ready, 9 + self.random.randrange(7), self.random.randrange(60))

        def decide() -> None:
            actions.decide_case(self.clerk, self.agreement, number, outcome, no_party=True)
            if outcome != product.outcomes[0]:
                write_fitting(self.clerk, self.agreement, number)

        self.schedule.at(at, decide)
        closed = moment_of(add_working_days(ready, self.random.randrange(2)), 16, self.random.randrange(60))
        self.schedule.at(closed, lambda: actions.close_case(self.clerk, self.agreement, number))

    def _ready(self, product: Product, day: date) -> date:
        """When it is decided: usually well within the norm, or half the term of law where no norm was agreed."""
        most = product.norm_workdays if product.norm_workdays is not None else _workdays_of(product)
        late = self.random.randrange(100) < LATE
        wanted = most + 1 + self.random.randrange(max(2, most // 2)) if late else self.random.randrange(most + 1)
        ready = add_working_days(day, wanted)
        # A marriage is not before the fourteenth day after its notice.
        return max(ready, add_working_days(day, 12)) if product.event.endswith("-notice") else ready


def _workdays_of(product: Product) -> int:
    """Half the term of law in working days, at most a quarter of a year."""
    if product.span is None:
        return 5
    days = {"day": 1, "week": 7, "month": 30, "year": 365, "workday": 1, "hour": 0}[product.span.unit]
    return max(1, min(65, product.span.number * days * 5 // 14))
