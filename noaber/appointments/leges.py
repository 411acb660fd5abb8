"""What is known of the leges of a product on a day. Pure; amounts come from the tariffs of the agreement alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noaber.agreement.catalogue import Tariff
from noaber.values import Euro

EXACT = ("fixed", "state", "ordinance", "free")
"""The kinds of tariff that say what is asked; `max` says only what may not be exceeded."""
UNKNOWN = "Geen tarief bekend voor vandaag. Neem het bedrag over van de kassabon."


@dataclass(frozen=True, slots=True)
class Proposal:
    """What stands in the field before anybody types: an amount where only one can be meant, and what is known."""

    amount: Euro | None
    text: str


def proposal(tariffs: Sequence[Tariff], persons: int) -> Proposal:
    """What to propose for a product and so many people.

    With several tariffs the desk chooses, for Noaber does not know the age of whoever stands there; a maximum is not
    what the municipality asks.
    """
    if not tariffs:
        return Proposal(None, UNKNOWN)
    words = "; ".join(_words(row) for row in tariffs)
    only = tariffs[0] if len(tariffs) == 1 and tariffs[0].kind in EXACT and tariffs[0].status == "final" else None
    return Proposal(only.amount * persons if only else None, words)


def _words(row: Tariff) -> str:
    amount = "gratis" if row.kind == "free" else f"{'hoogstens ' if row.kind == 'max' else ''}{row.amount}"
    draft = " (nog niet definitief)" if row.status == "draft" else ""
    name = row.text["nl"]
    return f"{name}: {amount}{draft}" if name else f"{amount}{draft}"
