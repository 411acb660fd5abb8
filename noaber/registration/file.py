"""A file of a first registration as the rules read it: which facts there are, and by what each is proven.

No personal value is in it: not when somebody was born, only that there is a birth and what kind of paper says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.calendar.law_terms import law_term

PERSON, HEALTH, PRISON = "person", "health", "prison"
APPEARANCES = {
    PERSON: "in persoon",
    HEALTH: "door een ander, om de gezondheid (zo nodig met een verklaring van de arts)",
    PRISON: "door een ander, want betrokkene zit in een gevangenis",
}
BIRTH, MARRIAGE, DIVORCE, NAME, DESCENT, NATIONALITY = (
    "birth",
    "marriage",
    "divorce",
    "name",
    "descent",
    "nationality",
)
FACTS = {
    BIRTH: "geboorte",
    NAME: "naam",
    DESCENT: "afstamming",
    MARRIAGE: "huwelijk of partnerschap",
    DIVORCE: "einde van een huwelijk of partnerschap",
    NATIONALITY: "nationaliteit",
}
FAMILY = (MARRIAGE, DIVORCE, DESCENT)
"""Facts about parents, children and partners, for which Wet BRP 2.10(1) is stricter."""

PROOFS = {
    "a": "akte in de Nederlandse burgerlijke stand",
    "b": "Nederlandse rechterlijke uitspraak",
    "c": "buitenlandse akte of uitspraak",
    "d": "ander geschrift van een buitenlandse instantie",
    "e": "verklaring onder eed of belofte",
    "x": "niet vast te stellen",
}
"""By the letter of Wet BRP 2.8(2): the first letter is the best. `x` is for a nationality only (2.15(3))."""
SWORN, UNKNOWN = "e", "x"
FOR_NATIONALITY = ("c", "d", UNKNOWN)
"""What a foreign nationality is taken from (Wet BRP 2.15): a decision, another paper of that country, or nothing."""

OATHS = {"oath": "eed", "promise": "belofte"}
SELF, PARENT = "self", "parent"
SWEARERS = {SELF: "betrokkene zelf", PARENT: "een ouder, want betrokkene is jonger dan 16 jaar"}
LOST, REFUSED, DANGER, WAITING = "lost", "refused", "danger", "waiting"
REASONS = {
    LOST: "het register bestaat niet of is verloren gegaan",
    REFUSED: "de instantie geeft het niet af",
    DANGER: "opvragen is gevaarlijk voor betrokkene of familie",
    WAITING: "het is opgevraagd, maar er komt nog geen antwoord",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that happened abroad. `proof` is the letter of what it is taken from, empty where there is nothing yet.

    `sworn` says that a declaration was made about it, also when a better document came later.
    """

    what: str
    nth: int = 1
    proof: str = ""
    sworn: bool = False

    @property
    def name(self) -> str:
        """What it is called: `huwelijk of partnerschap 2`."""
        return FACTS[self.what] if self.nth == 1 else f"{FACTS[self.what]} {self.nth}"

    @property
    def wants_better(self) -> bool:
        """Does it rest on a declaration, so that a better document must still be brought?"""
        return self.proof == SWORN


@dataclass(frozen=True, slots=True)
class Statement:
    """A declaration under oath or promise: by whom, why there is no document, and how it was made."""

    oath: str
    by: str
    reason: str
    interpreter: bool = False
    verified: bool = True
    signed: bool = True


@dataclass(frozen=True, slots=True)
class File:
    """How a first registration stands.

    `declared` is the day on which the declaration was received, `stays_since` that on which the stay began. `asked_on`
    is the day of the presentievraag; `bsn_known` says that a number was found with it.
    """

    declared: date
    appearance: str
    stays_since: date
    minor: bool = False
    facts: tuple[Fact, ...] = ()
    residence_on: date | None = None
    asked_on: date | None = None
    bsn_known: bool = False
    complete_on: date | None = None
    decided_on: date | None = None
    registered: bool = False
    overview_on: date | None = None
    norm_due: date | None = None

    @property
    def settled_on(self) -> date:
        """The day of settlement that is registered: that of the declaration. Wet BRP 2.19(4)."""
        return self.declared

    @property
    def report_due(self) -> date:
        """By when did they have to report? On the fifth day after the stay began. Wet BRP 2.38(1)."""
        return law_term("first.registration").last_day(self.stays_since)

    @property
    def overview_due(self) -> date | None:
        """By when must the overview be sent? Four weeks after the registration. Wet BRP 2.54(1)."""
        return law_term("overview.sent").last_day(self.decided_on) if self.decided_on and self.registered else None

    @property
    def unproven(self) -> tuple[Fact, ...]:
        """The facts that nothing says yet."""
        return tuple(fact for fact in self.facts if not fact.proof)

    def fact(self, what: str, nth: int) -> Fact | None:
        """One of the facts."""
        return next((fact for fact in self.facts if (fact.what, fact.nth) == (what, nth)), None)
