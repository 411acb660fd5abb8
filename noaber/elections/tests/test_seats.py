"""How seats are divided: boundaries on both sides, and what must hold for any votes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from noaber.elections.kinds import KINDS, council_seats, kind_of
from noaber.elections.seats import (
    AVERAGE,
    REMAINDER,
    UNIQUE_AVERAGE,
    Division,
    ListVotes,
    LotNeeded,
    MajorityLot,
    MajoritySeat,
    ResidualLot,
    SeatTaken,
    WrongDraw,
    divide,
)

MANY = 200


def lists_of(*votes, candidates=MANY):
    people = candidates if isinstance(candidates, tuple) else (candidates,) * len(votes)
    return [ListVotes(*each) for each in zip(range(1, len(votes) + 1), votes, people, strict=True)]


def council(seats):
    return kind_of("GR", seats)


def settled(lists, seats, kind, pick=min):
    """The division with every lot drawn by `pick` from its options."""
    draws = []
    while isinstance(answer := divide(lists, seats, kind, draws), LotNeeded):
        draws.append(pick(answer.lot.options))
    return answer


def totals(votes, seats, code, **people):
    return settled(lists_of(*votes, **people), seats, KINDS[code]).totals


def test_two_small_councils_that_can_be_followed_by_hand():
    assert totals((480, 160, 160, 160, 80, 80, 80), 15, "GR1") == (6, 2, 2, 2, 1, 1, 1)
    division = settled(lists_of(540, 160, 160, 80, 80, 80, 60, 40), 15, council(15))
    assert division.quota == 80 and division.full == (6, 2, 2, 1, 1, 1, 0, 0)
    assert [(step.list, step.value) for step in division.steps] == [(1, 60), (7, 60)]
    assert division.totals == (7, 2, 2, 1, 1, 1, 1, 0)


def test_the_council_of_staphorst_of_2022_is_the_published_one():
    """Votes, full seats, residual seats and what was left as the municipality wrote them (wijzijndno.nl)."""
    division = settled(lists_of(3352, 2602, 1607, 1348, 525), 17, council(17))
    assert (division.full, division.residual) == ((6, 4, 2, 2, 0), (0, 1, 1, 0, 1))
    left = [each.votes - full * division.quota for each, full in zip(division.lists, division.full, strict=True)]
    assert [int(value) for value in left] == [22, 382, 497, 238, 525]


@pytest.mark.parametrize(("seats", "how"), [(18, REMAINDER), (19, AVERAGE)])
def test_from_nineteen_seats_on_residual_seats_go_by_averages(seats, how):
    division = settled(lists_of(500, 301, 209), seats, council(seats))
    assert {step.how for step in division.steps} == {how}


@pytest.mark.parametrize(("votes", "may"), [(749, False), (750, True)])
def test_a_list_needs_three_quarters_of_the_quota_in_votes_for_a_remainder(votes, may):
    """Quota 1000, ten seats: the list with 749 is passed over though its remainder is the greatest."""
    division = settled(lists_of(9251 - (votes - 749), votes), 10, KINDS["GR1"])
    first = division.steps[0]
    assert (first.how, first.list) == (REMAINDER, 2 if may else 1)


@pytest.mark.parametrize(("votes", "gets"), [(99, 0), (100, 1)])
def test_in_the_tweede_kamer_a_list_under_the_quota_gets_nothing(votes, gets):
    """Quota 100, 150 seats: list 3 has the greatest average as soon as it may take part."""
    rest = 15_000 - votes
    division = settled(lists_of(rest // 2, rest - rest // 2, votes), 150, KINDS["TK"])
    assert division.quota == 100 and division.totals[2] == gets
    assert settled(lists_of(rest // 2, rest - rest // 2, votes), 150, KINDS["GR2"]).totals[2] <= 1


@pytest.mark.parametrize(("votes", "gets"), [(100, 19), (99, 0)])
def test_a_list_that_just_reaches_the_quota_takes_part_in_residual_seats(votes, gets):
    """Quota 100, nineteen seats, and no other list reaches it."""
    others = [90] * 20 if votes == 100 else [*[90] * 19, 91]
    division = settled(lists_of(votes, *others), 19, KINDS["TK"])
    assert division.quota == 100 and division.totals[0] == gets and division.empty == 19 - gets


def test_below_nineteen_every_list_has_one_seat_by_average_before_another_has_two():
    """All remainders are given, two lists cannot have one: the next goes by averages, one for each list at most."""
    division = settled(lists_of(700, 50, 50, 50, 50, 50, 50), 10, KINDS["GR1"])
    assert [(step.how, step.list) for step in division.steps] == [
        (REMAINDER, 1),
        (UNIQUE_AVERAGE, 1),
        (UNIQUE_AVERAGE, 2),
    ]


@pytest.mark.parametrize(("votes", "seats"), [((500, 260, 240), (5, 3, 2)), ((501, 259, 240), (6, 2, 2))])
def test_more_than_half_of_the_votes_is_more_than_half_of_the_seats(votes, seats):
    division = settled(lists_of(*votes), 10, KINDS["GR1"])
    assert division.totals == seats
    assert any(isinstance(step, MajoritySeat) for step in division.steps) == (votes[0] > 500)


def test_the_majority_takes_a_seat_from_the_last_list_and_the_lot_says_which_of_equals():
    lists = lists_of(2552, 511, 511, 511, 509, 509)
    asked = divide(lists, 15, KINDS["GR1"])
    assert isinstance(asked, LotNeeded) and asked.lot == MajorityLot(REMAINDER, 1, (2, 3, 4))
    assert divide(lists, 15, KINDS["GR1"], [3]).totals == (8, 2, 1, 2, 1, 1)


def test_the_eerste_kamer_knows_no_absolute_majority():
    lists = lists_of(7501, 1250, 1249, 1249, 1249, 1247, 1247, 8)
    assert isinstance(settled(lists, 24, KINDS["GR2"]).steps[-1], MajoritySeat)
    assert not any(isinstance(step, MajoritySeat) for step in settled(lists, 24, KINDS["EK"]).steps)


@pytest.mark.parametrize(("people", "seats"), [(5, (5, 4)), (4, (4, 5)), (3, (3, 6))])
def test_seats_without_a_candidate_go_to_another_list(people, seats):
    division = settled(lists_of(500, 400, candidates=(people, MANY)), 9, KINDS["GR1"])
    assert division.totals == seats
    assert sum(isinstance(step, SeatTaken) for step in division.steps) == 5 - people


def test_seats_stay_empty_where_no_list_has_a_candidate():
    division = settled(lists_of(500, 400, candidates=(3, 2)), 9, KINDS["GR1"])
    assert division.totals == (3, 2) and division.empty == 4


def test_without_votes_no_seat_is_given():
    division = settled(lists_of(0, 0), 9, KINDS["GR1"])
    assert division.totals == (0, 0) and division.empty == 9 and division.steps == ()


def test_a_tie_that_fits_needs_no_lot_and_one_seat_less_does():
    fits = divide(lists_of(160, 160, 140, 140), 6, KINDS["GR1"])
    assert isinstance(fits, Division) and fits.totals == (2, 2, 1, 1)
    asked = divide(lists_of(100, 100, 100), 4, KINDS["GR1"])
    assert isinstance(asked, LotNeeded)
    assert asked.lot == ResidualLot(REMAINDER, Fraction(25), (1,), (1, 2, 3))
    assert asked.so_far.full == (1, 1, 1)


@pytest.mark.parametrize("drawn", [1, 2, 3])
def test_the_list_that_is_drawn_gets_the_seat(drawn):
    division = divide(lists_of(100, 100, 100), 4, KINDS["GR1"], [drawn])
    assert division.of(drawn) == 2 and sum(division.totals) == 4 and division.steps[-1].drawn


@pytest.mark.parametrize("draws", [[4], [0], [1, 2]])
def test_a_draw_that_nobody_asked_for_is_said_to_be_wrong(draws):
    with pytest.raises(WrongDraw):
        divide(lists_of(100, 100, 100), 4, KINDS["GR1"], draws)


@pytest.mark.parametrize("bad", [{"seats": 0}, {"lists": [ListVotes(1, 5, 5)] * 2}, {"lists": lists_of(-1)}])
def test_input_that_cannot_be_is_no_division(bad):
    with pytest.raises(ValueError):
        divide(bad.get("lists", lists_of(1)), bad.get("seats", 9), KINDS["GR1"])


@pytest.mark.parametrize(
    ("inhabitants", "seats"),
    [(3_000, 9), (3_001, 11), (15_000, 15), (15_001, 17), (20_000, 17), (20_001, 19), (200_000, 39), (200_001, 45)],
)
def test_a_council_has_the_seats_of_its_inhabitants(inhabitants, seats):
    assert council_seats(inhabitants) == seats


VOTES = st.lists(st.integers(0, 3_000), min_size=1, max_size=9)
KIND_CODES = st.sampled_from(sorted(KINDS))


@given(VOTES, st.integers(1, 60), KIND_CODES, st.integers(0, 30), st.sampled_from([min, max]))
def test_all_seats_are_given_or_said_not_to_be(votes, seats, code, people, pick):
    division = settled(lists_of(*votes, candidates=people), seats, KINDS[code], pick)
    assert sum(division.totals) + division.empty == seats and min(division.totals) >= 0
    assert all(total <= people for total in division.totals)
    if division.empty:
        for each, total in zip(division.lists, division.totals, strict=True):
            may = each.votes and (not KINDS[code].full_quota or each.votes >= division.quota)
            assert not may or total == people


@given(VOTES, st.integers(19, 60))
def test_from_nineteen_on_it_is_the_method_of_greatest_averages(votes, seats):
    """The referee gives every seat, not only residual ones, to the greatest average; the majority is left out of it."""
    assume(any(votes))
    given_out = [0] * len(votes)
    for _ in range(seats):
        averages = [Fraction(vote, got + 1) for vote, got in zip(votes, given_out, strict=True)]
        given_out[averages.index(max(averages))] += 1
    division = settled(lists_of(*votes), seats, KINDS["EK"])
    assert division.totals == tuple(given_out) or any(step.drawn for step in division.steps)


@given(VOTES, st.integers(19, 60))
def test_one_seat_more_costs_no_list_a_seat(votes, seats):
    fewer, more = (settled(lists_of(*votes), number, KINDS["GR2"]) for number in (seats, seats + 1))
    assume(not any(getattr(step, "drawn", False) for step in (*fewer.steps, *more.steps)))
    assert all(before <= after for before, after in zip(fewer.totals, more.totals, strict=True))


@given(VOTES, st.integers(19, 60), st.integers(1, 400))
def test_more_votes_cost_a_list_no_seat(votes, seats, extra):
    before = settled(lists_of(*votes), seats, KINDS["EK"])
    after = settled(lists_of(votes[0] + extra, *votes[1:]), seats, KINDS["EK"])
    assert before.totals[0] <= after.totals[0]


@given(VOTES, st.integers(1, 45), st.integers(1, 30), st.randoms())
def test_the_order_in_which_lists_come_in_changes_nothing(votes, seats, people, random):
    lists = lists_of(*votes, candidates=people)
    shuffled = random.sample(lists, len(lists))
    assert divide(lists, seats, council(seats)) == divide(shuffled, seats, council(seats))


@given(VOTES, st.integers(1, 45), st.integers(1, 30), st.randoms())
def test_other_list_numbers_change_nothing_but_what_a_lot_is_about(votes, seats, people, random):
    numbers = random.sample(range(1, 40), len(votes))
    renumbered = [ListVotes(*each, people) for each in zip(numbers, votes, strict=True)]
    one = divide(lists_of(*votes, candidates=people), seats, council(seats))
    other = divide(renumbered, seats, council(seats))
    if isinstance(one, Division):
        assert [other.of(number) for number in numbers] == list(one.totals)
    else:
        assert isinstance(other, LotNeeded)
        back = dict(zip(numbers, range(1, len(votes) + 1), strict=True))
        assert {back[number] for number in other.lot.options} == set(one.lot.options)


@given(VOTES, st.integers(1, 45))
def test_every_list_has_at_least_its_full_seats_unless_people_are_missing(votes, seats):
    division = settled(lists_of(*votes), seats, council(seats))
    assert all(each >= full for each, full in zip(division.totals, division.full, strict=True))
    if max(votes) * 2 > sum(votes) and any(division.residual):
        assert max(division.totals) * 2 > seats
