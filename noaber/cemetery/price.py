"""What something costs and why: one line for each row of the tariff table that counts, with the sum written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from noaber.cemetery.local import GraveKind, Local
from noaber.cemetery.tariffs import RENEW, Tariff
from noaber.values import Clause, Euro


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of a price: `17 jaar x € 97,00`. A snapshot: what the table says later does not change it."""

    tariff: str
    title: str
    quantity: int
    unit: Euro
    sum: str
    clause: Clause
    vat: str
    draft: bool
    what: str = ""
    since: date | None = None
    ledger: str = ""
    cost_centre: str = ""
    cost_kind: str = ""

    @property
    def amount(self) -> Euro:
        """What the line comes to."""
        return self.unit * self.quantity


@dataclass(frozen=True, slots=True)
class Price:
    """The lines of a price, and what no row of the table says anything about."""

    lines: tuple[PriceLine, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def total(self) -> Euro:
        """All lines together."""
        return Euro.sum(line.amount for line in self.lines)

    @property
    def draft(self) -> bool:
        """Is any of the amounts not (yet) that of the ordinance in force?"""
        return any(line.draft for line in self.lines)

    def of(self, *what: str) -> Price:
        """The lines that are about these things; what is unknown stays with the whole."""
        return Price(tuple(line for line in self.lines if line.what in what))

    def __add__(self, other: Price) -> Price:
        return Price(self.lines + other.lines, self.unknown + other.unknown)


def once(local: Local, what: str, kind: GraveKind, day: date, words: str, age: int | None = None) -> Price:
    """The price of something that is done once, on the day that it is done."""
    row = local.tariff(what, kind.code, kind.cemetery, day, age=age)
    return Price((_line(row, 1, ""),)) if row else Price(unknown=(words,))


def of_years(local: Local, what: str, kind: GraveKind, years: int, day: date) -> Price:
    """The price of a term: that of so many years where the table has it, otherwise so many times that of one year."""
    if row := local.tariff(what, kind.code, kind.cemetery, day, years=years):
        return Price((_line(row, 1, ""),))
    if row := local.per_year(what, kind.code, kind.cemetery, day):
        return Price((_line(row, years, " jaar"),))
    return Price(unknown=(f"{'verlengen' if what == RENEW else 'uitgifte'} met {years} jaar",))


def terms_with_price(
    local: Local, what: str, kind: GraveKind, terms: Sequence[int], day: date
) -> list[tuple[str, str]]:
    """What can be chosen: so many years, in words and with its price where the table has one."""
    found = []
    for years in terms:
        price = of_years(local, what, kind, years, day)
        words = f"{price.total} ({price.lines[0].sum})" if price.lines else "geen bedrag in de tabel"
        found.append((str(years), f"{years} jaar: {words}"))
    return found


def of_times(local: Local, what: str, kind: GraveKind, times: int, day: date, words: str) -> Price:
    """The price of something that is done so many times."""
    row = local.per_time(what, kind.code, kind.cemetery, day)
    return Price((_line(row, times, " keer"),)) if row else Price(unknown=(words,))


def surcharges(local: Local, what: str, kind: GraveKind, at: datetime, on: Price) -> Price:
    """What comes on top of a price because of its moment, in local time: each a part of that price, none of another."""
    whole = on.of(what).total
    rows = local.surcharges(what, kind.code, kind.cemetery, at) if whole else []
    return Price(tuple(_surcharge(row, whole) for row in rows))


def _surcharge(row: Tariff, whole: Euro) -> PriceLine:
    return _line(replace(row, amount=whole.part(Fraction(row.percent, 100))), 1, "", f"{row.percent}% van {whole}")


def _line(row: Tariff, quantity: int, unit: str, words: str = "") -> PriceLine:
    return PriceLine(
        row.code,
        row.title,
        quantity,
        row.amount,
        words or f"{quantity}{unit} x {row.amount}",
        row.clause,
        row.vat,
        row.draft,
        row.what,
        row.period.since,
        row.ledger,
        row.cost_centre,
        row.cost_kind,
    )
