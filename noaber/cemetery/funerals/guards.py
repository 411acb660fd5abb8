"""What the database refuses of requests, codes and wishes, on SQLite and PostgreSQL alike.

- A request that is over and opens again, or says something else than it did.
- A code that opens something else than it was given for, or opens again after it was taken back.
- A wish that is handled twice.
"""

from __future__ import annotations

from typing import Any

from noaber.agreement.guards import Check, refuse

_FUNERAL, _CODE, _WISH = "funerals_funeral", "funerals_familycode", "funerals_familywish"
_OVER = "OLD.state IN ('registered', 'refused', 'withdrawn')"
_SAID = ("number", "kind", "state", "asked_at", "at", "cemetery", "died_at", "confirmed_hash", "permit", "identity")
_OTHER = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in (*_SAID, "payer"))
_GIVEN = "NEW.code_hash <> OLD.code_hash OR NEW.right_id <> OLD.right_id OR NEW.resident_id <> OLD.resident_id"
_AGAIN = "OLD.revoked_on IS NOT NULL AND NEW.revoked_on IS NULL"
_TWICE = "OLD.state <> 'waiting' AND NEW.state <> OLD.state"
CHECKS = (
    Check(_FUNERAL, "over", ("UPDATE",), f"{_OVER} AND ({_OTHER})", "a request that is over stays as it was"),
    Check(_CODE, "given", ("UPDATE",), _GIVEN, "a code is for one right and one holder"),
    Check(_CODE, "revoked", ("UPDATE",), _AGAIN, "a code that was taken back opens nothing"),
    Check(_WISH, "handled", ("UPDATE",), _TWICE, "a wish is handled once"),
)


def install(**_: Any) -> None:
    """Put the checks in place; run after each migration, safe to run again."""
    refuse(*CHECKS)
