"""The rules about a count: the official codes, each boundary on both sides, and conditions that do no harm."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from shared_elections import ELECTIONS, needs_data

from noaber.elections.checks import CountEntry, ListEntry, check, count_rules, rules_in
from noaber.elections.conditions import FaultyCondition, condition

GOOD = CountEntry(
    {"A": 90, "B": 8, "C": 2, "D": 100, "E": 97, "F": 2, "G": 1, "H": 100, "I": None, "J": 0, "Z": 200},
    {1: ListEntry(60, (40, 20), 60), 2: ListEntry(37, (37, None), 37)},
    frozenset({"equal"}),
    {"extra": (1, 1), "station": (1, 1), "report": (1,), "own": (1,)},
)
WHO = ("CSO", "DSO", "CSB", "FILE")


@needs_data
def test_the_codes_are_the_official_ones_for_the_same_committees():
    official = json.loads((ELECTIONS / "validation_rules.json").read_text(encoding="utf-8"))["rules"]
    ours = {rule.code: rule for rule in count_rules() if not rule.code.startswith("Q.")}
    assert len(official) == 38 and list(ours) == [row["code"] for row in official]
    for row in official:
        rule = ours[row["code"]]
        assert rule.who - {"FILE"} == set(row["applies_to"]) and rule.is_error == (row["level"] == "error")


@pytest.mark.parametrize("who", WHO)
def test_a_good_count_has_no_findings(who):
    assert check(GOOD, who) == ()


def changed(numbers=(), ticks=None, lists=(), **questions):
    entry = replace(
        GOOD,
        numbers={**GOOD.numbers, **dict(numbers)},
        lists={**GOOD.lists, **dict(lists)},
        questions={**GOOD.questions, **questions},
    )
    return entry if ticks is None else replace(entry, ticks=frozenset(ticks))


def codes(entry, who):
    return {finding.code for finding in check(entry, who)}


FEWER = {"H": 99, "E": 96, "J": 1}
FEWER_LISTS = {2: ListEntry(36, (36,), 36)}
EXPLAINED = {"fewer", "explained_yes"}


@pytest.mark.parametrize(
    ("code", "who", "broken", "kept"),
    [
        ("F.101", "CSO", changed(extra=(1, 0)), changed(extra=(0, 0))),
        ("F.102", "CSO", changed(extra=(2, 1)), changed(extra=(1, 1))),
        ("F.111", "CSO", changed(station=(1, 0)), changed(station=(1, 1))),
        ("F.112", "CSO", changed(station=(1, 2)), changed(station=(1, 1))),
        ("F.121", "DSO", changed(report=(0,)), changed(report=(1,))),
        ("F.122", "DSO", changed(ticks={"equal", "corrigendum"}), changed(ticks={"equal", "corrigendum", "insert"})),
        ("F.131", "DSO", changed(ticks={"equal", "corrections"}, own=(0,)), changed(ticks={"equal"}, own=(0,))),
        ("F.132", "DSO", changed(ticks={"equal", "corrected_no", "corrigendum", "insert"}),
         changed(ticks={"equal", "corrected_no"})),
        ("F.133", "DSO", changed(ticks={"equal", "corrected_yes"}),
         changed(ticks={"equal", "corrected_yes", "corrigendum", "insert"})),
        ("F.134", "DSO", changed(ticks={"equal", "corrected_yes", "corrected_no"}), GOOD),
        ("F.135", "DSO", changed(ticks={"equal", "first_session", "request"}), changed(ticks={"equal", "request"})),
        ("F.201", "CSB", changed({"A": 91}), GOOD),
        ("F.202", "CSB", changed({"E": 96}), GOOD),
        ("F.203", "CSB", changed({"F": 3}), GOOD),
        ("F.204", "CSB", changed({"E": None}), changed({"E": 1})),
        ("F.301", "CSO", changed(FEWER, lists=FEWER_LISTS), GOOD),
        ("F.302", "CSO", changed(ticks={"more"}), changed({"H": 101, "I": 1}, {"more", "explained_yes"})),
        ("F.303", "CSO", changed(ticks={"fewer"}), changed(FEWER, EXPLAINED)),
        ("F.304", "CSO", changed(ticks=()), GOOD),
        ("F.304", "CSO", changed(ticks={"equal", "more"}), GOOD),
        ("F.305", "CSO", changed({"I": 1}), GOOD),
        ("F.306", "CSO", changed({"H": 102, "I": 1}, {"more"}), changed({"H": 101, "I": 1}, {"more"})),
        ("F.307", "CSO", changed({"H": 101, "I": 1, "J": 1}, {"more"}), changed({"H": 101, "I": 1}, {"more"})),
        ("F.308", "CSO", changed({"H": 98, "J": 1}, {"fewer"}), changed({"H": 99, "J": 1}, {"fewer"})),
        ("F.309", "CSO", changed({"H": 99, "J": 1, "I": 1}, {"fewer"}), changed({"H": 99, "J": 1}, {"fewer"})),
        ("F.310", "CSO", changed(FEWER, {"fewer"}), changed(FEWER, EXPLAINED)),
        ("F.310", "CSO", changed(FEWER, EXPLAINED | {"explained_no"}), changed(FEWER, EXPLAINED)),
        ("F.311", "DSO", changed(ticks={"equal", "explained_no"}),
         changed(ticks={"equal", "explained_no", "because_unexplained"})),
        ("F.312", "CSB", changed({"H": 99}), changed({"H": 99, "J": 1})),
        ("F.312", "CSB", changed({"H": 101}), changed({"H": 101, "I": 1})),
        ("F.401", "CSB", changed(lists={1: ListEntry(None, (1,), 0)}), changed(lists={1: ListEntry(0, (0,), 0)})),
        ("F.401", "CSB", changed(lists={1: ListEntry(0, (0,), 1)}), GOOD),
        ("F.402", "CSB", changed(lists={1: ListEntry(60, (40, 21), 60)}), GOOD),
        ("F.403", "CSB", changed(lists={1: ListEntry(60, (40, 20), 61)}), GOOD),
        ("W.001", "CSO", changed(ticks={"equal", "second", "differs"}), changed(ticks={"equal", "second"})),
        ("W.002", "CSO", changed(ticks={"equal", "emptied"}), GOOD),
        ("W.201", "CSO", changed({"F": 3}), changed({"F": 2})),
        ("W.202", "CSO", changed({"G": 3}), changed({"G": 2})),
        ("W.203", "CSO", changed({"D": 765, "H": 750}), changed({"D": 764, "H": 750})),
        ("W.203", "CSO", changed({"D": 1020, "H": 1000}), changed({"D": 1019, "H": 1000})),
        ("W.204", "CSB", changed({"H": 0}), changed({"H": 1})),
        ("W.205", "CSB", changed({"Z": None}), changed({"Z": 1})),
        ("W.206", "CSB", changed({"Z": 89}), changed({"Z": 90})),
        ("Q.1", "FILE", changed({"D": 102}), changed({"D": 101})),
        ("Q.2", "FILE", changed({"unexplained": 1}), GOOD),
    ],
)  # fmt: skip
def test_a_rule_is_broken_on_one_side_of_its_boundary_and_kept_on_the_other(code, who, broken, kept):
    assert code in codes(broken, who) and code not in codes(kept, who)


@pytest.mark.parametrize(
    ("spoken", "silent", "entry"),
    [
        ("F.204", {"F.202", "F.203"}, changed({"E": 0})),
        ("F.401", {"F.402"}, changed(lists={1: ListEntry(0, (5,), 5)})),
        ("W.205", {"W.206"}, changed({"Z": 0})),
    ],
)
def test_one_mistake_is_told_once(spoken, silent, entry):
    assert spoken in codes(entry, "CSB") and not silent & codes(entry, "CSB")


def test_rules_of_one_committee_do_not_hold_for_another():
    entry = changed({"H": 99}, ticks=())
    assert "F.304" in codes(entry, "DSO") and "F.304" not in codes(entry, "CSB")
    assert "F.312" in codes(entry, "CSB") and "F.312" not in codes(entry, "DSO")


def test_a_finding_says_the_numbers_and_points_at_the_fields():
    finding = next(each for each in check(changed({"A": 91}), "CSB") if each.code == "F.201")
    assert finding.marks == ("A", "B", "C", "D") and "91 + 8 + 2" in finding.text
    listed = next(each for each in check(changed(lists={1: ListEntry(59, (40, 20), 60)}), "CSB"))
    assert listed.list == 1


NUMBER = st.none() | st.integers(0, 2_000)


@given(st.fixed_dictionaries(dict.fromkeys("ABCDEFGHIJZ", NUMBER)), st.sampled_from(WHO))
def test_any_numbers_are_checked_without_a_crash_and_empty_is_zero(numbers, who):
    entry = replace(GOOD, numbers=numbers)
    zeros = replace(GOOD, numbers={name: number or 0 for name, number in numbers.items()})
    assert check(entry, who) == check(zeros, who)


@pytest.mark.parametrize(
    "text",
    ["__import__('os')", "A.B", "A[0]", "lambda: 1", "A if B else C", "'a'", "1.5", "True", "A ** B", "abs(A, B)",
     "abs(*A)", "f(A)", "A ==", "(A for A in B)", "A := 1", "A // B"],
)  # fmt: skip
def test_a_condition_understands_sums_and_comparisons_and_nothing_else(text):
    with pytest.raises(FaultyCondition):
        condition(text)


@pytest.mark.parametrize(
    ("text", "holds"),
    [("A + B * 2 == 7", True), ("A - B < 0", True), ("abs(A - B) >= 3", False), ("not A > B", True),
     ("0 < A < B", True), ("0 < B < A", False), ("A == 3 or B == 3", True), ("-A == 0 - 1", True)],
)  # fmt: skip
def test_a_condition_holds_or_not(text, holds):
    assert condition(text).holds({"A": 1, "B": 3}) is holds


@pytest.mark.parametrize("row", [{"when": "X > 1"}, {"who": ["GSB"]}, {"when": "total > 1"}])
def test_a_rule_that_asks_for_what_no_count_has_is_refused_when_it_is_read(row):
    rule = {"code": "F.999", "who": ["CSO"], "when": "A > 1", "text": "", "marks": []} | row
    with pytest.raises(FaultyCondition):
        rules_in({"rule": [rule]})
