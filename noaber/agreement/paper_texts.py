"""The texts of papers and the house style of a client, as values read from the data of an agreement.

A text is paragraphs with an empty line between them. `## ` begins a heading, `- ` a line of a list, and `{name}` stands
for what is filled in; written `{Name}` it begins with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

PHASES = {
    "open": "zolang er niet besloten is",
    "suspended": "als de termijn stilstaat",
    "delayed": "als vertraging is bericht",
    "extended": "als de termijn is verlengd",
    "decided": "als er besloten is",
    "any": "altijd",
}
"""When a paper can be written."""
KINDS_OF_FACT = ("text", "long", "lines", "day", "choice", "fee")
"""`long` is one or more paragraphs, `lines` one thing a line, `fee` an amount that the tariffs of the product offer."""
FILLED = {
    "gemeente": "any",
    "uitvoerder": "any",
    "orgaan": "any",
    "zaaknummer": "any",
    "product": "any",
    "wet": "any",
    "ontvangen": "any",
    "vandaag": "any",
    "termijn": "any",
    "postadres": "any",
    "opgeschort_op": "suspended",
    "vertraagd_tot": "delayed",
    "verlengd_tot": "extended",
    "uitkomst": "decided",
    "besloten_op": "decided",
    "bezwaar_tot": "decided",
}
"""What Noaber fills in by itself, and the phase in which it is known. `bezwaar_tot` is for decisions only."""
MAY_BE_EMPTY = ("wet", "termijn")
"""Where the product has none, the paragraph that names it is left out."""
REMEDY_NAMES = ("bezwaar_tot",)
"""What every remedy must name: until when. To whom is `orgaan` with `postadres`, or a court by its name (Awb 3:45)."""
GRAVE_FILLED = (
    "gemeente",
    "uitvoerder",
    "orgaan",
    "postadres",
    "vandaag",
    "zaaknummer",
    "graf",
    "begraafplaats",
    "recht",
    "eindigt_op",
    "bezwaar_tot",
)
"""What is filled in by itself in a letter about a grave; `zaaknummer` is the number of the letter."""
_NAME = re.compile(r"\{([A-Za-z][a-z_0-9]*)\}")


@dataclass(frozen=True, slots=True)
class Named:
    """The place of something that is filled in later; `capital` where a sentence begins with it."""

    name: str
    capital: bool = False


Part = str | Named
Row = tuple[Part, ...]
Values = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph of one row, or a list of rows."""

    kind: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AskedFact:
    """What somebody types for a paper. `personal` goes onto the paper alone and is kept nowhere.

    `days` is how many days after today the day that is offered lies; `options` are those of a choice.
    """

    name: str
    label: str
    kind: str
    help: str = ""
    optional: bool = False
    personal: bool = False
    days: int | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """What somebody who disagrees with a decision can do, until when and with whom (Awb 3:45)."""

    code: str
    title: str
    basis: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PaperText:
    """One paper: when and for which products and outcomes it fits (none named is all), what is typed, and its words.

    `not_for` are products that it never fits. Where it fits, a paper takes the place of those that it `replaces`.
    `signs` are the lines for a hand-written signature, which make it a record rather than a letter. `copies` are who
    else gets it.
    """

    kind: str
    title: str
    phase: str
    text: str
    basis: tuple[str, ...]
    products: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    decision: bool = False
    remedy: str = ""
    facts: tuple[AskedFact, ...] = ()
    signs: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    retention: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """How the papers of a client look and whom to turn to. `verified` once the municipality has looked at it."""

    name: str = ""
    colour: str = ""
    post: tuple[str, ...] = ()
    phone: str = ""
    website: str = ""
    email: str = ""
    contact: str = ""
    salutation: str = ""
    closing: str = ""
    footer: str = ""
    verified: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """Everything that the data say about papers, in their order. `graves` are the letters about graves, by kind."""

    house: House = House()
    texts: Mapping[str, PaperText] = field(default_factory=dict)
    remedies: Mapping[str, Remedy] = field(default_factory=dict)
    graves: Mapping[str, PaperText] = field(default_factory=dict)


