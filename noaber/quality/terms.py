"""What findings need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class QualityTerms(Terms, prefix="quality"):
    """Within how many working days after it was received a finding is settled."""

    settle_workdays: Term[int]
