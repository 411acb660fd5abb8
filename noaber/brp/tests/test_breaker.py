"""After some failures nobody waits any more; after a rest one question tries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.brp.breaker import FAILURES, REST_SECONDS, Breaker


def after(failures: int, moment: float = 0.0) -> Breaker:
    state = Breaker()
    for _ in range(failures):
        state = state.failed(moment)
    return state


@pytest.mark.parametrize(("failures", "through"), [(0, True), (FAILURES - 1, True), (FAILURES, False)])
def test_it_opens_at_the_last_failure_that_is_borne(failures, through):
    assert after(failures).lets_through(0.0) is through


@pytest.mark.parametrize(("moment", "through"), [(REST_SECONDS - 0.01, False), (REST_SECONDS, True)])
def test_it_rests_before_it_tries(moment, through):
    assert after(FAILURES).lets_through(moment) is through


def test_one_question_tries_and_the_others_wait():
    trying = after(FAILURES).going_out(REST_SECONDS)
    assert not trying.lets_through(REST_SECONDS + 1)
    assert trying.answered().lets_through(REST_SECONDS + 1)


def test_a_try_that_fails_opens_it_anew():
    failed = after(FAILURES).going_out(REST_SECONDS).failed(REST_SECONDS + 2)
    assert not failed.lets_through(2 * REST_SECONDS)
    assert failed.lets_through(2 * REST_SECONDS + 2)


def test_a_try_that_never_reports_does_not_keep_it_shut_for_ever():
    lost = after(FAILURES).going_out(REST_SECONDS)
    assert lost.lets_through(2 * REST_SECONDS)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=60))
def test_whatever_happens_an_answer_closes_it_and_waiting_long_enough_lets_one_through(events):
    state, moment = Breaker(), 0
    for answers, passes in events:
        moment += passes
        if state.lets_through(moment):
            state = state.going_out(moment)
            state = state.answered() if answers else state.failed(moment)
            assert not answers or state == Breaker()
    assert state.lets_through(moment + REST_SECONDS)
