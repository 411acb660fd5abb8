"""What time it is. Rules never ask; actions ask here, so that the demo can live through a year and a half."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """This moment, in UTC, to the millisecond."""
    moment = _set.get() or datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def today() -> date:
    """This day in the Netherlands: the civil day that terms of law run on."""
    return now().astimezone(AMSTERDAM).date()


def stands_still() -> bool:
    """Is this a made-up moment?"""
    return _set.get() is not None


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Stand still at a moment; only the demo's made-up past uses it."""
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
