"""Where the times of funerals of a municipality stand: beside its other data about cemeteries."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from noaber.cemetery.funerals.openings import Openings, read_openings
from noaber.cemetery.places import NoLocal

FILE = "cemetery/openings.toml"


def openings_of(agreement: str) -> Openings:
    """The times under an agreement. Raises NoLocal, and FaultyRules where the file does not hold together."""
    path = settings.AGREEMENTS_DIR / agreement / FILE
    if not path.is_file():
        raise NoLocal(f"Bij {agreement} staat nog niets over de tijden van uitvaarten. Vul {FILE} in haar map.")
    return _read(str(path), path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: str, _changed: int) -> Openings:
    return read_openings(Path(path).read_bytes())
