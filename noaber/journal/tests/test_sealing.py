"""Entries get their place in the log, and what the log is gets signed: in order, once, and only when it is right."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from noaber.journal import cli, prove, queries, sealing, verify
from noaber.journal.actions import Record, append, erase
from noaber.journal.checkpoint import open_note
from noaber.journal.export import COLUMNS, write_export
from noaber.journal.keys import verifier_key
from noaber.journal.merkle import leaf_hash, root_of
from noaber.journal.models import Checkpoint, CountedLine, Entry, Leaf, Payload, SealState
from noaber.parties.clock import standing_at
from noaber.parties.models import Municipality
from noaber.values import Line

HERE, THERE = 901, 902
NOON = datetime(2026, 6, 1, 10, tzinfo=UTC)
pytestmark = [pytest.mark.only("sqlite"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def municipalities(db: None) -> None:
    """Two whose journals are empty."""
    for code, name in ((HERE, "here"), (THERE, "there")):
        Municipality.objects.create(code=code, slug=name, name=name)


@pytest.fixture(autouse=True)
def own_data_dir(tmp_path: Path, settings: Any) -> Path:
    """Copies of fingerprints of this test only; the key stays that of the session."""
    verifier_key()
    settings.DATA_DIR = tmp_path
    return tmp_path


def write(count: int, at: datetime = NOON, client: int = HERE, act: str = "case.close") -> list[Entry]:
    """Entries as acting writes them, a second apart."""
    return [append(_record(at + timedelta(seconds=number), client, act)) for number in range(count)]


def _record(at: datetime, client: int, act: str) -> Record:
    return Record(
        municipality=client,
        organisation=1700,
        agreement="ommen-twenterand-2024",
        act=act,
        clause="3.1.1",
        actor="m-0000000000000001",
        function="clerk",
        mandate="",
        object="case:1",
        purpose="uitvoering dienstverleningsovereenkomst",
        basis="3.1.1",
        result="granted",
        reason="closed",
        origin="web",
        at=at,
        trace="",
        key=None,
        facts={"outcome": "granted"},
        lines=[Line("case.closed", at.date(), 1, service=2, key="paspoort", clause="3.1")],
    )


def seal(at: datetime = NOON, client: int = HERE) -> list[Checkpoint]:
    """Seal at a moment."""
    with standing_at(at + timedelta(minutes=1)):
        return sealing.seal(client)


def behind_the_guards(statement: str, *values: Any) -> None:
    """What somebody with the database in hands can do, whatever its guards say."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_journal%%'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)
        for _, again in guards:
            cursor.execute(again)


def test_entries_are_sealed_in_the_order_of_their_numbers() -> None:
    entries = write(5)
    (made,) = seal()
    leaves = list(Leaf.objects.filter(municipality=HERE, year=2026).order_by("index"))
    assert [(leaf.index, leaf.entry_id) for leaf in leaves] == [(place, one.pk) for place, one in enumerate(entries)]
    assert [bytes(leaf.hash) for leaf in leaves] == [leaf_hash(one.header.encode()) for one in entries]
    assert bytes(made.root) == root_of([bytes(leaf.hash) for leaf in leaves])
    signed = open_note(made.note, verifier_key())
    assert (signed.origin, signed.size, signed.root) == ("noaber/GM0901/2026", 5, bytes(made.root))


def test_a_second_seal_appends_and_a_third_has_nothing_to_do() -> None:
    write(3)
    (first,) = seal()
    write(4)
    (second,) = seal()
    assert seal() == []
    assert (first.size, second.size) == (3, 7)
    assert bytes(second.root) == root_of(queries.leaf_hashes(HERE, 2026, 7))
    assert bytes(first.root) == root_of(queries.leaf_hashes(HERE, 2026, 3))


def test_a_long_queue_is_sealed_in_batches_with_a_checkpoint_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 4)
    write(10)
    assert [one.size for one in seal()] == [4, 8, 10]


def test_each_year_and_each_municipality_has_a_log_of_its_own() -> None:
    new_year = datetime(2026, 12, 31, 22, 59, 58, tzinfo=UTC)
    write(4, new_year)
    write(2, NOON, THERE)
    made = seal(new_year)
    assert [(one.year, one.size) for one in made] == [(2026, 2), (2027, 2)]
    assert [open_note(one.note, verifier_key()).origin for one in made] == ["noaber/GM0901/2026", "noaber/GM0901/2027"]
    assert [(one.municipality_id, one.size) for one in seal(new_year, THERE)] == [(THERE, 2)]
    assert queries.years(HERE) == [2026, 2027]


