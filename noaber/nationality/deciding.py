"""What the file of an option or a naturalisation says when its case is decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from noaber.agreement.book import Book
from noaber.cases.files import FILES, OwnFile
from noaber.cases.models import Case
from noaber.cases.rules import Facts
from noaber.nationality import ceremony, rules
from noaber.nationality.file import NATURALISATION, OPTION, File
from noaber.nationality.queries import record_of, values_of
from noaber.nationality.terms import NationalityTerms
from noaber.values import Decision, DutyOrder, Refused, grant


def may_decide(book: Book, case: Case, facts: Facts, outcome: str, day: date) -> Decision:
    """May the case be decided with this outcome? What then must be done, stands with the answer."""
    record = record_of(case.municipality_id, case)
    file = values_of(book, [record])[0][1] if record else None
    outcomes = facts.kind.outcomes
    place = -1 if outcome == outcomes[-1] else outcomes.index(outcome) if outcome in outcomes else 0
    decision = rules.may_decide(file, facts.kind.file, place)
    if isinstance(decision, Refused) or file is None or place != 0:
        return decision
    decided = replace(file, decided_on=day, agreed=True)
    return grant(decision.code, decision.clause, decision.text, _asked(decided, NationalityTerms.fill(book.term, day)))


def _asked(file: File, terms: NationalityTerms) -> tuple[DutyOrder, ...]:
    return ceremony.confirmed(file, terms) if file.option else rules.decree_expected(file, terms)


def own_files() -> None:
    """Make the files of this subject known to the cases."""
    text = "Leges, horen, ceremonies en de laatste dag van elke stap staan in het dossier."
    FILES[OPTION] = OwnFile("nationality-file", "Optie", text, may_decide)
    FILES[NATURALISATION] = OwnFile("nationality-file", "Naturalisatie", text, may_decide)
