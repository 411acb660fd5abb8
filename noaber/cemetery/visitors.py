"""What a municipality lays down about visitors without an account: searching by name, and how to find a grave.

One TOML file a municipality, beside its local rules. Without that file it has no public pages about graves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from noaber.cemetery.data_files import document_of, rows_of, while_unchanged
from noaber.cemetery.law import FaultyRules, wrong_days
from noaber.values import Clause, Period

FILE = "cemetery/visitors.toml"
FULL, YEARS, NONE = "full", "years", "none"
DATES = (FULL, YEARS, NONE)
LEAST_LETTERS = 2
"""Never fewer: nobody browses the register."""


@dataclass(frozen=True, slots=True)
class SearchRules:
    """How the register can be searched in a period. `dates` is how much of the days of birth and death is shown.

    Who was buried less than `delay_days` ago is not found yet. `per_minute` is how often one address may search.
    """

    least_letters: int
    most_hits: int
    delay_days: int
    dates: str
    per_minute: int
    clause: Clause
    period: Period


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where a cemetery is, and how somebody walks from its entrance, in Dutch and in English."""

    cemetery: str
    address: str = ""
    nl: str = ""
    en: str = ""

    def words(self, lang: str) -> str:
        """How to walk, in a language."""
        return self.en if lang == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Visitors:
    """Everything of one municipality."""

    search: tuple[SearchRules, ...]
    entrances: tuple[Entrance, ...]

    def on(self, day: date) -> SearchRules | None:
        """The rules as they hold on a day; None where the register cannot be searched then."""
        return next((rules for rules in self.search if day in rules.period), None)

    def entrance(self, cemetery: str) -> Entrance:
        """How to find a cemetery; empty where nothing was laid down."""
        return next((one for one in self.entrances if one.cemetery == cemetery), Entrance(cemetery))


def read_visitors(content: bytes) -> Visitors:
    """The file of a municipality. Raises FaultyRules with every mistake."""
    document, mistakes = document_of(content), list[str]()
    search = rows_of(document, "search", _rules, mistakes)
    entrances = rows_of(document, "entrance", _entrance, mistakes)
    mistakes += wrong_days("Het zoeken in het openbare register", [one.period for one in search])
    if mistakes:
        raise FaultyRules(mistakes)
    return Visitors(tuple(search), tuple(entrances))


def _rules(row: Mapping[str, Any]) -> SearchRules:
    letters, hits, delay, often = (_whole(row, name) for name in _NUMBERS)
    if letters < LEAST_LETTERS:
        raise ValueError(f"least_letters is ten minste {LEAST_LETTERS}: niemand bladert door het register.")
    if row["dates"] not in DATES:
        raise ValueError(f"dates “{row['dates']}” is niet bekend. Kies uit: {', '.join(DATES)}.")
    if not isinstance(row["since"], date):
        raise ValueError(f"since “{row['since']}” is geen dag. Schrijf hem als 2024-01-01.")
    clause, period = Clause(str(row["law"]), str(row["article"])), Period(row["since"], row.get("until"))
    return SearchRules(letters, hits, delay, row["dates"], often, clause, period)


_NUMBERS: Sequence[str] = ("least_letters", "most_hits", "delay_days", "per_minute")


def _whole(row: Mapping[str, Any], name: str) -> int:
    value = row[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < (0 if name == "delay_days" else 1):
        raise ValueError(f"{name} “{value}” is geen heel getal.")
    return value


def _entrance(row: Mapping[str, Any]) -> Entrance:
    return Entrance(str(row["cemetery"]), *(str(row.get(name, "")) for name in ("address", "nl", "en")))


def visitors_in(folder: Path) -> Visitors | None:
    """What stands in the folder of an agreement; None where its municipality has no public pages about graves."""
    path = folder / FILE
    return _read(path) if path.is_file() else None


_read = while_unchanged(read_visitors)
