"""What documents need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class DocumentTerms(Terms, prefix="documents"):
    """How soon an urgent document is ready: working days after the application, one more from `urgent_hour` on."""

    urgent_workdays: Term[int]
    urgent_hour: Term[int]
