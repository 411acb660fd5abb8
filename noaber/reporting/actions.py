"""What people do with reports."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.agreement.models import Agreement
from noaber.journal import sealing
from noaber.reporting import acts, rules
from noaber.reporting.document import write_pdf
from noaber.reporting.models import FixedReport, Remark
from noaber.reporting.queries import as_fixed, document_of, from_document, with_agreed
from noaber.reporting.terms import ReportTerms
from noaber.values import Period


@dataclass(frozen=True, slots=True)
class Explanation:
    """What somebody writes beside a figure: why, what is done about it, by whom and by when."""

    cause: str
    action: str = ""
    owner: str = ""
    due: date | None = None
    kpi: str = ""
    service: int = 0


def remark(person: Any, agreement: str, quarter: str, words: Explanation, once: Once | None = None) -> Remark:
    """Explain a norm, a service or the whole; a later remark about the same thing replaces the earlier one."""
    with acting(person, agreement, once=once) as act:
        decision = rules.may_remark(_facts(act, quarter), act.clause(act.book.acts[acts.REMARK.code]))
        facts = {"kpi": words.kpi, "service": words.service}
        entry = act.record(acts.REMARK, decision, f"report:{quarter}", facts)
        return Remark.add(
            entry,
            quarter=quarter,
            kpi=words.kpi,
            service=words.service,
            cause=words.cause,
            action=words.action,
            owner=words.owner,
            due=words.due,
        )


def fix(person: Any, agreement: str, quarter: str, once: Once | None = None) -> FixedReport:
    """Fix the report of a quarter: from now on it is the same to the byte, with the checkpoint it was drawn at."""
    sealing.seal(Agreement.objects.values_list("client_id", flat=True).get(code=agreement))
    with acting(person, agreement, alone=True, once=once) as act:
        period, terms = Period.parse(quarter), act.terms(ReportTerms)
        facts = _facts(act, quarter)
        decision = rules.may_fix(facts, act.day, terms)
        lines = rules.fixed_lines(facts, act.day, terms)
        document = with_agreed(document_of(act.agreement, period, act.day), act.book)
        pdf = write_pdf(as_fixed(from_document(document, act.book)))
        digest = hashlib.sha256(pdf).hexdigest()
        entry = act.record(acts.FIX, decision, f"report:{quarter}", {"sha256": digest}, lines)
        return FixedReport.add(
            entry, quarter=quarter, state=rules.FIXED, fixed_on=act.day, document=document, pdf=pdf, digest=digest
        )


def check_facts(
    person: Any, agreement: str, quarter: str, agrees: bool, note: str = "", once: Once | None = None
) -> FixedReport | None:
    """Say for the client whether the facts of a fixed report are right."""
    with acting(person, agreement, once=once) as act:
        decision = rules.may_check(_facts(act, quarter), agrees, note, act.terms(ReportTerms))
        entry = act.record(acts.CHECK_FACTS, decision, f"report:{quarter}", {"agrees": agrees})
        report = FixedReport.objects.of(act.client).get(quarter=quarter)
        state = rules.AGREED if agrees else rules.DISPUTED
        report.change(entry, state=state, note=note, checked_on=act.day)
        return report


def _facts(act: Acting, quarter: str) -> rules.ReportFacts:
    fixed = FixedReport.objects.of(act.client).filter(quarter=quarter).defer("pdf", "document").first()
    return fixed.facts if fixed else rules.ReportFacts(Period.parse(quarter))
