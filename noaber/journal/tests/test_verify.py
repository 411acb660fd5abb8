"""Whoever tampers with a journal is found, and what they did is named by place."""

from __future__ import annotations

import ast
import gzip
import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.journal import verify
from noaber.journal.checkpoint import KeyPair, write_consistency, write_proof
from noaber.journal.export import COLUMNS, FORMAT, entry_line
from noaber.journal.merkle import consistency_proof, inclusion_proof
from noaber.journal.tests.sample_log import SampleLog, records, renumbered, resealed, with_header

SIZES = (10, 20, 30, 40, 50)
COUNT = 60
Named = set[tuple[str, int | None, int | None]]


@dataclass
class Answer:
    """What the command said."""

    code: int
    report: dict[str, Any]
    out: str

    @property
    def named(self) -> Named:
        """What was named, without the words."""
        return {(one["kind"], one["first"], one["last"]) for one in self.report["findings"]}


class Bench:
    """A log, what somebody kept of it before it was tampered with, and the command to check it with."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place, self.capsys = place, capsys
        self.log = SampleLog.of(COUNT, SIZES)
        self.key = self.log.key.verifier
        self.kept = {size: self.log.note(size) for size in (*SIZES, COUNT)}
        self.leaves = self.log.leaves()

    def file(self, name: str, content: bytes | str) -> str:
        """A file with this content; its path."""
        path = self.place / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def check(
        self, held: int | None = 50, older: tuple[int, ...] = (), leaves: bool = False, export: bytes | None = None
    ) -> Answer:
        """Run the command over the log as it is now."""
        report = self.place / "report.json"
        report.unlink(missing_ok=True)
        words = [self.file("export.jsonl.gz", export if export is not None else self.log.export())]
        words += ["--key", self.key, "--json", str(report)]
        if held is not None:
            words += ["--checkpoint", self.file("held.txt", self.kept[held])]
        if older:
            words += ["--older", *(self.file(f"older-{size}.txt", self.kept[size]) for size in older)]
        if leaves:
            words += ["--leaves", self.file("leaves.bin", self.leaves)]
        code = verify.main(words)
        out = self.capsys.readouterr()
        return Answer(code, json.loads(report.read_text()) if report.exists() else {}, out.out + out.err)

    def sign_again(self, key: KeyPair | None = None) -> None:
        """New checkpoints over the log as it is now: what somebody with the key can do."""
        count = len(self.log.records)
        self.log.notes = [self.log.note(size, key) for size in (*SIZES, COUNT) if size <= count]
        if count not in (*SIZES, COUNT):
            self.log.notes.append(self.log.note(count, key))


@pytest.fixture
def bench(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bench:
    return Bench(tmp_path, capsys)


def test_the_file_imports_nothing_but_the_standard_library_and_cryptography() -> None:
    tree = ast.parse(Path(verify.__file__).read_text())
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    roots = {name.partition(".")[0] for name in found}
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}


def test_the_file_runs_where_noaber_is_not_installed(bench: Bench, tmp_path: Path) -> None:
    alone = tmp_path / "elsewhere" / "verify.py"
    alone.parent.mkdir()
    alone.write_bytes(Path(verify.__file__).read_bytes())
    export, held = bench.file("e.gz", bench.log.export()), bench.file("held.txt", bench.kept[50])
    words = [sys.executable, str(alone), export, "--checkpoint", held, "--key", bench.key]
    done = subprocess.run(words, cwd=alone.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "HEEL" in done.stdout


def test_the_two_programs_agree_on_the_format() -> None:
    assert (verify.FORMAT, verify.COLUMNS) == (FORMAT, COLUMNS)


def test_a_whole_log_is_whole_and_says_how_far_the_held_checkpoint_reaches(bench: Bench) -> None:
    answer = bench.check(held=50, older=(10, 30))
    assert (answer.code, answer.named, answer.report["verdict"]) == (0, set(), "whole")
    assert (answer.report["covered"], answer.report["entries"], answer.report["checkpoints"]) == (50, 60, 6)
    assert "De laatste 10 regels" in answer.out


def test_without_a_checkpoint_of_ones_own_the_answer_says_that_it_is_weaker(bench: Bench) -> None:
    answer = bench.check(held=None)
    assert (answer.code, answer.report["covered"]) == (0, 0)
    assert "maar alleen volgens de export zelf" in answer.out


def test_the_key_in_the_export_is_not_passed_off_as_ones_own(bench: Bench) -> None:
    assert verify.main([bench.file("e.gz", bench.log.export())]) == 0
    assert "uit de export zelf" in bench.capsys.readouterr().out


def test_a_plain_file_and_a_log_of_nothing_are_fine_too(bench: Bench) -> None:
    assert bench.check(export=gzip.decompress(bench.log.export())).code == 0
    empty = SampleLog.of(0)
    bench.key = empty.key.verifier
    assert bench.check(held=None, export=empty.export()).code == 0


def test_erased_facts_are_listed_and_are_no_fault(bench: Bench) -> None:
    for index in (3, 4, 5, 9):
        bench.log.records[index] = (*bench.log.records[index][:5], None, None)
    answer = bench.check()
    assert (answer.code, answer.report["erased"]) == (0, [[3, 5], [9, 9]])


def test_acts_are_counted_per_civil_day_and_sums_per_month(bench: Bench) -> None:
    answer = bench.check()
    acts = [count for day in answer.report["days"].values() for act in day.values() for count in act.values()]
    assert sum(acts) == COUNT
    closed = [row for row in answer.report["sums"] if row["measure"] == "case.closed"]
    assert sum(row["quantity"] for row in closed) == sum(1 for index in range(COUNT) if index % 6 == 3)
    kpi = [row for row in answer.report["sums"] if row["measure"] == "kpi"]
    assert sum(row["base"] for row in kpi) == sum(row["quantity"] for row in kpi) == 10


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-28T23:30:00.000+00:00", "2026-03-29"),
        ("2026-03-29T22:00:00.000+00:00", "2026-03-30"),
        ("2026-03-29T21:59:59.999+00:00", "2026-03-29"),
        ("2026-10-24T21:59:59.999+00:00", "2026-10-24"),
        ("2026-10-24T22:00:00.000+00:00", "2026-10-25"),
        ("2026-10-25T22:59:59.999+00:00", "2026-10-25"),
        ("2026-10-25T23:00:00.000+00:00", "2026-10-26"),
        ("2026-01-01T00:30:00.000+01:00", "2026-01-01"),
        ("2025-12-31T23:00:00.000+00:00", "2026-01-01"),
    ],
)
def test_a_day_is_a_day_in_the_netherlands(moment: str, day: str) -> None:
    assert verify._day(moment) == day


@given(st.datetimes())
def test_the_civil_day_is_that_of_the_time_zone_database(moment: Any) -> None:
    from datetime import UTC
    from zoneinfo import ZoneInfo

    at = moment.replace(year=1997 + moment.year % 60, day=min(moment.day, 28), tzinfo=UTC)
    assert verify._local(at) == at.astimezone(ZoneInfo("Europe/Amsterdam")).date().isoformat()


# Tampering, one thing at a time


def edited(bench: Bench) -> Named:
    """The database's header changed; the fingerprint left."""
    bench.log.records[7] = with_header(bench.log.records[7], clause="9.9")
    return {("changed", 7, 7)}


