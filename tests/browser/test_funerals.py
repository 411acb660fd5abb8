"""A funeral from the undertaker's link to the register, and a family that asks for renewal with its code."""

from __future__ import annotations

import email
import email.policy
import os
import re
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
CLERK = "Jorien Kamp"
PICTURES = os.environ.get("NOABER_PICTURES", "")
"""A folder to keep pictures of the pages in, to look at; nothing is kept without it."""


def link_of(folder: Path, address: str, words: str) -> str:
    """The link in the last mail to an address; the background work sends it within seconds."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        texts = [path.read_bytes() for path in sorted((folder / "mail").glob("*"), key=lambda one: one.stat().st_mtime)]
        parts = [part for text in texts for part in re.split(rb"\n-{79}\n", text) if address.encode() in part]
        told = [email.message_from_bytes(part, policy=email.policy.default).get_content() for part in parts]
        found = [link for text in told for link in re.findall(rf"http\S+/{words}/[0-9a-f]+/", text)]
        if found:
            return found[-1]
        time.sleep(0.3)
    raise AssertionError(f"no mail to {address} with a link to {words}")


def fit(page: Page, name: str) -> None:
    """Nothing of axe, and nothing wider than a telephone; then on as it was."""
    size: Any = page.viewport_size
    assert problems(page) == [], page.url
    if PICTURES:
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
    page.set_viewport_size(size)


@pytest.fixture
def visitor(chromium: Any) -> Any:
    """Somebody without an account."""
    context = chromium.new_context(locale="nl-NL", viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def test_an_undertaker_asks_the_family_confirms_and_the_clerk_makes_it_final(site, be, visitor):
    page = visitor
    page.goto(f"{site.address}/ommen/begraafplaatsen/uitvaart/")
    fit(page, "start")
    page.get_by_label("E-mailadres van de uitvaartondernemer").fill("browser@example.nl")
    page.get_by_role("button", name="Stuur mij een link").click()
    expect(page.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
    page.goto(link_of(site.folder, "browser@example.nl", "uitvaart"))
    fit(page, "first")
    died = date.today() - timedelta(days=1)
    page.get_by_text("Nieuw particulier graf").click()
    page.get_by_label("Op welke begraafplaats?").select_option(label="Laarmanshoek")
    page.get_by_label("Dag van overlijden").fill(f"{died.day}-{died.month}-{died.year}")
    page.get_by_label("Tijd van overlijden").fill("9.00")
    page.get_by_role("button", name="Vrije tijden bekijken").click()
    page.get_by_role("button", name="Nakijken, met de prijs").click()
    expect(page.locator("main")).to_contain_text("Vul “Achternaam van de overledene” in.")
    fit(page, "details")
    page.get_by_label("Vrije tijd").select_option(index=3)
    page.get_by_label("Hoe lang wordt het graf uitgegeven?").select_option("10")
    page.get_by_label("Achternaam van de overledene").fill("Browserstra")
    page.get_by_label("Gemeente waar het overlijden is aangegeven").fill("Hardenberg")
    page.get_by_label("Registratienummer op de kist of asbus").fill("REG-77")
    page.get_by_label("Lengte van de kist (cm)").fill("205")
    page.get_by_label("Breedte van de kist (cm)").fill("60")
    page.get_by_label("De familie draagt").check()
    page.get_by_label("Wie de uitvaart regelt", exact=False).check()
    page.get_by_label("Achternaam van wie beslist").fill("Familie Browserstra")
    page.get_by_label("E-mailadres van wie beslist").fill("gezin@example.nl")
    page.get_by_label("Straat").fill("Proefweg")
    page.get_by_label("Huisnummer").fill("1")
    page.get_by_label("Postcode").fill("7731 AA")
    page.get_by_label("Plaats", exact=True).fill("Ommen")
    page.get_by_label("Uitvaartonderneming").fill("Uitvaart Browser")
    page.get_by_role("button", name="Nakijken, met de prijs").click()
    expect(page.locator("#prijs + table tfoot")).to_contain_text("2.142,00")
    fit(page, "preview")
    page.get_by_role("button", name="Aanvraag versturen").click()
    expect(page.locator("main")).to_contain_text("Wij hebben uw aanvraag")
    fit(page, "status")
    number = re.search(r"U-\d{4}-\d+", page.locator("h1").inner_text())[0]
    page.get_by_label("Nummer van het verlof of de verklaring").fill("V-2026-77")
    page.get_by_label("Het stuk als PDF of foto").set_input_files(
        {"name": "verlof.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}
    )
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.locator("main")).to_contain_text("Het verlof is er.")

    clerk = be(CLERK)
    clerk.goto(f"{site.address}/begraafplaatsen/uitvaarten/")
    clerk.get_by_role("link", name=number).click()
    expect(clerk.locator("main")).to_contain_text("Kies eerst een graf")
    clerk.get_by_role("button", name="Accepteren").click()
    expect(clerk.locator("main")).to_contain_text("Wlb art.\u00a016")
    fit(clerk, "clerk")
    clerk.get_by_role("button", name="Definitief maken").click()
    expect(clerk.locator("main")).to_contain_text("nog niet bevestigd")

    page.goto(link_of(site.folder, "gezin@example.nl", "bevestigen"))
    expect(page.locator("main")).to_contain_text("Browserstra")
    fit(page, "confirm")
    page.get_by_role("button", name="Ja, dit klopt").click()
    expect(page.locator("h1")).to_have_text("U hebt de gegevens bevestigd")
    fit(page, "confirmed")

    clerk.goto(f"{site.address}/begraafplaatsen/uitvaarten/{number}/")
    clerk.get_by_role("button", name="Definitief maken").click()
    expect(clerk.locator("main")).to_contain_text("De uitvaart is definitief.")
    fit(clerk, "final")
    clerk.get_by_role("button", name="In het register zetten").click()
    expect(clerk.locator("main")).to_contain_text("De uitvaart is pas op")


def test_after_the_funeral_the_clerk_registers_it_with_one_press(site, be):
    clerk = be(CLERK)
    clerk.goto(f"{site.address}/begraafplaatsen/uitvaarten/")
    fit(clerk, "list")
    late = clerk.locator("main table tr", has_text="definitief").filter(has_text="te laat")
    late.first.get_by_role("link").first.click()
    clerk.get_by_role("button", name="In het register zetten").click()
    expect(clerk.locator("main")).to_contain_text("De uitvaart staat in het register.")
    clerk.locator("main dd").get_by_role("link", name=re.compile("^Graf ")).click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text(re.compile("^Graf "))
    expect(clerk.locator("main")).to_contain_text("Recht verleend")


def test_a_family_reads_its_grave_and_asks_for_renewal_and_the_clerk_does_it(site, be, visitor):
    clerk = be(CLERK)
    clerk.goto(f"{site.address}/begraafplaatsen/termijnwacht/?stand=open")
    clerk.locator("main table tr", has_text="uitsluitend recht").last.get_by_role("link").first.click()
    clerk.get_by_role("link", name="Codes voor de familie").click()
    clerk.get_by_label("Hoe krijgt de rechthebbende de code?").select_option("desk")
    clerk.get_by_label("Paspoort of identiteitskaart gezien").check()
    clerk.get_by_role("button", name="Code maken").click()
    code = re.search(r"(?:[0-9A-Z]{5}-){5}[0-9A-Z]", clerk.locator("main").inner_text())[0]
    fit(clerk, "codes")

    page = visitor
    page.goto(f"{site.address}/ommen/begraafplaatsen/mijn-graf/")
    page.get_by_label("Code uit de brief").fill("verkeerd")
    page.get_by_role("button", name="Bekijken").click()
    expect(page.locator("main")).to_contain_text("Deze code opent niets.")
    fit(page, "family-start")
    page.get_by_label("Code uit de brief").fill(code.lower())
    page.get_by_role("button", name="Bekijken").click()
    expect(page.get_by_role("heading", name="Wat als u niets doet?")).to_be_visible()
    fit(page, "family")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="What if you do nothing?")).to_be_visible()
    fit(page, "family-en")
    page.get_by_role("link", name="Nederlands").click()
    page.get_by_role("link", name="Verlenging aanvragen").click()
    page.get_by_text("10 jaar: ").click()
    fit(page, "renewal")
    page.get_by_role("button", name="Versturen").click()
    expect(page.locator("main")).to_contain_text("U hebt om verlenging gevraagd")
    share = page.get_by_role("link", name="Link voor de familie").get_attribute("href")
    page.goto(f"{site.address}{share}")
    fit(page, "share")
    page.get_by_label("Uw e-mailadres").fill("nicht@example.nl")
    page.get_by_role("button", name="Mijn adres achterlaten").click()
    page.goto(link_of(site.folder, "nicht@example.nl", "bericht"))
    page.get_by_role("button", name="Ja, mijn adres bevestigen").click()
    expect(page.locator("main")).to_contain_text("Het recht eindigt op")
    fit(page, "news")

    clerk.goto(f"{site.address}/begraafplaatsen/uitvaarten/vragen/")
    fit(clerk, "wishes")
    clerk.locator("main table tr", has_text="Verlenging").last.get_by_role("link").first.click()
    clerk.get_by_label("Uitvoeren", exact=True).check()
    fit(clerk, "wish")
    clerk.get_by_role("button", name="Afhandelen").click()
    expect(clerk.locator("main")).to_contain_text("De vraag is afgehandeld.")
