"""Every paper of an agreement, filled in with made-up facts, for the tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from noaber.agreement.book import Book
from noaber.agreement.loader import read
from noaber.agreement.paper_texts import AskedFact, PaperText
from noaber.cases.queries import kind_of
from noaber.cases.rules import DECIDED, OPEN, SUSPENDED, Facts
from noaber.papers import rules
from noaber.papers.paper import Paper

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("ommen-twenterand-2024", "demo-hellendoorn-almelo-2025")
RECEIVED, HAPPENED, WRITTEN = date(2026, 10, 1), date(2026, 11, 20), date(2026, 11, 25)
PROMISED = date(2027, 1, 15)
SIGNATURE = "namens het college van burgemeester en wethouders van Ommen"


def book_at(folder: str = FOLDERS[0]) -> Book:
    """The agreement as its folder has it."""
    return Book.from_document(read(ROOT / "agreements" / folder).document)


def product_for(book: Book, text: PaperText) -> str:
    """A product that the paper is for, with an outcome that it is for."""
    for product in book.products:
        possible = not text.outcomes or set(text.outcomes) & set(product.outcomes)
        if product.organ != "contractor" and product.span and possible and rules.for_product(text, product.code):
            return product.code
    return next(product.code for product in book.products if rules.for_product(text, product.code))


def facts_for(book: Book, text: PaperText, product: str = "", outcome: str = "") -> Facts:
    """A case for which the paper is meant."""
    kind = kind_of(book, product or product_for(book, text))
    decided = text.phase == "decided"
    outcomes = [one for one in kind.outcomes if not text.outcomes or one in text.outcomes]
    return Facts(
        kind,
        {"decided": DECIDED, "suspended": SUSPENDED}.get(text.phase, OPEN),
        RECEIVED,
        suspended_on=HAPPENED if text.phase == "suspended" else None,
        outcome=(outcome or outcomes[0]) if decided else "",
        extensions=1 if text.phase == "extended" else 0,
        told_on=HAPPENED if text.phase == "delayed" else None,
        promised=PROMISED if text.phase == "delayed" else None,
        decided_on=HAPPENED if decided else None,
    )


def about(book: Book, facts: Facts, signature: str = SIGNATURE) -> rules.About:
    """The case as a paper speaks of it."""
    client, law = book.party("client"), book.product(facts.kind.code).law
    address = (client.street, f"{client.postcode} {client.city}")
    where = (client.name, book.party("contractor").name, address)
    return rules.About("2026-H7KQ3T", facts, law, *where, signature, "medewerker burgerzaken")


def value_for(fact: AskedFact) -> Any:
    """Something to type for a fact."""
    return {
        "day": date(2026, 12, 9),
        "lines": (f"eerste {fact.name}", f"tweede {fact.name}"),
        "long": (f"De uitleg bij {fact.name}.", "En nog een alinea."),
        "text": f"tekst van {fact.name}",
        "choice": fact.options[0] if fact.options else "",
        "fee": "€ 84,20",
    }[fact.kind]


def typed(text: PaperText, personal: bool) -> dict[str, Any]:
    """Something for everything that is asked: what is kept, or what goes onto paper alone."""
    return {fact.name: value_for(fact) for fact in text.facts if fact.personal is personal}


def example(book: Book, text: PaperText, **wanted: Any) -> Paper:
    """The paper with everything in it that is kept."""
    facts = facts_for(book, text, **wanted)
    return rules.compose(text, book.papers, about(book, facts), typed(text, False), WRITTEN)


def said(paper: Paper) -> str:
    """All the words of a paper that is filled in, as one text."""
    rows = ["".join(row) for block in paper.blocks for row in block.rows]  # type: ignore[arg-type]
    around = [paper.sheet.name, paper.title, paper.salutation, *paper.closing, *paper.signs, *paper.copies]
    return "\n".join([*around, *rows])
