"""What the day sheet needs from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class DaySheetTerms(Terms, prefix="daysheet"):
    """How far the sheet looks ahead, whom to call, and how deep is dug.

    `depth_cm` is the rule of thumb for one coffin, `deeper_cm` what every coffin that comes above it adds.
    """

    days_ahead: Term[int]
    call: Term[str]
    depth_cm: Term[int]
    deeper_cm: Term[int]
