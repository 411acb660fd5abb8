"""A day at the front desk without a mouse: walking in, calling, helping, putting aside, the screen, closing."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from noaber.calendar.words import short_day
from tests.browser.test_every_page import problems
from tests.browser.test_heard import press_until, wide

pytestmark = pytest.mark.browser
CLERK, LEAD = "Jorien Kamp", "Tine Wolbers"


def checked(page: Page) -> None:
    """Nothing of axe at any width, and then wide again."""
    assert problems(page) == []
    wide(page)


def state(page: Page) -> str:
    """The state of the visit that is open."""
    return page.locator(".nb-file-head .nb-state").inner_text()


def test_a_clerk_works_the_hall_without_a_mouse(site, be):
    page = be(CLERK)
    press_until(page, "Tab", "nav a[href='/balie/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/balie/")
    checked(page)

    press_until(page, "Tab", "#id_product")
    page.keyboard.type("Paspoort")
    press_until(page, "Tab", "form[action$='/volgnummer/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/balie/\d{4}-[A-Z0-9]{6}/$"))
    assert state(page) == "wacht"
    checked(page)
    page.keyboard.press("v")
    page.wait_for_url("**/balie/?plaats=ommen")
    waiting = page.locator("#hal tbody tr").count()
    first = page.locator("#wie-nu .nb-turn-number").inner_text()

    page.keyboard.press("v")
    page.wait_for_url(re.compile(r"/balie/\d{4}-[A-Z0-9]{6}/$"))
    here = page.url
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Nummer {first}")
    assert state(page) == "opgeroepen"
    checked(page)
    page.keyboard.press("v")
    expect(page.locator(".nb-file-head .nb-state")).to_have_text("in gesprek")
    checked(page)

    press_until(page, "Tab", "input[name^=leges_]")
    page.keyboard.type("tien")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Schrijf het als 1.234,50")
    checked(page)
    press_until(page, "Tab", "input[name^=leges_]")
    page.keyboard.press("Control+a")
    page.keyboard.type("12,50")
    page.keyboard.press("Enter")
    page.wait_for_url(here)
    expect(page.locator(".nb-messages")).to_contain_text("Het bezoek is afgerond.")
    assert state(page) == "klaar"
    checked(page)

    page.goto(f"{site.address}/balie/")
    assert page.locator("#hal tbody tr").count() == waiting - 1
    page.keyboard.press("v")
    page.wait_for_url(re.compile(r"/balie/\d{4}-[A-Z0-9]{6}/$"))
    press_until(page, "Tab", "form[action$='/apart/'] button")
    page.keyboard.press("Enter")
    expect(page.locator(".nb-file-head .nb-state")).to_have_text("even apart")
    page.keyboard.press("v")
    expect(page.locator(".nb-file-head .nb-state")).to_have_text("wacht")


def test_after_a_visit_the_clerk_hands_over_a_code_to_scan(site, be):
    page = be(CLERK)
    page.goto(f"{site.address}/balie/")
    page.keyboard.press("v")
    page.wait_for_url(re.compile(r"/balie/\d{4}-[A-Z0-9]{6}/$"))
    page.keyboard.press("v")
    expect(page.locator(".nb-file-head .nb-state")).to_have_text("in gesprek")
    page.keyboard.press("v")
    expect(page.locator(".nb-file-head .nb-state")).to_have_text("klaar")
    page.locator("main").get_by_role("button", name="Link maken").click()
    expect(page.locator(".nb-qr svg")).to_be_visible()
    checked(page)


def test_the_screen_in_the_hall_shows_numbers_without_signing_in_and_without_scripts(site, be, chromium):
    lead = be(LEAD)
    lead.goto(f"{site.address}/balie/openingstijden/")
    address = lead.locator("main a[href^='/scherm/']").first.get_attribute("href")
    for scripts in (True, False):
        context = chromium.new_context(java_script_enabled=scripts, viewport={"width": 1440, "height": 900})
        screen = context.new_page()
        screen.goto(f"{site.address}{address}")
        expect(screen.get_by_role("heading", level=1)).to_have_text("Gemeentehuis Ommen")
        shown = screen.locator("tbody td").all_inner_texts()
        assert shown and all(re.fullmatch(r"\d+( u bent aan de beurt)?", one) for one in shown)
        if scripts:
            assert problems(screen) == []
        else:
            assert screen.locator("meta[http-equiv=refresh]").get_attribute("content") == "10"
        assert context.cookies() == []
        context.close()


def test_the_screen_shows_a_new_number_by_itself(site, be, chromium):
    clerk, screen = be(CLERK), be(LEAD)
    clerk.goto(f"{site.address}/balie/")
    clerk.get_by_label("Waarvoor").select_option("vog")
    clerk.get_by_role("button", name="Volgnummer geven").click()
    screen.goto(f"{site.address}/scherm/ommen/")
    clerk.goto(f"{site.address}/balie/")
    clerk.get_by_label("Loket").select_option("3")
    number = clerk.locator("#wie-nu .nb-turn-number").inner_text()
    clerk.get_by_role("button", name="Roep volgende").click()
    expect(screen.locator(".nb-now td").first).to_have_text(number, timeout=12_000)


def test_the_team_lead_closes_an_afternoon_and_sees_who_must_be_called(site, be):
    page = be(LEAD)
    page.goto(f"{site.address}/balie/openingstijden/")
    expect(page.locator("#verzetten")).to_be_visible()
    checked(page)
    page.get_by_label("Dag", exact=True).fill("31-2-2100")
    page.get_by_label("Waarom").fill("Training")
    page.locator("main").get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("alert")).to_contain_text("bestaat niet")
    expect(page.get_by_label("Waarom")).to_have_value("Training")
    checked(page)
    day = date.today() + timedelta(days=60)
    page.get_by_label("Dag", exact=True).fill(f"{day.day}-{day.month}-{day.year}")
    page.locator("main").get_by_role("button", name="Vastleggen").click()
    expect(page.locator("main")).to_contain_text(short_day(day))
