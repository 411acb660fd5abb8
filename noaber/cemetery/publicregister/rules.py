"""What of somebody is public, from which day, and when a grave is kept out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from noaber.cemetery.visitors import FULL, NONE, SearchRules
from noaber.values import Clause, Decision, grant, refuse

PUBLIC = Clause("Wlb", "27")


@dataclass(frozen=True, slots=True)
class Known:
    """A day as the register knows it; `text` is what was written where the day is not known whole."""

    day: date | None
    text: str = ""


def day_shown(known: Known, rules: SearchRules) -> str:
    """A day of birth or death as the municipality shows it: whole, its year alone, or nothing."""
    if rules.dates == NONE:
        return ""
    if rules.dates == FULL:
        return known.text or (f"{known.day.day}-{known.day.month}-{known.day.year}" if known.day else "")
    return str(known.day.year) if known.day else ""


def shown_from(buried: date | None, died: date | None, rules: SearchRules) -> date:
    """From which day somebody can be found: some time after the burial. Nothing known of it: long ago, so at once."""
    day = buried or died
    return day + timedelta(days=rules.delay_days) if day else rules.period.since


def may_hide(known: bool, hidden: bool, reason: str) -> Decision:
    """May a grave be kept out of the public register? The register itself stays whole."""
    if not known:
        return refuse("unknown-grave", PUBLIC, "Dit graf staat niet in het register.", "Kijk het nummer na.")
    if hidden:
        return refuse("hidden", PUBLIC, "Dit graf staat al niet in het openbare register.")
    if not reason.strip():
        return refuse("no-reason", PUBLIC, "Schrijf wie dit vraagt en waarom.")
    return grant("hidden", PUBLIC, "Niemand in dit graf is nog te vinden in het openbare register.")


def may_show(hidden: bool) -> Decision:
    """May a grave be shown again?"""
    if not hidden:
        return refuse("not-hidden", PUBLIC, "Dit graf wordt niet buiten het openbare register gehouden.")
    return grant("shown", PUBLIC, "Wie in dit graf ligt, is weer te vinden.")
