"""An address investigation as the rules read it: where it came from, what was done when, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from noaber.calendar.law_terms import law_term
from noaber.calendar.working_days import add_working_days
from noaber.investigation.terms import InvestigationTerms

CITIZEN, TMV, AUTHORITY, EX_OFFICIO, LAA = "citizen", "tmv", "authority", "ex-officio", "laa"
SOURCES = {
    CITIZEN: "een inwoner",
    TMV: "een terugmelding (TMV)",
    AUTHORITY: "een andere instantie",
    EX_OFFICIO: "de gemeente zelf",
    LAA: "een signaal adreskwaliteit (LAA)",
}
GONE, UNREGISTERED, NO_GROUND = "gone", "unregistered", "no-ground"
KINDS = {
    GONE: "woont niet op het BRP-adres",
    UNREGISTERED: "woont er zonder inschrijving",
    NO_GROUND: "de grond voor het briefadres is weg",
}
CODES = {
    "080000": "080000, de hele verblijfplaats",
    "081100": "081100, het adres",
    "089999": "089999, woont niet meer op het adres",
}
"""What an annotation "in onderzoek" can be about (Logisch Ontwerp BRP, element 83.10)."""

SAME, INSIDE, OTHER, BRIEF = "same", "inside", "other", "brief"
IMMIGRATION, EMIGRATION, VOW, UNKNOWN = "immigration", "emigration", "vow", "unknown"
RESULTS = {
    SAME: "zelfde adres",
    INSIDE: "ander adres in de gemeente",
    OTHER: "andere gemeente",
    BRIEF: "briefadres",
    IMMIGRATION: "vestiging uit het buitenland",
    EMIGRATION: "vertrek naar het buitenland",
    VOW: "vertrokken onbekend waarheen",
    UNKNOWN: "gestaakt",
}
"""The results, in the words of the outcomes of the product."""
INTENDED = (VOW, INSIDE, IMMIGRATION, EMIGRATION)
"""What the college enters of its own accord, after an intention; another municipality enters its own residents."""
UNCHANGED = (SAME, UNKNOWN)

TRIAGED, ANNOTATED, LETTER_1, LETTER_2, CONSULTED = "triaged", "annotated", "letter_1", "letter_2", "consulted"
VISITED, EXTRA, PUBLISHED, DECIDED, INFORMED, CLOSED = (
    "visited",
    "extra",
    "published",
    "decided",
    "informed",
    "closed",
)
STEPS = (
    TRIAGED,
    ANNOTATED,
    LETTER_1,
    LETTER_2,
    CONSULTED,
    VISITED,
    EXTRA,
    PUBLISHED,
    DECIDED,
    INFORMED,
    CLOSED,
)


@dataclass(frozen=True, slots=True)
class File:
    """How an investigation stands: of each step the day on which it was taken, None where it was not.

    `published` is the day on which the intention was made known, `intended` the result that it announced. `declared`
    says that the result rests on what the resident declared.
    """

    source: str
    received: date
    triaged: date | None = None
    annotated: date | None = None
    letter_1: date | None = None
    letter_2: date | None = None
    consulted: date | None = None
    visited: date | None = None
    extra: date | None = None
    published: date | None = None
    decided: date | None = None
    informed: date | None = None
    closed: date | None = None
    intended: str = ""
    result: str = ""
    declared: bool = False

    def day_of(self, step: str) -> date | None:
        """On which day was a step taken?"""
        found: date | None = getattr(self, step)
        return found

    def taken(self, step: str, on: date) -> File:
        """The file once a step has been taken."""
        return replace(self, **{step: on})  # type: ignore[arg-type]

    @property
    def last_on(self) -> date:
        """The last day on which anything happened; no later step lies before it."""
        days = (self.day_of(step) for step in STEPS)
        return max((day for day in days if day is not None), default=self.received)

    @property
    def reported(self) -> bool:
        """Is there somebody outside who reported it, and who hears the result?"""
        return self.source != EX_OFFICIO

    @property
    def thorough(self) -> bool:
        """Was it a thorough investigation? Two letters, and another source or a visit. Wet BRP 2.22(1)."""
        return None not in (self.letter_1, self.letter_2) and (self.consulted or self.visited) is not None

    @property
    def departure(self) -> date | None:
        """The day from which a change counts that the college entered of its own accord: that of the intention.

        Wet BRP 2.19(4), 2.20(3)(c), 2.21(3) and 2.22(2). None where it rests on a declaration, and where nothing
        changed.
        """
        own = self.result in INTENDED and not self.declared
        return self.published if own else None


def answer_until(file: File, terms: InvestigationTerms) -> date | None:
    """Until when may the resident answer the last letter? None where no letter waits for an answer."""
    waiting = (
        (file.published, terms.intention_days),
        (file.extra, terms.extra_days),
        (file.letter_2, terms.letter_2_days),
        (file.letter_1, terms.letter_1_days),
    )
    return next((sent + timedelta(days=term.value) for sent, term in waiting if sent is not None), None)


def act_by(file: File, terms: InvestigationTerms) -> date | None:
    """By when must the next step be taken? None where nothing is left to do, or where a duty says it.

    A signal is judged within five working days and the annotation placed then; after that there are so many working
    days once the resident can answer no more.
    """
    if file.decided is not None:
        return None
    if file.annotated is None:
        return law_term("investigation.triage").last_day(file.received)
    return add_working_days(answer_until(file, terms) or file.annotated, terms.step_workdays.value)


def weeks_open(file: File, day: date) -> int:
    """How many whole weeks has it run?"""
    return ((file.decided or day) - file.received).days // 7


def state_of(file: File) -> tuple[str, str]:
    """Where it stands, in words, with the shape of its badge."""
    if file.closed is not None:
        return "afgesloten", "off"
    if file.decided is not None:
        return "besloten", "done"
    words = {
        PUBLISHED: "voornemen",
        EXTRA: "extra brief",
        LETTER_2: "brief 2",
        LETTER_1: "brief 1",
        ANNOTATED: "in onderzoek",
        TRIAGED: "beoordeeld",
    }
    return next(((text, "open") for step, text in words.items() if file.day_of(step)), ("te beoordelen", "wait"))
