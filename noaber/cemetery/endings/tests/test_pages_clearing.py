"""What the list of graves that could be cleared shows."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import law, ommen
from test_actions import CODE, at, take_in

from noaber.agreement.acting import acting
from noaber.cemetery import actions, acts
from noaber.cemetery.endings.queries import clearable, latest_body, not_clearable, occupied, reasons
from noaber.cemetery.models import Grave, GraveRight, Interment
from noaber.cemetery.rules import EXPIRED, REGISTER
from noaber.cemetery.windows import earliest_clearing
from noaber.parties.clock import standing_at
from noaber.values import grant

LAW, LOCAL, DAY = law(), ommen(), date(2026, 12, 1)
URL = "/begraafplaatsen/ruimlijst/"


@given(day=st.dates(date(2012, 1, 1), date(2060, 1, 1)))
def test_the_latest_body_is_the_last_day_whose_rest_is_over(day):
    body = latest_body(day, LAW)
    assert earliest_clearing(body, LAW).since <= day < earliest_clearing(body + timedelta(days=1), LAW).since


@pytest.fixture
def register(people, agreement):
    """The fictional register in which the rights that are over have lapsed, and some graves are special."""
    client = agreement.client_id
    with standing_at(at(DAY)):
        take_in(people["second_line"])
        for right in GraveRight.objects.of(client).filter(ended_on=None, ends_on__lt=DAY).order_by("number"):
            actions.lapse(people["clerk"], CODE, right.number, EXPIRED)
        free = list(clearable(client, DAY, LOCAL, LAW)[:4])
        assert len(free) == 4
        with acting(people["clerk"], CODE) as act:
            entry = act.record(acts.REGISTER_GRAVE, grant("registered", REGISTER, "Voor de toets."), "grave:toets")
            free[0].change(entry, historic=True)
            free[1].change(entry, unknown=True)
            Interment.objects.of(client).filter(grave=free[2])[0].change(entry, buried_text="rond 1990")
    return client


@pytest.mark.parametrize("day", [DAY, date(2026, 12, 5), date(2040, 2, 29), date(2050, 6, 1)])
def test_the_two_lists_are_what_the_rules_say_and_no_grave_is_in_both_or_in_none(register, day):
    can = {grave.number for grave in clearable(register, day, LOCAL, LAW)}
    cannot = {grave.number for grave in not_clearable(register, day, LOCAL, LAW)}
    told = reasons(register, occupied(register), day, LOCAL, LAW)
    assert can == {grave.number for grave, found in told if not found}
    assert cannot == {grave.number for grave, found in told if found}
    assert cannot


def test_each_special_grave_is_on_the_other_list_with_its_reason(register):
    codes = {one.code for _, found in reasons(register, occupied(register), DAY, LOCAL, LAW) for one in found}
    assert codes == {"historic", "mayor", "day-unknown", "term-runs", "rest"}


def test_the_page_shows_both_lists_and_no_name(register, people, client):
    client.force_login(people["clerk"])
    with standing_at(at(DAY)):
        can, cannot = client.get(URL), client.get(URL, {"stand": "niet"})
    first = clearable(register, DAY, LOCAL, LAW)[0]
    assert first.number in can.content.decode() and first.number not in cannot.content.decode()
    assert "Er loopt een recht" in cannot.content.decode()
    surnames = set(Grave.objects.of(register).values_list("interments__resident__surname", flat=True)) - {None, ""}
    page = can.content.decode() + cannot.content.decode()
    assert not any(f">{name}<" in page for name in surnames)


def test_the_page_asks_as_much_for_many_graves_as_for_few(register, people, client, django_assert_max_num_queries):
    client.force_login(people["clerk"])
    with standing_at(at(DAY)), django_assert_max_num_queries(25):
        client.get(URL, {"stand": "niet"})
