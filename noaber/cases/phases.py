"""The phases of a file of its own, in their order: what is done, where it is now, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

DONE, NOW, NEXT, OFF = "done", "now", "next", "off"


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the way: `done_on` once it is over, else `due` where it has a last day; `text` says how it stands.

    `done` where it is over without a day of its own. `state` is what `in_order` makes of it.
    """

    title: str
    done_on: date | None
    due: date | None = None
    text: str = ""
    done: bool = False
    state: str = NEXT


def in_order(wanted: Iterable[Phase], over: bool) -> list[Phase]:
    """The phases with their states: the first that is not done is the one it is in, unless nothing is to come."""
    found, current = [], OFF if over else NOW
    for phase in wanted:
        if phase.done or phase.done_on is not None:
            found.append(replace(phase, done=True, state=DONE))
            continue
        found.append(replace(phase, state=current))
        current = NEXT if current == NOW else current
    return found


def current(phases: Iterable[Phase]) -> Phase | None:
    """The phase that it is in, or None where it is over."""
    return next((phase for phase in phases if phase.state == NOW), None)
