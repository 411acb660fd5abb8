"""What extra work needs from an agreement: when consent comes first, and how far a calamity may go without it."""

from dataclasses import dataclass

from noaber.values import Euro, Term, Terms


@dataclass(frozen=True)
class ExtraWorkTerms(Terms, prefix="extrawork"):
    """How additional and custom work is agreed on.

    - `consent_first`: work starts only after written or digital consent of the client (3.6).
    - `unforeseen`: additional work is there for unforeseen circumstances only (3.6).
    - `own_decision`: each job is decided on by itself, whatever room the yearly amount leaves (4.7).
    - `addendum`: its costs are charged under an addendum (4.2, 3.6).
    - `charge_after_start`: only what has been begun is charged (4.1).
    - `two_people`: who asks does not consent (3.3).
    """

    consent_first: Term[bool]
    unforeseen: Term[bool]
    own_decision: Term[bool]
    addendum: Term[bool]
    charge_after_start: Term[bool]
    two_people: Term[bool]


@dataclass(frozen=True)
class CalamityTerms(Terms, prefix="calamity"):
    """How far the contractor may go without consent when it cannot wait (3.7).

    `ceiling` is the amount that the estimate must stay strictly below, per event and without tax. `inform_workdays` are
    the working days after the start within which the client is informed ("onverwijld"), `settlement_workdays` those
    within which both sides agree on the costs.
    """

    ceiling: Term[Euro]
    inform_workdays: Term[int]
    settlement_workdays: Term[int]
