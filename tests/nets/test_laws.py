"""Every term of law is in the index, with the rule that counts it and a test that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from noaber.agreement.book import Book
from noaber.agreement.law_readers import codes_in_tests
from noaber.agreement.laws_page import draw_up
from noaber.agreement.loader import read
from noaber.calendar.law_terms import law_terms

ROOT = Path(__file__).resolve().parents[2]
OMMEN = ROOT / "agreements" / "ommen-twenterand-2024"
PAGE = ROOT / "docs" / "wetten.md"


def test_the_page_of_laws_is_fresh() -> None:
    again = "Maak haar opnieuw: noaber agreement laws agreements/ommen-twenterand-2024 --to docs/wetten.md"
    assert PAGE.is_file(), again
    assert PAGE.read_text(encoding="utf-8") == draw_up(Book.from_document(read(OMMEN).document)), again


@pytest.mark.parametrize("code", law_terms())
def test_every_term_of_law_has_a_test(code: str) -> None:
    assert codes_in_tests().get(code), f"no test names {code}"


def test_the_page_leads_to_the_rule() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert "### Rijkswet op het Nederlanderschap art. 6, vijfde lid: `option`" in text
    assert "cases.rules.may_extend" in text and "Awb art. 4:17: `cases.penalty_rules" in text


def test_a_rule_is_of_the_article_that_its_own_module_means() -> None:
    """`OPEN` is an article in one module and a state in ten others; `seats.P9` is asked of the module that has it."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("- Kieswet art. P 9: `elections.explained._step`") for line in lines)
    assert any(line.startswith("- Wlb art. 65: `cemetery.endings.ashes.may_complete`") for line in lines)
    assert not any(line.startswith("- Wlb art. 43:") and "`today.worklist._row`" in line for line in lines)
