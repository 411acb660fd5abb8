"""Every day that the law sets for an election, counted from the day of voting, with its article and the reason.

The rules are data: those of the Kieswet in this folder, those of a municipal referendum in the municipality's own file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from noaber.calendar.deadlines import Span, raw_end
from noaber.calendar.holidays import holidays
from noaber.calendar.words import short_day
from noaber.calendar.working_days import next_working_day
from noaber.values import Clause

_ROWS = Path(__file__).with_name("calendar_rules.toml")
VOTING = "election"
KINDS = ("TK", "EP", "PS", "AB", "GR", "REF")
ACTORS = {
    "contractor": "de uitvoerende gemeente",
    "college": "het college",
    "mayor": "de burgemeester",
    "council": "de raad",
    "csb": "het centraal stembureau",
    "gsb": "het gemeentelijk stembureau",
    "station": "de stembureaus",
    "party": "de partij",
    "voter": "de kiezer",
    "elected": "de benoemde",
}
NEEDED = ("key", "title", "after", "article", "elections", "since", "source", "checked")
SORTS = {"days": int, "months": int, "lead": int, "still": bool, "since": date, "until": date, "elections": list}
"""What the values of a rule are; the others are text."""
CHECKED = ("verified", "law_text_2017", "memory", "ordinance")


@dataclass(frozen=True, slots=True)
class DayRule:
    """One day of law: so many days or months after (or, below zero, before) an event, which may be another rule's day.

    `still` days do not move when they are no working day. `since` and `until` are about the day of voting. `checked`
    says how sure we are of the text. `actor`, `paper` and `lead` are how we work, not law.
    """

    key: str
    title: str
    days: int
    months: int
    after: str
    clause: Clause
    elections: frozenset[str]
    since: date
    until: date | None
    source: str
    checked: str
    still: bool = False
    actor: str = ""
    paper: str = ""
    lead: int | None = None

    @property
    def span(self) -> Span:
        """How far from the event; a rule counts days or months, not both."""
        number, unit = (self.months, "month") if self.months else (self.days, "day")
        return Span(abs(number), unit, backwards=number < 0)

    def holds(self, kind: str, voting: date) -> bool:
        return kind in self.elections and self.since <= voting and (self.until is None or voting <= self.until)


Z12 = Clause("Kieswet", "Z 12")


@dataclass(frozen=True, slots=True)
class LegalDay:
    """A day of an election: what must be done, when, and why then. `counted` is the day before it was moved."""

    rule: DayRule
    day: date
    counted: date
    event: date

    @property
    def moved(self) -> bool:
        return self.day != self.counted

    @property
    def remind_on(self) -> date | None:
        """The day on which the task comes into sight."""
        return None if self.rule.lead is None else self.day - timedelta(days=self.rule.lead)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one election in order; `open` are rules about an event whose day is not known yet."""

    kind: str
    voting: date
    days: tuple[LegalDay, ...]
    open: tuple[DayRule, ...]
    titles: Mapping[str, str] = field(compare=False)
    """What every event is called, also one that this election has no rule for."""

    def of(self, key: str) -> LegalDay:
        """A day by the key of its rule. Raises KeyError."""
        return {each.rule.key: each for each in self.days}[key]


class FaultyCalendar(ValueError):
    """A file of rules that cannot be right; the text says what is wrong."""


@lru_cache(maxsize=1)
def law_rules() -> tuple[DayRule, ...]:
    """The rules of the Kieswet, in the order of the file."""
    return rules_in(tomllib.loads(_ROWS.read_text(encoding="utf-8")))


