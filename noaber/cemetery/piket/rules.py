"""When a shift may be planned, swapped or handed on, when a call may be put down, and what counts of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from noaber.cemetery.piket.roster import Span, spoken
from noaber.cemetery.piket.terms import PiketTerms
from noaber.parties.clock import AMSTERDAM
from noaber.values import Clause, Decision, Line, Period, Refused, first_refusal, grant, refuse

LONGEST = 8
"""Days: a week, and a day more where a holiday moves the end."""
MOST_WEEKS = 26
PERMIT, SATURDAY, NOBODY, GRAVE, UNDERTAKER, OTHER = "permit", "saturday", "nobody", "grave", "undertaker", "other"
KINDS = {
    PERMIT: "Verlof in een weekend of op een feestdag",
    SATURDAY: "Begrafenis op zaterdag",
    NOBODY: "Overledene voor wie niemand de uitvaart regelt",
    UNDERTAKER: "Uitvaartondernemer",
    GRAVE: "Vraag over een graf",
    OTHER: "Iets anders",
}
LONGEST_WORK = 24 * 60


@dataclass(frozen=True, slots=True)
class Shift:
    """Who is on call when; `who` is the pseudonym of a colleague."""

    who: str
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """A call: when it came in and was answered (None: not at all), about what, and the minutes of work."""

    came_in: datetime
    answered: datetime | None
    kind: str
    minutes: int = 0

    @property
    def day(self) -> date:
        """The civil day of the call."""
        return self.came_in.astimezone(AMSTERDAM).date()


def in_time(call: Call, terms: PiketTerms) -> bool:
    """Was the call answered within the norm? The last minute of it counts."""
    norm = timedelta(minutes=terms.answer_minutes.value)
    return call.answered is not None and call.answered - call.came_in <= norm


def may_plan(new: Sequence[Shift], there: Sequence[Shift], colleagues: set[str], terms: PiketTerms) -> Decision:
    """May these shifts be planned? By colleagues, of at most eight days, and never two on call at once."""
    clause = terms.evening.clause
    if not new:
        return refuse("nothing-planned", clause, "Er is geen dienst om in te plannen.", "Kies een dag en een collega.")
    taken = list(there)
    for shift in new:
        if shift.who not in colleagues:
            return refuse("no-colleague", clause, "Deze collega doet geen werk voor deze gemeente.", "Kies een ander.")
        if shift.span.until - shift.span.since > timedelta(days=LONGEST):
            text = f"Een dienst duurt hooguit {LONGEST} dagen; deze loopt van {shift.span}."
            return refuse("too-long", clause, text, "Verdeel hem over meer diensten.")
        if (other := next((one for one in taken if one.span.meets(shift.span)), None)) is not None:
            text = f"Van {other.span} heeft al iemand piket; twee tegelijk kan niet."
            return refuse("overlap", clause, text, "Schrap die dienst eerst, of begin later.", "piket.withdraw")
        taken.append(shift)
    return grant("planned", clause, f"{len(new)} ingepland, van {new[0].span.since:%d-%m-%Y}.")


def may_withdraw(shift: Span, fixed: bool, now: datetime, terms: PiketTerms) -> Decision:
    """May a shift be taken off the roster? Not once it began, and not where the month was fixed: then it is swapped."""
    clause = terms.evening.clause
    if shift.since <= now:
        text = f"Deze dienst is op {spoken(shift.since)} begonnen."
        return refuse(
            "begun", clause, text, "Verwerk een ziekmelding als iemand anders overneemt.", "piket.report_sick"
        )
    if fixed:
        text = "Het rooster van die maand ligt vast; een geschrapte dienst zou een gat laten."
        return refuse("month-fixed", clause, text, "Ruil de dienst.", "piket.swap")
    return grant("withdrawn", clause, f"De dienst van {shift} is geschrapt.")


def may_fix(month: Period, holes: Sequence[Span], fixed: bool, terms: PiketTerms) -> Decision:
    """May the roster of a month be fixed? Once, when somebody is on call in all of the agreed hours."""
    clause = terms.evening.clause
    if fixed:
        return refuse("fixed", clause, f"Het rooster van {month} ligt al vast.")
    if holes:
        text = f"Van {holes[0]} heeft niemand piket." + (
            f" En er zijn nog {len(holes) - 1} gaten." if holes[1:] else ""
        )
        return refuse("gap", clause, text, "Plan die uren eerst in.", "piket.plan")
    return grant("fixed", clause, f"Het rooster van {month} sluit.")


def may_swap(one: Shift, other: Shift, now: datetime, terms: PiketTerms) -> Decision:
    """May two colleagues take each other's shift? Of two people, and before either begins."""
    clause = terms.evening.clause
    if one.who == other.who:
        return refuse("same-person", clause, "Deze twee diensten zijn al van dezelfde collega.", "Kies een andere.")
    for shift in (one, other):
        if shift.span.since <= now:
            text = f"De dienst van {shift.span} is al begonnen of voorbij."
            return refuse("begun", clause, text, "Kies een dienst die nog moet komen.")
    return grant("swapped", clause, f"Geruild: {one.span} en {other.span}.")


