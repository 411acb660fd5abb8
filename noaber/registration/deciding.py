"""What the file of a first registration says when its case is decided."""

from __future__ import annotations

from datetime import date

from noaber.agreement.book import Book
from noaber.cases.files import FILES, OwnFile
from noaber.cases.models import Case
from noaber.cases.rules import Facts
from noaber.registration import rules
from noaber.registration.queries import KIND, facts_of, record_of
from noaber.values import Decision


def may_decide(book: Book, case: Case, facts: Facts, outcome: str, day: date) -> Decision:
    """May the case be decided with this outcome? What then must be done, stands with the answer."""
    record, outcomes = record_of(case.municipality_id, case), facts.kind.outcomes
    file = record.value(facts, facts_of(record)) if record else None
    return rules.may_decide(file, outcomes.index(outcome) if outcome in outcomes else 0, day)


def own_files() -> None:
    """Make the files of this subject known to the cases."""
    text = "Verblijfsrecht, presentievraag, en per feit het document of de verklaring staan in het dossier."
    FILES[KIND] = OwnFile("registration-file", "Eerste inschrijving", text, may_decide)
