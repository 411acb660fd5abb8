"""Which moments are free for a funeral: worked out from the openings, the law and what others have taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from noaber.cemetery.funerals.openings import QUARTER, Openings, days_from
from noaber.cemetery.law import Law
from noaber.cemetery.windows import burial_from, burial_notice, burial_until
from noaber.parties.clock import AMSTERDAM

AHEAD = 30
"""How many days ahead an urn, a scattering or an exceptional burial can be planned."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is kept already, in quarters since the epoch: of which crew, and at which cemetery."""

    crews: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    places: frozenset[tuple[str, int]] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Asked:
    """For which days somebody asks. `bound` where the terms of a burial hold."""

    cemetery: str
    died_at: datetime
    bound: bool


def quarters(at: datetime, minutes: int) -> range:
    """The quarters since the epoch that a funeral takes."""
    first = int(at.timestamp()) // (QUARTER * 60)
    return range(first, first + minutes // QUARTER)


def crew_for(cemetery: str, wanted: Collection[int], crews: int, taken: Taken) -> int | None:
    """The first crew that is free all that time, at a cemetery where nobody else is; None where there is none."""
    if any((cemetery, quarter) in taken.places for quarter in wanted):
        return None
    return next(
        (crew for crew in range(1, crews + 1) if not any((crew, quarter) in taken.crews for quarter in wanted)), None
    )


def announced_until(day: date, law: Law) -> datetime:
    """Until when a funeral of a day can be announced."""
    until = burial_notice(day, law).until
    assert until is not None
    return datetime.combine(until, time(law.burial_notice_hour.value.number), AMSTERDAM)


def reach(asked: Asked, now: datetime, law: Law) -> tuple[datetime, date]:
    """From which moment up to which day is asked for: by the law for a burial, otherwise some weeks ahead."""
    today = now.astimezone(AMSTERDAM).date()
    if not asked.bound:
        return now, today + timedelta(days=AHEAD)
    return max(now, burial_from(asked.died_at, law)), burial_until(asked.died_at.astimezone(AMSTERDAM).date(), law)


def free_moments(asked: Asked, openings: Openings, taken: Taken, now: datetime, law: Law) -> list[datetime]:
    """The moments that can be asked for now, in order: open, announced in time, within the terms, and not taken."""
    first, last = reach(asked, now, law)
    days = days_from(first.astimezone(AMSTERDAM).date(), last)
    return [
        moment
        for day in days
        if now <= announced_until(day, law)
        for moment in open_moments(asked.cemetery, [day], openings, taken)
        if moment >= first
    ]


def open_moments(cemetery: str, days: Iterable[date], openings: Openings, taken: Taken) -> list[datetime]:
    """The moments on these days at which the cemetery is open and a crew is free."""
    found = []
    for day in days:
        opening = openings.on(cemetery, day)
        if opening is None:
            continue
        for moment in opening.starts_on(day):
            wanted = quarters(moment, opening.minutes)
            if crew_for(cemetery, wanted, openings.crews_on(day), taken) is not None:
                found.append(moment)
    return found
