"""The checks at a grave cannot be left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.cemetery.daysheet import checks as c
from noaber.cemetery.planned import WORKS
from noaber.values import Granted


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("LMH-A-1-2", "right-grave"),
        (" lmh a 1 2 ", "right-grave"),
        ("LMH-A-12", "wrong-grave"),
        ("LMH-A-1-20", "wrong-grave"),
        ("LMH-A-1", "wrong-grave"),
        ("-", "wrong-grave"),
        (" ", "nothing-typed"),
    ],
)
def test_digging_begins_at_the_right_stone_alone(typed, code):
    assert c.may_dig("LMH-A-1-2", typed).code == code


def test_what_was_typed_is_not_said_again_for_the_journal_keeps_it():
    assert "Kanarie" not in c.may_dig("LMH-A-1-2", "Kanarie").text


@pytest.mark.parametrize(
    ("recorded", "typed", "same"),
    [
        ("REG-261103", "reg 261103", True),
        ("REG-261103", "REG261103", True),
        ("REG-261103", "REG-261104", False),
        ("REG-261103", "REG-26110", False),
        ("REG-261103", "", False),
        ("", "", False),
        ("-", " ", False),
    ],
)
def test_a_registration_number_is_compared_without_its_signs(recorded, typed, same):
    assert c.same_number(recorded, typed) is same


@pytest.mark.parametrize(
    ("checked", "code"),
    [
        (c.Checked(), "grave-not-checked"),
        (c.Checked(True), "number-not-checked"),
        (c.Checked(True, True), "papers-not-checked"),
        (c.Checked(True, True, True), "checked"),
        (c.Checked(False, True, True), "grave-not-checked"),
        (c.Checked(True, False, True), "doubt"),
        (c.Checked(True, True, False, ("A. Een",)), "doubt"),
        (c.Checked(True, True, False, ("A. Een", " a.  een ")), "doubt"),
        (c.Checked(True, True, False, ("A. Een", " ")), "doubt"),
        (c.Checked(True, False, False, ("A. Een", "B. Twee")), "checked"),
    ],
)
def test_in_doubt_two_persons_say_who_it_is(checked, code):
    assert c.may_call_buried(checked).code == code


@pytest.mark.parametrize(
    ("work", "checked", "code"),
    [
        ("exhumation", c.Checked(True, None, True), "checked"),
        ("exhumation", c.Checked(False, None, True), "grave-not-checked"),
        ("scattering", c.Checked(False, True, True), "checked"),
        ("scattering", c.Checked(False, None, True), "number-not-checked"),
        ("ashes", c.Checked(False, True, True), "grave-not-checked"),
    ],
)
def test_each_kind_of_work_has_its_own_checks(work, checked, code):
    assert c.may_call_buried(checked, c.NEEDS[work]).code == code


def test_every_kind_of_work_has_checks_and_papers_are_always_among_them():
    assert set(c.NEEDS) == set(WORKS) and all(c.PAPERS in needs for needs in c.NEEDS.values())


TAPS = st.sampled_from([None, True, False])


@given(st.booleans(), TAPS, TAPS, st.lists(st.sampled_from(["A", "a", "B", ""]), max_size=3))
def test_nobody_is_called_buried_while_a_tap_is_missing(grave, number, papers, names):
    if isinstance(c.may_call_buried(c.Checked(grave, number, papers, tuple(names))), Granted):
        assert grave and number is not None and papers is not None
        assert (number and papers) or {"A", "B"} <= {name.upper() for name in names}