def test_entries_of_last_year_that_come_late_are_still_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "IDLE_STEP", 1)
    write(1, datetime(2025, 12, 31, 10, tzinfo=UTC))
    write(3)
    seal()
    seal()
    state = SealState.objects.get(municipality=HERE, year=2025)
    assert state.horizon == queries.newest_entry(HERE)
    write(1, datetime(2025, 12, 31, 22, tzinfo=UTC))
    assert [(one.year, one.size) for one in seal()] == [(2025, 2)]


def test_the_copy_outside_the_database_equals_the_leaves() -> None:
    write(3)
    seal()
    write(2)
    seal()
    copy = sealing.copy_of_hashes(HERE, 2026)
    assert copy.read_bytes() == b"".join(queries.leaf_hashes(HERE, 2026, 5))
    assert copy.stat().st_mode & 0o077 == 0


def test_what_a_crash_left_in_the_copy_is_cut_off() -> None:
    write(3)
    seal()
    copy = sealing.copy_of_hashes(HERE, 2026)
    copy.write_bytes(copy.read_bytes() + b"\x00" * 77)
    write(1)
    seal()
    assert copy.read_bytes() == b"".join(queries.leaf_hashes(HERE, 2026, 4))


def test_a_copy_that_is_gone_is_made_again_from_what_was_signed() -> None:
    write(3)
    seal()
    copy = sealing.copy_of_hashes(HERE, 2026)
    copy.unlink()
    write(1)
    seal()
    assert copy.read_bytes() == b"".join(queries.leaf_hashes(HERE, 2026, 4))


def test_a_copy_is_not_made_again_from_fingerprints_that_were_never_signed() -> None:
    write(3)
    seal()
    sealing.copy_of_hashes(HERE, 2026).unlink()
    behind_the_guards('UPDATE journal_leaf SET hash = %s WHERE "index" = 1', b"\x00" * 32)
    write(1)
    with pytest.raises(sealing.SealBroken):
        seal()


def test_what_is_stored_otherwise_is_not_signed_but_raises_the_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    write(3)
    seal()
    write(2)
    right = sealing._insert_leaves

    def wrong(state: SealState, first: int, entries: list[int], hashes: list[bytes]) -> None:
        right(state, first, entries, [b"\x00" * 32, *hashes[1:]])

    monkeypatch.setattr(sealing, "_insert_leaves", wrong)
    with pytest.raises(sealing.SealBroken, match="Regel 3 "):
        seal()
    state = SealState.objects.get(municipality=HERE, year=2026)
    assert (state.size, "vingerafdruk" in state.alarm) == (3, True)
    assert Checkpoint.objects.filter(municipality=HERE, year=2026).count() == 1
    assert Leaf.objects.filter(municipality=HERE, year=2026).count() == 3
    monkeypatch.undo()
    assert [one.size for one in seal()] == [5]
    assert SealState.objects.get(municipality=HERE, year=2026).alarm == ""


def test_entries_that_end_up_in_another_order_are_not_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    write(3)
    right = sealing._insert_leaves
    turned = lambda state, first, entries, hashes: right(state, first, entries[::-1], hashes[::-1])  # noqa: E731
    monkeypatch.setattr(sealing, "_insert_leaves", turned)
    with pytest.raises(sealing.SealBroken):
        seal()
    assert not Checkpoint.objects.filter(municipality=HERE, year=2026).exists()


@pytest.mark.parametrize("change", [{"size": 2, "frontier": ["00" * 32]}, {"frontier": ["00" * 32, "11" * 32]}])
def test_nothing_is_signed_that_does_not_follow_from_the_last_checkpoint(change: dict[str, Any]) -> None:
    write(3)
    seal()
    SealState.objects.filter(municipality=HERE, year=2026).update(**change)
    write(1)
    with pytest.raises(sealing.SealBroken):
        seal()
    assert "laatste controlepunt" in SealState.objects.get(municipality=HERE, year=2026).alarm


