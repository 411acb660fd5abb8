"""Somebody with the keys of the database changes history: the verifier, elsewhere and without a database, names it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from place import Place, copy_of

pytestmark = pytest.mark.alone

YEAR = date.today().year


@pytest.fixture(scope="module")
def worked(first_place: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place where thirty acts were done and a checkpoint over them was handed out; nobody tampers with it."""
    place = copy_of(first_place, tmp_path_factory.mktemp("worked"))
    place.run("work.py", 15)
    to = ("--to", place.folder / "a.gz", "--checkpoint", place.folder / "held.txt")
    written = place.noaber("journal", "export", "ommen", YEAR, *to)
    assert written.returncode == 0, written.stderr
    return place


@pytest.fixture
def place(worked: Place, tmp_path: Path) -> Place:
    """The same acts again, for one test to tamper with."""
    return copy_of(worked, tmp_path / "place")


@pytest.fixture
def held(worked: Place) -> Path:
    """The checkpoint that the client keeps."""
    return worked.folder / "held.txt"


def verify(place: Place, folder: Path, held: Path) -> tuple[int, str]:
    export = folder / "b.gz"
    written = place.noaber("journal", "export", "ommen", YEAR, "--to", export)
    assert written.returncode == 0, written.stderr
    answer = place.noaber("journal", "verify", export, "--checkpoint", held)
    return answer.returncode, answer.stdout + answer.stderr


# The entry at a place in the log, for it is by place that the verifier names it.
AT = '(SELECT entry_id FROM journal_leaf WHERE municipality_id = 175 AND "index" = {})'
LINE = "(SELECT MIN(id) FROM journal_countedline WHERE entry_id = {})"


def test_a_journal_that_nobody_touched_is_whole(place, held, tmp_path):
    code, said = verify(place, tmp_path, held)
    assert code == 0, said


@pytest.mark.parametrize(
    ("what", "statement"),
    [
        (
            "header",
            f"UPDATE journal_entry SET header = replace(header, 'granted', 'refused') WHERE id = {AT.format(7)}",
        ),
        ("column", f"UPDATE journal_entry SET result = 'refused' WHERE id = {AT.format(7)}"),
        ("facts", f"UPDATE journal_payload SET body = '{{}}' WHERE entry_id = {AT.format(7)}"),
        ("line", f"UPDATE journal_countedline SET quantity = 9 WHERE id = {LINE.format(AT.format(7))}"),
        (
            "fingerprint",
            'UPDATE journal_leaf SET hash = (SELECT hash FROM journal_leaf WHERE "index" = 3) WHERE "index" = 7',
        ),
    ],
)
def test_one_changed_row_is_named_by_its_place(place, held, tmp_path, what, statement):
    place.tamper(statement)
    code, said = verify(place, tmp_path, held)
    assert code == 1, said
    assert "7" in said, said


def test_a_removed_entry_is_named(place, held, tmp_path):
    place.tamper('DELETE FROM journal_leaf WHERE "index" = 7')
    code, said = verify(place, tmp_path, held)
    assert code == 1 and "7" in said, said


def test_two_entries_that_changed_places_are_named(place, held, tmp_path):
    place.tamper(
        'UPDATE journal_leaf SET "index" = 1000 WHERE "index" = 7',
        'UPDATE journal_leaf SET "index" = 7 WHERE "index" = 8',
        'UPDATE journal_leaf SET "index" = 8 WHERE "index" = 1000',
    )
    code, said = verify(place, tmp_path, held)
    assert code == 1, said


def test_history_that_is_rewritten_with_all_its_fingerprints_fails_against_the_held_checkpoint(place, held, tmp_path):
    place.tamper(
        f"UPDATE journal_entry SET header = replace(header, 'granted', 'refused') WHERE id = {AT.format(7)}",
        "DELETE FROM journal_leaf",
        "DELETE FROM journal_checkpoint",
        "DELETE FROM journal_sealstate",
    )
    sealed = place.noaber("journal", "seal")
    assert sealed.returncode == 0, sealed.stderr
    code, said = verify(place, tmp_path, held)
    assert code == 1 and held.name in said, said
