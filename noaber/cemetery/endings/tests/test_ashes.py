"""Urns and scattering, on both sides of each boundary."""

import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import law

from noaber.cemetery.endings import ashes as a
from noaber.values import Clause, Granted

LAW = law()
URN = a.UrnRecord("J. Fictief", "12345", "Crematorium De Proef", "Proefweg 1, Almelo", "A-1-2")
TODAY = date(2026, 12, 1)
SPOT = a.Spot(3, 4, Clause("Nadere regels", "4"))


@pytest.mark.parametrize("field", ["name", "registration", "crematorium", "crematorium_address", "place"])
def test_an_urn_without_what_the_decree_asks_is_not_placed(field):
    assert a.may_place(replace(URN, **{field: " "}), SPOT, TODAY, TODAY).code == "lacking"


def test_what_is_lacking_is_said_all_at_once():
    assert len(a.lacking(a.UrnRecord("", "", "", "", ""))) == len(fields(a.UrnRecord)) - 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "placed"),
        ({"urns": 4}, "full"),
        ({"exclusive": True}, "no-consent"),
        ({"exclusive": True, "consent": True}, "placed"),
        ({"blocked": "wortels"}, "blocked"),
        ({"right": False}, "no-right"),
    ],
)
def test_an_urn_needs_room_and_the_consent_of_the_holder(change, code):
    assert a.may_place(URN, replace(SPOT, **change), TODAY, TODAY).code == code


@pytest.mark.parametrize(
    ("gone", "exclusive", "consent", "destination", "handed", "code"),
    [
        (False, False, False, "thuis", "de dochter", "taken"),
        (True, False, False, "thuis", "de dochter", "gone"),
        (False, True, False, "thuis", "de dochter", "no-consent"),
        (False, True, True, "thuis", "de dochter", "taken"),
        (False, True, True, "", "de dochter", "lacking"),
        (False, True, True, "thuis", "", "lacking"),
    ],
)
def test_an_urn_goes_to_somebody_and_somewhere(gone, exclusive, consent, destination, handed, code):
    urn = replace(URN, destination=destination, handed_to=handed)
    assert a.may_take_away(urn, gone, exclusive, consent).code == code


def test_an_urn_is_put_down_when_it_stands():
    assert a.may_place(URN, SPOT, date(2026, 12, 2), TODAY).code == "future"


def test_an_urn_of_which_the_register_is_not_complete_goes_nowhere():
    urn = replace(URN, crematorium="", destination="thuis", handed_to="de dochter")
    assert a.may_take_away(urn, False, False, False).code == "incomplete"


@pytest.mark.parametrize(
    ("stored", "runs", "consent", "field", "code"),
    [
        (date(2016, 12, 1), False, False, True, "cleared"),
        (date(2016, 12, 2), False, False, True, "rest"),
        (date(2016, 12, 2), False, True, True, "cleared"),
        (date(2000, 1, 1), True, False, True, "no-consent"),
        (date(2000, 1, 1), True, True, True, "cleared"),
        (None, False, False, True, "day-unknown"),
        (None, False, True, True, "cleared"),
        (date(2000, 1, 1), False, True, False, "no-ground"),
    ],
)
def test_an_urn_stays_ten_years_after_the_ashes_went_in_unless_the_holder_agrees(stored, runs, consent, field, code):
    assert a.may_clear(stored, runs, False, consent, field, TODAY, LAW).code == code
    assert a.may_clear(stored, runs, True, consent, field, TODAY, LAW).code == "gone"


@pytest.mark.parametrize(
    ("change", "on_grave", "family", "code"),
    [
        ({}, False, False, "no-ground"),
        ({"scatter_ground": True}, False, False, "allowed"),
        ({"scatter_ground": True}, False, True, "allowed"),
        ({"occupied": True}, True, False, "keeper"),
        ({}, True, True, "empty"),
        ({"scatter_ground": True}, True, True, "empty"),
        ({"occupied": True}, True, True, "allowed"),
        ({"occupied": True, "exclusive": True}, True, True, "no-consent"),
        ({"occupied": True, "exclusive": True, "consent": True}, True, True, "allowed"),
    ],
)
def test_the_keeper_scatters_on_ground_for_it_and_the_family_on_a_grave_where_somebody_lies(
    change, on_grave, family, code
):
    assert a.may_scatter(replace(SPOT, **change), on_grave, family).code == code


@pytest.mark.parametrize(
    ("on", "done", "code"),
    [
        (date(2026, 11, 30), False, "wrong-day"),
        (date(2026, 12, 1), False, "scattered"),
        (date(2026, 12, 8), False, "scattered"),
        (date(2026, 12, 9), False, "wrong-day"),
        (date(2026, 12, 8), True, "done"),
    ],
)
def test_scattering_is_put_down_once_after_it_was_allowed(on, done, code):
    assert a.may_register_scattering(TODAY, done, on, date(2026, 12, 8)).code == code


@given(stored=st.dates(date(1990, 1, 1), date(2026, 12, 1)), day=st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_without_consent_no_urn_is_cleared_within_ten_years(stored, day):
    if isinstance(a.may_clear(stored, False, False, False, True, day, LAW), Granted):
        assert (day.year - stored.year, day.month, day.day) >= (10, stored.month, min(stored.day, 28))
