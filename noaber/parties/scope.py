"""One client municipality at a time: what the database lets this transaction see.

PostgreSQL holds every row against `app.municipality` (row-level security). The setting lives as long as the
transaction, so that a connection that is used again starts with nothing. SQLite has no such policy; there the queries'
own filter is the only lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_read_now: ContextVar[int | None] = ContextVar("read_now", default=None)
"""Whose rows are being read: a page within a request that reads them already need not ask the database again."""


def on_postgresql() -> bool:
    """Is this the database with row-level security?"""
    return connection.vendor == "postgresql"


def set_scope(municipality: int | None) -> None:
    """Let this transaction see the rows of one municipality; None closes it again."""
    if on_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.municipality', %s, true)", [str(municipality or "")])


@contextmanager
def reading(municipality: int) -> Iterator[None]:
    """Read the rows of one municipality. On SQLite, and within the same reading, it costs nothing and takes no lock."""
    if not on_postgresql() or _read_now.get() == municipality:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('app.municipality', true), set_config('app.municipality', %s, true)",
                [str(municipality)],
            )
            before = cursor.fetchone()[0]
        token = _read_now.set(municipality)
        try:
            yield
        finally:
            _read_now.reset(token)
        if before:
            set_scope(int(before))
