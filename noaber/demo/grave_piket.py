"""Made-up weeks of being on call, and the calls that came in: most answered at once, a few late, one logged late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from noaber.cemetery.piket import actions, rules
from noaber.cemetery.piket.roster import weeks
from noaber.cemetery.piket.rules import Call, Shift
from noaber.demo.schedule import Schedule, moment_of
from noaber.values import Period

AHEAD = 9
"""So many weeks lie on the roster beyond the end."""
HAPPENS = (
    (rules.PERMIT, "Verlof gevraagd voor een begrafenis op maandag.", "Akte nagekeken en verlof gegeven.", 45),
    (rules.PERMIT, "Verlof gevraagd op zaterdag.", "Verlof gegeven.", 30),
    (
        rules.SATURDAY,
        "Begrafenis op zaterdag: het graf was nog niet gemeld.",
        "Beheerder gebeld; graf klaargemaakt.",
        90,
    ),
    (rules.UNDERTAKER, "Kan er maandag om 10 uur worden begraven?", "Tijd vrijgehouden.", 15),
    (rules.GRAVE, "Een bezoeker vond het graf niet.", "Vak en rij genoemd.", 10),
    (rules.NOBODY, "Overledene gevonden, nog geen nabestaanden bekend.", "Genoteerd voor maandag.", 60),
)


@dataclass
class Piket:
    """Fills a schedule with the roster and the calls of one agreement; the lead plans, two colleagues are on call."""

    schedule: Schedule
    random: Random
    agreement: str
    people: tuple[Any, Any]
    lead: Any

    def plan(self, period: Period) -> None:
        """Plan the roster at the start, about one call a week, and the settling of every month that is over."""
        assert period.until is not None
        monday = period.since - timedelta(days=period.since.weekday())
        number = (period.until - monday).days // 7 + AHEAD
        spans = weeks(monday, number, 9)
        for start in range(0, len(spans), rules.MOST_WEEKS):
            some = [
                Shift(self.people[place % 2].pseudonym, span)
                for place, span in enumerate(spans[start : start + rules.MOST_WEEKS], start)
            ]
            self.schedule.at(moment_of(period.since, 9), partial(actions.plan, self.lead, self.agreement, some))
        for place, span in enumerate(spans):
            self._calls(span.since.date(), self.people[place % 2])
        day = period.since
        while (month := Period.month(day.year, day.month)).until is not None and month.until < period.until:
            after = moment_of(month.until + timedelta(days=2), 11)
            self.schedule.at(after, partial(actions.settle, self.lead, self.agreement, month))
            day = month.until + timedelta(days=1)

    def _calls(self, monday: date, who: Any) -> None:
        for _ in range(self.random.randrange(3)):
            kind, about, done, minutes = self.random.choice(HAPPENS)
            day = monday + timedelta(days=5 + self.random.randrange(2))
            came = moment_of(day, 9 + self.random.randrange(10), self.random.randrange(60))
            waited = self.random.choice((0, 0, 1, 2, 4, 8)) if self.random.randrange(25) else 22
            call = Call(came, came + timedelta(minutes=waited), kind, minutes)
            late = self.random.randrange(12) == 0
            put_down = came + (timedelta(hours=40) if late else timedelta(minutes=waited + minutes))
            reason = "Geen bereik op de begraafplaats." if late else ""
            told = self.agreement, call, who.pseudonym, about, done, reason
            self.schedule.at(put_down, partial(actions.log_call, who, *told))
