"""Paths in an answer of the BRP (`geboorte.datum`), and an answer that holds no other than those that were asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

ALWAYS = (
    "geheimhoudingPersoonsgegevens",
    "inOnderzoek",
    "opschortingBijhouding",
    "indicatieVastgesteldVerblijftNietOpAdres",
    "rni",
    "verificatie",
)
"""What comes with every answer and may not be asked: it says how the rest may be used."""
_WHOLE = frozenset({"langFormaat"})
"""What marks a group that is one value: a date in words and in figures has no half."""


def keep(answer: Mapping[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """The part of an answer about one person that was asked, with what always comes; empty groups are left out."""
    return _keep(answer, frozenset(paths), "")


def _keep(group: Mapping[str, Any], paths: frozenset[str], above: str) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in group.items():
        here = f"{above}{name}"
        if name in ALWAYS:
            continue
        if _asked(here, paths):
            kept[name] = value
        elif any(path.startswith(f"{here}.") for path in paths):
            part = _part(value, paths, here)
            if part not in ({}, [], None):
                kept[name] = part
    if kept and "type" in group:
        kept["type"] = group["type"]
    return kept | _always(group, kept, above)


def _asked(here: str, paths: frozenset[str]) -> bool:
    parts = here.split(".")
    return any(".".join(parts[:length]) in paths for length in range(1, len(parts) + 1))


def _part(value: Any, paths: frozenset[str], here: str) -> Any:
    if isinstance(value, Mapping):
        return dict(value) if _WHOLE & value.keys() else _keep(value, paths, f"{here}.")
    if isinstance(value, list):
        return [part for part in (_part(one, paths, here) for one in value) if part]
    return None


def _always(group: Mapping[str, Any], kept: Mapping[str, Any], above: str) -> dict[str, Any]:
    """What comes along: of the person always, of a group where some of it is shown; a doubt about what is shown."""
    found: dict[str, Any] = {}
    for name in ALWAYS:
        if name not in group or (above and not kept):
            continue
        value = group[name]
        if name == "inOnderzoek" and isinstance(value, Mapping):
            doubts = {of for of, doubted in value.items() if doubted is True and of in kept}
            value = {of: at for of, at in value.items() if of in doubts or (doubts and at is not True)}
        if value:
            found[name] = value
    return found


def paths_of(answer: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Every path in an answer, groups before what is in them; what always comes is not followed."""
    for name, value in answer.items():
        if name in ALWAYS:
            continue
        here = f"{above}{name}"
        yield here
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping):
                yield from paths_of(one, f"{here}.")
