"""Which wages may stand in a row of their own: never those of too few people, nor what would give them away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noaber.reporting.figures import Tally
from noaber.staffing.groups import WAGES, Group, merge_small
from noaber.values import Euro, Period

RAISES = ("cao", "revaluation")


@dataclass(frozen=True, slots=True)
class _Wages:
    """The wages of one service in a run of quarters, as the rule of the invoice reads them."""

    service: int
    about: Period
    net: Euro
    persons: int
    kind: str = "wage"


def kinds_apart(tally: Tally, quarters: Sequence[str], minimum: int) -> tuple[tuple[str, ...], ...]:
    """The kinds of wages by row: each its own, the raises together, or everything together.

    What a raise cost is what few people earn more when few people got it.
    """
    behind = {kind: _persons(tally, kind, quarters) for kind in RAISES}
    if not any(0 < persons < minimum for persons in behind.values()):
        return (("wage",), *((kind,) for kind in RAISES))
    return (("wage",), RAISES) if max(behind.values()) >= minimum else (WAGES,)


def groups_apart(
    tally: Tally, groups: Mapping[str, Sequence[int]], quarters: Sequence[str], minimum: int
) -> tuple[tuple[str, ...], ...]:
    """The groups of services by row: each its own, except those with a service that invoices do not show by itself.

    These stand together. Otherwise what an invoice does show, taken from the row, leaves what it keeps back.
    """
    kept = _kept_back(tally, quarters, minimum)
    touched = [name for name, services in groups.items() if kept & set(services)]
    if len(touched) < 2:
        return tuple((name,) for name in groups)
    apart = tuple((name,) for name in groups if name not in touched)
    return (tuple(touched), *apart) if touched[0] == next(iter(groups)) else (*apart, tuple(touched))


def _persons(tally: Tally, kind: str, quarters: Sequence[str]) -> int:
    """At least so many people stand behind a kind: the same may work for several services, so the largest counts."""
    return max((tally.persons(kind, quarters, service) for service in tally.services(kind)), default=0)


def _kept_back(tally: Tally, quarters: Sequence[str], minimum: int) -> set[int]:
    """The services whose wages are not shown by themselves, by the rule of the invoice."""
    since, until = Period.parse(quarters[0]).since, Period.parse(quarters[-1]).until
    about = Period(since, until)
    found = [
        _Wages(service, about, Euro(tally.total("wage", quarters, service).quantity), persons)
        for service in sorted(tally.services("wage"))
        if (persons := tally.persons("wage", quarters, service))
    ]
    shown = merge_small([Group((row,)) for row in found], minimum)
    return {service for group in shown if group.merged for service in group.services}
