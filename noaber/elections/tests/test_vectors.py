"""The cases of the Kiesraad's own program, and of ours: seats, every step, lots, who is elected and who follows."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from shared_elections import needs_data, vectors

from noaber.elections.vectors import FaultyCase, answer

CASES = [case for case in vectors() if case["source"] != "official"]
SEATS = ("outcome", "quota", "full_seats", "residual_seats", "total_seats", "steps", "lots", "warnings")
PEOPLE = ("list", "preferential", "other", "ranking_changed", "ranking")


@needs_data
def test_there_are_cases_of_every_source():
    assert len(CASES) == 684
    assert {case["source"] for case in vectors()} == {"abacus_test", "abacus_generated", "official"}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_case_has_the_expected_outcome(case):
    given, expected = answer(case), case["expected"]
    if case["stage"] != "nomination":
        assert {key: given.get(key) for key in SEATS} == {key: expected.get(key) for key in SEATS}
        nomination, people = given.get("nomination"), expected.get("nomination")
    else:
        nomination, people = given, expected
        assert given["outcome"] == expected["outcome"] and given.get("lots") == expected.get("lots")
    if people and "lists" in people:
        assert Fraction(nomination["threshold"]) == Fraction(people["threshold"])
        assert [{key: row[key] for key in PEOPLE} for row in nomination["lists"]] == [
            {key: row[key] for key in PEOPLE} for row in people["lists"]
        ]


@needs_data
def test_the_seats_of_the_tweede_kamer_of_2021_are_the_official_ones():
    case = next(case for case in vectors() if case["source"] == "official")
    assert answer({**case, "lists": [{**row, "candidate_votes": []} for row in case["lists"]]})["total_seats"] == [
        0
    ] * len(case["lists"]), "without candidates nobody can be given a seat"
    assert answer(case)["total_seats"] == case["expected"]["total_seats"]


LISTS = [{"number": 1, "candidate_votes": [3, 2]}, {"number": 2, "candidate_votes": [4]}]


@pytest.mark.parametrize(
    "case",
    [
        {"seats": 0, "lists": LISTS},
        {"seats": True, "lists": LISTS},
        {"seats": 9},
        {"seats": 9, "lists": [*LISTS, LISTS[0]]},
        {"seats": 9, "lists": [{"number": 1, "candidate_votes": [-1]}]},
        {"seats": 9, "lists": [{"number": 1, "votes": -1, "candidate_votes": [1]}]},
        {"seats": 9, "lists": [{"number": 1, "candidate_numbers": [1], "candidate_votes": [1, 2]}]},
        {"seats": 9, "lists": LISTS, "election": "QQ"},
        {"seats": 9, "lists": LISTS, "draws": [{"for": "list"}]},
        {"seats": 9, "lists": LISTS, "stage": "nomination"},
    ],
)
def test_a_faulty_case_says_what_is_wrong(case):
    with pytest.raises(FaultyCase):
        answer(case)
