"""How long the file of a product is kept: rows of the Selectielijst gemeenten, from the data file in this folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_ROWS = Path(__file__).with_name("retention.toml")


@dataclass(frozen=True, slots=True)
class Retention:
    """A row of the list: its number, the result it is about, and how long as an ISO duration (empty is for ever)."""

    number: str
    result: str
    about: str = ""
    keep: str = ""


@lru_cache(maxsize=1)
def retentions() -> Mapping[str, Retention]:
    """The rows by their number."""
    return {row["number"]: Retention(**row) for row in tomllib.loads(_ROWS.read_text(encoding="utf-8"))["row"]}
