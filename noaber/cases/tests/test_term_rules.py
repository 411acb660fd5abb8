"""When a term is extended, when a delay moves it, and what being late costs: each bound on both sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.awb import PenaltyRates, Suspension
from noaber.calendar.law_terms import law_term
from noaber.cases import penalty_rules, rules
from noaber.values import Clause, Euro, Granted

CLAUSE = Clause("ommen-twenterand-2024", "3.1.1.1")
RATES = PenaltyRates(Euro.of(23), Euro.of(35), Euro.of(45))
DAY = timedelta(days=1)


def facts(term: str, received: date, **more) -> rules.Facts:
    row = law_term(term)
    kind = rules.Kind(term, row.title, 1, "college", CLAUSE, row.span, None, ("gedaan",), term=row)
    return rules.Facts(kind, rules.OPEN, received, **more)


PASSPORT = facts("passport.provide", date(2026, 3, 2))  # until 30 March
OPTION = facts("option", date(2025, 9, 26))  # until 26 December, a holiday that the act leaves alone
CORRECTION = facts("correction", date(2026, 3, 2))
NATURALISATION = facts("naturalisation", date(2025, 8, 31))
PLAIN = facts("decision.default", date(2026, 3, 2))  # until 28 April: the 27th is King's Day


@pytest.mark.parametrize(
    ("case", "told_on", "answer"),
    [
        (PASSPORT, date(2026, 3, 1), "outside-term"),
        (PASSPORT, date(2026, 3, 2), "extended"),
        (PASSPORT, date(2026, 3, 30), "extended"),
        (PASSPORT, date(2026, 3, 31), "outside-term"),
        (replace(PASSPORT, extensions=1), date(2026, 3, 30), "exhausted"),
        (replace(PASSPORT, state=rules.SUSPENDED), date(2026, 3, 30), "not-open"),
        (OPTION, date(2025, 12, 26), "extended"),
        (OPTION, date(2025, 12, 27), "outside-term"),
        (replace(OPTION, extensions=1), date(2025, 12, 26), "exhausted"),
        (replace(CORRECTION, extensions=7), date(2026, 3, 30), "extended"),
        (NATURALISATION, date(2026, 8, 31), "extended"),
        (replace(NATURALISATION, extensions=1), date(2027, 2, 28), "extended"),
        (replace(NATURALISATION, extensions=2), date(2027, 2, 28), "exhausted"),
        (PLAIN, date(2026, 3, 30), "no-extension"),
    ],
)
def test_a_term_is_extended_while_it_runs_and_as_often_as_its_law_allows(case, told_on, answer):
    assert rules.may_extend(case, told_on, date(2028, 1, 1)).code == answer


def test_an_extension_needs_its_condition_and_a_letter_that_has_been_sent():
    assert rules.may_extend(CORRECTION, date(2026, 3, 3), date(2026, 3, 3), confirmed=False).code == "not-the-case"
    assert rules.may_extend(OPTION, date(2025, 10, 1), date(2025, 10, 1), confirmed=False).code == "extended"
    assert rules.may_extend(PASSPORT, date(2026, 3, 4), date(2026, 3, 3)).code == "told-later"


@pytest.mark.parametrize(
    ("case", "times", "due"),
    [
        (PASSPORT, 1, date(2026, 4, 28)),
        (OPTION, 1, date(2026, 3, 27)),
        (CORRECTION, 2, date(2026, 7, 20)),
        (NATURALISATION, 2, date(2027, 8, 31)),
    ],
)
def test_an_extended_case_is_due_later(case, times, due):
    assert replace(case, extensions=times).due == due


@pytest.mark.parametrize(
    ("case", "told_on", "promised", "answer"),
    [
        (PLAIN, date(2026, 4, 28), date(2026, 4, 29), "moved"),
        (PLAIN, date(2026, 4, 28), date(2026, 4, 28), "no-later"),
        (PLAIN, date(2026, 4, 29), date(2026, 5, 29), "too-late"),
        (PASSPORT, date(2026, 3, 31), date(2026, 4, 10), "told"),
        (PASSPORT, date(2026, 3, 1), date(2026, 4, 10), "told-outside"),
        (replace(PASSPORT, state=rules.DECIDED), date(2026, 3, 10), date(2026, 4, 10), "decided"),
    ],
)
def test_a_notice_of_delay_moves_a_term_that_no_law_of_its_own_sets_awb_4_14(case, told_on, promised, answer):
    assert rules.may_announce_delay(case, told_on, promised, date(2026, 6, 1)).code == answer


def test_the_term_of_a_law_stays_where_it_is_and_the_other_moves_with_what_stood_still_later():
    told = {"told_on": date(2026, 3, 20), "promised": date(2026, 5, 20)}
    assert replace(PASSPORT, **told).due == PASSPORT.due == date(2026, 3, 30)
    assert replace(PLAIN, **told).due == date(2026, 5, 20)
    stops = (Suspension(date(2026, 3, 5), date(2026, 3, 10)), Suspension(date(2026, 4, 1), date(2026, 4, 8)))
    assert replace(PLAIN, suspensions=stops, **told).due == date(2026, 5, 26)


LATE = facts("decision.default", date(2026, 1, 5))  # until 2 March
NOTICE = date(2026, 3, 3)
FIRST = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("case", "came_in", "answer"),
    [
        (LATE, date(2026, 3, 2), "too-early"),
        (LATE, date(2026, 3, 3), "counts"),
        (LATE, date(2026, 6, 2), "came-later"),
        (replace(LATE, default_notice=NOTICE), date(2026, 3, 9), "already"),
        (replace(LATE, state=rules.SUSPENDED), NOTICE, "suspended"),
        (replace(LATE, state=rules.DECIDED, decided_on=NOTICE), NOTICE, "decided"),
        (replace(LATE, state=rules.DECIDED, decided_on=FIRST), NOTICE, "decided-in-time"),
        (replace(LATE, state=rules.DECIDED, decided_on=FIRST + DAY), NOTICE, "counts"),
    ],
)
def test_a_notice_of_default_counts_after_the_term_and_before_the_decision_awb_4_17(case, came_in, answer):
    assert penalty_rules.may_receive_default(case, came_in, date(2026, 6, 1)).code == answer


def test_a_notice_of_default_asks_to_decide_in_two_weeks_and_to_fix_the_penalty():
    granted = penalty_rules.may_receive_default(LATE, NOTICE, NOTICE)
    assert isinstance(granted, Granted)
    assert [(order.done_by, order.due) for order in granted.duties] == [
        ("cases.decide", date(2026, 3, 17)),
        ("cases.fix_penalty", date(2026, 5, 12)),
    ]


COSTING = replace(LATE, default_notice=NOTICE)


@pytest.mark.parametrize(
    ("day", "cost"),
    [
        (FIRST - DAY, 0),
        (FIRST, 23),
        (FIRST + 13 * DAY, 14 * 23),
        (FIRST + 14 * DAY, 14 * 23 + 35),
        (FIRST + 27 * DAY, 14 * 58),
        (FIRST + 28 * DAY, 14 * 58 + 45),
        (FIRST + 41 * DAY, 1442),
        (FIRST + 42 * DAY, 1442),
    ],
)
def test_being_late_costs_so_much_a_day_for_42_days_awb_4_17(day, cost):
    assert penalty_rules.cost(COSTING, day, RATES) == Euro.of(cost)


@pytest.mark.parametrize(("decided_on", "days"), [(FIRST, 0), (FIRST + DAY, 1), (FIRST + 60 * DAY, 42)])
def test_the_day_of_the_decision_costs_nothing_any_more(decided_on, days):
    decided = replace(COSTING, state=rules.DECIDED, decided_on=decided_on)
    expected = penalty_rules.cost(COSTING, FIRST + (days - 1) * DAY, RATES) if days else Euro()
    assert penalty_rules.cost(decided, date(2027, 1, 1), RATES) == expected


@pytest.mark.parametrize(
    ("decided_on", "due"), [(FIRST, None), (FIRST + DAY, "2026-04-01"), (FIRST + 60 * DAY, "2026-05-12")]
)
def test_a_decision_that_cost_money_asks_to_fix_it_in_two_weeks_awb_4_18(decided_on, due):
    asked = penalty_rules.duties_of_decision(COSTING, decided_on)
    assert [str(order.due) for order in asked] == ([due] if due else [])
    assert bool(penalty_rules.nothing_due(COSTING, decided_on)) == (due is None)


@pytest.mark.parametrize(
    ("case", "day", "answer"),
    [
        (LATE, date(2026, 6, 1), "no-notice"),
        (COSTING, FIRST + 41 * DAY, "still-running"),
        (COSTING, FIRST + 42 * DAY, "fixed"),
        (replace(COSTING, state=rules.DECIDED, decided_on=FIRST + DAY), FIRST + DAY, "fixed"),
        (replace(COSTING, penalty_fixed=True), date(2026, 6, 1), "already"),
    ],
)
def test_a_penalty_is_fixed_once_and_after_its_last_day(case, day, answer):
    assert penalty_rules.may_fix_penalty(case, day).code == answer


@pytest.mark.parametrize("reason", penalty_rules.NOT_DUE)
def test_where_the_law_says_so_nothing_is_due(reason):
    assert penalty_rules.may_fix_penalty(COSTING, date(2026, 6, 1), reason).code == reason
    assert penalty_rules.amount_due(COSTING, date(2026, 6, 1), RATES, reason) == Euro()
    assert penalty_rules.amount_due(COSTING, date(2026, 6, 1), RATES) == Euro.of(1442)


@given(day=st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_the_cost_never_falls_and_never_passes_its_most(day):
    cost = penalty_rules.cost(COSTING, day, RATES)
    assert cost <= penalty_rules.cost(COSTING, day + DAY, RATES) <= Euro.of(1442)
