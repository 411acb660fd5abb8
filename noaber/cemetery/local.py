"""What a municipality itself lays down about its cemeteries: rules, kinds of graves and tariffs, each with its days.

One TOML file a municipality. It is read whole or not at all, with every mistake in Dutch.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from noaber.cemetery.law import NAMES, FaultyRules, Rules, national, read_rules, wrong_days
from noaber.cemetery.windows import EXCLUSIVE, GENERAL
from noaber.values import Clause, Euro, Period

GRANT, RENEW, BURIAL, URN, TRANSFER = "grant", "renew", "burial", "urn", "transfer"
WHAT = {
    GRANT: "uitgifte",
    RENEW: "verlenging",
    BURIAL: "begraven",
    URN: "asbus plaatsen",
    TRANSFER: "overschrijven",
}
FIXED, PER_YEAR = "fixed", "per-year"
MOST_LAYERS = 3
"""At most three bodies above each other in an earth grave (Besluit op de lijkbezorging art. 5)."""


@dataclass(frozen=True, slots=True)
class Cemetery:
    """A cemetery; `closed_on` is the day since which nobody is buried there."""

    code: str
    name: str
    closed_on: date | None = None


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
class Tariff:
    """A row of the tariff table. Empty `kinds` or `cemetery` is every one; ages run up to, not including, `age_below`.

    `draft` marks an amount that is not (yet) that of the ordinance in force; pages say so.
    """

    code: str
    title: str
    what: str
    unit: str
    amount: Euro
    clause: Clause
    period: Period
    source: str
    kinds: tuple[str, ...] = ()
    cemetery: str = ""
    years: int | None = None
    age_from: int = 0
    age_below: int | None = None
    vat: str = "vrijgesteld"
    draft: bool = False

    def fits(self, kind: str, cemetery: str, age: int | None) -> bool:
        """Is it about this kind of grave, this cemetery and this age?"""
        of_age = age is None or (self.age_from <= age and (self.age_below is None or age < self.age_below))
        return (not self.kinds or kind in self.kinds) and self.cemetery in ("", cemetery) and of_age

    def meets(self, other: Tariff) -> bool:
        """Could both be the answer to one question on one day?"""
        same = (self.what, self.unit, self.years) == (other.what, other.unit, other.years)
        kinds = not self.kinds or not other.kinds or bool(set(self.kinds) & set(other.kinds))
        places = not self.cemetery or not other.cemetery or self.cemetery == other.cemetery
        below, above = sorted((self, other), key=lambda one: one.age_from)
        ages = below.age_below is None or above.age_from < below.age_below
        return same and kinds and places and ages and self.period.overlaps(other.period)


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
        tariffs = tuple(self._rows("tariff", _tariff))
        self._check_kinds(kinds, {one.code for one in cemeteries})
        self._check_tariffs(tariffs, {one.code for one in cemeteries}, {one.code for one in kinds})
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

    def _check_tariffs(self, tariffs: Sequence[Tariff], cemeteries: set[str], kinds: set[str]) -> None:
        series: dict[str, list[Tariff]] = {}
        for place, row in enumerate(tariffs):
            series.setdefault(row.code, []).append(row)
            if row.cemetery and row.cemetery not in cemeteries:
                self.mistakes.append(f"Tarief {row.code}: begraafplaats {row.cemetery} staat niet in [[cemetery]].")
            self.mistakes += [f"Tarief {row.code}: soort {one} staat niet in [[kind]]." for one in {*row.kinds} - kinds]
            for other in tariffs[:place]:
                if other.code != row.code and row.meets(other):
                    since = max(row.period.since, other.period.since)
                    text = f"Tarief {row.code} en tarief {other.code} gelden allebei voor hetzelfde vanaf {since}."
                    self.mistakes.append(f"{text} Maak duidelijk welk van de twee geldt.")
        for code, rows in series.items():
            self.mistakes += wrong_days(f"Het tarief {code}", [row.period for row in rows])


def _period(row: Mapping[str, Any]) -> Period:
    return Period(row["since"], row.get("until"))


def _clause(row: Mapping[str, Any]) -> Clause:
    return Clause(str(row["law"]), str(row["article"]))


def _cemetery(row: Mapping[str, Any]) -> Cemetery:
    return Cemetery(str(row["code"]), str(row["name"]), row.get("closed_on"))


def _kind(row: Mapping[str, Any]) -> GraveKind:
    if row["right"] not in ("", EXCLUSIVE, GENERAL):
        raise ValueError(f"right is {EXCLUSIVE} of {GENERAL}, niet “{row['right']}”.")
    return GraveKind(
        str(row["code"]),
        str(row["name"]),
        str(row["cemetery"]),
        str(row["right"]),
        _whole(row["layers_max"]),
        _whole(row["urns_max"]),
        tuple(_whole(one) for one in row.get("grants", ())),
        tuple(_whole(one) for one in row.get("renewals", ())),
        bool(row.get("indefinite", False)),
        _clause(row),
        _period(row),
    )


def _tariff(row: Mapping[str, Any]) -> Tariff:
    if row["what"] not in WHAT:
        raise ValueError(f"what “{row['what']}” is niet bekend. Kies uit: {', '.join(WHAT)}.")
    if row["unit"] not in (FIXED, PER_YEAR):
        raise ValueError(f"unit is {FIXED} of {PER_YEAR}, niet “{row['unit']}”.")
    if not isinstance(row["amount"], str):
        raise ValueError("schrijf amount tussen aanhalingstekens, als “917.00”.")
    return Tariff(
        code=str(row["code"]),
        title=str(row["title"]),
        what=str(row["what"]),
        unit=str(row["unit"]),
        amount=Euro.of(row["amount"]),
        clause=_clause(row),
        period=_period(row),
        source=str(row["source"]),
        kinds=tuple(row.get("kinds", ())),
        cemetery=str(row.get("cemetery", "")),
        years=None if row.get("years") is None else _whole(row["years"]),
        age_from=_whole(row.get("age_from", 0)),
        age_below=None if row.get("age_below") is None else _whole(row["age_below"]),
        vat=str(row.get("vat", "vrijgesteld")),
        draft=bool(row.get("draft", False)),
    )


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"“{value}” is geen heel getal van nul of hoger.")
    return value


def lacking(local: Local) -> list[str]:
    """The local numbers that these data leave out, so that a clock could not run."""
    return [name for name in NAMES if name not in local.rules and name not in national()]