def edited_to_rubbish(bench: Bench) -> Named:
    """A header that is no JSON any more."""
    index, header, *rest = bench.log.records[7]
    bench.log.records[7] = (index, header[:-5], *rest)
    return {("changed", 7, 7), ("unreadable", 9, 9)}


def fingerprint(bench: Bench) -> Named:
    """Only the stored fingerprint changed."""
    record = bench.log.records[7]
    bench.log.records[7] = (*record[:2], b"\x00" * 32, *record[3:])
    return {("fingerprint", 7, 7)}


def column(bench: Bench) -> Named:
    """A column that pages go by, other than the sealed text."""
    record = bench.log.records[7]
    bench.log.records[7] = (*record[:3], [*record[3][:3], "9.9", *record[3][4:]], *record[4:])
    return {("columns", 7, 7)}


def line(bench: Bench) -> Named:
    """A counted line with another quantity."""
    record = bench.log.records[3]
    more = [[*record[4][0][:2], 1000, *record[4][0][3:]], *record[4][1:]]
    bench.log.records[3] = (*record[:4], more, *record[5:])
    return {("lines", 3, 3)}


def line_removed(bench: Bench) -> Named:
    """A counted line that is gone, and one that came from nowhere."""
    record, other = bench.log.records[3], bench.log.records[4]
    bench.log.records[3] = (*record[:4], record[4][1:], *record[5:])
    bench.log.records[4] = (*other[:4], record[4][:1], *other[5:])
    return {("lines", 3, 4)}


