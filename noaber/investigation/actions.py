"""What people do in an address investigation. Each step is an act on the case; the journal gets days and codes."""

from __future__ import annotations

from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.agreement.acts import Act
from noaber.cases.models import Case
from noaber.cases.rules import DECIDED as CASE_DECIDED
from noaber.cases.rules import OPEN as CASE_OPEN
from noaber.cases.within import close_within, decide_within, locked, register_within
from noaber.investigation import acts, laa, rules
from noaber.investigation import file as steps
from noaber.investigation.file import File
from noaber.investigation.models import Investigation
from noaber.investigation.queries import case_of_signal, investigation_of, running_for
from noaber.investigation.signals import report_within
from noaber.investigation.terms import InvestigationTerms
from noaber.journal.models import Entry
from noaber.values import Decision, refuse

ORGAN, PRODUCT = "college", "adresonderzoek"
IN_PROGRESS = "in onderzoek"
"""The outcome of a TMV case whose address is now under investigation."""
TAKES = {
    steps.TRIAGED: acts.TRIAGE,
    steps.ANNOTATED: acts.ANNOTATE,
    steps.LETTER_1: acts.LETTER_1,
    steps.LETTER_2: acts.LETTER_2,
    steps.CONSULTED: acts.CONSULT,
    steps.VISITED: acts.VISIT,
    steps.EXTRA: acts.EXTRA,
}


def begin(
    person: Any,
    agreement: str,
    number: str,
    source: str,
    kind: str,
    signal: str = "",
    once: Once | None = None,
) -> Investigation:
    """Begin an investigation on its case; `signal` is the number of the TMV or LAA case, and came in when it did.

    Raises Case.DoesNotExist.
    """
    with acting(person, agreement, once=once) as act:
        case, facts = locked(act, number)
        known = facts.kind.file != "investigation" or investigation_of(act.client, number) is not None
        return _begin(act, case, source, kind, signal, known)


def begin_after(person: Any, agreement: str, signal: str, kind: str, once: Once | None = None) -> str:
    """Register a case for an investigation after a TMV or LAA signal, and begin it. Returns its number."""
    with acting(person, agreement, once=once) as act:
        came_from, _ = locked(act, signal)
        source = next((code for code, product in rules.SIGNALS.items() if product == came_from.product), "")
        case = register_within(act, PRODUCT, act.day)
        _begin(act, case, source, kind, signal, False)
        return case.number


def _begin(act: Acting, case: Case, source: str, kind: str, signal: str, known: bool) -> Investigation:
    came_from = case_of_signal(act.client, signal) if signal else None
    running = came_from is not None and running_for(act.client, came_from.pk) is not None
    decision = rules.may_open(source, came_from.product if came_from else "", known or running)
    if signal and came_from is None:
        text = f"Er is geen zaak {signal}."
        decision = refuse("unknown-signal", rules.BRP_2_34, text, "Vul het nummer van de zaak in.")
    received = (came_from or case).received
    about = {"source": source, "kind": kind, "received": str(received)}
    about |= {"signal": came_from.number} if came_from else {}
    entry = act.record(acts.OPEN, decision, f"case:{case.number}", about, (), ORGAN)
    clock = steps.act_by(File(source, received), act.terms(InvestigationTerms))
    case.change(entry, clock=clock)
    return Investigation.add(
        entry, case=case, signal=came_from, source=source, kind=kind, received=received, clock=clock
    )


def take(person: Any, agreement: str, number: str, step: str, on: date, once: Once | None = None) -> Investigation:
    """Take one of the steps between the signal and the intention, on a day. Raises Investigation.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_take(row.value, step, on, act.day, act.terms(InvestigationTerms))
        _step(act, row, TAKES[step], decision, step, on)
        return row


def annotate(person: Any, agreement: str, number: str, code: str, once: Once | None = None) -> Investigation:
    """Mark the address as under investigation; what reported it is answered with that."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_annotate(row.value, code, act.day, act.terms(InvestigationTerms))
        _step(act, row, acts.ANNOTATE, decision, steps.ANNOTATED, act.day, code=code)
        if row.source == steps.TMV:
            _answer_report(act, row, decision)
        if row.source == steps.LAA:
            report_within(act, _signal_number(row), laa.IN_BRP, True)
        return row


