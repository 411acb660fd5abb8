"""Every clause of the agreement is carried out or says why not; nothing in the product floats free of the agreement."""

from __future__ import annotations

import hashlib
import re
import types
from datetime import date, timedelta
from pathlib import Path

import pytest

from noaber.agreement.acts import Act
from noaber.agreement.book import Book
from noaber.agreement.carried_out import carried_out, unexplained
from noaber.agreement.checks import check, known, names_of
from noaber.agreement.clauses_page import draw_up
from noaber.agreement.declared import declared
from noaber.agreement.loader import Folder, read
from noaber.agreement.tests.small_agreement import PLAY, ToyTerms
from noaber.invoicing.terms import CostTerms
from noaber.values import Terms

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path for path in (ROOT / "agreements").iterdir() if path.is_dir())
OMMEN = ROOT / "agreements" / "ommen-twenterand-2024"
PAGE = ROOT / "docs" / "clauses.md"


def found(folder: Path) -> Folder:
    return check(read(folder), declared())


def book(folder: Path = OMMEN) -> Book:
    return Book.from_document(found(folder).document)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_folder_has_no_faults_at_all(folder: Path) -> None:
    assert [str(finding) for finding in found(folder).findings] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_folder_is_called_after_its_agreement(folder: Path) -> None:
    assert book(folder).code == folder.name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_clause_is_carried_out_or_says_why_not(folder: Path) -> None:
    assert unexplained(book(folder)) == []


def the_text() -> bytes:
    """The text of the agreement as published; it lies beside the checkout, not in it."""
    path = ROOT.parent / "shared" / "agreement" / "dvo-ommen-twenterand-2024.txt"
    if not path.is_file():
        pytest.skip("the text of the agreement is not beside this checkout")
    return path.read_bytes()


def test_every_article_and_sub_article_of_the_text_is_a_clause_and_nothing_else_is() -> None:
    assert {clause.number for clause in book().clauses} == articles_of(the_text().decode())


def articles_of(text: str) -> set[str]:
    """The numbers of articles, sub-articles and lettered parts, as they stand at the start of lines of the text."""
    services = re.findall(r"(?m)^(\d+)\. \de lijn", text)
    assert services[-1] == "10"
    plain = re.findall(r"(?m)^ ?(\d\.\d+(?:\.\d+)?)\.?\s", text)
    articles = {number.partition(".")[0] for number in plain} | set(re.findall(r"(?m)^([56])\. [A-Z]", text))
    letters = re.findall(r"(?m)^([A-H])\. ", text.partition("\n9.2 ")[2])
    parts = re.findall(r"(?m)(?:^|: )([ab])\. ", text.partition("\n2.2. ")[2].partition("\n2.3. ")[0])
    return {
        *plain,
        *articles,
        *(f"3.1.1.{number}" for number in services),
        *(f"9.2.{letter}" for letter in letters),
        *(f"2.2.{part}" for part in parts),
    }


def test_the_digest_is_that_of_the_text_that_was_read() -> None:
    assert hashlib.sha256(the_text()).hexdigest() == book().source_digest


def test_the_page_of_clauses_is_fresh() -> None:
    again = "Maak haar opnieuw: noaber agreement clauses agreements/ommen-twenterand-2024 --to docs/clauses.md"
    assert PAGE.is_file(), again
    assert PAGE.read_text(encoding="utf-8") == draw_up(book()), again


def test_every_act_is_done_under_a_clause_by_somebody() -> None:
    # The mandate for a power of the mayor that the agreement does not name begins in the middle of 2026.
    agreed, day = book(), date(2026, 7, 1)
    for code in declared().acts:
        assert code in agreed.acts, f"{code} has no clause"
        assert agreed.mandates_for(code, "", day), f"nobody may do {code}"
    assert declared().acts.keys() <= Act.known.keys()


def test_every_term_of_every_subject_is_filled_on_every_day_from_2024_to_2026() -> None:
    agreed = book()
    for kind in declared().terms.values():
        day = date(2024, 1, 1)
        while day <= date(2026, 12, 31):
            kind.fill(agreed.term, day)
            day += timedelta(days=1)


def test_the_maximum_of_each_addendum_is_the_sum_of_its_parts() -> None:
    for folder in FOLDERS:
        agreed = book(folder)
        for addendum in agreed.addenda:
            assert CostTerms.fill(agreed.term, date(addendum.year, 1, 1)).adds_up, f"{folder.name} {addendum.year}"


def test_nothing_declares_acts_or_terms_where_the_loader_does_not_look() -> None:
    """Terms classes stand in `terms.py` and acts in `acts.py`, for there the completeness of an agreement is judged."""
    ours = {
        kind
        for kind in Terms.known.values()
        if kind.__module__.startswith("noaber.") and ".tests." not in kind.__module__
    }
    assert {names_of(kind)[0] for kind in ours} == {names_of(kind)[0] for kind in declared().terms.values()}


def test_acts_and_terms_of_a_toy_subject_are_seen_by_what_it_declares() -> None:
    module = types.ModuleType("toy")
    module.PLAY, module.ToyTerms = PLAY, ToyTerms  # type: ignore[attr-defined]
    able = known([module])
    assert set(able.acts) == {"toy.play"} and able.terms == {"toy": ToyTerms}


def test_a_clause_that_nothing_carries_out_and_gives_no_reason_is_caught() -> None:
    agreed = book()
    law = next(clause for clause in agreed.clauses if clause.number == "8.5")
    assert law.reason and not carried_out(agreed, "8.5").any
