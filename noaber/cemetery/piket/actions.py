"""What people do with the roster of who is on call and with the log of calls. The journal has no names, no words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cemetery.piket import acts, rules
from noaber.cemetery.piket.models import CallRecord, RosterMonth, ShiftRecord
from noaber.cemetery.piket.queries import colleagues, holes, is_fixed, month_row, shifts_from, shifts_in
from noaber.cemetery.piket.roster import Span, month_of, on_call_minutes, wanted
from noaber.cemetery.piket.rules import Call, Shift
from noaber.cemetery.piket.terms import PiketTerms
from noaber.values import Period


def plan(person: Any, agreement: str, new: Sequence[Shift], once: Once | None = None) -> list[ShiftRecord]:
    """Put shifts on the roster, all of them or none. Acts wait for each other, so that no two overlap."""
    with acting(person, agreement, alone=True, once=once) as act:
        there: list[Shift] = []
        if new:
            whole = Span(min(one.span.since for one in new), max(one.span.until for one in new))
            there = [row.value for row in shifts_in(act.client, whole)]
        known = set(colleagues(act.agreement.contractor_id, act.day))
        decision = rules.may_plan(new, there, known, act.terms(PiketTerms))
        about = f"piket:{new[0].span.since:%Y-%m}" if new else ""
        facts = {"shifts": len(new), "since": str(new[0].span.since)} if new else {}
        entry = act.record(acts.PLAN, decision, about, facts)
        return [ShiftRecord.add(entry, who=one.who, since=one.span.since, until=one.span.until) for one in new]


def withdraw(person: Any, agreement: str, pk: int, once: Once | None = None) -> ShiftRecord:
    """Take a shift off the roster. Raises ShiftRecord.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = _shift(act, pk)
        decision = rules.may_withdraw(row.span, is_fixed(act.client, row.span), act.at, act.terms(PiketTerms))
        entry = act.record(acts.WITHDRAW, decision, f"shift:{pk}", _times(row))
        row.change(entry, withdrawn=True)
        return row


def fix(person: Any, agreement: str, month: Period, once: Once | None = None) -> RosterMonth:
    """Fix the roster of a month: from then on shifts are swapped, not taken away."""
    with acting(person, agreement, alone=True, once=once) as act:
        terms, row = act.terms(PiketTerms), month_row(act.client, month)
        fixed = row is not None and row.fixed_on is not None
        decision = rules.may_fix(month, holes(act.client, month, terms), fixed, terms)
        entry = act.record(acts.FIX, decision, f"piket:{month.code}")
        return _month(act, entry, row, month, fixed_on=act.day)


def swap(person: Any, agreement: str, pk: int, other: int, once: Once | None = None) -> tuple[ShiftRecord, ShiftRecord]:
    """Let two colleagues take each other's shift. Raises ShiftRecord.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        one, two = _shift(act, pk), _shift(act, other)
        decision = rules.may_swap(one.value, two.value, act.at, act.terms(PiketTerms))
        entry = act.record(acts.SWAP, decision, f"shift:{pk}", {"other": other, "from": one.who, "to": two.who})
        first, second = one.who, two.who
        one.change(entry, who=second, instead_of=first, why="swap")
        two.change(entry, who=first, instead_of=second, why="swap")
        return one, two


def report_sick(person: Any, agreement: str, pk: int, since: datetime, once: Once | None = None) -> ShiftRecord:
    """Hand the rest of a shift to who comes next on the roster. Returns the shift of who takes over.

    Raises ShiftRecord.DoesNotExist.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        row = _shift(act, pk)
        roster = [one.value for one in shifts_from(act.client, row.since)]
        decision = rules.may_hand_on(row.value, since, roster, act.terms(PiketTerms))
        follows = rules.next_after(row.value, roster)
        to = follows.who if follows else ""
        entry = act.record(acts.REPORT_SICK, decision, f"shift:{pk}", {"from": row.who, "to": to, "since": str(since)})
        ill = row.who
        if since <= row.since:
            row.change(entry, who=to, instead_of=ill, why="sick")
            return row
        until = row.until
        row.change(entry, until=since)
        return ShiftRecord.add(entry, who=to, since=since, until=until, instead_of=ill, why="sick")


def log_call(
    person: Any,
    agreement: str,
    call: Call,
    who: str,
    about: str,
    done: str = "",
    reason: str = "",
    once: Once | None = None,
) -> CallRecord:
    """Put a call down. `who` answered it, by pseudonym; it counts for the norm on the day it came in."""
    with acting(person, agreement, once=once) as act:
        terms = act.terms(PiketTerms)
        decision = rules.may_log(call, act.at, reason, terms)
        lines = rules.logged_lines(call, act.book.norms_of(acts.LOG_CALL.code), terms, _service(act))
        met = rules.in_time(call, terms)
        facts = {"kind": call.kind, "met": met, "minutes": call.minutes, "late": bool(reason.strip())}
        entry = act.record(acts.LOG_CALL, decision, f"piket:{call.day:%Y-%m}", facts, lines)
        return CallRecord.add(
            entry,
            came_in=call.came_in,
            answered=call.answered,
            who=who,
            kind=call.kind,
            about=about,
            done=done,
            minutes=call.minutes,
            late_reason=reason.strip(),
            norm=met,
        )


def withdraw_call(person: Any, agreement: str, pk: int, reason: str, once: Once | None = None) -> CallRecord:
    """Take a call that was put down wrongly out of all counts. Raises CallRecord.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = CallRecord.objects.of(act.client).select_for_update().get(pk=pk)
        terms = act.terms(PiketTerms)
        decision = rules.may_withdraw_call(bool(row.withdrawn), reason, terms)
        lines = rules.logged_lines(row.value, act.book.norms_of(acts.LOG_CALL.code), terms, _service(act), times=-1)
        entry = act.record(acts.WITHDRAW_CALL, decision, f"call:{pk}", {"kind": row.kind}, lines)
        row.change(entry, withdrawn=reason.strip())
        return row


def settle(person: Any, agreement: str, month: Period, once: Once | None = None) -> RosterMonth:
    """Settle the hours of a month: the minutes in which somebody was on call go into the journal as a line."""
    with acting(person, agreement, alone=True, once=once) as act:
        terms, row = act.terms(PiketTerms), month_row(act.client, month)
        shifts = list(shifts_in(act.client, month_of(month)))
        settled = row is not None and row.settled_on is not None
        decision = rules.may_settle(month, holes(act.client, month, terms, shifts), settled, act.day, terms)
        asked = wanted(month, terms.evening.value, terms.morning.value)
        minutes = sum(on_call_minutes(asked, one.span) for one in shifts)
        lines = rules.settled_lines(month, minutes, len(shifts), terms, _service(act))
        entry = act.record(acts.SETTLE, decision, f"piket:{month.code}", {"shifts": len(shifts)}, lines)
        return _month(act, entry, row, month, settled_on=act.day, minutes=minutes)


def _service(act: Acting) -> int:
    return act.book.service_measured_by(acts.LOG_CALL.code)


def _month(act: Acting, entry: Any, row: RosterMonth | None, month: Period, **fields: Any) -> RosterMonth:
    if row is None:
        return RosterMonth.add(entry, month=month.code, **fields)
    row.change(entry, **fields)
    return row


def _shift(act: Acting, pk: int) -> ShiftRecord:
    return ShiftRecord.objects.of(act.client).select_for_update().get(pk=pk, withdrawn=False)


def _times(row: ShiftRecord) -> dict[str, str]:
    return {"since": str(row.since), "until": str(row.until)}
