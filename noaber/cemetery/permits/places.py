"""Where the rules of a municipality about permits stand: beside the agreement under which the work is done for it."""

from __future__ import annotations

from django.conf import settings

from noaber.cemetery.data_files import while_unchanged
from noaber.cemetery.permits.measures import PermitRules, read_rules

FILE = "cemetery/permits.toml"


def rules_of(agreement: str) -> PermitRules:
    """The rules under an agreement; those of the law alone where it has none. Raises FaultyRules."""
    path = settings.AGREEMENTS_DIR / agreement / FILE
    return _read(path) if path.is_file() else PermitRules()


_read = while_unchanged(read_rules)
