"""What people do with objections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cases import acts, objection
from noaber.cases.made_known import made_known
from noaber.cases.models import Case, ObjectionRecord
from noaber.cases.queries import decider_of, kind_of, open_objection


def register_objection(
    person: Any, agreement: str, number: str, received: date, committee: bool, once: Once | None = None
) -> ObjectionRecord:
    """Register an objection against the decision of a case. Raises Case.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        case = Case.objects.of(act.client).select_for_update().get(number=number)
        facts = case.facts(kind_of(act.book, case.product))
        published = made_known(case)
        wanted = objection.Objection(published, received, committee) if published else None
        open_one = open_objection(act.client, case.pk) is not None
        decision = objection.may_register_objection(facts, wanted, open_one, act.day)
        entry = act.record(acts.REGISTER_OBJECTION, decision, f"case:{number}", {"received": str(received)})
        assert wanted is not None, "without a decision it was refused"
        return ObjectionRecord.add(
            entry, case=case, published=wanted.published, received=received, committee=committee, due=wanted.due
        )


def extend_objection(person: Any, agreement: str, number: str, once: Once | None = None) -> ObjectionRecord:
    """Put the decision on an objection off by six weeks. Raises Case.DoesNotExist, ObjectionRecord.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = _open(act, number)
        entry = act.record(acts.EXTEND_OBJECTION, objection.may_extend_objection(row.value, act.day), f"case:{number}")
        row.change(entry, extended_on=act.day, due=replace(row.value, extended=True).due)
        return row


def decide_objection(
    person: Any, agreement: str, number: str, outcome: str, excused: bool, once: Once | None = None
) -> ObjectionRecord:
    """Decide an objection for the organ of the case. Raises Case.DoesNotExist, ObjectionRecord.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = _open(act, number)
        decider = decider_of(act.client, number)
        decision = objection.may_decide_objection(row.value, decider, person.pseudonym, outcome, excused)
        facts = {"outcome": outcome, "excused": excused}
        entry = act.record(acts.DECIDE_OBJECTION, decision, f"case:{number}", facts, (), row.case.organ)
        row.change(entry, outcome=outcome, decided_on=act.day)
        return row


def _open(act: Acting, number: str) -> ObjectionRecord:
    case = Case.objects.of(act.client).get(number=number)
    rows = ObjectionRecord.objects.of(act.client).select_related("case").select_for_update(of=("self",))
    return rows.get(case=case, decided_on=None)
