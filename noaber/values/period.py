"""A run of days, both ends included; the end may be open."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Days from `since` to `until`, both included; `until=None` means until further notice."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"een periode kan niet eindigen ({self.until}) voor zij begint ({self.since})")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """A calendar month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """A calendar quarter, 1 to 4."""
        return cls(date(year, quarter * 3 - 2, 1), cls.month(year, quarter * 3).until)

    @classmethod
    def quarter_of(cls, day: date) -> Period:
        """The calendar quarter in which a day falls."""
        return cls.quarter(day.year, (day.month + 2) // 3)

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        """A calendar half-year, 1 or 2."""
        return cls(date(year, half * 6 - 5, 1), cls.month(year, half * 6).until)

    @classmethod
    def year(cls, year: int) -> Period:
        """A calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> Period:
        """`2026`, `2026-H1`, `2026-Q3`, `2026-09` or `2026-09-24`. Raises ValueError with the forms that are known."""
        year, _, rest = text.partition("-")
        try:
            if not rest:
                return cls.year(int(year))
            if rest[0] in "Qq":
                return cls.quarter(int(year), _within(rest[1:], 4))
            if rest[0] in "Hh":
                return cls.half(int(year), _within(rest[1:], 2))
            if "-" in rest:
                return cls(date.fromisoformat(text), date.fromisoformat(text))
            return cls.month(int(year), _within(rest, 12))
        except (ValueError, IndexError, OverflowError):
            raise ValueError(
                f"“{text}” is geen periode. Schrijf een jaar (2026), halfjaar (2026-H1), kwartaal (2026-Q3), "
                "maand (2026-09) of dag (2026-09-24)."
            ) from None

    def __contains__(self, day: object) -> bool:
        assert isinstance(day, date)
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: Period) -> bool:
        """Do the two share a day?"""
        return (other.until is None or self.since <= other.until) and (self.until is None or other.since <= self.until)

    @property
    def days(self) -> int:
        """How many days; only for a period that ends."""
        assert self.until is not None, "an open period has no length"
        return (self.until - self.since).days + 1

    def __iter__(self) -> Iterator[date]:
        day = self.since
        while self.until is None or day <= self.until:
            yield day
            day += timedelta(days=1)

    @property
    def code(self) -> str:
        """The shortest text that `parse` reads back, `2026-Q3`; other periods as two days with a slash."""
        year = self.since.year
        if self == Period.year(year):
            return str(year)
        for half in (1, 2):
            if self == Period.half(year, half):
                return f"{year}-H{half}"
        for quarter in (1, 2, 3, 4):
            if self == Period.quarter(year, quarter):
                return f"{year}-Q{quarter}"
        if self == Period.month(year, self.since.month):
            return f"{year}-{self.since.month:02d}"
        return f"{self.since}/{self.until or '..'}" if self.since != self.until else str(self.since)

    def __str__(self) -> str:
        code, year = self.code, self.since.year
        if code == str(year):
            return code
        if code[5:6] == "H":
            return f"{'eerste' if code[-1] == '1' else 'tweede'} halfjaar {year}"
        if code[5:6] == "Q":
            return f"{code[-1]}e kwartaal {year}"
        if len(code) == 7:
            return f"{MONTHS[self.since.month - 1]} {year}"
        end = f" tot en met {dutch_day(self.until)}" if self.until else ""
        return f"{dutch_day(self.since)}{end}" if self.since != self.until else dutch_day(self.since)


def dutch_day(day: date) -> str:
    """A day as people read it: `24 november 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _within(text: str, highest: int) -> int:
    number = int(text)
    if not 1 <= number <= highest:
        raise ValueError(text)
    return number
