"""Advice from question to acceptance: every step in its state, within the hours that were agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.advice import rules
from noaber.advice.forms import HoursField
from noaber.advice.rules import (
    ACCEPTED,
    AGREED,
    DELIVERED,
    ESTIMATED,
    QUARTER,
    REQUESTED,
    RETURNED,
    WITHDRAWN,
    Advice,
    hours,
    may_agree,
    may_answer,
    may_deliver,
    may_estimate,
    may_log,
    may_pass,
    may_request,
    may_withdraw,
)
from noaber.advice.terms import AdviceTerms
from noaber.values import Clause, Granted, Term

CLAUSE = Clause("voorbeeld-2024", "3.1.4")
TERMS = AdviceTerms(service=Term(10, CLAUSE), answer_workdays=Term(10, CLAUSE), accept_workdays=Term(10, CLAUSE))
DAY = date(2026, 11, 24)
NEW = Advice(DAY, rules.answer_due(DAY, TERMS))
WORK = replace(NEW, state=AGREED, estimate=600, agreed=480, worked=420, agreed_on=DAY)


def test_advice_is_answered_within_ten_working_days() -> None:
    assert NEW.due == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("wanted", "service", "code"),
    [
        (None, 10, "requested"),
        (DAY, 10, "no-time"),
        (DAY + timedelta(days=1), 10, "requested"),
        (None, 0, "no-service"),
    ],
)
def test_advice_is_asked_where_the_agreement_has_it_and_for_a_day_to_come(wanted, service, code) -> None:
    assert may_request(wanted, DAY, replace(TERMS, service=Term(service, CLAUSE))).code == code


@pytest.mark.parametrize(
    ("state", "minutes", "code"),
    [
        (REQUESTED, 15, "estimated"),
        (REQUESTED, 0, "no-hours"),
        (REQUESTED, 20, "no-hours"),
        (ESTIMATED, 60, "estimated"),
        (DELIVERED, 60, "not-now"),
        (WITHDRAWN, 60, "not-now"),
    ],
)
def test_hours_are_estimated_before_delivery_in_whole_quarters(state, minutes, code) -> None:
    assert may_estimate(replace(NEW, state=state), minutes, CLAUSE).code == code


@pytest.mark.parametrize(("minutes", "code"), [(405, "less-than-worked"), (420, "estimated")])
def test_a_new_estimate_is_of_the_whole(minutes, code) -> None:
    assert may_estimate(WORK, minutes, CLAUSE).code == code


@pytest.mark.parametrize(
    ("state", "minutes", "wanted", "code"),
    [
        (ESTIMATED, 600, None, "agreed"),
        (ESTIMATED, 615, None, "above-estimate"),
        (ESTIMATED, 0, None, "above-estimate"),
        (ESTIMATED, 600, DAY, "no-time"),
        (ESTIMATED, 600, DAY + timedelta(days=1), "agreed"),
        (REQUESTED, 600, None, "not-estimated"),
        (AGREED, 600, None, "not-estimated"),
    ],
)
def test_the_client_agrees_to_an_estimate_and_not_to_more(state, minutes, wanted, code) -> None:
    assert may_agree(replace(NEW, state=state, estimate=600), minutes, wanted, DAY, TERMS).code == code


@pytest.mark.parametrize(
    ("change", "minutes", "on", "code"),
    [
        ({}, 60, DAY, "logged"),
        ({}, 75, DAY, "above-agreed"),
        ({}, 0, DAY, "no-hours"),
        ({}, 60, DAY - timedelta(days=1), "other-day"),
        ({}, 60, DAY + timedelta(days=1), "other-day"),
        ({"state": RETURNED}, 60, DAY, "logged"),
        ({"state": ESTIMATED}, 60, DAY, "not-agreed"),
        ({"state": DELIVERED}, 60, DAY, "not-agreed"),
    ],
)
def test_hours_are_put_down_after_the_agreement_and_within_it(change, minutes, on, code) -> None:
    assert may_log(replace(WORK, **change), minutes, on, DAY, CLAUSE).code == code


@pytest.mark.parametrize(
    ("state", "note", "code"),
    [
        (AGREED, "Z-1", "delivered"),
        (RETURNED, "Z-1", "delivered"),
        (AGREED, " ", "no-note"),
        (ESTIMATED, "Z-1", "not-agreed"),
    ],
)
def test_advice_is_delivered_with_its_note_and_asks_an_answer(state, note, code) -> None:
    decision = may_deliver(replace(WORK, state=state), note, DAY, TERMS)
    assert decision.code == code
    if isinstance(decision, Granted):
        assert [(order.holder, order.due) for order in decision.duties] == [("director", date(2026, 12, 8))]


@pytest.mark.parametrize(
    ("state", "accepts", "reason", "code"),
    [
        (DELIVERED, True, "", "accepted"),
        (DELIVERED, False, "Kosten ontbreken.", "returned"),
        (DELIVERED, False, " ", "no-reason"),
        (AGREED, True, "", "not-delivered"),
        (ACCEPTED, True, "", "not-delivered"),
    ],
)
def test_what_was_delivered_is_accepted_or_returned_with_a_reason(state, accepts, reason, code) -> None:
    assert may_answer(replace(WORK, state=state), accepts, reason, DAY, TERMS).code == code


@pytest.mark.parametrize(("state", "code"), [(AGREED, "withdrawn"), (DELIVERED, "not-now"), (WITHDRAWN, "not-now")])
def test_a_request_is_withdrawn_until_it_is_delivered(state, code) -> None:
    assert may_withdraw(replace(WORK, state=state), CLAUSE).code == code


@pytest.mark.parametrize(
    ("change", "day", "code"),
    [
        ({}, NEW.due, "not-passed"),
        ({}, NEW.due + timedelta(days=1), "passed"),
        ({"counted": True}, date(2027, 1, 4), "not-passed"),
        ({"state": DELIVERED}, date(2027, 1, 4), "not-passed"),
        ({"state": WITHDRAWN}, date(2027, 1, 4), "not-passed"),
    ],
)
def test_advice_counts_as_missed_once_its_day_went_by(change, day, code) -> None:
    assert may_pass(replace(NEW, **change), day, CLAUSE).code == code


@pytest.mark.parametrize(("day", "met"), [(NEW.due, 1), (NEW.due + timedelta(days=1), 0)])
def test_the_first_delivery_counts_and_no_other(day, met) -> None:
    (line,) = rules.delivered_lines([("IA-01", CLAUSE)], NEW, day, 10)
    assert (line.quantity, line.base, line.day) == (met, 1, day)
    assert rules.delivered_lines([("IA-01", CLAUSE)], replace(NEW, counted=True), day, 10) == ()


@given(quarters=st.lists(st.integers(1, 40), max_size=30), agreed=st.integers(1, 200))
def test_never_more_is_worked_than_was_agreed(quarters, agreed) -> None:
    advice = replace(WORK, estimate=agreed * QUARTER, agreed=agreed * QUARTER, worked=0)
    for number in quarters:
        if isinstance(may_log(advice, number * QUARTER, DAY, DAY, CLAUSE), Granted):
            advice = replace(advice, worked=advice.worked + number * QUARTER)
    assert advice.worked <= advice.agreed


@pytest.mark.parametrize(
    ("typed", "minutes"), [("2,5", 150), ("2.25", 135), ("12", 720), (" 0,75 ", 45), ("0,5", 30), ("1000", 60_000)]
)
def test_hours_are_typed_as_people_write_them(typed, minutes) -> None:
    assert HoursField(label="x").clean(typed) == minutes


@pytest.mark.parametrize("typed", ["0", "0,1", "2,33", "-1", "twee", "1001", "1,2,3", "2,555"])
def test_what_are_no_quarters_of_an_hour_is_told(typed) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        HoursField(label="x").clean(typed)


@given(number=st.integers(1, 4_000))
def test_hours_read_back_as_they_are_written(number) -> None:
    assert HoursField(label="x").clean(hours(number * QUARTER).removesuffix(" uur")) == number * QUARTER
