"""Numbers and words in an address, whatever somebody types there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.web.paging import MOST, page_number, plain, whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        (str(MOST), MOST),
        (str(MOST + 1), None),
        ("-1", None),
        ("²", None),
        ("٣", None),
        ("", None),
    ],
)
def test_only_plain_digits_up_to_a_million_are_a_number(text: str, number: int | None) -> None:
    assert whole(text) == number


@pytest.mark.parametrize(("text", "page"), [("3", 3), ("0", 1), ("-2", 1), ("x", 1), ("9" * 40, 1)])
def test_a_page_that_is_none_is_the_first(text: str, page: int) -> None:
    assert page_number(text) == page


@given(text=st.text(max_size=300))
def test_typed_words_are_short_and_hold_nothing_that_a_database_refuses(text: str) -> None:
    assert "\x00" not in plain(text) and len(plain(text)) <= 80 and plain(text) == plain(plain(text))
