"""The floor: what the product stands on, doing the same work in its barest form. No framework, no checks, no pages.

POST inserts the rows that one act leaves (copies of a real one, with a number and key of their own) in one transaction
with the same durability, for a booking after taking its place in the calendar; GET reads the rows of a page.
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

CLIENT = 175
ACTS = {
    "/zaken/nieuw/": ("journal_entry", "journal_payload", "journal_countedline", "cases_case"),
    "/booking": ("journal_entry", "journal_payload", "appointments_visit"),
}
WORKLIST = (
    "SELECT id, number, service, product, state, received, clock, norm_due, due, reference FROM cases_case "
    f"WHERE municipality_id = {CLIENT} AND state IN ('open', 'suspended') ORDER BY clock, id LIMIT 50"
)
_VISITS = "SELECT number, agreed, products, state, ticket, arrived_at FROM appointments_visit"
_DESK = f"WHERE municipality_id = {CLIENT} AND location = (SELECT min(location) FROM appointments_slot)"
PAGES = {
    "/zaken/": WORKLIST,
    "/case": f"SELECT * FROM cases_case WHERE municipality_id = {CLIENT} AND number LIKE '%-B000077' LIMIT 1",
    "/agenda": f"{_VISITS} {_DESK} AND day = CURRENT_DATE ORDER BY agreed, id",
    "/free": f"SELECT minute FROM appointments_slot {_DESK} AND skill = 'balie' AND used < capacity ORDER BY minute",
    "/graves": f"SELECT * FROM cemetery_resident WHERE municipality_id = {CLIENT} AND search >= 'bakker' "
    "AND search < 'bakkerzzzz' ORDER BY search LIMIT 20",
    "/windows": f"SELECT * FROM cemetery_graveright WHERE municipality_id = {CLIENT} AND ended_on IS NULL "
    "AND ends_on IS NOT NULL AND letter_on IS NULL AND requested_on IS NULL ORDER BY ends_on, id LIMIT 50",
}
PLACE = (
    f"UPDATE appointments_slot SET used = used + 1 WHERE id = (SELECT max(id) FROM appointments_slot {_DESK} "
    "AND skill = 'balie' AND used < capacity)"
)
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
URL = os.environ.get("NOABER_DATABASE_URL", "")
POSTGRESQL = URL.startswith("postgresql")
_mine = threading.local()
_writing = threading.Lock()


class _Connection:
    """A connection of one thread, with the real acts whose rows it copies."""

    def __init__(self) -> None:
        self.connection: Any = psycopg.connect(URL, autocommit=True) if POSTGRESQL else _sqlite()
        self.mark = "%s" if POSTGRESQL else "?"
        self.begin()
        self.rows = {path: [self._read(table, tables[-1]) for table in tables] for path, tables in ACTS.items()}
        self.connection.execute("COMMIT")

    def begin(self) -> None:
        self.connection.execute("BEGIN" if POSTGRESQL else "BEGIN IMMEDIATE")
        if POSTGRESQL:
            self.connection.execute("SELECT set_config('app.municipality', %s, true)", [str(CLIENT)])

    def _read(self, table: str, working: str) -> tuple[str, dict[str, Any]]:
        last = f"(SELECT max(entry_id) FROM {working})"
        where = f"id = {last}" if table == "journal_entry" else f"entry_id = {last}"
        cursor = self.connection.execute(f"SELECT * FROM {table} WHERE {where}")
        names = [column[0] for column in cursor.description]
        found = cursor.fetchone()
        if found is None:  # nobody booked yet: that floor is not asked for
            return "", {}
        row = dict(zip(names, found, strict=True))
        row = {name: Jsonb(value) if isinstance(value, list | dict) else value for name, value in row.items()}
        kept = {name: value for name, value in row.items() if name not in ("id", "xid")}
        statement = f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({', '.join([self.mark] * len(kept))})"
        return statement + (" RETURNING id" if table == "journal_entry" else ""), kept

    def insert(self, path: str, token: str) -> None:
        self.begin()
        entry = None
        if path == "/booking":
            self.connection.execute(PLACE)
        for statement, row in self.rows[path]:
            changes: dict[str, Any] = {"key": token} if entry is None else {"entry_id": entry}
            changes |= {name: secrets.token_hex(8) for name in ("number", "code_hash") if name in row}
            cursor = self.connection.execute(statement, list((row | changes).values()))
            if entry is None:
                entry = cursor.fetchone()[0]
        if not POSTGRESQL:
            self.connection.execute("DELETE FROM journal_now")
        self.connection.execute("COMMIT")

    def page(self, path: str) -> bytes:
        if POSTGRESQL:
            self.begin()
        rows = self.connection.execute(PAGES[path]).fetchall()
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
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] == "POST":
        form = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
        if POSTGRESQL:
            _connection().insert(path, form["form_token"][0])
        else:
            with _writing:
                _connection().insert(path, form["form_token"][0])
        start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
        return [b""]
    body = _connection().page(path) if path in PAGES else b"floor"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
