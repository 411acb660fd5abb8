"""A grave of two layers between two others, and who is to be buried in it; shared by the tests of the sheet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from noaber.agreement.acting import Refusal, acting
from noaber.cemetery import actions as register
from noaber.cemetery import acts
from noaber.cemetery.actions import LongAgo, NewPerson
from noaber.cemetery.burial import Wanted
from noaber.cemetery.models import Grave, Interment
from noaber.cemetery.old_days import read_old_day
from noaber.parties.clock import AMSTERDAM, standing_at
from noaber.values import Clause, grant

CODE, CLIENT = "ommen-twenterand-2024", 175
CANARY = "KanarieFictief"
LEFT, GRAVE, RIGHT = "LMH-D-01-01", "LMH-D-01-02", "LMH-D-01-10"
NUMBER = "REG-261103"
DAY = date(2026, 11, 9)
"""A Monday."""


def on(day: int, hour: int = 10) -> Any:
    """Stand still at an hour of a day of November 2026."""
    return standing_at(datetime(2026, 11, day, hour, 0, tzinfo=AMSTERDAM))


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.decision.code == code)


class Yard:
    """Told on Wednesday 4 November: a burial on Monday 9 November at 11 o'clock, in layer 1 of 2."""

    def __init__(self, people: Any, registration: str = NUMBER) -> None:
        self.clerk, self.keeper, self.lead = people["clerk"], people["keeper"], people["team_lead"]
        with on(4):
            self.holder = register.register_person(self.clerk, CODE, NewPerson("Cora", CANARY))
            gone = NewPerson("Truus", CANARY, date(1940, 2, 1), date(2026, 11, 3))
            self.deceased = register.register_person(self.clerk, CODE, gone)
            for place, number in (("01", LEFT), ("02", GRAVE), ("10", RIGHT)):
                register.register_grave(self.clerk, CODE, number, "LMH", "particulier", 2, 4)
                _place(self.clerk, number, place)
            self.right = register.grant_right(self.clerk, CODE, GRAVE, self.holder.number, 30, "GA-1")
            self.beside = self.long_ago(RIGHT, "Buurman", 1)
            self.interment = self.bury(GRAVE, self.deceased.number, registration)
        self.key = f"bezorging.{self.interment.number}"

    def bury(self, grave: str, deceased: str, registration: str = NUMBER, day: int = 9, layer: int = 1) -> Interment:
        """Plan a burial, as the clerk does days before."""
        at = datetime(2026, 11, day, 11, 0, tzinfo=AMSTERDAM)
        died = datetime(2026, 11, 3, 8, 0, tzinfo=AMSTERDAM)
        wanted = Wanted(at, died, age=86, layer=layer, consent=True, renewal=True, permit="V-1")
        return register.bury(self.clerk, CODE, grave, deceased, wanted, registration)

    def long_ago(self, grave: str, surname: str, layer: int) -> Interment:
        """Somebody who lies there since 2001."""
        who = register.register_person(self.clerk, CODE, NewPerson("Jan", surname))
        day = read_old_day("1-12-2001")
        assert day is not None
        return register.bury_late(self.clerk, CODE, grave, who.number, LongAgo(day, "oud register", layer=layer))


def _place(clerk: Any, number: str, place: str) -> None:
    """The register gets its places from files; here a row of its own act is enough."""
    with acting(clerk, CODE) as act:
        entry = act.record(acts.REGISTER_GRAVE, grant("registered", Clause("Wlb", "27"), ""), f"grave:{number}")
        Grave.objects.of(CLIENT).get(number=number).change(entry, section="D", row="01", place=place)
