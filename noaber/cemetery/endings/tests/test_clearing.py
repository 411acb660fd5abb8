"""Clearing, on both sides of each of its boundaries."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import law

from noaber.cemetery.endings import clearing as c
from noaber.cemetery.endings import objects as o
from noaber.values import Granted

LAW = law()
DAY = date(2026, 12, 1)
LATER = date(2028, 1, 10)
FREE = c.Occupied(date(2000, 1, 1))
PLAN = c.Plan(decided_on=date(2025, 1, 10))
TOLD = replace(PLAN, announced_on=date(2025, 2, 1), letter=True, address=True)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"last_body_on": date(2016, 12, 1)}, []),
        ({"last_body_on": date(2016, 12, 2)}, ["rest"]),
        ({"last_body_on": None}, ["day-unknown"]),
        ({"right_runs": True}, ["term-runs"]),
        ({"right_runs": True, "right_ends_on": DAY}, ["term-runs"]),
        ({"right_runs": True, "holder_consents": True}, []),
        ({"historic": True}, ["historic"]),
        ({"objection_runs": True}, ["objection-runs"]),
        ({"unknown": True}, ["mayor"]),
        ({"unknown": True, "mayor_told_on": date(2026, 10, 1)}, []),
        ({"unknown": True, "mayor_told_on": date(2026, 10, 2)}, ["mayor-wait"]),
        ({"unknown": True, "mayor_told_on": date(2026, 1, 1), "identifying": True}, ["identifying"]),
        ({"closed_on": date(2006, 11, 30)}, []),
        ({"closed_on": date(2006, 12, 1)}, ["closed"]),
        ({"closed_on": date(2026, 12, 2)}, []),
        ({"right_runs": True, "last_body_on": DAY, "historic": True}, ["term-runs", "rest", "historic"]),
    ],
)
def test_each_reason_against_clearing_stands_on_its_own_boundary(change, codes):
    found = c.hindrances(replace(FREE, **change), DAY, LAW)
    assert [one.code for one in found] == codes
    assert isinstance(c.may_list(found, False, LATER, DAY), Granted) == (not codes)


@given(body=st.dates(date(1950, 1, 1), date(2026, 12, 1)), day=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_nobody_is_disturbed_within_ten_years(body, day):
    if not c.hindrances(replace(FREE, last_body_on=body), day, LAW):
        assert (day - body).days > 10 * 365


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"decided_on": None}, "not-decided"),
        ({"address": True, "sign": True}, "letter"),
        ({"address": True, "letter": True}, "announced"),
        ({"letter": True}, "sign"),
        ({"sign": True}, "announced"),
    ],
)
def test_the_intention_goes_by_letter_where_an_address_is_known(change, code):
    decision = c.may_announce(replace(PLAN, **change), LAW)
    assert decision.code == code and isinstance(decision, Granted) == (code == "announced")


def test_the_intention_is_told_once():
    assert c.may_announce(TOLD, LAW).code == "already-announced"


@pytest.mark.parametrize(
    ("day", "planned", "owned", "photo", "code"),
    [
        (date(2026, 1, 31), DAY, False, True, "too-soon"),
        (date(2026, 2, 1), date(2026, 2, 1), False, True, "above"),
        (date(2026, 2, 1), date(2026, 2, 2), False, True, "planned"),
        (date(2026, 2, 1), date(2026, 2, 1), True, True, "owned"),
        (date(2026, 2, 1), date(2026, 2, 1), False, False, "no-photo"),
    ],
)
def test_a_grave_is_cleared_above_ground_a_year_after_the_intention(day, planned, owned, photo, code):
    assert c.may_clear_above(TOLD, planned, owned, photo, day, LAW).code == code


def test_above_ground_once_and_never_without_the_intention():
    assert c.may_clear_above(PLAN, DAY, False, True, DAY, LAW).code == "not-announced"
    assert c.may_clear_above(replace(TOLD, above_on=DAY), DAY, False, True, DAY, LAW).code == "above-done"


def test_the_monument_stays_as_long_as_an_objection_or_a_search_runs():
    day = date(2026, 2, 1)
    assert c.may_clear_above(replace(TOLD, held=True), day, False, True, day, LAW).code == "held"


def test_the_first_day_above_ground_is_the_first_that_is_allowed():
    first = c.above_from(TOLD.announced_on, LAW)
    assert c.may_clear_above(TOLD, DAY, False, True, first, LAW).code == "planned"
    assert c.may_clear_above(TOLD, first, False, True, first, LAW).code == "above"
    assert c.may_clear_above(TOLD, first, False, True, first - timedelta(days=1), LAW).code == "too-soon"


def test_emptying_comes_after_clearing_above_and_looks_again_at_what_is_against_it():
    above, to = replace(TOLD, above_on=DAY), c.Destination.COLLECTIVE
    against = c.hindrances(replace(FREE, objection_runs=True), DAY, LAW)
    assert c.may_empty(TOLD, (), to, "V-1").code == "not-above"
    assert c.may_empty(above, against, to, "V-1").code == "objection-runs"
    assert c.may_empty(above, (), None, "V-1").code == "no-destination"
    assert c.may_empty(above, (), to, " ").code == "no-destination"
    assert c.may_empty(above, (), to, "V-1", urns=1).code == "urns"
    assert c.may_empty(above, (), to, "V-1", photo=False).code == "no-photo"
    assert isinstance(c.may_empty(above, (), to, "V-1"), Granted)
    assert isinstance(c.may_empty(above, (), c.Destination.CREMATED), Granted)
    assert c.may_empty(replace(above, emptied_on=DAY), (), to, "V-1").code == "already-emptied"


@pytest.mark.parametrize(
    ("change", "by", "code"),
    [
        ({"decided_on": None}, "second", "decided"),
        ({"decided_on": None}, "first", "four-eyes"),
        ({}, "second", "already-decided"),
        ({"decided_on": None, "withdrawn_on": DAY}, "second", "withdrawn"),
    ],
)
def test_somebody_else_decides_than_who_listed_the_grave(change, by, code):
    assert c.may_decide(replace(PLAN, listed_by="first", **change), by, ()).code == code


def test_a_decision_looks_at_what_is_against_it():
    assert c.may_decide(c.Plan(listed_by="first"), "second", (c.NOBODY,)).code == "nobody"


@pytest.mark.parametrize(
    ("listed", "planned", "code"),
    [(False, LATER, "listed"), (True, LATER, "already-listed"), (False, DAY, "wrong-day")],
)
def test_a_grave_is_listed_once_for_a_day_to_come(listed, planned, code):
    assert c.may_list((), listed, planned, DAY).code == code


@pytest.mark.parametrize(
    ("plan", "unknown", "told", "code"),
    [
        (PLAN, True, None, "told"),
        (PLAN, True, DAY, "already-told"),
        (PLAN, False, None, "not-unknown"),
        (replace(PLAN, emptied_on=DAY), True, None, "already-emptied"),
    ],
)
def test_the_mayor_is_told_of_an_unknown_person_once(plan, unknown, told, code):
    assert c.may_tell_mayor(plan, unknown, told).code == code


def test_what_holds_up_is_put_down_when_it_begins_and_when_it_ends():
    assert c.may_hold(PLAN, False, True).code == "held"
    assert c.may_hold(PLAN, True, False).code == "released"
    assert c.may_hold(PLAN, True, True).code == "same"


def test_a_grave_leaves_the_list_as_long_as_its_monument_stands():
    assert c.may_withdraw(TOLD).code == "withdrawn"
    assert c.may_withdraw(replace(TOLD, above_on=DAY)).code == "above-done"


@pytest.mark.parametrize(
    ("plan", "day", "expected"),
    [
        (c.Plan(), DAY, c.Next.DECIDE),
        (PLAN, DAY, c.Next.ANNOUNCE),
        (TOLD, date(2026, 1, 31), c.Next.WAIT),
        (TOLD, date(2026, 2, 1), c.Next.ABOVE),
        (replace(TOLD, above_on=DAY), DAY, c.Next.EMPTY),
        (replace(TOLD, emptied_on=DAY), DAY, c.Next.DONE),
        (replace(TOLD, withdrawn_on=DAY), DAY, c.Next.DONE),
    ],
)
def test_what_comes_next_on_the_list(plan, day, expected):
    assert c.next_step(plan, day, LAW) is expected


def test_every_destination_has_its_words():
    assert set(c.DESTINATIONS) == set(c.Destination)


def test_what_was_taken_off_lies_ready_for_thirteen_weeks():
    ready = o.Removal(date(2026, 9, 1))
    last = ready.removed_on + timedelta(weeks=13)
    assert o.may_dispose(ready, last, LAW).code == "ready"
    assert o.may_dispose(ready, last + timedelta(days=1), LAW).code == "disposed"
    assert o.may_fetch(ready, date(2026, 8, 31), LAW).code == "wrong-day"
    assert o.may_fetch(ready, date(2026, 9, 1), LAW).code == "fetched"


def test_what_is_fetched_is_not_disposed_of():
    fetched = o.Removal(date(2026, 1, 1), fetched_on=date(2026, 2, 1))
    assert o.may_dispose(fetched, DAY, LAW).code == "gone"
    assert o.may_fetch(fetched, DAY, LAW).code == "gone"
