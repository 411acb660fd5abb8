"""When something may be put down at a grave, how work stands then, and where a grave lies."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.cemetery.daysheet import rules, spot
from noaber.cemetery.daysheet.checks import Checked
from noaber.cemetery.daysheet.spot import Beside
from noaber.cemetery.daysheet.standing import standing_of
from noaber.values import Clause, Granted

DAY = date(2026, 11, 9)
CLAUSE = Clause("voorbeeld-2024", "3.1")
WORK = rules.Work("burial", DAY, "graf LMH-A-1", 1, 2, (), "REG-1", Checked(True, True, True))
_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "matches", "papers", "code", "duties"),
    [
        (DAY - _DAY, True, True, "too-early", ()),
        (DAY, True, True, "matched", ()),
        (DAY + _DAY, True, True, "matched", ()),
        (DAY, False, True, "stopped", (rules.MISMATCH,)),
        (DAY, True, False, "stopped", (rules.MISMATCH,)),
    ],
)
def test_what_does_not_match_stops_the_work_and_the_office_hears_of_it(day, matches, papers, code, duties):
    decision = rules.may_check(WORK, day, matches, papers)
    assert (decision.code, tuple(one.code for one in getattr(decision, "duties", ()))) == (code, duties)


def test_a_mismatch_is_for_the_same_day():
    assert rules.may_check(WORK, DAY, False, True).duties[0].due == DAY


@pytest.mark.parametrize(
    ("registration", "same", "papers", "matches"),
    [
        ("REG-1", True, True, True),
        ("REG-1", False, True, False),
        ("REG-1", True, False, True),
        ("", False, True, True),
        ("", False, False, False),
    ],
)
def test_without_a_recorded_number_the_papers_say_whether_it_matches(registration, same, papers, matches):
    work = replace(WORK, registration=registration)
    assert rules.number_matches(work, same, papers) is matches


def test_a_number_that_was_never_put_down_is_told_to_the_office():
    decision = rules.may_check(replace(WORK, registration=""), DAY, True, True)
    assert decision.code == "no-number" and decision.duties[0].code == rules.NO_NUMBER


@pytest.mark.parametrize(
    ("checked", "names", "code"),
    [
        (Checked(True, False, True), ("A", "B"), "identified"),
        (Checked(True, False, True), ("A", "a"), "one-person"),
        (Checked(True, True, True), ("A", "B"), "no-doubt"),
        (Checked(True), ("A", "B"), "no-doubt"),
    ],
)
def test_two_persons_are_asked_in_doubt_alone(checked, names, code):
    assert rules.may_identify(replace(WORK, checked=checked), names).code == code


@pytest.mark.parametrize(
    ("changes", "day", "layer", "why", "code"),
    [
        ({}, DAY, 1, "", "done"),
        ({}, DAY - _DAY, 1, "", "too-early"),
        ({}, DAY + _DAY, 1, "", "other-day"),
        ({}, DAY, 2, "", "why-layer"),
        ({}, DAY, 2, "water", "other-layer"),
        ({"taken": (2,)}, DAY, 2, "water", "layer-taken"),
        ({"taken": (1,)}, DAY, 1, "", "done"),
        ({}, DAY, 0, "", "no-layer"),
        ({}, DAY, 3, "water", "no-layer"),
        ({}, DAY, None, "", "no-layer"),
        ({"checked": Checked(True, True)}, DAY, 1, "", "papers-not-checked"),
        ({"checked": Checked(True, False, True)}, DAY, 1, "", "doubt"),
        ({"checked": Checked(True, False, True, ("A", "B"))}, DAY, 1, "", "done"),
        ({"done": True}, DAY, 1, "", "already-done"),
        ({"work": "ashes", "layer": None}, DAY, None, "", "done"),
        ({"work": "exhumation"}, DAY, None, "", "done"),
    ],
)
def test_work_is_signed_off_after_its_checks_in_a_layer_that_is_free(changes, day, layer, why, code):
    assert rules.may_complete(replace(WORK, **changes), day, layer, why).code == code


def test_work_that_is_done_is_done_once():
    done = replace(WORK, done=True)
    assert not isinstance(rules.may_complete(done, DAY, 1, ""), Granted)
    assert rules.may_check(done, DAY, True, True).code == rules.may_note(done, "x", CLAUSE).code == "already-done"


@given(
    st.integers(0, 4) | st.none(),
    st.sets(st.integers(1, 3)),
    st.sampled_from(["", "water"]),
    st.sampled_from([Checked(), Checked(True, True, True), Checked(True, False, True)]),
)
def test_nobody_is_put_where_somebody_else_lies_and_nothing_without_checks(layer, taken, why, checked):
    work = replace(WORK, taken=tuple(taken - {1}), checked=checked)
    if isinstance(rules.may_complete(work, DAY, layer, why), Granted):
        assert layer in (1, 2) and layer not in work.taken and checked == Checked(True, True, True)
        assert layer == 1 or why


@pytest.mark.parametrize(
    ("signals", "note", "code"), [(0, "x", "nothing-open"), (1, " ", "no-note"), (1, "x", "settled")]
)
def test_what_the_office_heard_is_settled_with_what_was_done(signals, note, code):
    assert rules.may_settle(signals, note, CLAUSE).code == code


@dataclass
class Put:
    what: str
    number_matches: bool | None = None
    papers_match: bool | None = None
    first_name: str = ""
    second_name: str = ""


GRAVE, WRONG, GOOD = Put("grave"), Put("check", False, True), Put("check", True, True)
TWO, DONE = Put("identity", first_name="A", second_name="B"), Put("done")


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], "todo"),
        ([GRAVE], "busy"),
        ([GRAVE, GOOD], "ready"),
        ([GRAVE, WRONG], "stopped"),
        ([GRAVE, WRONG, TWO], "ready"),
        ([GRAVE, WRONG, TWO, WRONG], "stopped"),
        ([GRAVE, WRONG, GOOD], "ready"),
        ([GRAVE, GOOD, DONE], "done"),
    ],
)
def test_a_new_check_begins_anew(steps, state):
    assert standing_of(steps).state("burial") == state


ROW = [Beside("A-10", "10"), Beside("A-2", "2"), Beside("A-1", "1"), Beside("A-10a", "10a")]


@pytest.mark.parametrize(
    ("number", "left", "right"),
    [("A-1", "", "A-2"), ("A-2", "A-1", "A-10"), ("A-10", "A-2", "A-10a"), ("A-10a", "A-10", ""), ("B-1", "", "")],
)
def test_neighbours_are_counted_as_people_count(number, left, right):
    assert spot.neighbours(number, ROW) == (left, right)


@pytest.mark.parametrize(
    ("layer", "layers", "words"),
    [
        (1, 1, "enkel diep (ongeveer 1,20 m)"),
        (2, 2, "enkel diep (ongeveer 1,20 m)"),
        (1, 2, "dubbel diep (ongeveer 2,00 m)"),
        (1, 3, "driedubbel diep (ongeveer 2,80 m)"),
        (None, 2, ""),
        (3, 2, ""),
    ],
)
def test_the_lowest_layer_is_dug_deepest(layer, layers, words):
    assert spot.depth_words(layer, layers, 120, 80) == words
