"""An objection in time or late, decided in time, and never by whoever took the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from noaber.agreement.acting import Refusal
from noaber.calendar.deadlines import Span
from noaber.calendar.working_days import is_working_day
from noaber.cases import actions, objecting, rules
from noaber.cases.models import ObjectionRecord
from noaber.cases.objection import (
    FOUNDED,
    INADMISSIBLE,
    WITHDRAWN,
    Objection,
    may_decide_objection,
    may_extend_objection,
    may_register_objection,
    term_ends,
)
from noaber.duties.models import Duty
from noaber.values import Clause, Granted

CODE = "ommen-twenterand-2024"
DAY = date(2026, 11, 24)
CLAUSE = Clause(CODE, "3.1.1.2")
KIND = rules.Kind("briefadres", "Briefadres", 2, "college", CLAUSE, Span(8, "week"), None, ("toegekend", "geweigerd"))
DECIDED = rules.Facts(KIND, rules.DECIDED, date(2026, 9, 1))
PUBLISHED = date(2026, 9, 29)
MADE = Objection(PUBLISHED, date(2026, 10, 20))


def test_the_terms_of_an_objection_run_one_after_the_other() -> None:
    assert term_ends(PUBLISHED) == date(2026, 11, 10)
    assert MADE.due == date(2026, 12, 22)
    assert replace(MADE, committee=True).due == date(2027, 2, 2)
    assert replace(MADE, extended=True).due == date(2027, 2, 2)


@pytest.mark.parametrize(
    ("received", "code"),
    [
        (PUBLISHED - timedelta(days=1), "before-decision"),
        (PUBLISHED, "in-time"),
        (date(2026, 11, 10), "in-time"),
        (date(2026, 11, 11), "late"),
        (DAY, "late"),
        (DAY + timedelta(days=1), "received-later"),
    ],
)
def test_six_weeks_from_the_day_after_the_decision_is_in_time_by_awb_6_7(received: date, code: str) -> None:
    assert may_register_objection(DECIDED, Objection(PUBLISHED, received), False, DAY).code == code


@pytest.mark.parametrize(
    ("facts", "wanted", "open_one", "code"),
    [
        (replace(DECIDED, state=rules.OPEN), None, False, "no-decision"),
        (replace(DECIDED, state=rules.CLOSED), MADE, False, "in-time"),
        (replace(DECIDED, kind=replace(KIND, organ="contractor")), MADE, False, "no-organ"),
        (replace(DECIDED, kind=replace(KIND, deed=True)), MADE, False, "to-court"),
        (DECIDED, MADE, True, "already-open"),
    ],
)
def test_an_objection_needs_a_decision_that_is_open_to_it(facts: Any, wanted: Any, open_one: bool, code: str) -> None:
    assert may_register_objection(facts, wanted, open_one, DAY).code == code


@pytest.mark.parametrize(
    ("change", "day", "code"),
    [
        ({}, MADE.due, "extended"),
        ({}, MADE.due + timedelta(days=1), "term-passed"),
        ({"extended": True}, DAY, "already-extended"),
        ({"decided": True}, DAY, "already-decided"),
    ],
)
def test_a_decision_is_put_off_once_and_within_its_term(change: Any, day: date, code: str) -> None:
    assert may_extend_objection(replace(MADE, **change), day).code == code


@pytest.mark.parametrize(
    ("received", "who", "outcome", "excused", "code"),
    [
        (MADE.received, "bert", FOUNDED, False, "objection-decided"),
        (MADE.received, "anna", FOUNDED, False, "same-decider"),
        (MADE.received, "anna", WITHDRAWN, False, "objection-decided"),  # nothing is decided then
        (MADE.received, "bert", "misschien", False, "unknown-outcome"),
        (date(2026, 11, 11), "bert", FOUNDED, False, "late"),
        (date(2026, 11, 11), "bert", FOUNDED, True, "objection-decided"),
        (date(2026, 11, 11), "bert", INADMISSIBLE, False, "objection-decided"),
    ],
)
def test_whoever_took_the_decision_does_not_decide_the_objection_by_awb_10_3(
    received: date, who: str, outcome: str, excused: bool, code: str
) -> None:
    assert may_decide_objection(Objection(PUBLISHED, received), "anna", who, outcome, excused).code == code


@given(published=st.dates(date(2024, 1, 1), date(2030, 1, 1)), committee=st.booleans(), extended=st.booleans())
def test_no_term_of_an_objection_ends_on_a_day_that_does_not_count(
    published: date, committee: bool, extended: bool
) -> None:
    made = Objection(published, published, committee, extended)
    assert made.in_time and is_working_day(term_ends(published)) and is_working_day(made.due)
    assert made.due >= term_ends(published) + timedelta(weeks=6 * (1 + committee + extended))
    assert isinstance(may_register_objection(DECIDED, made, False, published), Granted)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def decided(people: dict[str, Any]) -> str:
    """A case that `second_line` decided today."""
    number = actions.register_case(people["clerk"], CODE, "briefadres", DAY).number
    actions.decide_case(people["second_line"], CODE, number, "geweigerd")
    return number


def test_an_objection_is_a_duty_that_moves_with_its_term_and_is_done_by_the_decision(people: Any, decided: str) -> None:
    lead = people["team_lead"]
    objecting.register_objection(lead, CODE, decided, DAY, False)
    duty = Duty.objects.get(code="bezwaar")
    assert duty.due == Objection(DAY, DAY).due == date(2027, 2, 16) and duty.about == f"case:{decided}"
    objecting.extend_objection(lead, CODE, decided)
    duty.refresh_from_db()
    assert duty.due == date(2027, 3, 30) == ObjectionRecord.objects.get().due
    with pytest.raises(Refusal) as refusal:
        objecting.decide_objection(people["second_line"], CODE, decided, FOUNDED, False)
    assert refusal.value.decision.code == "same-decider" and refusal.value.entry.clause == "Awb 10:3(3)"  # type: ignore[union-attr]
    row = objecting.decide_objection(lead, CODE, decided, FOUNDED, False)
    duty.refresh_from_db()
    assert duty.done_on == DAY and row.outcome == FOUNDED and row.entry.mandate == "bezwaar-college"


def test_a_second_objection_joins_the_first_and_a_new_one_may_follow_its_decision(people: Any, decided: str) -> None:
    lead = people["team_lead"]
    objecting.register_objection(lead, CODE, decided, DAY, False)
    with pytest.raises(Refusal) as refusal:
        objecting.register_objection(lead, CODE, decided, DAY, False)
    assert refusal.value.decision.code == "already-open"
    objecting.decide_objection(lead, CODE, decided, "ongegrond", False)
    objecting.register_objection(lead, CODE, decided, DAY, True)
    assert ObjectionRecord.objects.count() == 2


def test_the_pages_register_put_off_and_decide(people: Any, decided: str, client: Any, settings: Any) -> None:
    settings.DEMO = True
    client.force_login(people["team_lead"])
    page = reverse("case", args=[decided])
    assert "Er is geen bezwaar gemaakt" in client.get(page).content.decode()
    wrong = client.post(reverse("register-objection", args=[decided]), {"received": "gisteren", "form_token": "a"})
    assert wrong.status_code == 422 and "gisteren" in wrong.content.decode()
    typed = {"received": "24-11-2026", "form_token": "b"}
    assert client.post(reverse("register-objection", args=[decided]), typed).status_code == 302
    assert "16 feb 2027" in client.get(page).content.decode()
    assert client.post(reverse("extend-objection", args=[decided]), {"form_token": "c"}).status_code == 302
    assert "30 mrt 2027" in client.get(page).content.decode()
    answer = client.post(reverse("decide-objection", args=[decided]), {"outcome": "gegrond", "form_token": "d"})
    assert answer.status_code == 302 and "gegrond" in client.get(page).content.decode()


def test_somebody_of_a_third_municipality_finds_no_case_to_object_to(
    people: Any, decided: str, client: Any, settings: Any
) -> None:
    settings.DEMO = True
    client.force_login(people["outsider"])
    for name in ("register-objection", "decide-objection", "extend-objection"):
        assert client.post(reverse(name, args=[decided]), {"received": "24-11-2026"}).status_code == 404
