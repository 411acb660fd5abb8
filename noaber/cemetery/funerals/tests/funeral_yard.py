"""A cemetery for tests: a free grave, a grave with a holder, and an undertaker who asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from noaber.agreement.link_codes import code_of
from noaber.cemetery import actions as register
from noaber.cemetery.actions import NewPerson
from noaber.cemetery.funerals import actions
from noaber.cemetery.funerals.actions import Details
from noaber.cemetery.funerals.models import Funeral, Intake
from noaber.parties.clock import AMSTERDAM, standing_at

CODE = "ommen-twenterand-2024"
OMMEN = 175
CANARY = "KanarieFictief"
FREE, HELD = "LMH-X-01", "LMH-X-02"


def at(day: int, hour: int = 10, minute: int = 0, month: int = 12) -> datetime:
    """A moment of December 2026; the first is a Tuesday."""
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


class Yard:
    """Somebody died on Tuesday 1 December at 9:00; all that is asked is asked an hour later."""

    def __init__(self, people: Any) -> None:
        self.clerk, self.lead = people["clerk"], people["team_lead"]
        with standing_at(at(2, month=11)):
            self.holder = register.register_person(self.clerk, CODE, NewPerson("Cora", CANARY))
            register.register_grave(self.clerk, CODE, FREE, "LMH", "particulier", 2, 4)
            register.register_grave(self.clerk, CODE, HELD, "LMH", "particulier", 2, 4)
            self.right = register.grant_right(self.clerk, CODE, HELD, self.holder.number, 30, "GA-1")

    def link(self, email: str = "uitvaart@example.nl", moment: datetime | None = None) -> str:
        """The code of a new link."""
        with standing_at(moment or at(1)):
            actions.invite(CODE, email, "nl")
        return code_of(Intake.objects.latest("id").seed, "funerals.undertaker")

    def ask(self, moment: datetime | None = None, **more: Any) -> Funeral:
        """A request as an undertaker makes it."""
        with standing_at(moment or at(1)):
            return actions.ask(CODE, self.link(moment=moment), details(**more))

    def confirmed(self, row: Funeral, moment: datetime | None = None) -> Funeral:
        """The same, after who decides read and confirmed it."""
        with standing_at(moment or at(1, 11)):
            return actions.confirm(CODE, row.holder_code, hash_of(row))


def hash_of(row: Funeral) -> str:
    """By which what a request says now is known."""
    from noaber.cemetery.funerals.places import openings_of
    from noaber.cemetery.funerals.queries import funeral_of, standing_of
    from noaber.cemetery.law import law_on
    from noaber.cemetery.places import local_of

    local = local_of(CODE)
    return standing_of(
        funeral_of(OMMEN, row.number), local, law_on(date(2026, 12, 1), local.rules), openings_of(CODE)
    ).hash


def details(**more: Any) -> Details:
    """A new private grave, on Friday 4 December at 10:00."""
    plain = Details(
        kind="new",
        cemetery="LMH",
        at=at(4),
        died_at=at(1, 9),
        deed_city="Hardenberg",
        surname=f"{CANARY}-dode",
        holder_surname=f"{CANARY}-houder",
        holder_email="familie@example.nl",
        company="Uitvaart Proef",
        born_on=date(1940, 5, 6),
        years=30,
        registration="REG-1",
        coffin_length=205,
        coffin_width=60,
        bearers="family",
        street="Proefweg",
        house_number="1",
        postcode="7731 AA",
        city="Ommen",
    )
    if more.get("kind") in ("existing", "own"):
        plain = replace(plain, grave_typed=HELD, years=None)
    return replace(plain, **more)
