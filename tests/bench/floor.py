"""The floor: what the product stands on, doing the same work in its barest form. No framework, no checks, no pages.

POST inserts the rows that one act leaves (copies of a real one, with a number and key of their own) in one transaction
with the same durability; GET reads the fifty cases of a worklist.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import psycopg
from psycopg.types.json import Jsonb

TABLES = ("journal_entry", "journal_payload", "journal_countedline", "cases_case")
CLIENT = 175
WORKLIST = (
    "SELECT id, number, service, product, state, received, clock, norm_due, due, reference FROM cases_case "
    f"WHERE municipality_id = {CLIENT} AND state IN ('open', 'suspended') ORDER BY clock, id LIMIT 50"
)
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
URL = os.environ.get("NOABER_DATABASE_URL", "")
POSTGRESQL = URL.startswith("postgresql")
_mine = threading.local()
_writing = threading.Lock()


class _Connection:
    """A connection of one thread, with the real act whose rows it copies."""

    def __init__(self) -> None:
        self.connection: Any = psycopg.connect(URL, autocommit=True) if POSTGRESQL else _sqlite()
        self.mark = "%s" if POSTGRESQL else "?"
        self.begin()
        self.rows = [self._read(table) for table in TABLES]
        self.connection.execute("COMMIT")

    def begin(self) -> None:
        self.connection.execute("BEGIN" if POSTGRESQL else "BEGIN IMMEDIATE")
        if POSTGRESQL:
            self.connection.execute("SELECT set_config('app.municipality', %s, true)", [str(CLIENT)])

    def _read(self, table: str) -> tuple[str, dict[str, Any]]:
        last = "(SELECT max(entry_id) FROM cases_case)"
        where = f"id = {last}" if table == "journal_entry" else f"entry_id = {last}"
        cursor = self.connection.execute(f"SELECT * FROM {table} WHERE {where}")
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
        row = {name: Jsonb(value) if isinstance(value, list) else value for name, value in row.items()}
        kept = {name: value for name, value in row.items() if name not in ("id", "xid")}
        statement = f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({', '.join([self.mark] * len(kept))})"
        return statement + (" RETURNING id" if table == "journal_entry" else ""), kept

    def insert(self, token: str) -> None:
        self.begin()
        entry = None
        for statement, row in self.rows:
            changes: dict[str, Any] = {"key": token} if entry is None else {"entry_id": entry}
            if "number" in row:
                changes["number"] = secrets.token_hex(8)
            cursor = self.connection.execute(statement, list((row | changes).values()))
            if entry is None:
                entry = cursor.fetchone()[0]
        if not POSTGRESQL:
            self.connection.execute("DELETE FROM journal_now")
        self.connection.execute("COMMIT")

    def worklist(self) -> bytes:
        if POSTGRESQL:
            self.begin()
        rows = self.connection.execute(WORKLIST).fetchall()
        if POSTGRESQL:
            self.connection.execute("COMMIT")
        return "\n".join(" ".join(map(str, row)) for row in rows).encode()


def _sqlite() -> sqlite3.Connection:
    connection = sqlite3.connect(f"{os.environ['NOABER_DATA_DIR']}/noaber.sqlite3", isolation_level=None)
    connection.executescript(PRAGMAS)
    return connection


def _connection() -> _Connection:
    if not hasattr(_mine, "connection"):
        _mine.connection = _Connection()
    found: _Connection = _mine.connection
    return found


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The barest application."""
    if environ["REQUEST_METHOD"] == "POST":
        form = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
        if POSTGRESQL:
            _connection().insert(form["form_token"][0])
        else:
            with _writing:
                _connection().insert(form["form_token"][0])
        start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
        return [b""]
    body = _connection().worklist() if environ["PATH_INFO"] == "/zaken/" else b"floor"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
