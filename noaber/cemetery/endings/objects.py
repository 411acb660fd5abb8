"""A monument or objects that were taken off a grave, and how long the family can fetch them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.calendar.words import short_day
from noaber.cemetery.law import Law
from noaber.cemetery.windows import objects
from noaber.values import Decision, grant, refuse


@dataclass(frozen=True, slots=True)
class Removal:
    """What was taken off a grave."""

    removed_on: date | None = None
    fetched_on: date | None = None
    disposed_on: date | None = None

    @property
    def gone(self) -> bool:
        """Is it fetched or disposed of?"""
        return self.fetched_on is not None or self.disposed_on is not None


def may_fetch(removal: Removal, day: date, law: Law) -> Decision:
    """May the family fetch it? As long as it is there, also after the term."""
    if removal.removed_on is None:
        return refuse("not-removed", law.objects, "Er is nog niets verwijderd.")
    if removal.gone:
        return refuse("gone", law.objects, "Het is al opgehaald of afgevoerd.")
    if day < removal.removed_on:
        return refuse("wrong-day", law.objects, "Ophalen kan pas na het verwijderen.", "Verbeter de datum.")
    return grant("fetched", law.objects, "Het is opgehaald.")


def may_dispose(removal: Removal, day: date, law: Law) -> Decision:
    """May it be disposed of? On the day after it lay ready long enough."""
    if removal.removed_on is None:
        return refuse("not-removed", law.objects, "Er is nog niets verwijderd.")
    if removal.gone:
        return refuse("gone", law.objects, "Het is al opgehaald of afgevoerd.")
    until = objects(removal.removed_on, law).until
    assert until is not None, "what lies ready does so until a day"
    if day <= until:
        return refuse("ready", law.objects, f"Het ligt klaar tot en met {short_day(until)}.")
    return grant("disposed", law.objects, "Het is afgevoerd.")
