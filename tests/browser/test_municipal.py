"""Somebody dies whom nobody buries: reported by a clerk, handled by the second line, given up with the team lead."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from noaber.calendar.working_days import add_working_days
from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
CLERK, SECOND, LEAD, DIRECTOR = "Sanne Wieringa", "Jorien Kamp", "Tine Wolbers", "Femke Dunnewind"
BASE = "/begraafplaatsen/gemeentelijke-uitvaarten/"
SURNAME = "Loper-Fictief"
FIND = f"""
from noaber.cemetery.municipal.models import Funeral
from noaber.parties.scope import reading
with reading(175):
    print("CASE", Funeral.objects.get(surname="{SURNAME}").case.number)
"""
FREE = """
from noaber.cemetery.models import Grave
from noaber.parties.scope import reading
with reading(175):
    free = Grave.objects.filter(kind="algemeen", blocked="", reserved="", interments=None, rights=None)
    print("GRAVE", free.order_by("number").last().number)
"""


def typed(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def checked(page: Page) -> None:
    """The page as it stands has no problem; checked narrow, it goes on wide."""
    assert problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})


def opened(page: Page, title: str) -> None:
    """Open one of the steps that do not come next."""
    page.locator("summary", has_text=title).click()


@pytest.fixture(scope="module")
def died() -> date:
    """Three days ago, so that the 36 hours are over."""
    return date.today() - timedelta(days=3)


def test_the_clerk_reports_and_sees_no_name_afterwards(site, be, died):
    page = be(CLERK)
    page.goto(site.address + BASE)
    checked(page)
    page.get_by_role("link", name="Overledene melden").click()
    checked(page)
    page.get_by_role("button", name="Melding vastleggen").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul “Overleden op” in.")
    checked(page)
    page.get_by_label("Ziekenhuis").check()
    page.get_by_label("Overleden op").fill(typed(died))
    page.get_by_label("Tijd van overlijden").fill("6:00")
    page.get_by_label("Voornamen").fill("Willem")
    page.get_by_label("Achternaam").fill(SURNAME)
    page.get_by_label("Waar is de overledene nu?").fill("Mortuarium Voorbeeld")
    page.get_by_role("button", name="Melding vastleggen").click()
    expect(page.locator("main")).to_contain_text("De melding is vastgelegd.")
    expect(page.locator("main")).not_to_contain_text(SURNAME)


@pytest.fixture(scope="module")
def number(site) -> str:
    """The case of this walk."""
    told = site.noaber("manage", "shell", "-c", FIND).stdout
    return next(line.split()[1] for line in told.splitlines() if line.startswith("CASE"))


@pytest.fixture(scope="module")
def free(site) -> str:
    """A general grave in which nobody lies and on which no right runs."""
    told = site.noaber("manage", "shell", "-c", FREE).stdout
    return next(line.split()[1] for line in told.splitlines() if line.startswith("GRAVE"))


def handler(site, be, number: str, name: str = LEAD) -> Page:
    page = be(name)
    page.goto(f"{site.address}{BASE}{number}/")
    return page


def test_the_lead_searches_everywhere_and_decides_for_the_mayor(site, be, number):
    page = handler(site, be, number)
    expect(page.locator("main")).to_contain_text(SURNAME)
    checked(page)
    for place in ("Basisregistratie", "Testamentenregister", "Uitvaartverzekering", "Woning", "Buren"):
        page.locator(".nb-panel--act").get_by_text(re.compile(f"^{place}[^(]*$")).click()
        page.get_by_label("Niets gevonden").check()
        page.get_by_role("button", name="Zoekactie vastleggen").click()
        expect(page.locator("main")).to_contain_text("De zoekactie is vastgelegd.")
    page.get_by_role("button", name="Zoeken afronden").click()
    expect(page.locator("main")).to_contain_text("Het zoeken is afgerond.")
    expect(page.locator(".nb-panel--act")).to_contain_text("mandaat lijkbezorging-burgemeester")
    checked(page)
    page.locator(".nb-panel--act").get_by_label("Begraven").first.check()
    page.locator(".nb-panel--act").get_by_label("Cremeren").last.check()
    page.locator(".nb-panel--act").get_by_label("Waaruit blijkt dat?").fill("codicil")
    page.get_by_role("button", name="Uitvaart op zich nemen namens de burgemeester").click()
    expect(page.locator("main")).to_contain_text("Wlb art. 18")
    checked(page)
    page.goto(f"{site.address}{BASE}{number}/")
    page.locator(".nb-panel--act").get_by_label("Begraven").last.check()
    page.get_by_role("button", name="Uitvaart op zich nemen namens de burgemeester").click()
    expect(page.locator("main")).to_contain_text("Namens de burgemeester van Ommen.")
    checked(page)


def test_the_undertaker_is_asked_within_the_term_and_what_it_costs_is_estimated(site, be, number, died):
    page = handler(site, be, number)
    late = add_working_days(died, 6) + timedelta(days=1)
    page.get_by_label("Uitvaartondernemer", exact=True).fill("Uitvaart Loper")
    page.get_by_label("Dag van de uitvaart").fill(typed(late))
    page.get_by_label("Tijd van de uitvaart").fill("11:00")
    page.get_by_role("button", name="Uitvaartondernemer opdracht geven").click()
    expect(page.locator("main")).to_contain_text("Wlb art. 16")
    page.goto(f"{site.address}{BASE}{number}/")
    page.get_by_label("Uitvaartondernemer", exact=True).fill("Uitvaart Loper")
    page.get_by_label("Dag van de uitvaart").fill(typed(add_working_days(died, 6)))
    page.get_by_label("Tijd van de uitvaart").fill("23:59")
    page.get_by_role("button", name="Uitvaartondernemer opdracht geven").click()
    expect(page.locator("main")).to_contain_text("De opdracht is vastgelegd.")
    opened(page, "Kosten ramen")
    page.get_by_label("Raming in euro").fill("1.500,00")
    page.get_by_role("button", name="Kosten ramen").click()
    expect(page.locator("main")).to_contain_text("€ 1.500,00")
    checked(page)


def test_the_burial_stands_in_the_register_without_a_debtor(site, be, number, free):
    page = handler(site, be, number)
    page.locator(".nb-panel--act").get_by_label("Dag van de uitvaart").fill(typed(date.today()))
    page.locator(".nb-panel--act").get_by_label("Tijd van de uitvaart").fill("0:01")
    page.get_by_label("Nummer van het verlof").fill("V-LOPER")
    page.get_by_label("Grafnummer").fill("BESTAAT-NIET")
    page.get_by_role("button", name="Begrafenis of crematie vastleggen").click()
    expect(page.get_by_role("alert")).to_contain_text("staat niet in het register")
    checked(page)
    page.get_by_label("Grafnummer").fill(free)
    page.get_by_role("button", name="Begrafenis of crematie vastleggen").click()
    expect(page.locator("main")).to_contain_text("De uitvaart is vastgelegd.")
    expect(page.locator("main")).to_contain_text("ten laste van de gemeente")
    checked(page)
    page.get_by_role("link", name=re.compile("^Graf ")).click()
    expect(page.locator("main")).to_contain_text("Voor dit graf is niemand debiteur")
    checked(page)


def test_what_is_left_is_given_up_by_two_people_and_the_file_is_closed(site, be, number):
    page = handler(site, be, number)
    page.get_by_label("Werkelijke kosten in euro").fill("1.520,00")
    page.get_by_label("Nummer van de nota").fill("N-LOPER")
    page.get_by_role("button", name="Werkelijke kosten vastleggen").click()
    expect(page.locator("main")).to_contain_text("€ 1.520,00")
    opened(page, "Voorstellen om kosten af te boeken")
    page.get_by_label("Er is niets te halen").check()
    page.locator("details[open]").get_by_label("Toelichting").fill("Er is geen nalatenschap.")
    page.get_by_role("button", name="Voorstellen om kosten af te boeken").click()
    expect(page.locator("main")).to_contain_text("Wacht op een collega")
    checked(page)
    other = handler(site, be, number, SECOND)
    other.get_by_label("Ja, afboeken").check()
    other.get_by_role("button", name="Over afboeken beslissen").click()
    expect(other.locator("main")).to_contain_text("Over het voorstel is beslist.")
    other.get_by_label("Minuten gewerkt").fill("300")
    other.get_by_role("button", name="Gemeentelijke uitvaart afsluiten").click()
    expect(other.locator("main")).to_contain_text("De namen van nabestaanden zijn gewist.")
    checked(other)
    with other.expect_download() as paper:
        other.get_by_role("link", name="Overzicht als PDF").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF")


def test_the_director_sees_how_many_and_no_file(site, be, number):
    page = be(DIRECTOR)
    page.goto(f"{site.address}/begraafplaatsen/stand/")
    expect(page.locator("main")).to_contain_text("Gemeentelijke uitvaarten")
    checked(page)
    page.goto(site.address + BASE)
    expect(page.locator("main")).not_to_contain_text(SURNAME)
    checked(page)
    assert page.goto(f"{site.address}{BASE}{number}/").status == 403