def facts(bench: Bench) -> Named:
    """Other facts under the same commitment."""
    record = bench.log.records[7]
    bench.log.records[7] = (*record[:6], '{"outcome":"refused"}')
    return {("facts", 7, 7)}


def salt(bench: Bench) -> Named:
    """The facts without their salt."""
    record = bench.log.records[7]
    bench.log.records[7] = (*record[:5], None, record[6])
    return {("facts", 7, 7)}


def deleted(bench: Bench) -> Named:
    """Rows deleted; the others keep their places."""
    del bench.log.records[31:34]
    return {("removed", 31, 33)}


def deleted_first(bench: Bench) -> Named:
    """The first row deleted."""
    del bench.log.records[0]
    return {("removed", 0, 0)}


def inserted(bench: Bench) -> Named:
    """A row twice."""
    bench.log.records.insert(12, bench.log.records[11])
    return {("inserted", 11, 11)}


def moved(bench: Bench) -> Named:
    """Two rows exchanged in the file."""
    rows = bench.log.records
    rows[5], rows[15] = rows[15], rows[5]
    return {("moved", 5, 5), ("moved", 15, 15)}


def moved_beside(bench: Bench) -> Named:
    """Two neighbours exchanged."""
    rows = bench.log.records
    rows[5], rows[6] = rows[6], rows[5]
    return {("moved", 5, 5), ("moved", 6, 6)}


def truncated(bench: Bench) -> Named:
    """The tail gone, with the checkpoints over it."""
    del bench.log.records[45:]
    bench.log.notes = bench.log.notes[:4]
    return {("removed", 45, 49)}


def stray(bench: Bench) -> Named:
    """An entry of another municipality, sealed here by whoever has the key, behind what was held."""
    bench.log.records[55] = resealed(with_header(bench.log.records[55], municipality=163))
    bench.sign_again()
    return {("stray", 55, 55)}


def unsigned(bench: Bench) -> Named:
    """Rows behind the last checkpoint."""
    bench.log.records = list(records(COUNT + 3))
    return {("unsigned", 60, 62)}


def bad_signature(bench: Bench) -> Named:
    """One letter of a signature in the export."""
    note = bench.log.notes[2]
    place = note.rindex("— noaber ") + 20
    other = "A" if note[place] != "A" else "B"
    bench.log.notes[2] = note[:place] + other + note[place + 1 :]
    return {("signature", None, None)}


def other_key(bench: Bench) -> Named:
    """All of it, signed by another key of the same name."""
    bench.log.key = KeyPair.generate("noaber")
    bench.sign_again()
    return {("key", None, None), ("signature", None, None), ("unsigned", 50, 59)}


def other_log(bench: Bench) -> Named:
    """Checkpoints of the log of another year among these."""
    bench.log.origin = "noaber/GM0175/2025"
    bench.log.notes[2] = bench.log.note(30)
    bench.log.origin = "noaber/GM0175/2026"
    return {("origin", None, None)}


TAMPERED: list[Callable[[Bench], Named]] = [
    edited, edited_to_rubbish, fingerprint, column, line, line_removed, facts, salt, deleted, deleted_first, inserted,
    moved, moved_beside, truncated, stray, unsigned, bad_signature, other_key, other_log,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERED, ids=lambda tamper: tamper.__name__)
def test_tampering_is_found_and_named(bench: Bench, tamper: Callable[[Bench], Named]) -> None:
    named = tamper(bench)
    answer = bench.check()
    assert (answer.code, answer.named, answer.report["verdict"]) == (1, named, "broken")
    for kind, first, _ in named:
        assert verify.NAMES[kind] + (f" {first}" if first is not None else "") in answer.out


# Rewriting: fingerprints made again, places counted again


