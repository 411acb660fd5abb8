"""What a funeral cost, what was found, what is asked back and given up, and the end of the file. Wlb 22."""

from __future__ import annotations

from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cases.within import close_within, decide_within, locked
from noaber.cemetery.municipal import acts, money_rules, rules
from noaber.cemetery.municipal.desk import Desk, desk
from noaber.cemetery.municipal.file import BY_OTHERS, OUTCOMES
from noaber.cemetery.municipal.models import AssetLine, ClaimLine, CostLine, Funeral, Kin, WriteOffLine
from noaber.values import Euro, Line

WIPED = {"name": "", "contact": ""}


def add_cost(
    person: Any, agreement: str, number: str, kind: str, estimate: Euro, text: str = "", once: Once | None = None
) -> CostLine:
    """Estimate what something costs. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        at = desk(act, number)
        decision = money_rules.may_add_cost(at.file, kind, estimate.cents)
        entry = at.record(acts.ADD_COST, decision, {"kind": kind, "estimate_cents": estimate.cents})
        return CostLine.add(entry, funeral=at.funeral, kind=kind, text=text.strip(), estimate_cents=estimate.cents)


def bill(
    person: Any, agreement: str, number: str, line: int, actual: Euro, note: str, once: Once | None = None
) -> CostLine:
    """Put down what a line cost in the end. Raises Funeral.DoesNotExist and CostLine.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        at = desk(act, number)
        row = CostLine.objects.of(act.client).get(pk=line, funeral=at.funeral)
        decision = money_rules.may_bill(at.file, row.value, actual.cents, note)
        facts = {"kind": row.kind, "estimate_cents": row.estimate_cents, "actual_cents": actual.cents}
        entry = at.record(acts.BILL, decision, facts, [_counted(at, "funeral.cost", row.kind, actual.cents)])
        row.change(entry, actual_cents=actual.cents, bill=note.strip(), billed_on=act.day)
        return row


def note_asset(
    person: Any,
    agreement: str,
    number: str,
    kind: str,
    text: str,
    value: Euro,
    kept: str = "",
    once: Once | None = None,
) -> AssetLine:
    """Put down something that the deceased left. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        at = desk(act, number)
        decision = money_rules.may_note_asset(at.file, kind, value.cents)
        entry = at.record(acts.NOTE_ASSET, decision, {"kind": kind, "value_cents": value.cents})
        return AssetLine.add(
            entry, funeral=at.funeral, kind=kind, text=text.strip(), value_cents=value.cents, kept=kept.strip()
        )


def hand_asset(
    person: Any, agreement: str, number: str, line: int, to: str, receipt: str, once: Once | None = None
) -> AssetLine:
    """Put down who got it. Raises Funeral.DoesNotExist and AssetLine.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        at = desk(act, number)
        row = AssetLine.objects.of(act.client).get(pk=line, funeral=at.funeral)
        decision = money_rules.may_hand_asset(at.file, row.handed_on is not None, to, receipt)
        facts = {"kind": row.kind, "value_cents": row.value_cents, "receipt": receipt.strip()}
        entry = at.record(acts.HAND_ASSET, decision, facts)
        row.change(entry, handed_to=to.strip(), receipt=receipt.strip(), handed_on=act.day)
        return row


def claim(
    person: Any,
    agreement: str,
    number: str,
    source: str,
    amount: Euro,
    kin: int | None = None,
    note: str = "",
    once: Once | None = None,
) -> ClaimLine:
    """Ask costs back; `kin` is the relative who is asked. Raises Funeral.DoesNotExist and Kin.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        at = desk(act, number)
        asked = Kin.objects.of(act.client).get(pk=kin, funeral=at.funeral) if kin else None
        liable = asked is not None and rules.is_liable(asked.relation)
        decision = money_rules.may_claim(at.file, source, amount.cents, liable, note)
        facts = {"source": source, "amount_cents": amount.cents, "relation": asked.relation if asked else ""}
        entry = at.record(acts.CLAIM, decision, facts)
        return ClaimLine.add(
            entry,
            funeral=at.funeral,
            source=source,
            kin=asked if source == "kin" else None,
            amount_cents=amount.cents,
            asked_on=act.day,
            note=note.strip(),
        )


def receive(person: Any, agreement: str, number: str, line: int, amount: Euro, once: Once | None = None) -> ClaimLine:
    """Put down that money came in. Raises Funeral.DoesNotExist and ClaimLine.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        at, row = _claim(act, number, line)
        decision = money_rules.may_receive(at.file, row.value, amount.cents)
        facts = {"source": row.source, "received_cents": amount.cents}
        entry = at.record(acts.RECEIVE, decision, facts, [_counted(at, "funeral.recovered", row.source, amount.cents)])
        row.change(entry, received_cents=row.received_cents + amount.cents)
        return row