def papers_of(document: Mapping[str, Any]) -> PaperTexts:
    """The papers from the data of an agreement; the loader has checked them."""
    house = document.get("house", {})
    texts = (_text(row) for row in document.get("paper", ()))
    remedies = (Remedy(**row | {"basis": tuple(row["basis"])}) for row in document.get("remedy", ()))
    return PaperTexts(
        House(**{**house, "post": tuple(house.get("post", ()))}),
        {text.kind: text for text in texts},
        {remedy.code: remedy for remedy in remedies},
        {text.kind: text for text in (_text({"phase": "any", **row}) for row in document.get("grave_paper", ()))},
    )


def _text(row: Mapping[str, Any]) -> PaperText:
    names = ("basis", "products", "outcomes", "not_for", "replaces", "signs", "copies")
    lists: dict[str, Any] = {name: tuple(row.get(name, ())) for name in names}
    lists["facts"] = tuple(AskedFact(**fact | {"options": tuple(fact.get("options", ()))}) for fact in row["facts"])
    return PaperText(**{**row, **lists})


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return tuple(block for paragraph in paragraphs if (block := _block(paragraph)) is not None)


def _block(paragraph: str) -> Block | None:
    lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
    if not lines:
        return None
    if lines[0].startswith("## "):
        return Block("heading", (_row(" ".join(lines).removeprefix("## ")),))
    if lines[0].startswith("- "):
        items: list[str] = []
        for line in lines:
            if line.startswith("- "):
                items.append(line.removeprefix("- "))
            else:
                items[-1] += f" {line}"
        return Block("list", tuple(_row(item) for item in items))
    return Block("text", (_row(" ".join(lines)),))


def _row(line: str) -> Row:
    """A line in parts: every second piece between the names is a name."""
    pieces = _NAME.split(line)
    parts: list[Part] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            parts.append(Named(piece.lower(), piece[0].isupper()))
        elif piece:
            parts.append(piece)
    return tuple(parts)


def names_in(blocks: Sequence[Block]) -> list[str]:
    """The names that are still to be filled in, each once, in the order of the text."""
    parts = (part for block in blocks for row in block.rows for part in row)
    return list(dict.fromkeys(part.name for part in parts if isinstance(part, Named)))


def fill(blocks: Sequence[Block], values: Values) -> tuple[Block, ...]:
    """The blocks with everything filled in that `values` has; names that it does not have stay.

    A row that names something empty is left out, and so is a heading with nothing left under it. Several lines or
    paragraphs that stand alone become as many rows or paragraphs.
    """
    filled = [made for block in blocks for made in _filled(block, values)]
    kept: list[Block] = []
    for place, block in enumerate(filled):
        after = filled[place + 1] if place + 1 < len(filled) else None
        if block.kind != "heading" or (after is not None and after.kind != "heading"):
            kept.append(block)
    return tuple(kept)


def _filled(block: Block, values: Values) -> Iterator[Block]:
    rows = [made for row in block.rows for made in _rows(row, values)]
    if block.kind == "list" and rows:
        yield replace(block, rows=tuple(rows))
    elif block.kind != "list":
        yield from (replace(block, rows=(row,)) for row in rows)


def _rows(row: Row, values: Values) -> Iterator[Row]:
    if any(isinstance(part, Named) and part.name in values and not values[part.name] for part in row):
        return
    if len(row) == 1 and isinstance(row[0], Named) and isinstance(found := values.get(row[0].name), tuple):
        yield from ((words,) for words in found)
        return
    yield tuple(_part(part, values) for part in row)


def _part(part: Part, values: Values) -> Part:
    if isinstance(part, str) or part.name not in values:
        return part
    found = values[part.name]
    words = found if isinstance(found, str) else ", ".join(found)
    return words[:1].upper() + words[1:] if part.capital else words
