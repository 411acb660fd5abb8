"""A paper as a value: everything that it says, in the order in which it says it. Page and PDF are drawn from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from noaber.agreement.paper_texts import AskedFact, Block, Named, Part, Values, fill, names_in


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around the words: who sends it and what colour they have."""

    name: str
    colour: str
    address: tuple[str, ...]
    reach: tuple[str, ...] = ()
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `personal` is what is typed when it is drawn, and stands nowhere else; `blocks` name its places.

    `closing` are the lines under it, the last of them in whose name (Awb 10:10); `signs` are the lines for a signature.
    """

    kind: str
    title: str
    case: str
    day: date
    sheet: Sheet
    salutation: str
    blocks: tuple[Block, ...]
    closing: tuple[str, ...]
    signs: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    personal: tuple[AskedFact, ...] = ()
    decision: bool = False

    @property
    def open(self) -> list[str]:
        """What is not yet filled in."""
        return names_in(self.blocks)

    @property
    def text(self) -> str:
        """The kept form: the same paper always gives the same text."""
        return json.dumps(_plain(asdict(self)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """By which the journal knows what it said."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @classmethod
    def of(cls, text: str) -> Paper:
        """The paper from its kept form."""
        row: dict[str, Any] = json.loads(text)
        lists = {name: tuple(row[name]) for name in ("closing", "signs", "copies")}
        sheet = Sheet(
            **{**row["sheet"], "address": tuple(row["sheet"]["address"]), "reach": tuple(row["sheet"]["reach"])}
        )
        personal = tuple(AskedFact(**{**fact, "options": tuple(fact["options"])}) for fact in row["personal"])
        blocks = tuple(_block(block) for block in row["blocks"])
        changed = {"day": date.fromisoformat(row["day"]), "sheet": sheet, "personal": personal, "blocks": blocks}
        return cls(**{**row, **lists, **changed})


def with_personal(paper: Paper, typed: Values) -> Paper:
    """The paper with what is personal in it. What may be left open and was not typed is left out."""
    nothing = {fact.name: "" for fact in paper.personal if fact.optional}
    return replace(paper, blocks=fill(paper.blocks, {**nothing, **typed}))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _block(row: Mapping[str, Any]) -> Block:
    return Block(row["kind"], tuple(tuple(_part(part) for part in parts) for parts in row["rows"]))


def _part(part: Any) -> Part:
    return part if isinstance(part, str) else Named(**part)
