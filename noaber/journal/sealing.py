"""Sealing: giving entries their place in the log, and signing what the log then is.

Writers never wait for the sealer. It takes only what is certainly complete: on PostgreSQL the entries of transactions
below the oldest one still running (ordered by transaction, for rows become visible out of the order of their numbers),
on SQLite, which has one writer, the entries by number. Before it signs, it reads back what was stored and computes the
root again; what differs is not signed but raises the alarm.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.db import connection, transaction

from noaber.journal.checkpoint import sign_checkpoint
from noaber.journal.export import origin
from noaber.journal.keys import signing_key
from noaber.journal.merkle import EMPTY, Frontier, leaf_hash
from noaber.journal.models import Checkpoint, Entry, Leaf, SealState
from noaber.journal.rules import may_go_on
from noaber.journal.terms import JournalTerms
from noaber.parties.clock import now, stands_still
from noaber.parties.scope import on_postgresql, set_scope
from noaber.values import Refused

BATCH = 20_000
IDLE_STEP = 1_000
_NEVER = str(2**64 - 1)
Row = tuple[int, str]


class SealBroken(Exception):
    """What is stored is not what was written: nothing is signed until somebody has looked."""


def seal(municipality: int) -> list[Checkpoint]:
    """Seal every log of a municipality up to now; returns the checkpoints that this made."""
    made = []
    for year in _years(municipality):
        while checkpoint := _seal_batch(municipality, year):
            made.append(checkpoint)
    return made


def _years(municipality: int) -> list[int]:
    with transaction.atomic():
        set_scope(municipality)
        first = Entry.objects.filter(municipality=municipality).order_by("id").values_list("year", flat=True).first()
        return list(range(first, now().year + 2)) if first else []


def _seal_batch(municipality: int, year: int) -> Checkpoint | None:
    try:
        with transaction.atomic():
            set_scope(municipality)
            state, _ = SealState.objects.select_for_update().get_or_create(municipality_id=municipality, year=year)
            rows, horizon = _complete(state)
            if rows:
                return _place(state, rows, horizon)
            if abs(horizon - state.horizon) >= IDLE_STEP:
                state.horizon = horizon
                state.save(update_fields=["horizon"])
            return None
    except SealBroken as broken:
        with transaction.atomic():
            set_scope(municipality)
            SealState.objects.filter(municipality=municipality, year=year).update(alarm=str(broken))
        raise


def _complete(state: SealState) -> tuple[list[Row], int]:
    """The next entries that are certainly complete, in order, and the horizon after them."""
    return _complete_by_transaction(state) if on_postgresql() else _complete_by_number(state)


def _complete_by_number(state: SealState) -> tuple[list[Row], int]:
    """SQLite hands out numbers in the order of commits.

    The horizon moves on with the entries of other years, or a log of last year would be looked through for ever.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, header FROM journal_entry WHERE municipality_id = %s AND year = %s AND id > %s "
            "ORDER BY id LIMIT %s",
            [state.municipality_id, state.year, state.horizon, BATCH],
        )
        rows = cursor.fetchall()
        if len(rows) == BATCH:
            return rows, rows[-1][0]
        cursor.execute("SELECT max(id) FROM journal_entry WHERE municipality_id = %s", [state.municipality_id])
        return rows, cursor.fetchone()[0] or 0


