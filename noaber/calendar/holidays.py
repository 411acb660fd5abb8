"""The days that do not count for terms of law: legal holidays by computation, equated days as data. Atw art. 3."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

_DECREES = Path(__file__).with_name("royal_decree.toml")


@lru_cache
def equated_days() -> frozenset[date]:
    """Days equated with holidays by royal decree (Atw art. 3, third paragraph), from the data file in this folder."""
    return frozenset(tomllib.loads(_DECREES.read_text())["days"])


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous Gregorian computus)."""
    golden, century, rest = year % 19, *divmod(year, 100)
    leap, skipped = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon + 15) % 30
    four, left = divmod(rest, 4)
    weekday = (32 + 2 * skipped + 2 * four - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def holidays(year: int) -> dict[date, str]:
    """Every day of a year that the Algemene termijnenwet sets aside, with its name; weekends are not among them.

    5 May counts every year and Good Friday is equated with a holiday by the act itself (art. 3, first and second
    paragraph).
    """
    sunday = easter(year)
    king = date(year, 4, 27)
    named = {
        date(year, 1, 1): "Nieuwjaarsdag",
        sunday - timedelta(days=2): "Goede Vrijdag",
        sunday + timedelta(days=1): "Tweede Paasdag",
        king if king.weekday() != 6 else date(year, 4, 26): "Koningsdag",
        date(year, 5, 5): "Vijfde mei",
        sunday + timedelta(days=39): "Hemelvaartsdag",
        sunday + timedelta(days=50): "Tweede Pinksterdag",
        date(year, 12, 25): "Eerste Kerstdag",
        date(year, 12, 26): "Tweede Kerstdag",
    }
    equated = {day: "Gelijkgesteld bij koninklijk besluit" for day in equated_days() if day.year == year}
    return dict(sorted((equated | named).items()))


def is_holiday(day: date) -> bool:
    """Is it a legal holiday, or a day equated with one?"""
    return day in holidays(day.year)
