"""The law and the local data as the tests of cemeteries read them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from noaber.cemetery.law import Law, law_on
from noaber.cemetery.local import Local, read_local

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT / "../shared/data/cemetery"
FILE = ROOT / "agreements/ommen-twenterand-2024/cemetery/local.toml"


def ommen() -> Local:
    """The local data of Ommen, as they stand in the repository."""
    return read_local(FILE.read_bytes())


def law(day: date = date(2026, 12, 1)) -> Law:
    """Every number of Ommen on a day."""
    return law_on(day, ommen().rules)
