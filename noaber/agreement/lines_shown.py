"""Which lines may be read by whom: what few people earn is for the controller only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

READS_ALL = frozenset({"controller"})
"""The functions that read every amount."""


@dataclass(frozen=True, order=True, slots=True)
class Amount:
    """Cents of one service that people stand behind: the measure, the day it counts for, the month it is about."""

    measure: str
    day: date
    key: str
    service: int
    persons: int


def too_few(amounts: Iterable[Amount], minimum: int) -> frozenset[tuple[str, date, str, int]]:
    """The amounts that are not shown, as measure, day, key and service.

    An amount with fewer than `minimum` people behind it tells what somebody earns. Where there is one, the smallest
    other amount of the same measure, day and month is kept back too: otherwise the total would give the first away.
    `amounts` must hold all services of the months in question.
    """
    together: dict[tuple[str, date, str], list[Amount]] = {}
    for amount in amounts:
        together.setdefault((amount.measure, amount.day, amount.key), []).append(amount)
    hidden: set[tuple[str, date, str, int]] = set()
    for place, group in together.items():
        small = [amount for amount in group if 0 < amount.persons < minimum]
        large = sorted(
            (amount for amount in group if amount.persons >= minimum), key=lambda one: (one.persons, -one.service)
        )
        for amount in [*small, *(large[:1] if small else [])]:
            hidden.add((*place, amount.service))
    return frozenset(hidden)
