"""Where the times of funerals of a municipality stand: beside its other data about cemeteries."""

from __future__ import annotations

from django.conf import settings

from noaber.cemetery.data_files import while_unchanged
from noaber.cemetery.funerals.openings import Openings, read_openings
from noaber.cemetery.places import NoLocal

FILE = "cemetery/openings.toml"


def openings_of(agreement: str) -> Openings:
    """The times under an agreement. Raises NoLocal, and FaultyRules where the file does not hold together."""
    path = settings.AGREEMENTS_DIR / agreement / FILE
    if not path.is_file():
        raise NoLocal(f"Bij {agreement} staat nog niets over de tijden van uitvaarten. Vul {FILE} in haar map.")
    return _read(path)


_read = while_unchanged(read_openings)
