"""A norm from the complete file, a term from an event to come, and a file that says whether its case may be decided."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.awb import Suspension
from noaber.calendar.deadlines import Span
from noaber.calendar.law_terms import law_term
from noaber.cases import rules
from noaber.cases.clock import why_due
from noaber.cases.event import PAID, may_follow, may_note
from noaber.cases.phases import DONE, NEXT, NOW, OFF, Phase, current, in_order
from noaber.values import Clause, DutyOrder, Granted, grant, refuse

CLAUSE = Clause("voorbeeld-2024", "3.1")
DAY = date(2026, 2, 2)
KIND = rules.Kind(
    "verzoek", "Verzoek", 4, "burgemeester", CLAUSE, Span(1, "year"), 5, ("verstuurd", "terzijde"), ("BZ-09",)
)
FROM_COMPLETE = replace(KIND, norm_from_complete=True)
PAYABLE = replace(FROM_COMPLETE, event=PAID, term=law_term("naturalisation"), file="naturalisation")


@pytest.mark.parametrize(
    ("kind", "complete_on", "norm_due"),
    [
        (KIND, None, date(2026, 2, 9)),
        (KIND, date(2026, 3, 2), date(2026, 2, 9)),
        (FROM_COMPLETE, None, None),
        (FROM_COMPLETE, date(2026, 3, 2), date(2026, 3, 9)),
    ],
)
def test_the_norm_runs_from_receipt_or_from_the_complete_file(kind, complete_on, norm_due):
    assert rules.Facts(kind, rules.OPEN, DAY, complete_on=complete_on).norm_due == norm_due


def test_what_stood_still_before_the_file_was_complete_does_not_lengthen_the_norm():
    before, after = Suspension(date(2026, 2, 3), date(2026, 2, 13)), Suspension(date(2026, 3, 3), date(2026, 3, 11))
    facts = rules.Facts(FROM_COMPLETE, rules.OPEN, DAY, suspensions=(before,), complete_on=date(2026, 3, 2))
    assert facts.norm_due == date(2026, 3, 9)
    assert replace(facts, suspensions=(before, after)).norm_due == date(2026, 3, 16)


@given(received=st.dates(date(2024, 1, 1), date(2030, 1, 1)), later=st.integers(0, 300))
def test_the_norm_of_a_complete_file_does_not_depend_on_when_it_came_in(received, later):
    done = received + timedelta(days=later)
    late = rules.Facts(FROM_COMPLETE, rules.OPEN, received, complete_on=done)
    assert late.norm_due == rules.Facts(FROM_COMPLETE, rules.OPEN, done, complete_on=done).norm_due


@pytest.mark.parametrize(("ready", "met"), [(date(2026, 3, 9), 1), (date(2026, 3, 10), 0)])
def test_a_decision_counts_under_the_norm_from_the_complete_file(ready, met):
    facts = rules.Facts(FROM_COMPLETE, rules.OPEN, DAY, complete_on=date(2026, 3, 2))
    assert [line.quantity for line in rules.decided(facts, ready) if line.measure == "kpi"] == [met]
    assert isinstance(rules.may_pass(facts, ready), Granted) == (not met)


def test_no_term_runs_until_the_event_that_it_runs_from():
    facts = rules.Facts(PAYABLE, rules.OPEN, DAY)
    assert (facts.due, rules.latest_due(facts), why_due(facts)) == (None, None, None)
    paid = replace(facts, event_day=date(2026, 2, 16), complete_on=date(2026, 3, 2))
    assert (paid.due, rules.latest_due(paid)) == (date(2027, 2, 16), date(2026, 3, 9))
    why = why_due(paid)
    assert why is not None and "compleet" in why.inputs[1].formula
    assert may_note(PAID, None, DAY, CLAUSE).code == "still-to-come"
    assert may_note(PAID, DAY + timedelta(days=1), DAY, CLAUSE).code == "event-day-ahead"
    assert may_follow(PAID, None, DAY, DAY, CLAUSE).code == "event-day-unknown"
    assert may_follow(PAID, DAY, DAY, DAY, CLAUSE).code == "happened"


def test_the_mayor_does_not_extend_what_the_king_decides():
    decision = rules.may_extend(rules.Facts(PAYABLE, rules.OPEN, DAY), DAY, DAY)
    assert (decision.code, decision.clause.number) == ("not-ours", "9, vierde lid")


@pytest.mark.parametrize(("extensions", "due"), [(0, date(2026, 6, 1)), (1, date(2026, 8, 31))])
def test_advice_adds_its_days_to_the_term_of_an_option_extended_or_not(extensions, due):
    option = replace(KIND, clock=Span(13, "week"), term=law_term("option"), norm_days=None)
    facts = rules.Facts(option, rules.OPEN, DAY, extensions=extensions, added_days=28)
    assert facts.due == due and "Langer door advies" in repr(why_due(facts))


def test_a_case_and_its_file_answer_as_one():
    order = DutyOrder("x", CLAUSE, DAY, "clerk", "Doen", "duties.settle")
    yes, no = grant("yes", CLAUSE, "ja", (order,)), refuse("no", CLAUSE, "nee")
    by_file = rules.with_file(grant("decided", CLAUSE, "Besloten."), yes)
    assert by_file == grant("decided", CLAUSE, "Besloten.", (order,))
    assert rules.with_file(yes, no) is no and rules.with_file(no, yes) is no


@pytest.mark.parametrize(("over", "states"), [(False, [DONE, NOW, DONE, NEXT]), (True, [DONE, OFF, DONE, OFF])])
def test_a_file_is_in_the_first_phase_that_is_not_done(over, states):
    wanted = [Phase("a", DAY), Phase("b", None), Phase("c", None, done=True), Phase("d", None)]
    phases = in_order(wanted, over)
    assert [phase.state for phase in phases] == states
    assert (current(phases) or Phase("", None)).title == ("" if over else "b")
