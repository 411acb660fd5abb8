"""What cemeteries need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class CemeteryTerms(Terms, prefix="cemetery"):
    """How many days somebody can come back on renouncing a right."""

    cooling_days: Term[int]
