"""What somebody may mean who types something in the search box."""

from __future__ import annotations

import re
from dataclasses import dataclass

from noaber.values import Period
from noaber.values.period import MONTHS
from noaber.web.paging import plain

_CLAUSE = re.compile(r"(?:art(?:ikel)?\.? ?)?(\d+(?:\.\d+){0,3}(?: [A-Z])?)", re.IGNORECASE)
_ENTRY = re.compile(r"(?:regel )?(\d{1,3}(?:\.\d{3})+|\d{1,15})", re.IGNORECASE)
_MONTH_IN_WORDS = re.compile(rf"({'|'.join(MONTHS)}) (\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"(\d{1,2})-(\d{4})")


@dataclass(frozen=True, slots=True)
class Meant:
    """The readings of one text: what it is if it is a clause, an entry, a period, or the name of a thing."""

    text: str
    clause: str = ""
    entry: int | None = None
    period: Period | None = None

    @property
    def objects(self) -> tuple[str, ...]:
        """How the journal would name it: `case:2026-H7KQ3T`, `invoice:2026-09`."""
        code = self.period.code if self.period else ""
        return (
            f"case:{self.text.upper()}",
            f"job:{self.text.upper()}",
            *((f"invoice:{code}", f"payroll:{code}", f"report:{code}") if code else ()),
        )


def meaning_of(text: str) -> Meant:
    """Every reading of what was typed."""
    typed = plain(text)
    clause, entry = _CLAUSE.fullmatch(typed), _ENTRY.fullmatch(typed)
    return Meant(
        typed,
        clause[1].upper() if clause else "",
        int(entry[1].replace(".", "")) if entry else None,
        _period(typed),
    )


def _period(typed: str) -> Period | None:
    if words := _MONTH_IN_WORDS.fullmatch(typed):
        return Period.month(int(words[2]), MONTHS.index(words[1].lower()) + 1)
    if first := _MONTH_FIRST.fullmatch(typed):
        typed = f"{first[2]}-{first[1]}"
    try:
        return Period.parse(typed)
    except ValueError:
        return None
