"""A complaint is confirmed, heard and settled in time, by somebody who was not there. Awb chapter 9."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.law_terms import law_term
from noaber.calendar.working_days import is_working_day
from noaber.heard import complaint as rules
from noaber.heard.complaint import ASIDE, FOUNDED, HEARD, INFORMAL, PARTLY, PLAIN, UNFOUNDED, Complaint
from noaber.heard.terms import HeardTerms
from noaber.values import Clause, Granted, Term

CLAUSE = Clause("voorbeeld-2024", "3.2")
TERMS = HeardTerms(*(Term(value, CLAUSE, date(2024, 1, 1)) for value in (30, 365, 20, 5)))
MONDAY = date(2026, 2, 2)
FRESH = Complaint(MONDAY, MONDAY - timedelta(days=3), involved=("m-1",))
READY = replace(FRESH, confirmed=True, hearing=HEARD)


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({}, date(2026, 3, 16)),
        ({"adjourned": True}, date(2026, 4, 13)),
        ({"committee": True}, date(2026, 4, 13)),
        ({"committee": True, "adjourned": True}, date(2026, 5, 11)),
        # Six weeks after Saturday 21 February is Easter Saturday; Easter Monday does not count either.
        ({"received": date(2026, 2, 21)}, date(2026, 4, 7)),
    ],
)
def test_a_complaint_is_settled_within_six_weeks_ten_with_a_committee_and_four_more_when_adjourned(changes, due):
    assert replace(FRESH, **changes).due == due


def test_the_terms_of_law_are_those_of_9_11_and_9_8():
    codes = ("complaint", "complaint.committee", "complaint.aside")
    assert [law_term(code).span.number for code in codes] == [6, 10, 4]
    assert FRESH.aside_due == date(2026, 3, 2)


@given(received=st.dates(date(2024, 1, 1), date(2027, 12, 31)), committee=st.booleans(), adjourned=st.booleans())
def test_a_term_ends_on_a_working_day_and_adjourning_never_shortens_it(received, committee, adjourned):
    one = Complaint(received, received, committee, adjourned=adjourned)
    assert is_working_day(one.due)
    assert replace(one, adjourned=True).due >= one.due >= received + timedelta(weeks=10 if committee else 6)


@pytest.mark.parametrize(
    ("happened", "older"),
    [(date(2025, 2, 2), False), (date(2025, 2, 1), True), (date(2025, 2, 3), False)],
)
def test_a_year_to_the_day_is_not_longer_than_a_year(happened, older):
    assert replace(FRESH, happened=happened).older == older


TUESDAY, WEDNESDAY = date(2026, 2, 3), date(2026, 2, 4)


@pytest.mark.parametrize(
    ("received", "happened", "code"),
    [
        (TUESDAY, TUESDAY, "registered"),
        (WEDNESDAY, TUESDAY, "received-later"),
        (MONDAY, TUESDAY, "happened-later"),
        (TUESDAY, date(2020, 1, 1), "registered"),
    ],
)
def test_every_complaint_is_registered_however_old_but_not_before_its_day(received, happened, code):
    assert rules.may_register(Complaint(received, happened), TUESDAY, TERMS).code == code


def test_registering_asks_to_confirm_within_five_working_days_and_to_settle_in_time():
    granted = rules.may_register(FRESH, MONDAY, TERMS)
    assert isinstance(granted, Granted)
    asked = [(duty.code, duty.due, duty.done_by) for duty in granted.duties]
    assert asked == [
        ("klacht-bevestigen", date(2026, 2, 9), "heard.confirm"),
        ("klacht-afhandelen", date(2026, 3, 16), "heard.settle"),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [({}, "confirmed"), ({"confirmed": True}, "already-confirmed"), ({"settled": True}, "settled")],
)
def test_receipt_is_confirmed_once(changes, code):
    assert rules.may_confirm(replace(FRESH, **changes)).code == code


@pytest.mark.parametrize(
    ("who", "hearing", "changes", "code"),
    [
        ("m-2", HEARD, {}, "heard"),
        ("m-2", PLAIN, {}, "heard"),
        ("m-1", HEARD, {}, "involved"),
        ("m-2", "over-the-phone", {}, "unknown-hearing"),
        ("m-2", HEARD, {"settled": True}, "settled"),
    ],
)
def test_who_was_involved_does_not_hear(who, hearing, changes, code):
    assert rules.may_hear(replace(FRESH, **changes), who, hearing).code == code


@pytest.mark.parametrize(
    ("changes", "day", "code"),
    [
        ({}, date(2026, 3, 16), "adjourned"),
        ({}, date(2026, 3, 17), "term-passed"),
        ({"adjourned": True}, date(2026, 3, 16), "already-adjourned"),
        ({"settled": True}, MONDAY, "settled"),
    ],
)
def test_it_is_adjourned_once_and_within_its_term(changes, day, code):
    assert rules.may_adjourn(replace(FRESH, **changes), day).code == code


def test_adjourning_asks_for_the_later_day():
    granted = rules.may_adjourn(FRESH, MONDAY)
    assert isinstance(granted, Granted) and [duty.due for duty in granted.duties] == [date(2026, 4, 13)]


@pytest.mark.parametrize(
    ("changes", "who", "finding", "code", "clause"),
    [
        ({}, "m-2", FOUNDED, FOUNDED, rules.AWB_9_12),
        ({}, "m-2", PARTLY, PARTLY, rules.AWB_9_12),
        ({}, "m-2", UNFOUNDED, UNFOUNDED, rules.AWB_9_12),
        ({}, "m-1", UNFOUNDED, "involved", rules.AWB_9_7),
        ({}, "m-1", INFORMAL, "involved", rules.AWB_9_7),
        ({}, "m-2", "half", "unknown-finding", rules.AWB_9_12),
        ({"settled": True}, "m-2", FOUNDED, "settled", rules.AWB_9_12),
        ({"hearing": ""}, "m-2", FOUNDED, "not-heard", rules.AWB_9_10),
        ({"confirmed": False}, "m-2", FOUNDED, "not-confirmed", rules.AWB_9_6),
        ({"hearing": PLAIN}, "m-2", UNFOUNDED, UNFOUNDED, rules.AWB_9_12),
        ({"hearing": PLAIN}, "m-2", PARTLY, "plainly-unfounded", rules.AWB_9_10),
        ({"hearing": "", "confirmed": False}, "m-2", INFORMAL, "satisfied", rules.AWB_9_5),
    ],
)
def test_a_finding_needs_somebody_who_was_not_there_and_a_hearing(changes, who, finding, code, clause):
    decision = rules.may_settle(replace(READY, **changes), who, finding)
    assert (decision.code, decision.clause) == (code, clause)


@pytest.mark.parametrize(
    ("happened", "ground", "day", "code"),
    [
        (date(2025, 2, 1), rules.OLDER, MONDAY, "aside"),
        (date(2025, 2, 2), rules.OLDER, MONDAY, "not-older"),
        (MONDAY, rules.BEFORE, MONDAY, "aside"),
        (MONDAY, rules.OTHER_WAY, MONDAY, "aside"),
        (MONDAY, "", MONDAY, "no-ground"),
        (MONDAY, "no-time", MONDAY, "no-ground"),
        (MONDAY, rules.TRIFLE, date(2026, 3, 2), "aside"),
        (MONDAY, rules.TRIFLE, date(2026, 3, 3), "aside-late"),
    ],
)
def test_a_complaint_is_left_aside_only_on_a_ground_of_9_8(happened, ground, day, code):
    decision = rules.may_settle(replace(FRESH, happened=happened), "m-2", ASIDE, ground, day)
    assert (decision.code, decision.clause) == (code, rules.AWB_9_8)


def test_settling_counts_its_finding_and_being_late():
    assert [line.measure for line in rules.registered_lines(1, MONDAY, TERMS)] == ["complaint"]
    in_time = rules.settled_lines(READY, FOUNDED, 1, READY.due, TERMS)
    assert [(line.measure, line.key) for line in in_time] == [("complaint.settled", FOUNDED)]
    late = rules.settled_lines(READY, FOUNDED, 1, READY.due + timedelta(days=1), TERMS)
    assert [line.measure for line in late] == ["complaint.settled", "complaint.overdue"]
