"""Made-up visits: a year and a half of appointments and walk-ins, a day in progress, and appointments to come.

Real numbers would be some fifty a day in a town of this size. The demo shows a few of each day, and takes
what they came for off the numbers that are counted for the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from noaber.agreement.queries import agreement_in_use, book_of
from noaber.appointments import actions, acts, clock_actions, desk_actions, rules
from noaber.appointments.actions import Visitor
from noaber.appointments.models import Visit
from noaber.appointments.slots import CLOSED, Deviation, Run, minute_of, needed
from noaber.appointments.terms import AppointmentTerms
from noaber.calendar.working_days import add_working_days, is_working_day, next_working_day
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import AMSTERDAM, now, today
from noaber.parties.scope import reading
from noaber.values import Euro, Period

PRODUCTS = {
    "paspoort": 28,
    "identiteitskaart": 20,
    "rijbewijs": 38,
    "gezondheidsverklaring": 7,
    "uittreksel-brp": 5,
    "vog": 2,
}
NAMES = ("Aaltje", "Berend", "Coba", "Derk", "Evelien", "Fokke", "Geesje", "Harm", "Imke", "Jannes")
HALL, OTHER = "ommen", "vriezenveen"
COMING = (
    (29, "rijbewijs"),
    (21, "paspoort"),
    (12, "identiteitskaart"),
    (11, "vog"),
    (7, "rijbewijs"),
    (3, "paspoort"),
)
"""Who comes in during the last half hour: so many minutes before the end, and what for."""
SOON = 18
"""So many working days ahead there are appointments, fewer each day."""
STOPS = timedelta(minutes=30)
"""So long before the end nobody is helped as a matter of course: the day in progress is set up by hand."""


@dataclass
class FrontDesk:
    """Fills a schedule with visits. `handed` is what they came to by day and product."""

    schedule: Schedule
    random: Random
    agreement: str
    since: date
    clerk: Any
    newcomer: Any
    team_lead: Any
    handed: Counter[tuple[date, str]] = field(default_factory=Counter)
    busy: dict[str, set[int]] = field(default_factory=lambda: {HALL: set(), OTHER: set()})

    def plan(self, period: Period) -> None:
        """Plan the days that were, the day in progress, and what was booked for the weeks to come."""
        assert period.until is not None
        last = period.until
        self.schedule.at(moment_of(self.since, 7), self._tick)
        self._closed(period)
        for day in period:
            if is_working_day(day):
                self.schedule.at(moment_of(day, 12), self._tick)
                self._day(day, 10 if day == last else self.random.randrange(2), self.random.randrange(2))
        for ahead in range(1, SOON + 1):
            self._day(add_working_days(last, ahead), max(1, 9 - ahead), 0)
        self._in_progress()

    def _tick(self) -> None:
        clock_actions.tick(self.agreement)

    def _day(self, day: date, appointments: int, walk_ins: int) -> None:
        for _ in range(appointments):
            where = OTHER if day.weekday() in (0, 2, 4) and self.random.randrange(5) == 0 else HALL
            starts = 9 * 60 + 10 * self.random.randrange(20 if where == OTHER else 44)
            agreed = datetime.combine(day, time(starts // 60, starts % 60), AMSTERDAM)
            booked = max(self.since, day - timedelta(days=1 + self.random.randrange(12)))
            self._appointment(
                where, agreed, moment_of(booked, 9 + self.random.randrange(11), self.random.randrange(60))
            )
        for _ in range(walk_ins):
            self._walk_in(moment_of(day, 9 + self.random.randrange(7), self.random.randrange(60)))

    def _appointment(self, where: str, agreed: datetime, booked: datetime) -> None:
        product, fate, early, name = (
            self._product(),
            self.random.randrange(100),
            self.random.randrange(-12, 3),
            self._name(),
        )
        wait = max(0, -early) + self._wait()

        def book() -> None:
            number = self._book(where, product, agreed, name)
            if number and fate < 4:
                off = max(agreed - timedelta(hours=20), now() + timedelta(hours=1))
                self.schedule.at(off, lambda: self._cancel(number))
            elif number and fate >= 11:
                self.schedule.at(agreed + timedelta(minutes=early), lambda: self._come(number, where, wait))

        self.schedule.at(booked, book)

    def _book(self, where: str, product: str, agreed: datetime, name: str) -> str:
        """The number of the appointment; none where the time is taken or closed."""
        found = agreement_in_use(self.agreement)
        book = book_of(found)
        terms = AppointmentTerms.fill(book.term, today())
        length = terms.slot_minutes.value
        wish = rules.wish_of([book.product(product)], 1, book.skills)
        run = Run(where, wish.skill, minute_of(agreed), needed(wish.minutes, length), length)
        code = actions.hold(found.client_id, run, wish, now(), terms)
        if code is None:
            return ""
        mail = f"{name.split()[0].lower()}@demo.noaber.example"
        return actions.book(self.agreement, code, Visitor(name, mail)).number

    def _cancel(self, number: str) -> None:
        actions.cancel(self.agreement, self._visit(number).code)

    def _come(self, number: str, where: str, wait: int) -> None:
        desk_actions.arrive(self.clerk, self.agreement, number)
        self._serve_after(where, wait)

    def _walk_in(self, moment: datetime) -> None:
        product, wait = self._product(), self._wait()

        def come() -> None:
            desk_actions.give_ticket(self.clerk, self.agreement, HALL, [product])
            self._serve_after(HALL, wait)

        self.schedule.at(moment, come)

    def _serve_after(self, where: str, minutes: int) -> None:
        """Call whoever is next, after so many minutes, where there is a counter free by then."""
        moment = now() + timedelta(minutes=minutes)
        if moment < self.schedule.end - STOPS:
            self.schedule.at(moment, lambda: self._serve(where))

    def _serve(self, where: str) -> None:
        free = min({1, 2} - self.busy[where], default=None)
        if free is None:
            self._serve_after(where, 3)
            return
        self.busy[where].add(free)
        number = desk_actions.call_next(self._who(free), self.agreement, where, free).number
        self.schedule.at(now() + timedelta(minutes=1), lambda: self._begin(number, where, free))

    def _begin(self, number: str, where: str, counter: int) -> None:
        visit = desk_actions.start(self._who(counter), self.agreement, number)
        took = max(3, len(visit.products) * (6 + self.random.randrange(9)))
        self.schedule.at(now() + timedelta(minutes=took), lambda: self._finish(number, where, counter))

    def _finish(self, number: str, where: str, counter: int) -> None:
        products = self._visit(number).products
        paid = {code: (1, self._leges(code)) for code in products}
        desk_actions.finish(self._who(counter), self.agreement, number, paid)
        self.busy[where].discard(counter)
        self.handed.update((today(), code) for code in products)

    def _in_progress(self) -> None:
        """The last half hour, whatever time it is: one put aside, one at a counter, one called, three who wait."""
        if _day_of(self.schedule.end - STOPS) != _day_of(self.schedule.end):
            return  # Just after midnight the hall is empty.
        for minutes, product in COMING:
            ticket = partial(desk_actions.give_ticket, self.clerk, self.agreement, HALL, [product])
            self._before(minutes, ticket)
        for minutes, after in ((26, self._aside), (14, self._begun), (1, None)):
            self._before(minutes, partial(self._call, after))

    def _call(self, after: Callable[[str], None] | None) -> None:
        free = min({1, 2, 3} - self.busy[HALL], default=None)
        if free is None:
            return
        number = desk_actions.call_next(self._who(free), self.agreement, HALL, free).number
        self.busy[HALL].add(free)
        if after is not None:
            after(number)

    def _aside(self, number: str) -> None:
        counter = self._visit(number).counter
        desk_actions.start(self.newcomer, self.agreement, number)

        def park() -> None:
            desk_actions.step(self.newcomer, self.agreement, number, acts.PARK)
            self.busy[HALL].discard(counter or 0)

        self.schedule.at(now() + timedelta(minutes=4), park)

    def _begun(self, number: str) -> None:
        desk_actions.start(self.newcomer, self.agreement, number)

    def _before(self, minutes: int, happening: Callable[[], object]) -> None:
        self.schedule.at(self.schedule.end - timedelta(minutes=minutes), happening)

    def _closed(self, period: Period) -> None:
        """Two days that differ, and eight in a row for a new floor: then the first free place lay too far away."""
        assert period.until is not None
        floor = next_working_day(period.until - timedelta(days=150))
        for step in range(8):
            for where in (HALL, OTHER):
                self._close(floor - timedelta(days=50), add_working_days(floor, step), where, "Nieuwe vloer in de hal")
        soon = add_working_days(period.until, 6)
        told = moment_of(max(self.since, period.until - timedelta(days=5)), 11)
        self.schedule.at(told, partial(self._book, HALL, "rijbewijs", moment_of(soon, 14, 20), self._name()))
        self._close(period.until - timedelta(days=1), soon, HALL, "Training nieuwe kassa", time(13), time(16, 30))

    def _close(
        self, told: date, day: date, where: str, reason: str, since: time = time(), until: time = time()
    ) -> None:
        value = Deviation(where, CLOSED, since, until)
        if told >= self.since:
            self.schedule.at(
                moment_of(told, 8), lambda: desk_actions.deviate(self.team_lead, self.agreement, day, value, reason)
            )

    def _visit(self, number: str) -> Visit:
        client = agreement_in_use(self.agreement).client_id
        with reading(client):
            return Visit.objects.of(client).get(number=number)

    def _who(self, counter: int) -> Any:
        return self.clerk if counter == 1 else self.newcomer

    def _product(self) -> str:
        return self.random.choices(tuple(PRODUCTS), tuple(PRODUCTS.values()))[0]

    def _name(self) -> str:
        return f"{self.random.choice(NAMES)} Verzonnen"

    def _wait(self) -> int:
        """Minutes after the agreed time: usually few, now and then more than the norm allows."""
        return 11 + self.random.randrange(9) if self.random.randrange(30) == 0 else self.random.randrange(8)

    def _leges(self, product: str) -> Euro:
        """What was paid: the last tariff that the data know of, for the tariffs of this year are not public yet."""
        tariffs = book_of(agreement_in_use(self.agreement)).catalogue.tariffs
        return next(
            (row.amount for row in reversed(tariffs) if row.product == product and row.code.endswith("-18")), Euro()
        )


def _day_of(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
