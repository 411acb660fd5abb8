"""What people do with formation and wages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from noaber.agreement.acting import Acting, Once, acting
from noaber.staffing import acts, rules
from noaber.staffing.formation import WHOLE, Formation, FormationRow
from noaber.staffing.models import FormationRecord, PayrollImport, RevaluationRecord, SalaryTableRecord, about
from noaber.staffing.payroll import Finding, Findings, Payroll, read_payroll
from noaber.staffing.queries import (
    formation_of,
    lines_of_payroll,
    payrolls_before,
    prices_of,
    state_of,
    studies_of,
)
from noaber.staffing.terms import WageTerms
from noaber.staffing.wage import SalaryTable
from noaber.values import Period


class FaultyPayroll(Exception):
    """The file cannot be read; `findings` says why, all at once. Nothing of it was kept."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(f"regel {one.line}: {one.text}" for one in findings))
        self.findings = findings


def import_payroll(
    person: Any, agreement: str, month: Period, data: bytes, filename: str, once: Once | None = None
) -> PayrollImport:
    """Book the payroll journal of a month from a file. Raises FaultyPayroll.

    A file that replaces an earlier one takes the lines of that one back in the same entry, so that sums stay right.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        terms, formation = act.terms(WageTerms), formation_of(act.client)
        payroll = _read(data, month, formation)
        state = state_of(act.client, month)
        studies = [record.study() for record in studies_of(act.client)]
        decision = rules.may_import(payroll, state, formation, studies, act.day, terms)
        flags = (*payroll.flags, *_implausible(act, payroll, formation, terms))
        digest = hashlib.sha256(data).hexdigest()
        facts = {"digest": digest, "rows": len(payroll.rows), "flags": len(flags), "replaces": state.imported}
        undone = rules.taken_back(lines_of_payroll(act.client, month))
        lines = (*undone, *rules.payroll_lines(payroll, formation, terms))
        entry = act.record(acts.IMPORT_PAYROLL, decision, about(month.code), facts, lines)
        fields = {
            "filename": filename[-120:],
            "digest": digest,
            "rows": msgspec.to_builtins(payroll.rows),
            "flags": msgspec.to_builtins(sorted(flags)),
            "total_cents": payroll.total.cents,
            "people": len({row.employee for row in payroll.rows}),
            "imported_on": act.day,
        }
        if not state.imported:
            return PayrollImport.add(entry, month=month.code, **fields)
        earlier = PayrollImport.objects.of(act.client).get(month=month.code)
        earlier.change(entry, **fields)
        return earlier


def _read(data: bytes, month: Period, formation: Formation) -> Payroll:
    payroll = read_payroll(data, month, formation)
    if isinstance(payroll, Findings):
        raise FaultyPayroll(payroll.items)
    return payroll


def _implausible(act: Acting, payroll: Payroll, formation: Formation, terms: WageTerms) -> tuple[Finding, ...]:
    """What is odd, seen with all that was booked earlier about the same months."""
    abouts = sorted({row.about.code for row in payroll.rows} - {payroll.month.code})
    earlier = [row.value() for row in payrolls_before(act.client, abouts)]
    return rules.implausible(payroll, formation, prices_of(act.client).in_force, terms, earlier)


def set_formation(
    person: Any, agreement: str, rows: Sequence[FormationRow], agreed: bool = False, once: Once | None = None
) -> int:
    """Make these rows the formation (`agreed`: the one of the addendum); what is not among them drops out.

    Raises ValueError where the rows contradict each other. Returns how many rows are new.
    """
    formation = Formation(tuple(rows))
    with acting(person, agreement, alone=True, once=once) as act:
        decision = rules.may_set_formation(formation, act.terms(WageTerms))
        held = {row.value(): row for row in _held(act.client, agreed)}
        new = [row for row in formation.rows if row not in held]
        gone = [row for value, row in held.items() if value not in set(formation.rows)]
        kind = "agreed" if agreed else "actual"
        facts = {"rows": len(formation.rows), "new": len(new), "dropped": len(gone)}
        entry = act.record(acts.SET_FORMATION, decision, f"formation:{kind}", facts)
        for row in gone:
            row.change(entry, dropped=True)
        for value in new:
            FormationRecord.add(entry, agreed=agreed, **_columns(value))
        return len(new)


def _held(client: int, agreed: bool) -> list[FormationRecord]:
    return list(FormationRecord.objects.of(client).filter(agreed=agreed, dropped=False))


def _columns(row: FormationRow) -> dict[str, Any]:
    parts = row.fte * WHOLE
    if parts.denominator != 1:
        raise ValueError(f"De omvang van {row.employee.pseudonym} heeft meer dan vier cijfers achter de komma.")
    return {
        "pseudonym": row.employee.pseudonym,
        "direct": row.employee.direct,
        "function": row.function,
        "norm_function": row.norm_function,
        "scale": row.scale,
        "step": row.step,
        "fte": parts.numerator,
        "shares": [list(share) for share in row.shares],
        "since": row.period.since,
        "until": row.period.until,
    }


def set_salary_table(
    person: Any, agreement: str, table: SalaryTable, budgeted: bool = False, once: Once | None = None
) -> SalaryTableRecord:
    """Keep the salaries that hold from a day; `budgeted` when the addendum of that year counted on them."""
    with acting(person, agreement, alone=True, once=once) as act:
        decision = rules.may_set_table(table, act.terms(WageTerms))
        facts = {"since": str(table.since), "cells": len(table.salaries), "budgeted": budgeted}
        entry = act.record(acts.SET_SALARY_TABLE, decision, f"salaries:{table.since}", facts)
        salaries = [[scale, step, amount.cents] for scale, step, amount in table.salaries]
        earlier = SalaryTableRecord.objects.of(act.client).filter(since=table.since).first()
        if earlier is None:
            return SalaryTableRecord.add(entry, since=table.since, budgeted=budgeted, salaries=salaries)
        earlier.change(entry, budgeted=budgeted, salaries=salaries)
        return earlier


def start_revaluation(person: Any, agreement: str, function: str, once: Once | None = None) -> RevaluationRecord:
    """Record that an inquiry into the value of a function has begun; from then on the client knows (art. 4.4)."""
    with acting(person, agreement, alone=True, once=once) as act:
        studies = [record.study() for record in studies_of(act.client)]
        decision = rules.may_start_study(function, formation_of(act.client), studies, act.terms(WageTerms))
        entry = act.record(acts.START_REVALUATION, decision, f"revaluation:{function}")
        return RevaluationRecord.add(entry, function=function, started_on=act.day, informed_on=act.day)


def discuss_revaluation(
    person: Any, agreement: str, key: int, scale: str, step: int, since: date, once: Once | None = None
) -> RevaluationRecord:
    """Record what team lead and director agreed about a revaluation: the new scale, and from when it counts."""
    with acting(person, agreement, alone=True, once=once) as act:
        record = RevaluationRecord.objects.of(act.client).get(pk=key)
        decision = rules.may_discuss_study(record.study(), since, act.day, act.terms(WageTerms))
        facts = {"scale": scale, "step": step, "since": str(since)}
        entry = act.record(acts.DISCUSS_REVALUATION, decision, f"revaluation:{record.function}", facts)
        record.change(entry, scale=scale, step=step, since=since, discussed_on=act.day)
        return record
