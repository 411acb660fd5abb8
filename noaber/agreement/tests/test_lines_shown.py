"""What few people earn is kept back, with enough beside it that no total gives it away."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from noaber.agreement.lines_shown import Amount, too_few

DAY = date(2026, 5, 31)


def amounts(*persons: int) -> list[Amount]:
    return [Amount("wage", DAY, "2026-05", service, number) for service, number in enumerate(persons, 1)]


def services(*persons: int) -> set[int]:
    return {service for _, _, _, service in too_few(amounts(*persons), 3)}


def test_two_people_are_kept_back_and_three_are_shown() -> None:
    assert services(3, 4, 5) == set()
    assert services(2, 4, 5) == {1, 2}
    assert services(2, 2, 5) == {1, 2, 3}


def test_the_smallest_other_amount_goes_along_and_of_equals_the_last() -> None:
    assert services(1, 5, 3, 3) == {1, 4}


def test_amounts_without_people_behind_them_are_always_shown() -> None:
    assert services(0, 0, 3) == set()
    assert services(0, 1, 3) == {2, 3}


def test_months_are_judged_apart() -> None:
    other = Amount("wage", DAY, "2026-04", 1, 1)
    assert too_few([*amounts(3, 4), other], 3) == {("wage", DAY, "2026-04", 1)}


@given(st.lists(st.integers(0, 9), min_size=2, max_size=9), st.integers(1, 6))
def test_all_small_amounts_are_kept_back_and_never_just_one_where_there_is_another(
    persons: list[int], minimum: int
) -> None:
    hidden = too_few(amounts(*persons), minimum)
    small = {place for place, number in enumerate(persons, 1) if 0 < number < minimum}
    kept = {service for _, _, _, service in hidden}
    assert small <= kept
    assert bool(kept) is bool(small)
    if len(kept) == 1:
        assert all(number == 0 for place, number in enumerate(persons, 1) if place not in kept)