def forge(bench: Bench, how: str) -> Named:
    """Rewrite as a careful forger does; what a second copy of the fingerprints then names."""
    rows = bench.log.records
    match how:
        case "edit":
            rows[24] = resealed(with_header(rows[24], clause="9.9"))
            return {("changed", 24, 24)}
        case "edit two":
            rows[24] = resealed(with_header(rows[24], clause="9.9"))
            rows[25] = resealed(with_header(rows[25], clause="9.9"))
            return {("changed", 24, 25)}
        case "delete":
            del rows[24]
            bench.log.records = renumbered(rows)
            return {("removed", 24, 24)}
        case "insert":
            rows.insert(24, resealed(with_header(rows[3], object="case:999", key=None)))
            bench.log.records = renumbered(rows)
            return {("inserted", 24, 24)}
        case "reorder":
            rows[24], rows[27] = rows[27], rows[24]
            bench.log.records = renumbered(rows)
            return {("moved", 24, 24), ("moved", 27, 27)}
        case "delete and insert":
            rows.insert(35, resealed(with_header(rows[3], object="case:999", key=None)))
            del rows[24]
            bench.log.records = renumbered(rows)
            return {("removed", 24, 24), ("inserted", 34, 34)}
    raise AssertionError(how)


FORGERIES = ("edit", "edit two", "delete", "insert", "reorder", "delete and insert")


@pytest.mark.parametrize("how", FORGERIES)
def test_a_rewriting_without_the_key_is_narrowed_down_by_the_checkpoints_in_the_export(bench: Bench, how: str) -> None:
    forge(bench, how)
    answer = bench.check()
    assert answer.code == 1
    assert ("rewritten", 20, 29) in answer.named
    assert not answer.report["held"][0]["holds"]


@pytest.mark.parametrize("how", FORGERIES)
def test_a_rewriting_with_the_key_is_narrowed_down_by_held_checkpoints(bench: Bench, how: str) -> None:
    forge(bench, how)
    bench.sign_again()
    assert ("rewritten", 0, 49) in bench.check(held=50).named
    answer = bench.check(held=50, older=(10, 30))
    assert answer.code == 1
    assert ("rewritten", 10, 29) in answer.named
    assert "twee verschillende geschiedenissen" in answer.out


@pytest.mark.parametrize("signed_again", [False, True])
@pytest.mark.parametrize("how", FORGERIES)
def test_a_rewriting_is_named_by_entry_with_a_second_copy(bench: Bench, how: str, signed_again: bool) -> None:
    named = forge(bench, how)
    if signed_again:
        bench.sign_again()
    answer = bench.check(held=50, leaves=True)
    assert answer.code == 1
    short = {("removed", 59, 59)} if how == "delete" and not signed_again else set()
    assert {one for one in answer.named if one[0] != "rewritten"} == named | short


def test_a_rewriting_behind_the_held_checkpoint_is_not_seen_when_the_key_was_used(bench: Bench) -> None:
    """The blind spot that the answer names: what is not yet delivered rests on the exporter's word."""
    bench.log.records[55] = resealed(with_header(bench.log.records[55], clause="9.9"))
    bench.sign_again()
    answer = bench.check(held=50)
    assert answer.code == 0
    assert "De laatste 10 regels steunen alleen op het laatste controlepunt" in answer.out
    assert ("rewritten", 0, 59) in bench.check(held=60).named


def test_a_copy_that_belongs_to_no_checkpoint_names_nothing_but_itself(bench: Bench) -> None:
    forge(bench, "edit")
    bench.leaves = b"\x01" * len(bench.leaves)
    answer = bench.check(leaves=True)
    assert {kind for kind, _, _ in answer.named} == {"rewritten", "copy"}


def test_a_copy_kept_from_an_earlier_time_names_what_it_covers(bench: Bench) -> None:
    bench.leaves = bench.leaves[: 30 * 32]
    named = forge(bench, "edit")
    assert named <= bench.check(leaves=True).named