def rules_in(rows: Mapping[str, Any], law: str = "Kieswet") -> tuple[DayRule, ...]:
    """The rules of a file. Raises FaultyCalendar for a rule after an event that nobody knows, or in a circle."""
    given = rows.get("rule")
    if not isinstance(given, list):
        raise FaultyCalendar("Er staan geen regels in. Begin elke regel met [[rule]].")
    rules = tuple(_rule(row, law) for row in given)
    keys = {rule.key for rule in rules} | {VOTING}
    for rule in rules:
        if rule.after not in keys:
            raise FaultyCalendar(f"{rule.key} telt vanaf {rule.after}; dat staat niet in het bestand.")
        if rule.actor and rule.actor not in ACTORS:
            raise FaultyCalendar(f"{rule.key}: {rule.actor} handelt niet; kies uit {', '.join(ACTORS)}.")
        if rule.checked not in CHECKED or not rule.elections <= set(KINDS):
            raise FaultyCalendar(f"{rule.key}: checked of elections heeft een onbekende waarde.")
        if rule.days and rule.months:
            raise FaultyCalendar(f"{rule.key} telt dagen en maanden; kies een van de twee.")
    after = {rule.key: rule.after for rule in rules if rule.key != VOTING}
    for key in after:
        if not _reaches_voting(key, after):
            raise FaultyCalendar(f"{key} telt in een kring en komt nooit bij de dag van stemming.")
    return rules


def _reaches_voting(key: str, after: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while key != VOTING and key not in seen:
        seen.add(key)
        key = after[key]
    return key == VOTING


def _rule(row: Mapping[str, Any], law: str) -> DayRule:
    key = row.get("key", "een regel zonder key")
    if missing := [name for name in NEEDED if name not in row]:
        raise FaultyCalendar(f"{key}: {', '.join(missing)} ontbreekt.")
    if wrong := [name for name, value in row.items() if type(value) is not SORTS.get(name, str)]:
        raise FaultyCalendar(f"{key}: {', '.join(wrong)} kan zo niet. Een dag is 2026-01-31, zonder aanhalingstekens.")
    return DayRule(
        row["key"],
        row["title"],
        row.get("days", 0),
        row.get("months", 0),
        row["after"],
        Clause(law, row["article"]),
        frozenset(row["elections"]),
        row["since"],
        row.get("until"),
        row["source"],
        row["checked"],
        row.get("still", False),
        row.get("actor", ""),
        row.get("paper", ""),
        row.get("lead"),
    )


def calendar_of(
    kind: str, voting: date, rules: Sequence[DayRule] | None = None, known: Mapping[str, date] | None = None
) -> Calendar:
    """The calendar of an election. `known` are days that are fixed otherwise, such as when a result was established;
    they come in the place of what the rules would say.
    """
    rules, known = law_rules() if rules is None else rules, known or {}
    left = [rule for rule in rules if rule.holds(kind, voting)]
    events = {VOTING: voting, **known}
    days: list[LegalDay] = []
    while ready := [rule for rule in left if rule.after in events]:
        for rule in ready:
            left.remove(rule)
            made = _day(rule, events[rule.after], known.get(rule.key))
            events.setdefault(rule.key, made.day)
            days.append(made)
    order = {rule.key: at for at, rule in enumerate(rules)}
    days.sort(key=lambda each: (each.day, order[each.rule.key]))
    titles = {rule.key: rule.title for rule in rules} | {VOTING: "de stemming"}
    return Calendar(kind, voting, tuple(days), tuple(left), titles)


def _day(rule: DayRule, event: date, known: date | None) -> LegalDay:
    """Counted from the event; what is no working day moves to the next one, also when it was counted back (Z 12)."""
    if known is not None:
        return LegalDay(rule, known, known, event)
    counted = raw_end(event, rule.span)
    return LegalDay(rule, counted if rule.still else next_working_day(counted), counted, event)


def explain_day(day: LegalDay, calendar: Calendar) -> str:
    """Why it is that day: from what it was counted, and what moved it."""
    span = day.rule.span
    way = f"{span} {'voor' if span.backwards else 'na'}" if span.number else "Op de dag van"
    text = f"{way} {_lower(calendar.titles[day.rule.after])} ({short_day(day.event)})."
    if day.moved:
        reason = holidays(day.counted.year).get(day.counted, "weekend")
        text += f" Dat is {short_day(day.counted)} ({reason}); hij schuift naar {short_day(day.day)} ({Z12})."
    return text


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:].partition(",")[0]
