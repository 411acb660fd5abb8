"""What the journal needs from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class JournalTerms(Terms, prefix="journal"):
    """How long entries may wait for their seal before pages warn, and before acts are refused; in minutes."""

    stall_alarm_minutes: Term[int]
    stall_refuse_minutes: Term[int]
