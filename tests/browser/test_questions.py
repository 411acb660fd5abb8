"""A question is put down with the register beside it, and answered; the director sees how many wait."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
CLERK, DIRECTOR = "Jorien Kamp", "Femke Dunnewind"


def test_the_clerk_looks_up_and_puts_down_a_question_with_its_answer(site, be):
    page = be(CLERK)
    page.get_by_role("link", name="Informatieverzoeken").click()
    assert problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("main").get_by_role("link", name="Informatieverzoek vastleggen").click()
    page.get_by_label("Graf of overledene").fill("fictief")
    page.locator("main").get_by_role("button", name="Zoeken").click()
    expect(page.locator("main")).to_contain_text("Dit mag iedereen horen.")
    assert page.url.endswith("/nieuw/") and problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("Wat is de vraag?").fill("Waar ligt mijn oma?")
    page.get_by_label("Antwoord").fill("In het oude vak.")
    page.get_by_role("button", name="Informatieverzoek vastleggen").click()
    expect(page.locator("main")).to_contain_text("Beantwoord op")
    assert problems(page) == []


def test_the_director_sees_how_many_wait(site, be):
    page = be(DIRECTOR)
    page.goto(f"{site.address}/begraafplaatsen/vragen/")
    expect(page.locator("main")).to_contain_text("op antwoord")
    assert problems(page) == []
