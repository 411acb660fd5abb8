"""The cockpit: sums that can be followed, from the register, without a name."""

from __future__ import annotations

import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import ommen
from test_actions import CANARY, CODE, GRAVE, Yard, at, take_in

from noaber.cemetery import actions, figures
from noaber.cemetery.cockpit.queries import endings, stocks
from noaber.cemetery.cockpit.rules import Ending, Stock, income_of, years_left
from noaber.cemetery.cockpit.terms import CockpitTerms
from noaber.cemetery.models import Grave, GraveRight
from noaber.cemetery.queries import grave_file
from noaber.parties.clock import standing_at
from noaber.values import Clause, Euro, Term, Trace

DAY = date(2026, 12, 1)
CLAUSE = Clause("voorbeeld-2024", "3.1")
BASE = "/begraafplaatsen/stand/"


def terms(percent: str = "60", pace: int = 5) -> CockpitTerms:
    return CockpitTerms(Term(Fraction(percent) / 100, CLAUSE), Term(10, CLAUSE), Term(pace, CLAUSE))


def text(answer: Any) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("free", "given_out", "value"),
    [(10, 5, "10,0 jaar"), (10, 3, "16,6 jaar"), (0, 3, "0,0 jaar"), (7, 0, "niet te zeggen"), (0, 0, "geen vrije")],
)
def test_how_long_free_graves_last(free, given_out, value):
    assert years_left(Stock("LMH", "particulier", free, given_out), terms()).value.startswith(value)


def test_income_is_the_share_of_what_all_renewals_would_bring():
    ends = [
        Ending(2027, "particulier", 3, Euro.of("100.00")),
        Ending(2027, "kindergraf", 2, None),
        Ending(2028, "particulier", 9, Euro.of("100.00")),
    ]
    why = income_of(2027, ends, terms())
    assert why.value == str(Euro.of("180.00")) and "2 rechten zonder tarief" in why.formula
    assert income_of(2030, ends, terms()).value == str(Euro(0))


@given(rights=st.integers(0, 10_000), cents=st.integers(0, 10_000_00), percent=st.integers(0, 100))
def test_income_never_passes_what_all_would_pay(rights, cents, percent):
    why = income_of(2027, [Ending(2027, "x", rights, Euro(cents))], terms(str(percent)))
    assert why.value == str((Euro(cents) * rights).part(Fraction(percent, 100)))


@pytest.fixture
def register(people: Any) -> Any:
    with standing_at(at(DAY)):
        take_in(people["team_lead"])
    return people


def test_the_sums_are_those_of_the_register(register, agreement):
    client, local = agreement.client_id, ommen()
    free = sum(one.free for one in stocks(client, date(2021, 12, 1), local, DAY))
    numbers = Grave.objects.of(client).values_list("number", flat=True)
    assert free == sum(grave_file(client, number).state[0] == "vrij" for number in numbers) > 0
    found = endings(client, DAY, 10, local)
    rights = GraveRight.objects.of(client).filter(kind="exclusive", ended_on=None, ends_on__gt=DAY)
    assert sum(one.rights for one in found) == rights.filter(ends_on__lte=date(2035, 12, 31)).count() > 0
    assert any(one.price for one in found)


def test_the_director_sees_the_sums_with_their_why_and_no_name(register, client):
    client.force_login(register["director"])
    with standing_at(at(DAY)), CaptureQueriesContext(connection) as caught:
        page = text(client.get(BASE))
    assert "Inkomsten uit verlengingen" in page and "Aanname: 60 % verlengt" in page and "Register meenemen" in page
    assert page.count("nb-why") > 15 and "Fictief" not in page and "2035" in page
    assert len(caught) < 48  # a few for each part that has a panel, whatever there is


def test_a_part_adds_its_panel(people, client, monkeypatch):
    yard = Yard(people)
    actions.register_grave(yard.clerk, CODE, "LMH-X-02", "LMH", "particulier", 2, 4)
    monkeypatch.setattr(figures, "PANELS", dict(figures.PANELS))
    figure = figures.Figure("Open verzoeken", Trace("Open verzoeken", "7"))
    figures.add("requests", 1, "Verzoeken", lambda asked: [figure])
    figures.add("nothing", 2, "Leeg paneel", lambda asked: [])
    client.force_login(people["team_lead"])
    page = text(client.get(BASE))
    assert page.index("Verzoeken") < page.index("Brieven over grafrechten") and "Leeg paneel" not in page
    assert CANARY not in page and GRAVE not in page


def test_who_has_no_part_in_it_does_not_get_in(people, client):
    client.force_login(people["controller"])
    assert client.get(BASE).status_code == 403
    client.force_login(people["outsider"])
    assert "Hier is nog niets" in text(client.get(BASE))
