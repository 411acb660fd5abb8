"""The last day of a term and why it is that day, in words and with the article that moved it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from noaber.calendar.awb import Suspension, days_lost
from noaber.calendar.deadlines import Span, applies, raise_end, raw_end, with_two_working_days
from noaber.calendar.holidays import holidays
from noaber.calendar.words import short_day
from noaber.values import Clause

ATW_1 = Clause("Algemene termijnenwet", "1")
ATW_1_2 = Clause("Algemene termijnenwet", "1, tweede lid")
ATW_2 = Clause("Algemene termijnenwet", "2")
ATW_4 = Clause("Algemene termijnenwet", "4")
ATW_5 = Clause("Algemene termijnenwet", "5")
AWB_4_15 = Clause("Awb", "4:15")
MOST = 36_600
"""The longest number that is counted, whatever the unit: a hundred years of days."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step on the way to the last day: the day it led to, in Dutch why, and under which article (or none)."""

    day: date
    text: str
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A term worked out. `raw_end` is what counting alone gives, `suspended` the days that the term stood still."""

    start: date
    span: Span
    raw_end: date
    suspended: int
    last_day: date
    reasons: tuple[Reason, ...]

    @property
    def moved(self) -> int:
        """The days that the Algemene termijnenwet added."""
        return (self.last_day - self.raw_end).days - self.suspended


def explain(start: date, span: Span, suspensions: Sequence[Suspension] = ()) -> Explained:
    """Work a term out and say why. Raises ValueError, in Dutch, for what cannot be counted or suspended."""
    if span.number > MOST:
        raise ValueError(f"Een termijn van {span} is te lang: hooguit {MOST} van een eenheid.")
    try:
        raw = raw_end(start, span)
        stopped = _suspended(start, span, raw, suspensions)
        end = raise_end(start, raw + timedelta(days=stopped), span)
    except (OverflowError, ValueError) as error:
        if "year" in str(error) or isinstance(error, OverflowError):
            raise ValueError(f"Een termijn van {span} vanaf {start} loopt voorbij de kalender.") from None
        raise
    return Explained(start, span, raw, stopped, end, tuple(_reasons(start, span, raw, stopped)))


def _suspended(start: date, span: Span, raw: date, suspensions: Sequence[Suspension]) -> int:
    """The days that the term stood still; each suspension begins while the term runs."""
    if suspensions and span.backwards:
        raise ValueError("Een termijn die terugtelt wordt niet opgeschort.")
    for number, stop in enumerate(known := sorted(suspensions)):
        running_until = raw + timedelta(days=days_lost(known[:number]))
        if not start <= stop.since <= running_until:
            raise ValueError(
                f"De opschorting van {stop.since} begint niet binnen de termijn ({start} tot en met {running_until})."
            )
    return days_lost(known)


def _reasons(start: date, span: Span, raw: date, stopped: int) -> Iterator[Reason]:
    how = "terug vanaf" if span.backwards else "na"
    yield Reason(raw, f"{span} {how} {short_day(start)}; die dag zelf telt niet mee")
    end = raw + timedelta(days=stopped)
    if stopped:
        days = "1 dag" if stopped == 1 else f"{stopped} dagen"
        yield Reason(end, f"de termijn stond {days} stil", AWB_4_15)
    if not applies(span):
        yield _not_moved(span, end)
        return
    wide = with_two_working_days(start, end)
    if wide != end:
        yield Reason(wide, "verlengd tot er twee werkdagen in de termijn zitten", ATW_2)
    last = raise_end(start, end, span)
    if last != wide:
        yield Reason(last, f"verlengd, want {_why_no_working_day(wide)}", ATW_1)
    if last == end:
        yield Reason(last, "niet verlengd: het is een werkdag", ATW_1)


def _why_no_working_day(day: date) -> str:
    name = holidays(day.year).get(day)
    return f"{short_day(day)} is {name}" if name else f"{short_day(day)} valt in een weekend"


def _not_moved(span: Span, end: date) -> Reason:
    """Why the Algemene termijnenwet leaves the last day as it is: the first of its exceptions that fits."""
    if span.unit == "workday":
        return Reason(end, "niet verlengd: werkdagen zijn geteld, dus de laatste dag is er een")
    if span.backwards:
        return Reason(end, "niet verlengd: de termijn telt terug van een dag", ATW_1_2)
    if span.source == "other":
        return Reason(end, "niet verlengd: de termijn staat niet in een wet of algemene maatregel van bestuur", ATW_5)
    return Reason(end, f"niet verlengd: de wet geldt niet voor een termijn van {span}", ATW_4)
