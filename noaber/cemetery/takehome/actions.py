"""Taking the whole register home: made in one look at the database, then journalled with its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.db import connection, transaction

from noaber.agreement.acting import acting
from noaber.agreement.models import Agreement
from noaber.cemetery.places import local_of
from noaber.cemetery.takehome import acts, rules
from noaber.cemetery.takehome.packing import Packed, pack
from noaber.parties.clock import today
from noaber.parties.scope import on_postgresql, reading


def export(person: Any, agreement: str, out: IO[bytes], origin: str = "web") -> list[Packed]:
    """Write the register to a file that can be read back. Raises Refusal, and NoLocal where there is none.

    Nothing is handed over that is not journalled first: who calls this sends the file after it returns.
    """
    client = Agreement.objects.values_list("client_id", flat=True).get(code=agreement)
    with _one_look(), reading(client):
        made = pack(out, client, local_of(agreement), today())
    digest, size = _digest(out), out.tell()
    with acting(person, agreement, origin=origin) as act:
        facts: dict[str, Any] = {one.name: one.rows or 0 for one in made} | {"sha256": digest, "bytes": size}
        act.record(acts.EXPORT, rules.may_export(), f"register:{act.day}", facts)
    out.seek(0)
    return made


@contextmanager
def _one_look() -> Iterator[None]:
    """Everything as it stands at one moment, whatever others write meanwhile."""
    if not on_postgresql() or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _digest(out: IO[bytes]) -> str:
    out.seek(0)
    digest = hashlib.sha256()
    while piece := out.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()
