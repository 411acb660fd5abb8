"""Where a rule stands written: an article of an agreement, or of an act of parliament."""

from __future__ import annotations

from dataclasses import dataclass

KEPT = 20
"""How many characters a table has for a clause."""


@dataclass(frozen=True, order=True, slots=True)
class Clause:
    """A place in a text. `source` is the code of an agreement (`ommen-twenterand-2024`) or the title of an act."""

    source: str
    number: str

    def __str__(self) -> str:
        return f"art. {self.number}" if self.of_agreement else f"{self.source} art. {self.number}"

    @property
    def of_agreement(self) -> bool:
        """Agreements are named by a code that ends in a year; acts of parliament by their title."""
        return self.source[-4:].isdigit()

    @property
    def kept(self) -> str:
        """As tables keep it: `3.7` of an agreement, `Awb 4:15` of an act; too long, it loses its paragraph first."""
        whole = self.number if self.of_agreement else f"{self.source} {self.number}"
        return whole if len(whole) <= KEPT else whole.partition(",")[0][:KEPT]
