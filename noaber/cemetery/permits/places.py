"""Where the rules of a municipality about permits stand: beside the agreement under which the work is done for it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from noaber.cemetery.permits.measures import PermitRules, read_rules

FILE = "cemetery/permits.toml"


def rules_of(agreement: str) -> PermitRules:
    """The rules under an agreement; those of the law alone where it has none. Raises FaultyRules."""
    path = settings.AGREEMENTS_DIR / agreement / FILE
    return _read(str(path), path.stat().st_mtime_ns) if path.is_file() else PermitRules()


@lru_cache(maxsize=16)
def _read(path: str, _changed: int) -> PermitRules:
    return read_rules(Path(path).read_bytes())
