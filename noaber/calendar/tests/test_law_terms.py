"""The terms of law as data: each counted on an example, each extended as its article says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.awb import DEFAULT, OBJECTION, Suspension, decision_due
from noaber.calendar.deadlines import Span, applies
from noaber.calendar.law_terms import extended_due, law_term, law_terms

EXAMPLES = [
    ("move.latest", "2025-12-24", "2025-12-30"),
    ("move.earliest", "2026-06-01", "2026-05-04"),
    ("first.registration", "2025-10-06", "2025-10-13"),
    ("overview.sent", "2025-11-28", "2025-12-29"),
    ("data.request", "2025-11-27", "2025-12-29"),
    ("data.request", "2025-11-26", "2025-12-24"),
    ("name.use", "2026-03-02", "2026-03-30"),
    ("restriction", "2026-03-09", "2026-04-07"),
    ("correction", "2025-11-28", "2025-12-29"),
    ("protocol.request", "2026-04-07", "2026-05-06"),
    ("tmv.answer", "2025-12-22", "2025-12-31"),
    ("investigation.triage", "2025-12-22", "2025-12-31"),
    ("laa.status", "2025-12-01", "2025-12-29"),
    ("laa.result", "2025-12-01", "2026-06-01"),
    ("laa.result", "2026-04-03", "2026-10-03"),
    ("birth", "2026-12-24", "2026-12-29"),
    ("birth", "2025-04-30", "2025-05-06"),
    ("marriage.earliest", "2025-12-01", "2025-12-15"),
    ("marriage.earliest", "2025-12-11", "2025-12-25"),
    ("marriage.lapse", "2025-12-27", "2026-12-27"),
    ("divorce.lapse", "2025-08-31", "2026-02-28"),
    ("passport.provide", "2025-11-28", "2025-12-29"),
    ("passport.uncollected", "2025-11-30", "2026-03-02"),
    ("licence.uncollected", "2025-09-26", "2025-12-29"),
    ("vog.forward", "2026-03-03", "2026-03-03"),
    ("vog.decide", "2026-03-02", "2026-03-30"),
    ("vog.refuse", "2025-10-30", "2025-12-29"),
    ("option", "2025-09-26", "2025-12-26"),
    ("naturalisation", "2025-12-27", "2026-12-27"),
    ("ceremony.lapse", "2025-08-15", "2026-08-15"),
    ("option.handover", "2025-10-23", "2025-12-29"),
    ("ceremony.call", "2025-11-13", "2025-12-29"),
    ("ceremony.handover", "2026-03-02", "2026-04-13"),
    ("decision.default", "2025-10-30", "2025-12-29"),
    ("objection", "2025-11-13", "2025-12-29"),
    ("burial.latest", "2025-04-24", "2025-05-02"),
    ("complaint", "2026-02-21", "2026-04-07"),
    ("complaint.committee", "2026-02-02", "2026-04-13"),
    ("complaint.aside", "2026-02-02", "2026-03-02"),
]
DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))


def due(code: str, start: str, times: int) -> str:
    found = law_term(code)
    assert found.extension is not None
    return str(extended_due(date.fromisoformat(start), found.span, found.extension.span, times))


@pytest.mark.parametrize(("code", "event", "last"), EXAMPLES)
def test_a_term_of_law_ends_on_its_day(code, event, last):
    assert law_term(code).last_day(date.fromisoformat(event)) == date.fromisoformat(last)


def test_every_term_has_an_example_and_a_source():
    assert {code for code, _, _ in EXAMPLES} == set(law_terms())
    assert all(found.source and found.clause.number for found in law_terms().values())


@pytest.mark.parametrize("code", ["option", "naturalisation", "laa.result", "divorce.lapse", "marriage.lapse"])
def test_the_long_terms_are_left_alone_by_the_act_atw_4(code):
    assert not applies(law_term(code).span)


@pytest.mark.parametrize(
    ("code", "start", "times", "last"),
    [
        ("passport.provide", "2025-10-30", 0, "2025-11-27"),
        ("passport.provide", "2025-10-30", 1, "2025-12-29"),
        ("option", "2025-09-26", 1, "2026-03-27"),
        ("option", "2025-09-27", 1, "2026-03-28"),
        ("correction", "2025-10-02", 1, "2025-12-29"),
        ("correction", "2025-10-02", 2, "2026-02-19"),
        ("naturalisation", "2025-08-31", 1, "2027-02-28"),
        ("naturalisation", "2025-08-31", 2, "2027-08-31"),
    ],
)
def test_an_extension_follows_on_the_term_before_a_weekend_moves_it(code, start, times, last):
    assert due(code, start, times) == last


@given(day=DAYS, code=st.sampled_from(["passport.provide", "option", "correction", "naturalisation"]))
def test_without_an_extension_it_is_the_term_itself(day, code):
    found = law_term(code)
    stops = (Suspension(day, day + timedelta(days=9)),)
    assert extended_due(day, found.span, found.extension.span, 0, stops) == decision_due(day, found.span, stops)


@given(day=DAYS, times=st.integers(0, 4), weeks=st.integers(1, 12))
def test_one_more_extension_ends_later(day, times, weeks):
    one, more = Span(4, "week"), Span(weeks, "week")
    assert extended_due(day, one, more, times) < extended_due(day, one, more, times + 1)


def test_the_awb_counts_with_the_same_terms():
    assert (law_term("decision.default").span, law_term("objection").span) == (DEFAULT, OBJECTION)
