"""The steps of an investigation as its page shows them: what was done, what comes now, and what may come after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from noaber.investigation.file import (
    ANNOTATED,
    CLOSED,
    CONSULTED,
    DECIDED,
    EXTRA,
    INFORMED,
    LETTER_1,
    LETTER_2,
    PUBLISHED,
    TRIAGED,
    VISITED,
    File,
    act_by,
    answer_until,
)
from noaber.investigation.rules import next_step
from noaber.investigation.terms import InvestigationTerms

TITLES = {
    TRIAGED: "Signaal beoordelen",
    ANNOTATED: "In onderzoek",
    LETTER_1: "Brief 1",
    LETTER_2: "Brief 2",
    CONSULTED: "Andere bronnen",
    VISITED: "Huisbezoek",
    EXTRA: "Extra brief",
    PUBLISHED: "Voornemen",
    DECIDED: "Uitkomst",
    INFORMED: "Melder bericht",
    CLOSED: "Afgesloten",
}
PAPERS = {
    LETTER_1: "adresonderzoek-brief-1",
    LETTER_2: "adresonderzoek-brief-2",
    PUBLISHED: "adresonderzoek-voornemen",
    DECIDED: "adresonderzoek-besluit",
    INFORMED: "bericht-melder",
}
"""The letter that goes with a step."""
ONLY_WHEN_DONE = (VISITED, EXTRA)
DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True, slots=True)
class Phase:
    """A step: `state` is done, now or later; `on` the day it was done, `due` by when it must be.

    `until` is the last day on which the resident can answer.
    """

    step: str
    title: str
    state: str
    on: date | None = None
    due: date | None = None
    until: date | None = None
    paper: str = ""


def timeline(file: File, terms: InvestigationTerms) -> list[Phase]:
    """The steps in the order in which they were taken, then the one that comes now, then what may come after."""
    now = next_step(file)
    done = [step for step in TITLES if file.day_of(step) is not None]
    done.sort(key=lambda step: file.day_of(step) or file.received)
    left = [step for step in TITLES if step not in done and _may_come(file, step, now)]
    left.sort(key=lambda step: step != now)
    return [_phase(file, step, now, terms) for step in (*done, *left)]


def _may_come(file: File, step: str, now: str) -> bool:
    """What may still come: nothing that is left out as a rule, and after the result only what ends it."""
    if step == now:
        return True
    if step in ONLY_WHEN_DONE or (step == INFORMED and not file.reported):
        return False
    return step in (INFORMED, CLOSED) or (file.decided is None and (file.published is None or step == DECIDED))


def _phase(file: File, step: str, now: str, terms: InvestigationTerms) -> Phase:
    on = file.day_of(step)
    state = DONE if on is not None else NOW if step == now else LATER
    due = act_by(file, terms) if state == NOW else None
    until = answer_until(file, terms) if state == NOW and file.decided is None else None
    if state == DONE:
        until = _answer_to(step, on, terms)
    return Phase(step, TITLES[step], state, on, due, until, PAPERS.get(step, "") if state != LATER else "")


def _answer_to(step: str, on: date | None, terms: InvestigationTerms) -> date | None:
    days = {
        LETTER_1: terms.letter_1_days,
        LETTER_2: terms.letter_2_days,
        EXTRA: terms.extra_days,
        PUBLISHED: terms.intention_days,
    }
    return on + timedelta(days=days[step].value) if on is not None and step in days else None
