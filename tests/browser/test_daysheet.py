"""Field staff sign off a burial on a telephone; a mismatch stops it, and what does not arrive is said out loud."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
KEEPER, CLERK = "Wout Grasdorp", "Jorien Kamp"
SHEET = "/begraafplaatsen/dagblad/"
PHONE: Any = {"width": 360, "height": 740}
LEAST = 48
"""How high a target is at least, in pixels."""


def fit(page: Page) -> None:
    assert problems(page) == []
    page.set_viewport_size(PHONE)


def on_phone(be: Any, scripts: bool = True) -> Page:
    page: Page = be(KEEPER, scripts)
    page.set_viewport_size(PHONE)
    return page


def todo(page: Page, site: Any, place: int) -> str:
    """Open one of the burials of today, and give the number of its grave."""
    page.goto(f"{site.address}{SHEET}")
    today = page.locator("section").filter(has=page.get_by_role("heading", name=re.compile("^Vandaag, ")))
    today.locator(".day-card a").nth(place).click()
    grave: str = page.locator(".day-facts strong").first.inner_text()
    return grave


def check_grave(page: Page, grave: str) -> None:
    page.get_by_label("Welk nummer staat er bij het graf?").fill(grave.lower())
    page.get_by_role("button", name="Graf controleren").click()
    expect(page.get_by_role("heading", name="Kloppen nummer en papieren?")).to_be_visible()


def check_coffin(page: Page, number: str) -> None:
    page.get_by_label("Welk nummer staat op de kist?").fill(number)
    page.get_by_text("Ja, alles is gelijk").click()
    page.get_by_role("button", name="Controle vastleggen").click()


def test_the_day_begins_at_the_sheet_and_everything_can_be_hit_with_a_glove(site, be):
    page = on_phone(be)
    expect(page).to_have_url(f"{site.address}{SHEET}")
    fit(page)
    for target in page.locator(".day-card a, .day-places a").all():
        box = target.bounding_box()
        assert box is not None and box["height"] >= LEAST
    page.get_by_role("link", name="Afdrukken").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dagblad op papier")
    fit(page)


def test_a_mismatch_stops_the_burial_until_two_persons_say_who_it_is(site, be):
    page = on_phone(be)
    grave = todo(page, site, 0)
    fit(page)
    page.get_by_label("Welk nummer staat er bij het graf?").fill("LMH-Z-99")
    page.get_by_role("button", name="Graf controleren").click()
    expect(page.get_by_role("alert").filter(has_text="waar het werk voor is")).to_be_visible()
    todo(page, site, 0)
    check_grave(page, grave)
    check_coffin(page, "REG000000")
    expect(page.get_by_role("alert").filter(has_text="Stop. Ga niet verder.")).to_be_visible()
    fit(page)
    page.get_by_label("Naam van de eerste persoon").fill("Verzonnen Getuige")
    page.get_by_label("Naam van de tweede persoon").fill("Bedachte Buur")
    page.get_by_role("button", name="Namen vastleggen").click()
    page.get_by_text("Laag 2").click()
    page.get_by_role("button", name="Begraven", exact=True).click()
    expect(page.get_by_text("Schrijf op waarom het laag 2 werd").first).to_be_visible()
    page.get_by_label("Waarom een andere laag?").fill("Er stond water.")
    page.get_by_role("button", name="Begraven", exact=True).click()
    expect(page.locator("main")).to_contain_text("gepland was laag 1")
    fit(page)
    clerk = be(CLERK)
    clerk.goto(f"{site.address}{SHEET}")
    clerk.get_by_role("link", name=f"Nummer of papieren kloppen niet: graf {grave}").click()
    clerk.get_by_label("Wat is er gedaan?").fill("Het nummer in het register hersteld.")
    clerk.get_by_role("button", name="Afhandelen").click()
    expect(clerk.locator("main")).to_contain_text("De melding is afgehandeld.")
    assert problems(clerk) == []


def test_a_tap_without_a_connection_is_said_not_to_be_saved_and_nothing_typed_is_lost(site, be):
    page = on_phone(be)
    grave = todo(page, site, 1)
    page.context.set_offline(True)
    expect(page.get_by_text("Geen verbinding.", exact=False).first).to_be_visible()
    page.get_by_label("Welk nummer staat er bij het graf?").fill(grave)
    page.get_by_role("button", name="Graf controleren").click()
    expect(page.get_by_text("Niet opgeslagen.", exact=True)).to_be_visible()
    expect(page.get_by_label("Welk nummer staat er bij het graf?")).to_have_value(grave)
    page.context.set_offline(False)
    page.get_by_role("button", name="Graf controleren").click()
    expect(page.get_by_role("heading", name="Kloppen nummer en papieren?")).to_be_visible()


def test_without_scripts_every_tap_is_an_ordinary_form(site, be):
    page = on_phone(be, scripts=False)
    todo(page, site, 1)
    page.get_by_role("button", name="Controle vastleggen").click()
    expect(page.get_by_text("Kies ja of nee.").first).to_be_visible()
