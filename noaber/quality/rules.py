"""Findings about the registrations: where they come from, by when they are worked off, and what counts of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days
from noaber.quality.terms import QualityTerms
from noaber.values import Clause, Decision, Line, grant, refuse
from noaber.values.bsn import passes_eleven_test

BCM, SAMPLE, OWN = "bcm", "sample", "own"
ORIGINS = {BCM: "bestandscontrole (BCM)", SAMPLE: "steekproef", OWN: "eigen controle"}
FIXED, NO_FAULT, PASSED_ON = "fixed", "no-fault", "passed-on"
HANDLINGS = {FIXED: "hersteld", NO_FAULT: "geen fout", PASSED_ON: "doorgezet aan een andere gemeente"}
SERVICE = 7
LONGEST_REFERENCE = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `reference` is what the source calls it: no name and no citizen number."""

    reference: str
    origin: str
    received: date
    settled: bool = False
    passed: bool = False


def due_on(received: date, terms: QualityTerms) -> date:
    """By when must it be settled? So many working days after it was received."""
    return add_working_days(received, terms.settle_workdays.value)


def wrong_reference(reference: str) -> str:
    """What is wrong with a reference, in a sentence that says what to do; empty where nothing is."""
    if not reference.strip():
        return "Het kenmerk ontbreekt. Neem het over uit de lijst."
    if len(reference) > LONGEST_REFERENCE:
        return f"Het kenmerk is langer dan {LONGEST_REFERENCE} tekens. Neem alleen het nummer van de bevinding over."
    if not reference.isprintable():
        return "Het kenmerk bevat tekens die niet te lezen zijn. Typ het over."
    if any(passes_eleven_test(digits) for digits in re.findall(r"(?<!\d)\d{9}(?!\d)", reference)):
        return "Dit lijkt een burgerservicenummer. Gebruik het nummer van de bevinding."
    return ""


def may_record(wanted: Finding, known: bool, day: date, terms: QualityTerms) -> Decision:
    """May this finding be recorded? Received already, and not twice."""
    clause = terms.settle_workdays.clause
    if known:
        text = f"Bevinding {wanted.reference} staat al in de lijst."
        return refuse("already-known", clause, text, "Zoek haar op en handel haar daar af.")
    if wanted.received > day:
        return refuse("received-later", clause, f"{short_day(wanted.received)} moet nog komen.", "Verbeter de dag.")
    return grant("recorded", clause, f"Afhandelen uiterlijk {short_day(due_on(wanted.received, terms))}.")


def may_import(number: int, terms: QualityTerms) -> Decision:
    """May a list be taken in? What is wrong in it was said before; an empty list says that there was nothing."""
    text = f"{number} {'bevinding' if number == 1 else 'bevindingen'} ingelezen." if number else "De lijst was leeg."
    return grant("imported", terms.settle_workdays.clause, text)


def may_settle(finding: Finding, handling: str, note: str, terms: QualityTerms) -> Decision:
    """May it be settled? Once, with what was done; where there was no fault, why."""
    clause = terms.settle_workdays.clause
    if finding.settled:
        return refuse("already-settled", clause, f"Bevinding {finding.reference} is al afgehandeld.")
    if handling not in HANDLINGS:
        return refuse("unknown-handling", clause, f"“{handling}” is geen manier van afhandelen.")
    if handling != FIXED and not note.strip():
        text = f"Bij “{HANDLINGS[handling]}” hoort een toelichting."
        return refuse("no-note", clause, text, "Schrijf in een zin waarom, zonder namen.")
    return grant("settled", clause, f"Afgehandeld: {HANDLINGS[handling]}.")


def may_pass(finding: Finding, due: date, day: date, terms: QualityTerms) -> Decision:
    """Has the term of an open finding run out, so that it counts as missed? `due` is what it was when it came in."""
    clause = terms.settle_workdays.clause
    if finding.settled or finding.passed or day <= due:
        return refuse("not-passed", clause, "De termijn loopt nog.")
    return grant("passed", clause, f"De termijn liep af op {short_day(due)}.")


def settled_lines(kpis: Sequence[tuple[str, Clause]], finding: Finding, due: date, day: date) -> list[Line]:
    """What counts of a finding that is settled: in time or not, unless it already counts as missed."""
    if finding.passed:
        return []
    return [Line("kpi", day, int(day <= due), "count", SERVICE, code, 1, clause.number) for code, clause in kpis]


def passed_lines(kpis: Sequence[tuple[str, Clause]], due: date) -> list[Line]:
    """What counts of a finding that ran out of time: missed, for the day it was due."""
    return [Line("kpi", due, 0, "count", SERVICE, code, 1, clause.number) for code, clause in kpis]


def may_score(points: int, most: int, year: int, scored: bool, day: date, clause: Clause) -> Decision:
    """May this score of a self-evaluation be recorded? Once, of a year that has begun, and not above the most."""
    if scored:
        return refuse("already-scored", clause, f"De score van {year} is al vastgelegd.", "Vraag de beheerder om raad.")
    if year > day.year:
        return refuse("year-ahead", clause, f"{year} moet nog beginnen.", "Kies dit jaar of een eerder jaar.")
    if most <= 0 or not 0 <= points <= most:
        text = f"{points} punten past niet bij een maximum van {most}."
        return refuse("impossible-score", clause, text, "Neem beide getallen over uit de Kwaliteitsmonitor.")
    return grant("scored", clause, f"De score is {points} van {most} punten.")


def score_lines(kpis: Sequence[tuple[str, Clause]], points: int, most: int, day: date) -> list[Line]:
    """What counts of a score: the points, of the most there were."""
    return [Line("kpi", day, points, "count", SERVICE, code, most, clause.number) for code, clause in kpis]
