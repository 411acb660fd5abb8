"""A made-up past as a queue of moments: all of it in order, each at its own time, by the ordinary actions."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count

from django.db import transaction

from noaber.parties.clock import AMSTERDAM, standing_at

Happening = Callable[[], object]


class Schedule:
    """What is still to happen, earliest first. What falls after the end does not happen."""

    def __init__(self, end: datetime) -> None:
        self.end = end
        self._queue: list[tuple[datetime, int, Happening]] = []
        self._order = count()

    def at(self, moment: datetime, happening: Happening) -> None:
        """Let something happen at a moment."""
        if moment <= self.end:
            heapq.heappush(self._queue, (moment, next(self._order), happening))

    def run(self, every_day: Callable[[date], None]) -> int:
        """Let it all happen, a transaction a day; `every_day` runs at the start of each. Returns how much happened."""
        done, day = 0, None
        while self._queue:
            today = self._queue[0][0].astimezone(AMSTERDAM).date()
            with transaction.atomic():
                while day is not None and day < today:
                    day += timedelta(days=1)
                    with standing_at(moment_of(day, 6)):
                        every_day(day)
                day = today
                while self._queue and self._queue[0][0].astimezone(AMSTERDAM).date() == today:
                    moment, _, happening = heapq.heappop(self._queue)
                    with standing_at(moment):
                        happening()
                    done += 1
        return done


def moment_of(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in the Netherlands."""
    return datetime.combine(day, time(hour, minute), AMSTERDAM)
