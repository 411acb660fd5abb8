"""What the pages of graves show: windows with their badge, and the story of a grave in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from noaber.cemetery.law import Law
from noaber.cemetery.models import GraveRight, RightEvent
from noaber.cemetery.windows import DONE, EARLY, LAST_MONTH, MISSED, OPEN, STATES, Window, windows_of

SHAPES = {EARLY: "off", OPEN: "open", LAST_MONTH: "wait", MISSED: "late", DONE: "done"}
EVENTS = {
    "granted": "Recht verleend",
    "renewed": "Recht verlengd",
    "transferred": "Recht overgeschreven",
    "asked": "Verzoek om afstand aangenomen",
    "withdrawn": "Verzoek om afstand ingetrokken",
    "renounced": "Afstand gedaan",
    "lapsed": "Recht vervallen",
    "written": "Rechthebbende aangeschreven",
    "renewal": "Verlenging gevraagd",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A window as a page shows it."""

    window: Window
    words: str
    shape: str


def shown(windows: Sequence[Window], day: date) -> list[Shown]:
    """Windows with their state in words and shape."""
    return [Shown(one, STATES[one.state(day)], SHAPES[one.state(day)]) for one in windows]


def windows_shown(right: GraveRight | None, last_body: date | None, day: date, law: Law) -> list[Shown]:
    """The windows of a right; none without one."""
    return shown(windows_of(right.days(last_body), law), day) if right is not None else []


def window_of(right: GraveRight, clocks: str, day: date, law: Law) -> Shown | None:
    """The window of a right that one of these clocks sets."""
    found = [one for one in windows_of(right.days(None), law) if one.clock in clocks]
    return shown(found, day)[0] if found else None


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened, in words. `links` are addresses with their words."""

    day: date
    words: str
    more: str
    entry: int
    links: tuple[tuple[str, str], ...] = ()


def story(events: Sequence[RightEvent]) -> list[Told]:
    """What happened to the rights of a grave, newest first. Without names: the numbers lead to them."""
    return [Told(one.day, EVENTS.get(one.what, one.what), _more(one), one.entry_id) for one in events]


def together(*stories: Sequence[Told]) -> list[Told]:
    """Stories as one, newest first."""
    return sorted((one for story in stories for one in story), key=lambda one: (one.day, one.entry), reverse=True)


def _more(event: RightEvent) -> str:
    parts = [event.right.number]
    if event.ends_before and event.ends_after:
        parts.append(f"einde van {event.ends_before:%d-%m-%Y} naar {event.ends_after:%d-%m-%Y}")
    if event.document:
        parts.append(event.document)
    return ", ".join(parts)
