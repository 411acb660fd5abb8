"""What deviations from the separation of duties need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class SeparationTerms(Terms, prefix="separation"):
    """How long a deviation lasts at most (days), when it must be checked afterwards (working days), kept (years)."""

    longest_days: Term[int]
    check_workdays: Term[int]
    keep_years: Term[int]
