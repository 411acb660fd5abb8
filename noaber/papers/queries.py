"""What people can ask about papers, and what a paper must know of its case."""

from __future__ import annotations

from datetime import date

from noaber.agreement.book import Book
from noaber.cases.acts import DECIDE
from noaber.cases.models import Case
from noaber.cases.rules import CLOSED, DECIDED, Facts
from noaber.journal.models import Entry
from noaber.papers.models import PaperRecord
from noaber.papers.rules import About
from noaber.parties.functions import FUNCTIONS


def papers_about(client: int, case: int) -> list[PaperRecord]:
    """The papers of a case, newest first, without their words."""
    return list(PaperRecord.objects.of(client).filter(case=case).defer("content").order_by("-id"))


def sent_on(case: Case) -> date | None:
    """The day of the first paper that made the decision of a case known; none where it was not written here."""
    told = PaperRecord.objects.of(case.municipality_id).filter(case=case, decision=True)
    return told.order_by("id").values_list("written_on", flat=True).first()


def one_paper(client: int, number: str, key: int) -> PaperRecord:
    """One paper of a case. Raises PaperRecord.DoesNotExist, also for a case of somebody else."""
    return PaperRecord.objects.of(client).select_related("case", "entry").get(case__number=number, pk=key)


def about(book: Book, case: Case, facts: Facts, signature: str, function: str) -> About:
    """A case as a paper speaks of it. `signature` and `function` are of whoever writes it; a decision keeps its own."""
    client, contractor = book.party("client"), book.party("contractor")
    decided = facts.state in (DECIDED, CLOSED) and bool(case.signature)
    code = _function_of_decider(case) if decided else ""
    return About(
        case.number,
        facts,
        book.product(case.product).law,
        client.name,
        contractor.name,
        (client.street, f"{client.postcode} {client.city}".replace(" ", "\u00a0")),
        case.signature if decided else signature,
        FUNCTIONS.get(code or function, function),
    )


def _function_of_decider(case: Case) -> str:
    of_case = Entry.objects.filter(municipality=case.municipality_id, object=f"case:{case.number}")
    decided = of_case.filter(act=DECIDE.code, result="granted").order_by("-id")
    return decided.values_list("function", flat=True).first() or ""
