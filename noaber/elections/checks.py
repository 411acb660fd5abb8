"""What is wrong or remarkable about a count: the rules stand in a data file, with the codes of the Kiesraad."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from noaber.elections.conditions import Condition, FaultyCondition, condition

_ROWS = Path(__file__).with_name("count_rules.toml")
WHO = ("CSO", "DSO", "CSB", "FILE")
NUMBERS = ("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "Z", "unexplained")
TICKS = (
    "corrigendum", "insert", "corrections", "corrected_yes", "corrected_no", "first_session", "request",
    "equal", "more", "fewer", "explained_yes", "explained_no", "because_unexplained",
    "second", "differs", "emptied",
)  # fmt: skip
QUESTIONS = ("extra", "station", "report", "own")
ABOUT_LISTS = ("total", "candidates", "listed")


@dataclass(frozen=True, slots=True)
class CountRule:
    """One rule: for whom it holds, when it is broken, and what it says then."""

    code: str
    who: frozenset[str]
    when: Condition
    text: str
    marks: tuple[str, ...]
    each_list: bool
    unless: str

    @property
    def is_error(self) -> bool:
        return self.code.startswith("F.")


@dataclass(frozen=True, slots=True)
class ListEntry:
    """Of one list: its total, its candidates, and what stands for it among the lists (E.n). None is an empty field."""

    total: int | None
    candidates: Sequence[int | None]
    listed: int | None


@dataclass(frozen=True, slots=True)
class CountEntry:
    """What was typed or read of one place, by the letters of the paper form. None is an empty field.

    `questions` are by block the answers ticked per question: `{"extra": (1, 0)}` is one answered and one not.
    """

    numbers: Mapping[str, int | None]
    lists: Mapping[int, ListEntry]
    ticks: frozenset[str] = frozenset()
    questions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def facts(self) -> dict[str, int]:
        """Everything that conditions ask about a whole count; what is empty is zero."""
        facts = {name: self.numbers.get(name) or 0 for name in NUMBERS}
        facts["lists"] = sum(each.listed or 0 for each in self.lists.values())
        facts |= {name: int(name in self.ticks) for name in TICKS}
        for block in QUESTIONS:
            answers = self.questions.get(block, ())
            facts[f"{block}_questions"] = len(answers)
            facts[f"{block}_open"] = sum(each == 0 for each in answers)
            facts[f"{block}_double"] = sum(each > 1 for each in answers)
        return facts


@dataclass(frozen=True, slots=True)
class CountFinding:
    """A rule that is broken: its code, the list when it is about one, the fields to look at, and why."""

    code: str
    list: int | None
    marks: tuple[str, ...]
    text: str


@lru_cache(maxsize=1)
def count_rules() -> tuple[CountRule, ...]:
    """All rules, in the order of the file."""
    return rules_in(tomllib.loads(_ROWS.read_text(encoding="utf-8")))


def rules_in(rows: Mapping[str, Any]) -> tuple[CountRule, ...]:
    """The rules of a data file. Raises FaultyCondition for one that asks for what no count has."""
    return tuple(_rule(row) for row in rows["rule"])


def _rule(row: Mapping[str, Any]) -> CountRule:
    when, each_list = condition(row["when"]), row.get("each") == "list"
    known = {*NUMBERS, *TICKS, "lists", *(ABOUT_LISTS if each_list else ())}
    known |= {f"{block}_{what}" for block in QUESTIONS for what in ("questions", "open", "double")}
    if unknown := when.names - known:
        raise FaultyCondition(f"Regel {row['code']} vraagt naar {', '.join(sorted(unknown))}; dat is er niet.")
    if not set(row["who"]) <= set(WHO):
        raise FaultyCondition(f"Regel {row['code']} geldt voor {', '.join(row['who'])}; kies uit {', '.join(WHO)}.")
    marks, unless = tuple(row["marks"]), row.get("unless", "")
    return CountRule(row["code"], frozenset(row["who"]), when, row["text"], marks, each_list, unless)


def check(entry: CountEntry, who: str, rules: Sequence[CountRule] | None = None) -> tuple[CountFinding, ...]:
    """Which rules are broken by this count, for one who looks at it as `who` (CSO, DSO, CSB or FILE)?"""
    rules = [rule for rule in (count_rules() if rules is None else rules) if who in rule.who]
    whole = entry.facts()
    found = [*_broken(rules, whole, None)]
    for number, each in entry.lists.items():
        candidates = sum(votes or 0 for votes in each.candidates)
        facts = {"total": each.total or 0, "candidates": candidates, "listed": each.listed or 0, "list": number}
        found += _broken(rules, whole | facts, number)
    return tuple(found)


def _broken(rules: Sequence[CountRule], facts: Mapping[str, int], number: int | None) -> Iterator[CountFinding]:
    """The rules about a whole count (no number), or those about one list. A rule may keep silent for another one."""
    broken = [rule for rule in rules if rule.each_list == (number is not None) and rule.when.holds(facts)]
    codes = {rule.code for rule in broken}
    for rule in broken:
        if rule.unless not in codes:
            yield CountFinding(rule.code, number, rule.marks, rule.text.format_map(facts))
