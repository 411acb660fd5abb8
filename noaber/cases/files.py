"""Files of their own that the cases of some products have. Subjects above the cases keep them, and say so here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from noaber.agreement.book import Book
from noaber.cases.models import Case
from noaber.cases.rules import Facts
from noaber.values import Decision, grant

May = Callable[[Book, Case, Facts, str, date], Decision]


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A kind of file: the name of its address (by case number), what the case page says of it, and its say.

    `may_decide` answers whether the case may be decided with an outcome on a day; its duties come with that decision.
    """

    address: str
    title: str
    text: str
    may_decide: May


FILES: dict[str, OwnFile] = {}
"""By the code that a product of the agreement names (`file`)."""


def may_decide_by_file(book: Book, case: Case, facts: Facts, outcome: str, day: date) -> Decision:
    """May the case be decided, as far as its own file is concerned? Yes where it has none."""
    own = FILES.get(facts.kind.file)
    if own is None:
        return grant("no-file", facts.kind.clause, "Deze zaak heeft geen eigen dossier.")
    return own.may_decide(book, case, facts, outcome, day)
