"""Where a file is: its phases in their order, the step that comes next, and the clock that runs now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from noaber.calendar.words import short_day
from noaber.cases.phases import Phase, current, in_order
from noaber.nationality.file import CALLS, File


def phases(file: File) -> list[Phase]:
    """All phases of a file."""
    return in_order(_phases(file), file.over)


def _phases(file: File) -> Iterator[Phase]:
    yield Phase("Ontvangen", file.received)
    yield Phase("Leges betaald", file.paid_on)
    hearable = [child for child in file.children if child.to_hear or child.hearing]
    if hearable:
        waiting = sum(child.to_hear or child.to_agree for child in hearable)
        text = f"nog {waiting} van {len(hearable)}" if waiting else f"{len(hearable)} gehoord"
        yield Phase("Kinderen gehoord", None, None, text, not waiting)
    if file.option:
        yield Phase("Besluit van de burgemeester", file.decided_on, file.due)
    else:
        yield Phase("Dossier compleet", file.complete_on)
        yield Phase("Naar de IND", file.decided_on, file.norm_due)
        held = f"{file.holds} keer aangehouden" if file.holds else ""
        yield Phase("Besluit van de Koning", file.decree_on or file.rejected_on, file.king_due, held)
    yield _called(file)
    yield Phase("Verklaring en uitreiking", file.handed_on, _hand_over_by(file))
    if file.lapsed_on:
        yield Phase("Vervallen", file.lapsed_on)


def _called(file: File) -> Phase:
    call = file.last_call
    due = (file.hand_over_due if file.option else file.call_due) if call is None else file.lapse_on
    if call is None:
        return Phase("Opgeroepen", None, due)
    text = f"oproep {call.number} van {CALLS}, ceremonie {short_day(call.ceremony_on)}"
    if call.present is False:
        return Phase("Opgeroepen", None, due, f"{text}: niet gekomen", call.number >= CALLS)
    return Phase("Opgeroepen", call.called_on, due, text)


def _hand_over_by(file: File) -> date | None:
    """The last day that matters for handing over: of the ceremony that was called to, or of lapsing."""
    call = file.last_call
    return call.ceremony_on if call and file.waits_for_ceremony else file.lapse_on


def clock_of(file: File) -> date | None:
    """The last day of the phase that it is in; None where no clock runs.

    The term of an option runs from receipt, through every phase before the decision.
    """
    phase = current(phases(file))
    if phase is None:
        return None
    return phase.due or (file.due if file.option and file.decided_on is None else None)


def next_step(file: File, day: date) -> str:
    """The step that comes next, by the name of its address; `besluit` is taken on the page of the case."""
    if file.over:
        return ""
    if file.paid_on is None:
        return "betaling"
    if any(child.to_hear for child in file.children):
        return "horen"
    if any(child.to_agree for child in file.children):
        return "instemmen"
    if file.decided_on is None:
        return "besluit" if file.option or file.complete_on else "compleet"
    return "beslissing" if file.granted_on is None else _to_the_ceremony(file, day)


def _to_the_ceremony(file: File, day: date) -> str:
    call = file.last_call
    if call is not None and call.present is None:
        return "aanwezigheid" if day >= call.ceremony_on else ""
    if file.present and file.pledged_on is None and file.declares:
        return "verklaring"
    if file.present:
        return "uitreiken"
    return "oproepen" if len(file.calls) < CALLS else ""