def announce(
    person: Any, agreement: str, number: str, intended: str, on: date, once: Once | None = None
) -> Investigation:
    """Keep the day on which the intention was made known; from then on it is locked."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_announce(row.value, intended, on, act.day, act.terms(InvestigationTerms))
        _step(act, row, acts.ANNOUNCE, decision, steps.PUBLISHED, on, intended=intended)
        return row


def withdraw(person: Any, agreement: str, number: str, once: Once | None = None) -> Investigation:
    """Withdraw the intention; the journal keeps that it was there."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        gone = {"on": str(row.published or ""), "intended": row.intended}
        entry = act.record(acts.WITHDRAW, rules.may_withdraw(row.value), f"case:{number}", gone, (), ORGAN)
        row.change(entry, published=None, intended="")
        _set_clock(act, row, entry)
        return row


def decide(
    person: Any,
    agreement: str,
    number: str,
    result: str,
    declared: bool = False,
    ended: bool = False,
    once: Once | None = None,
) -> Investigation:
    """End it with a result, which is the decision of the case. The day it counts from is never typed."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_decide(row.value, result, declared, ended, act.day, act.terms(InvestigationTerms))
        ending = {"annotation_ended": act.day} if row.annotated else {}
        told = {"result": result, "declared": declared} | {name: str(day) for name, day in ending.items()}
        told |= {"departure": str(row.published)} if result in steps.INTENDED and not declared and row.published else {}
        entry = act.record(acts.DECIDE, decision, f"case:{number}", told, (), ORGAN)
        row.change(entry, decided=act.day, result=result, declared=declared, **ending)
        decide_within(act, *locked(act, number), steps.RESULTS[result], False, decision)
        _set_clock(act, row, entry)
        return row


def inform(person: Any, agreement: str, number: str, once: Once | None = None) -> Investigation:
    """Keep that the reporter was told the result, and nothing else; what they reported is over with it."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        told, decision = {"result": row.result}, rules.may_inform(row.value, act.terms(InvestigationTerms))
        entry = act.record(acts.INFORM, decision, f"case:{number}", told, (), ORGAN)
        row.change(entry, informed=act.day)
        if row.source == steps.LAA:
            finished = laa.WITHOUT if row.result in steps.UNCHANGED else laa.WITH
            report_within(act, _signal_number(row), finished, False)
        if row.source == steps.TMV:
            _close_report(act, row, decision)
        return row


def close(person: Any, agreement: str, number: str, once: Once | None = None) -> Investigation:
    """Close the investigation and its case."""
    with acting(person, agreement, once=once) as act:
        row = _row(act, number)
        decision = rules.may_close(row.value, act.terms(InvestigationTerms))
        entry = act.record(acts.CLOSE, decision, f"case:{number}", {}, (), ORGAN)
        row.change(entry, closed=act.day)
        close_within(act, *locked(act, number), decision)
        return row


def _row(act: Acting, number: str) -> Investigation:
    rows = Investigation.objects.of(act.client).select_for_update()
    return rows.get(case__municipality=act.client, case__number=number)


def _step(act: Acting, row: Investigation, kind: Act, decision: Decision, step: str, on: date, **fields: str) -> None:
    number = Case.objects.of(act.client).values_list("number", flat=True).get(pk=row.case_id)
    entry = act.record(kind, decision, f"case:{number}", {"on": str(on)} | fields, (), ORGAN)
    row.change(entry, **{step: on}, **fields)
    _set_clock(act, row, entry)


def _set_clock(act: Acting, row: Investigation, entry: Entry) -> None:
    """The day by which the next step is due stands with the case too, so that worklists sort by it."""
    clock = steps.act_by(row.value, act.terms(InvestigationTerms))
    row.change(entry, clock=clock)
    Case.objects.of(act.client).get(pk=row.case_id).change(entry, clock=clock)


def _signal_number(row: Investigation) -> str:
    assert row.signal is not None, "the rules ask for the case of a signal"
    return row.signal.number


def _answer_report(act: Acting, row: Investigation, because: Decision) -> None:
    """A report that waits for an answer has it now: the address is under investigation. Besluit BRP 28."""
    case, facts = locked(act, _signal_number(row))
    if case.state == CASE_OPEN:
        decide_within(act, case, facts, IN_PROGRESS, False, because)


def _close_report(act: Acting, row: Investigation, because: Decision) -> None:
    case, facts = locked(act, _signal_number(row))
    if case.state == CASE_DECIDED:
        close_within(act, case, facts, because)
