"""The page that says what carries out each clause is made from the data and from the source."""

from __future__ import annotations

from pathlib import Path

from noaber.agreement.book import Book
from noaber.agreement.carried_out import carried_out, unexplained
from noaber.agreement.clauses_page import draw_up
from noaber.agreement.loader import read
from noaber.agreement.readers import clauses_in_tests, readers
from noaber.agreement.tests.small_agreement import FILES, write

ROOT = Path(__file__).resolve().parents[3]


def ommen() -> Book:
    return Book.from_document(read(ROOT / "agreements" / "ommen-twenterand-2024").document)


def test_the_rule_that_reads_a_term_is_found_in_the_source() -> None:
    assert "extrawork.rules.may_report_calamity" in readers()["calamity.ceiling"]
    assert "journal.rules.may_go_on" in readers()["journal.stall_refuse_minutes"]
    assert not any(".tests." in function for functions in readers().values() for function in functions)


def test_a_test_belongs_to_the_article_that_its_name_or_its_words_name_art_99_9_b() -> None:
    """This test is about art. 98.7.A, which no agreement has."""
    name = "test_a_test_belongs_to_the_article_that_its_name_or_its_words_name_art_99_9_b"
    assert clauses_in_tests()["99.9.B"] == (name,)
    assert clauses_in_tests()["98.7.A"] == (name,)


def test_the_page_tells_terms_readers_acts_and_why_not() -> None:
    page = draw_up(ommen())
    section = page[page.index("## 3.7 Calamiteiten") : page.index("## 4 Geld")].replace("\u00a0", " ")
    assert "`calamity.ceiling` = € 25.000,00. Gelezen door" in section
    assert "`extrawork.rules.may_report_calamity`" in section
    assert "Handeling `extrawork.agree_costs` (Kosten afspreken): regisseur" in section
    assert "Geen uitvoering in Noaber: Rechtskeuze" in page
    assert page == draw_up(ommen())


def test_what_people_apply_does_not_carry_out_a_clause_by_itself(tmp_path: Path) -> None:
    bare = {name: FILES[name] for name in ("agreement.toml", "clauses.toml")}
    term = '[[term]]\nname = "toy.limit"\nunit = "euro"\nvalue = "1"\nclause = "1"\nby_people = true\n'
    book = Book.from_document(read(write(tmp_path, bare | {"terms.toml": term})).document)
    assert carried_out(book, "1").terms and not carried_out(book, "1").any
    assert unexplained(book) == ["1", "2"]
