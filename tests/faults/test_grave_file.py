"""The file for the grave rights: killed at any point there is none or a whole one, and of two clerks one makes it."""

from __future__ import annotations

import pytest
from place import Place

pytestmark = pytest.mark.alone
POSTS = 12
NONE, WHOLE = f"0 0 0 {POSTS} 0", f"1 {POSTS} 1 0 {POSTS}"
"""Files, lines and entries of a file, posts that wait, posts that were sent."""


def test_a_kill_after_any_statement_leaves_no_file_and_every_post_waiting(place: Place) -> None:
    counted, *looks = place.run("grave_file.py", "kills").splitlines()
    statements = int(counted)
    assert statements >= 10, "the statements of the act itself were not seen"
    assert looks[:-1] == [NONE] * (statements + 1) and looks[-1] == WHOLE


def test_a_kill_right_after_the_commit_leaves_one_whole_file(place: Place) -> None:
    assert place.run("grave_file.py", "commit").strip() == WHOLE


def test_two_people_who_make_the_file_at_once_make_one(place: Place) -> None:
    rounds = 8
    *said, look = place.run("grave_file.py", "rivals", rounds).splitlines()
    assert sorted(said) == [f"made {POSTS}"] * rounds + ["refused other-was-first"] * rounds
    assert look == f"{rounds} {rounds * POSTS} {rounds} 0 {rounds * POSTS}"