def test_an_entry_waits_until_it_is_sealed() -> None:
    write(1)
    with standing_at(NOON + timedelta(minutes=16)):
        assert sealing.waiting_minutes(HERE, fresh=True) == 16
        sealing.seal(HERE)
        assert sealing.waiting_minutes(HERE, fresh=True) == 0
    write(1, NOON + timedelta(minutes=20))
    with standing_at(NOON + timedelta(minutes=25, seconds=59)):
        assert sealing.waiting_minutes(HERE) == 0
        assert sealing.waiting_minutes(HERE, fresh=True) == 5
        assert sealing.waiting_minutes(THERE, fresh=True) == 0


def test_the_newest_checkpoint_is_that_of_the_newest_year() -> None:
    assert sealing.latest(THERE) is None
    write(5)
    seal()
    write(1, datetime(2027, 1, 2, tzinfo=UTC))
    seal(datetime(2027, 1, 2, tzinfo=UTC))
    newest = sealing.latest(HERE)
    assert newest is not None
    assert (newest.year, newest.size) == (2027, 1)


# From the database to the verifier


class Office:
    """The log of Ommen in the database, and the verifier elsewhere."""

    def __init__(self, place: Path) -> None:
        self.place = place
        with standing_at(NOON):
            write(6)
            seal()
            self.held = place / "held.txt"
            self.held.write_text(queries.notes(HERE, 2026)[-1])
            write(3, NOON + timedelta(hours=1))
            seal()

    def check(self, *more: str) -> tuple[int, set[tuple[str, int | None]]]:
        """The verifier's answer over an export as it is now."""
        export, report = self.place / "export.gz", self.place / "report.json"
        with export.open("wb") as stream:
            write_export(stream, "noaber/GM0901/2026", verifier_key(), *queries.whole_log(HERE, 2026))
        words = [str(export), "--checkpoint", str(self.held), "--key", verifier_key(), "--json", str(report), *more]
        code = verify.main(words)
        return code, {(one["kind"], one["first"]) for one in json.loads(report.read_text())["findings"]}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_what_the_database_exports_is_whole(office: Office) -> None:
    assert office.check() == (0, set())


def test_the_columns_of_the_export_are_all_columns_that_repeat_the_header() -> None:
    held = {field.name for field in Entry._meta.concrete_fields}
    assert set(COLUMNS) == held - {"id", "municipality", "year", "header"}


def test_erased_facts_leave_the_log_whole(office: Office) -> None:
    entry = Entry.objects.filter(municipality=HERE, year=2026).order_by("id")[2]
    erase(Payload.objects.get(entry=entry), entry)
    assert office.check() == (0, set())
    assert json.loads((office.place / "report.json").read_text())["erased"] == [[2, 2]]


ROW = '(SELECT entry_id FROM journal_leaf WHERE municipality_id = 901 AND year = 2026 AND "index" = 4)'
TAMPERED = [
    (
        f"UPDATE journal_entry SET header = replace(header, '3.1.1', '9.9') WHERE id = {ROW}",
        {("changed", 4), ("columns", 4)},
    ),
    *(
        (f"UPDATE journal_entry SET {column} = 'x' WHERE id = {ROW}", {("columns", 4)})
        for column in COLUMNS
        if column != "at"
    ),
    (f"UPDATE journal_entry SET at = '2026-06-02 10:00:00' WHERE id = {ROW}", {("columns", 4)}),
    (f"UPDATE journal_payload SET body = '{{}}' WHERE entry_id = {ROW}", {("facts", 4)}),
    *(
        (f"UPDATE journal_countedline SET {column} = {value} WHERE entry_id = {ROW}", {("lines", 4)})
        for column, value in {
            "measure": "'x'",
            "day": "'2026-06-02'",
            "month": "202607",
            "quantity": "2",
            "unit": "'x'",
            "service": "3",
            "key": "'x'",
            "base": "1",
            "clause": "'x'",
            "municipality_id": "902",
        }.items()
    ),
    (f"DELETE FROM journal_countedline WHERE entry_id = {ROW}", {("lines", 4)}),
    (f"UPDATE journal_leaf SET hash = zeroblob(32) WHERE entry_id = {ROW}", {("fingerprint", 4)}),
    (f"DELETE FROM journal_leaf WHERE entry_id = {ROW}", {("removed", 4)}),
    (f"UPDATE journal_leaf SET municipality_id = 902 WHERE entry_id = {ROW}", {("removed", 4)}),
]


