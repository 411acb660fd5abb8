"""Neglect, on both sides of each of its boundaries."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import law

from noaber.cemetery.endings import neglect as n
from noaber.cemetery.windows import EXCLUSIVE, GENERAL
from noaber.values import Clause, Granted

LAW = law()
OLD, YOUNG = date(2000, 1, 1), date(2019, 6, 1)
SEEN = date(2020, 3, 1)
SENT = date(2020, 4, 1)
START = n.Neglect(EXCLUSIVE, OLD, SEEN, n.Degree.CLEAR, True)
DECLARED = replace(START, declared_on=SENT)
RECEIVED = replace(DECLARED, received_on=date(2020, 4, 8))
SIGNED = replace(DECLARED, sign_grave_on=date(2020, 6, 1), sign_entrance_on=date(2020, 6, 3))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "declared"),
        ({"degree": n.Degree.DANGEROUS}, "declared"),
        ({"degree": n.Degree.LIGHT}, "too-light"),
        ({"photo": False}, "no-photo"),
        ({"right": GENERAL}, "not-exclusive"),
        ({"kept_by_holder": False}, "kept-by-keeper"),
        ({"declared_on": SENT}, "already-declared"),
        ({"repaired_on": SENT}, "closed"),
        ({"right_ended": True}, "closed"),
    ],
)
def test_a_declaration_needs_clear_neglect_a_photo_and_an_exclusive_right(change, code):
    assert n.may_declare(replace(START, **change)).code == code


def test_a_declaration_goes_out_once():
    assert isinstance(n.may_declare(START), Granted)
    assert n.may_declare(DECLARED).code == "already-declared"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2020, 3, 31), "wrong-day"),
        (SENT, "received"),
        (date(2020, 5, 1), "received"),
        (date(2020, 5, 2), "wrong-day"),
    ],
)
def test_a_receipt_lies_between_sending_and_today(day, code):
    assert n.may_confirm(DECLARED, day, date(2020, 5, 1)).code == code


def test_a_receipt_needs_a_declaration_and_comes_once():
    assert n.may_confirm(START, SENT, SENT).code == "not-declared"
    assert n.may_confirm(RECEIVED, SENT, SENT).code == "already-received"


@pytest.mark.parametrize(
    ("neglect", "placed", "code"),
    [
        (START, SENT, "not-declared"),
        (DECLARED, date(2020, 3, 31), "wrong-day"),
        (DECLARED, SENT, "published"),
        (DECLARED, date(2020, 5, 1), "published"),
        (DECLARED, date(2020, 5, 2), "wrong-day"),
        (RECEIVED, SENT, "received"),
    ],
)
def test_a_sign_stands_where_the_receipt_is_not_confirmed(neglect, placed, code):
    assert n.may_publish(neglect, placed, date(2020, 5, 1)).code == code


def test_one_sign_is_no_publication():
    assert n.window_of(replace(SIGNED, sign_entrance_on=None), LAW) is None
    assert SIGNED.published_on == date(2020, 6, 3)


@pytest.mark.parametrize(
    ("neglect", "last"),
    [
        (RECEIVED, date(2021, 4, 8)),
        (SIGNED, date(2025, 6, 3)),
        (replace(SIGNED, granted_on=YOUNG), date(2029, 6, 1)),
        (replace(RECEIVED, granted_on=YOUNG), date(2021, 4, 8)),
        (replace(SIGNED, received_on=date(2020, 7, 1)), date(2021, 7, 1)),
    ],
)
def test_a_right_lapses_on_the_day_after_and_not_before(neglect, last):
    assert n.may_lapse(neglect, last, LAW).code == "not-over"
    assert n.may_lapse(neglect, last + timedelta(days=1), LAW).code == "lapsed"


def test_nothing_lapses_without_receipt_or_both_signs():
    for neglect in (DECLARED, replace(SIGNED, sign_grave_on=None)):
        assert n.may_lapse(neglect, date(2099, 1, 1), LAW).code == "nothing-runs"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2020, 2, 29), "wrong-day"),
        (SEEN, "repaired"),
        (date(2021, 1, 1), "repaired"),
        (date(2021, 1, 2), "wrong-day"),
    ],
)
def test_a_repair_lies_between_the_inspection_and_today(day, code):
    assert n.may_repair(RECEIVED, day, date(2021, 1, 1)).code == code


@given(day=st.dates(date(2020, 1, 1), date(2060, 1, 1)), granted=st.dates(date(1950, 1, 1), SEEN))
def test_what_is_repaired_never_lapses_and_after_signs_a_young_right_neither(day, granted):
    for neglect in (RECEIVED, SIGNED):
        assert n.may_lapse(replace(neglect, repaired_on=SENT), day, LAW).code == "closed"
    if isinstance(n.may_lapse(replace(SIGNED, granted_on=granted), day, LAW), Granted):
        assert (day - granted).days > 10 * 365 and (day - SIGNED.published_on).days > 5 * 365
    if isinstance(n.may_lapse(replace(RECEIVED, granted_on=granted), day, LAW), Granted):
        assert (day - RECEIVED.received_on).days >= 365


@pytest.mark.parametrize(
    ("neglect", "runs", "code"),
    [
        (START, False, "established"),
        (START, True, "already-runs"),
        (None, False, "no-right"),
        (replace(START, photo=False), False, "no-photo"),
        (replace(START, degree=n.Degree.LIGHT), False, "too-light"),
        (replace(START, kept_by_holder=False), False, "kept-by-keeper"),
        (replace(START, inspected_on=date(2020, 3, 2)), False, "wrong-day"),
    ],
)
def test_neglect_is_put_down_once_with_what_shows_it(neglect, runs, code):
    assert n.may_establish(neglect, runs, SEEN).code == code


@pytest.mark.parametrize(("placed", "code"), [(date(2020, 4, 29), "wait"), (date(2020, 4, 30), "published")])
def test_a_sign_waits_for_the_holder_who_can_be_written_to(placed, code):
    wait = n.Wait(date(2020, 4, 29), Clause("voorbeeld-2024", "3"))
    assert n.may_publish(DECLARED, placed, date(2020, 5, 1), wait).code == code
    assert n.may_publish(DECLARED, SENT, date(2020, 5, 1), None).code == "published"


@pytest.mark.parametrize(
    ("neglect", "day", "expected"),
    [
        (START, SENT, n.Next.DECLARE),
        (DECLARED, date(2020, 4, 29), n.Next.WAIT),
        (DECLARED, date(2020, 4, 30), n.Next.PUBLISH),
        (replace(SIGNED, sign_entrance_on=None), date(2020, 7, 1), n.Next.PUBLISH),
        (SIGNED, date(2025, 6, 3), n.Next.WAIT),
        (SIGNED, date(2025, 6, 4), n.Next.LAPSE),
        (RECEIVED, date(2021, 4, 9), n.Next.LAPSE),
        (replace(RECEIVED, repaired_on=SENT), date(2021, 4, 9), n.Next.DONE),
    ],
)
def test_what_comes_next_follows_from_the_days(neglect, day, expected):
    wait = n.Wait(date(2020, 4, 29), Clause("voorbeeld-2024", "3"))
    assert n.next_step(neglect, day, LAW, wait) is expected


@given(day=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_lapsing_comes_next_exactly_when_it_is_allowed(day):
    for neglect in (RECEIVED, SIGNED, replace(SIGNED, granted_on=YOUNG)):
        allowed = isinstance(n.may_lapse(neglect, day, LAW), Granted)
        assert (n.next_step(neglect, day, LAW) is n.Next.LAPSE) == allowed
