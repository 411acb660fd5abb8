"""Who is elected where a party has lists in more districts: the Tweede Kamer of 2021, and each rule by itself."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from shared_elections import ELECTIONS, needs_data, vectors

from noaber.elections import control
from noaber.elections.districts import (
    DistrictList,
    GroupElected,
    GroupLot,
    elect_group,
    group_lists,
    seats_of_lists,
)
from noaber.elections.elected import CandidateLot
from noaber.elections.eml.counts import Block, Contest, Layout, Row, Unit, read_counts
from noaber.elections.eml.result import read_result
from noaber.elections.explained import NAMELESS, explain_groups
from noaber.elections.kinds import KINDS
from noaber.elections.seats import ListVotes, WrongDraw, divide

TK = KINDS["TK"]
NEVER = Fraction(10**9)


@needs_data
def test_all_150_members_of_2021_are_elected_as_they_were_and_in_the_same_way():
    package = ZipFile(ELECTIONS / "EML_bestanden_TK2021_deel_1.zip")
    contest = read_counts(package.read("Totaaltelling_TK2021.eml.xml")).contests[0]
    result = read_result(package.read("Resultaat_TK2021.eml.xml"))
    division = control.recompute(contest.total, 150, TK).division
    groups = control.recompute_districts(contest, division, TK)
    assert list(control.check_groups(groups, result)) == [] and list(control.check_seats(division, result)) == []
    elected = {code for group in groups.values() for code in group.preferential + group.other}
    official = next(case for case in vectors() if case["source"] == "official")["expected"]["elected_short_codes"]
    codes = official.values() if isinstance(official, dict) else [official]
    assert len(elected) == 150 and elected == {code for some in codes for code in some}
    assert [number for number, group in groups.items() if group.unsettled] == [7]
    assert {number: len(group.seats) for number, group in groups.items() if len(group.seats) > 1} == {
        3: 20, 4: 20, 6: 5, 7: 20}  # fmt: skip


def national(*units):
    layout = Layout((Row(1), Row(1, 0, "a"), Row(1, 0, "b")), {1: "A"})
    blocks = [(name, Block(layout, (sum(votes), *votes), 99, sum(votes), 0, 0, {})) for name, votes in units]
    return Contest("1", "", None, tuple(Unit(name, name, block) for name, block in blocks))


@pytest.mark.parametrize("names", [("HSB2", "HSB1"), ("A1", "B1"), ("HSB", "HSB1"), ("9" * 5000, "8" * 5000)])
def test_no_district_takes_the_place_of_another_whatever_it_is_called(names):
    contest = national(*zip(names, [(20, 1), (5, 15)], strict=True))
    division = divide([ListVotes(1, 41, 2)], 1, TK)
    assert control.recompute_districts(contest, division, TK)[1].preferential == ("a",)


def test_a_list_without_votes_in_any_district_has_nobody_to_elect():
    division = divide([ListVotes(1, 14, 2)], 1, TK)
    assert control.recompute_districts(national(("HSB1", (0, 0))), division, TK) == {}


def lists(*votes):
    return [DistrictList(number, each) for number, each in enumerate(votes, 1)]


def people(*votes, start="a"):
    return {f"{start}{place}": vote for place, vote in enumerate(votes, 1)}


def test_lists_that_read_the_same_are_one_list():
    by_district = {4: people(5, 3), 2: people(1, 1), 9: {"a2": 7, "a1": 1}}
    assert group_lists(by_district) == (
        DistrictList(2, {"a1": 6, "a2": 4}),
        DistrictList(9, {"a2": 7, "a1": 1}),
    )


@pytest.mark.parametrize(
    ("votes", "seats", "given"),
    [((60, 40), 5, {1: 3, 2: 2}), ((66, 34), 5, {1: 3, 2: 2}), ((71, 29), 5, {1: 4, 2: 1}), ((98, 2), 1, {1: 1, 2: 0})],
)
def test_seats_of_a_group_go_by_its_own_quota_and_greatest_remainders(votes, seats, given):
    made = lists(*(people(vote, *[0] * 9, start=str(at)) for at, vote in enumerate(votes)))
    assert seats_of_lists(made, seats, []).of == given


def test_equal_remainders_ask_for_a_lot_where_they_do_not_both_fit():
    made = lists(people(50, 0, 0, start="a"), people(50, 0, 0, start="b"))
    assert seats_of_lists(made, 3, []) == GroupLot((1, 2))
    assert seats_of_lists(made, 3, [2]).of == {1: 1, 2: 2} and seats_of_lists(made, 4, []).of == {1: 2, 2: 2}
    with pytest.raises(WrongDraw):
        seats_of_lists(made, 3, [3])


def test_a_list_gets_no_more_seats_than_it_has_people():
    made = lists(people(90, start="a"), people(6, 0, 0, start="b"), people(4, 0, 0, start="c"))
    assert seats_of_lists(made, 4, []).of == {1: 1, 2: 2, 3: 1}


def elected(made, seats, least=NEVER, **draws):
    return elect_group(1, made, seats, Fraction(least), TK, **draws)


def test_who_is_first_on_two_lists_counts_where_most_votes_were_and_the_other_goes_on():
    made = lists({"top": 40, "b": 9, "c": 1}, {"top": 45, "d": 4, "e": 2})
    assert seats_of_lists(made, 2, []).of == {1: 1, 2: 1} and elected(made, 2).other == ("b", "top")
    assert seats_of_lists(made, 4, []).of == {1: 2, 2: 2} and set(elected(made, 4).other) == {"b", "c", "top", "d"}


def test_equal_votes_on_two_lists_count_in_the_lowest_district():
    made = lists({"top": 40, "b": 10}, {"top": 40, "d": 10})
    assert elected(made, 2).other == ("top", "d")


def test_equal_votes_of_preference_on_two_lists_count_in_the_lowest_district():
    group = elected(lists({"top": 40, "b": 11}, {"top": 40, "d": 10}), 1, 25)
    assert group.preferential == ("top",) and group.seats == {1: 1, 2: 0} and not group.unsettled


def test_votes_of_all_districts_together_pass_the_threshold():
    made = lists({"a": 41, "b": 13}, {"c": 40, "b": 13})
    assert elected(made, 2, 25).preferential == ("a", "c")
    assert elected(made, 3, 25).preferential == ("a", "c", "b")
    assert elected(made, 3, 26).preferential == ("a", "c")


def test_equal_votes_of_preference_ask_for_a_lot_where_they_do_not_both_fit():
    made = lists({"a": 40, "b": 2}, {"c": 40, "d": 1})
    assert isinstance(elected(made, 1, 25), CandidateLot)
    group = elected(made, 1, 25, candidate_draws=["c"])
    assert group.preferential == ("c",) and group.seats == {1: 0, 2: 1} and group.unsettled
    for draws in (["c", "a"], ["z"], ["b"]):
        with pytest.raises(WrongDraw):
            elected(made, 1, 25, candidate_draws=draws)


def test_who_passes_on_a_list_without_a_seat_gets_one_all_the_same():
    made = lists({"a": 90, "b": 1}, {"c": 30, "d": 1})
    group = elected(made, 1, 25)
    assert group.preferential == ("a",) and not group.unsettled
    made = lists({"a": 20, "b": 80}, {"c": 30, "d": 1})
    group = elected(made, 2, 25)
    assert (
        group.preferential == ("b", "c")
        and group.seats == {1: 1, 2: 1}
        and group.unsettled == (seats_of_lists(made, 2, []).of != {1: 1, 2: 1})
    )


def test_who_died_is_left_out_everywhere():
    made = group_lists({1: {"a": 90, "b": 1, "c": 0}, 2: {"a": 50, "d": 1}}, frozenset({"a"}))
    group = elected(made, 2, 25)
    assert "a" not in group.preferential + group.other and len(group.other) == 2


NAMES = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True)
GROUP = st.lists(st.tuples(NAMES, st.lists(st.integers(0, 50), min_size=8, max_size=8)), min_size=1, max_size=5)


@given(GROUP, st.integers(1, 10), st.sampled_from([25, 10**9]))
def test_as_many_are_elected_as_there_are_seats_and_people_and_nobody_twice(rows, seats, least):
    made = group_lists({at: dict(zip(names, votes, strict=False)) for at, (names, votes) in enumerate(rows, 1)})
    if not sum(each.total for each in made):
        return
    list_draws, candidate_draws = [], []
    while not isinstance(
        group := elected(made, seats, least, list_draws=list_draws, candidate_draws=candidate_draws), GroupElected
    ):
        if isinstance(group, GroupLot):
            list_draws.append(group.options[-1])
        else:
            everybody = list(dict.fromkeys(code for each in made for code in each.people))
            candidate_draws.append(everybody[group.options[-1]])
    both = group.preferential + group.other
    room = sum(len(each.people) for each in made)
    assert len(set(both)) == len(both) <= seats and sum(group.seats.values()) == min(seats, room)
    everybody = {code for each in made for code in each.people}
    assert set(both) <= everybody
    assert explain_groups({1: group}, Fraction(least), NAMELESS, {})
