"""When a report may be fixed and checked, and what that counts for."""

from datetime import date

import pytest

from noaber.reporting.rules import (
    AGREED,
    CONCEPT,
    FIXED,
    ReportFacts,
    due_on,
    fixed_lines,
    may_check,
    may_fix,
    may_remark,
)
from noaber.reporting.tests import example_report as example
from noaber.values import Granted, Period

TERMS, Q3 = example.terms(), Period.quarter(2026, 3)


@pytest.mark.parametrize(
    ("day", "state", "code"),
    [
        (date(2026, 9, 30), CONCEPT, "quarter-goes-on"),
        (date(2026, 10, 1), CONCEPT, "fixed"),
        (date(2026, 10, 1), FIXED, "already-fixed"),
        (date(2026, 10, 1), AGREED, "already-fixed"),
    ],
)
def test_a_report_is_fixed_once_and_only_after_its_quarter(day, state, code):
    assert may_fix(ReportFacts(Q3, state), day, TERMS).code == code


def test_fixing_asks_the_client_to_check_the_facts_within_five_working_days():
    decision = may_fix(ReportFacts(Q3), date(2026, 10, 20), TERMS)
    assert isinstance(decision, Granted)
    assert [(duty.holder, duty.due, duty.done_by) for duty in decision.duties] == [
        ("director", date(2026, 10, 27), "reporting.check_facts")
    ]


@pytest.mark.parametrize(("day", "met"), [(date(2026, 10, 28), 1), (date(2026, 10, 29), 0)])
def test_a_report_is_on_time_up_to_and_including_the_twentieth_working_day(day, met):
    assert due_on(Q3, TERMS) == date(2026, 10, 28)
    (line,) = fixed_lines(ReportFacts(Q3), day, TERMS)
    assert (line.measure, line.key, line.quantity, line.base) == ("kpi", "RP-01", met, 1)


@pytest.mark.parametrize(
    ("state", "agrees", "note", "code"),
    [
        (CONCEPT, True, "", "not-fixed"),
        (FIXED, True, "", "agreed"),
        (FIXED, False, "", "no-reason"),
        (FIXED, False, "BZ-06 klopt niet.", "disputed"),
        (AGREED, True, "", "already-checked"),
    ],
)
def test_the_client_answers_once_and_says_what_is_wrong(state, agrees, note, code):
    assert may_check(ReportFacts(Q3, state), agrees, note, TERMS).code == code


def test_nothing_is_explained_any_more_once_a_report_is_fixed():
    assert may_remark(ReportFacts(Q3, FIXED), example.clause("6")).code == "already-fixed"
    assert may_remark(ReportFacts(Q3), example.clause("6")).code == "remarked"
