"""Somebody whom nobody buries, and general graves; shared by the tests of funerals by the municipality."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from noaber.agreement.acting import Refusal
from noaber.cemetery import actions as register
from noaber.cemetery.municipal import actions, resting, settling
from noaber.cemetery.municipal.actions import Report
from noaber.cemetery.municipal.file import BURY, NOTHING, PLACES
from noaber.cemetery.municipal.models import Funeral
from noaber.cemetery.municipal.resting import Rest
from noaber.cemetery.municipal.rules import Order
from noaber.parties.clock import AMSTERDAM, standing_at
from noaber.values import Euro

CODE, CLIENT = "ommen-twenterand-2024", 175
CANARY = "KanarieEenzaam"
GRAVE = "LMH-A-01"
DIED = datetime(2026, 11, 2, 8, 0, tzinfo=AMSTERDAM)
"""A Monday: the sixth working day after it is Tuesday 10 November."""
HELD = datetime(2026, 11, 9, 11, 0, tzinfo=AMSTERDAM)
ORDER = Order(BURY)


def on(month: int, day: int, hour: int = 10, year: int = 2026) -> Any:
    """Stand still at an hour of a day."""
    return standing_at(datetime(year, month, day, hour, 0, tzinfo=AMSTERDAM))


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.decision.code == code)


class Yard:
    """A general grave at Laarmanshoek, and acts on a report of 3 November 2026."""

    def __init__(self, people: Any) -> None:
        self.clerk, self.second, self.lead = people["clerk"], people["second_line"], people["team_lead"]

    def grave(self, kind: str = "algemeen", number: str = GRAVE) -> str:
        with on(11, 2):
            register.register_grave(self.clerk, CODE, number, "LMH", kind, 2, 0 if kind == "algemeen" else 4)
        return number

    def report(self, **more: Any) -> Funeral:
        given = {
            "reporter": "hospital",
            "received": date(2026, 11, 3),
            "died_at": DIED,
            "lies_at": "Mortuarium",
            "given_names": "Jan",
            "surname": CANARY,
        } | more
        with on(11, 3):
            return actions.report(self.clerk, CODE, Report(**given))

    def searched(self, **more: Any) -> str:
        """A report, looked into everywhere without a result."""
        number = self.report(**more).case.number
        with on(11, 4):
            for place in PLACES:
                actions.search(self.second, CODE, number, place, NOTHING, date(2026, 11, 4))
            actions.finish_search(self.second, CODE, number)
        return number

    def ordered(self, order: Order = ORDER, **more: Any) -> str:
        number = self.searched(**more)
        with on(11, 4, 11):
            actions.take_charge(self.second, CODE, number, order)
        return number

    def commissioned(self, order: Order = ORDER, **more: Any) -> str:
        number = self.ordered(order, **more)
        with on(11, 4, 12):
            actions.commission(self.second, CODE, number, "Uitvaart Verzonnen", HELD)
        return number

    def held(self, grave: str = "", **more: Any) -> str:
        number = self.commissioned(**more)
        place = {"grave": grave} if grave else {"where": "Begraafplaats Voorbeeld, Zwolle"}
        with on(11, 9, 15):
            resting.lay_to_rest(self.second, CODE, number, Rest(BURY, HELD, "V-2026-12", **place))
        return number

    def billed(self, cents: int = 250_000) -> str:
        """A funeral elsewhere that was billed at one amount."""
        number = self.held()
        with on(11, 12):
            line = settling.add_cost(self.second, CODE, number, "undertaker", Euro(240_000), "Nota van de ondernemer")
            settling.bill(self.second, CODE, number, line.pk, Euro(cents), "N-1")
        return number
