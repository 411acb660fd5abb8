"""A file of somebody who becomes Dutch, by option or by naturalisation, as the rules read it; and its last days.

Nobody's name or age is in it: only to which of three groups an applicant or a child belonged when it was asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from noaber.calendar.law_terms import extended_due, law_term

OPTION, NATURALISATION = "option", "naturalisation"
UNDER_12, UNDER_16, UNDER_18, ADULT = "under-12", "under-16", "under-18", "adult"
AGES = {UNDER_12: "jonger dan 12 jaar", UNDER_16: "12 tot en met 15 jaar", UNDER_18: "16 of 17 jaar"}
APPLICANTS = {ADULT: "18 jaar of ouder", UNDER_18: "16 of 17 jaar", UNDER_16: "jonger dan 16 jaar"}

HEARD, WAIVED, OBJECTS, BOTH = "heard", "waived", "objects", "both"
HEARINGS = {
    HEARD: "gehoord, geen bedenkingen",
    WAIVED: "in de gelegenheid gesteld, wil niet gehoord worden",
    OBJECTS: "gehoord, het kind heeft bedenkingen",
    BOTH: "gehoord, kind en ouder hebben allebei bedenkingen",
}
ORAL, WRITTEN, UNABLE = "oral", "written", "unable"
WAYS = {
    ORAL: "mondeling",
    WRITTEN: "schriftelijk, want mondeling kan niet worden verlangd",
    UNABLE: "niet afgelegd: de toestand van betrokkene laat het niet toe",
}
CALLS = 3
"""Called, called again, and once more by registered letter (BVVN 60a(10), 60b(10))."""
HOLDS = 2
ADVICE_DAYS = 28


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground for option (RWN 6(1)). `advice` where the minister may be asked about keeping the other nationality."""

    code: str
    text: str
    who: str
    advice: bool = False
    doubt: str = ""


@lru_cache(maxsize=1)
def grounds() -> Mapping[str, Ground]:
    """The grounds by their letter, in the order of the law."""
    rows = tomllib.loads(Path(__file__).with_name("grounds.toml").read_text(encoding="utf-8"))["ground"]
    return {row["code"]: Ground(**row) for row in rows}


@dataclass(frozen=True, slots=True)
class Child:
    """A child that is to share in it; `agrees` is None while one of 16 or 17 has not said so."""

    place: int
    age: str
    hearing: str = ""
    agrees: bool | None = None

    @property
    def to_hear(self) -> bool:
        """Must it still be asked what it thinks? From 12 years on. RWN 2(4)."""
        return self.age != UNDER_12 and not self.hearing

    @property
    def to_agree(self) -> bool:
        """Must it still say that it agrees, and is willing to declare allegiance? From 16 years on. RWN 6(8), 11(3)."""
        return self.age == UNDER_18 and self.agrees is None and self.hearing not in (OBJECTS, BOTH)

    @property
    def shares(self) -> bool:
        """Does it share, as far as is known? Not where it objects at 16, nor where a parent objects too. RWN 2(4)."""
        if self.age == UNDER_18:
            return self.hearing not in (OBJECTS, BOTH) and self.agrees is not False
        return self.hearing != BOTH


@dataclass(frozen=True, slots=True)
class Call:
    """A call to a ceremony; `present` is None until the ceremony was."""

    number: int
    called_on: date
    ceremony_on: date
    present: bool | None = None


@dataclass(frozen=True, slots=True)
class File:
    """How somebody's file stands.

    `decided_on` is the day of the mayor's decision, or the day on which the file went to the minister, and `agreed`
    whether it was what was asked for. `decree_on` is the day the King's decree is dated. `due` and `norm_due` are the
    last days of the case: by law, and by the agreed norm.
    """

    kind: str
    received: date
    applicant: str = ADULT
    ground: str = ""
    children: tuple[Child, ...] = ()
    paid_on: date | None = None
    advised_on: date | None = None
    complete_on: date | None = None
    decided_on: date | None = None
    agreed: bool = False
    holds: int = 0
    decree_on: date | None = None
    rejected_on: date | None = None
    calls: tuple[Call, ...] = ()
    pledged_on: date | None = None
    handed_on: date | None = None
    lapsed_on: date | None = None
    due: date | None = None
    norm_due: date | None = None

    @property
    def option(self) -> bool:
        """By option, and not by naturalisation?"""
        return self.kind == OPTION

    @property
    def granted_on(self) -> date | None:
        """The day that what is handed over bears: of the confirmation or the decree. None where there is none."""
        if not self.option:
            return self.decree_on
        return self.decided_on if self.agreed else None

    @property
    def over(self) -> bool:
        """Is nothing to come any more?"""
        refused = self.decided_on is not None and not self.agreed
        return refused or any(day is not None for day in (self.handed_on, self.lapsed_on, self.rejected_on))

    @property
    def last_call(self) -> Call | None:
        """The last call, if there was one."""
        return self.calls[-1] if self.calls else None

    @property
    def waits_for_ceremony(self) -> bool:
        """Was somebody called to a ceremony of which is not yet known whether they came?"""
        return self.last_call is not None and self.last_call.present is None

    @property
    def present(self) -> bool:
        """Did they come to the last ceremony that they were called to?"""
        return self.last_call is not None and self.last_call.present is True

    @property
    def people(self) -> int:
        """How many become Dutch: the applicant and the children that share."""
        return 1 + sum(child.shares for child in self.children)

    @property
    def declares(self) -> int:
        """How many must declare allegiance: everybody of 16 and older. RWN 2(5), 6(2), 6(8)."""
        return int(self.applicant != UNDER_16) + sum(child.shares and child.age == UNDER_18 for child in self.children)

    @property
    def king_due(self) -> date | None:
        """By when does the King decide? A year after payment, half a year more each time it is held. RWN 9(4)."""
        term = law_term("naturalisation")
        assert term.extension is not None, "the law lets it be held"
        return extended_due(self.paid_on, term.span, term.extension.span, self.holds) if self.paid_on else None

    @property
    def call_due(self) -> date | None:
        """By when must they first be called? Six weeks after the decree (60b(2)); for an option no day is named."""
        return law_term("ceremony.call").last_day(self.decree_on) if self.decree_on else None

    @property
    def hand_over_due(self) -> date | None:
        """By when must it be handed over? Option: nine weeks (60a(7)); naturalisation: six after the call (60b(7))."""
        if self.option:
            return law_term("option.handover").last_day(self.granted_on) if self.granted_on else None
        return law_term("ceremony.handover").last_day(self.last_call.called_on) if self.last_call else None

    @property
    def lapse_on(self) -> date | None:
        """The last day on which it can be handed over: a year after its date. BVVN 60a(11), 60b(11)."""
        return law_term("ceremony.lapse").last_day(self.granted_on) if self.granted_on else None
