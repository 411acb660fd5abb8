"""When a report may be explained, fixed and checked, and what counts of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days
from noaber.reporting.terms import ReportTerms
from noaber.values import Clause, Decision, DutyOrder, Line, Period, grant, refuse

CONCEPT, FIXED, AGREED, DISPUTED = "concept", "fixed", "agreed", "disputed"
STATES = {CONCEPT: "concept", FIXED: "vastgesteld", AGREED: "feiten akkoord", DISPUTED: "feiten betwist"}
ON_TIME = "RP-01"


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """How a report stands: over which quarter, in which state, since when."""

    period: Period
    state: str = CONCEPT
    fixed_on: date | None = None


def due_on(period: Period, terms: ReportTerms) -> date:
    """By when must the report of a quarter be there? (art. 6, 7.9)"""
    assert period.until is not None
    return add_working_days(period.until, terms.quarter_workdays.value)


def may_remark(facts: ReportFacts, clause: Clause) -> Decision:
    """May something still be explained? Not once the report has been fixed: it is the same for ever."""
    if facts.state != CONCEPT:
        return refuse(
            "already-fixed",
            clause,
            f"Het rapport over het {facts.period} is vastgesteld; het verandert niet meer.",
            "Schrijf de toelichting bij het volgende rapport.",
        )
    return grant("remarked", clause, "De toelichting staat in het rapport.")


def may_fix(facts: ReportFacts, day: date, terms: ReportTerms) -> Decision:
    """May the report be fixed? Once, and only when the quarter is over."""
    clause = terms.quarter_workdays.clause
    assert facts.period.until is not None
    if facts.state != CONCEPT:
        return refuse("already-fixed", clause, f"Het rapport over het {facts.period} is al vastgesteld.")
    if day <= facts.period.until:
        return refuse(
            "quarter-goes-on",
            clause,
            f"Het {facts.period} loopt nog tot en met {short_day(facts.period.until)}.",
            "Stel het rapport vast als het kwartaal voorbij is.",
        )
    check = DutyOrder(
        "report-check",
        terms.check_workdays.clause,
        add_working_days(day, terms.check_workdays.value),
        "director",
        f"Feiten van het rapport over het {facts.period} controleren",
        "reporting.check_facts",
    )
    return grant("fixed", clause, f"Het rapport over het {facts.period} is vastgesteld.", (check,))


def fixed_lines(facts: ReportFacts, day: date, terms: ReportTerms) -> tuple[Line, ...]:
    """What counts when a report is fixed: in time or not, for the quarter in which it was due."""
    due = due_on(facts.period, terms)
    clause = terms.quarter_workdays.clause.number
    return (Line("kpi", day, int(day <= due), "count", 0, ON_TIME, 1, clause),)


def may_check(facts: ReportFacts, agrees: bool, note: str, terms: ReportTerms) -> Decision:
    """May the client say whether the facts are right? Once; a dispute says what is wrong (art. 6)."""
    clause = terms.check_workdays.clause
    if facts.state == CONCEPT:
        return refuse("not-fixed", clause, "Het rapport is nog een concept.", "Wacht tot de teamleider het vaststelt.")
    if facts.state != FIXED:
        return refuse("already-checked", clause, f"Over dit rapport is al geantwoord: {STATES[facts.state]}.")
    if not agrees and not note:
        return refuse(
            "no-reason", clause, "Bij betwisten hoort wat er niet klopt.", "Schrijf erbij welk cijfer het is."
        )
    return grant("agreed" if agrees else "disputed", clause, "Het antwoord is vastgelegd.")
