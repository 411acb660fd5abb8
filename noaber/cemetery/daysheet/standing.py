"""How work at a grave stands, from what was put down of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from noaber.cemetery.daysheet.checks import NEEDS, UNCHECKED, Checked

GRAVE, COFFIN, IDENTITY, DONE, NOTE, SETTLED = "grave", "check", "identity", "done", "note", "settled"
"""What can be put down."""
TODO, BUSY, STOPPED, READY = "todo", "busy", "stopped", "ready"
WORDS = {
    TODO: ("nog te doen", "open"),
    BUSY: ("bezig", "wait"),
    STOPPED: ("gestopt: het klopt niet", "late"),
    READY: ("gecontroleerd", "done"),
    DONE: ("afgetekend", "off"),
}
"""How it stands in words, with the shape of its badge."""


class Put(Protocol):
    """What was put down, as it is read here."""

    what: str
    number_matches: bool | None
    papers_match: bool | None
    first_name: str
    second_name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How work stands: what was checked, and whether it is done."""

    checked: Checked = UNCHECKED
    done: bool = False

    def state(self, work: str) -> str:
        """In one word."""
        if self.done:
            return DONE
        if self.checked.stopped:
            return STOPPED
        lacks = self.checked.lacks(NEEDS[work])
        if not lacks:
            return READY
        return TODO if len(lacks) == len(NEEDS[work]) else BUSY


def standing_of(steps: Iterable[Put]) -> Standing:
    """How it stands after these steps, in the order in which they were put down. A new check begins anew."""
    checked, done = UNCHECKED, False
    for step in steps:
        if step.what == GRAVE:
            checked = replace(checked, grave_confirmed=True)
        elif step.what == COFFIN:
            checked = Checked(checked.grave_confirmed, step.number_matches, step.papers_match)
        elif step.what == IDENTITY:
            checked = replace(checked, identified_by=(step.first_name, step.second_name))
        done = done or step.what == DONE
    return Standing(checked, done)
