"""Where a rule stands written: an article of an agreement, or of an act of parliament."""

from __future__ import annotations

from dataclasses import dataclass


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
