"""The figures of the regisseur's cockpit: each part of the cemetery adds its own when the product starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from noaber.agreement.book import Book
from noaber.cemetery.law import Law
from noaber.cemetery.local import Local
from noaber.values import Trace


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom and for which day figures are worked out, and what holds then.

    `board` is how many rights stand in which window: several parts read it, and it is counted once.
    """

    client: int
    day: date
    local: Local
    law: Law
    book: Book
    board: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in words, why it is so, where it leads (an address, or nothing), and how it stands: word and shape."""

    label: str
    why: Trace
    url: str = ""
    word: str = ""
    shape: str = ""

    @property
    def value(self) -> str:
        """As people read it."""
        return self.why.value


Build = Callable[[Asked], Sequence[Figure]]
PANELS: dict[str, tuple[int, str, Build]] = {}
"""By code: the place on the page, the title, and what makes the figures."""


def add(code: str, place: int, title: str, build: Build) -> None:
    """Add a panel of figures; those with a low place come first."""
    assert PANELS.get(code, (place, title, build)) == (place, title, build), f"two panels are called {code}"
    PANELS[code] = (place, title, build)


def panels(asked: Asked) -> list[tuple[str, Sequence[Figure]]]:
    """Every panel with its figures, in their places; a panel without figures is left out."""
    found = [(title, build(asked)) for _, title, build in sorted(PANELS.values(), key=lambda one: one[:2])]
    return [(title, figures) for title, figures in found if figures]
