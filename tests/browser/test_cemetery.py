"""A clerk finds a grave, asks whether it can be used and sees what it costs; the director sees windows and no names."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
CLERK, LEAD, DIRECTOR = "Jorien Kamp", "Tine Wolbers", "Femke Dunnewind"


def wide(page: Page) -> None:
    """Checked narrow, the page goes on wide."""
    page.set_viewport_size({"width": 1440, "height": 900})


def typed(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def test_the_clerk_finds_a_family_and_no_name_is_in_the_address(site, be):
    page = be(CLERK)
    page.get_by_role("link", name="Begraafplaatsen").click()
    page.get_by_label("Graf of persoon").fill("fictief")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("heading", name="Personen")).to_be_visible()
    assert page.url == f"{site.address}/begraafplaatsen/"
    assert problems(page) == []
    wide(page)
    page.locator("main table a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Graf "))


def test_the_clerk_asks_whether_a_grave_can_be_used(site, be):
    page = be(CLERK)
    page.goto(f"{site.address}/begraafplaatsen/termijnwacht/?stand=early")
    page.locator("main table tr", has_text="uitsluitend recht").get_by_role("link").first.click()
    died = date.today()
    page.get_by_label("Overleden op").fill(typed(died))
    page.get_by_label("Tijd van overlijden").fill("9:00")
    page.get_by_label("Dag van de begrafenis").fill(typed(died + timedelta(days=1)))
    page.get_by_label("Tijd van de begrafenis").fill("9.30")
    page.get_by_role("button", name="Kijk of het kan").click()
    answer = page.locator("#uitkomst")
    expect(answer).to_contain_text("Het kan pas vanaf")
    expect(answer).to_contain_text("Wlb art.\u00a016")
    expect(page.get_by_label("Tijd van overlijden")).to_have_value("9:00")
    assert problems(page) == []


def test_a_wish_of_somebody_else_is_no_renunciation(site, be):
    page = be(LEAD)
    page.goto(f"{site.address}/begraafplaatsen/termijnwacht/?stand=early")
    page.locator("main table tr", has_text="uitsluitend recht").get_by_role("link").first.click()
    page.get_by_role("link", name="Verzoek om afstand aannemen").click()
    page.get_by_text("Iemand anders, ook met dezelfde achternaam").click()
    page.get_by_label("Paspoort of identiteitskaart gezien").check()
    assert problems(page) == []
    wide(page)
    page.get_by_role("button", name="Verzoek om afstand aannemen").click()
    expect(page.locator("main")).to_contain_text("niet de geregistreerde rechthebbende")


def test_the_director_sees_windows_and_no_names(site, be):
    page = be(DIRECTOR)
    page.get_by_role("link", name="Termijnwacht").click()
    page.goto(f"{site.address}/begraafplaatsen/termijnwacht/?stand=early")
    expect(page.locator("main table")).not_to_contain_text("Fictief")
    assert problems(page) == []
    wide(page)
    page.locator("main table a").first.click()
    expect(page.locator("main")).not_to_contain_text("Rechthebbende")
    assert problems(page) == []


def test_the_clerk_reads_which_graves_can_be_cleared_and_why_the_others_not(site, be):
    page = be(CLERK)
    page.goto(f"{site.address}/begraafplaatsen/ruimlijst/")
    assert problems(page) == []
    wide(page)
    page.get_by_role("link", name="Nog niet").click()
    expect(page.locator("main table")).to_contain_text("Er loopt een recht")
    assert problems(page) == []
    wide(page)
