"""Reads the monthly payroll journal (CSV): all of it, or a list of everything that is wrong with it.

maand;betreft;medewerker;soort;salaris;ikb;pensioen;aop;sociale_lasten;overig;totaal
2026-09;2026-07;E1;cao;50,00;8,53;11,10;0,30;9,14;0,00;79,07
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from noaber.staffing.formation import Formation
from noaber.values import Euro, Period
from noaber.values.bsn import passes_eleven_test

AMOUNTS = ("salaris", "ikb", "pensioen", "aop", "sociale_lasten", "overig")
COLUMNS = ("maand", "betreft", "medewerker", "soort", *AMOUNTS, "totaal")
MEASURES = {"loon": "wage", "cao": "cao", "herwaardering": "revaluation"}
MOST_BYTES = 2_000_000
LONGEST_AMOUNT = 18

_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
_FORMULA = re.compile(r"[=+@\t\r]|-(?!\s*(€ ?)?[0-9])")


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """Something odd in a file. `line` counts from 1, 0 is the file as a whole; `blocks` when nothing may be read."""

    line: int
    code: str
    text: str
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that keeps a file from being read, and what else was noticed, in the order of the lines."""

    items: tuple[Finding, ...]


@dataclass(frozen=True, order=True, slots=True)
class PayrollRow:
    """What was booked for one employee about one month. `measure` is `wage`, `cao` or `revaluation`."""

    about: Period
    employee: str
    measure: str
    salary: Euro
    ikb: Euro
    pension: Euro
    aop: Euro
    social: Euro
    other: Euro
    line: int = field(default=0, compare=False)

    @property
    def total(self) -> Euro:
        return self.salary + self.ikb + self.pension + self.aop + self.social + self.other


