"""Made-up files of the second line: investigations in every phase, signals, corrections and source documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from noaber.calendar.working_days import add_working_days, next_working_day
from noaber.cases.actions import register_case
from noaber.corrections import actions as corrections
from noaber.corrections import answering
from noaber.corrections.documents import documents
from noaber.corrections.rules import CIVIL_STATUS, CORRECTED, NATIONALITY, OTHER, REFUSED, RESIDENCE
from noaber.demo.schedule import Schedule, moment_of
from noaber.investigation import actions, file, laa, signals
from noaber.investigation.rules import SIGNALS
from noaber.parties.clock import today
from noaber.values import Period

EVERY_DAYS = {"investigation": 12, "signal": 24, "correction": 15, "document": 12}
WAY = (("letter_1", 3), ("letter_2", 16), ("consulted", 2), ("published", 15))
"""The steps of an investigation that nobody answers, and how many days each comes after the one before it."""
ENDS = (
    (file.TMV, "published", file.VOW),
    (file.CITIZEN, "letter_1", file.INSIDE),
    (file.LAA, "published", file.VOW),
    (file.AUTHORITY, "consulted", file.OTHER),
    (file.EX_OFFICIO, "published", file.EMIGRATION),
    (file.TMV, "letter_1", file.SAME),
    (file.LAA, "letter_2", file.INSIDE),
)
"""Who reports it, the last step before there is a result, and which."""
CORRECTIONS = (
    (CIVIL_STATUS, True, ""),
    (RESIDENCE, False, ""),
    (OTHER, False, "no-document"),
    (NATIONALITY, False, ""),
)
"""What a correction is about, whether it is extended, and why it is refused, if it is."""


@dataclass
class Dossiers:
    """Fills a schedule with files of one agreement."""

    schedule: Schedule
    agreement: str
    who: Any

    def plan(self, period: Period) -> None:
        """Plan every kind of file over the whole period; what is not over on its last day stays in its phase."""
        plans: dict[str, Callable[[int, date], None]] = {
            "investigation": self._investigation,
            "signal": self._signal,
            "correction": self._correction,
            "document": self._document,
        }
        for kind, plan in plans.items():
            for number, day in enumerate(_days(period, EVERY_DAYS[kind])):
                plan(number, day)

    def _register(self, product: str) -> str:
        return register_case(self.who, self.agreement, product, today()).number

    def _at(self, day: date, hour: int, happening: Callable[[], object]) -> None:
        self.schedule.at(moment_of(next_working_day(day), hour), happening)

    def _investigation(self, place: int, day: date) -> None:
        source, last, result = ENDS[place % len(ENDS)]
        number = ""

        def come_in() -> None:
            nonlocal number
            signal = self._register(SIGNALS[source]) if source in SIGNALS else ""
            if source == file.LAA:
                signals.take_in(self.who, self.agreement, signal, list(laa.TYPES)[place % len(laa.TYPES)])
            number = self._register("adresonderzoek")
            kind = file.UNREGISTERED if result == file.INSIDE else file.GONE
            actions.begin(self.who, self.agreement, number, source, kind, signal)

        def mark() -> None:
            actions.take(self.who, self.agreement, number, file.TRIAGED, today())
            actions.annotate(self.who, self.agreement, number, "080000" if result == file.VOW else "081100")

        def end() -> None:
            declared = result == file.INSIDE
            actions.decide(self.who, self.agreement, number, result, declared, True)

        def tell_and_close() -> None:
            if source != file.EX_OFFICIO:
                actions.inform(self.who, self.agreement, number)
            actions.close(self.who, self.agreement, number)

        self._at(day, 9, come_in)
        self._at(add_working_days(day, 2), 10, mark)
        day = add_working_days(day, 2)
        for step, later in WAY:
            day = next_working_day(day + timedelta(days=later))
            self._at(day, 11, partial(self._step, lambda: number, step, result))
            if step == last:
                break
        over = next_working_day(day + timedelta(days=16 if last == "published" else 9))
        self._at(over, 14, end)
        self._at(add_working_days(over, 2), 15, tell_and_close)

    def _step(self, number: Callable[[], str], step: str, result: str) -> None:
        if step == "published":
            actions.announce(self.who, self.agreement, number(), result, today())
        else:
            actions.take(self.who, self.agreement, number(), step, today())

    def _signal(self, place: int, day: date) -> None:
        number = ""

        def come_in() -> None:
            nonlocal number
            number = self._register("laa-signaal")
            signals.take_in(self.who, self.agreement, number, list(laa.TYPES)[place % len(laa.TYPES)])

        status = laa.FINISHED[place % 2]
        self._at(day, 9, come_in)
        self._at(day + timedelta(days=17), 10, lambda: signals.report_status(self.who, self.agreement, number, status))

    def _correction(self, place: int, day: date) -> None:
        category, longer, ground = CORRECTIONS[place % len(CORRECTIONS)]
        number = ""

        def come_in() -> None:
            nonlocal number
            number = self._register("correctie-brp")
            corrections.begin(self.who, self.agreement, number, category)

        def decide() -> None:
            corrections.decide(self.who, self.agreement, number, REFUSED if ground else CORRECTED, ground)

        self._at(day, 11, come_in)
        if longer:
            told = day + timedelta(days=18)
            self._at(told, 11, lambda: corrections.extend(self.who, self.agreement, number, today()))
        over = day + timedelta(days=52 if longer else 16)
        self._at(over, 13, decide)
        self._at(
            add_working_days(next_working_day(over), 1),
            9,
            lambda: corrections.tell(self.who, self.agreement, number, today()),
        )

    def _document(self, place: int, day: date) -> None:
        kind, number = list(documents())[place % len(documents())], ""

        def come_in() -> None:
            nonlocal number
            number = self._register("brondocument")
            asker = "consulate" if place % 4 == 3 else "municipality"
            answering.ask(self.who, self.agreement, number, asker, kind)

        self._at(day, 10, come_in)
        found = place % 6 != 5
        self._at(day + timedelta(days=6), 11, lambda: answering.search(self.who, self.agreement, number, found))
        self._at(day + timedelta(days=9), 12, lambda: answering.answer(self.who, self.agreement, number))


def _days(period: Period, every: int) -> Iterator[date]:
    assert period.until is not None
    day = period.since + timedelta(days=3)
    while day <= period.until:
        yield next_working_day(day)
        day += timedelta(days=every)
