"""What becoming Dutch needs from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class NationalityTerms(Terms, prefix="nationality"):
    """How long people may wait before we come back to it, and how long before it lapses it comes into sight (days)."""

    follow_up_days: Term[int]
    lapse_lead_days: Term[int]
