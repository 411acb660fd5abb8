"""What people do with requests for source documents."""

from __future__ import annotations

from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cases.within import close_within, decide_within, locked
from noaber.corrections import acts, documents
from noaber.corrections.models import SourceRequestRecord
from noaber.corrections.queries import request_of

ORGAN = "college"


def ask(
    person: Any, agreement: str, number: str, asker: str, document: str, once: Once | None = None
) -> SourceRequestRecord:
    """Put down who asks for which kind of document. Raises Case.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        known = facts.kind.file != "source-document" or request_of(act.client, number) is not None
        decision = documents.may_ask(known, asker, document)
        entry = act.record(acts.ASK, decision, f"case:{number}", {"asker": asker, "document": document}, (), ORGAN)
        return SourceRequestRecord.add(entry, case=case, asker=asker, document=document)


def search(person: Any, agreement: str, number: str, found: bool, once: Once | None = None) -> SourceRequestRecord:
    """Put down whether the document is there. Raises SourceRequestRecord.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = documents.may_search(row.value)
        entry = act.record(acts.SEARCH, decision, f"case:{number}", {"found": found}, (), ORGAN)
        row.change(entry, found=found, searched=act.day)
        return row


def answer(person: Any, agreement: str, number: str, once: Once | None = None) -> SourceRequestRecord:
    """Answer with what was found, which is the decision of the case; with that it is over."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision, outcome = documents.may_answer(row.value), documents.outcome_of(row.value)
        entry = act.record(acts.ANSWER, decision, f"case:{number}", {"outcome": outcome}, (), ORGAN)
        row.change(entry, answered=act.day)
        decide_within(act, *locked(act, number), outcome, False, decision)
        close_within(act, *locked(act, number), decision)
        return row


def _row(act: Acting, number: str) -> SourceRequestRecord:
    rows = SourceRequestRecord.objects.of(act.client).select_for_update()
    return rows.get(case__municipality=act.client, case__number=number)