def test_the_fingerprints_that_were_kept_of_a_whole_log_serve_the_next_time(bench: Bench, tmp_path: Path) -> None:
    keep = tmp_path / "kept.bin"
    words = [bench.file("e.gz", bench.log.export()), "--key", bench.key]
    assert verify.main([*words, "--keep", str(keep)]) == 0
    assert keep.read_bytes() == bench.leaves
    keep.unlink()
    forge(bench, "edit")
    words = [bench.file("e.gz", bench.log.export()), "--key", bench.key, "--keep", str(keep)]
    assert verify.main(words) == 1
    assert not keep.exists()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_change_to_any_entry_is_found(data: st.DataObject) -> None:
    log = SampleLog.of(40, (10, 20, 30))
    held = [("held", log.note(30))]
    index = data.draw(st.integers(0, 29))
    row = list(log.records[index])
    field = data.draw(st.integers(1, 6))
    if field == 1:
        row[1] = _turned(row[1], data)
    elif field == 2:
        row[2] = bytes([row[2][0] ^ 1]) + row[2][1:]
    elif field == 3:
        place = data.draw(st.integers(0, len(row[3]) - 1))
        row[3] = [*row[3][:place], f"{row[3][place]}!", *row[3][place + 1 :]]
    elif field == 4:
        row[4] = [*row[4], ["x", "2026-01-01", 1, "count", 0, "", 0, ""]]
    elif field == 5:
        row[5] = row[5][:-1] + bytes([row[5][-1] ^ 1])
    else:
        row[6] = _turned(row[6], data)
    log.records[index] = tuple(row)
    report = _judge(log, held)
    assert any(one.first is not None and one.first <= index <= (one.last or 0) for one in report.findings)


def _turned(text: str, data: st.DataObject) -> str:
    place = data.draw(st.integers(0, len(text) - 1))
    return text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]


def _judge(log: SampleLog, held: list[tuple[str, str]]) -> verify.Report:
    lines = gzip.decompress(log.export()).split(b"\n")
    part = verify.check_piece(b"\n".join(lines[1:]), 2, log.origin)
    end = next(value for value in part.rest if "entries" in value)
    export = verify.Export(log.origin, log.key.verifier, part, [v["checkpoint"] for v in part.rest[:-1]], end)
    return verify.judge(export, held, log.key.verifier, None)


@given(st.integers(0, 30), st.integers(0, 2**32), st.integers(0, 6))
def test_differences_name_what_was_done_and_nothing_else(size: int, seed: int, removed: int) -> None:
    old = [bytes([number]) * 32 for number in range(size)]
    gone = set(random.Random(seed).sample(range(size), min(removed, size)))
    new = [value for place, value in enumerate(old) if place not in gone]
    tail = [b"\xff" * 32] * 2
    findings = verify.differences(old, new + tail)
    places = {place for one in findings for place in range(one.first or 0, (one.last or 0) + 1)}
    assert places == gone
    assert {one.kind for one in findings} <= {"removed", "changed"}


# What cannot be checked


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b'{"format":"something else"}\n',
        b'{"format":"noaber-journal-export@v1","origin":"elsewhere","verifier":""}\n',
        gzip.compress(b"not an export"),
        b"\x1f\x8b but not gzip",
    ],
    ids=["empty", "words", "other format", "other origin", "packed words", "broken packing"],
)
def test_what_is_no_export_is_not_called_broken_but_unchecked(bench: Bench, content: bytes) -> None:
    answer = bench.check(export=content)
    assert answer.code == 2
    assert "NIET GECONTROLEERD" in answer.out


def test_a_download_that_broke_off_is_unchecked(bench: Bench) -> None:
    assert bench.check(export=bench.log.export()[:-200]).code == 2


def test_a_plain_file_that_was_cut_off_at_a_line_is_found(bench: Bench) -> None:
    lines = gzip.decompress(bench.log.export()).splitlines(keepends=True)
    answer = bench.check(export=b"".join(lines[:-2]))
    assert (answer.code, answer.named) == (1, {("cut", None, None), ("unsigned", 50, 59)})


def test_files_that_are_not_there_and_questions_without_an_export_are_unchecked(bench: Bench) -> None:
    export = bench.file("e.gz", bench.log.export())
    for words in ([], ["nowhere.gz"], [export, "--checkpoint", "nowhere.txt"], [export, "--key", "no+key"]):
        assert verify.main(words) == 2


def test_a_line_of_rubbish_is_named_by_its_line_in_the_file(bench: Bench) -> None:
    lines = gzip.decompress(bench.log.export()).splitlines(keepends=True)
    lines[8] = b'{"index":"seven"}\n'
    answer = bench.check(export=b"".join(lines))
    assert ("unreadable", 9, 9) in answer.named
    assert ("removed", 7, 7) in answer.named


