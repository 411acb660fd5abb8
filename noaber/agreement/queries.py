"""What people can ask about agreements: which there are, what they say, and for whom somebody works."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection

from noaber.agreement.book import Book
from noaber.agreement.models import Agreement
from noaber.parties.models import Municipality


def book_of(agreement: Agreement) -> Book:
    """What an agreement says, as loaded; read once per process for each version of the data."""
    return _book(agreement.pk, agreement.digest)


@lru_cache(maxsize=64)
def _book(pk: int, digest: str) -> Book:
    document = Agreement.objects.values_list("document", flat=True).get(pk=pk)
    return Book.from_document(json.loads(document))


_of_this_request: ContextVar[tuple[Agreement, ...] | None] = ContextVar("agreements_of_this_request", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Within this, what agreements there are is asked of the database once: a request sees one answer throughout."""
    token = _of_this_request.set(agreements_in_use())
    try:
        yield
    finally:
        _of_this_request.reset(token)


def agreements_in_use() -> tuple[Agreement, ...]:
    """Every agreement as it was loaded, with its two sides; kept per process, read again once one is loaded.

    Every request and every act asks for them, and they change a few times a year: making the rows anew took a third of
    the processor time of an act. What is kept is shared, so that nobody may change it.
    """
    if (known := _of_this_request.get()) is not None:
        return known
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, digest, loaded_at FROM agreement_agreement ORDER BY id")
        return _agreements_as_of(tuple(cursor.fetchall()))


@lru_cache(maxsize=4)
def _agreements_as_of(loaded: tuple[Any, ...]) -> tuple[Agreement, ...]:
    rows = Agreement.objects.defer("document").select_related("client", "contractor")
    return tuple(rows.order_by("client__name", "-since"))


def agreement_in_use(code: str) -> Agreement:
    """One agreement as it was loaded. Raises Agreement.DoesNotExist."""
    found = next((agreement for agreement in agreements_in_use() if agreement.code == code), None)
    if found is None:
        raise Agreement.DoesNotExist(code)
    return found


def agreements_of(person: Any, day: date) -> list[Agreement]:
    """The agreements that a person has to do with on a day, by the organisations where they hold a function."""
    organisations = {position.organisation_id for position in person.positions_on(day)}
    return [
        agreement
        for agreement in agreements_in_use()
        if organisations & {agreement.client_id, agreement.contractor_id}
        and agreement.since <= day
        and (agreement.until is None or day <= agreement.until)
    ]


def clients_of(person: Any, day: date) -> list[Municipality]:
    """The client municipalities whose work a person may see."""
    found = {agreement.client_id: agreement.client for agreement in agreements_of(person, day)}
    return list(found.values())


def side_of(person: Any, agreement: Agreement, day: date) -> str:
    """On which side somebody stands: `contractor` or `client`."""
    organisations = {position.organisation_id for position in person.positions_on(day)}
    return "contractor" if agreement.contractor_id in organisations else "client"
