"""What cases need from an agreement."""

from dataclasses import dataclass

from noaber.values import Euro, Term, Terms


@dataclass(frozen=True)
class PenaltyTerms(Terms, prefix="penalty"):
    """What a day of being late costs in the first, second and third run of fourteen days (Awb 4:17)."""

    first: Term[Euro]
    second: Term[Euro]
    third: Term[Euro]
