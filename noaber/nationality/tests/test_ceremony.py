"""Calls, allegiance, handing over and lapsing. BVVN 60a and 60b."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.law_terms import law_term
from noaber.nationality import ceremony
from noaber.nationality.ceremony import Ceremony
from noaber.nationality.file import HEARD, ORAL, UNABLE, UNDER_12, UNDER_16, UNDER_18, Child
from noaber.nationality.phases import clock_of, next_step, phases
from noaber.nationality.tests.nationality_files import (
    AGREED_OPTION,
    CONFIRMED,
    DECREED,
    DECREED_REQUEST,
    LAPSE_DECREE,
    LAPSE_OPTION,
    OPTION_FILE,
    REQUEST,
    SENT,
    SENT_REQUEST,
    TERMS,
    called,
)
from noaber.values import Granted

DAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("day", "seats", "held", "code"),
    [
        (DAY, 1, False, "planned"),
        (DAY - timedelta(days=1), 1, False, "in-the-past"),
        (DAY, 0, False, "no-seats"),
        (DAY, 1, True, "already-planned"),
    ],
)
def test_a_ceremony_is_planned_once_for_a_day_to_come(day, seats, held, code):
    assert ceremony.may_plan(Ceremony(day, seats), held, DAY).code == code


@pytest.mark.parametrize(
    ("file", "decree_on", "day", "code"),
    [
        (SENT_REQUEST, SENT, DAY, "decreed"),
        (SENT_REQUEST, SENT - timedelta(days=1), DAY, "dated-outside"),
        (SENT_REQUEST, DAY, DAY, "decreed"),
        (SENT_REQUEST, DAY + timedelta(days=1), DAY, "dated-outside"),
        (REQUEST, SENT, DAY, "not-sent"),
        (AGREED_OPTION, SENT, DAY, "not-sent"),
        (DECREED_REQUEST, DECREED, DAY, "already-decided"),
        (replace(SENT_REQUEST, rejected_on=SENT), DECREED, DAY, "already-decided"),
    ],
)
def test_a_decree_is_dated_after_the_file_was_sent(file, decree_on, day, code):
    assert ceremony.may_receive_decree(file, decree_on, True, day, TERMS).code == code


def test_a_decree_asks_to_call_within_six_weeks_and_warns_before_it_lapses():
    call, lapse = ceremony.may_receive_decree(SENT_REQUEST, DECREED, True, DAY, TERMS).duties
    assert (call.due, call.done_by) == (date(2026, 10, 19), "nationality.call")
    assert (lapse.due, lapse.lead, lapse.done_by) == (LAPSE_DECREE, 56, "nationality.hand_over")
    assert ceremony.may_receive_decree(SENT_REQUEST, DECREED, False, DAY, TERMS).duties == ()
    assert str(law_term("ceremony.call").span) == "6 weken"


def test_a_confirmed_option_is_handed_over_within_nine_weeks_and_lapses_after_a_year():
    hand_over, lapse = ceremony.confirmed(AGREED_OPTION, TERMS)
    assert (hand_over.due, lapse.due) == (date(2026, 5, 4), LAPSE_OPTION)
    assert law_term("option.handover").last_day(CONFIRMED) == hand_over.due


@pytest.mark.parametrize(
    ("file", "held_on", "taken", "day", "code", "law"),
    [
        (DECREED_REQUEST, DAY, 0, DAY, "called", "BVVN art. 60b(2)"),
        (DECREED_REQUEST, DAY - timedelta(days=1), 0, DAY, "ceremony-over", "BVVN art. 60b(2)"),
        (DECREED_REQUEST, date(2026, 10, 26), 0, DAY, "called", "BVVN art. 60b(2)"),
        (DECREED_REQUEST, date(2026, 10, 27), 0, DAY, "more-than-six-weeks", "BVVN art. 60b(7)"),
        (DECREED_REQUEST, date(2026, 10, 20), 0, date(2026, 10, 19), "called", "BVVN art. 60b(2)"),
        (DECREED_REQUEST, date(2026, 10, 20), 0, date(2026, 10, 20), "called-late", "BVVN art. 60b(2)"),
        (DECREED_REQUEST, DAY, 9, DAY, "called", "BVVN art. 60b(2)"),
        (DECREED_REQUEST, DAY, 10, DAY, "no-seats", "BVVN art. 60b(2)"),
        (DECREED_REQUEST, LAPSE_DECREE, 0, LAPSE_DECREE, "called-late", "BVVN art. 60b(2)"),
        (DECREED_REQUEST, LAPSE_DECREE + timedelta(days=1), 0, LAPSE_DECREE, "after-lapse", "BVVN art. 60b(11)"),
        (DECREED_REQUEST, LAPSE_DECREE, 0, LAPSE_DECREE + timedelta(days=1), "lapsed", "BVVN art. 60b(11)"),
        (AGREED_OPTION, date(2026, 5, 4), 0, date(2026, 4, 1), "called", "BVVN art. 60a(2)"),
        (AGREED_OPTION, date(2026, 5, 5), 0, date(2026, 4, 1), "called-late", "BVVN art. 60a(2)"),
        (AGREED_OPTION, LAPSE_OPTION, 0, LAPSE_OPTION + timedelta(days=1), "lapsed", "BVVN art. 60a(11)"),
        (SENT_REQUEST, DAY, 0, DAY, "not-granted", "BVVN art. 60b(1)"),
        (OPTION_FILE, DAY, 0, DAY, "not-granted", "BVVN art. 60a(1)"),
    ],
)
def test_people_are_called_to_a_ceremony_that_is_in_time_and_has_a_seat(file, held_on, taken, day, code, law):
    decision = ceremony.may_call(file, Ceremony(held_on, 10, taken), day)
    assert (decision.code, str(decision.clause)) == (code, law)


@pytest.mark.parametrize(
    ("presences", "code"),
    [
        ((), "called"),
        ((None,), "already-called"),
        ((False,), "called"),
        ((False, False), "called"),
        ((False, False, None), "already-called"),
        ((False, False, False), "three-calls"),
        ((True,), "called"),
    ],
)
def test_people_are_called_three_times_at_most(presences, code):
    file = called(DECREED_REQUEST, *presences)
    assert ceremony.may_call(file, Ceremony(DAY, 10), DAY).code == code


def test_who_came_is_not_called_again_on_that_day_nor_after_the_declaration():
    came = called(DECREED_REQUEST, True, on=DAY)
    assert ceremony.may_call(came, Ceremony(DAY, 10), DAY).code == "was-present"
    assert ceremony.may_call(replace(came, pledged_on=DAY), Ceremony(date(2026, 9, 21), 9), date(2026, 9, 15)).code == (
        "was-present"
    )


@pytest.mark.parametrize(
    ("children", "people", "declares"),
    [
        ((), 1, 1),
        ((Child(1, UNDER_12),), 2, 1),
        ((Child(1, UNDER_16, HEARD),), 2, 1),
        ((Child(1, UNDER_18, HEARD, True),), 2, 2),
        ((Child(1, UNDER_18, HEARD, False),), 1, 1),
    ],
)
def test_every_child_that_shares_takes_a_seat_and_from_sixteen_declares(children, people, declares):
    file = replace(DECREED_REQUEST, children=children)
    assert (file.people, file.declares) == (people, declares)
    assert isinstance(ceremony.may_call(file, Ceremony(DAY, people), DAY), Granted)
    assert ceremony.may_call(file, Ceremony(DAY, people - 1), DAY).code == "no-seats"


@pytest.mark.parametrize(
    ("presences", "day", "present", "code"),
    [
        ((None,), DAY, True, "present"),
        ((None,), DAY - timedelta(days=1), True, "before-ceremony"),
        ((None,), DAY, False, "absent"),
        ((False, False, None), DAY, False, "absent-thrice"),
        ((True,), DAY, True, "not-called"),
        ((), DAY, True, "not-called"),
    ],
)
def test_presence_is_put_down_from_the_day_of_the_ceremony(presences, day, present, code):
    file = called(DECREED_REQUEST, *presences, on=DAY)
    assert ceremony.may_attend(file, present, day, TERMS).code == code


def test_who_did_not_come_is_called_again_within_the_agreed_days():
    (duty,) = ceremony.may_attend(called(DECREED_REQUEST, None, on=DAY), False, DAY, TERMS).duties
    assert (duty.due, duty.done_by, str(duty.clause)) == (date(2026, 9, 28), "nationality.call", "BVVN art. 60b(10)")
    assert ceremony.may_attend(called(DECREED_REQUEST, False, False, None), False, DAY, TERMS).duties == ()


@pytest.mark.parametrize(
    ("file", "way", "everybody", "code"),
    [
        (called(AGREED_OPTION, True), ORAL, True, "pledged"),
        (called(AGREED_OPTION, True), UNABLE, True, "unable"),
        (called(AGREED_OPTION, True), ORAL, False, "not-everybody"),
        (called(AGREED_OPTION, True), "sung", True, "unknown-way"),
        (called(AGREED_OPTION, False), ORAL, True, "not-present"),
        (called(AGREED_OPTION, None), ORAL, True, "not-present"),
        (AGREED_OPTION, ORAL, True, "not-present"),
        (called(AGREED_OPTION, True, pledged_on=CONFIRMED), ORAL, True, "already-pledged"),
        (called(replace(AGREED_OPTION, applicant=UNDER_16, ground="c"), True), ORAL, True, "nobody-declares"),
    ],
)
def test_allegiance_is_declared_at_a_ceremony_by_everybody_who_must(file, way, everybody, code):
    assert ceremony.may_pledge(file, way, everybody, DAY).code == code


@pytest.mark.parametrize(
    ("file", "code", "law"),
    [
        (called(AGREED_OPTION, True, pledged_on=CONFIRMED), "handed-over", "BVVN art. 60a(1)"),
        (called(AGREED_OPTION, True), "not-pledged", "RWN art. 6(2)"),
        (called(DECREED_REQUEST, True), "not-pledged", "BVVN art. 60b(3)"),
        (called(AGREED_OPTION, False), "not-present", "BVVN art. 60a(1)"),
        (AGREED_OPTION, "lapsed", "BVVN art. 60a(11)"),
        (OPTION_FILE, "not-granted", "BVVN art. 60a(1)"),
        (called(replace(AGREED_OPTION, applicant=UNDER_16, ground="c"), True), "handed-over", "BVVN art. 60a(1)"),
        (called(AGREED_OPTION, True, pledged_on=CONFIRMED, handed_on=CONFIRMED), "over", "BVVN art. 60a(1)"),
        (
            called(AGREED_OPTION, True, on=LAPSE_OPTION + timedelta(days=1), pledged_on=CONFIRMED),
            "lapsed",
            "BVVN art. 60a(11)",
        ),
        (called(AGREED_OPTION, True, on=LAPSE_OPTION, pledged_on=LAPSE_OPTION), "handed-over", "BVVN art. 60a(1)"),
    ],
)
def test_it_is_handed_over_at_a_ceremony_after_the_declaration_and_within_the_year(file, code, law):
    decision = ceremony.may_hand_over(file, LAPSE_OPTION + timedelta(days=3))
    assert (decision.code, str(decision.clause)) == (code, law)


def test_without_a_ceremony_nothing_is_handed_over():
    assert ceremony.may_hand_over(AGREED_OPTION, CONFIRMED).code == "not-present"


@given(
    presence=st.sampled_from((True, False, None)),
    pledged=st.booleans(),
    after=st.integers(0, 400),
    day=st.integers(0, 500),
    option=st.booleans(),
)
def test_nothing_is_handed_over_without_presence_and_allegiance_at_a_ceremony_within_the_year(
    presence, pledged, after, day, option
):
    base = AGREED_OPTION if option else DECREED_REQUEST
    assert base.granted_on is not None and base.lapse_on is not None
    held_on = base.granted_on + timedelta(days=after)
    file = called(base, presence, on=held_on, pledged_on=held_on if pledged else None)
    if isinstance(ceremony.may_hand_over(file, base.granted_on + timedelta(days=day)), Granted):
        assert presence is True and pledged and held_on <= base.lapse_on and day >= after


@given(granted=st.dates(date(2020, 1, 1), date(2040, 12, 31)), option=st.booleans(), days=st.integers(-5, 5))
def test_it_lapses_the_day_after_exactly_a_year(granted, option, days):
    file = replace(AGREED_OPTION, decided_on=granted) if option else replace(DECREED_REQUEST, decree_on=granted)
    leap = (granted.month, granted.day) == (2, 29)
    assert file.lapse_on == granted.replace(year=granted.year + 1, **({"day": 28} if leap else {}))
    decision = ceremony.may_lapse(file, file.lapse_on + timedelta(days=days))
    assert isinstance(decision, Granted) == (days > 0)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (called(AGREED_OPTION, False, False, False), "lapsed"),
        (called(AGREED_OPTION, None), "ceremony-unrecorded"),
        (called(AGREED_OPTION, True, pledged_on=CONFIRMED), "ceremony-unrecorded"),
        (called(AGREED_OPTION, True), "lapsed"),
        (called(AGREED_OPTION, True, handed_on=CONFIRMED), "nothing-to-lapse"),
        (OPTION_FILE, "nothing-to-lapse"),
    ],
)
def test_it_does_not_lapse_before_the_last_ceremony_was_put_down(file, code):
    decision = ceremony.may_lapse(file, LAPSE_OPTION + timedelta(days=1))
    assert decision.code == code
    assert code != "lapsed" or str(decision.clause) == "BVVN art. 60a(11)"


@pytest.mark.parametrize(
    ("file", "day", "step", "clock"),
    [
        (replace(OPTION_FILE, paid_on=None), DAY, "betaling", None),
        (replace(OPTION_FILE, paid_on=None, due=SENT), DAY, "betaling", SENT),
        (replace(REQUEST, paid_on=None, due=SENT), DAY, "betaling", None),
        (replace(OPTION_FILE, children=(Child(1, UNDER_16),), due=SENT), DAY, "horen", SENT),
        (replace(OPTION_FILE, children=(Child(1, UNDER_18, HEARD),)), DAY, "instemmen", None),
        (replace(OPTION_FILE, due=date(2026, 4, 13)), DAY, "besluit", date(2026, 4, 13)),
        (REQUEST, DAY, "compleet", None),
        (replace(REQUEST, complete_on=SENT, norm_due=date(2026, 2, 9)), DAY, "besluit", date(2026, 2, 9)),
        (SENT_REQUEST, DAY, "beslissing", date(2027, 1, 12)),
        (AGREED_OPTION, DAY, "oproepen", date(2026, 5, 4)),
        (DECREED_REQUEST, DAY, "oproepen", date(2026, 10, 19)),
        (called(DECREED_REQUEST, None, on=DAY), DAY - timedelta(days=1), "", DAY),
        (called(DECREED_REQUEST, None, on=DAY), DAY, "aanwezigheid", DAY),
        (called(DECREED_REQUEST, False, on=DAY), DAY, "oproepen", LAPSE_DECREE),
        (called(DECREED_REQUEST, True, on=DAY), DAY, "verklaring", LAPSE_DECREE),
        (called(DECREED_REQUEST, True, on=DAY, pledged_on=DAY), DAY, "uitreiken", LAPSE_DECREE),
        (called(DECREED_REQUEST, False, False, False, on=DAY), DAY, "", LAPSE_DECREE),
        (called(DECREED_REQUEST, True, handed_on=DAY), DAY, "", None),
        (replace(OPTION_FILE, decided_on=DAY), DAY, "", None),
    ],
)
def test_every_phase_has_its_next_step_and_its_clock(file, day, step, clock):
    assert (next_step(file, day), clock_of(file)) == (step, clock)
    states = [phase.state for phase in phases(file)]
    assert states.count("now") == (0 if file.over else 1)
