"""How long free graves last, and what renewals bring in: sums with their assumptions, for who decides about money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noaber.cemetery.cockpit.terms import CockpitTerms
from noaber.values import Euro, Trace


@dataclass(frozen=True, slots=True)
class Stock:
    """A kind of grave at a cemetery: how many are free, and how many were given out in the years that are counted."""

    cemetery: str
    kind: str
    free: int
    given: int


def years_left(stock: Stock, terms: CockpitTerms) -> Trace:
    """For how many years are there free graves at the present pace? Rounded down to tenths."""
    years = terms.pace_years
    inputs = (
        Trace("Vrije graven", str(stock.free)),
        Trace("Uitgegeven", f"{stock.given} in {years.value} jaar", clause=years.clause),
    )
    label = f"{stock.kind}, {stock.cemetery}"
    if not stock.given:
        value = "niet te zeggen" if stock.free else "geen vrije graven"
        return Trace(label, value, "In deze jaren is er geen uitgegeven.", inputs=inputs)
    tenths = stock.free * years.value * 10 // stock.given
    formula = f"{stock.free} vrije graven, gedeeld door {stock.given} in {years.value} jaar"
    value = f"{tenths // 10},{tenths % 10} jaar"
    return Trace(label, value, formula, years.clause, "naar beneden, op een tiende", inputs)


@dataclass(frozen=True, slots=True)
class Ending:
    """Rights of one kind that end in a year, and what renewing one costs; `price` is empty where no tariff says it."""

    year: int
    kind: str
    rights: int
    price: Euro | None


def percent_words(terms: CockpitTerms) -> str:
    """The share that renews, as people read it."""
    hundredths = int(terms.renewal_percent.value * 10_000)
    whole, rest = divmod(hundredths, 100)
    return f"{whole} %" if not rest else f"{whole},{rest:02d} %"


def income_of(year: int, endings: Sequence[Ending], terms: CockpitTerms) -> Trace:
    """What do renewals bring in in a year? The rights that end then, at today's tariff, for the share that renews."""
    share, percent = terms.renewal_percent, percent_words(terms)
    mine = [one for one in endings if one.year == year]
    known = [one for one in mine if one.price is not None]
    whole = Euro.sum(one.price * one.rights for one in known if one.price is not None)
    income = whole.part(share.value)
    inputs = [_ending(one) for one in mine]
    inputs.append(Trace("Deel dat verlengt", percent, "aanname", share.clause))
    lacking = sum(one.rights for one in mine if one.price is None)
    formula = f"{whole} voor alle rechten die in {year} eindigen, maal {percent}"
    formula += f"; {lacking} rechten zonder tarief tellen niet mee" if lacking else ""
    return Trace(str(year), str(income), formula, share.clause, "op een cent", tuple(inputs))


def _ending(one: Ending) -> Trace:
    price = f"{one.price} per recht" if one.price is not None else "geen tarief in de tabel"
    return Trace(one.kind, f"{one.rights} rechten", price)
