"""Days and times for residents, in Dutch and in English."""

from __future__ import annotations

from datetime import date, datetime

from noaber.calendar.words import MONTHS as SHORT_MONTHS
from noaber.parties.clock import AMSTERDAM
from noaber.values.period import MONTHS

_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "nl": MONTHS,
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
SHORT_DAYS = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_PARTS = {"nl": ("ochtend", "middag", "avond"), "en": ("morning", "afternoon", "evening")}


def on_day(day: date | datetime, language: str) -> str:
    """A day in full, of a moment the day in the Netherlands: `dinsdag 8 december 2026`, `Tuesday 8 December 2026`."""
    if isinstance(day, datetime):
        day = day.astimezone(AMSTERDAM).date()
    return f"{_DAYS[language][day.weekday()]} {day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def at_time(moment: datetime, language: str) -> str:
    """A moment on the clock of the Netherlands: `10:30 uur`, `10:30`."""
    here = f"{moment.astimezone(AMSTERDAM):%H:%M}"
    return f"{here} uur" if language == "nl" else here


def short_day(day: date, language: str) -> str:
    """A day in a calendar: `8 dec`, `8 Dec`."""
    month = SHORT_MONTHS[day.month - 1] if language == "nl" else _MONTHS[language][day.month - 1][:3]
    return f"{day.day} {month}"


def part_of_day(moment: datetime, language: str) -> str:
    """The part of the day that a moment falls in, on the clock of the Netherlands."""
    hour = moment.astimezone(AMSTERDAM).hour
    return _PARTS[language][(hour >= 12) + (hour >= 17)]


def people(number: int, language: str) -> str:
    """How many people: `1 persoon`, `2 people`."""
    one, more = ("persoon", "personen") if language == "nl" else ("person", "people")
    return f"{number} {one if number == 1 else more}"
