"""Each step is said with its article, and the amounts are those of the step."""

from __future__ import annotations

from fractions import Fraction

import pytest

from noaber.elections.elected import Candidates, elect, successor
from noaber.elections.explained import Names, amount, explain_division, explain_elected, explain_successor
from noaber.elections.kinds import KINDS
from noaber.elections.seats import ListVotes, divide

NAMES = Names({1: "LPO", 2: "CDA"}, {(1, 2): "Jansen, A."})


def lists(*votes, people=30):
    return [ListVotes(number, vote, people) for number, vote in enumerate(votes, 1)]


def articles(answer):
    return [sentence.clause.number for sentence in explain_division(answer)]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (1524, "1.524"), (Fraction(1226, 15), "81 11/15"), (Fraction(1, 3), "1/3"), (2279130, "2.279.130")],
)
def test_an_amount_is_written_as_in_dutch_and_never_rounded(value, text):
    assert amount(value) == text


def test_a_division_is_told_from_the_quota_to_the_last_seat():
    answer = divide(lists(540, 160, 160, 80, 80, 80, 60, 40), 15, KINDS["GR1"])
    assert articles(answer) == ["P 5"] + ["P 6"] * 8 + ["P 8"] * 3
    texts = [sentence.text for sentence in explain_division(answer, NAMES)]
    assert texts[0] == "De kiesdeler is 1.200 stemmen gedeeld door 15 zetels: 80."
    assert texts[1] == "Lijst 1 (LPO) heeft 540 stemmen en krijgt 6 zetels; er blijven 60 stemmen over."
    assert texts[-2].startswith("Restzetel 1 gaat naar lijst 1 (LPO): het grootste overschot (60).")


def test_majority_exhaustion_and_empty_seats_have_their_article():
    assert "P 9" in articles(divide(lists(501, 299, 200), 10, KINDS["GR1"]))
    assert articles(divide(lists(501, 299, people=3), 9, KINDS["GR1"]))[-1] == "P 10"
    assert articles(divide(lists(0, 0), 9, KINDS["GR1"]))[-1] == "P 5"
    assert articles(divide(lists(500, 400), 19, KINDS["GR2"]))[-1] == "P 7"


def test_a_lot_that_is_needed_is_the_last_sentence():
    assert explain_division(divide(lists(100, 100, 100), 4, KINDS["GR1"]))[-1].clause.number == "P 14"
    drawn = explain_division(divide(lists(100, 100, 100), 4, KINDS["GR1"], [3]), NAMES)[-1]
    assert "Het lot besliste tussen lijst 1 (LPO), lijst 2 (CDA) en lijst 3." in drawn.text


def test_who_is_elected_is_told_with_votes_and_ranking():
    people = {1: Candidates(1, {1: 10, 2: 60, 3: 5})}
    sentences = explain_elected(elect([people[1]], {1: 2}, Fraction(100), 23, KINDS["GR2"]), people, NAMES)
    assert [sentence.clause.number for sentence in sentences] == ["P 15", "P 15", "P 17", "P 19"]
    assert "2. Jansen, A. is gekozen met 60 voorkeurstemmen" in sentences[1].text
    lot = explain_elected(
        elect([Candidates(1, {1: 60, 2: 60})], {1: 1}, Fraction(100), 23, KINDS["GR2"]), people, NAMES
    )
    assert [sentence.clause.number for sentence in lot] == ["P 14"]


def test_a_vacancy_is_told_with_who_was_passed_over():
    people = Candidates(1, {1: 10, 2: 60})
    nomination = elect([people], {1: 1}, Fraction(100), 23, KINDS["GR2"]).lists[0]
    sentences = explain_successor(1, successor(nomination, {2: {"member"}}), NAMES)
    assert [sentence.clause.number for sentence in sentences] == ["W 2", "W 1"]
    used_up = explain_successor(1, successor(nomination, {1: {"declined"}, 2: {"member"}}), NAMES)
    assert [sentence.clause.number for sentence in used_up] == ["W 2", "W 2", "W 1"]
