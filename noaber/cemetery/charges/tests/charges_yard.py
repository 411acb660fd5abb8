"""A grave with a right and a burial, so that there is something to charge; and the people who do it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from noaber.cemetery import actions as cemetery
from noaber.cemetery.actions import NewPerson
from noaber.cemetery.burial import Wanted
from noaber.cemetery.charges import actions, file_actions
from noaber.cemetery.charges.models import FileBatch, Post
from noaber.parties.clock import AMSTERDAM, standing_at

CODE = "ommen-twenterand-2024"
HOLDER, DEAD = "KanarieHouder", "KanarieOverledene"
GRAVE = "LMH-Y-01"


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 0, tzinfo=AMSTERDAM)


class Yard:
    """Granted on 2 November 2026, buried on 6 November: two lines that are owed."""

    def __init__(self, people: Any) -> None:
        self.clerk, self.lead, self.second = people["clerk"], people["team_lead"], people["second_line"]
        with standing_at(at(date(2026, 11, 2))):
            self.holder = cemetery.register_person(self.clerk, CODE, NewPerson("Cora", HOLDER, street="Proefweg"))
            dead = cemetery.register_person(self.clerk, CODE, NewPerson("Ans", DEAD, died_on=date(2026, 11, 1)))
            cemetery.register_grave(self.clerk, CODE, GRAVE, "LMH", "particulier", 2, 4)
            self.right = cemetery.grant_right(self.clerk, CODE, GRAVE, self.holder.number, 30, "GA-1")
            wanted = Wanted(at(date(2026, 11, 6)), at(date(2026, 11, 1), 8), age=80, consent=True, permit="V-1")
            cemetery.bury(self.clerk, CODE, GRAVE, dead.number, wanted, "REG1")

    def collected(self) -> list[Post]:
        actions.collect(self.clerk, CODE)
        return list(Post.objects.order_by("id"))

    def fixed(self) -> list[Post]:
        posts = self.collected()
        actions.fix(self.lead, CODE, [post.pk for post in posts])
        return list(Post.objects.order_by("id"))

    def sent(self) -> FileBatch:
        self.fixed()
        return file_actions.make_file(self.lead, CODE, "")
