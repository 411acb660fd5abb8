"""Source documents: which kinds there are and how long they are kept, and how a request for one is answered."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from noaber.values import Clause, Decision, grant, refuse

REGELING_4 = Clause("Regeling BRP", "4")
_ROWS = Path(__file__).with_name("source_documents.toml")
ASKERS = {"municipality": "een andere gemeente", "consulate": "een consulaat"}
PROVIDED, ABSENT = "verstrekt", "niet aanwezig"
"""The outcomes, in the words of the product."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A kind of source document, how many years it is kept, and where that stands."""

    code: str
    title: str
    years: int
    source: str


@lru_cache(maxsize=1)
def documents() -> Mapping[str, SourceDocument]:
    """The kinds by their code, in the order of the file: kept longest first."""
    return {row["code"]: SourceDocument(**row) for row in tomllib.loads(_ROWS.read_text(encoding="utf-8"))["document"]}


@dataclass(frozen=True, slots=True)
class SourceRequest:
    """A request as the rules read it. `found` is None until somebody has looked."""

    document: str
    found: bool | None = None
    answered: date | None = None


def may_ask(known: bool, asker: str, document: str) -> Decision:
    """May a request be put down? Once, from another municipality or a consulate, for a kind that is known."""
    if known:
        return refuse("known", REGELING_4, "Dit verzoek is al vastgelegd.")
    if asker not in ASKERS:
        return refuse("unknown-asker", REGELING_4, "Kies wie het document vraagt.")
    if document not in documents():
        return refuse("unknown-document", REGELING_4, "Kies welke soort document het is.")
    kept = documents()[document].years
    return grant("asked", REGELING_4, f"Zulke documenten blijven {kept} jaar bewaard.")


def may_search(request: SourceRequest) -> Decision:
    """May it be put down whether the document is there? Until the answer was given."""
    if request.answered is not None:
        return refuse("answered", REGELING_4, "Het verzoek is al beantwoord.")
    return grant("searched", REGELING_4, "Vastgelegd of het document er is.")


def may_answer(request: SourceRequest) -> Decision:
    """May the request be answered? After looking, and with what was found."""
    if request.answered is not None:
        return refuse("answered", REGELING_4, "Het verzoek is al beantwoord.")
    if request.found is None:
        return refuse("not-searched", REGELING_4, "Er is nog niet gezocht.", "Zoek het document eerst.")
    return grant("answered", REGELING_4, f"Beantwoord: {outcome_of(request)}.")


def outcome_of(request: SourceRequest) -> str:
    """The outcome that goes with what was found."""
    return PROVIDED if request.found else ABSENT
