"""What the database refuses of posts and files, on SQLite and PostgreSQL alike.

- Any change to a file, its lines, or what the bookkeeping said of it.
- Another amount, payer or identity of a post that was fixed, and a post that was sent going back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

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
    *((table, "kept", "1 = 1", "a file does not change") for table in _FOREVER),
    (_POST, "said", f"OLD.state <> 'concept' AND ({_OTHER} OR {_PAYER})", "a post that was fixed does not change"),
    (
        _POST,
        "sent",
        f"OLD.state IN ({_SENT}) AND NEW.state NOT IN ({_SENT}) OR OLD.state IN ('processed', 'rejected', 'dropped') "
        "AND NEW.state <> OLD.state",
        "a post that was sent does not go back",
    ),
)


def install(**_: Any) -> None:
    """Put the guards in place; run after each migration, safe to run again."""
    if not {_POST, *_FOREVER} <= set(connection.introspection.table_names()):
        return
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for statement in make():
            cursor.execute(statement)


def _sqlite() -> Iterator[str]:
    for table, name, wrong, text in CHECKS:
        trigger = f"guard_{table}_{name}"
        yield f"DROP TRIGGER IF EXISTS {trigger}"
        yield (
            f"CREATE TRIGGER {trigger} BEFORE UPDATE ON {table} WHEN {wrong} "
            f"BEGIN SELECT RAISE(ABORT, 'noaber: {text}'); END"
        )


def _postgresql() -> Iterator[str]:
    for table, name, wrong, text in CHECKS:
        function = f"noaber_{table}_{name}"
        yield (
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {wrong} THEN RAISE EXCEPTION 'noaber: {text}' USING ERRCODE = '23000'; END IF; RETURN NEW; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS guard_{name} ON {table}"
        yield f"CREATE TRIGGER guard_{name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
