"""Days as old registers have them: whole, or only a month, a year or a guess. What is known is kept, no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

DAY, MONTH, YEAR, ABOUT, UNKNOWN = "day", "month", "year", "about", "unknown"
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DUTCH = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
_YEAR = re.compile(r"(\d{4})")
_ABOUT = re.compile(r"(?:c\.?|ca\.?|circa|omstreeks|±|~)\s*(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OldDay:
    """A day as it was written. `day` is the first day it can be, empty where nothing is known."""

    text: str
    precision: str
    day: date | None = None

    @property
    def whole(self) -> bool:
        """Is the very day known?"""
        return self.precision == DAY


@lru_cache(1 << 14)  # a register names the same days over and over: fifty years of them stay one object each
def read_old_day(text: str) -> OldDay | None:
    """A day as it stands in a register; None where it is no day at all. `02-02-08` is none: the century is not there.

    Reads 1908-02-02, 2-2-1908, 1908-02, 2-1908, 1908, `c. 1908` and `omstreeks 1908`; empty, `0` and `onbekend` are
    unknown.
    """
    written = text.strip()
    if written.lower() in ("", "0", "?", "onbekend", "0000-00-00"):
        return OldDay(written, UNKNOWN)
    if found := _ABOUT.fullmatch(written):
        return _made(written, ABOUT, found[1], "1", "1")
    if found := _YEAR.fullmatch(written):
        return _made(written, YEAR, found[1], "1", "1")
    if found := _ISO.fullmatch(written):
        return _parts(written, found[1], found[2], found[3])
    if found := _DUTCH.fullmatch(written):
        return _parts(written, found[3], found[2], found[1])
    return None


def _parts(text: str, year: str, month: str, day: str | None) -> OldDay | None:
    if int(month) == 0 and int(day or 0) == 0:
        return _made(text, YEAR, year, "1", "1")
    if day is None or int(day) == 0:
        return _made(text, MONTH, year, month, "1")
    return _made(text, DAY, year, month, day)


def _made(text: str, precision: str, year: str, month: str, day: str) -> OldDay | None:
    try:
        return OldDay(text, precision, date(int(year), int(month), int(day)))
    except ValueError:
        return None
