"""Made-up funerals by the municipality: a few a year, each with another end, and three that are on their way now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from noaber.agreement.acting import permission
from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.calendar.working_days import add_working_days, next_working_day
from noaber.cemetery.models import Grave
from noaber.cemetery.municipal import actions, acts, resting, settling
from noaber.cemetery.municipal.actions import Relative, Report
from noaber.cemetery.municipal.desk import MAYOR
from noaber.cemetery.municipal.file import (
    BURY,
    CREMATE,
    DECLINES,
    FOUND,
    HOUSE,
    NOTHING,
    PEOPLE,
    PLACES,
    POLICIES,
    TAKES,
)
from noaber.cemetery.municipal.queries import funeral_of, opened
from noaber.cemetery.municipal.resting import Rest
from noaber.cemetery.municipal.rules import Order
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Euro, Period

EVERY = 77
"""So many days lie between two reports."""
FIRM = "Uitvaartzorg Verzonnen"
NAMES = (
    ("Harm", "Eenzaam-Fictief"),
    ("Geesje", "Stilte-Fictief"),
    ("", ""),
    ("Roelof", "Alleen-Fictief"),
    ("Aaltje", "Veldzicht-Fictief"),
)
COSTS = (
    ("undertaker", 145_000, 148_500),
    ("coffin", 42_500, 42_500),
    ("transport", 18_500, 21_000),
)


@dataclass
class Municipal:
    """Fills a schedule with the funerals of one agreement, which the second line handles and the team lead checks."""

    schedule: Schedule
    random: Random
    agreement: str
    clerk: Any
    second_line: Any
    team_lead: Any

    def plan(self, period: Period) -> None:
        """Reports in the whole period, and what stands open today."""
        assert period.until is not None
        ends = [self._insured, self._taken_over, self._given_up, self._paid_by_child]
        day, place = period.since + timedelta(days=24), 0
        while day < period.until - timedelta(days=110):
            ends[place % len(ends)](next_working_day(day), place)
            day, place = day + timedelta(days=EVERY), place + 1
        self._held(next_working_day(period.until - timedelta(days=40)), 0, ())
        self._searched(next_working_day(period.until - timedelta(days=6)), 3, Order(BURY, BURY, "kerkblad en buren"))
        self._reported(next_working_day(period.until - timedelta(days=4)), 4)

    def _reported(self, day: date, place: int) -> list[str]:
        number: list[str] = []
        given, surname = NAMES[place % len(NAMES)]
        reporter = ("hospital", "home", "police", "landlord", "doctor")[place % 5]

        def report() -> None:
            told = Report(reporter, today(), moment_of(day, 7, 30), "Mortuarium Voorbeeld", given_names=given)
            row = actions.report(self.clerk, self.agreement, replace(told, surname=surname, moment_known=bool(surname)))
            number.append(row.case.number)

        self._at(add_working_days(day, 1), 9, report)
        return number

    def _searched(self, day: date, place: int, order: Order) -> list[str]:
        number, second = self._reported(day, place), add_working_days(day, 2)
        places = list(PLACES) if NAMES[place % len(NAMES)][1] else [HOUSE, PEOPLE]

        def look(one: str) -> None:
            for where in places:
                found = where == POLICIES and place % 4 == 0
                result, note = (FOUND, "Een polis van een kleine verzekeraar.") if found else (NOTHING, "")
                actions.search(self.second_line, self.agreement, one, where, result, today(), note)
            actions.finish_search(self.second_line, self.agreement, one)

        self._at(second, 11, lambda: self._do(number, look))
        self._at(add_working_days(day, 3), 10, lambda: self._do(number, lambda one: self._order(one, order)))
        return number

    def _order(self, number: str, order: Order) -> None:
        """On behalf of the mayor where there is a mandate that day; otherwise the mayor decided in person."""
        agreement = Agreement.objects.get(code=self.agreement)
        asked = (agreement, book_of(agreement), self.second_line, acts.TAKE_CHARGE, today(), MAYOR)
        if isinstance(permission(*asked), Permission):
            actions.take_charge(self.second_line, self.agreement, number, order)
        else:
            decided = replace(order, decision=f"BM-{today():%Y-%m%d}")
            actions.note_order(self.second_line, self.agreement, number, decided)

    def _held(self, day: date, place: int, kin: tuple[Relative, ...], order: Order | None = None) -> list[str]:
        """A funeral on the fifth working day, with its costs billed two weeks later."""
        wanted = order or Order(BURY)
        number = self._searched(day, place, wanted)
        third, fifth = add_working_days(day, 3), add_working_days(day, 5)
        held = moment_of(fifth, 11)

        def commission(one: str) -> None:
            for relative in kin:
                actions.note_kin(self.second_line, self.agreement, one, relative)
            actions.commission(self.second_line, self.agreement, one, FIRM, held)
            for kind, estimate, _ in COSTS:
                settling.add_cost(self.second_line, self.agreement, one, kind, Euro(estimate))

        self._at(third, 13, lambda: self._do(number, commission))
        self._at(fifth, 15, lambda: self._do(number, lambda one: self._rest(one, wanted.way, held)))
        self._at(add_working_days(fifth, 10), 14, lambda: self._do(number, self._bill))
        return number

    def _rest(self, number: str, way: str, held: datetime) -> None:
        permit, grave = f"V-{held:%Y-%m%d}", self._grave() if way == BURY else ""
        where = (
            "Crematorium Voorbeeld; de as is verstrooid"
            if way == CREMATE
            else ""
            if grave
            else "Begraafplaats Voorbeeld"
        )
        told = Rest(way, held, permit, grave, where, f"K-{held:%m%d}" if grave else "")
        resting.lay_to_rest(self.second_line, self.agreement, number, told)

    def _bill(self, number: str) -> None:
        actual = {kind: cents for kind, _, cents in COSTS}
        for line in self._opened(number).costs:
            if line.actual_cents is None:
                bill = f"UZ-{today():%y%m}-{line.pk}"
                settling.bill(self.second_line, self.agreement, number, line.pk, Euro(actual[line.kind]), bill)

    def _insured(self, day: date, place: int) -> None:
        """An insurance pays the most; the rest is given up."""
        number = self._held(day, place, ())
        later = add_working_days(day, 20)
        self._at(later, 10, lambda: self._do(number, lambda one: self._recover(one, "insurance", Euro(150_000))))
        self._at(add_working_days(later, 3), 10, lambda: self._do(number, self._end))

    def _given_up(self, day: date, place: int) -> None:
        """Nobody knows who it was; the municipality pays."""
        number = self._held(day, place, ())
        self._at(add_working_days(day, 30), 10, lambda: self._do(number, self._end))

    def _paid_by_child(self, day: date, place: int) -> None:
        """The estate is empty, a child pays half; cremated because the deceased wanted that."""
        child = Relative("child", DECLINES, "Kind Fictief", "Voorbeeldstraat 1, Zwolle")
        number = self._held(day, place, (child,), Order(CREMATE, CREMATE, "codicil"))
        later = add_working_days(day, 25)
        self._at(later, 10, lambda: self._do(number, lambda one: self._recover(one, "kin", Euro(106_000))))
        self._at(add_working_days(later, 15), 10, lambda: self._do(number, self._end))

    def _taken_over(self, day: date, place: int) -> None:
        """A relative who was found takes care of it after all."""
        number = self._reported(day, place)
        second = add_working_days(day, 2)

        def take(one: str) -> None:
            sister = Relative("sibling", TAKES, "Zus Fictief", "06-00000000")
            actions.note_kin(self.second_line, self.agreement, one, sister)
            actions.hand_over(self.second_line, self.agreement, one)
            settling.close(self.second_line, self.agreement, one, 95)

        self._at(second, 14, lambda: self._do(number, take))

    def _recover(self, number: str, source: str, amount: Euro) -> None:
        child = next((one.pk for one in self._opened(number).kin), None) if source == "kin" else None
        note = "Verklaring van de notaris: de nalatenschap is leeg." if child else ""
        row = settling.claim(self.second_line, self.agreement, number, source, amount, child, note)
        settling.receive(self.second_line, self.agreement, number, row.pk, amount)

    def _end(self, number: str) -> None:
        """What is left is given up by two people, and the file is closed."""
        left = self._opened(number).file.sums.free
        if left > 0:
            text = "De rekening is leeg en er is niemand om het op te verhalen."
            told = (Euro(left), "no-money", text)
            row = settling.propose_write_off(self.second_line, self.agreement, number, *told)
            settling.answer_write_off(self.team_lead, self.agreement, number, row.pk, True)
        settling.close(self.second_line, self.agreement, number, 420 + self.random.randrange(240))

    def _grave(self) -> str:
        """A general grave in which nobody lies and on which no right runs; empty where there is none."""
        client = self._client()
        with reading(client):
            free = Grave.objects.of(client).filter(
                kind="algemeen", blocked="", reserved="", interments=None, rights=None
            )
            found = free.order_by("number").values_list("number", flat=True).first()
        return found or ""

    def _opened(self, number: str) -> Any:
        client = self._client()
        with reading(client):
            return opened(funeral_of(client, number))

    def _client(self) -> int:
        client: int = Agreement.objects.values_list("client_id", flat=True).get(code=self.agreement)
        return client

    @staticmethod
    def _do(number: list[str], what: Callable[[str], object]) -> None:
        for one in number:
            what(one)

    def _at(self, day: date, hour: int, happen: Callable[[], object]) -> None:
        self.schedule.at(moment_of(day, hour, self.random.randrange(20)), happen)
