"""A second-line colleague works the list of two clients without a mouse, and a resident says how it went."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
SECOND_LINE, LEAD = "Mirthe Oosterveen", "Tine Wolbers"


def wide(page: Page) -> None:
    """Checked narrow, the page goes on wide."""
    page.set_viewport_size({"width": 1440, "height": 900})


def press_until(page: Page, key: str, there: str, most: int = 60) -> None:
    """Press a key until a thing has the focus, as somebody without a mouse does."""
    for _ in range(most):
        if page.evaluate("there => document.activeElement?.matches(there)", there):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {there}")


def test_the_worklist_of_two_clients_works_without_a_mouse(site, be):
    page = be(SECOND_LINE)
    press_until(page, "Tab", "nav a[href='/werkvoorraad/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/werkvoorraad/")
    assert problems(page) == []
    wide(page)
    clients = page.locator("td.nb-whose").all_inner_texts()
    assert set(clients) == {"Hellendoorn", "Ommen"}, "both in one list"
    at_work = page.locator("html").get_attribute("data-client")
    page.keyboard.press("j")
    page.keyboard.press("j")  # past the first row, for there is nothing above it to come back from
    press_until(page, "j", "button[data-open]")
    number = page.evaluate("document.activeElement.firstChild.textContent")
    page.keyboard.press("k")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.firstChild.textContent") == number
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/zaken/{number}/")
    expect(page.locator("html")).not_to_have_attribute("data-client", str(at_work))
    expect(page.get_by_text(re.compile("^Je werkt nu voor"))).to_be_visible()

    page.goto(f"{site.address}/werkvoorraad/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    press_until(page, "Tab", "#gemeente")
    page.keyboard.type("Omm")
    expect(page).to_have_url(re.compile("gemeente=ommen"))
    expect(page.locator("td.nb-whose[data-client=hellendoorn]")).to_have_count(0)
    expect(page.locator("#gemeente")).to_be_focused()
    assert page.locator("td.nb-whose").count() > 0
    assert problems(page) == []


def test_without_scripts_a_case_of_another_client_opens_too(site, be):
    page = be(SECOND_LINE, scripts=False)
    page.goto(f"{site.address}/werkvoorraad/")
    page.locator("button[data-open]").first.click()
    expect(page.get_by_text(re.compile("^Je werkt nu voor"))).to_be_visible()


def test_a_resident_answers_by_the_link_that_a_colleague_made(site, be, chromium):
    page = be(LEAD)
    page.goto(f"{site.address}/gehoord/")
    assert problems(page) == []
    wide(page)
    page.locator("main").get_by_role("link", name="Link voor een bezoeker maken").click()
    page.get_by_label("Voor welke dienst kwam de inwoner?").select_option("1")
    page.locator("main").get_by_role("button", name="Link maken").click()
    assert problems(page) == []
    link = page.locator(".nb-exact .nb-code").first.inner_text()

    context = chromium.new_context(java_script_enabled=False)
    resident = context.new_page()
    resident.goto(link)
    resident.get_by_role("button", name="Antwoord versturen").click()
    expect(resident.get_by_role("alert")).to_contain_text("Kies een cijfer van 1 tot en met 10.")
    resident.get_by_role("link", name="English").click()
    resident.get_by_label("9", exact=True).check()
    resident.get_by_label("What would you like to say about it?").fill("Quick and kind")
    resident.get_by_role("button", name="Send your answer").click()
    expect(resident.get_by_role("heading", level=1)).to_have_text("Thank you for your answer")
    assert context.cookies() == []
    resident.goto(link)
    expect(resident.get_by_role("heading", level=1)).to_have_text("Deze link werkt niet meer")
    context.close()


def test_the_pages_of_a_resident_are_fit_to_be_used(site, be, chromium):
    page = be(LEAD)
    page.goto(f"{site.address}/gehoord/vragen/")
    page.get_by_label("Voor welke dienst kwam de inwoner?").select_option("3")
    page.locator("main").get_by_role("button", name="Link maken").click()
    link = page.locator(".nb-exact .nb-code").first.inner_text()
    resident = chromium.new_page()
    wrong = []
    for step in ("ask", "mistake", "thanks", "closed"):
        wide(resident)
        if step in ("ask", "closed"):
            resident.goto(link)
        elif step == "mistake":
            resident.get_by_role("button", name="Antwoord versturen").click()
        else:
            resident.get_by_label("10", exact=True).check()
            resident.get_by_role("button", name="Antwoord versturen").click()
        wrong += [f"{step}: {what}" for what in problems(resident)]
    resident.close()
    assert wrong == []


def test_a_complaint_is_handled_by_the_team_lead(site, be):
    page = be(LEAD)
    page.goto(f"{site.address}/gehoord/klachten/nieuw/")
    assert problems(page) == []
    wide(page)
    page.get_by_label("Over welke dienst?").select_option("1")
    page.get_by_label("Ontvangen op").fill("1-1-2020")
    page.get_by_label("Wanneer gebeurde het?").fill("31-12-2019")
    page.get_by_label("Kenmerk in het bronsysteem").fill("KL-9")
    page.locator("main").get_by_role("button", name="Klacht registreren").click()
    assert problems(page) == []
    wide(page)
    page.locator("main").get_by_role("button", name="Ontvangst van een klacht bevestigen").click()
    page.get_by_label("De klager is gehoord en er is een verslag").check()
    page.locator("main").get_by_role("button", name="Horen bij een klacht vastleggen").click()
    page.get_by_label("Ongegrond", exact=True).check()
    page.locator("main").get_by_role("button", name="Klacht afhandelen").click()
    expect(page.locator("main")).to_contain_text("Ongegrond")
    assert problems(page) == []
    page.goto(f"{site.address}/gehoord/klachten/?stand=klaar")
    expect(page.locator("main")).to_contain_text("deels gegrond")
