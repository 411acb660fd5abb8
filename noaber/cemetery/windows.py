"""The clocks of a grave: between which days something may or must be done, each with its article.

A letter names the clock: A to N as the table of terms has them. Every function takes days and the law as it holds, and
returns days; both ends of a window belong to it. `T` is the day on which a right ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from noaber.calendar.awb import Suspension
from noaber.calendar.deadlines import Span, last_day, raw_end
from noaber.calendar.law_terms import extended_due
from noaber.calendar.working_days import add_working_days, working_days_before
from noaber.cemetery.law import Law
from noaber.values import Clause, Term

EXCLUSIVE, GENERAL = "exclusive", "general"
KINDS = {EXCLUSIVE: "uitsluitend recht", GENERAL: "gebruik van een algemeen graf"}
EARLY, OPEN, LAST_MONTH, MISSED, DONE = "early", "open", "last-month", "missed", "done"
STATES = {EARLY: "te vroeg", OPEN: "open", LAST_MONTH: "laatste maand", MISSED: "gemist", DONE: "gedaan"}
_DAY = timedelta(days=1)
_MONTH = Span(1, "month", "other", backwards=True)


@dataclass(frozen=True, slots=True)
class Window:
    """Days between which something is done. `since` is empty where it may be at once, `until` where no day ends it."""

    clock: str
    title: str
    since: date | None
    until: date | None
    clause: Clause
    done: bool = False

    def state(self, on: date) -> str:
        """How it stands on a day. The last month is that of the last day: from the same day of the month before on."""
        if self.done:
            return DONE
        if self.since is not None and on < self.since:
            return EARLY
        if self.until is None:
            return OPEN
        if on > self.until:
            return MISSED
        return LAST_MONTH if on >= raw_end(self.until, _MONTH) else OPEN


@dataclass(frozen=True, slots=True)
class RightDays:
    """The days of one right that the clocks read. `ends_on` is empty for a right without an end.

    `letter_on` is when the holder was written to, `requested_on` when the renewal was asked for.
    """

    kind: str
    granted_on: date
    ends_on: date | None = None
    holder_died_on: date | None = None
    last_body_on: date | None = None
    letter_on: date | None = None
    requested_on: date | None = None


def windows_of(right: RightDays, law: Law) -> tuple[Window, ...]:
    """Every window that the days of a right set going, by the letter of its clock."""
    found = [
        general_letter(right, law),
        holder_letter(right, law),
        renewal_request(right, law),
        signs(right, law),
        transfer(right, law),
        earliest_clearing(right.last_body_on, law) if right.last_body_on else None,
    ]
    return tuple(window for window in found if window is not None)


def general_letter(right: RightDays, law: Law) -> Window | None:
    """A: when the user of a general grave is told that the term ends."""
    if right.kind != GENERAL or right.ends_on is None:
        return None
    since, until = _before(right.ends_on, law.general_letter_first), _before(right.ends_on, law.general_letter_last)
    title = "Brief aan de belanghebbende"
    return Window("A", title, since, until, law.general_letter_last.clause, right.letter_on is not None)


def holder_letter(right: RightDays, law: Law) -> Window | None:
    """B: when the holder of an exclusive right is told that it ends and can be renewed."""
    if right.kind != EXCLUSIVE or right.ends_on is None:
        return None
    since, until = _before(right.ends_on, law.letter_first), _before(right.ends_on, law.letter_last)
    done = right.letter_on is not None or right.requested_on is not None
    return Window("B", "Brief aan de rechthebbende", since, until, law.letter_last.clause, done)


def renewal_request(right: RightDays, law: Law) -> Window | None:
    """C: when the holder can ask for renewal."""
    if right.kind != EXCLUSIVE or right.ends_on is None:
        return None
    since = _before(right.ends_on, law.request_first)
    title = "Verlenging aanvragen"
    return Window("C", title, since, right.ends_on, law.request_first.clause, right.requested_on is not None)


def signs(right: RightDays, law: Law) -> Window | None:
    """D: when signs stand at the grave and at the entrance: no request in time after the letter, up to the end.

    None where the letter went out so late that the right ends first.
    """
    if right.kind != EXCLUSIVE or right.ends_on is None or right.letter_on is None or right.requested_on is not None:
        return None
    since = last_day(right.letter_on, law.signs_after.value) + _DAY
    if since > right.ends_on:
        return None
    return Window("D", "Bekendmaking bij graf en ingang", since, right.ends_on, law.signs_after.clause)


def years_to_add(burial: date, ends_on: date | None, law: Law) -> int:
    """E: by how many whole years a right must be renewed so that enough of it is left on the day of a burial."""
    if ends_on is None:
        return 0
    wanted, years = _after(burial, law.term_left), 0
    while raw_end(ends_on, Span(years, "year", "other")) < wanted:
        years += 1
    return years


def enough_left(burial: date, ends_on: date | None, law: Law) -> bool:
    """E: is enough of the term left on the day of a burial?"""
    return years_to_add(burial, ends_on, law) == 0


def transfer(right: RightDays, law: Law) -> Window | None:
    """F: until when the right can be written over to somebody else after the death of its holder."""
    if right.kind != EXCLUSIVE or right.holder_died_on is None:
        return None
    until = _after(right.holder_died_on, law.transfer)
    return Window("F", "Overschrijven na overlijden", right.holder_died_on, until, law.transfer.clause)


def intention(clearing: date, law: Law) -> Window:
    """G: by when the intention to clear a grave is told, by letter or by a sign."""
    return Window("G", "Voornemen tot ruimen melden", None, _before(clearing, law.intention), law.intention.clause)


def objects(removed: date, law: Law) -> Window:
    """H: until when what was taken off a grave can be fetched."""
    title = "Verwijderde voorwerpen ophalen"
    return Window("H", title, removed, _after(removed, law.objects), law.objects.clause)


def earliest_clearing(last_body: date, law: Law) -> Window:
    """I: from when a grave may be cleared, counted from the last body; an urn does not start it again."""
    return Window("I", "Ruimen mag", _after(last_body, law.rest), None, law.rest.clause)


def neglect_repair(received: date, law: Law) -> Window:
    """J: until when the holder can repair, counted from the day on which the declaration was received."""
    title = "Verwaarlozing herstellen"
    return Window("J", title, received, _after(received, law.neglect_repair), law.neglect_repair.clause)


def neglect_signs(granted: date, published: date, law: Law) -> Window:
    """J: until when the declaration is published where its receipt is not confirmed.

    That is some years, and longer where the right is still young; on the day after the last one the right lapses.
    """
    until, floor = _after(published, law.neglect_signs), _after(granted, law.neglect_floor)
    rule = law.neglect_signs if until >= floor else law.neglect_floor
    return Window("J", "Verwaarlozing bekendmaken", published, max(until, floor), rule.clause)


def burial_notice(burial: date, law: Law) -> Window:
    """K: the last day to announce a burial; on that day before the hour that the ordinance names."""
    until = working_days_before(burial, law.burial_notice.value.number)
    return Window("K", "Begrafenis melden", None, until, law.burial_notice.clause)


def ceremony_notice(ceremony: date, law: Law) -> Window:
    """L: the last day to announce a ceremony."""
    until = working_days_before(ceremony, law.ceremony_notice.value.number)
    return Window("L", "Plechtigheid melden", None, until, law.ceremony_notice.clause)


def decision(complete: date, law: Law, extended: bool = False, suspensions: Sequence[Suspension] = ()) -> Window:
    """M: the last day to decide on a permit, a transfer or a renewal; it can be extended once."""
    extension, times = law.decision_extension, int(extended)
    until = extended_due(complete, law.decision.value, extension.value, times, suspensions)
    return Window("M", "Beslissen", complete, until, (extension if extended else law.decision).clause)


def objection(sent: date, law: Law) -> Window:
    """N: the last day to object to a decision."""
    return Window("N", "Bezwaar maken", sent, last_day(sent, law.objection.value), law.objection.clause)


def burial_from(died_at: datetime, law: Law) -> datetime:
    """The earliest moment of a burial, in hours that really pass, also in a night on which the clock changes."""
    return died_at.astimezone(UTC) + timedelta(hours=law.burial_first.value.number)


def burial_until(died_on: date, law: Law) -> date:
    """The last day of a burial, in working days after the day of death."""
    return add_working_days(died_on, law.burial_last.value.number)


def _before(day: date, rule: Term[Span]) -> date:
    span = rule.value
    return raw_end(day, Span(span.number, span.unit, span.source, backwards=True))


def _after(day: date, rule: Term[Span]) -> date:
    return last_day(day, rule.value)
