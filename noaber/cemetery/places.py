"""Where the local data of a municipality stand: beside the agreement under which the work is done for it."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from noaber.cemetery.data_files import while_unchanged
from noaber.cemetery.law import FaultyRules, Law, law_on
from noaber.cemetery.local import Local, lacking, read_local

FILE = "cemetery/local.toml"


class NoLocal(LookupError):
    """This municipality has laid nothing down here about cemeteries."""


def local_of(agreement: str) -> Local:
    """The local data under an agreement. Raises NoLocal, and FaultyRules where the file does not hold together."""
    path = settings.AGREEMENTS_DIR / agreement / FILE
    if not path.is_file():
        raise NoLocal(f"Bij {agreement} staat nog niets over begraafplaatsen. Vul {FILE} in haar map.")
    return _read(path)


def laws_of(agreement: str, day: date) -> tuple[Local, Law]:
    """What the municipality and the law say on a day. Raises as `local_of`."""
    local = local_of(agreement)
    return local, law_on(day, local.rules)


@while_unchanged
def _read(content: bytes) -> Local:
    local = read_local(content)
    if missing := lacking(local):
        raise FaultyRules([f"De regel {name} ontbreekt. Vul hem aan." for name in missing])
    return local
