"""What a funeral cost, what came back and what is left, worked out from its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

UNDERTAKER, COFFIN, CARE, TRANSPORT, GRAVE, CREMATION, NOTICE, HOME, OTHER = (
    "undertaker",
    "coffin",
    "care",
    "transport",
    "grave",
    "cremation",
    "notice",
    "home",
    "other",
)
COSTS = {
    UNDERTAKER: "uitvaartondernemer",
    COFFIN: "kist",
    CARE: "verzorging en opbaren",
    TRANSPORT: "vervoer",
    GRAVE: "graf en begraven",
    CREMATION: "cremeren",
    NOTICE: "kaarten en aankondiging",
    HOME: "woning en huisraad",
    OTHER: "andere kosten",
}
FOUND, ESTATE, INSURANCE, KIN = "goods", "estate", "insurance", "kin"
SOURCES = {
    FOUND: "gevonden geld en goederen",
    ESTATE: "nalatenschap",
    INSURANCE: "uitvaartverzekering",
    KIN: "nabestaande die onderhoud verschuldigd was",
}
CASH, BANK, POLICY, GOODS, DEBTS = "cash", "bank", "policy", "goods", "debts"
ASSETS = {
    CASH: "contant geld",
    BANK: "banktegoed",
    POLICY: "polis of uitkering",
    GOODS: "goederen",
    DEBTS: "schulden",
}
NO_MONEY, NO_ANSWER, CHEAPER, HARDSHIP = "no-money", "no-answer", "cheaper", "hardship"
REASONS = {
    NO_MONEY: "er is niets te halen",
    NO_ANSWER: "niemand reageert, ook niet na aanmaning",
    CHEAPER: "verhalen kost meer dan het opbrengt",
    HARDSHIP: "verhalen is onredelijk",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """A line of the costs in cents; `actual` once the bill is there."""

    estimate: int
    actual: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asked back from somebody, in cents, and what came of it; `ended` where nothing more comes."""

    source: str
    amount: int
    received: int = 0
    ended: bool = False

    @property
    def outstanding(self) -> int:
        """What may still come."""
        return 0 if self.ended else self.amount - self.received


@dataclass(frozen=True, slots=True)
class WriteOff:
    """A proposal to give up an amount; `approved` is None until somebody else answered it."""

    amount: int
    by: str
    approved: bool | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """Everything in cents. `outstanding` is asked and may come, `proposed` waits for a second person."""

    estimated: int
    actual: int
    received: int
    written_off: int
    outstanding: int
    proposed: int

    @property
    def open(self) -> int:
        """What nobody paid and nobody gave up; below zero where more came back than it cost."""
        return self.actual - self.received - self.written_off

    @property
    def free(self) -> int:
        """What can still be asked from somebody or given up."""
        return self.open - self.outstanding - self.proposed

    @property
    def difference(self) -> int:
        """What it cost more than estimated; below zero where less."""
        return self.actual - self.estimated


def sums_of(costs: Sequence[Cost], claims: Sequence[Claim], write_offs: Sequence[WriteOff]) -> Sums:
    """What the lines of a file come to."""
    return Sums(
        estimated=sum(one.estimate for one in costs),
        actual=sum(one.actual or 0 for one in costs),
        received=sum(one.received for one in claims),
        written_off=sum(one.amount for one in write_offs if one.approved),
        outstanding=sum(one.outstanding for one in claims),
        proposed=sum(one.amount for one in write_offs if one.approved is None),
    )