def end_claim(person: Any, agreement: str, number: str, line: int, reason: str, once: Once | None = None) -> ClaimLine:
    """Put down that nothing more comes of a claim. Raises Funeral.DoesNotExist and ClaimLine.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        at, row = _claim(act, number, line)
        decision = money_rules.may_end_claim(at.file, row.value, reason)
        facts = {"source": row.source, "open_cents": row.value.outstanding}
        entry = at.record(acts.END_CLAIM, decision, facts)
        row.change(entry, ended_on=act.day, end_reason=reason.strip())
        return row


def propose_write_off(
    person: Any, agreement: str, number: str, amount: Euro, reason: str, text: str, once: Once | None = None
) -> WriteOffLine:
    """Propose to give up an amount. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        at = desk(act, number)
        decision = money_rules.may_propose(at.file, amount.cents, reason, text)
        entry = at.record(acts.PROPOSE_WRITE_OFF, decision, {"reason": reason, "amount_cents": amount.cents})
        return WriteOffLine.add(
            entry,
            funeral=at.funeral,
            amount_cents=amount.cents,
            reason=reason,
            text=text.strip(),
            proposed_by=person.pseudonym,
            proposed_on=act.day,
        )


def answer_write_off(
    person: Any, agreement: str, number: str, line: int, approved: bool, once: Once | None = None
) -> WriteOffLine:
    """Answer a proposal to write off, as somebody else than who made it.

    Raises Funeral.DoesNotExist and WriteOffLine.DoesNotExist.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        at = desk(act, number)
        row = WriteOffLine.objects.of(act.client).get(pk=line, funeral=at.funeral)
        decision = money_rules.may_answer(at.file, row.value, person.pseudonym)
        lines = [_counted(at, "funeral.written_off", row.reason, row.amount_cents)] if approved else []
        facts = {"reason": row.reason, "amount_cents": row.amount_cents, "approved": approved}
        entry = at.record(acts.ANSWER_WRITE_OFF, decision, facts, lines)
        row.change(entry, approved=approved, answered_by=person.pseudonym, answered_on=act.day)
        return row


def close(person: Any, agreement: str, number: str, minutes: int, once: Once | None = None) -> Funeral:
    """Close the file with what it cost and what came back; names of relatives go. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        at = desk(act, number)
        funeral, sums = at.funeral, at.file.sums
        decision = money_rules.may_close(at.file)
        facts = {
            "estimated_cents": sums.estimated,
            "actual_cents": sums.actual,
            "received_cents": sums.received,
            "written_off_cents": sums.written_off,
        }
        worked = Line("case.minutes", act.day, minutes, "minutes", at.service, funeral.case.product, 1)
        entry = at.record(acts.CLOSE, decision, facts, [worked])
        for relative in at.now.kin:
            relative.change(entry, **WIPED)
        funeral.change(entry, closed_on=act.day)
        case, stood = locked(act, number)
        case.change(entry, clock=None)
        outcome = BY_OTHERS if funeral.handed_on else OUTCOMES[funeral.way]
        decide_within(act, case, stood, outcome, False, decision)
        close_within(act, *locked(act, number), decision)
        return funeral


def _claim(act: Acting, number: str, line: int) -> tuple[Desk, ClaimLine]:
    at = desk(act, number)
    return at, ClaimLine.objects.of(act.client).get(pk=line, funeral=at.funeral)


def _counted(at: Desk, measure: str, key: str, cents: int) -> Line:
    return Line(measure, at.act.day, cents, "cents", at.service, key)
