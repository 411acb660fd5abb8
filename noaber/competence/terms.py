"""What competences need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class CompetenceTerms(Terms, prefix="competence"):
    """How many days before a competence runs out it is brought up."""

    lead_days: Term[int]
