"""What the parts of the cemeteries show on pages of the register; each makes itself known when the product starts.

A part calls `register` for a panel on the page of a grave, `register_story` for what it tells there, and
`register_link` for a link on another page, all of them from `ready()` of its app.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from noaber.agreement.access import may_open
from noaber.cemetery.queries import GraveFile
from noaber.cemetery.shown import Told

Tell = Callable[[HttpRequest, GraveFile], list[Told]]
Build = Callable[[HttpRequest, GraveFile], dict[str, Any]]
MAIN, SIDE = "main", "side"
"""Under what the register knows of a grave, or beside it."""
WHERE = (MAIN, SIDE)
GRAVES, WINDOWS = "graves", "grave-windows"
"""The pages that show links of parts: where graves are found, and the board of windows."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A template, and what it shows (as `panel`) of a grave to whoever looks; nothing where that is empty."""

    template: str
    build: Build
    where: str


@dataclass(frozen=True, slots=True)
class Link:
    """A page of a part: the name of its address and its words."""

    page: str
    name: str
    words: str


PANELS: list[Panel] = []
LINKS: list[Link] = []
STORIES: list[Tell] = []


def register(template: str, build: Build, where: str = MAIN) -> None:
    """Show this on the page of a grave. `build` runs within the scope of the client; an empty answer shows nothing."""
    panel = Panel(template, build, where)
    if panel not in PANELS:
        PANELS.append(panel)


def register_link(page: str, name: str, words: str) -> None:
    """Put a link on a page of the register; who may not open it does not see it."""
    link = Link(page, name, words)
    if link not in LINKS:
        LINKS.append(link)


def register_story(tell: Tell) -> None:
    """Tell what happened in the story of a grave, to who may see names."""
    if tell not in STORIES:
        STORIES.append(tell)


def stories_of(request: HttpRequest, file: GraveFile) -> list[Told]:
    """What the parts tell of a grave."""
    return [one for tell in STORIES for one in tell(request, file)]


def panels_of(request: HttpRequest, file: GraveFile) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """What is shown of a grave, by where it stands."""
    built = [(panel, panel.build(request, file)) for panel in PANELS]
    return {where: [(one.template, shown) for one, shown in built if one.where == where and shown] for where in WHERE}


def links_on(request: HttpRequest, page: str) -> list[tuple[str, str]]:
    """The links of the parts on a page: address and words."""
    found = [(reverse(link.name), link.words) for link in LINKS if link.page == page]
    return [(address, words) for address, words in found if may_open(request, address)]
