"""Made-up papers: the one that belongs to what just happened with a case, with sentences that fit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from noaber.agreement.models import Agreement
from noaber.agreement.paper_texts import AskedFact
from noaber.agreement.queries import book_of
from noaber.cases.queries import case_by_number, kind_of
from noaber.papers import rules
from noaber.papers.actions import write
from noaber.papers.queries import papers_about
from noaber.parties.clock import today
from noaber.parties.scope import reading

SENTENCES = {
    "ontbreekt": ("een kopie van uw identiteitsbewijs", "het formulier met uw handtekening"),
    "reden": ("U hebt niet alle stukken ingeleverd die de wet vraagt.", "Zonder deze stukken mogen wij dit niet doen."),
    "onderzoek": (
        "Wij hebben twee brieven gestuurd en zijn aan de deur geweest.",
        "De bewoner zegt dat u hier niet woont.",
    ),
    "reactie": ("Wij hebben geen reactie van u gekregen.",),
}


def write_fitting(person: Any, agreement: str, number: str) -> None:
    """Write the paper that belongs to what just happened; nothing where the case gives no cause for one."""
    found = Agreement.objects.get(code=agreement)
    book = book_of(found)
    with reading(found.client_id):
        case = case_by_number(found.client_id, number)
        facts = case.facts(kind_of(book, case.product))
        written = [(row.kind, row.written_on) for row in papers_about(found.client_id, case.pk)]
    first = rules.first_to_write(rules.fitting(book.papers, facts), facts, written)
    if first is not None and first.phase != "open":
        typed = {fact.name: _made_up(fact) for fact in first.facts if not fact.personal and not fact.optional}
        write(person, agreement, number, first.kind, typed)


def _made_up(fact: AskedFact) -> Any:
    if fact.kind == "day":
        return today() + timedelta(days=fact.days if fact.days is not None else -21)
    if fact.kind == "choice":
        return fact.options[0]
    return SENTENCES.get(fact.name, ("Dit is een verzonnen zaak.",))
