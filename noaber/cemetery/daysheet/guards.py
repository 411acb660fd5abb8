"""What the database refuses of the day sheet, on SQLite and PostgreSQL alike: any change of what was put down.

That nothing is deleted, and that everything has its entry, holds for every recorded table.
"""

from __future__ import annotations

from typing import Any

from noaber.agreement.guards import Check, refuse

CHECKS = (Check("daysheet_step", "kept", ("UPDATE",), "1 = 1", "what was put down at a grave does not change"),)


def install(**_: Any) -> None:
    """Put the checks in place; run after each migration, safe to run again."""
    refuse(*CHECKS)