@dataclass(frozen=True, slots=True)
class Payroll:
    """The payroll journal of a month, sorted, so that the order of the file does not matter."""

    month: Period
    rows: tuple[PayrollRow, ...]
    flags: tuple[Finding, ...] = field(default=(), compare=False)

    @property
    def total(self) -> Euro:
        return Euro.sum(row.total for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    cells: dict[str, str]


def read_payroll(data: bytes, month: Period, formation: Formation) -> Payroll | Findings:
    """The payroll journal of a month from a CSV file in UTF-8, with or without BOM, amounts written as 1.234,50.

    Reads all or nothing: one finding that blocks and no row is returned. A negative wage is flagged, not refused,
    because a repayment of benefits can be larger than a wage.
    """
    records, findings = _records(data)
    rows: list[PayrollRow] = []
    for record in records:
        row, found = _row(record, month, formation)
        findings += found
        if row:
            rows.append(row)
    findings += _doubles(records)
    if not findings and not rows:
        findings.append(
            Finding(0, "empty", "Het bestand heeft geen regels. Lever de loonjournaalpost van de maand aan.")
        )
    if any(finding.blocks for finding in findings):
        return Findings(tuple(sorted(findings)))
    return Payroll(month, tuple(sorted(rows)), tuple(sorted(findings)))


def _records(data: bytes) -> tuple[list[_Record], list[Finding]]:
    if len(data) > MOST_BYTES:
        return [], [Finding(0, "too-large", "Het bestand is groter dan 2 MB. Lever één maand per bestand aan.")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        advice = "Het bestand is geen UTF-8. Kies bij het opslaan “CSV UTF-8”."
        return [], [Finding(line, "not-utf8", advice)]
    if not text.strip():
        return [], [Finding(0, "empty", "Het bestand is leeg. Lever de loonjournaalpost van de maand aan.")]
    lines, broken = _split(text)
    header = [name.strip().lower() for name in lines[0][1]] if lines else []
    findings = broken + _header_findings(header, lines[0][0] if lines else 1)
    if findings:
        return [], findings
    records = []
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            findings.append(
                Finding(number, "cell-count", f"De regel heeft {len(cells)} velden en de kop {len(header)}. Vul aan.")
            )
        else:
            records.append(_Record(number, dict(zip(header, (cell.strip(" \u00a0") for cell in cells), strict=True))))
    return records, findings


def _split(text: str) -> tuple[list[tuple[int, list[str]]], list[Finding]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    lines: list[tuple[int, list[str]]] = []
    first = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((first, cells))
            first = reader.line_num + 1
    except csv.Error:
        advice = "De regel is niet te lezen: een aanhalingsteken sluit niet of een veld is te lang. Verbeter de regel."
        return lines, [Finding(first, "unreadable", advice)]
    return lines, []


def _header_findings(header: Sequence[str], line: int) -> list[Finding]:
    found = []
    for name in COLUMNS:
        if name not in header:
            found.append(Finding(line, "missing-column", f"De kolom “{name}” ontbreekt. Voeg de kolom toe."))
        elif header.count(name) > 1:
            found.append(Finding(line, "double-column", f"De kolom “{name}” staat er twee keer. Verwijder er een."))
    unknown = [name for name in header if name not in COLUMNS]
    return found + [
        Finding(line, "unknown-column", f"De kolom “{_short(name)}” hoort niet in dit bestand. Verwijder de kolom.")
        for name in unknown
    ]


def _row(record: _Record, month: Period, formation: Formation) -> tuple[PayrollRow | None, list[Finding]]:
    def found(code: str, text: str) -> None:
        findings.append(Finding(record.line, code, text))

    findings: list[Finding] = []
    _check_formulas(record, found)
    about = _check_months(record, month, found)
    measure = _check_measure(record, about, month, found)
    _check_employee(record, about, formation, found)
    amounts = _check_amounts(record, found)
    if findings or about is None or amounts is None:
        return None, findings
    salary, ikb, pension, aop, social, other = amounts
    employee = record.cells["medewerker"]
    row = PayrollRow(about, employee, measure, salary, ikb, pension, aop, social, other, record.line)
    if measure == "wage" and row.total.cents < 0:
        text = f"Het loon van {row.employee} is negatief ({row.total}). Controleer of dit klopt."
        return row, [Finding(record.line, "negative-wage", text, blocks=False)]
    return row, []


_Found = Callable[[str, str], None]


def _check_formulas(record: _Record, found: _Found) -> None:
    for name, cell in record.cells.items():
        if _is_formula(cell):
            found("formula", f"“{name}” begint als een formule ({_short(cell)}). Vul een gewone waarde in.")


def _check_months(record: _Record, month: Period, found: _Found) -> Period | None:
    booked, about = (_month(record.cells[name]) for name in ("maand", "betreft"))
    for name, read in (("maand", booked), ("betreft", about)):
        cell = record.cells[name]
        if read is None and not _is_formula(cell):
            found("not-a-month", f"“{_short(cell)}” bij “{name}” is geen maand. Schrijf bijvoorbeeld 2026-09.")
    if booked is not None and booked != month:
        found("wrong-month", f"De regel hoort bij {booked}, dit bestand bij {month}. Lever de goede maand aan.")
    if about is not None and about > month:
        found("about-later", f"De regel gaat over {about}, na {month}. Verbeter “betreft”.")
    return about


def _check_measure(record: _Record, about: Period | None, month: Period, found: _Found) -> str:
    kind = record.cells["soort"].lower()
    if kind not in MEASURES:
        if not _is_formula(kind):
            found("unknown-kind", f"“{_short(kind)}” is geen soort. Schrijf loon, cao of herwaardering.")
        return ""
    if kind != "loon" and about == month:
        found("correction-not-past", f"Een correctie ({kind}) gaat over een eerdere maand. Verbeter “betreft”.")
    return MEASURES[kind]


def _check_employee(record: _Record, about: Period | None, formation: Formation, found: _Found) -> None:
    who = record.cells["medewerker"]
    if passes_eleven_test(who):
        found("citizen-number", "“medewerker” lijkt een burgerservicenummer. Gebruik het pseudoniem uit de formatie.")
    elif not who:
        found("unknown-employee", "“medewerker” is leeg. Vul het pseudoniem uit de formatie in.")
    elif about is not None and not _is_formula(who) and who not in formation.employees(about):
        found(
            "unknown-employee",
            f"“{_short(who)}” staat in {about} niet in de formatie. Verbeter het pseudoniem of vul de formatie aan.",
        )


def _check_amounts(record: _Record, found: _Found) -> list[Euro] | None:
    amounts = {name: _amount(name, record.cells[name], found) for name in (*AMOUNTS, "totaal")}
    parts = [amounts[name] for name in AMOUNTS]
    known = [part for part in parts if part is not None]
    total = amounts["totaal"]
    if len(known) < len(parts) or total is None:
        return None
    if Euro.sum(known) != total:
        found(
            "total-differs",
            f"De bedragen zijn samen {Euro.sum(known)}, maar “totaal” zegt {total}. Verbeter de regel.",
        )
    return known


def _amount(name: str, cell: str, found: _Found) -> Euro | None:
    if _is_formula(cell):
        return None
    try:
        if len(cell) > LONGEST_AMOUNT:
            raise ValueError(cell)
        return Euro.parse(cell)
    except ValueError:
        found("not-an-amount", f"“{_short(cell)}” bij “{name}” is geen bedrag. Schrijf het als 1.234,50 of 0,00.")
        return None


def _doubles(records: Sequence[_Record]) -> list[Finding]:
    first: dict[tuple[str, ...], int] = {}
    found = []
    for record in records:
        cells = record.cells
        key = (cells["betreft"], cells["medewerker"], cells["soort"].lower())
        if key in first:
            text = f"Regel {first[key]} gaat over dezelfde medewerker, maand en soort. Voeg de regels samen."
            found.append(Finding(record.line, "double-row", text))
        first.setdefault(key, record.line)
    return found


def _month(cell: str) -> Period | None:
    return Period.month(int(cell[:4]), int(cell[5:])) if _MONTH.fullmatch(cell) else None


def _is_formula(cell: str) -> bool:
    return _FORMULA.match(cell) is not None


def _short(cell: str) -> str:
    return cell if len(cell) <= 30 else f"{cell[:30]}…"
