"""Where the local data of a municipality stand: beside the agreement under which the work is done for it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from noaber.cemetery.law import FaultyRules
from noaber.cemetery.local import Local, lacking, read_local

FILE = "cemetery/local.toml"


class NoLocal(LookupError):
    """This municipality has laid nothing down here about cemeteries."""


def local_of(agreement: str) -> Local:
    """The local data under an agreement. Raises NoLocal, and FaultyRules where the file does not hold together."""
    path = settings.AGREEMENTS_DIR / agreement / FILE
    if not path.is_file():
        raise NoLocal(f"Bij {agreement} staat nog niets over begraafplaatsen. Vul {FILE} in haar map.")
    return _read(str(path), path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: str, _changed: int) -> Local:
    local = read_local(Path(path).read_bytes())
    if missing := lacking(local):
        raise FaultyRules([f"De regel {name} ontbreekt. Vul hem aan." for name in missing])
    return local
