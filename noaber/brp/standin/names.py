"""A name as the BRP writes it out: in full, in initials, and as one addresses somebody (BW 1:9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TITLES = {
    "B": ("baron", "titel"),
    "BS": ("barones", "titel"),
    "G": ("graaf", "titel"),
    "GI": ("gravin", "titel"),
    "H": ("hertog", "titel"),
    "HI": ("hertogin", "titel"),
    "M": ("markies", "titel"),
    "MI": ("markiezin", "titel"),
    "P": ("prins", "titel"),
    "PS": ("prinses", "titel"),
    "R": ("ridder", "titel"),
    "JH": ("jonkheer", "predicaat"),
    "JV": ("jonkvrouw", "predicaat"),
}
"""Table 38 of the BRP: titles and predicates."""


def name_of(raw: Mapping[str, Any], full: bool) -> dict[str, Any]:
    """The name of a person; `full` adds it written out, as only the person's own name has it."""
    found = {part: raw[part] for part in ("voornamen", "voorvoegsel", "geslachtsnaam") if raw.get(part)}
    if raw.get("aanduidingNaamgebruik"):
        found["aanduidingNaamgebruik"] = raw["aanduidingNaamgebruik"]
    if raw.get("adellijkeTitelPredicaat") in _TITLES:
        words, kind = _TITLES[raw["adellijkeTitelPredicaat"]]
        found["adellijkeTitelPredicaat"] = {
            "code": raw["adellijkeTitelPredicaat"],
            "omschrijving": words,
            "soort": kind,
        }
    if letters := initials(raw):
        found["voorletters"] = letters
    if full:
        found["volledigeNaam"] = written_out(raw)
    return found


def initials(raw: Mapping[str, Any]) -> str:
    """`J.M.` of `Jean Marie`."""
    return "".join(f"{name[0]}." for name in str(raw.get("voornamen") or "").split())[:40]


def written_out(raw: Mapping[str, Any]) -> str:
    """Predicate, first names, title, prefix and surname; without the name of a partner."""
    words, kind = _TITLES.get(str(raw.get("adellijkeTitelPredicaat")), ("", ""))
    before, between = (words, "") if kind == "predicaat" else ("", words)
    parts = [before, raw.get("voornamen"), between, raw.get("voorvoegsel"), raw.get("geslachtsnaam")]
    return " ".join(str(part).strip() for part in parts if part)


def addressed(raw: Mapping[str, Any], partner: Mapping[str, Any] | None) -> str:
    """The name on an envelope, by how somebody chose to be called: own name, the partner's, or both."""
    own = _with_prefix(raw)
    theirs = _with_prefix(partner) if partner else ""
    use = (raw.get("aanduidingNaamgebruik") or {}).get("code", "E") if theirs else "E"
    last = {"P": theirs, "V": f"{theirs}-{own}", "N": f"{own}-{theirs}"}.get(use, own)
    return " ".join(part for part in (initials(raw), last) if part)


def _with_prefix(raw: Mapping[str, Any]) -> str:
    return " ".join(str(raw[part]) for part in ("voorvoegsel", "geslachtsnaam") if raw.get(part))
