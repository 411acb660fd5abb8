"""Two people, or a deviation that was written down first and is checked afterwards by somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.separation.rules import Deviation, kept_until, may_check, may_do_both, may_open
from noaber.separation.terms import SeparationTerms
from noaber.values import Clause, Granted, Refused, Term

PUN = Clause("PUN", "93")
CLAUSE = Clause("voorbeeld-2024", "3.3")
TERMS = SeparationTerms(longest_days=Term(31, CLAUSE), check_workdays=Term(10, CLAUSE), keep_years=Term(5, CLAUSE))
DAY = date(2026, 7, 6)
ALONE = Deviation("F-2026-1", "Vakantie.", DAY, DAY + timedelta(days=4), ("anna",))


@pytest.mark.parametrize(
    ("first", "second", "day", "code"),
    [
        ("anna", "bert", DAY, "two-people"),
        ("anna", "anna", ALONE.since, "deviation"),
        ("anna", "anna", ALONE.until, "deviation"),
        ("anna", "anna", ALONE.since - timedelta(days=1), "same-person"),
        ("anna", "anna", ALONE.until + timedelta(days=1), "same-person"),
        ("bert", "bert", DAY, "same-person"),  # the deviation names somebody else
    ],
)
def test_one_person_does_both_only_when_named_and_only_in_the_days_of_the_deviation(first, second, day, code):
    assert may_do_both(first, second, day, [ALONE], PUN).code == code


def test_the_refusal_cites_the_law_of_the_product_and_leads_to_the_deviation():
    refused = may_do_both("anna", "anna", DAY, [], PUN)
    assert isinstance(refused, Refused) and refused.clause == PUN and refused.instead == "separation.open"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "opened"),
        ({"reason": "  "}, "no-reason"),
        ({"people": ()}, "no-names"),
        ({"until": DAY - timedelta(days=1)}, "ends-before-it-begins"),
        ({"until": DAY}, "opened"),
        ({"since": DAY - timedelta(days=1)}, "in-the-past"),
        ({"until": DAY + timedelta(days=30)}, "opened"),
        ({"until": DAY + timedelta(days=31)}, "too-long"),
    ],
)
def test_a_deviation_has_a_reason_names_and_an_end_and_is_written_down_before_it_begins(change, code):
    assert may_open(replace(ALONE, **change), DAY, TERMS).code == code


def test_opening_orders_a_check_that_comes_into_sight_when_the_days_are_over():
    granted = may_open(ALONE, DAY, TERMS)
    assert isinstance(granted, Granted)
    (check,) = granted.duties
    assert check.due == date(2026, 7, 24) and check.done_by == "separation.check"
    assert check.due - timedelta(days=check.lead) == ALONE.until


@pytest.mark.parametrize(
    ("day", "who", "findings", "checked", "code"),
    [
        (ALONE.until, "bert", "Gezien.", False, "still-running"),
        (ALONE.until + timedelta(days=1), "bert", "Gezien.", False, "checked"),
        (ALONE.until + timedelta(days=1), "anna", "Gezien.", False, "involved"),
        (ALONE.until + timedelta(days=1), "bert", " ", False, "no-findings"),
        (ALONE.until + timedelta(days=1), "bert", "Gezien.", True, "already-checked"),
    ],
)
def test_the_check_is_done_once_afterwards_by_somebody_who_was_not_involved(day, who, findings, checked, code):
    assert may_check(replace(ALONE, checked=checked), who, findings, day).code == code


def test_a_deviation_is_kept_five_years_after_its_last_day():
    assert kept_until(date(2026, 7, 10), TERMS) == date(2031, 7, 10)
    assert kept_until(date(2024, 2, 29), TERMS) == date(2029, 2, 28)


@given(who=st.sampled_from(["anna", "bert", "cas"]), people=st.sets(st.sampled_from(["anna", "bert", "cas"])))
def test_whoever_may_do_both_may_never_check(who, people):
    named = replace(ALONE, people=tuple(sorted(people)))
    both = isinstance(may_do_both(who, who, DAY, [named], PUN), Granted)
    check = may_check(named, who, "Gezien.", named.until + timedelta(days=1))
    assert both != isinstance(check, Granted)
