"""When a funeral can be held at a cemetery, as its municipality lays it down: one TOML file, each row with its days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from noaber.calendar.holidays import is_holiday
from noaber.cemetery.data_files import document_of, rows_of
from noaber.cemetery.law import FaultyRules, wrong_days
from noaber.parties.clock import AMSTERDAM
from noaber.values import Clause, Period

WEEKDAY, SATURDAY, HOLIDAY, SUNDAY = "weekday", "saturday", "holiday", "sunday"
SORTS = {WEEKDAY: "werkdag", SATURDAY: "zaterdag", HOLIDAY: "feestdag", SUNDAY: "zondag"}
QUARTER = 15
"""What a crew is kept for is counted in quarters of an hour."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Between which times a funeral can be held on a sort of day; the last one is over when it closes.

    An empty `cemetery` is every one. `minutes` is how long the crew is kept for one funeral.
    """

    cemetery: str
    days: str
    opens: time
    closes: time
    minutes: int
    clause: Clause
    period: Period
    proposal: bool = False

    def starts_on(self, day: date) -> Iterator[datetime]:
        """The moments at which a funeral can begin on a day."""
        moment, closes = datetime.combine(day, self.opens, AMSTERDAM), datetime.combine(day, self.closes, AMSTERDAM)
        while moment + timedelta(minutes=self.minutes) <= closes:
            yield moment
            moment += timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Crews:
    """How many funerals the municipality can carry at one moment, over all its cemeteries."""

    number: int
    period: Period


@dataclass(frozen=True, slots=True)
class Openings:
    """Everything a municipality lays down about the times of funerals."""

    openings: tuple[Opening, ...]
    crews: tuple[Crews, ...]

    def on(self, cemetery: str, day: date) -> Opening | None:
        """The opening of a cemetery on a day; its own before that of all; None where it is closed then."""
        rows = [one for one in self.openings if one.days == sort_of(day) and day in one.period]
        own = [one for one in rows if one.cemetery == cemetery]
        return next(iter(own or [one for one in rows if not one.cemetery]), None)

    def crews_on(self, day: date) -> int:
        """How many crews there are on a day."""
        return next((one.number for one in self.crews if day in one.period), 0)

    @property
    def draft(self) -> bool:
        """Is any of it not (yet) checked in the rules of the municipality?"""
        return any(one.proposal for one in self.openings)


def sort_of(day: date) -> str:
    """What sort of day it is; a holiday on a Sunday is a Sunday."""
    if day.weekday() == 6:
        return SUNDAY
    if is_holiday(day):
        return HOLIDAY
    return SATURDAY if day.weekday() == 5 else WEEKDAY


def read_openings(content: bytes) -> Openings:
    """The data from a file. Raises FaultyRules with every mistake."""
    document = document_of(content)
    mistakes = [f"“{name}” hoort niet in dit bestand. Haal het weg." for name in document.keys() - {"opening", "crews"}]
    openings = rows_of(document, "opening", _opening, mistakes)
    crews = rows_of(document, "crews", _crews, mistakes)
    series: dict[tuple[str, str], list[Period]] = {}
    for one in openings:
        series.setdefault((one.cemetery, one.days), []).append(one.period)
    for (cemetery, days), periods in series.items():
        mistakes += wrong_days(f"De openingstijd op {SORTS[days]} van {cemetery or 'alle begraafplaatsen'}", periods)
    mistakes += wrong_days("Het aantal ploegen", [one.period for one in crews])
    if mistakes:
        raise FaultyRules(mistakes)
    return Openings(tuple(openings), tuple(crews))


def _opening(row: Mapping[str, Any]) -> Opening:
    opens, closes = (_time(row[name]) for name in ("opens", "closes"))
    if row["days"] not in SORTS:
        raise ValueError(f"days “{row['days']}” is niet bekend. Kies uit: {', '.join(SORTS)}.")
    if not opens < closes:
        raise ValueError("opens ligt niet voor closes.")
    minutes = row["minutes"]
    if not isinstance(minutes, int) or minutes <= 0 or minutes % QUARTER:
        raise ValueError(f"minutes “{minutes}” is geen aantal kwartieren.")
    clause = Clause(str(row["law"]), str(row["article"]))
    proposal = bool(row.get("proposal", False))
    period = Period(row["since"], row.get("until"))
    return Opening(str(row.get("cemetery", "")), row["days"], opens, closes, minutes, clause, period, proposal)


def _time(text: Any) -> time:
    found = time.fromisoformat(str(text))
    if found.minute % QUARTER:
        raise ValueError(f"de tijd {text} ligt niet op een kwartier.")
    return found


def _crews(row: Mapping[str, Any]) -> Crews:
    number = row["number"]
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ValueError(f"number “{number}” is geen aantal ploegen.")
    return Crews(number, Period(row["since"], row.get("until")))


def days_from(first: date, last: date) -> Sequence[date]:
    """Every day from one up to and including another."""
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]
