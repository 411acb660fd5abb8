"""What wages the client bears, per service, and whether the payroll is plausible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from noaber.calendar.words import short_day
from noaber.staffing.formation import Formation
from noaber.staffing.payroll import Finding, Payroll, PayrollRow
from noaber.staffing.terms import WageTerms
from noaber.staffing.wage import NoSalary, SalaryTable, month_wages
from noaber.values import Decision, Euro, Line, Period, Refused, grant, refuse


@dataclass(frozen=True, slots=True)
class RevaluationStudy:
    """An inquiry into the value of a function: when the client was told of it, and when it was discussed."""

    function: str
    started: date
    since: date
    informed: date | None = None
    discussed: date | None = None


def may_settle_revaluation(study: RevaluationStudy, terms: WageTerms) -> Decision:
    """May the new scale of a function be charged? Only when told and discussed beforehand (art. 4.4)."""
    term, cure = terms.settles_revaluation, "Leg het gesprek tussen teamleider en regisseur vast."
    if not term.value:
        return refuse("not-agreed", term.clause, "Een herwaardering komt niet voor rekening van de opdrachtgever.")
    if study.informed is None:
        return refuse(
            "not-informed", term.clause, "De regisseur is niet ingelicht over het onderzoek naar de functie.", cure
        )
    if study.discussed is None:
        return refuse("not-discussed", term.clause, "De herwaardering is nog niet besproken.", cure)
    if study.discussed > study.since:
        text = "De herwaardering is pas besproken nadat zij inging."
        return refuse("discussed-late", term.clause, text, "Spreek een latere ingangsdatum af.")
    return grant("settle-revaluation", term.clause, f"De nieuwe schaal telt vanaf {study.since}.")


def allocate(total: Euro, weights: dict[int, Fraction]) -> dict[int, Euro]:
    """An amount over services by largest remainder; ties go to the lowest service number. Nothing is lost."""
    services = sorted(weights)
    return dict(zip(services, total.split([weights[service] for service in services]), strict=True))


def payroll_lines(payroll: Payroll, formation: Formation, terms: WageTerms) -> tuple[Line, ...]:
    """The journal lines of a payroll: cents per measure, month it is about, and service.

    Each row is spread over the services of its employee in the month that it is about. `key` is that month, `day` the
    last day of the payroll month, `base` the number of distinct people behind the line. Rows of a kind that the
    agreement does not settle give no line.
    """
    cents: dict[tuple[str, str, int], int] = {}
    people: dict[tuple[str, str, int], set[str]] = {}
    for row in payroll.rows:
        if not terms.settles(row.measure).value:
            continue
        for service, part in allocate(row.total, formation.weights(row.employee, row.about)).items():
            place = (row.measure, row.about.code, service)
            cents[place] = cents.get(place, 0) + part.cents
            people.setdefault(place, set()).add(row.employee)
    assert payroll.month.until is not None
    return tuple(
        Line(
            measure=measure,
            day=payroll.month.until,
            quantity=cents[measure, about, service],
            unit="cents",
            service=service,
            key=about,
            base=len(people[measure, about, service]),
            clause=terms.settles(measure).clause.number,
        )
        for measure, about, service in sorted(cents)
    )


def implausible(
    payroll: Payroll,
    formation: Formation,
    tables: Sequence[SalaryTable],
    terms: WageTerms,
    earlier: Sequence[Payroll] = (),
) -> tuple[Finding, ...]:
    """Which employees cost more or less than scale, step, fte and days say?

    Compared is all that has been booked about a month, in this payroll and `earlier` ones, with the table in force now;
    so a correction is checked with the wage it corrects. Deviations above the percentage or above the amount are
    flagged; so is an employee without a wage in the payroll month. Flags never block.
    """
    booked = [row for one in (*earlier, payroll) for row in one.rows]
    now = {(row.about, row.employee) for row in payroll.rows}
    lines = {(row.about, row.employee): row.line for row in payroll.rows}
    missing = [
        Finding(0, "no-wage", f"{who} staat in de formatie maar niet in de loonjournaalpost. Klopt dat?", blocks=False)
        for who in formation.employees(payroll.month)
        if (payroll.month, who) not in now
    ]
    found = [
        _deviation(lines[about, who], who, about, _booked(booked, about, who), formation, tables, terms)
        for about, who in sorted(now)
    ]
    return tuple(sorted([*missing, *(finding for finding in found if finding)]))


def _booked(rows: Sequence[PayrollRow], about: Period, who: str) -> Euro:
    return Euro.sum(row.total for row in rows if (row.about, row.employee) == (about, who))


def _deviation(
    line: int,
    who: str,
    about: Period,
    actual: Euro,
    formation: Formation,
    tables: Sequence[SalaryTable],
    terms: WageTerms,
) -> Finding | None:
    try:
        expected = month_wages(formation.of(who, about), about, tables, terms.parameters)
    except NoSalary as error:
        return Finding(line, "no-salary", str(error), blocks=False)
    difference = abs(actual.cents - expected.cents)
    share_limit = Fraction(expected.cents) * terms.deviation_percent.value
    if difference <= share_limit and difference <= terms.deviation_amount.value.cents:
        return None
    text = (
        f"{who} kost over {about} {actual}, verwacht was {expected}. Zoek de oorzaak of verbeter de loonjournaalpost."
    )
    return Finding(line, "deviates", text, blocks=False)


@dataclass(frozen=True, slots=True)
class MonthState:
    """How a payroll month stands: is it in already, and has its invoice gone out?"""

    imported: bool = False
    invoiced: bool = False


def may_import(
    payroll: Payroll,
    state: MonthState,
    formation: Formation,
    studies: Sequence[RevaluationStudy],
    day: date,
    terms: WageTerms,
) -> Decision:
    """May this payroll be booked? Until the month is invoiced a new file replaces the old one (art. 4.4, 4.10)."""
    term, month = terms.settles_wages, payroll.month
    if month.since > day:
        return refuse("month-ahead", term.clause, f"{month} moet nog beginnen.", "Lees de maand in als die loopt.")
    if state.invoiced:
        text = f"{month} is al gefactureerd, of een maand daarna: het loon van {month} ligt vast."
        cure = "Zet het verschil in het loonbestand van de eerstvolgende maand, met deze maand bij “betreft”."
        return refuse("already-invoiced", term.clause, text, cure)
    for function in _revalued(payroll, formation):
        found = [study for study in studies if study.function == function]
        if not found:
            text = f"Van functie {function} is geen onderzoek naar de waardering bekend."
            return refuse("no-study", terms.settles_revaluation.clause, text, "Leg eerst vast dat het is begonnen.")
        answer = may_settle_revaluation(max(found, key=lambda study: study.started), terms)
        if isinstance(answer, Refused):
            return answer
    if state.imported:
        return grant("replaced", term.clause, f"Het loonbestand van {month} is vervangen.")
    return grant("imported", term.clause, f"Het loonbestand van {month} is ingelezen.")


def _revalued(payroll: Payroll, formation: Formation) -> list[str]:
    """The functions of everybody whose pay is settled for a revaluation."""
    rows = [row for row in payroll.rows if row.measure == "revaluation"]
    return sorted({one.function for row in rows for one in formation.of(row.employee, row.about)})


def taken_back(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that undo these, place by place; a negative base takes the people back too."""
    kept: dict[Line, tuple[int, int]] = {}
    for line in lines:
        place = replace(line, quantity=0, base=0)
        cents, people = kept.get(place, (0, 0))
        kept[place] = (cents + line.quantity, people + line.base)
    return tuple(
        replace(place, quantity=-cents, base=-people) for place, (cents, people) in kept.items() if cents or people
    )


