"""A clerk suspends a case, writes the paper that belongs to it beside its text, and fetches it, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


def fit_to_be_used(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert not page.evaluate(SIDEWAYS), f"{page.url} is too wide at {width}"
    page.set_viewport_size({"width": 1440, "height": 900})


def suspended(page: Page, site: Any) -> None:
    """A case of which the term stands still, on the page of its paper."""
    page.goto(f"{site.address}/zaken/nieuw/")
    page.get_by_label("Waar gaat het om?").select_option("briefadres")
    page.get_by_role("button", name="Zaak registreren").click()
    page.get_by_role("button", name="Termijn opschorten").click()
    page.get_by_role("link", name="Brief opstellen").click()


def test_the_text_follows_what_is_typed_and_the_paper_is_fetched_with_a_name(site: Any, be: Any) -> None:
    page = be("Jorien Kamp")
    suspended(page, site)
    letter = page.get_by_role("article", name="Voorbeeld van de brief")
    expect(letter.locator("mark")).to_have_text("Wat ontbreekt er?")
    page.get_by_label("Wat ontbreekt er?").press_sequentially("een kopie van uw huurcontract")
    expect(letter.get_by_role("listitem")).to_have_text(["een kopie van uw huurcontract"])
    fit_to_be_used(page)
    page.get_by_role("button", name="Brief maken").click()
    expect(page.get_by_text("De brief is gemaakt.")).to_be_visible()
    fit_to_be_used(page)
    page.get_by_label("Naam en adres").fill("Mevrouw A. de Vries\nKerkstraat 1\n7731 AA Ommen")
    with page.expect_download() as fetched:
        page.get_by_role("button", name="PDF ophalen").click()
    assert fetched.value.path().read_bytes().startswith(b"%PDF-")
    page.get_by_role("link", name="Zaak 2026").click()
    expect(page.get_by_role("link", name="Uw aanvraag is nog niet compleet")).to_be_visible()
    fit_to_be_used(page)


def test_without_scripts_the_text_is_renewed_with_a_button(site: Any, be: Any) -> None:
    page = be("Jorien Kamp", scripts=False)
    suspended(page, site)
    page.get_by_label("Wat ontbreekt er?").fill("een pasfoto")
    page.get_by_role("button", name="Voorbeeld bijwerken").click()
    expect(page.get_by_role("article").get_by_role("listitem")).to_have_text(["een pasfoto"])
    page.get_by_role("button", name="Brief maken").click()
    expect(page.get_by_text("De brief is gemaakt.")).to_be_visible()
