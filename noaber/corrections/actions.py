"""What people do with requests for correction."""

from __future__ import annotations

from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cases.within import close_within, decide_within, extend_within, locked
from noaber.corrections import acts, rules
from noaber.corrections.models import CorrectionRecord
from noaber.corrections.queries import correction_of

ORGAN = "college"


def begin(person: Any, agreement: str, number: str, category: str, once: Once | None = None) -> CorrectionRecord:
    """Take up a request, with what it is about. Raises Case.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        known = facts.kind.file != "correction" or correction_of(act.client, number) is not None
        decision = rules.may_begin(known, category)
        entry = act.record(acts.BEGIN, decision, f"case:{number}", {"category": category}, (), ORGAN)
        return CorrectionRecord.add(entry, case=case, category=category)


def extend(person: Any, agreement: str, number: str, told_on: date, once: Once | None = None) -> CorrectionRecord:
    """Extend the term by eight weeks; the applicant was told in writing on a day.

    Raises CorrectionRecord.DoesNotExist, as do those below.
    """
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_extend(row.value)
        told = {"told_on": str(told_on), "category": row.category}
        entry = act.record(acts.EXTEND, decision, f"case:{number}", told, (), ORGAN)
        extend_within(act, *locked(act, number), told_on, True, decision)
        row.change(entry)
        return row


def decide(
    person: Any, agreement: str, number: str, outcome: str, ground: str = "", once: Once | None = None
) -> CorrectionRecord:
    """Correct or refuse, which is the decision of the case."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_decide(row.value, outcome, ground, act.day)
        kept = ground if outcome == rules.REFUSED else ""
        told = {"outcome": outcome} | ({"ground": kept} if kept else {})
        entry = act.record(acts.DECIDE, decision, f"case:{number}", told, (), ORGAN)
        row.change(entry, outcome=outcome, ground=kept, decided=act.day)
        decide_within(act, *locked(act, number), outcome, False, decision)
        return row


def tell(person: Any, agreement: str, number: str, on: date, once: Once | None = None) -> CorrectionRecord:
    """Keep that the applicant has the result in writing; with that the case is over."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_tell(row.value, on, act.day)
        entry = act.record(acts.TELL, decision, f"case:{number}", {"on": str(on)}, (), ORGAN)
        row.change(entry, told=on)
        close_within(act, *locked(act, number), decision)
        return row


def _row(act: Acting, number: str) -> CorrectionRecord:
    rows = CorrectionRecord.objects.of(act.client).select_for_update()
    return rows.get(case__municipality=act.client, case__number=number)
