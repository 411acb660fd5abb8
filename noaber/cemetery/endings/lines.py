"""What an ending counts: one more of its sort, and the minutes that it took where somebody says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from noaber.values import Line

MEASURE, MINUTES = "grave.ending", "grave.ending.minutes"


def counted(what: str, day: date, minutes: int, clause: str) -> tuple[Line, ...]:
    """The journal lines of one act; `what` is its code, `clause` the number of the clause it is done under."""
    one = Line(MEASURE, day, 1, "count", 0, what, 0, clause)
    return (one, Line(MINUTES, day, minutes, "minutes", 0, what, 1, clause)) if minutes else (one,)


def of_act(act: Any, kind: Any, minutes: int) -> tuple[Line, ...]:
    """The lines of an act in progress."""
    code: str = kind.code
    return counted(code.partition(".")[2], act.day, minutes, act.book.act_clause(code).number)
