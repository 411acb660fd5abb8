"""What a municipality itself lays down about its cemeteries: rules, kinds of graves and tariffs, each with its days.

One TOML file a municipality. It is read whole or not at all, with every mistake in Dutch.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from noaber.cemetery.law import NAMES, FaultyRules, Rules, national, read_rules, wrong_days
from noaber.cemetery.tariffs import (
    FIXED,
    PER_TIME,
    PER_YEAR,
    PERCENT,
    Tariff,
    read_tariff,
    whole,
    wrong_tables,
)
from noaber.cemetery.windows import EXCLUSIVE, GENERAL
from noaber.values import Clause, Period

MOST_LAYERS = 3
"""At most three bodies above each other in an earth grave (Besluit op de lijkbezorging art. 5)."""


@dataclass(frozen=True, slots=True)
class Cemetery:
    """A cemetery; `closed_on` is the day since which nobody is buried there.

    `scatter_field` is the name of ground that is destined for scattering ashes for good, empty where there is none.
    """

    code: str
    name: str
    closed_on: date | None = None
    scatter_field: str = ""


@dataclass(frozen=True, slots=True)
class GraveKind:
    """A kind of grave at one cemetery. `grants` and `renewals` are numbers of years; `indefinite` is without an end."""

    code: str
    name: str
    cemetery: str
    right: str
    layers_max: int
    urns_max: int
    grants: tuple[int, ...]
    renewals: tuple[int, ...]
    indefinite: bool
    clause: Clause
    period: Period


@dataclass(frozen=True, slots=True)
class Local:
    """The local data of a municipality; `digest` is by which this version is known in the journal."""

    municipality: int
    rules: Rules
    cemeteries: tuple[Cemetery, ...]
    kinds: tuple[GraveKind, ...]
    tariffs: tuple[Tariff, ...]
    digest: str = field(default="", compare=False)

    def cemetery(self, code: str) -> Cemetery:
        """A cemetery by its code. Raises KeyError."""
        found = next((one for one in self.cemeteries if one.code == code), None)
        if found is None:
            raise KeyError(code)
        return found

    def cemetery_named(self, name: str) -> Cemetery | None:
        """A cemetery by its name or code."""
        return next((one for one in self.cemeteries if name in (one.name, one.code)), None)

    def name_of(self, cemetery: str) -> str:
        """What a cemetery is called; its code where the municipality does not name it (any more)."""
        return next((one.name for one in self.cemeteries if one.code == cemetery), cemetery)

    def kind_name(self, code: str, cemetery: str, day: date) -> str:
        """What a kind of grave is called on a day; its code where the municipality does not name it then."""
        kind = self.kind_at(code, cemetery, day)
        return kind.name if kind else code

    def kind_at(self, code: str, cemetery: str, day: date) -> GraveKind | None:
        """A kind of grave as it holds at a cemetery on a day; None where the municipality has none of it there."""
        wanted = (code, cemetery)
        return next((one for one in self.kinds if (one.code, one.cemetery) == wanted and day in one.period), None)

    def tariff(
        self, what: str, kind: str, cemetery: str, day: date, years: int | None = None, age: int | None = None
    ) -> Tariff | None:
        """The row for a question on a day: a fixed price, or with `years` that of so many; None where there is none."""
        return next(
            (
                row
                for row in self.tariffs
                if (row.what, row.unit, row.years) == (what, FIXED, years)
                and day in row.period
                and row.fits(kind, cemetery, age)
            ),
            None,
        )

    def per_time(self, what: str, kind: str, cemetery: str, day: date) -> Tariff | None:
        """The price of one time on a day; None where the table has none."""
        wanted = (what, PER_TIME)
        rows = (row for row in self.tariffs if (row.what, row.unit) == wanted and day in row.period)
        return next((row for row in rows if row.fits(kind, cemetery, None)), None)

    def surcharges(self, what: str, kind: str, cemetery: str, at: datetime) -> list[Tariff]:
        """The surcharges on something at a moment, in local time."""
        rows = [row for row in self.tariffs if (row.what, row.unit) == (what, PERCENT) and at.date() in row.period]
        return [row for row in rows if row.fits(kind, cemetery, None) and row.counts_at(at)]

    def per_year(self, what: str, kind: str, cemetery: str, day: date) -> Tariff | None:
        """The price of one year on a day; None where the table has none."""
        wanted = (what, PER_YEAR)
        rows = (row for row in self.tariffs if (row.what, row.unit) == wanted and day in row.period)
        return next((row for row in rows if row.fits(kind, cemetery, None)), None)


def read_local(content: bytes) -> Local:
    """The local data from a file. Raises FaultyRules with every mistake."""
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FaultyRules([f"regel {line}: Bewaar het bestand als UTF-8: hier staat een vreemd teken."]) from None
    except tomllib.TOMLDecodeError as error:
        raise FaultyRules([f"Dit is geen geldige TOML ({error})."]) from None
    reader = _Reader(document)
    local = reader.local(hashlib.sha256(content).hexdigest())
    if reader.mistakes:
        raise FaultyRules(reader.mistakes)
    return local


class _Reader:
    """Collects what is wrong while it reads."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.mistakes: list[str] = []

    def local(self, digest: str) -> Local:
        known = {"municipality", "rule", "cemetery", "kind", "tariff"}
        self.mistakes += [f"“{name}” hoort niet in dit bestand. Haal het weg." for name in self.document.keys() - known]
        cemeteries = tuple(self._rows("cemetery", _cemetery))
        kinds = tuple(self._rows("kind", _kind))
        tariffs = tuple(self._rows("tariff", read_tariff))
        self._check_kinds(kinds, {one.code for one in cemeteries})
        self.mistakes += wrong_tables(tariffs, {one.code for one in cemeteries}, {one.code for one in kinds})
        return Local(int(self.document.get("municipality", 0)), self._rules(), cemeteries, kinds, tariffs, digest)

    def _rules(self) -> Rules:
        try:
            return read_rules(self.document.get("rule", ()))
        except FaultyRules as faulty:
            self.mistakes += faulty.mistakes
            return {}

    def _rows(self, section: str, read: Any) -> list[Any]:
        found = []
        for number, row in enumerate(self.document.get(section, ()), 1):
            try:
                found.append(read(row))
            except KeyError as error:
                self.mistakes.append(f"[[{section}]] nummer {number}: {error.args[0]} ontbreekt. Vul het aan.")
            except (ValueError, TypeError) as error:
                self.mistakes.append(f"[[{section}]] nummer {number} ({row.get('code', '?')}): {error}")
        return found

    def _check_kinds(self, kinds: Sequence[GraveKind], cemeteries: set[str]) -> None:
        series: dict[tuple[str, str], list[GraveKind]] = {}
        for kind in kinds:
            series.setdefault((kind.code, kind.cemetery), []).append(kind)
            if kind.cemetery not in cemeteries:
                self.mistakes.append(f"Soort {kind.code}: begraafplaats {kind.cemetery} staat niet in [[cemetery]].")
            if kind.layers_max > MOST_LAYERS:
                text = f"Soort {kind.code}: hooguit {MOST_LAYERS} lagen (Besluit op de lijkbezorging art. 5)."
                self.mistakes.append(text)
        for (code, cemetery), rows in series.items():
            self.mistakes += wrong_days(f"De soort {code} op {cemetery}", [row.period for row in rows])


def _period(row: Mapping[str, Any]) -> Period:
    return Period(row["since"], row.get("until"))


def _clause(row: Mapping[str, Any]) -> Clause:
    return Clause(str(row["law"]), str(row["article"]))


def _cemetery(row: Mapping[str, Any]) -> Cemetery:
    field = str(row.get("scatter_field", ""))
    return Cemetery(str(row["code"]), str(row["name"]), row.get("closed_on"), field)


def _kind(row: Mapping[str, Any]) -> GraveKind:
    if row["right"] not in ("", EXCLUSIVE, GENERAL):
        raise ValueError(f"right is {EXCLUSIVE} of {GENERAL}, niet “{row['right']}”.")
    return GraveKind(
        str(row["code"]),
        str(row["name"]),
        str(row["cemetery"]),
        str(row["right"]),
        whole(row["layers_max"]),
        whole(row["urns_max"]),
        tuple(whole(one) for one in row.get("grants", ())),
        tuple(whole(one) for one in row.get("renewals", ())),
        bool(row.get("indefinite", False)),
        _clause(row),
        _period(row),
    )


def lacking(local: Local) -> list[str]:
    """The local numbers that these data leave out, so that a clock could not run."""
    return [name for name in NAMES if name not in local.rules and name not in national()]
