"""A clerk declares neglect, a colleague decides on a grave of the list, an urn is placed, ashes are scattered."""

from __future__ import annotations

import base64
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
CLERK, LEAD, DIRECTOR = "Jorien Kamp", "Tine Wolbers", "Femke Dunnewind"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
PHOTO = {"name": "graf.png", "mimeType": "image/png", "buffer": base64.b64decode(PNG)}
PICK = """
from datetime import date
from noaber.cemetery.endings.models import Clearing, NeglectRecord
from noaber.cemetery.endings.queries import latest_body, occupied
from noaber.cemetery.models import GraveRight, Resident
from noaber.cemetery.places import laws_of
from noaber.parties.scope import reading
with reading(175):
    seen = NeglectRecord.objects.values("right")
    rights = GraveRight.objects.filter(kind="exclusive", ended_on=None, holder__died_on=None).exclude(pk__in=seen)
    rights = rights.filter(holder__address_unsure=False).exclude(holder__postcode="")
    right = rights.filter(grave__kind="particulier", ends_on__year__gt=2030).select_related("grave").last()
    _, law = laws_of("ommen-twenterand-2024", date.today())
    listed = Clearing.objects.values("grave")
    rest = occupied(175).filter(last_body__lte=latest_body(date.today(), law), unsure=False, historic=False)
    over = rest.filter(runs=True).exclude(pk__in=listed).order_by("number")
    late = GraveRight.objects.filter(ended_on=None, ends_on__lt=date.today()).values("grave")
    lapsed = list(over.filter(pk__in=late)[:1])
    urn = rights.filter(grave__kind="urnengraf").select_related("grave").order_by("-number").first()
    dead = Resident.objects.filter(died_on__isnull=False, interments=None).order_by("-id").first()
    print("GRAVES", right.grave.number, lapsed[0].number, urn.grave.number, dead.number)
"""


def wide(page: Page) -> None:
    """Checked narrow, the page goes on wide."""
    page.set_viewport_size({"width": 1440, "height": 900})


def typed(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def checked(page: Page) -> None:
    assert problems(page) == []
    wide(page)


@pytest.fixture(scope="module")
def graves(site: Site) -> list[str]:
    """A private grave, one whose right is over, an urn grave, and the number of somebody who died."""
    done = site.noaber("manage", "shell", "-c", PICK)
    found = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("GRAVES")]
    assert found, done.stdout + done.stderr
    return found[0]


def test_the_clerk_puts_neglect_down_and_the_declaration_is_a_letter(site, be, graves):
    page = be(CLERK)
    page.goto(f"{site.address}/begraafplaatsen/graf/{graves[0]}/")
    page.get_by_role("link", name="Verwaarlozing vastleggen").click()
    page.get_by_label("Kennelijk verwaarloosd").check()
    page.get_by_label("Wat is er te zien?").fill("De steen ligt om.")
    page.get_by_label("De rechthebbende", exact=True).check()
    checked(page)
    page.get_by_role("button", name="Verwaarlozing vastleggen").click()
    expect(page.get_by_label("Wat is er te zien?")).to_have_value("De steen ligt om.")
    page.get_by_label("Foto waarop het te zien is").set_input_files(files=[PHOTO])
    page.get_by_role("button", name="Verwaarlozing vastleggen").click()
    expect(page.locator("main")).to_contain_text("Maak de verklaring")
    checked(page)
    page.get_by_role("link", name="Verklaring maken").click()
    checked(page)
    page.get_by_role("button", name="Verklaring maken").click()
    expect(page.locator("main")).to_contain_text("kan de ontvangst bevestigen")
    page.get_by_role("link", name="Brief BR-").first.click()
    expect(page.locator("main")).to_contain_text("De steen ligt om.")
    page.goto(f"{site.address}/begraafplaatsen/verwaarlozing/")
    checked(page)
    page.goto(f"{site.address}/begraafplaatsen/graf/{graves[0]}/")
    expect(page.locator("#verhaal ~ ol, .nb-story").first).to_contain_text("Verwaarlozing gezien")
    checked(page)


