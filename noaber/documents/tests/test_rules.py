"""By when a document is ready, how long it may be collected, and what counts of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.law_terms import law_term
from noaber.calendar.working_days import add_working_days, is_working_day, working_days_between
from noaber.documents import rules
from noaber.documents.rules import Document, Kind
from noaber.documents.terms import DocumentTerms
from noaber.values import Clause, Granted, Period, Refused, Term, grant, refuse

CLAUSE = Clause("voorbeeld-2024", "3.1")
KPI = Clause("voorbeeld-2024", "5")
SINCE = date(2024, 1, 1)
TERMS = DocumentTerms(Term(1, CLAUSE, SINCE), Term(15, CLAUSE, SINCE))
PASSPORT = Kind("paspoort", "Paspoort", 1, "burgemeester", CLAUSE, 5, law_term(rules.PASSPORT), kpis=(("BZ-03", KPI),))
LICENCE = replace(PASSPORT, code="rijbewijs", name="Rijbewijs", term=law_term(rules.LICENCE))
DUE = date(2026, 11, 9)
UNTIL = date(2027, 2, 9)
WAITING = Document(PASSPORT, DUE)
READY = replace(WAITING, state=rules.READY, collect_until=UNTIL)
TWO = grant("two-people", CLAUSE, "")


def at(day: date, days: int) -> date:
    return day + timedelta(days=days)


@pytest.mark.parametrize(
    ("applied", "hour", "urgent", "due"),
    [
        (date(2026, 11, 2), 9, False, date(2026, 11, 9)),
        (date(2026, 11, 2), 16, False, date(2026, 11, 9)),
        (date(2026, 12, 24), 9, False, date(2027, 1, 4)),
        (date(2026, 11, 2), 14, True, date(2026, 11, 3)),
        (date(2026, 11, 2), 15, True, date(2026, 11, 4)),
        (date(2026, 11, 6), 14, True, date(2026, 11, 9)),
    ],
)
def test_it_is_to_be_ready_so_many_working_days_after_the_application(applied, hour, urgent, due):
    assert rules.due_on(PASSPORT, applied, hour, urgent, TERMS) == due


@pytest.mark.parametrize(
    ("kind", "applied", "ready", "until"),
    [
        (PASSPORT, date(2026, 11, 2), date(2026, 11, 9), date(2027, 2, 9)),
        (LICENCE, date(2026, 11, 2), date(2026, 11, 9), date(2027, 2, 2)),
        # The last day falls on a Saturday and moves to Monday; 30 November has no counterpart in February.
        (PASSPORT, date(2026, 11, 6), date(2026, 11, 13), date(2027, 2, 15)),
        (PASSPORT, date(2026, 11, 23), date(2026, 11, 30), date(2027, 3, 1)),
        (LICENCE, date(2026, 9, 25), date(2026, 10, 1), date(2026, 12, 28)),
    ],
)
def test_it_may_be_collected_for_three_months_from_its_own_event(kind, applied, ready, until):
    assert rules.collect_until(kind, applied, ready) == until


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "niet meer"),
        (0, "alleen vandaag"),
        (1, "1 dag "),
        (6, "6 dagen"),
        (7, "1 week"),
        (13, "1 week"),
        (14, "2 weken"),
    ],
)
def test_how_long_it_lies_there_is_said_in_weeks_and_at_the_end_in_days(days, words):
    assert words in rules.left_to_collect(at(DUE, days), DUE)


@pytest.mark.parametrize(
    ("number", "reference", "known", "code"),
    [
        (0, "", False, "wrong-number"),
        (1, "", False, "applied"),
        (20, "R-1", False, "applied"),
        (21, "R-1", False, "wrong-number"),
        (1, "R-1", True, "already-known"),
        (1, "123456782", False, "wrong-reference"),
        (1, "123456789", False, "applied"),
        (1, "R" * 40, False, "applied"),
        (1, "R" * 41, False, "wrong-reference"),
        (1, "R\x00", False, "wrong-reference"),
    ],
)
def test_what_may_be_recorded_under_a_request_number(number, reference, known, code):
    assert rules.may_apply(PASSPORT, number, reference, known).code == code


@pytest.mark.parametrize(
    ("documents", "code"),
    [
        ([], "nothing-ticked"),
        ([WAITING], "received"),
        ([WAITING, replace(WAITING, kind=LICENCE)], "received"),
        ([WAITING, READY], "not-waited-for"),
        ([replace(WAITING, state=rules.CANCELLED)], "not-waited-for"),
    ],
)
def test_only_what_is_waited_for_comes_in(documents, code):
    assert rules.may_receive(documents, CLAUSE).code == code


@pytest.mark.parametrize(
    ("document", "day", "code", "clause"),
    [
        (WAITING, DUE, "not-ready", CLAUSE),
        (replace(READY, state=rules.HANDED_OUT), DUE, "not-ready", CLAUSE),
        (READY, UNTIL, "handed-out", CLAUSE),
        (READY, at(UNTIL, 1), "term-passed", rules.PPW_42_4),
        (replace(READY, kind=LICENCE), at(UNTIL, 1), "term-passed", rules.RR_122_2),
    ],
)
def test_it_is_handed_out_up_to_and_including_its_last_day(document, day, code, clause):
    decision = rules.may_hand_out(document, day, TWO)
    assert (decision.code, decision.clause) == (code, clause)


def test_who_took_the_application_does_not_hand_out_but_under_a_deviation():
    pun = Clause("PUN", "93")
    same = rules.may_hand_out(READY, DUE, refuse("same-person", pun, "", "", "separation.open"))
    assert isinstance(same, Refused) and (same.code, same.clause, same.instead) == (
        "same-person",
        pun,
        "separation.open",
    )
    assert rules.may_hand_out(READY, DUE, grant("deviation", pun, "")).code == "deviation"


@pytest.mark.parametrize(
    ("documents", "reason", "day", "code", "clause"),
    [
        ([], rules.UNCOLLECTED, UNTIL, "nothing-ticked", CLAUSE),
        ([READY], "lost", UNTIL, "unknown-reason", CLAUSE),
        ([WAITING], rules.FAULTY, UNTIL, "not-ready", CLAUSE),
        ([READY], rules.UNCOLLECTED, UNTIL, "still-collectable", rules.PPW_42_4),
        ([READY], rules.UNCOLLECTED, at(UNTIL, 1), "destroyed", rules.PPW_42_4),
        ([replace(READY, kind=LICENCE)], rules.UNCOLLECTED, UNTIL, "still-collectable", rules.RR_122_2),
        ([replace(READY, kind=LICENCE)], rules.UNCOLLECTED, at(UNTIL, 1), "destroyed", rules.RR_122_2),
        ([READY], rules.FAULTY, DUE, "destroyed", rules.PUN_49),
        ([replace(READY, kind=LICENCE)], rules.FAULTY, DUE, "destroyed", rules.RR_122_1),
        ([READY, replace(READY, kind=LICENCE)], rules.UNCOLLECTED, at(UNTIL, 1), "mixed", CLAUSE),
        (
            [READY, replace(READY, collect_until=at(UNTIL, 1))],
            rules.UNCOLLECTED,
            at(UNTIL, 1),
            "still-collectable",
            rules.PPW_42_4,
        ),
    ],
)
def test_it_is_taken_out_of_circulation_after_three_months_or_when_it_is_faulty(documents, reason, day, code, clause):
    decision = rules.may_destroy(documents, reason, day, CLAUSE)
    assert (decision.code, decision.clause) == (code, clause)


@pytest.mark.parametrize(
    ("document", "reason", "code"),
    [
        (WAITING, rules.WITHDRAWN, "cancelled"),
        (WAITING, rules.REFUSED, "cancelled"),
        (WAITING, rules.UNCOLLECTED, "unknown-reason"),
        (READY, rules.WITHDRAWN, "not-waited-for"),
    ],
)
def test_an_application_lapses_only_while_the_document_is_waited_for(document, reason, code):
    assert rules.may_cancel(document, reason).code == code


@pytest.mark.parametrize(
    ("document", "day", "code"),
    [
        (WAITING, DUE, "not-passed"),
        (WAITING, at(DUE, 1), "passed"),
        (replace(WAITING, urgent=True), at(DUE, 1), "not-passed"),
        (replace(WAITING, passed=True), at(DUE, 1), "not-passed"),
        (READY, at(DUE, 1), "not-passed"),
    ],
)
def test_the_clock_counts_what_is_not_ready_the_day_after_its_norm(document, day, code):
    assert rules.may_pass(document, day).code == code


@pytest.mark.parametrize(
    ("term", "checked", "left", "day", "code", "clause"),
    [
        (rules.PASSPORT, False, 0, date(2026, 10, 31), "month-not-over", rules.PUN_85_2),
        (rules.PASSPORT, False, 0, date(2026, 11, 1), "checked", rules.PUN_85_2),
        (rules.PASSPORT, True, 0, date(2026, 11, 1), "already-checked", rules.PUN_85_2),
        (rules.PASSPORT, False, 1, date(2026, 11, 1), "some-left", rules.PUN_85_2),
        (rules.LICENCE, False, 0, date(2026, 11, 1), "checked", rules.RR_122_2),
        (rules.LICENCE, False, 2, date(2026, 11, 1), "some-left", rules.RR_122_2),
        ("something.else", False, 0, date(2026, 11, 1), "no-such-documents", CLAUSE),
    ],
)
def test_the_check_of_a_month_comes_once_after_it_and_when_nothing_is_left(term, checked, left, day, code, clause):
    decision = rules.may_check(term, Period.month(2026, 10), checked, left, day, CLAUSE)
    assert (decision.code, decision.clause) == (code, clause)


def counted(lines):
    return [(line.measure, line.key, line.quantity, line.base, line.day) for line in lines]


@pytest.mark.parametrize(
    ("document", "day", "lines"),
    [
        (WAITING, DUE, [("kpi", "BZ-03", 1, 1, DUE)]),
        (WAITING, at(DUE, 1), [("kpi", "BZ-03", 0, 1, at(DUE, 1))]),
        (replace(WAITING, passed=True), at(DUE, 1), []),
        (replace(WAITING, urgent=True), DUE, [("kpi.excluded", "BZ-03:urgent", 1, 0, DUE)]),
        (replace(WAITING, urgent=True), at(DUE, 9), [("kpi.excluded", "BZ-03:urgent", 1, 0, at(DUE, 9))]),
        (replace(WAITING, kind=replace(PASSPORT, kpis=())), DUE, []),
    ],
)
def test_what_is_ready_on_its_norm_day_is_in_time_and_a_working_day_later_is_late(document, day, lines):
    assert counted(rules.received_lines(document, day)) == lines


@pytest.mark.parametrize(
    ("document", "lines"),
    [
        (WAITING, [("kpi.excluded", "BZ-03:cancelled", 1, 0, DUE)]),
        (replace(WAITING, urgent=True), [("kpi.excluded", "BZ-03:urgent", 1, 0, DUE)]),
        (replace(WAITING, passed=True), []),
    ],
)
def test_an_application_that_lapses_is_left_out_with_its_reason_unless_it_was_late(document, lines):
    assert counted(rules.cancelled_lines(document, DUE)) == lines


def test_what_the_clock_counts_is_late_on_the_day_it_was_due():
    assert counted(rules.passed_lines(WAITING)) == [("kpi", "BZ-03", 0, 1, DUE)]


DAYS = st.integers(0, 4_380).map(lambda days: date(2024, 1, 1) + timedelta(days=days))


@given(applied=DAYS, took=st.integers(0, 40), urgent=st.booleans(), hour=st.integers(0, 23), ticks=st.integers(0, 60))
def test_every_document_counts_once_in_time_late_or_left_out(applied, took, urgent, hour, ticks):
    """Whatever day it comes in, and whether or not the clock looked before."""
    due = rules.due_on(PASSPORT, applied, hour, urgent, TERMS)
    document, ready = Document(PASSPORT, due, urgent), add_working_days(applied, took)
    looked, lines = at(applied, ticks), []
    if looked <= ready and isinstance(rules.may_pass(document, looked), Granted):
        lines += rules.passed_lines(document)
        document = replace(document, passed=True)
    lines += rules.received_lines(document, ready)
    assert len(lines) == 1 and (lines[0].measure == "kpi.excluded") is urgent
    if not urgent:
        assert bool(lines[0].quantity) is (working_days_between(applied, ready) <= PASSPORT.norm_workdays)


@given(applied=DAYS, took=st.integers(0, 30), kind=st.sampled_from([PASSPORT, LICENCE]), day=DAYS)
def test_on_every_day_it_is_either_handed_out_or_destroyed_and_never_both(applied, took, kind, day):
    until = rules.collect_until(kind, applied, add_working_days(applied, took))
    ready = Document(kind, DUE, state=rules.READY, collect_until=until)
    out, gone = rules.may_hand_out(ready, day, TWO), rules.may_destroy([ready], rules.UNCOLLECTED, day, CLAUSE)
    assert isinstance(out, Granted) is not isinstance(gone, Granted)
    assert is_working_day(until)
