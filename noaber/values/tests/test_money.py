"""Money is whole cents: read as Dutch people write it, rounded half up, split without losing one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.values import Euro


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,50", 123_450),
        ("€ 18.000", 1_800_000),
        ("-12,5", -1_250),
        ("0", 0),
        ("25.000,-", 2_500_000),
        ("1234,56", 123_456),
    ],
)
def test_an_amount_is_read_as_it_is_typed(text: str, cents: int) -> None:
    assert Euro.parse(text).cents == cents


@pytest.mark.parametrize("text", ["", "x", "1.23", "1,234", "12.34,50", "1 000", "1,2,3", "--1"])
def test_what_is_no_amount_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="Schrijf het als"):
        Euro.parse(text)


@given(st.integers(-(10**12), 10**12))
def test_what_is_written_is_read_back(cents: int) -> None:
    assert Euro.parse(Euro(cents).plain) == Euro(cents)


@pytest.mark.parametrize(
    ("cents", "share", "part"), [(1, 1, 1), (1, 0, 0), (1, Fraction(1, 2), 1), (-1, Fraction(1, 2), -1)]
)
def test_half_a_cent_goes_away_from_zero(cents: int, share: Fraction, part: int) -> None:
    assert Euro(cents).part(share) == Euro(part)


@given(cents=st.integers(-(10**9), 10**9), weights=st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_a_split_adds_up_and_no_part_is_a_cent_off(cents: int, weights: list[int]) -> None:
    if not sum(weights):
        with pytest.raises(ValueError, match="weights"):
            Euro(cents).split(weights)
        return
    parts = Euro(cents).split(weights)
    assert Euro.sum(parts) == Euro(cents)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.cents - Fraction(cents * weight, sum(weights))) < 1