@pytest.mark.parametrize(
    ("statement", "named"),
    TAMPERED,
    ids=lambda value: str(sorted(value))[:60] if isinstance(value, set) else str(value)[:60],
)
def test_one_row_changed_in_the_database_is_named(
    office: Office, statement: str, named: set[tuple[str, int | None]]
) -> None:
    with connection.constraint_checks_disabled():
        behind_the_guards(statement)
    code, found = office.check()
    assert (code, {one for one in found if one[0] != "stray"}) == (1, named)


def test_a_rewriting_in_the_database_is_named_with_the_copy_outside_it(office: Office) -> None:
    entry = Leaf.objects.get(municipality=HERE, year=2026, index=4).entry
    header = entry.header.replace("3.1.1", "9.9")
    behind_the_guards("UPDATE journal_entry SET header = %s, clause = '9.9' WHERE id = %s", header, entry.pk)
    forged = leaf_hash(header.encode())
    behind_the_guards("UPDATE journal_leaf SET hash = %s WHERE entry_id = %s", forged, entry.pk)
    assert office.check() == (1, {("rewritten", 0)})
    copy = str(sealing.copy_of_hashes(HERE, 2026))
    assert office.check("--leaves", copy) == (1, {("rewritten", 0), ("changed", 4)})


def test_an_export_stops_at_the_newest_checkpoint(office: Office) -> None:
    write(2)
    assert office.check() == (0, set())


# The commands


def run(*words: str) -> int:
    """Run `noaber journal ...`; its exit code."""
    parser = argparse.ArgumentParser()
    cli.add_commands(parser.add_subparsers())
    options = parser.parse_args(["journal", *words])
    code: int = options.run(options)
    return code


def test_the_commands_seal_export_prove_and_verify(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], in_time: Callable[[], None]
) -> None:
    write(7)
    assert run("export", "901", "2026", "--to", str(tmp_path / "never.gz")) == 1
    assert run("seal") == 0
    export, held = str(tmp_path / "e.gz"), str(tmp_path / "held.txt")
    assert run("export", "here", "2026", "--to", export, "--checkpoint", held) == 0
    assert run("verify", export, "--checkpoint", held, "--key", verifier_key()) == 0
    write(2)
    assert run("seal") == 0
    proof, entry = str(tmp_path / "p.tlog-proof"), str(tmp_path / "entry.json")
    assert run("prove", "here", "2026", "5", "--to", proof, "--entry", entry) == 0
    assert run("verify", "--proof", proof, "--entry", entry, "--key", verifier_key()) == 0
    assert run("prove", "here", "2026", "--since", "7", "--to", proof) == 0
    assert run("verify", "--proof", proof, "--checkpoint", held, "--key", verifier_key()) == 0
    assert run("prove", "here", "2026", "9", "--to", proof) == 1
    assert "verzegeld tot en met 9 regels van 2026" in capsys.readouterr().out


@pytest.fixture
def in_time() -> Any:
    """The commands ask the clock; it stands in the year of the entries."""
    with standing_at(NOON + timedelta(minutes=1)):
        yield


def test_a_broken_seal_is_the_exit_code_of_the_command(
    capsys: pytest.CaptureFixture[str], in_time: Callable[[], None]
) -> None:
    write(3)
    seal()
    SealState.objects.filter(municipality=HERE, year=2026).update(frontier=["00" * 32, "11" * 32])
    write(1)
    assert run("seal") == 1
    assert "NIET VERZEGELD" in capsys.readouterr().err


@pytest.mark.parametrize("ask", [lambda: prove.of_entry(HERE, 2026, 3), lambda: prove.of_growth(HERE, 2026, 4)])
def test_what_is_not_there_cannot_be_proven(ask: Callable[[], str]) -> None:
    with pytest.raises(prove.NotThere):
        ask()
    write(3)
    seal()
    with pytest.raises(prove.NotThere):
        ask()


def test_lines_come_out_with_the_entry_they_belong_to(office: Office) -> None:
    found = list(queries.export_records(HERE, 2026, first=2, size=5))
    assert [record[0] for record in found] == [2, 3, 4]
    expected = ["case.closed", date(2026, 6, 1).isoformat(), 1, "count", 2, "paspoort", 0, "3.1"]
    assert all(record[4] == [expected] for record in found)
    assert CountedLine.objects.filter(municipality=HERE).count() == 9
