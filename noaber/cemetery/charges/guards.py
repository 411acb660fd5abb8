"""What the database refuses of posts and files, on SQLite and PostgreSQL alike.

- Any change to a file, its lines, or what the bookkeeping said of it.
- Another amount, payer or identity of a post that was fixed, and a post that was sent going back.
"""

from __future__ import annotations

from typing import Any

from noaber.agreement.guards import Check, refuse

_POST = "charges_post"
_FOREVER = ("charges_filebatch", "charges_fileline", "charges_acknowledgement", "charges_filelayout")
_SAID = (
    "post_id",
    "kind",
    "number",
    "amount_cents",
    "quantity",
    "unit_cents",
    "tariff",
    "title",
    "ledger",
    "vat_cents",
)
_OTHER = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in (*_SAID, "role"))
_PAYER = "coalesce(NEW.debtor_id, 0) <> coalesce(OLD.debtor_id, 0)"
_SENT = "'in_file', 'processed', 'rejected'"
CHECKS = (
    *(Check(table, "kept", ("UPDATE",), "1 = 1", "a file does not change") for table in _FOREVER),
    Check(
        _POST,
        "said",
        ("UPDATE",),
        f"OLD.state <> 'concept' AND ({_OTHER} OR {_PAYER})",
        "a post that was fixed does not change",
    ),
    Check(
        _POST,
        "sent",
        ("UPDATE",),
        f"OLD.state IN ({_SENT}) AND NEW.state NOT IN ({_SENT}) OR OLD.state IN ('processed', 'rejected', 'dropped') "
        "AND NEW.state <> OLD.state",
        "a post that was sent does not go back",
    ),
)


def install(**_: Any) -> None:
    """Put the checks in place; run after each migration, safe to run again."""
    refuse(*CHECKS)
