"""What the database itself refuses, on SQLite and PostgreSQL alike.

- A recorded row without an entry of the same transaction and the same municipality.
- Any delete; any change to the journal, but for the erasing of facts.
- A row that points at a row of another municipality.
- On PostgreSQL, seeing or writing a row of another municipality than the one at work (row-level security).

The guards are made from the models after every migration, so that a new table cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from noaber.agreement.models import Recorded, Working
from noaber.journal.models import Checkpoint, CountedLine, Entry, Leaf, Payload, SealState

APPEND_ONLY: tuple[type[models.Model], ...] = (Entry, CountedLine, Leaf, Checkpoint)
_KEPT: tuple[type[models.Model], ...] = (*APPEND_ONLY, Payload)


def recorded_models() -> list[type[Recorded]]:
    """Every table that only acts may change."""
    return [model for model in apps.get_models() if issubclass(model, Recorded)]


def working_models() -> list[type[Working]]:
    """Every table of a municipality that may be changed without an act: of its rows the scope alone is guarded."""
    return [model for model in apps.get_models() if issubclass(model, Working)]


def scoped_models() -> list[type[models.Model]]:
    """Every table whose rows belong to one municipality."""
    return [*recorded_models(), *working_models(), *APPEND_ONLY, Payload, SealState]


def install(**_: Any) -> None:
    """Put every guard in place; run after each migration, safe to run again."""
    tables = set(connection.introspection.table_names())
    missing = [model._meta.db_table for model in scoped_models() if model._meta.db_table not in tables]
    if Entry._meta.db_table in missing:
        return  # a migration of a few apps only; the last one puts the guards in place
    assert not missing, f"these tables have no migration yet: {missing}"
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for statement in make():
            cursor.execute(statement)


@dataclass(frozen=True, slots=True)
class Check:
    """A row that a subject lets the database refuse, when it is put in or changed (`moments`).

    `wrong` is a condition on `NEW` and `OLD` that both databases read; `name` is its own among the checks of a table.
    """

    table: str
    name: str
    moments: tuple[str, ...]
    wrong: str
    text: str


def refuse(*checks: Check) -> None:
    """Put these checks in place; run after each migration, safe to run again. Without its tables nothing is done."""
    if not {check.table for check in checks} <= set(connection.introspection.table_names()):
        return
    make = _refusal_postgresql if connection.vendor == "postgresql" else _refusal_sqlite
    with connection.cursor() as cursor:
        for check in checks:
            for statement in make(check):
                cursor.execute(statement)


def _refusal_sqlite(check: Check) -> Iterator[str]:
    for moment in check.moments:
        name, when = f"{check.table}_{check.name}_{moment.lower()}", f"BEFORE {moment} ON {check.table}"
        yield from _trigger(name, f"{when} WHEN {check.wrong}", f"SELECT RAISE(ABORT, 'noaber: {check.text}')")


def _refusal_postgresql(check: Check) -> Iterator[str]:
    function = f"noaber_{check.table}_{check.name}"
    yield (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {check.wrong} THEN RAISE EXCEPTION 'noaber: {check.text}' USING ERRCODE = '23000'; END IF; "
        "RETURN NEW; END $$"
    )
    when = f"BEFORE {' OR '.join(check.moments)}"
    yield from _trigger_postgresql(check.table, f"wrong_{check.name}", when, f"{function}()")


def references(model: type[models.Model]) -> Iterator[tuple[str, str, str]]:
    """The columns that point at rows of a municipality: column, table and key of the target."""
    scoped = set(scoped_models())
    for field in model._meta.concrete_fields:
        target = field.remote_field.model if field.remote_field else None
        if target in scoped:
            assert field.column and target._meta.pk and target._meta.pk.column
            yield field.column, target._meta.db_table, target._meta.pk.column


def _sqlite() -> Iterator[str]:
    yield "CREATE TABLE IF NOT EXISTS journal_now (entry_id INTEGER PRIMARY KEY, municipality_id INTEGER NOT NULL)"
    yield from _trigger(
        "journal_entry_now",
        "AFTER INSERT ON journal_entry",
        "INSERT INTO journal_now VALUES (NEW.id, NEW.municipality_id)",
    )
    for recorded in recorded_models():
        table = recorded._meta.db_table
        fresh = (
            "SELECT RAISE(ABORT, 'noaber: no entry of this transaction') WHERE NOT EXISTS "
            "(SELECT 1 FROM journal_now WHERE entry_id = NEW.entry_id AND municipality_id = NEW.municipality_id)"
        )
        yield from _trigger(f"{table}_insert", f"BEFORE INSERT ON {table}", fresh)
        yield from _trigger(
            f"{table}_update",
            f"BEFORE UPDATE ON {table}",
            f"{fresh}; SELECT RAISE(ABORT, 'noaber: moved to another municipality') "
            "WHERE NEW.municipality_id <> OLD.municipality_id",
        )
        yield from _trigger(
            f"{table}_delete", f"BEFORE DELETE ON {table}", "SELECT RAISE(ABORT, 'noaber: nothing is deleted')"
        )
    for model in _KEPT:
        table = model._meta.db_table
        yield from _trigger(
            f"{table}_delete", f"BEFORE DELETE ON {table}", "SELECT RAISE(ABORT, 'noaber: the journal only grows')"
        )
        unless = "WHERE NEW.body IS NOT NULL OR NEW.salt IS NOT NULL" if model is Payload else ""
        yield from _trigger(
            f"{table}_update",
            f"BEFORE UPDATE ON {table}",
            f"SELECT RAISE(ABORT, 'noaber: the journal only grows') {unless}",
        )
    for model in scoped_models():
        table = model._meta.db_table
        for column, target, key in references(model):
            astray = (
                f"SELECT RAISE(ABORT, 'noaber: row of another municipality') WHERE NEW.{column} IS NOT NULL "
                f"AND NOT EXISTS (SELECT 1 FROM {target} WHERE {key} = NEW.{column} "
                "AND municipality_id = NEW.municipality_id)"
            )
            for moment in ("INSERT", "UPDATE"):
                yield from _trigger(f"{table}_{column}_{moment.lower()}", f"BEFORE {moment} ON {table}", astray)


def _trigger(name: str, when: str, body: str) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS guard_{name}"
    yield f"CREATE TRIGGER guard_{name} {when} BEGIN {body}; END"


def _postgresql() -> Iterator[str]:
    yield _FUNCTIONS
    for model in scoped_models():
        table = model._meta.db_table
        yield from _checks_postgresql(model)
        if model is not SealState and not issubclass(model, Working):
            yield from _trigger_postgresql(table, "kept", "BEFORE DELETE", "noaber_kept()")
            yield from _trigger_postgresql(table, "whole", "BEFORE TRUNCATE", "noaber_kept()", "STATEMENT")
        if model in APPEND_ONLY or model is Payload:
            function = "noaber_erase()" if model is Payload else "noaber_kept()"
            yield from _trigger_postgresql(table, "same", "BEFORE UPDATE", function)
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS one_municipality ON {table}"
        yield (
            f"CREATE POLICY one_municipality ON {table} "
            "USING (municipality_id = current_setting('app.municipality')::int) "
            "WITH CHECK (municipality_id = current_setting('app.municipality')::int)"
        )
    yield _grants()


def _checks_postgresql(model: type[models.Model]) -> Iterator[str]:
    """One function and trigger a table, with the checks written out: a general one was ten times slower per row."""
    table = model._meta.db_table
    checks = []
    if issubclass(model, Recorded):
        checks.append(
            "IF NOT EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id "
            "AND municipality_id = NEW.municipality_id AND xid = pg_current_xact_id()) THEN "
            "RAISE EXCEPTION 'noaber: no entry of this transaction' USING ERRCODE = '23000'; END IF;"
            "IF TG_OP = 'UPDATE' THEN IF NEW.municipality_id <> OLD.municipality_id THEN "
            "RAISE EXCEPTION 'noaber: moved to another municipality' USING ERRCODE = '23000'; END IF; END IF;"
        )
    checks += [
        f"IF NEW.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target} WHERE {key} = NEW.{column} "
        "AND municipality_id = NEW.municipality_id) THEN "
        "RAISE EXCEPTION 'noaber: row of another municipality' USING ERRCODE = '23000'; END IF;"
        for column, target, key in references(model)
        if not (issubclass(model, Recorded) and column == "entry_id")
    ]
    if checks:
        yield (
            f"CREATE OR REPLACE FUNCTION noaber_check_{table}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {' '.join(checks)} RETURN NEW; END $$"
        )
        yield from _trigger_postgresql(table, "check", "BEFORE INSERT OR UPDATE", f"noaber_check_{table}()")


def _grants() -> str:
    grants = [
        "GRANT USAGE ON SCHEMA public TO noaber_app",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO noaber_app",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO noaber_app",
        *(f"REVOKE UPDATE, DELETE ON {model._meta.db_table} FROM noaber_app" for model in APPEND_ONLY),
        *(f"REVOKE DELETE ON {model._meta.db_table} FROM noaber_app" for model in [*recorded_models(), *_KEPT]),
    ]
    body = " ".join(f"{grant};" for grant in grants)
    return f"DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'noaber_app') THEN {body} END IF; END $$"


def _trigger_postgresql(table: str, name: str, when: str, function: str, each: str = "ROW") -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS guard_{name} ON {table}"
    yield f"CREATE TRIGGER guard_{name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}"


_FUNCTIONS = """
CREATE OR REPLACE FUNCTION noaber_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'noaber: nothing here is changed or deleted (%)', TG_TABLE_NAME USING ERRCODE = '23000';
END $$;
CREATE OR REPLACE FUNCTION noaber_erase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.entry_id <> OLD.entry_id THEN
    RAISE EXCEPTION 'noaber: the journal only grows' USING ERRCODE = '23000';
  END IF;
  RETURN NEW;
END $$;
"""
