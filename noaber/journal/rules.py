"""What the journal itself forbids: acting on while nothing is being sealed."""

from __future__ import annotations

from noaber.journal.terms import JournalTerms
from noaber.values import Decision, grant, refuse


def may_go_on(waiting_minutes: int, terms: JournalTerms) -> Decision:
    """May acts go on while the oldest entry has waited this long for its seal?

    A journal that is not sealed proves nothing; like a message log whose time stamps fail, it closes after a while.
    """
    limit = terms.stall_refuse_minutes
    if waiting_minutes > limit.value:
        return refuse(
            "journal-stalled",
            limit,
            f"Het journaal is al {waiting_minutes} minuten niet verzegeld; na {limit.value} minuten stopt het werk.",
            "Meld dit aan de beheerder: het verzegelen moet eerst weer lopen.",
        )
    return grant("journal-sealed", limit, "Het journaal wordt verzegeld.")


def should_warn(waiting_minutes: int, terms: JournalTerms) -> bool:
    """Must pages warn that sealing has stopped?"""
    return waiting_minutes > terms.stall_alarm_minutes.value
