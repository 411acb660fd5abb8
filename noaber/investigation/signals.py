"""What people do with signals of address quality."""

from __future__ import annotations

from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cases.within import close_within, decide_within, locked
from noaber.investigation import acts, laa
from noaber.investigation.models import Signal
from noaber.investigation.queries import running_for, signal_of
from noaber.values import refuse

ORGAN = "college"


def take_in(person: Any, agreement: str, number: str, kind: str, once: Once | None = None) -> Signal:
    """Put down which kind of signal a case is about; it came in when the case did. Raises Case.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        known = facts.kind.file != "laa-signal" or signal_of(act.client, number) is not None
        decision = laa.may_take_in(kind, known, case.received)
        entry = act.record(acts.TAKE_IN, decision, f"case:{number}", {"kind": kind}, (), ORGAN)
        return Signal.add(entry, case=case, kind=kind, received=case.received)


def report_status(person: Any, agreement: str, number: str, wanted: str, once: Once | None = None) -> Signal:
    """Keep the status that was given in WALAA; a last one is the decision of the case. Raises Signal.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        case, _ = locked(act, number)
        running = running_for(act.client, case.pk)
        investigated = running is not None and (running.annotated is not None or wanted in laa.FINISHED)
        return report_within(act, number, wanted, investigated)


def report_within(act: Acting, number: str, wanted: str, investigated: bool) -> Signal:
    """Report a status within an act that is in progress."""
    row = Signal.objects.of(act.client).select_for_update().filter(case__number=number).first()
    if row is None:
        text = f"Van zaak {number} is nog niet vastgelegd welk signaal het is."
        decision = refuse("no-signal", laa.BESLUIT_28G_1, text, "Open die zaak en kies de soort signaal.")
        act.record(acts.REPORT_STATUS, decision, f"case:{number}", {}, (), ORGAN)
    assert row is not None, "a refusal ends the act"
    answer = laa.may_report(row.status, wanted, investigated)
    entry = act.record(acts.REPORT_STATUS, answer, f"case:{number}", {"status": wanted}, (), ORGAN)
    row.change(entry, status=wanted, reported_on=act.day)
    if wanted in laa.FINISHED:
        decide_within(act, *locked(act, number), laa.OUTCOMES[wanted], False, answer)
        close_within(act, *locked(act, number), answer)
    return row
