"""Made-up questions about graves: most answered at once, some later, a few that still wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from noaber.calendar.working_days import add_working_days, is_working_day, next_working_day
from noaber.cemetery.questions import actions
from noaber.cemetery.questions.actions import Asked, Told
from noaber.demo.schedule import Schedule, moment_of
from noaber.values import Period

ASKED = (
    ("phone", "relative", "Waar ligt mijn oom begraven?", "Vak en rij genoemd."),
    ("desk", "research", "Wie liggen er in de oude rij van Laarmanshoek?", "Namen en jaren uit het register gegeven."),
    ("mail", "undertaker", "Hoeveel lagen heeft een graf op Beerzerhaar?", "Een laag."),
    ("phone", "other", "Hoe laat gaat het hek open?", "Het hek is overdag open."),
    ("letter", "relative", "Is het graf van mijn tante nog bezet?", "Ja, het graf is bezet."),
)


@dataclass
class Questions:
    """Fills a schedule with questions about the cemeteries of one agreement: about one a week."""

    schedule: Schedule
    random: Random
    agreement: str
    clerk: Any

    def plan(self, period: Period) -> None:
        """Plan questions, of which those of the last days still wait."""
        assert period.until is not None
        for ago, asked in ((2, ASKED[4]), (9, ASKED[2])):
            day = next_working_day(period.until - timedelta(days=ago))
            waits = Asked(*asked[:3], received=day)
            self.schedule.at(moment_of(day, 11), partial(actions.register, self.clerk, self.agreement, waits))
        for day in period:
            if not is_working_day(day) or self.random.randrange(5):
                continue
            channel, who, question, words = self.random.choice(ASKED)
            told = Told(words, 5 + self.random.randrange(20))
            later = channel in ("mail", "letter") or period.until - day < timedelta(days=6)
            wait = 1 + self.random.randrange(6) if later else 0
            self.schedule.at(
                moment_of(day, 9 + self.random.randrange(7)),
                partial(self._ask, Asked(channel, who, question, day), told, wait),
            )

    def _ask(self, asked: Asked, told: Told, wait: int) -> None:
        row = actions.register(self.clerk, self.agreement, asked, None if wait else told)
        if wait:
            then = moment_of(add_working_days(asked.received, wait), 15)
            self.schedule.at(then, partial(actions.answer, self.clerk, self.agreement, row.number, told))
