"""What the database refuses across the tables of the register, on SQLite and PostgreSQL alike.

- A body in a layer that its grave does not have, and a grave that loses a layer somebody lies in.
- A burial that names another end of the right than the right has; but a register that is taken in has burials of before
  the right was renewed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from noaber.cemetery.acts import IMPORT

_INTERMENT, _GRAVE, _RIGHT = "cemetery_interment", "cemetery_grave", "cemetery_graveright"
_ABOVE = f"NEW.layer > (SELECT layers_max FROM {_GRAVE} WHERE id = NEW.grave_id)"
_LOST = (
    f"NEW.layers_max < (SELECT max(layer) FROM {_INTERMENT} "
    "WHERE municipality_id = NEW.municipality_id AND grave_id = NEW.id AND removed_on IS NULL)"
)
_OTHER_END = (
    "NEW.late_reason = '' AND NEW.right_id IS NOT NULL AND coalesce(CAST(NEW.term_until AS text), '') <> "
    f"(SELECT coalesce(CAST(ends_on AS text), '') FROM {_RIGHT} WHERE id = NEW.right_id) "
    f"AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id AND act = '{IMPORT.code}')"
)
_OTHER_GRAVE = f"NEW.right_id IS NOT NULL AND NEW.grave_id <> (SELECT grave_id FROM {_RIGHT} WHERE id = NEW.right_id)"
CHECKS = (
    ("layer", _INTERMENT, ("INSERT", "UPDATE"), _ABOVE, "the grave has no such layer"),
    ("layers", _GRAVE, ("UPDATE",), _LOST, "somebody lies in that layer"),
    ("term", _INTERMENT, ("INSERT",), _OTHER_END, "the right ends on another day"),
    ("right", _INTERMENT, ("INSERT", "UPDATE"), _OTHER_GRAVE, "the right is on another grave"),
)


def install(**_: Any) -> None:
    """Put the guards in place; run after each migration, safe to run again."""
    if not {_INTERMENT, _GRAVE, _RIGHT} <= set(connection.introspection.table_names()):
        return
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for statement in make():
            cursor.execute(statement)


def _sqlite() -> Iterator[str]:
    for name, table, moments, wrong, text in CHECKS:
        for moment in moments:
            trigger = f"guard_{table}_{name}_{moment.lower()}"
            yield f"DROP TRIGGER IF EXISTS {trigger}"
            yield (
                f"CREATE TRIGGER {trigger} BEFORE {moment} ON {table} WHEN {wrong} "
                f"BEGIN SELECT RAISE(ABORT, 'noaber: {text}'); END"
            )


def _postgresql() -> Iterator[str]:
    for name, table, moments, wrong, text in CHECKS:
        function = f"noaber_{table}_{name}"
        yield (
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {wrong} THEN RAISE EXCEPTION 'noaber: {text}' USING ERRCODE = '23000'; END IF; RETURN NEW; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS guard_{name} ON {table}"
        yield (
            f"CREATE TRIGGER guard_{name} BEFORE {' OR '.join(moments)} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
