"""A working day of the people behind the desk, across subjects: who may sign, who may not do both."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journeys import follow, press, says

pytestmark = pytest.mark.browser
LEAD, SECOND_LINE, NEWCOMER, DIRECTOR = "Tine Wolbers", "Jorien Kamp", "Sanne Wieringa", "Femke Dunnewind"


def day(moment: date) -> str:
    return f"{moment.day}-{moment.month}-{moment.year}"


def register(page: Page, site, product: str, reference: str) -> str:
    """Register a case; returns its address."""
    page.goto(f"{site.address}/zaken/nieuw/")
    page.get_by_label("Waar gaat het om?").select_option(label=product)
    page.get_by_label("Kenmerk in het bronsysteem").fill(reference)
    press(page, "Zaak registreren")
    return page.url


def appoint(page: Page, what: str, decision: str) -> None:
    page.locator("select[name=kind]").select_option(label=what)
    page.get_by_label("Vanaf").fill(day(date.today()))
    page.get_by_label("Kenmerk van het besluit").fill(decision)
    press(page, "Bevoegdheid vastleggen")


def test_a_newcomer_signs_a_deed_only_once_ommen_appointed_her_and_she_took_the_oath(site, be):
    newcomer, lead, director = be(NEWCOMER), be(LEAD), be(DIRECTOR)
    case = register(newcomer, site, "Erkenning van een kind", "BS-2026-1")
    says(newcomer, "Kan nu niet", "BW art. 1:16", f"Dit mag vandaag wel: {SECOND_LINE}")
    expect(newcomer.get_by_role("button", name="Besluit vastleggen")).to_have_count(0)

    lead.goto(f"{site.address}/bevoegdheden/")
    follow(lead, NEWCOMER)
    person = lead.url
    appoint(lead, "Ambtenaar van de burgerlijke stand", "")
    says(lead, "besluit van het college", "BW art. 1:16")
    lead.goto(person)
    appoint(lead, "Ambtenaar van de burgerlijke stand", "college Ommen 2026-117")
    newcomer.goto(case)
    says(newcomer, "Kan nu niet", "BW art. 1:16")
    appoint(lead, "Eed of belofte als ambtenaar afgelegd", "proces-verbaal 2026-9")
    newcomer.goto(case)
    newcomer.get_by_label("Akte opgemaakt").check()
    press(newcomer, "Besluit vastleggen")
    says(newcomer, re.compile("partij"), "BW art. 1:18a")
    newcomer.goto(case)
    newcomer.get_by_label("Akte opgemaakt").check()
    newcomer.get_by_label(re.compile("geen partij")).check()
    press(newcomer, "Besluit vastleggen")
    says(newcomer, "besloten", "Akte opgemaakt")

    director.goto(f"{site.address}/bevoegdheden/")
    row = director.get_by_role("row", name=re.compile(NEWCOMER))
    expect(row).to_contain_text("ja")
    expect(director.locator("main").get_by_role("button")).to_have_count(0)


def test_who_registers_a_passport_does_not_decide_it_unless_the_lead_wrote_down_why(site, be):
    clerk, lead = be(SECOND_LINE), be(LEAD)
    case = register(clerk, site, "Paspoort", "RD-2026-1")
    says(clerk, "Kan nu niet", "PUN art. 93")

    lead.goto(f"{site.address}/functiescheiding/")
    lead.get_by_label("Waarom kan het niet met twee mensen?").fill("De balie is vandaag met één mens bezet.")
    lead.get_by_label("Vanaf").fill(day(date.today()))
    lead.get_by_label("Tot en met").fill(day(date.today() + timedelta(days=1)))
    lead.get_by_label(SECOND_LINE).check()
    press(lead, "Afwijking vastleggen")
    says(lead, SECOND_LINE, "De balie is vandaag")

    clerk.goto(case)
    clerk.get_by_label("Verstrekt").check()
    press(clerk, "Besluit vastleggen")
    says(clerk, "besloten")
    clerk.locator(".nb-story li").first.get_by_role("link").last.click()
    says(clerk, "PUN art. 93(2)")


def test_the_second_line_works_from_the_list_by_keyboard_alone(site, be):
    page = be(SECOND_LINE)
    page.goto(f"{site.address}/werkvoorraad/")
    first = page.locator("tbody tr").first.get_by_role("link").inner_text()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page).to_have_url(re.compile(f"/zaken/{first}/$"))
    says(page, first)
