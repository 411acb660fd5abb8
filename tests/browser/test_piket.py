"""Who is on call is on one page; a call is put down on a telephone; the roster of a month can be read and printed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
CLERK, LEAD, DIRECTOR = "Jorien Kamp", "Tine Wolbers", "Femke Dunnewind"


def test_the_director_sees_who_is_on_call_now(site, be):
    page = be(DIRECTOR)
    page.get_by_role("link", name="Piket", exact=True).click()
    expect(page.locator("main")).to_contain_text("heeft nu piket")
    expect(page.locator("main")).to_contain_text("binnen 15 minuten")
    assert problems(page) == []


def test_a_call_is_put_down_on_a_telephone(site, be):
    page = be(CLERK)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site.address}/begraafplaatsen/piket/oproepen/nieuw/")
    assert problems(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_text("Verlof in een weekend of op een feestdag").click()
    page.get_by_label("Wat was de vraag?").fill("Verlof gevraagd voor maandag.")
    page.get_by_role("button", name="Oproep vastleggen").click()
    expect(page.locator("main")).to_contain_text("De oproep is vastgelegd.")
    expect(page.locator("main")).to_contain_text("Verlof gevraagd voor maandag.")
    assert problems(page) == []


def test_the_lead_reads_the_roster_and_what_it_would_swap(site, be):
    page = be(LEAD)
    page.goto(f"{site.address}/begraafplaatsen/piket/")
    page.locator("main").get_by_role("link", name="Rooster").click()
    page.locator("main").get_by_role("link", name="Volgende maand").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Piketrooster")
    assert problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("main").get_by_role("link", name="Ruilen").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Piketdiensten ruilen")
    assert problems(page) == []
