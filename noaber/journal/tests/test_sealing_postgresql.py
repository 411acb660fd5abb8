"""Sealing on PostgreSQL, where rows become visible out of the order of their numbers.

What matters here happens between transactions, so these tests commit for real, in a journal of their own, and clear it
away as the owner of the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction

from noaber.journal import canonical, queries, sealing, verify
from noaber.journal.actions import Record, append
from noaber.journal.export import write_export
from noaber.journal.keys import verifier_key
from noaber.journal.models import Checkpoint, Leaf, SealState
from noaber.parties.clock import standing_at
from noaber.parties.models import Municipality
from noaber.parties.scope import reading, set_scope
from noaber.values import Line

HERE = 903
NOON = datetime(2026, 6, 1, 10, tzinfo=UTC)
TABLES = ("journal_countedline", "journal_payload", "journal_leaf", "journal_checkpoint", "journal_sealstate")
pytestmark = [pytest.mark.only("postgresql"), pytest.mark.django_db, pytest.mark.alone]


@pytest.fixture(autouse=True)
def journal(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """A municipality with an empty journal, on a connection outside the transaction of the test; gone afterwards."""
    verifier_key()
    settings.DATA_DIR = tmp_path
    within = connections["default"]
    connections["default"] = connections.create_connection("default")
    try:
        Municipality.objects.create(code=HERE, slug="elsewhere", name="Elsewhere")
        yield
        _clear()
    finally:
        connection.close()
        connections["default"] = within


def _clear() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        set_scope(HERE)
        cursor.execute("SET LOCAL ROLE noaber_owner")
        for table in (*TABLES, "journal_entry"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"DELETE FROM {table} WHERE municipality_id = %s", [HERE])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("DELETE FROM parties_municipality WHERE code = %s", [HERE])


def write(count: int, name: str = "x") -> list[int]:
    """Entries, each in a transaction of its own; their numbers."""
    numbers = []
    for number in range(count):
        with transaction.atomic():
            set_scope(HERE)
            numbers.append(append(_record(f"{name}:{number}")).pk)
    return numbers


def _record(about: str) -> Record:
    words = dict.fromkeys(("agreement", "mandate", "purpose", "basis", "reason", "origin", "trace"), "")
    return Record(
        municipality=HERE,
        organisation=HERE,
        act="case.close",
        clause="3.1",
        actor="m-1",
        function="clerk",
        object=about,
        result="granted",
        at=NOON,
        key=None,
        facts={"outcome": "granted"},
        lines=[Line("case.closed", NOON.date(), 1, clause="3.1")],
        **words,
    )


def seal() -> list[Checkpoint]:
    """Seal, in the year of the entries."""
    with standing_at(NOON):
        return sealing.seal(HERE)


def sealed() -> list[int]:
    """The entries in the order of the log."""
    with reading(HERE):
        log = Leaf.objects.filter(municipality=HERE, year=2026).order_by("index")
        return list(log.values_list("entry_id", flat=True))


class Other:
    """Somebody else's transaction, that stays open."""

    def __init__(self) -> None:
        self.connection = connections.create_connection("default")
        self.connection.set_autocommit(False)

    def write(self) -> int:
        """An entry that nobody sees yet; its number."""
        header = canonical.encode({"object": "other"})
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.municipality', %s, true)", [str(HERE)])
            cursor.execute(
                "INSERT INTO journal_entry (municipality_id, year, at, agreement, act, clause, actor, function, "
                "mandate, object, result, reason, header) "
                "VALUES (%s, 2026, %s, '', 'x', '', '', '', '', '', 'granted', '', %s) RETURNING id",
                [HERE, NOON, header],
            )
            number: int = cursor.fetchone()[0]
            return number

    def commit(self) -> None:
        """Now they do."""
        self.connection.commit()
        self.connection.close()


def test_an_entry_that_becomes_visible_late_is_not_lost_and_those_after_it_wait() -> None:
    before = write(2)
    other = Other()
    late = other.write()
    after = write(2)
    assert late < after[0]
    assert [one.size for one in seal()] == [2]
    assert sealed() == before
    other.commit()
    assert [one.size for one in seal()] == [5]
    assert sealed() == [*before, late, *after]
    assert seal() == []


def test_the_order_is_that_of_transactions_and_not_of_numbers() -> None:
    """The number was handed out before, the transaction began before that: neither decides alone."""
    other = Other()
    first = other.write()
    mine = write(1)
    second = other.write()
    other.commit()
    assert first < mine[0] < second
    seal()
    assert sealed() == [first, second, *mine]


def test_many_entries_of_one_transaction_are_sealed_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 3)
    with transaction.atomic():
        set_scope(HERE)
        numbers = [append(_record(f"x:{number}")).pk for number in range(8)]
    assert [one.size for one in seal()] == [3, 6, 8]
    assert sealed() == numbers


def test_a_database_that_was_restored_counts_transactions_anew_and_is_sealed_all_the_same() -> None:
    first = write(3)
    seal()
    with transaction.atomic():
        set_scope(HERE)
        SealState.objects.filter(municipality=HERE, year=2026).update(horizon=2**60)
        with connection.cursor() as cursor:  # an entry that came with the restore, of a transaction yet to come here
            cursor.execute("SET LOCAL ROLE noaber_owner")
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        came = append(_record("came:1")).pk
        with connection.cursor() as cursor:
            cursor.execute("UPDATE journal_entry SET xid = '1152921504606846976' WHERE id = %s", [came])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")
    new = write(2)
    assert [one.size for one in seal()] == [6]
    assert sealed() == [*first, *new, came]
    more = write(1)
    assert [one.size for one in seal()] == [7]
    assert sealed() == [*first, *new, came, *more]
    assert seal() == []


def test_what_the_database_exports_is_whole(tmp_path: Path) -> None:
    write(5)
    seal()
    export = tmp_path / "export.gz"
    with reading(HERE), export.open("wb") as stream:
        write_export(stream, f"noaber/GM{HERE:04d}/2026", verifier_key(), *queries.whole_log(HERE, 2026))
    assert verify.main([str(export), "--key", verifier_key()]) == 0
    assert sealing.copy_of_hashes(HERE, 2026).stat().st_size == 5 * 32


def test_another_municipality_seals_and_sees_nothing_of_it() -> None:
    write(2)
    with standing_at(NOON):
        assert sealing.seal(902) == []
    seal()
    with reading(902):
        assert not Leaf.objects.filter(municipality=HERE).exists()