def next_after(shift: Shift, roster: Sequence[Shift]) -> Shift | None:
    """Who takes over when somebody is ill? The first to be on call later who is somebody else."""
    later = (one for one in sorted(roster, key=lambda one: one.span) if one.span.since >= shift.span.until)
    return next((one for one in later if one.who != shift.who), None)


def may_hand_on(shift: Shift, since: datetime, roster: Sequence[Shift], terms: PiketTerms) -> Decision:
    """May the rest of a shift go to who comes next, because who has it fell ill at a moment?"""
    clause = terms.evening.clause
    if since >= shift.span.until:
        return refuse("over", clause, f"Deze dienst was op {spoken(shift.span.until)} al voorbij.")
    if next_after(shift, roster) is None:
        text = "Na deze dienst staat er niemand anders op het rooster."
        return refuse("nobody-next", clause, text, "Plan eerst een volgende dienst in.", "piket.plan")
    return grant("handed-on", clause, f"De volgende neemt over vanaf {spoken(max(since, shift.span.since))}.")


def may_log(call: Call, now: datetime, reason: str, terms: PiketTerms) -> Decision:
    """May a call be put down? It lies in the past, it was answered after it came in, and late needs a reason."""
    clause, late = terms.answer_minutes.clause, timedelta(hours=terms.log_hours.value)
    if call.kind not in KINDS:
        return refuse("unknown-kind", clause, f"“{call.kind}” is geen soort oproep.")
    if call.came_in > now or (call.answered is not None and call.answered > now):
        return refuse("ahead", clause, "Dit moment moet nog komen.", "Vul in wanneer de oproep kwam.")
    if call.answered is not None and call.answered < call.came_in:
        return refuse("answered-before", clause, "De oproep is beantwoord voordat hij kwam.", "Verbeter de tijden.")
    if not 0 <= call.minutes <= LONGEST_WORK:
        return refuse("wrong-minutes", clause, "Een oproep kost tussen 0 minuten en 24 uur.", "Verbeter de minuten.")
    if now - call.came_in > late and not reason.strip():
        text = f"De oproep was meer dan {terms.log_hours.value} uur geleden."
        return refuse("late-without-reason", terms.log_hours.clause, text, "Schrijf waarom je hem nu pas vastlegt.")
    text = "De oproep ligt vast" + (", binnen de norm." if in_time(call, terms) else ", te laat of niet beantwoord.")
    return grant("logged", clause, text)


def may_withdraw_call(withdrawn: bool, reason: str, terms: PiketTerms) -> Decision:
    """May a call be taken out of the log, because it was put down wrongly? Once, with the reason."""
    clause = terms.answer_minutes.clause
    if withdrawn:
        return refuse("withdrawn", clause, "Deze oproep is al geschrapt.")
    if not reason.strip():
        return refuse("no-reason", clause, "Zonder reden wordt er niets geschrapt.", "Schrijf wat er niet klopte.")
    return grant("withdrawn", clause, "De oproep telt niet meer mee.")


def may_settle(month: Period, holes: Sequence[Span], settled: bool, day: date, terms: PiketTerms) -> Decision:
    """May the hours of a month be settled? Once, after the month, when somebody was on call in all agreed hours."""
    clause = terms.evening.clause
    if settled:
        return refuse("settled", clause, f"De uren van {month} zijn al afgesloten.")
    if month.until is None or day <= month.until:
        return refuse("month-not-over", clause, f"{month} is nog niet voorbij.", "Sluit af na de laatste dag.")
    whole = may_fix(month, holes, False, terms)
    return first_refusal(whole, grant("settled", clause, f"De uren van {month} zijn afgesloten."))


def logged_lines(
    call: Call, kpis: Sequence[tuple[str, Clause]], terms: PiketTerms, service: int, times: int = 1
) -> tuple[Line, ...]:
    """What counts of a call: one more of its kind, the minutes that were worked, and whether it was answered in time.

    `service` is the one that being on call belongs to; `times` is -1 where a call is taken out again.
    """
    clause = terms.answer_minutes.clause.number
    minutes = Line("piket.minutes", call.day, times * call.minutes, "minutes", service, call.kind, times, clause)
    return (
        Line("piket.calls", call.day, times, "count", service, call.kind, 0, clause),
        *((minutes,) if call.minutes else ()),
        *(
            Line("kpi", call.day, times * in_time(call, terms), "count", service, code, times, of.number)
            for code, of in kpis
        ),
    )


def settled_lines(month: Period, minutes: int, shifts: int, terms: PiketTerms, service: int) -> tuple[Line, ...]:
    """What counts of a month: the minutes in which somebody was on call, over so many shifts."""
    assert month.until is not None
    clause = terms.evening.clause.number
    return (Line("piket.standby", month.until, minutes, "minutes", service, month.code, shifts, clause),)


def refused_text(decision: Decision, code: str) -> str:
    """The words of a refusal with this code, for beside the field that it is about; empty where it is none."""
    if isinstance(decision, Refused) and decision.code == code:
        return f"{decision.text} {decision.cure}"
    return ""
