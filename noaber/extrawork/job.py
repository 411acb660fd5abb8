"""An extra job as the rules read it: its kinds, its states, and what can be done with it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.agreement.acts import Act
from noaber.extrawork import acts
from noaber.values import Euro

ADDITIONAL, CUSTOM, CALAMITY = "additional", "custom", "calamity"
KINDS = {ADDITIONAL: "meerwerk", CUSTOM: "maatwerk", CALAMITY: "calamiteit"}
LETTERS = {ADDITIONAL: "M", CUSTOM: "W", CALAMITY: "C"}
"""What the reference of a job begins with: `M-2026-03`. All kinds share one count, so that a number is used once."""

REQUESTED, CONSENTED, STARTED, HALTED = "requested", "consented", "started", "halted"
FINISHED, DECLINED, WITHDRAWN = "finished", "declined", "withdrawn"
STATES = {
    REQUESTED: "wacht op akkoord",
    CONSENTED: "akkoord, nog niet begonnen",
    STARTED: "loopt",
    HALTED: "ligt stil, wacht op akkoord",
    FINISHED: "gereed",
    DECLINED: "geweigerd",
    WITHDRAWN: "ingetrokken",
}
NOTHING = Euro()
UNDER_WAY = (STARTED, HALTED, FINISHED)
"""States of work that has begun, so that there is something to pay for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. Amounts are without tax; service 0 is none of the services of the agreement."""

    kind: str
    service: int
    title: str
    reason: str
    estimate: Euro
    planned_start: date
    unforeseen: bool


@dataclass(frozen=True, slots=True)
class Emergency:
    """What is reported as a calamity, and since when work is being done on it. The amount is without tax."""

    service: int
    title: str
    reason: str
    estimate: Euro
    started_on: date
    urgent: bool


@dataclass(frozen=True, slots=True)
class Job:
    """How a job stands.

    `consent` is the most that the client agreed to, `proposed` and `agreed` are the costs of a calamity, `charged` what
    has been charged so far, `settled` whether that was the last of it. People are known by pseudonym.
    """

    kind: str
    reference: str
    service: int
    title: str
    estimate: Euro
    state: str
    asked_by: str = ""
    consent: Euro | None = None
    consented_on: date | None = None
    addendum: str = ""
    started_on: date | None = None
    informed_on: date | None = None
    inform_due: date | None = None
    proposed: Euro | None = None
    proposed_by: str = ""
    agreed: Euro | None = None
    charged: Euro = NOTHING
    settled: bool = False

    @property
    def kind_name(self) -> str:
        """The kind as people call it."""
        return KINDS[self.kind]

    @property
    def chargeable(self) -> Euro | None:
        """The most that may be charged in all; None while nothing has been agreed."""
        return self.agreed if self.kind == CALAMITY else self.consent

    @property
    def closed(self) -> bool:
        """Is there nothing left to be done?"""
        informed = self.kind != CALAMITY or self.informed_on is not None
        return self.state in (DECLINED, WITHDRAWN) or (self.state == FINISHED and self.settled and informed)


@dataclass(frozen=True, slots=True)
class Step:
    """An act that can be done now. `expected` means that the job waits for it."""

    act: str
    expected: bool


def steps(job: Job) -> tuple[Step, ...]:
    """What can be done with a job now, by whoever has the mandate; the same answer as the rules give one by one."""
    found: list[tuple[bool, Act, bool]] = [
        (job.state in (REQUESTED, HALTED), acts.CONSENT, True),
        (job.state in (REQUESTED, HALTED), acts.DECLINE, False),
        (job.state == CONSENTED, acts.START, True),
        (job.kind == CALAMITY and job.informed_on is None, acts.INFORM_CLIENT, True),
        (job.state == STARTED, acts.FINISH, True),
        (job.state == HALTED, acts.FINISH, False),
        *_cost_steps(job),
        (job.state in (REQUESTED, CONSENTED, STARTED, HALTED), acts.REVISE, False),
        (job.state in (REQUESTED, CONSENTED), acts.WITHDRAW, False),
    ]
    return tuple(Step(act.code, expected) for possible, act, expected in found if possible)


def _cost_steps(job: Job) -> list[tuple[bool, Act, bool]]:
    done = job.state == FINISHED
    open_ = job.state in UNDER_WAY and not job.settled
    if job.kind != CALAMITY:
        return [(open_ and job.consent is not None, acts.CHARGE, done)]
    proposed = job.proposed is not None
    return [
        (open_ and job.agreed is None, acts.PROPOSE_COSTS, done and not proposed),
        (open_ and job.agreed is None and proposed, acts.AGREE_COSTS, True),
        (open_ and job.agreed is None and proposed, acts.REJECT_COSTS, False),
        (open_ and job.agreed is not None, acts.CHARGE, True),
    ]
