"""By when a case must be decided, what may be done with it, and what counts: tables with both sides of each bound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.awb import Suspension
from noaber.calendar.deadlines import Span
from noaber.cases import rules
from noaber.cases.clock import why_due
from noaber.values import Clause, Decision, Granted, Line, Refused

CLAUSE = Clause("ommen-twenterand-2024", "3.1.1.2")
TUESDAY = date(2026, 11, 24)
KIND = rules.Kind(
    "adresonderzoek",
    "Adresonderzoek",
    2,
    "college",
    CLAUSE,
    Span(8, "week"),
    10,
    ("verwerkt", "afgewezen"),
    ("BRP-1",),
    (),
)
OPEN = rules.Facts(KIND, rules.OPEN, date(2026, 11, 2))


def code(decision: Decision) -> str:
    return decision.code


@pytest.mark.parametrize(
    ("received", "answer"),
    [
        (TUESDAY + timedelta(days=1), "received-later"),
        (TUESDAY, "registered"),
        (TUESDAY - timedelta(days=366), "registered"),
        (TUESDAY - timedelta(days=367), "received-too-long-ago"),
    ],
)
def test_a_case_is_registered_for_a_day_of_the_past_year_and_not_ahead(received: date, answer: str) -> None:
    assert code(rules.may_register(KIND, received, TUESDAY)) == answer


def test_eight_weeks_after_receipt_is_the_term_of_law_and_ten_working_days_the_norm() -> None:
    assert OPEN.due == date(2026, 12, 28)
    assert rules.norm_due_on(KIND, OPEN.received, ()) == date(2026, 11, 16)
    assert rules.latest_due(OPEN) == date(2026, 11, 16)


def test_a_product_without_norm_runs_on_the_law_alone_and_without_either_has_no_clock() -> None:
    lawful = replace(OPEN, kind=replace(KIND, norm_days=None))
    bare = replace(OPEN, kind=replace(KIND, norm_days=None, clock=None))
    assert rules.latest_due(lawful) == date(2026, 12, 28)
    assert rules.latest_due(bare) is None and why_due(bare) is None


def test_days_between_the_request_to_complete_and_the_answer_do_not_count() -> None:
    stopped = replace(OPEN, suspensions=(Suspension(date(2026, 11, 6), date(2026, 11, 20)),))
    assert stopped.due == date(2026, 12, 28) + timedelta(days=13 + 1), "10 January is a Sunday; Monday the 11th counts"
    assert rules.norm_due_on(KIND, stopped.received, stopped.suspensions) == date(2026, 11, 30), "the 29th is a Sunday"


@pytest.mark.parametrize(
    ("facts", "day", "answer"),
    [
        (OPEN, date(2026, 12, 28), "suspended"),
        (OPEN, date(2026, 12, 29), "term-passed"),
        (replace(OPEN, state=rules.SUSPENDED), TUESDAY, "not-open"),
        (replace(OPEN, state=rules.DECIDED), TUESDAY, "not-open"),
        (replace(OPEN, kind=replace(KIND, norm_days=None)), TUESDAY, "suspended"),
        (replace(OPEN, kind=replace(KIND, clock=None)), TUESDAY, "suspended"),
        (replace(OPEN, kind=replace(KIND, clock=None, norm_days=None)), TUESDAY, "no-term"),
    ],
)
def test_the_term_is_suspended_while_it_runs_awb_4_15(facts: rules.Facts, day: date, answer: str) -> None:
    assert code(rules.may_suspend(facts, day)) == answer


@pytest.mark.parametrize("state", [rules.OPEN, rules.DECIDED, rules.CLOSED])
def test_only_a_suspended_term_is_resumed(state: str) -> None:
    assert code(rules.may_resume(replace(OPEN, state=state))) == "not-suspended"
    assert code(rules.may_resume(replace(OPEN, state=rules.SUSPENDED))) == "resumed"


@pytest.mark.parametrize(
    ("state", "outcome", "answer"),
    [
        (rules.OPEN, "verwerkt", "decided"),
        (rules.OPEN, "verleend", "unknown-outcome"),
        (rules.OPEN, "", "unknown-outcome"),
        (rules.SUSPENDED, "verwerkt", "suspended"),
        (rules.DECIDED, "verwerkt", "not-open"),
        (rules.CLOSED, "verwerkt", "not-open"),
    ],
)
def test_an_open_case_is_decided_with_an_outcome_of_its_product(state: str, outcome: str, answer: str) -> None:
    assert code(rules.may_decide(replace(OPEN, state=state), outcome, TUESDAY)) == answer


def test_a_refusal_to_decide_says_what_to_do_instead() -> None:
    refused = rules.may_decide(replace(OPEN, state=rules.SUSPENDED), "verwerkt", TUESDAY)
    assert isinstance(refused, Refused) and refused.instead == "cases.resume" and refused.cure


@pytest.mark.parametrize("state", [rules.OPEN, rules.SUSPENDED, rules.CLOSED])
def test_a_case_is_closed_after_a_decision_and_once(state: str) -> None:
    assert code(rules.may_close(replace(OPEN, state=state))) == "not-decided"
    assert code(rules.may_close(replace(OPEN, state=rules.DECIDED))) == "closed"


@pytest.mark.parametrize(
    ("facts", "day", "answer"),
    [
        (OPEN, date(2026, 11, 16), "not-passed"),
        (OPEN, date(2026, 11, 17), "passed"),
        (replace(OPEN, passed=True), date(2026, 11, 17), "not-passed"),
        (replace(OPEN, state=rules.DECIDED), date(2026, 11, 17), "not-passed"),
    ],
)
def test_a_case_counts_as_missed_the_day_after_its_clock_ran_out_and_once(
    facts: rules.Facts, day: date, answer: str
) -> None:
    assert code(rules.may_pass(facts, day)) == answer


def kpis(lines: tuple[Line, ...]) -> list[tuple[str, int]]:
    return [(line.key, line.quantity) for line in lines if line.measure == "kpi"]


@pytest.mark.parametrize(("day", "met"), [(date(2026, 11, 16), 1), (date(2026, 11, 17), 0)])
def test_a_norm_is_met_up_to_and_including_its_last_day(day: date, met: int) -> None:
    lines = rules.decided(OPEN, day)
    assert kpis(lines) == [("BRP-1", met)]
    assert ("case.overdue" in {line.measure for line in lines}) is (met == 0)


def test_a_case_that_counted_as_missed_does_not_count_again_when_it_is_decided() -> None:
    assert kpis(rules.passed(OPEN)) == [("BRP-1", 0)]
    assert rules.decided(replace(OPEN, passed=True), TUESDAY) == ()


def test_closing_counts_the_case_and_the_working_days_it_took() -> None:
    lines = rules.closed(OPEN, TUESDAY)
    assert [(line.measure, line.quantity, line.unit) for line in lines] == [
        ("case.closed", 1, "count"),
        ("case.days", 16, "days"),
    ]
    assert {(line.service, line.key, line.clause) for line in lines} == {(2, "adresonderzoek", "3.1.1.2")}


@pytest.mark.parametrize(
    ("counted", "number", "answer"),
    [
        (TUESDAY, 1, "counted"),
        (TUESDAY + timedelta(days=1), 1, "day-ahead"),
        (TUESDAY, 0, "nothing-counted"),
    ],
)
def test_a_day_at_the_desk_is_counted_when_it_has_come_and_something_was_handed_out(
    counted: date, number: int, answer: str
) -> None:
    assert code(rules.may_count_desk([(KIND, number)], counted, TUESDAY, CLAUSE)) == answer


def test_products_of_the_desk_count_as_opened_and_closed_and_empty_ones_not_at_all() -> None:
    lines = rules.desk_counts([(KIND, 3), (replace(KIND, code="paspoort"), 0)], TUESDAY)
    assert [(line.measure, line.key, line.quantity) for line in lines] == [
        ("case.registered", "adresonderzoek", 3),
        ("case.closed", "adresonderzoek", 3),
    ]


def test_why_a_case_runs_out_names_the_law_the_norm_and_every_suspension() -> None:
    stopped = replace(OPEN, suspensions=(Suspension(date(2026, 11, 6), date(2026, 11, 20)),))
    why = why_due(stopped, "Awb art. 4:13")
    assert why is not None and why.value == "ma 30 nov 2026"
    law, norm = why.inputs
    assert "8 weken" in law.formula and "Awb art. 4:13" in law.formula and norm.clause == CLAUSE
    assert [step.value for step in norm.inputs] == ["13 dagen"]


@given(
    received=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    norm=st.integers(0, 60),
    weeks=st.integers(1, 26),
    gap=st.integers(0, 40),
    length=st.integers(0, 60),
)
def test_a_suspension_never_brings_a_clock_forward_and_the_panel_shows_the_clock(
    received: date, norm: int, weeks: int, gap: int, length: int
) -> None:
    kind = replace(KIND, norm_days=norm, clock=Span(weeks, "week"))
    since = received + timedelta(days=gap)
    before = rules.Facts(kind, rules.OPEN, received)
    after = replace(before, suspensions=(Suspension(since, since + timedelta(days=length)),))
    early, late = rules.latest_due(before), rules.latest_due(after)
    assert early is not None and late is not None and early <= late
    shown = why_due(after)
    assert shown is not None and shown.value.endswith(str(late.year)) and f" {late.day} " in shown.value


@given(state=st.sampled_from(list(rules.STATES)), outcome=st.sampled_from([*KIND.outcomes, "iets anders"]))
def test_in_every_state_at_most_one_of_decide_resume_and_close_is_possible(state: str, outcome: str) -> None:
    facts = replace(OPEN, state=state)
    answers = [rules.may_decide(facts, outcome, TUESDAY), rules.may_resume(facts), rules.may_close(facts)]
    assert sum(isinstance(answer, Granted) for answer in answers) <= 1


@pytest.mark.parametrize(("file", "answer"), [("", "alone"), ("investigation", "by-file")])
def test_what_a_file_leads_is_not_decided_beside_it(file: str, answer: str) -> None:
    assert code(rules.may_alone(replace(KIND, file=file))) == answer


def test_what_has_no_term_is_not_suspended_awb_4_15() -> None:
    bare = replace(OPEN, kind=replace(KIND, norm_days=None, clock=None))
    assert code(rules.may_suspend(bare, TUESDAY)) == "no-term"
    assert code(rules.may_suspend(replace(OPEN, kind=replace(KIND, norm_days=None)), TUESDAY)) == "suspended"
    assert code(rules.may_suspend(replace(OPEN, kind=replace(KIND, clock=None)), TUESDAY)) == "suspended"
