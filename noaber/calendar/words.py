"""Days and what is left of them, in the words people use."""

from __future__ import annotations

from datetime import date

from noaber.calendar.deadlines import UNITS
from noaber.calendar.working_days import working_days_between

WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def short_day(day: date) -> str:
    """A day in a table: `di 8 dec 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def unit_of(word: str) -> str:
    """The unit of a term from an English word, one or more of it (`day`, `weeks`); empty for a word that is none."""
    unit = word.removesuffix("s")
    return unit if unit in UNITS else ""


def days_left(day: date, today: date) -> str:
    """How long until a day, in working days: `vandaag`, `nog 5 werkdagen`, `3 werkdagen te laat`."""
    if day == today:
        return "vandaag"
    left = working_days_between(today, day)
    if day < today:
        return f"{_counted(-left)} te laat" if left else "net te laat"
    return f"nog {_counted(left)}" if left else "voor de volgende werkdag"


def _counted(number: int) -> str:
    return f"{number} werkdag" if number == 1 else f"{number} werkdagen"
