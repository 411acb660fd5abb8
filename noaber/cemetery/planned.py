"""What is planned at the graves: each part that plans something makes it known here when the product starts.

A part calls `register` with a source from `ready()` of its app, and `register_warning` for what somebody must know of a
grave before it is opened. The day sheet of the field staff reads both; it knows no part by name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from noaber.parties.clock import AMSTERDAM

BURIAL, ASHES, SCATTERING, EXHUMATION = "burial", "ashes", "scattering", "exhumation"
WORKS = {
    BURIAL: "begraving",
    ASHES: "asbus plaatsen",
    SCATTERING: "as verstrooien",
    EXHUMATION: "opgraving",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that is planned. `source` and `ref` together name it; `grave` is a grave number, empty without one.

    `at` is the moment where a time was agreed; otherwise `day` alone counts. `registration` is the number that must
    stand on the coffin or the urn, `papers` what the papers are known by (the permission, the permit of the mayor).
    `call` is whom the field staff call about it besides the office: a name with a telephone number. `interment` is the
    number in the register of whom it is about, where there is one already.
    """

    source: str
    ref: str
    work: str
    day: date
    cemetery: str
    grave: str = ""
    at: datetime | None = None
    layer: int | None = None
    name: str = ""
    born_on: date | None = None
    died_on: date | None = None
    registration: str = ""
    papers: str = ""
    note: str = ""
    call: str = ""
    interment: str = ""

    @property
    def key(self) -> str:
        """How an address and the journal name it: the source, and its number there."""
        return f"{self.source}.{self.ref}"

    @property
    def order(self) -> tuple[date, bool, str, str]:
        """The order of a day: by time, and what has no time at the end."""
        return self.day, self.at is None, f"{self.at.astimezone(AMSTERDAM):%H:%M}" if self.at else "", self.key


@dataclass(frozen=True, slots=True)
class Carried:
    """What was really done: the day and, of a body that was buried, the layer."""

    day: date
    layer: int | None = None


Between = Callable[[int, date, date], Sequence[Planned]]
One = Callable[[int, str], Planned | None]
Done = Callable[[Any, Any, str, Carried], None]
Warn = Callable[[int, Collection[str]], Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Source:
    """Where planned things come from.

    `between` gives those of a client from a day until a day, `one` that with a number (None where it is not planned).
    `done` is called within the act (`Acting`) by which the field staff say that it was done, with the entry under
    which the part may write its own rows, and the number.
    """

    code: str
    between: Between
    one: One
    done: Done | None = None


SOURCES: dict[str, Source] = {}
WARNINGS: list[Warn] = []


def register(source: Source) -> None:
    """Show what this part plans. Nothing is shown twice: a source has a code of its own."""
    assert SOURCES.get(source.code, source) == source, f"two sources are called {source.code}"
    assert "." not in source.code, "a code ends at the first dot"
    SOURCES[source.code] = source


def register_warning(warn: Warn) -> None:
    """Warn of graves: `warn` gets a client and grave numbers, and answers with sentences by grave number."""
    if warn not in WARNINGS:
        WARNINGS.append(warn)


def planned(client: int, since: date, until: date) -> list[Planned]:
    """Everything that is planned from a day until a day, in order of time."""
    found = [one for source in SOURCES.values() for one in source.between(client, since, until)]
    return sorted(found, key=lambda one: one.order)


def planned_one(client: int, key: str) -> Planned | None:
    """What a key names; None where nothing of that name is planned (any more)."""
    code, _, ref = key.partition(".")
    source = SOURCES.get(code)
    return source.one(client, ref) if source and ref else None


def carried_out(act: Any, entry: Any, one: Planned, done: Carried) -> None:
    """Tell the part that planned it what was really done, within the act."""
    told = SOURCES[one.source].done
    if told is not None:
        told(act, entry, one.ref, done)


def warnings(client: int, graves: Collection[str]) -> dict[str, list[str]]:
    """What must be known of these graves before they are opened, by number."""
    found: dict[str, list[str]] = {number: [] for number in graves}
    for warn in WARNINGS if graves else ():
        for number, sentences in warn(client, graves).items():
            found[number] += sentences
    return found
