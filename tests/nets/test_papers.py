"""Every outcome of every product has a paper, and every refusal one that says what can be done about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from noaber.agreement.book import Book
from noaber.agreement.loader import read
from noaber.cases.queries import kind_of
from noaber.papers import rules
from noaber.papers.tests.example_papers import facts_for

ROOT = Path(__file__).resolve().parents[2]
BOOKS = [Book.from_document(read(ROOT / "agreements" / code).document) for code in (
    "ommen-twenterand-2024", "demo-hellendoorn-almelo-2025",
)]  # fmt: skip
REFUSALS = ("geweigerd", "afgewezen", "niet erkend", "buiten behandeling")
NOBODY_ASKED = (
    "bcm-bevinding", "inhoudelijke-controle", "kwaliteitsbevinding", "zelfevaluatie-brp",
    "zelfevaluatie-reisdocumenten", "ensia",
)  # fmt: skip
"""Work on the registrations themselves: there is nobody to write to."""
NO_DECISION = (
    # Handed to somebody else who decides, or an answer to a question.
    "rijbewijs-omwisseling", "vog", "naturalisatie", "noodreisdocument", "nationaliteit-vraag",
    "begraafplaats-informatie",
    "briefstembewijs", "grafonderhoud",
    # The mayor takes care of it for somebody whom nobody takes care of: there is nobody to write to.
    "gemeentelijke-uitvaart",
    # The document itself is handed over, and with it the decision is made known.
    "paspoort", "identiteitskaart", "rijbewijs", "tweede-paspoort", "zakenpaspoort", "faciliteitenpaspoort",
    "vreemdelingenpaspoort", "vluchtelingenpaspoort", "gezondheidsverklaring", "uittreksel-brp", "inzage-brp",
    "verstrekkingen-brp",
    "legalisatie-handtekening", "gewaarmerkte-kopie", "pensioen-in-leven", "vervangende-stempas", "kiezerspas",
    "volmacht",
    "laissez-passer", "brondocument",
    # Handing over what was decided before.
    "naturalisatieceremonie", "reisdocument-afhalen", "rijbewijs-afhalen", "reisdocument-vermist",
    # A declaration or document that is made up, an investigation without a change, a confirmation of what was declared.
    "verklaring-onder-eed", "adresonderzoek", "laa-signaal", "in-onderzoek", "verhuizing", "terugmelding",
)  # fmt: skip
"""Products of which what was asked for is no decision of the college or the mayor (Awb 1:3)."""


def cases_of(book: Book) -> list[tuple[Book, str, str]]:
    products = [product for product in book.products if product.organ != "contractor"]
    return [
        (book, product.code, outcome)
        for product in products
        if product.code not in NOBODY_ASKED
        for outcome in product.outcomes
    ]


ALL = [case for book in BOOKS for case in cases_of(book)]


@pytest.mark.parametrize(("book", "product", "outcome"), ALL, ids=lambda value: value if isinstance(value, str) else "")
def test_every_outcome_has_a_paper_and_every_decision_a_remedy(book: Book, product: str, outcome: str) -> None:
    facts = facts_for(book, book.papers.texts["mededeling"], product, outcome)
    assert rules.fitting(book.papers, facts), f"nothing can be written about {product}: {outcome}"
    found = [text for text in rules.fitting(book.papers, facts) if text.phase == "decided"]
    kind = kind_of(book, product)
    asked_for = outcome == kind.outcomes[0] and kind.organ != "registrar" and product not in NO_DECISION
    if outcome in REFUSALS or asked_for:
        assert [text.remedy for text in found] in (["bezwaar"], ["rechtbank"]), f"{product}: {outcome}"


def test_a_refusal_of_a_deed_goes_to_the_court_and_any_other_to_the_organ_itself() -> None:
    book = BOOKS[0]
    for product in book.products:
        for outcome in set(product.outcomes) & set(REFUSALS):
            if product.organ == "contractor":
                continue
            facts = facts_for(book, book.papers.texts["mededeling"], product.code, outcome)
            remedy = rules.fitting(book.papers, facts)[0].remedy
            assert remedy == ("rechtbank" if product.deed else remedy), product.code
            if product.organ != "registrar":
                assert remedy == "bezwaar", product.code


@pytest.mark.parametrize(
    "kind",
    [
        "adresonderzoek-brief-1", "adresonderzoek-brief-2", "adresonderzoek-voornemen", "adresonderzoek-besluit",
        "bericht-melder",
        "optie-bevestiging", "uitnodiging-ceremonie", "voe-verslag", "correctie-besluit", "verlenging",
    ],
)  # fmt: skip
def test_the_papers_that_other_subjects_link_to_exist(kind: str) -> None:
    assert kind in BOOKS[0].papers.texts
