"""Who is called next at a desk. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from noaber.appointments.terms import AppointmentTerms


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the hall: since when, and the agreed time of who has an appointment."""

    ticket: int
    arrived: datetime
    agreed: datetime | None = None


def came_late(agreed: datetime, arrived: datetime, terms: AppointmentTerms) -> bool:
    """Did somebody come so long after the agreed time that he joins the walk-ins?"""
    return arrived > agreed + timedelta(minutes=terms.late_minutes.value)


def called_next(hall: Iterable[Waiting], now: datetime, terms: AppointmentTerms) -> Waiting | None:
    """Who goes first: appointments in time, then walk-ins and who came too late, then who is still too early."""
    return min(hall, key=lambda one: _turn(one, now, terms), default=None)


def _turn(one: Waiting, now: datetime, terms: AppointmentTerms) -> tuple[int, datetime, int]:
    if one.agreed is None or came_late(one.agreed, one.arrived, terms):
        return 1, one.arrived, one.ticket
    if one.agreed <= now + timedelta(minutes=terms.ahead_minutes.value):
        return 0, one.agreed, one.ticket
    return 2, one.agreed, one.ticket


def in_order(hall: Iterable[Waiting], now: datetime, terms: AppointmentTerms) -> list[Waiting]:
    """Everybody in the hall in the order in which they are called if nobody else comes."""
    return sorted(hall, key=lambda one: _turn(one, now, terms))