def _complete_by_transaction(state: SealState) -> tuple[list[Row], int]:
    """PostgreSQL: what is below the oldest running transaction, after the last sealed (transaction, number).

    A database that was restored from a dump counts transactions from the beginning again. Then the horizon lies in what
    is the future there: look through everything once, including what came with the restore.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text, pg_snapshot_xmax(s)::text, "
            '(SELECT entry_id FROM journal_leaf WHERE municipality_id = %s AND year = %s AND "index" = %s) '
            "FROM pg_current_snapshot() s",
            [state.municipality_id, state.year, state.size - 1],
        )
        oldest, newest, last_entry = cursor.fetchone()
        restored = state.horizon >= int(newest)
        cursor.execute(
            "SELECT e.id, e.header, e.xid::text::bigint FROM journal_entry e "
            "WHERE e.municipality_id = %s AND e.year = %s AND (e.xid, e.id) > (%s::text::xid8, %s) "
            "AND (e.xid < %s::text::xid8 OR e.xid >= %s::text::xid8) "
            "AND NOT EXISTS (SELECT 1 FROM journal_leaf l WHERE l.entry_id = e.id) "
            "ORDER BY e.xid, e.id LIMIT %s",
            [
                state.municipality_id,
                state.year,
                "0" if restored else str(state.horizon),
                0 if restored else last_entry or 0,
                oldest,
                newest if restored else _NEVER,
                BATCH,
            ],
        )
        found = cursor.fetchall()
    here = [number for _, _, number in found if number < int(newest)]
    horizon = here[-1] if here else (0 if restored else state.horizon)
    return [(entry, header) for entry, header, _ in found], horizon


def _place(state: SealState, rows: list[Row], horizon: int) -> Checkpoint:
    frontier = Frontier.load(state.size, state.frontier)
    if frontier.root() != _last_root(state):
        raise SealBroken(f"De stand van het verzegelen van {state.year} past niet bij het laatste controlepunt.")
    first = state.size
    hashes = [leaf_hash(header.encode()) for _, header in rows]
    _insert_leaves(state, first, [entry for entry, _ in rows], hashes)
    for value in hashes:
        frontier.append(value)
    size, root = frontier.size, frontier.root()
    if _root_as_stored(state, first, size) != root:
        raise SealBroken(f"Regels {first} tot {size} van {state.year} staan er anders dan zij geschreven zijn.")
    _keep_copy(state, first, hashes)
    moment = now()
    state.size, state.frontier, state.horizon = size, frontier.dump(), horizon
    state.sealed_at, state.alarm = moment, ""
    state.save()
    return Checkpoint.objects.create(
        municipality_id=state.municipality_id,
        year=state.year,
        size=size,
        root=root,
        note=sign_checkpoint(signing_key(), origin(state.municipality_id, state.year), size, root),
        at=moment,
    )


def _last_root(state: SealState) -> bytes:
    """The root that was signed last: a log never signs what does not follow from what it signed before."""
    log = Checkpoint.objects.filter(municipality=state.municipality_id, year=state.year).order_by("-size")
    last = log.values_list("size", "root").first()
    if last is None:
        return EMPTY
    return bytes(last[1]) if last[0] == state.size else b""


def _insert_leaves(state: SealState, first: int, entries: list[int], hashes: list[bytes]) -> None:
    """One statement a batch; COPY is not there for tables with row-level security."""
    with connection.cursor() as cursor:
        if on_postgresql():
            cursor.execute(
                "INSERT INTO journal_leaf (municipality_id, year, index, entry_id, hash) "
                "SELECT %s, %s, %s + place - 1, entry, substring(%s::bytea FROM (place::int - 1) * 32 + 1 FOR 32) "
                "FROM unnest(%s::bigint[]) WITH ORDINALITY AS row (entry, place)",
                [state.municipality_id, state.year, first, b"".join(hashes), entries],
            )
        else:
            cursor.executemany(
                'INSERT INTO journal_leaf (municipality_id, year, "index", entry_id, hash) VALUES (%s, %s, %s, %s, %s)',
                [
                    (state.municipality_id, state.year, first + place, entry, hashes[place])
                    for place, entry in enumerate(entries)
                ],
            )


def _root_as_stored(state: SealState, first: int, size: int) -> bytes:
    """The root, from the headers and hashes as the database gives them back."""
    frontier = Frontier.load(first, state.frontier)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.header, l.hash FROM journal_leaf l JOIN journal_entry e ON e.id = l.entry_id "
            'WHERE l.municipality_id = %s AND l.year = %s AND l."index" >= %s AND l."index" < %s ORDER BY l."index"',
            [state.municipality_id, state.year, first, size],
        )
        for header, stored in cursor:
            again = leaf_hash(header.encode())
            if again != bytes(stored):
                place = frontier.size
                raise SealBroken(f"Regel {place} van {state.year} heeft een andere vingerafdruk dan bewaard is.")
            frontier.append(again)
    return frontier.root()


def copy_of_hashes(municipality: int, year: int) -> Path:
    """The second copy of the fingerprints, outside the database: 32 bytes for each entry, in order."""
    return Path(settings.DATA_DIR) / "leaves" / f"GM{municipality:04d}-{year}.bin"


def _keep_copy(state: SealState, first: int, hashes: list[bytes]) -> None:
    """Written before the transaction commits; what a crash leaves too much of, the next run cuts off.

    On a machine that has no copy yet (a restored database) it is made again, once the stored fingerprints have shown
    to be those of the last checkpoint.
    """
    path = copy_of_hashes(state.municipality_id, state.year)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        if os.fstat(descriptor).st_size < first * 32:
            file.write(b"".join(_stored_hashes(state, first)))
        file.truncate(first * 32)
        file.seek(first * 32)
        file.write(b"".join(hashes))
        file.flush()
        os.fsync(file.fileno())


def _stored_hashes(state: SealState, size: int) -> Iterator[bytes]:
    frontier = Frontier()
    log = Leaf.objects.filter(municipality=state.municipality_id, year=state.year, index__lt=size).order_by("index")
    for stored in log.values_list("hash", flat=True).iterator(chunk_size=BATCH):
        frontier.append(bytes(stored))
        yield bytes(stored)
    if (frontier.size, frontier.root()) != (size, _last_root(state)):
        raise SealBroken(f"De bewaarde vingerafdrukken van {state.year} zijn niet die van het laatste controlepunt.")


_waited: dict[int, tuple[float, int]] = {}


def waiting_minutes(municipality: int, fresh: bool = False) -> int:
    """How long the oldest unsealed entry has waited; asked of the database at most every ten seconds."""
    asked, minutes = _waited.get(municipality, (float("-inf"), 0))
    if fresh or monotonic() - asked > 10:
        minutes = _oldest_wait(municipality)
        _waited[municipality] = (monotonic(), minutes)
    return minutes


def _oldest_wait(municipality: int) -> int:
    oldest = (
        Entry.objects.filter(municipality=municipality, leaf__isnull=True, id__gt=_last_sealed(municipality))
        .order_by("id")
        .values_list("at", flat=True)
        .first()
    )
    return max(0, int((now() - oldest).total_seconds() // 60)) if oldest else 0


def _last_sealed(municipality: int) -> int:
    """A number below which every entry is sealed: the newest leaf's entry, less what may still have been running."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT entry_id FROM journal_leaf WHERE municipality_id = %s ORDER BY year DESC, "index" DESC LIMIT 1',
            [municipality],
        )
        row = cursor.fetchone()
    return row[0] - 1_000 if row else 0


def latest(municipality: int) -> Checkpoint | None:
    """The newest checkpoint of a municipality."""
    return Checkpoint.objects.filter(municipality=municipality).order_by("-year", "-size").first()


GLANCE_SECONDS = 1
_glanced: dict[int, tuple[float, Checkpoint | None]] = {}


def glance(municipality: int) -> Checkpoint | None:
    """The newest checkpoint for at the foot of every page; asked of the database at most every `GLANCE_SECONDS`.

    Papers and exports ask `latest`.
    """
    asked, checkpoint = _glanced.get(municipality, (float("-inf"), None))
    if monotonic() - asked > GLANCE_SECONDS:
        checkpoint = latest(municipality)
        _glanced[municipality] = (monotonic(), checkpoint)
    return checkpoint


def refuse_when_stalled(municipality: int, terms: JournalTerms, refusal: Callable[[Refused], Exception]) -> None:
    """Raise what `refusal` makes of it when entries have waited longer for their seal than the agreement allows.

    In a made-up past nobody waits: the demo seals once a day.
    """
    if stands_still():
        return
    decision = may_go_on(waiting_minutes(municipality), terms)
    if isinstance(decision, Refused):
        raise refusal(decision)
