"""On which day a decision was made known, for from the day after it runs the term for objecting (Awb 6:8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from noaber.cases.models import Case

TELLERS: list[Callable[[Case], date | None]] = []
"""Subjects above the cases that may know when a decision was sent; each adds itself when the product starts."""


def made_known(case: Case) -> date | None:
    """The day on which the decision was sent; where nothing says so the day on which it was taken, or none."""
    if case.decided_on is None:
        return None
    sent = [day for tell in TELLERS if (day := tell(case)) is not None]
    return min(sent, default=case.decided_on)
