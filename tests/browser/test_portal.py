"""A resident without an account and without scripts: finds a product, answers questions, reads what they need."""

from __future__ import annotations

import pytest

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
PAGES = (
    "/ommen/producten/",
    "/ommen/producten/?zoek=paspoort",
    "/ommen/producten/?zoek=pannenkoek",
    "/ommen/producten/paspoort/",
    "/ommen/en/products/",
    "/ommen/en/products/eerste-inschrijving/",
    "/ommen/producten/nodig/?product=paspoort",
    "/ommen/producten/nodig/?product=paspoort&personen=0",
    "/ommen/producten/nodig/?product=paspoort&personen=1",
    "/ommen/producten/nodig/?product=paspoort&personen=1&vraag=paspoort.minderjarig",
    "/ommen/producten/nodig/?product=paspoort&personen=1&paspoort.minderjarig=nee&paspoort.vermist=ja",
    "/hellendoorn/en/products/",
)


def test_every_page_for_residents_is_fit_to_be_used(site, chromium):
    page = chromium.new_page()
    wrong = []
    for address in PAGES:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(site.address + address)
        wrong += [f"{address}: {what}" for what in problems(page)]
    page.close()
    assert wrong == []


def test_somebody_finds_out_what_to_bring_without_scripts(site, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/ommen/producten/")
    page.get_by_label("Waar zoekt u naar?").fill("paspoort")
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_role("link", name="Paspoort", exact=True).click()
    page.get_by_role("link", name="Kijk wat u nodig hebt").click()
    page.get_by_label("Voor hoeveel personen?").fill("2")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Verder").click()
    assert "Kies ja of nee." in page.locator("main").inner_text()
    for answer in ("Ja", "Nee"):
        page.get_by_label(answer, exact=True).check()
        page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Vorige vraag").click()
    assert page.locator("h1").inner_text() == "Komt de andere ouder met gezag mee?"
    for answer in ("Nee", "Ja"):
        page.get_by_label(answer, exact=True).check()
        page.get_by_role("button", name="Verder").click()
    said = page.locator("main").inner_text()
    assert "30 minuten" in said and "Melding vermist reisdocument" in said
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "30 minutes" in page.locator("main").inner_text()
    assert context.cookies() == []
    context.close()
