"""What the pages of the journal ask of it: entries with filters, and the lines under a number with their total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import QueryDict

from noaber.agreement.lines_shown import Amount, too_few
from noaber.journal.models import CountedLine
from noaber.journal.queries import LinesWanted, lines
from noaber.values import Period

FIRST, LAST = date(2000, 1, 1), date(2999, 12, 31)
Hidden = frozenset[tuple[str, date, str, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines a number says it is the sum of. Measures and keys are exact; none means all."""

    measures: tuple[str, ...] = ()
    period: Period | None = None
    service: int | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the lines of one measure and unit; None where showing it would show what few people earn."""

    measure: str
    unit: str
    quantity: int | None
    base: int | None
    lines: int


@dataclass(frozen=True, slots=True)
class Found:
    """The lines asked for, with their totals; `hidden` amounts are not shown, `kept_back` tells if there are any."""

    lines: QuerySet[CountedLine]
    totals: tuple[Total, ...]
    hidden: Hidden
    kept_back: bool

    @property
    def count(self) -> int:
        """How many lines there are in all."""
        return sum(total.lines for total in self.totals)

    @property
    def total(self) -> Total | None:
        """All measures together, where they are counted in one unit."""
        units = {total.unit for total in self.totals}
        if len(units) != 1:
            return None
        known = [total.quantity for total in self.totals if total.quantity is not None]
        bases = [total.base for total in self.totals if total.base is not None]
        whole = len(known) == len(self.totals)
        return Total("", units.pop(), sum(known) if whole else None, sum(bases) if whole else None, self.count)

    def hides(self, line: CountedLine) -> bool:
        """Is the amount of this line kept back?"""
        return (line.measure, line.day, line.key, line.service) in self.hidden


def asked(query: QueryDict) -> Asked:
    """What an address asks for. Raises ValueError, with what is wrong in Dutch."""
    named = str(query.get("period", ""))
    period = Period.parse(named) if named else None
    if query.get("since") or query.get("until"):
        period = Period(_day(query.get("since"), FIRST), _day(query.get("until"), LAST))
    service = query.get("service", "")
    if service and not (service.isascii() and service.isdigit() and len(service) < 4):
        raise ValueError(f"“{service}” is geen nummer van een dienst.")
    measures = tuple(one for one in query.getlist("measure") if one)
    return Asked(measures, period, int(service) if service else None, tuple(query.getlist("key")))


def _day(text: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError:
        raise ValueError(f"“{text}” is geen dag. Schrijf een dag als 2026-09-24.") from None


def found(client: int, wanted: Asked, minimum: int | None) -> Found:
    """The lines of a client and their totals. `minimum` is from how many people wages are shown; None shows all."""
    selected = _narrowed(lines(client, LinesWanted(service=wanted.service, period=wanted.period)), wanted)
    hidden = _hidden(client, wanted, minimum) if minimum is not None else frozenset()
    inside = _inside(selected, hidden)
    return Found(selected, _totals(selected, given_away(hidden, inside)), hidden, bool(inside & hidden))


def _narrowed(selected: QuerySet[CountedLine], wanted: Asked) -> QuerySet[CountedLine]:
    if wanted.measures:
        selected = selected.filter(measure__in=wanted.measures)
    return selected.filter(key__in=wanted.keys) if wanted.keys else selected


def _totals(selected: QuerySet[CountedLine], kept_back: set[str]) -> tuple[Total, ...]:
    rows = (
        selected.order_by()
        .values_list("measure", "unit")
        .annotate(Sum("quantity"), Sum("base"), Count("id"))
        .order_by("measure", "unit")
    )
    return tuple(
        Total(measure, unit, None if measure in kept_back else quantity, None if measure in kept_back else base, number)
        for measure, unit, quantity, base, number in rows
    )


def _inside(selected: QuerySet[CountedLine], hidden: Hidden) -> Hidden:
    """What was selected of the measures of which something is kept back."""
    measures = {measure for measure, _, _, _ in hidden}
    if not measures:
        return frozenset()
    places = selected.filter(measure__in=measures).order_by().values_list("measure", "day", "key", "service")
    return frozenset(places.distinct())


def given_away(hidden: Hidden, inside: Hidden) -> set[str]:
    """The measures whose total over a selection would give away what few people earn.

    A total is harmless only when it holds everything that is hidden of a month: then at least two amounts stand in it.
    """
    months = {place[:3] for place in inside & hidden}
    return {month[0] for month in months if _partly(month, hidden, inside)}


def _partly(month: tuple[str, date, str], hidden: Hidden, inside: Hidden) -> bool:
    mine = {place for place in hidden if place[:3] == month}
    return not mine <= inside or len(mine) == 1


def _hidden(client: int, wanted: Asked, minimum: int) -> Hidden:
    """What is kept back among the months that were asked for, judged over all services of those months."""
    every = _narrowed(lines(client, LinesWanted(period=wanted.period)), wanted)
    rows = (
        every.filter(unit="cents")
        .exclude(base=0)
        .order_by()
        .values_list("measure", "day", "key", "service")
        .annotate(Sum("base"))
    )
    return too_few([Amount(*row) for row in rows], minimum)


def hidden_of_entry(entry_lines: Sequence[CountedLine], minimum: int | None) -> Hidden:
    """What is kept back of the lines of one entry."""
    if minimum is None:
        return frozenset()
    people: dict[tuple[str, date, str, int], int] = {}
    for line in entry_lines:
        if line.unit == "cents" and line.base:
            place = (line.measure, line.day, line.key, line.service)
            people[place] = people.get(place, 0) + line.base
    return too_few([Amount(*place, persons) for place, persons in people.items()], minimum)


def without(header: Mapping[str, Any], hide: bool) -> dict[str, Any]:
    """The header of an entry as it is shown; its lines are left out where one of them is kept back."""
    return {name: value for name, value in header.items() if not (hide and name == "lines")}