def test_a_grave_is_listed_by_one_and_decided_on_by_another(site, be, graves):
    page = be(LEAD)
    page.goto(f"{site.address}/begraafplaatsen/graf/{graves[1]}/")
    page.get_by_role("link", name="Laten vervallen").click()
    page.get_by_label("De termijn is voorbij").check()
    page.get_by_role("button", name="Grafrecht laten vervallen").click()
    page.goto(f"{site.address}/begraafplaatsen/ruimlijst/")
    checked(page)
    page.goto(f"{site.address}/begraafplaatsen/graf/{graves[1]}/ruimlijst/")
    page.get_by_label("Ruimen vanaf").fill(typed(date.today() + timedelta(days=420)))
    checked(page)
    page.get_by_role("button", name="Op de ruimlijst zetten").click()
    page.get_by_role("link", name="Besluit nemen").click()
    page.get_by_role("button", name="Besluit nemen").click()
    expect(page.locator("main")).to_contain_text("Je hebt dit graf zelf op de ruimlijst gezet.")
    checked(page)
    page.goto(f"{site.address}/begraafplaatsen/ruimlijst/?stand=lijst")
    expect(page.locator("main table").first).to_contain_text(graves[1])
    checked(page)
    page.get_by_role("link", name=graves[1]).click()
    checked(page)


def test_an_urn_is_placed_with_its_record_and_the_consent_of_the_holder(site, be, graves):
    page = be(CLERK)
    page.goto(f"{site.address}/begraafplaatsen/graf/{graves[2]}/")
    page.get_by_role("link", name="Asbus plaatsen").click()
    page.get_by_label("Nummer van de overledene").fill(graves[3])
    page.get_by_label("In opdracht van").fill("de dochter")
    page.get_by_label("Registratienummer op de bus").fill("DP-77")
    page.get_by_label("Crematorium", exact=True).fill("Crematorium De Proef")
    page.get_by_label("Adres van het crematorium").fill("Proefweg 1, Almelo")
    page.get_by_label("De geregistreerde rechthebbende").check()
    checked(page)
    page.get_by_role("button", name="Asbus plaatsen").click()
    expect(page.locator("main")).to_contain_text("Kies hoe je hebt vastgesteld wie dit is.")
    expect(page.get_by_label("Adres van het crematorium")).to_have_value("Proefweg 1, Almelo")
    checked(page)
    page.get_by_label("Paspoort of identiteitskaart gezien").check()
    page.get_by_role("button", name="Asbus plaatsen").click()
    expect(page.locator("main")).to_contain_text("Crematorium De Proef")
    checked(page)
    page.goto(f"{site.address}/begraafplaatsen/asbussen/?stand=onvolledig")
    checked(page)


def test_scattering_is_allowed_on_the_field_and_put_down_afterwards(site, be, graves):
    page = be(CLERK)
    page.goto(f"{site.address}/begraafplaatsen/verstrooien/")
    checked(page)
    page.get_by_role("link", name="Verstrooien toestaan").click()
    page.get_by_label("Nummer van de overledene").fill(graves[3])
    page.get_by_label("Op verzoek van").fill("de zoon")
    page.get_by_label("Strooiveld Laarmanshoek").check()
    page.get_by_label("Wij", exact=True).check()
    page.get_by_label("Dag", exact=True).fill(typed(date.today()))
    page.get_by_label("Tijd").fill("9:30")
    checked(page)
    page.get_by_role("button", name="Verstrooien toestaan").click()
    checked(page)
    page.get_by_role("link", name="Verstrooiing vastleggen").click()
    page.get_by_label("Tijd").fill("9:40")
    page.get_by_role("button", name="Verstrooiing vastleggen").click()
    expect(page.locator("main")).to_contain_text("verstrooid")


def test_the_director_sees_the_list_and_no_names(site, be):
    page = be(DIRECTOR)
    page.goto(f"{site.address}/begraafplaatsen/ruimlijst/?stand=lijst")
    expect(page.locator("main")).not_to_contain_text("Fictief")
    checked(page)
