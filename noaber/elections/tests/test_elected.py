"""Who takes the seats, who follows, and who fills a vacancy."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.elections.elected import CandidateLotNeeded, Candidates, elect, successor, threshold
from noaber.elections.kinds import KINDS
from noaber.elections.seats import WrongDraw

HUNDRED = Fraction(100)


def candidates(*votes, number=1, deceased=()):
    return Candidates(number, dict(enumerate(votes, 1)), frozenset(deceased))


def nominated(each, seats, code="GR2", quota=HUNDRED, of_body=None, draws=()):
    answer = elect([each], {each.number: seats}, quota, of_body or (23 if code != "GR1" else 15), KINDS[code], draws)
    return answer.lists[0]


@pytest.mark.parametrize(
    ("code", "votes", "by_preference"),
    [("GR2", 25, False), ("GR2", 26, True), ("GR1", 50, False), ("GR1", 51, True), ("AB1", 25, False),
     ("AB1", 26, True), ("EP", 10, False), ("EP", 11, True), ("EK", 99, False), ("EK", 100, True)],
)  # fmt: skip
def test_a_candidate_needs_more_than_the_threshold_and_in_the_eerste_kamer_as_much(code, votes, by_preference):
    each = nominated(candidates(1, 1, votes), 1, code)
    assert each.preferential == ((3,) if by_preference else ())
    assert each.other == (() if by_preference else (1,))


def test_a_threshold_that_does_not_divide_is_not_rounded():
    least = threshold(Fraction(1226, 15), KINDS["GR1"])
    assert least == Fraction(613, 15)
    assert nominated(candidates(1, 40), 1, "GR1", Fraction(1226, 15)).preferential == ()
    assert nominated(candidates(1, 41), 1, "GR1", Fraction(1226, 15)).preferential == (2,)


def test_votes_go_before_the_list_and_the_list_gives_the_rest():
    each = nominated(candidates(90, 5, 30, 60), 3)
    assert (each.preferential, each.other, each.ranking) == ((1, 4, 3), (), (1, 4, 3, 2))
    each = nominated(candidates(5, 5, 30, 4), 3)
    assert (each.preferential, each.other, each.ranking) == ((3,), (1, 2), (3, 1, 2, 4))


def test_equal_votes_that_fit_go_in_the_order_of_the_list_and_otherwise_by_lot():
    assert nominated(candidates(40, 40, 40), 3).preferential == (1, 2, 3)
    asked = elect([candidates(40, 40, 40)], {1: 2}, HUNDRED, 23, KINDS["GR2"])
    assert isinstance(asked, CandidateLotNeeded)
    assert (asked.lot.seat_numbers, asked.lot.options) == ((1, 2), (1, 2, 3))
    assert nominated(candidates(40, 40, 40), 2, draws=[3, 1]).ranking == (3, 1, 2)


@pytest.mark.parametrize("draws", [[4], [3, 3], [3, 1, 2]])
def test_a_candidate_who_cannot_have_been_drawn_is_said_to_be_wrong(draws):
    with pytest.raises(WrongDraw):
        elect([candidates(40, 40, 40)], {1: 2}, HUNDRED, 23, KINDS["GR2"], draws)


def test_who_died_is_left_out_and_the_votes_stay_with_the_list():
    each = nominated(candidates(90, 5, 30, deceased=[1]), 2)
    assert (each.elected, each.ranking, each.changed) == ((3, 2), (3, 2), True)


@pytest.mark.parametrize(("of_body", "ranked"), [(18, True), (19, False)])
def test_a_list_without_a_seat_gets_no_ranking_in_a_body_of_nineteen(of_body, ranked):
    each = nominated(candidates(5, 60), 0, of_body=of_body)
    assert (each.ranked, each.ranking) == (ranked, (2, 1) if ranked else (1, 2))


def test_no_ranking_is_made_where_nobody_passed_and_nobody_died():
    each = nominated(candidates(5, 6, 7), 1)
    assert not each.ranked and each.ranking == (1, 2, 3)


PEOPLE = st.lists(st.integers(0, 60), min_size=1, max_size=12)


@given(PEOPLE, st.integers(0, 14), st.sets(st.integers(1, 12), max_size=4), st.sampled_from([min, max]))
def test_as_many_are_elected_as_there_are_seats_and_people(votes, seats, deceased, pick):
    each = candidates(*votes, deceased=deceased & set(range(1, len(votes) + 1)))
    draws = []
    while isinstance(answer := elect([each], {1: seats}, HUNDRED, 23, KINDS["GR2"], draws), CandidateLotNeeded):
        draws.append(pick(answer.lot.options))
    found = answer.lists[0]
    assert len(set(found.elected)) == len(found.elected) == min(seats, len(each.alive))
    assert not set(found.elected) & each.deceased
    if found.ranked:
        assert sorted(found.ranking) == sorted(each.alive)
        passed = [number for number in each.alive if each.votes[number] > 25]
        assert set(found.ranking[: len(passed)]) == set(passed)
    assert [each.votes[n] for n in found.preferential] == sorted(
        (each.votes[n] for n in found.preferential), reverse=True
    )


def test_a_vacancy_goes_to_the_highest_of_the_ranking_whom_nothing_stands_in_the_way_of():
    ranking = nominated(candidates(90, 5, 30, 60, 2), 2)
    standing = {1: {"member"}, 4: {"member"}}
    assert successor(ranking, standing).candidate == 3
    found = successor(ranking, standing | {3: {"declined"}, 2: {"deceased"}})
    assert found.candidate == 5
    assert found.passed_over == ((1, "member"), (4, "member"), (3, "declined"), (2, "deceased"))


def test_a_member_who_left_can_be_asked_again_and_one_on_leave_cannot():
    ranking = nominated(candidates(90, 60, 30), 2)
    assert successor(ranking, {2: {"member"}}).candidate == 1
    assert successor(ranking, {1: {"on_leave"}, 2: {"member"}}).candidate == 3


def test_nobody_fills_a_vacancy_when_the_list_is_used_up():
    found = successor(nominated(candidates(90, 60), 1), {1: {"member"}, 2: {"declined"}})
    assert found.candidate is None and len(found.passed_over) == 2
