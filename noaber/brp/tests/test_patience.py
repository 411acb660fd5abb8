"""How long we wait, and when we try again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.brp.patience import Patience, retry_after

NOW = datetime(2026, 12, 8, 12, 0, tzinfo=UTC)
THREE = Patience(tries=3, budget=10.0, first=1.0)


@pytest.mark.parametrize(
    ("tried", "chance", "asked", "seconds"),
    [(1, 0.0, None, 0.5), (1, 1.0, None, 1.0), (2, 1.0, None, 2.0), (3, 0.0, None, 2.0), (1, 1.0, 7.0, 7.0)],
)
def test_each_wait_is_twice_the_last_and_never_shorter_than_was_asked(tried, chance, asked, seconds):
    assert THREE.wait(tried, chance, asked) == seconds


@pytest.mark.parametrize(
    ("tried", "spent", "wait", "on"), [(2, 0, 1, True), (3, 0, 1, False), (1, 9, 0.9, True), (1, 9, 1, False)]
)
def test_it_stops_at_the_tries_or_the_time_whichever_comes_first(tried, spent, wait, on):
    assert THREE.goes_on(tried, spent, wait) is on


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("7", 7.0),
        (" 0 ", 0.0),
        ("Tue, 08 Dec 2026 12:00:30 GMT", 30.0),
        ("Tue, 08 Dec 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-1", None),
        ("٣", None),
    ],
)
def test_retry_after_is_a_number_or_a_moment(header, seconds):
    assert retry_after(header, NOW) == seconds


@given(st.text(max_size=40))
def test_no_header_breaks_it(header):
    found = retry_after(header, NOW)
    assert found is None or found >= 0


@given(tried=st.integers(1, 12), chance=st.floats(0, 1))
def test_a_wait_is_never_outside_its_step(tried, chance):
    step = 2.0 ** (tried - 1)
    assert step / 2 <= THREE.wait(tried, chance, None) <= step
