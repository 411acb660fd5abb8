"""What the database refuses of funerals, on SQLite and PostgreSQL alike.

- A file that changes after it was closed, and the costs, claims and proposals of it that do.
- A bill that changes after it was put down, and a proposal to write off after it was answered.
"""

from __future__ import annotations

from typing import Any

from noaber.agreement.guards import Check, refuse

_FUNERAL = "municipal_funeral"
_COST, _CLAIM, _OFF, _ASSET = (f"municipal_{name}line" for name in ("cost", "claim", "writeoff", "asset"))
_OVER = f"NEW.funeral_id IN (SELECT id FROM {_FUNERAL} WHERE closed_on IS NOT NULL)"
BOTH = ("INSERT", "UPDATE")
CHECKS = (
    Check(_FUNERAL, "closed", ("UPDATE",), "OLD.closed_on IS NOT NULL", "the file is closed"),
    Check(_COST, "closed", BOTH, _OVER, "the file is closed"),
    Check(_CLAIM, "closed", BOTH, _OVER, "the file is closed"),
    Check(_OFF, "closed", BOTH, _OVER, "the file is closed"),
    Check(_ASSET, "closed", BOTH, _OVER, "the file is closed"),
    Check(_COST, "billed", ("UPDATE",), "OLD.actual_cents IS NOT NULL", "the bill is put down"),
    Check(_OFF, "answered", ("UPDATE",), "OLD.approved IS NOT NULL", "the proposal is answered"),
)


def install(**_: Any) -> None:
    """Put the checks in place; run after each migration, safe to run again."""
    refuse(*CHECKS)
