"""Option and naturalisation up to the decision. RWN 2, 6, 6a, 9, 11; BVVN 8, 34, 37."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.law_terms import law_term
from noaber.nationality import rules
from noaber.nationality.file import (
    ADULT,
    BOTH,
    HEARD,
    HEARINGS,
    NATURALISATION,
    OBJECTS,
    OPTION,
    UNDER_12,
    UNDER_16,
    UNDER_18,
    WAIVED,
    Child,
    grounds,
)
from noaber.nationality.tests.nationality_files import (
    AGREED_OPTION,
    DECREED_REQUEST,
    OPTION_FILE,
    PAID,
    RECEIVED,
    REQUEST,
    SENT,
    SENT_REQUEST,
    TERMS,
)
from noaber.values import Granted


def test_the_grounds_are_a_to_p_and_say_what_was_not_read():
    assert "".join(grounds()) == "abcdefghijklmnop"
    assert [code for code, ground in grounds().items() if ground.doubt] == ["p"]
    assert [code for code, ground in grounds().items() if ground.advice] == ["e"]


@pytest.mark.parametrize(
    ("kind", "ground", "applicant", "code", "law"),
    [
        (OPTION, "a", ADULT, "opened", "RWN art. 6(1)"),
        (OPTION, "a", UNDER_18, "minor", "RWN art. 6(1)"),
        (OPTION, "c", UNDER_18, "opened", "RWN art. 6(1)"),
        (OPTION, "c", UNDER_16, "opened", "RWN art. 6(1)"),
        (OPTION, "c", ADULT, "adult", "RWN art. 6(1)"),
        (OPTION, "b", UNDER_18, "opened", "RWN art. 6(1)"),
        (OPTION, "", ADULT, "no-ground", "RWN art. 6(1)"),
        (OPTION, "q", ADULT, "no-ground", "RWN art. 6(1)"),
        (OPTION, "b", "old", "unknown-age", "RWN art. 6(1)"),
        (NATURALISATION, "", ADULT, "opened", "RWN art. 7"),
        (NATURALISATION, "", UNDER_18, "minor", "RWN art. 8(1)"),
    ],
)
def test_a_file_is_opened_for_who_is_of_an_age_that_may_ask(kind, ground, applicant, code, law):
    file = replace(OPTION_FILE, kind=kind, ground=ground, applicant=applicant, paid_on=None)
    decision = rules.may_open(file, True, False, RECEIVED, TERMS)
    assert (decision.code, str(decision.clause)) == (code, law)


def test_a_file_is_opened_once_before_the_decision_and_asks_for_the_fee():
    assert rules.may_open(OPTION_FILE, True, True, RECEIVED, TERMS).code == "already-open"
    assert rules.may_open(AGREED_OPTION, True, False, RECEIVED, TERMS).code == "decided"
    (duty,) = rules.may_open(OPTION_FILE, True, False, RECEIVED, TERMS).duties
    assert (duty.due, duty.done_by) == (RECEIVED + timedelta(days=14), "nationality.pay")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (OPTION_FILE, "not-willing"),
        (replace(OPTION_FILE, applicant=UNDER_16, ground="c"), "opened"),
        (replace(OPTION_FILE, applicant=UNDER_16, ground="c", children=(Child(1, UNDER_18),)), "not-willing"),
        (REQUEST, "not-willing"),
    ],
)
def test_who_is_sixteen_or_older_is_willing_to_declare_allegiance(file, code):
    assert rules.may_open(file, False, False, RECEIVED, TERMS).code == code


@pytest.mark.parametrize(
    ("paid_on", "day", "code"),
    [
        (RECEIVED, RECEIVED, "paid"),
        (RECEIVED - timedelta(days=1), RECEIVED, "paid-outside"),
        (RECEIVED + timedelta(days=1), RECEIVED, "paid-outside"),
        (RECEIVED + timedelta(days=1), RECEIVED + timedelta(days=1), "paid"),
    ],
)
def test_the_fee_is_paid_between_the_request_and_today(paid_on, day, code):
    assert rules.may_pay(replace(REQUEST, paid_on=None), paid_on, day).code == code


def test_the_fee_is_paid_once_and_before_the_decision():
    assert rules.may_pay(REQUEST, PAID, PAID).code == "already-paid"
    assert rules.may_pay(replace(SENT_REQUEST, paid_on=None), PAID, SENT).code == "decided"


@pytest.mark.parametrize(
    ("age", "to_hear", "to_agree"), [(UNDER_12, False, False), (UNDER_16, True, False), (UNDER_18, True, True)]
)
def test_a_child_is_heard_from_twelve_and_agrees_from_sixteen(age, to_hear, to_agree):
    child = Child(1, age)
    assert (child.to_hear, child.to_agree) == (to_hear, to_agree)
    file = replace(OPTION_FILE, children=(child,))
    assert rules.may_hear(file, 1, HEARD).code == ("heard" if to_hear else "too-young")
    assert rules.may_agree(file, 1, True).code == ("not-heard" if to_agree else "too-young")
    assert rules.ready(file).code == ("not-heard" if to_hear else "ready")


@pytest.mark.parametrize(
    ("age", "hearing", "agrees", "shares"),
    [
        (UNDER_12, "", None, True),
        (UNDER_16, HEARD, None, True),
        (UNDER_16, WAIVED, None, True),
        (UNDER_16, OBJECTS, None, True),
        (UNDER_16, BOTH, None, False),
        (UNDER_18, HEARD, True, True),
        (UNDER_18, HEARD, False, False),
        (UNDER_18, OBJECTS, None, False),
        (UNDER_18, BOTH, None, False),
    ],
)
def test_a_child_that_objects_does_not_share_as_rwn_2_4_says(age, hearing, agrees, shares):
    child = Child(1, age, hearing, agrees)
    assert child.shares is shares
    assert isinstance(rules.ready(replace(OPTION_FILE, children=(child,))), Granted)


@pytest.mark.parametrize(
    ("file", "code", "law"),
    [
        (OPTION_FILE, "ready", "RWN art. 6(3)"),
        (replace(OPTION_FILE, paid_on=None), "not-paid", "BVVN art. 8"),
        (replace(REQUEST, paid_on=None, complete_on=PAID), "not-paid", "BVVN art. 34(2)"),
        (REQUEST, "not-complete", "BVVN art. 37"),
        (replace(REQUEST, complete_on=PAID), "ready", "BVVN art. 37"),
        (replace(OPTION_FILE, children=(Child(1, UNDER_16),)), "not-heard", "RWN art. 2(4)"),
        (replace(OPTION_FILE, children=(Child(1, UNDER_18, HEARD),)), "not-agreed", "RWN art. 6(8)"),
        (replace(REQUEST, complete_on=PAID, children=(Child(1, UNDER_18, HEARD),)), "not-agreed", "RWN art. 11(3)"),
    ],
)
def test_no_decision_before_the_fee_the_hearing_and_the_consent(file, code, law):
    for outcome in (0, 1):
        decision = rules.may_decide(file, file.kind, outcome)
        assert (decision.code, str(decision.clause)) == (code, law)
    assert rules.may_decide(file, file.kind, -1).code == "set-aside"


def test_without_a_file_a_request_can_only_be_left_aside():
    assert rules.may_decide(None, OPTION, 0).code == "no-file"
    assert rules.may_decide(None, OPTION, -1).code == "set-aside"


@given(
    children=st.lists(
        st.builds(
            Child,
            place=st.just(1),
            age=st.sampled_from((UNDER_12, UNDER_16, UNDER_18)),
            hearing=st.sampled_from(("", *HEARINGS)),
            agrees=st.sampled_from((None, True, False)),
        )
    )
)
def test_nothing_is_decided_while_a_child_of_twelve_was_not_heard_or_one_of_sixteen_did_not_agree(children):
    file = replace(OPTION_FILE, children=tuple(children))
    unheard = any(child.age != UNDER_12 and not child.hearing for child in children)
    granted = isinstance(rules.may_decide(file, OPTION, 0), Granted)
    assert not (granted and unheard)
    assert not granted or all(
        child.agrees is not None or not child.shares for child in children if child.age == UNDER_18
    )


@pytest.mark.parametrize(
    ("file", "day", "code"),
    [
        (OPTION_FILE, RECEIVED, "asked"),
        (replace(OPTION_FILE, due=RECEIVED), RECEIVED, "asked"),
        (replace(OPTION_FILE, due=RECEIVED), RECEIVED + timedelta(days=1), "term-passed"),
        (replace(OPTION_FILE, ground="a"), RECEIVED, "no-advice"),
        (REQUEST, RECEIVED, "no-advice"),
        (replace(OPTION_FILE, advised_on=RECEIVED), RECEIVED, "already-asked"),
        (AGREED_OPTION, RECEIVED, "decided"),
    ],
)
def test_the_minister_is_asked_once_and_only_about_ground_e(file, day, code):
    assert rules.may_ask_advice(file, day).code == code


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (REQUEST, "complete"),
        (replace(REQUEST, complete_on=PAID), "already-complete"),
        (replace(REQUEST, paid_on=None), "not-paid"),
        (OPTION_FILE, "option"),
        (SENT_REQUEST, "decided"),
    ],
)
def test_a_request_is_called_complete_once(file, code):
    assert rules.may_complete(file).code == code


@pytest.mark.parametrize(("holds", "due"), [(0, "2027-01-12"), (1, "2027-07-12"), (2, "2028-01-12")])
def test_the_king_has_a_year_from_payment_and_twice_half_a_year_more(holds, due):
    assert str(replace(SENT_REQUEST, holds=holds).king_due) == due
    assert law_term("naturalisation").clause.number == "9, vierde lid"


@pytest.mark.parametrize(
    ("file", "day", "code"),
    [
        (SENT_REQUEST, date(2027, 1, 12), "held"),
        (SENT_REQUEST, date(2027, 1, 13), "term-passed"),
        (replace(SENT_REQUEST, holds=1), date(2027, 7, 12), "held"),
        (replace(SENT_REQUEST, holds=2), date(2027, 7, 12), "exhausted"),
        (REQUEST, SENT, "not-sent"),
        (DECREED_REQUEST, date(2026, 12, 1), "not-sent"),
        (AGREED_OPTION, SENT, "not-sent"),
    ],
)
def test_the_decision_of_the_king_is_held_twice_at_most(file, day, code):
    assert rules.may_hold(file, day, TERMS).code == code


def test_what_is_held_is_asked_after_half_a_year_later():
    (duty,) = rules.may_hold(SENT_REQUEST, SENT, TERMS).duties
    assert (duty.code, duty.due) == (rules.DECREE_DUTY, date(2027, 7, 12))


def test_a_file_that_was_sent_asks_to_see_whether_there_is_a_decree():
    (duty,) = rules.decree_expected(SENT_REQUEST, TERMS)
    assert (duty.due, duty.lead, duty.done_by) == (date(2027, 1, 12), 56, "nationality.decree")
