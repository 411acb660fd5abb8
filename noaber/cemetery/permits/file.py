"""An application for a permit as the rules read it: who asks what, what is there, and what was done when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from noaber.cemetery.permits.measures import BREAKS, EXHUMATION, MISSING, MONUMENT, PLANTING, VAULT, Finding

HOLDER, MASON, OTHER = "holder", "mason", "other"
APPLICANTS = {HOLDER: "de rechthebbende", MASON: "een steenhouwer", OTHER: "iemand anders"}
GRANTED, REFUSED, OUTSIDE = "verleend", "geweigerd", "buiten behandeling"
OUTCOMES = (GRANTED, REFUSED, OUTSIDE)
"""In the words of the outcomes of the products."""
APPROVED, MEND = "approved", "mend"
CHECKS = {APPROVED: "goedgekeurd", MEND: "te herstellen"}
BY_LINK, ON_PAPER, NO_ANSWER, SAID_NO = "link", "paper", "", "no"
CONSENTS = {
    NO_ANSWER: "nog geen antwoord",
    BY_LINK: "gegeven met een link",
    ON_PAPER: "gegeven op papier",
    SAID_NO: "geweigerd",
}
REBURY, CREMATE = "rebury", "cremate"
DESTINATIONS = {REBURY: "herbegraven", CREMATE: "cremeren"}
PLACED_KINDS = (MONUMENT, PLANTING, VAULT)
"""What is placed, and so announced and checked."""
DRAWN = (MONUMENT, VAULT)
"""What a drawing is needed of."""

LACKS = {
    "measures": ("de maten, het materiaal en de fundering", "the sizes, the material and the foundation"),
    "drawing": ("een tekening met de maten", "a drawing with the sizes"),
    "consent": ("de toestemming van de rechthebbende", "the consent of the right holder"),
    "destination": ("waar de overledene naartoe gaat", "where the deceased will go"),
    "who": ("wie er wordt opgegraven", "who is to be exhumed"),
    "asked-by": (
        "het verzoek van wie voor de crematie zorgt (Wlb art. 18)",
        "the request of whoever arranges the cremation (Wlb article 18)",
    ),
    "prosecutor": (
        "het verlof van de officier van justitie (crematie binnen een jaar)",
        "the leave of the public prosecutor (cremation within a year)",
    ),
}
"""What an application can lack, in Dutch and English."""


@dataclass(frozen=True, slots=True)
class Exhuming:
    """What is special about an exhumation. `buried_on` is that of who lies there, None where nobody was named."""

    named: bool = False
    buried_on: date | None = None
    destination: str = ""
    where: str = ""
    asked_by: bool = False
    prosecutor: str = ""

    def within_a_year(self, day: date) -> bool:
        """Did the burial take place less than a year before a day, as far as is known?"""
        if self.buried_on is None:
            return False
        try:
            year_on = self.buried_on.replace(year=self.buried_on.year + 1)
        except ValueError:  # 29 February
            year_on = self.buried_on.replace(year=self.buried_on.year + 1, month=3, day=1)
        return day < year_on


@dataclass(frozen=True, slots=True)
class File:
    """How an application stands. `private` where an exclusive right rests on the grave."""

    kind: str
    received: date
    applicant: str = HOLDER
    private: bool = True
    findings: tuple[Finding, ...] = ()
    drawing: bool = False
    consent: str = NO_ANSWER
    exhuming: Exhuming = field(default_factory=Exhuming)
    asked_on: date | None = None
    asked_until: date | None = None
    waiting: bool = False
    extended_on: date | None = None
    outcome: str = ""
    decided_on: date | None = None
    announced_for: date | None = None
    checks: tuple[tuple[date, str], ...] = ()
    carried_out_on: date | None = None
    closed_on: date | None = None

    @property
    def consented(self) -> bool:
        """Does the right holder agree, by asking it or by consenting? Nobody has to where no exclusive right rests."""
        return not self.private or self.applicant == HOLDER or self.consent in (BY_LINK, ON_PAPER)

    @property
    def approved_on(self) -> date | None:
        """The day on which what was placed was found to be as permitted; the last check counts."""
        return self.checks[-1][0] if self.checks and self.checks[-1][1] == APPROVED else None

    @property
    def granted(self) -> bool:
        """Is there a permit?"""
        return self.outcome == GRANTED

    @property
    def broken(self) -> tuple[Finding, ...]:
        """What is not as the rules have it."""
        return tuple(one for one in self.findings if one.state == BREAKS)


def lacks(file: File, day: date) -> tuple[str, ...]:
    """What the application lacks, in the order in which it is asked for."""
    special = file.exhuming
    wanted: dict[str, bool] = {
        "measures": any(one.state == MISSING for one in file.findings),
        "drawing": file.kind in DRAWN and not file.drawing,
        "consent": not file.consented and file.consent != SAID_NO,
    }
    if file.kind == EXHUMATION:
        cremated = special.destination == CREMATE
        wanted |= {
            "who": not special.named,
            "destination": not (special.destination and special.where),
            "asked-by": cremated and not special.asked_by,
            "prosecutor": cremated and special.within_a_year(day) and not special.prosecutor,
        }
    return tuple(code for code, missing in wanted.items() if missing)


ASK, ADDED, DECIDE, CLOSE_FILE, WAIT_PLACING, CHECK, EXHUME, DONE = (
    "ask-more",
    "added",
    "decide",
    "close",
    "wait",
    "check",
    "exhume",
    "done",
)


def next_step(file: File, day: date) -> str:
    """What comes next for whoever handles it."""
    if not file.outcome:
        if file.waiting:
            over = file.asked_until is not None and day > file.asked_until
            return DECIDE if over else ADDED
        return ASK if lacks(file, day) and file.asked_on is None else DECIDE
    if file.granted and file.kind == EXHUMATION and file.carried_out_on is None:
        return EXHUME
    if file.granted and file.kind in PLACED_KINDS and file.approved_on is None:
        return CHECK if file.announced_for is not None and file.announced_for <= day else WAIT_PLACING
    return CLOSE_FILE if file.closed_on is None else DONE


def state_of(file: File, day: date) -> tuple[str, str]:
    """Where it stands, in words, with the shape of its badge."""
    if not file.outcome:
        if file.waiting:
            return "wacht op aanvulling", "wait"
        return ("niet compleet", "wait") if lacks(file, day) else ("te beslissen", "open")
    if not file.granted:
        return file.outcome, "off"
    if file.kind == EXHUMATION:
        return ("uitgevoerd", "done") if file.carried_out_on else ("verleend, nog uit te voeren", "open")
    if file.approved_on is not None:
        return "geplaatst en goedgekeurd", "done"
    if file.checks:
        return "te herstellen", "late"
    return ("plaatsing gemeld", "open") if file.announced_for else ("verleend, nog niet geplaatst", "done")


def asked_until(asked: date, days: int) -> date:
    """The last day to complete an application that is asked for on a day."""
    return asked + timedelta(days=days)
