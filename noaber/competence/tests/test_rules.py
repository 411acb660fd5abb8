"""Who may sign what: every boundary day of an appointment, and what may be recorded and ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.agreement.book import COMPETENCES
from noaber.competence.rules import (
    ABS,
    BABS,
    BRP,
    BW_1_16,
    BW_1_18A,
    KINDS,
    OATH,
    SECRECY,
    VOE,
    VOG,
    Competence,
    expiring,
    may_end,
    may_pass_deed,
    may_record,
    may_review,
    may_sign,
    review_lines,
)
from noaber.competence.terms import CompetenceTerms
from noaber.values import Clause, Granted, Refused, Term

CLAUSE = Clause("voorbeeld-2024", "3.2")
TERMS = CompetenceTerms(lead_days=Term(60, CLAUSE))
FIRST, LAST = date(2026, 3, 2), date(2026, 8, 31)
TODAY = date(2026, 5, 20)
OATHED = Competence(OATH, date(2020, 1, 6))
APPOINTED = Competence(ABS, FIRST, LAST, "B&W 2026/12")


def sign(needs, held, day=TODAY, others=()):
    return may_sign(needs, held, day, others, CLAUSE)


def record(kind, since=TODAY, until=None, decision="B&W 1", held=()):
    return may_record(KINDS[kind], held, Competence(kind, since, until, decision), TODAY, TERMS)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (FIRST - timedelta(days=1), "not-competent"),
        (FIRST, "competent"),
        (LAST, "competent"),
        (LAST + timedelta(days=1), "not-competent"),
    ],
)
def test_an_appointment_holds_on_its_first_and_its_last_day_and_not_around_them(day, code):
    assert sign((ABS,), [APPOINTED, OATHED], day).code == code


@pytest.mark.parametrize(
    ("needs", "kinds", "code"),
    [
        ((ABS,), (ABS, OATH), "competent"),
        ((ABS,), (BABS, OATH), "not-competent"),  # an extraordinary registrar does weddings only
        ((ABS, BABS), (BABS, OATH), "competent"),
        ((ABS, BABS), (BABS,), "no-oath"),
        ((ABS,), (ABS,), "no-oath"),
        ((ABS,), (OATH,), "not-competent"),
        ((VOE,), (VOE,), "competent"),
        ((VOE,), (ABS, OATH), "not-competent"),
        ((), (), "nothing-needed"),
    ],
)
def test_what_is_needed_must_be_held_and_a_registrar_has_taken_the_oath(needs, kinds, code):
    assert sign(needs, [Competence(kind, FIRST, None, "x") for kind in kinds]).code == code


def test_a_refusal_cites_the_law_says_what_is_missing_and_who_may_today():
    refused = sign((ABS,), [], others=["Jorien Kamp"])
    assert isinstance(refused, Refused) and refused.clause == BW_1_16 and "Jorien Kamp" in refused.cure
    assert "liep tot en met" in sign((ABS,), [APPOINTED], LAST + timedelta(days=1)).text
    assert "gaat pas in" in sign((ABS,), [APPOINTED], FIRST - timedelta(days=1)).text
    assert "teamleider" in sign((ABS,), []).cure


@pytest.mark.parametrize(("day", "code"), [(date(2020, 1, 5), "no-oath"), (date(2020, 1, 6), "competent")])
def test_the_oath_counts_from_the_day_it_was_taken(day, code):
    assert sign((ABS,), [Competence(ABS, date(2020, 1, 1), None, "x"), OATHED], day).code == code


def test_a_party_passes_no_deed_and_whoever_declares_nothing_counts_as_one():
    assert may_pass_deed(False) == may_pass_deed(False) and may_pass_deed(False).clause == BW_1_18A
    assert (may_pass_deed(False).code, may_pass_deed(True).code) == ("party", "no-party")


@pytest.mark.parametrize(
    ("kind", "since", "until", "decision", "code"),
    [
        (ABS, TODAY, None, "B&W 1", "recorded"),
        (ABS, TODAY, None, "", "no-decision"),
        (VOE, TODAY, None, "", "no-decision"),
        (ABS, TODAY, TODAY, "B&W 1", "recorded"),
        (ABS, TODAY, TODAY - timedelta(days=1), "B&W 1", "ends-before-it-begins"),
        (ABS, TODAY + timedelta(days=1), None, "B&W 1", "recorded"),  # an appointment may lie ahead
        (OATH, TODAY, None, "", "recorded"),
        (OATH, TODAY + timedelta(days=1), None, "", "still-to-come"),  # an oath may not
        (BRP, TODAY, None, "", "not-vetted"),
    ],
)
def test_what_the_college_gives_rests_on_its_decision_and_what_was_seen_has_happened(
    kind, since, until, decision, code
):
    assert record(kind, since, until, decision).code == code


@pytest.mark.parametrize(("kinds", "code"), [((VOG, SECRECY), "recorded"), ((VOG,), "not-vetted"), ((), "not-vetted")])
def test_nobody_works_in_the_brp_without_a_vog_and_a_signed_secrecy(kinds, code):
    held = [Competence(kind, TODAY) for kind in kinds]
    assert record(BRP, decision="", held=held).code == code


@pytest.mark.parametrize(
    ("since", "code"),
    [(LAST, "already-held"), (LAST + timedelta(days=1), "recorded"), (FIRST, "already-held")],
)
def test_the_same_competence_is_not_held_twice_on_one_day(since, code):
    assert record(ABS, since, None, held=[APPOINTED]).code == code


def test_what_ends_asks_to_be_renewed_in_time_and_what_does_not_end_asks_nothing():
    granted = record(ABS, TODAY, LAST)
    assert isinstance(granted, Granted)
    (order,) = granted.duties
    assert (order.due, order.lead, order.holder, order.done_by) == (LAST, 60, "team_lead", "competence.record")
    assert record(ABS).duties == () and record(ABS, FIRST, TODAY - timedelta(days=1)).duties == ()


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (TODAY - timedelta(days=1), "in-the-past"),
        (TODAY, "ended"),
        (LAST, "ended"),
        (LAST + timedelta(days=1), "no-extension"),
    ],
)
def test_a_competence_ends_today_or_later_and_is_not_lengthened_by_ending_it(on, code):
    assert may_end(KINDS[ABS], APPOINTED, on, TODAY).code == code


def test_what_is_over_or_not_begun_has_its_own_answer():
    assert may_end(KINDS[ABS], APPOINTED, date(2026, 9, 2), date(2026, 9, 1)).code == "already-over"
    assert may_end(KINDS[ABS], APPOINTED, TODAY, date(2026, 1, 1)).code == "ended"
    assert may_end(KINDS[ABS], APPOINTED, date(2026, 3, 1), date(2026, 1, 1)).code == "before-it-begins"


@pytest.mark.parametrize(("left", "soon"), [(0, True), (60, True), (61, False)])
def test_what_runs_out_within_the_agreed_days_is_soon(left, soon):
    assert bool(expiring([Competence(ABS, FIRST, TODAY + timedelta(days=left))], TODAY, TERMS)) is soon


def test_what_ran_out_yesterday_is_not_soon_any_more():
    assert expiring([Competence(ABS, FIRST, TODAY - timedelta(days=1))], TODAY, TERMS) == []


@given(
    since=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 900),
    day=st.dates(date(2019, 1, 1), date(2034, 1, 1)),
)
def test_nobody_signs_on_a_day_that_no_appointment_covers(since, length, day):
    held = [Competence(ABS, since, since + timedelta(days=length)), Competence(OATH, date(2019, 1, 1))]
    covered = since <= day <= since + timedelta(days=length)
    assert isinstance(sign((ABS,), held, day), Granted) == covered


def test_everything_that_a_product_can_need_is_a_kind_of_competence():
    assert set(COMPETENCES) <= set(KINDS)


@pytest.mark.parametrize(
    ("reviewed", "code"), [([], "nobody-reviewed"), (["a"], "reviewed"), (["a", "x"], "unknown-account")]
)
def test_a_check_of_rights_is_about_people_who_have_them(reviewed, code):
    assert may_review(reviewed, {"a", "b"}, CLAUSE).code == code


def test_a_check_counts_the_accounts_seen_of_all_there_are():
    (line,) = review_lines([("FB-01", CLAUSE)], ["a", "a"], {"a", "b", "c"}, TODAY)
    assert (line.key, line.quantity, line.base, line.clause) == ("FB-01", 1, 3, "3.2")
