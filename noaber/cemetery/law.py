"""The numbers that the clocks of a cemetery run on: each with its article and the days it holds, from data.

What an act of parliament says stands in `law.toml`; what the ordinance of a municipality says comes with its local
data. A change of law is a row that ends and a row that begins.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from noaber.calendar.deadlines import Span
from noaber.values import Clause, Period, Term

_ROWS = Path(__file__).with_name("law.toml")
Rules = Mapping[str, Sequence[Term[Span]]]
"""Every value that each number had, has or will have, in the order of their days."""


class FaultyRules(ValueError):
    """The data do not hold together; `mistakes` are all there are, in Dutch, each with what to do."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__(" ".join(mistakes))
        self.mistakes = tuple(mistakes)


class NoLaw(LookupError):
    """The data say nothing about a day."""


@dataclass(frozen=True, slots=True)
class Law:
    """Every number as it holds on one day. The last eight are local: the ordinance of the municipality sets them.

    `burial_notice_hour` is the hour of the day before which a burial is announced.
    """

    general_letter_first: Term[Span]
    general_letter_last: Term[Span]
    letter_first: Term[Span]
    letter_last: Term[Span]
    request_first: Term[Span]
    signs_after: Term[Span]
    right_least: Term[Span]
    renewal_least: Term[Span]
    renewal_most: Term[Span]
    rest: Term[Span]
    neglect_repair: Term[Span]
    neglect_signs: Term[Span]
    neglect_floor: Term[Span]
    unknown_notice: Term[Span]
    urn_rest: Term[Span]
    closed_rest: Term[Span]
    burial_first: Term[Span]
    burial_last: Term[Span]
    decision: Term[Span]
    objection: Term[Span]
    term_left: Term[Span]
    transfer: Term[Span]
    intention: Term[Span]
    objects: Term[Span]
    burial_notice: Term[Span]
    burial_notice_hour: Term[Span]
    ceremony_notice: Term[Span]
    decision_extension: Term[Span]


NAMES = tuple(field.name for field in fields(Law))


@lru_cache(maxsize=1)
def national() -> Rules:
    """What the acts of parliament say."""
    return read_rules(tomllib.loads(_ROWS.read_text(encoding="utf-8"))["rule"])


def law_on(day: date, local: Rules) -> Law:
    """Every number as it holds on a day. Raises NoLaw, which names the first number that has no value then."""
    rules = {**national(), **local}
    return Law(**{name: _on(rules, name, day) for name in NAMES})


def _on(rules: Rules, name: str, day: date) -> Term[Span]:
    found = next((term for term in rules.get(name, ()) if term.holds_on(day)), None)
    if found is None:
        raise NoLaw(f"Voor {name} staat er niets over {day}. Vul de wet of de plaatselijke regels aan.")
    return found


def read_rules(rows: Iterable[Mapping[str, Any]]) -> Rules:
    """The rows of a data file. Raises FaultyRules with every mistake: an unknown name, a gap or an overlap of days."""
    found: dict[str, list[Term[Span]]] = {}
    mistakes = []
    for row in rows:
        name = str(row.get("name", ""))
        if name not in NAMES:
            mistakes.append(f"“{name}” is geen regel van een begraafplaats. Kies uit: {', '.join(NAMES)}.")
            continue
        try:
            found.setdefault(name, []).append(_term(row))
        except (KeyError, ValueError) as error:
            mistakes.append(f"De regel {name} klopt niet ({error}). Schrijf number, unit, law, article en since.")
    for name, terms in found.items():
        terms.sort(key=lambda term: term.since)
        mistakes += wrong_days(f"De regel {name}", [Period(term.since, term.until) for term in terms])
    if mistakes:
        raise FaultyRules(mistakes)
    return found


def _term(row: Mapping[str, Any]) -> Term[Span]:
    span = Span(row["number"], row["unit"], row.get("kind", "law"))
    clause = Clause(str(row["law"]), str(row["article"]))
    return Term(span, clause, row["since"], row.get("until"), bool(row.get("proposal", False)))


def wrong_days(what: str, periods: Sequence[Period]) -> list[str]:
    """The gaps and overlaps in a row of periods, with their days."""
    wrong = []
    for before, after in pairwise(sorted(periods, key=lambda one: one.since)):
        if before.until is None or after.since <= before.until:
            until = min((day for day in (before.until, after.until) if day is not None), default=None)
            end = f" tot en met {until}" if until else ""
            wrong.append(f"{what} geldt dubbel van {after.since}{end}. Laat de eerste rij eerder eindigen.")
        elif (first := before.until + timedelta(days=1)) < after.since:
            last = after.since - timedelta(days=1)
            wrong.append(f"{what} heeft geen waarde van {first} tot en met {last}. Vul de dagen aan.")
    return wrong
