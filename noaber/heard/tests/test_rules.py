"""What is taken as an answer, and from how many answers on anything is shown."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.heard import rules
from noaber.heard.rules import Link, average, grade_words, may_answer, may_invite, plain_words
from noaber.heard.terms import HeardTerms
from noaber.values import Clause, Line, Term

CLAUSE = Clause("voorbeeld-2024", "3.2")


def term(value: int) -> Term[int]:
    return Term(value, CLAUSE, date(2024, 1, 1))


TERMS = HeardTerms(term(30), term(365), term(20), term(5))
DAY = date(2026, 3, 2)
OPEN = Link(DAY)


@pytest.mark.parametrize(
    ("over", "answered", "code"), [(True, False, "invited"), (False, False, "not-over"), (True, True, "answered")]
)
def test_somebody_is_asked_once_it_is_over_and_not_after_they_answered(over, answered, code):
    assert may_invite(over, answered, TERMS).code == code


@pytest.mark.parametrize(
    ("link", "grade", "words", "code"),
    [
        (OPEN, 1, "", "answered"),
        (OPEN, 10, "", "answered"),
        (OPEN, 0, "", "no-grade"),
        (OPEN, 11, "", "no-grade"),
        (OPEN, 7, "x" * 1_000, "answered"),
        (OPEN, 7, "x" * 1_001, "too-long"),
        (Link(DAY - timedelta(days=1)), 7, "", "expired"),
        (Link(DAY, used=True), 7, "", "used"),
        (Link(DAY, withdrawn=True), 7, "", "withdrawn"),
    ],
)
def test_an_answer_counts_once_in_time_with_a_grade_and_not_too_many_words(link, grade, words, code):
    assert may_answer(link, grade, words, DAY, TERMS).code == code


def test_a_link_works_up_to_and_including_its_last_day():
    last = rules.expires_on(DAY, TERMS)
    assert last == date(2026, 4, 1)
    assert may_answer(Link(last), 8, "", last, TERMS).code == "answered"
    assert may_answer(Link(last), 8, "", last + timedelta(days=1), TERMS).code == "expired"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  goed\r\ngeholpen\r", "goed\ngeholpen"),
        ("nul\x00 bel\x07 tab\t", "nul bel tab"),
        ("om\u202egekeerd\u2066", "omgekeerd"),
        ("familie 👨‍👩‍👧 blij", "familie 👨‍👩‍👧 blij"),
    ],
)
def test_what_cannot_be_seen_is_left_out_and_the_rest_stays(typed, kept):
    assert plain_words(typed) == kept


@given(st.text())
def test_cleaned_words_have_no_control_characters_and_cleaning_again_changes_nothing(text):
    clean = plain_words(text)
    assert all(one == "\n" or one.isprintable() or ord(one) > 0x9F for one in clean)
    assert plain_words(clean) == clean


@pytest.mark.parametrize(
    ("total", "answers", "shown"), [(160, 20, Fraction(8)), (152, 19, None), (0, 0, None), (163, 20, Fraction(163, 20))]
)
def test_a_grade_is_shown_from_twenty_answers_on(total, answers, shown):
    assert average(total, answers, TERMS) == shown


@pytest.mark.parametrize(
    ("grade", "words"),
    [(Fraction(8), "8,0"), (Fraction(163, 20), "8,2"), (Fraction(161, 20), "8,1"), (Fraction(8049, 1000), "8,0")],
)
def test_a_grade_has_one_decimal_with_the_half_up(grade, words):
    assert grade_words(grade) == words


def test_an_answer_counts_as_one_and_its_grade_for_the_norms_of_its_service():
    lines = rules.answered_lines([("BZ-05", CLAUSE)], 1, 9, DAY, TERMS)
    assert lines == (
        Line("feedback", DAY, 1, "count", 1, "", 0, "3.2"),
        Line("kpi", DAY, 9, "count", 1, "BZ-05", 1, "3.2"),
    )
    assert [line.measure for line in rules.answered_lines([], 3, 9, DAY, TERMS)] == ["feedback"]


def test_words_are_kept_a_year_and_none_are_not_kept():
    assert rules.keep_until("", DAY, TERMS) is None
    assert rules.keep_until("fijn", DAY, TERMS) == date(2027, 3, 2)
    assert rules.may_forget(0, TERMS).code == "nothing-to-forget" and rules.may_forget(1, TERMS).code == "forgotten"
