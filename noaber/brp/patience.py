"""How long we wait for the BRP, and when we try again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a question is tried, and how long all of it may take. Seconds.

    One try takes `read` at most. `first` is the wait after the first failure; each next one is twice as long. The part
    of a wait that is left to chance keeps many from trying again at the same moment.
    """

    tries: int
    budget: float
    read: float = 3.0
    first: float = 0.2

    def wait(self, tried: int, chance: float, asked: float | None) -> float:
        """How long to wait after so many tries: between half and all of the step, and never less than was asked."""
        assert 0 <= chance <= 1 and tried >= 1
        step = self.first * 2.0 ** (tried - 1)
        return max(step * (0.5 + chance / 2), asked or 0.0)

    def goes_on(self, tried: int, spent: float, wait: float) -> bool:
        """Is there a next try after this wait, within the tries and the time?"""
        return tried < self.tries and spent + wait < self.budget


AT_THE_DESK = Patience(tries=3, budget=5.0)
"""Somebody sits and waits: better a case that goes on than a page that does not come."""
IN_THE_BACKGROUND = Patience(tries=3, budget=20.0, read=8.0, first=0.5)


def retry_after(header: str | None, moment: datetime) -> float | None:
    """How many seconds a server asks us to wait: a number, or a moment. None where it does not say."""
    if not header:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header.strip()[:9])
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - moment).total_seconds())
