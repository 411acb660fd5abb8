"""Numbers that can say why: a value as people read it, with the query that opens its journal lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlencode

from noaber.reporting.definitions import Sum
from noaber.values import Clause, Euro, Period, Trace

WINDOW = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a report. `value` is what people read, `number` the same for spreadsheets, in `unit`.

    Units are `count`, `percent`, `euro`, `days`, `minutes` and `average`.
    """

    value: str
    trace: Trace
    number: int | Decimal
    unit: str = "count"


@dataclass(frozen=True, slots=True)
class Total:
    """What a set of lines adds up to."""

    quantity: int = 0
    base: int = 0
    entries: int = 0

    def __add__(self, other: Total) -> Total:
        return Total(self.quantity + other.quantity, self.base + other.base, self.entries + other.entries)


NOTHING = Total()
_Place = tuple[str, str, int | None, str | None]


class Tally:
    """The sums of a report, added up beforehand for every question that a report asks of them."""

    def __init__(self, sums: Iterable[Sum], quarters: Sequence[str]) -> None:
        self.quarters = tuple(quarters)
        found: defaultdict[_Place, Total] = defaultdict(Total)
        keys: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        persons: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
        for row in sums:
            assert row.quarter in self.quarters, f"{row.quarter} lies outside the quarters of this report"
            total = Total(row.quantity, row.base, row.entries)
            keys[row.measure, row.service].add(row.key)
            if row.persons:
                persons[row.measure, row.quarter, row.service].append(row.persons)
            for service in (row.service, None):
                for key in (row.key, None):
                    found[row.measure, row.quarter, service, key] += total
        self._found, self._keys, self._persons = dict(found), dict(keys), dict(persons)

    def total(self, measure: str, quarters: Iterable[str], service: int | None = None, key: str | None = None) -> Total:
        """What the lines of some quarters add up to; of a service or a key where they are given."""
        return sum((self._found.get((measure, quarter, service, key), NOTHING) for quarter in quarters), NOTHING)

    def persons(self, measure: str, quarters: Iterable[str], service: int) -> int:
        """The smallest number of people behind an amount of a service; zero where no people stand behind it."""
        places = ((measure, quarter, service) for quarter in quarters)
        return min((number for place in places for number in self._persons.get(place, ())), default=0)

    def keys(self, measure: str, service: int) -> set[str]:
        """The keys that occur under a measure of a service."""
        return self._keys.get((measure, service), set())

    def services(self, *measures: str) -> set[int]:
        """The services that have lines of one of these measures."""
        return {service for measure, service in self._keys if measure in measures}


def window(period: Period) -> tuple[str, ...]:
    """The eight quarters up to and including a quarter, oldest first: the fourth is the same quarter of last year."""
    assert period == Period.parse(period.code) and "Q" in period.code, "a quarterly report covers one quarter"
    last = period.since.year * 4 + int(period.code[-1]) - 1
    return tuple(f"{number // 4}-Q{number % 4 + 1}" for number in range(last - WINDOW + 1, last + 1))


def quarter_name(code: str) -> str:
    """A quarter as a column head: `3e kw. 2026`."""
    return f"{code[-1]}e kw. {code[:4]}"


def span_code(quarters: Sequence[str]) -> str:
    """The code of a run of quarters where it has one: `2026-Q3`, `2026-H1`, `2026`; otherwise empty."""
    year, numbers = quarters[0][:4], "".join(quarter[-1] for quarter in quarters)
    codes = {"12": f"{year}-H1", "34": f"{year}-H2", "1234": year}
    return quarters[0] if len(quarters) == 1 else codes.get(numbers, "")


def lines_query(measure: str, quarters: Sequence[str], service: int | None = None, key: str | None = None) -> str:
    """The query that opens the lines under a number; empty where the quarters are no period with a code."""
    period = span_code(quarters)
    if not period:
        return ""
    asked: dict[str, str | int] = {"measure": measure, "period": period}
    if service is not None:
        asked["service"] = service
    if key is not None:
        asked["key"] = key
    return urlencode(asked)


def counted(
    tally: Tally,
    label: str,
    measure: str,
    quarters: Sequence[str],
    clause: Clause | None,
    service: int | None = None,
    key: str | None = None,
) -> Figure:
    """A count that is the sum of its lines."""
    total = tally.total(measure, quarters, service, key)
    text = whole(total.quantity)
    if not span_code(quarters):
        parts = tuple(
            counted(tally, quarter_name(quarter), measure, (quarter,), clause, service, key) for quarter in quarters
        )
        return summed(label, parts, clause)
    formula = f"som van de regels van {whole(total.entries)} handelingen in het journaal"
    trace = Trace(label, text, formula, clause, lines=lines_query(measure, quarters, service, key))
    return Figure(text, trace, total.quantity)


