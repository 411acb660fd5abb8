"""What somebody takes along to an appointment, and what each product costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from noaber.agreement.book import Book
from noaber.agreement.leaflets import Cost, costs_of, name_of
from noaber.agreement.triage import needs


@dataclass(frozen=True, slots=True)
class Papers:
    """What to bring, and the costs by name of the product; none of one whose amount is not known."""

    bring: tuple[str, ...]
    costs: tuple[tuple[str, tuple[Cost, ...]], ...]

    @property
    def costs_known(self) -> bool:
        """Is any amount known?"""
        return any(rows for _, rows in self.costs)


def papers_of(
    book: Book, codes: Sequence[str], persons: int, answers: Mapping[str, bool], lang: str, day: date
) -> Papers:
    """The papers for some products, in a language, and the costs as they are on a day."""
    costs = tuple((name_of(book, code, lang), costs_of(book, code, lang, day)) for code in codes)
    return Papers(needs(book, codes, persons, answers).bring[lang], costs)
