"""A grave with a right and its holder, an application on it, and files to add; shared by the tests of permits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from noaber.agreement.acting import Refusal
from noaber.attachments.files import Taken
from noaber.cemetery import actions as register
from noaber.cemetery.actions import LongAgo, NewPerson
from noaber.cemetery.old_days import read_old_day
from noaber.cemetery.permits import applying, deciding, file
from noaber.cemetery.permits.applying import Application
from noaber.cemetery.permits.measures import EXHUMATION, MONUMENT
from noaber.cemetery.permits.models import DRAWING, Permit
from noaber.cemetery.permits.rules import PRESCRIPTIONS, Judgement
from noaber.parties.clock import AMSTERDAM, standing_at

CODE, CLIENT, TOWN = "ommen-twenterand-2024", 175, "ommen"
CANARY = "KanarieFictief"
GRAVE = "LMH-V-01"
STONE: dict[str, int | str] = {"height": 90, "width": 60, "thickness": 10, "material": "stone", "foundation": "strip"}
PAPER = Taken("stuk.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n")
PHOTO = Taken("foto.jpg", "image/jpeg", b"\xff\xd8\xff\xd9")
GRANT = Judgement(file.GRANTED, (), ("Meld de plaatsing.",))


def on(month: int, day: int, hour: int = 10, year: int = 2026) -> Any:
    """Stand still at an hour of a day."""
    return standing_at(datetime(year, month, day, hour, 0, tzinfo=AMSTERDAM))


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.decision.code == code)


class Yard:
    """A private grave at Laarmanshoek since 2 November 2026, in which somebody lies since 1-12-2025."""

    def __init__(self, people: Any) -> None:
        self.clerk, self.lead = people["clerk"], people["team_lead"]
        with on(11, 2):
            address = {"street": "Vechtstraat", "house_number": "12 a", "postcode": "7731 AB", "city": "Ommen"}
            self.holder = register.register_person(self.clerk, CODE, NewPerson("Cora", CANARY, **address))
            self.cousin = register.register_person(self.clerk, CODE, NewPerson("Piet", CANARY))
            gone = NewPerson("Oma", CANARY, died_on=date(2025, 11, 27))
            self.deceased = register.register_person(self.clerk, CODE, gone)
            register.register_grave(self.clerk, CODE, GRAVE, "LMH", "particulier", 2, 4)
            self.right = register.grant_right(self.clerk, CODE, GRAVE, self.holder.number, 10, "GA-1")
            day = read_old_day("1-12-2025")
            assert day is not None
            told = LongAgo(day, "uit het oude register", layer=1)
            self.interment = register.bury_late(self.clerk, CODE, GRAVE, self.deceased.number, told)

    def stone(self, month: int = 11, day: int = 3, papers: Any = None, **more: Any) -> Permit:
        """An application of the holder at the desk, whole unless told otherwise."""
        given = {"kind": MONUMENT, "grave": GRAVE, "applicant": file.HOLDER, "asked": STONE} | more
        added = [(DRAWING, PAPER)] if papers is None else papers
        with on(month, day):
            return applying.apply(self.clerk, CODE, Application(**given), papers=added)

    def granted(self) -> Permit:
        """A permit of 4 November."""
        permit = self.stone()
        with on(11, 4):
            return deciding.decide(self.clerk, CODE, permit.case.number, GRANT)

    def exhuming(self, **more: Any) -> Permit:
        """An application for an exhumation by the holder, to be buried again elsewhere."""
        given = {"interment": self.interment.number, "destination": file.REBURY, "where": "Rustoord, Zwolle"} | more
        with on(11, 3):
            new = Application(EXHUMATION, GRAVE, file.HOLDER, **given)
            return applying.apply(self.lead, CODE, new)

    def mason(self) -> Any:
        """A mason with a link."""
        with on(11, 3):
            return applying.ask_link(CODE, "Steen en Zoon", "Steen@example.nl", "nl")

    def by_mason(self, **more: Any) -> Permit:
        """An application of the mason, with a drawing and the mail address of the holder."""
        given = {"kind": MONUMENT, "grave": GRAVE, "applicant": file.MASON, "asked": STONE} | more
        with on(11, 3):
            return applying.apply_as_mason(CODE, self.mason().code, Application(**given), [(DRAWING, PAPER)])


MAYOR = Judgement(file.GRANTED, (), tuple(PRESCRIPTIONS.values()))