def summed(label: str, parts: Sequence[Figure], clause: Clause | None) -> Figure:
    """A count made of other counts."""
    number = sum(int(part.number) for part in parts)
    formula = " + ".join(part.trace.label.lower() for part in parts) if len(parts) < 5 else "som van de delen"
    return Figure(whole(number), Trace(label, whole(number), formula, clause, inputs=_traces(parts)), number)


def difference(label: str, new: Figure, old: Figure, clause: Clause | None) -> Figure:
    """How much more (+) or less (-) than before, in the unit of both."""
    assert new.unit == old.unit, "only the same things can be compared"
    number = new.number - old.number
    text = signed(int(number)) if new.unit == "count" else str(Euro.of(number))
    formula = f"{new.trace.label.lower()} - {old.trace.label.lower()}"
    return Figure(text, Trace(label, text, formula, clause, inputs=_traces((new, old))), number, new.unit)


def percentage(
    label: str, part: Figure, base: Figure, clause: Clause | None, same: Callable[[Fraction], bool] = bool
) -> Figure:
    """A part as a percentage of a base that is not zero.

    `same` asks what the result must keep saying after rounding (whether it meets a norm); a decimal is added until it
    does, so that a missed norm never reads as met.
    """
    exact = Fraction(part.number) * 100 / Fraction(base.number)
    number, places = rounded(exact, same)
    text = f"{decimal(number)}\u00a0%"
    formula = f"{part.trace.label.lower()} / {base.trace.label.lower()} x 100"
    steps = f"half omhoog op {places} {'decimaal' if places == 1 else 'decimalen'}"
    return Figure(text, Trace(label, text, formula, clause, steps, _traces((part, base))), number, "percent")


def average(
    label: str, part: Figure, base: Figure, clause: Clause | None, unit: str, same: Callable[[Fraction], bool] = bool
) -> Figure:
    """A quantity over the number it is spread over, which is not zero: `8,4`."""
    number, places = rounded(Fraction(part.number) / Fraction(base.number), same)
    text = decimal(number)
    formula = f"{part.trace.label.lower()} / {base.trace.label.lower()}"
    steps = f"half omhoog op {places} {'decimaal' if places == 1 else 'decimalen'}"
    return Figure(text, Trace(label, text, formula, clause, steps, _traces((part, base))), number, unit)


def money(label: str, amount: Euro, formula: str, clause: Clause | None, lines: str = "") -> Figure:
    """An amount that stands on its own: a budget, or the sum of lines."""
    return Figure(str(amount), Trace(label, str(amount), formula, clause, lines=lines), amount.decimal, "euro")


def total_money(
    label: str, parts: Sequence[Figure], clause: Clause | None, formula: str = "som van de rijen"
) -> Figure:
    """An amount made of other amounts."""
    amount = Euro.sum(Euro.of(Decimal(part.number)) for part in parts)
    return Figure(
        str(amount), Trace(label, str(amount), formula, clause, inputs=_traces(parts)), amount.decimal, "euro"
    )


def rounded(exact: Fraction, same: Callable[[Fraction], bool] = bool) -> tuple[Decimal, int]:
    """Half up to one decimal, or to as many (at most twelve) as it takes to keep saying the same."""
    places = 1
    while places < 12 and same(Fraction(half_up(exact, places))) != same(exact):
        places += 1
    return half_up(exact, places), places


def half_up(exact: Fraction, places: int) -> Decimal:
    """The nearest decimal of so many places; a half goes away from zero."""
    size = (abs(exact) * 10**places * 2 + 1) // 2
    return (Decimal(int(size)) if exact >= 0 else -Decimal(int(size))).scaleb(-places)


def whole(number: int) -> str:
    """A whole number with points between thousands: `1.234`."""
    return f"{number:,}".replace(",", ".")


def signed(number: int) -> str:
    """A whole number with its sign: `+12`, `-3`, `0`."""
    return f"+{whole(number)}" if number > 0 else whole(number)


def decimal(number: Decimal) -> str:
    """A number with a comma: `96,4`."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def _traces(figures: Iterable[Figure]) -> tuple[Trace, ...]:
    return tuple(figure.trace for figure in figures)