def may_set_formation(formation: Formation, terms: WageTerms) -> Decision:
    """May this be the formation? What is wrong in a row never gets this far."""
    if not formation.rows:
        text = "De formatie heeft geen enkele regel."
        return refuse("empty-formation", terms.settles_wages.clause, text, "Vul in wie er voor de opdrachtgever werkt.")
    return grant("formation-set", terms.settles_wages.clause, "De formatie is vastgelegd.")


def may_set_table(table: SalaryTable, terms: WageTerms) -> Decision:
    """May this salary table be kept? One of the same day replaces it (art. 4.3)."""
    term = terms.settles_cao
    if not table.salaries:
        return refuse("empty-table", term.clause, "De salaristabel is leeg.", "Lees een tabel met bedragen in.")
    if any(amount.cents <= 0 for _, _, amount in table.salaries):
        text = "Een salaris in de tabel is niet groter dan nul."
        return refuse("salary-not-positive", term.clause, text, "Verbeter het bedrag in de tabel.")
    return grant("table-set", term.clause, f"De salaristabel geldt vanaf {short_day(table.since)}.")


def may_start_study(
    function: str, formation: Formation, open_studies: Sequence[RevaluationStudy], terms: WageTerms
) -> Decision:
    """May an inquiry into the value of a function be recorded as begun? The client knows of it from then on (4.4)."""
    clause = terms.settles_revaluation.clause
    if function not in {row.function for row in formation.rows}:
        text = f"Functie {function} staat niet in de formatie."
        return refuse("unknown-function", clause, text, "Kies een functie uit de formatie.")
    if any(study.function == function and study.discussed is None for study in open_studies):
        text = f"Naar functie {function} loopt al een onderzoek."
        return refuse("study-open", clause, text, "Leg eerst vast dat dat onderzoek is besproken.")
    return grant("study-started", clause, "De regisseur weet dat het onderzoek is begonnen.")


def may_discuss_study(study: RevaluationStudy, since: date, day: date, terms: WageTerms) -> Decision:
    """May the outcome be recorded as discussed? Beforehand, so not after the day from which it counts (art. 4.4)."""
    clause = terms.settles_revaluation.clause
    if study.discussed is not None:
        text = f"De herwaardering van {study.function} is al besproken op {short_day(study.discussed)}."
        return refuse("already-discussed", clause, text)
    if day > since:
        text = f"De herwaardering zou ingaan op {short_day(since)}, voordat zij is besproken."
        return refuse("discussed-late", clause, text, "Spreek een ingangsdatum af die nog komt.")
    return grant("study-discussed", clause, f"De nieuwe schaal van {study.function} telt vanaf {short_day(since)}.")
