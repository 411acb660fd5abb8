"""Why the BRP is consulted, and the fewest fields that will do. The data stand in `purposes.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Purpose:
    """A task of law that needs data of a person: which law, for which products, and which fields (paths)."""

    code: str
    name: str
    law: str
    why: str
    products: frozenset[str]
    fields: tuple[str, ...]

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Purpose:
        """One purpose as its file writes it. Raises TypeError or KeyError where something is missing or too much."""
        return cls(**row | {"products": frozenset(row["products"]), "fields": tuple(row["fields"])})


@lru_cache(maxsize=1)
def purposes() -> dict[str, Purpose]:
    """Every purpose that the product knows, by its code."""
    text = (Path(__file__).parent / "purposes.toml").read_text(encoding="utf-8")
    found = [Purpose.from_row(row) for row in tomllib.loads(text)["purpose"]]
    assert len({purpose.code for purpose in found}) == len(found), "two purposes have the same code"
    return {purpose.code: purpose for purpose in found}


def fitting(product: str, agreed: frozenset[str]) -> list[Purpose]:
    """The agreed purposes that fit a product."""
    return [one for one in purposes().values() if one.code in agreed and product in one.products]