def test_line_ends_that_a_mail_program_changed_do_not_spoil_a_checkpoint(bench: Bench) -> None:
    bench.kept[50] = bench.kept[50].replace("\n", "\r\n")
    assert bench.check(held=50).code == 0


def test_several_processes_say_the_same_as_one(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "PIECE", 4_000)
    forge(bench, "edit")
    bench.log.records[50] = with_header(bench.log.records[50], clause="9.9")
    bench.log.records[51] = with_header(bench.log.records[51], clause="9.9")
    path = Path(bench.file("e.gz", bench.log.export()))
    one, two = verify.read_export(path, 1), verify.read_export(path, 2)
    assert one == two
    assert ("changed", 50, 51) in {(found.kind, found.first, found.last) for found in two.entries.findings}


# Proofs


def test_a_proof_shows_that_an_entry_is_in_the_log(bench: Bench) -> None:
    leaves = [record[2] for record in bench.log.records]
    proof = write_proof(17, inclusion_proof(leaves, 17), bench.kept[60])
    entry = entry_line(bench.log.records[17])
    words = ["--proof", bench.file("p.tlog-proof", proof), "--key", bench.key]
    assert verify.main([*words, "--entry", bench.file("entry.json", entry)]) == 0
    assert "op plaats 17" in bench.capsys.readouterr().out
    assert verify.main(words) == 2
    forged = [
        entry_line(bench.log.records[18]),
        entry_line(resealed(with_header(bench.log.records[17], clause="9.9"))),
        entry_line(with_header(bench.log.records[17], clause="9.9")),
        entry_line((*bench.log.records[17][:6], "{}")),
        entry_line((18, *bench.log.records[17][1:])),
    ]
    for text in forged:
        assert verify.main([*words, "--entry", bench.file("entry.json", text)]) == 1
    moved = proof.replace("index 17", "index 18")
    words[1] = bench.file("p.tlog-proof", moved)
    assert verify.main([*words, "--entry", bench.file("entry.json", entry_line((18, *bench.log.records[17][1:])))]) == 1


def test_a_proof_against_another_history_than_the_held_checkpoint_is_refused(bench: Bench) -> None:
    bench.log.records[3] = resealed(with_header(bench.log.records[3], clause="9.9"))
    bench.sign_again()
    leaves = [record[2] for record in bench.log.records]
    proof = bench.file("p", write_proof(17, inclusion_proof(leaves, 17), bench.log.notes[-1]))
    entry, held = bench.file("e", entry_line(bench.log.records[17])), bench.file("h", bench.kept[60])
    words = ["--proof", proof, "--entry", entry, "--key", bench.key]
    assert verify.main(words) == 0
    assert verify.main([*words, "--checkpoint", held]) == 1


def test_a_proof_shows_that_nothing_changed_since_a_held_checkpoint(bench: Bench) -> None:
    leaves = [record[2] for record in bench.log.records]
    proof = write_consistency(30, consistency_proof(leaves, 30, 60), bench.kept[60])
    words = ["--proof", bench.file("p", proof), "--key", bench.key]
    assert verify.main(words) == 2
    assert verify.main([*words, "--checkpoint", bench.file("h", bench.kept[20])]) == 2
    assert verify.main([*words, "--checkpoint", bench.file("h", bench.kept[30])]) == 0
    assert "nog dezelfde" in bench.capsys.readouterr().out
    forge(bench, "edit")
    bench.sign_again()
    leaves = [record[2] for record in bench.log.records]
    proof = write_consistency(30, consistency_proof(leaves, 30, 60), bench.log.notes[-1])
    words = ["--proof", bench.file("p", proof), "--key", bench.key]
    assert verify.main([*words, "--checkpoint", bench.file("h", bench.kept[30])]) == 1


@pytest.mark.parametrize("text", ["", "hello\n\nnote", "c2sp.org/tlog-proof@v1\nindex x\n\n"])
def test_what_is_no_proof_is_no_proof(bench: Bench, text: str) -> None:
    words = ["--proof", bench.file("p", text), "--key", bench.key, "--entry", bench.file("e", "{}")]
    assert verify.main(words) in (1, 2)
    assert verify.main(["--proof", bench.file("p", text)]) == 2


def test_the_same_log_gives_the_same_file(bench: Bench) -> None:
    assert bench.log.export() == bench.log.export()
