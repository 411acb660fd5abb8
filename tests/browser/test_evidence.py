"""A clerk writes and sends letters, takes one back, stands a sign, takes a consent and prints what is proven."""

from __future__ import annotations

import io
import re
from datetime import date

import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import Site
from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
CLERK, LEAD = "Jorien Kamp", "Tine Wolbers"
BASE = "begraafplaatsen"
RENOUNCED = """
from datetime import date, timedelta
from noaber.cemetery.models import GraveRight
from noaber.parties.scope import reading
with reading(175):
    over = date.today() - timedelta(days=16)
    right = GraveRight.objects.filter(ended_on=None, renounce_asked_on__lte=over).select_related("grave").first()
    print("GRAVE", right.grave.number)
"""


def photo() -> dict[str, object]:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return {"name": "bord.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def fit(page: Page) -> None:
    """Nothing is wrong with the page, also narrow; it goes on wide."""
    assert problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})


def title_of(download: Download) -> str:
    with pikepdf.open(download.path()) as pdf, pdf.open_metadata() as metadata:
        return str(metadata["dc:title"])


def typed(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


@pytest.fixture(scope="module")
def batch(site: Site) -> dict[str, str]:
    """Where the batch of this walk is, from its first step on."""
    return {}


def test_a_batch_is_written_from_the_board_printed_and_sent(site, be, batch):
    page = be(CLERK)
    page.goto(f"{site.address}/{BASE}/termijnwacht/")
    page.get_by_role("link", name="Brieven schrijven").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brieven over grafrechten")
    fit(page)
    page.get_by_role("button", name="Brieven schrijven").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Partij PB-\d{4}-\d+$"))
    batch["url"] = page.url
    fit(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Alles afdrukken").click()
    assert title_of(download.value).startswith("Partij PB-")
    page.get_by_label("Verzonden op").fill("morgen")
    page.get_by_role("button", name="Verzending vastleggen").click()
    expect(page.get_by_label("Verzonden op")).to_have_value("morgen")
    fit(page)
    page.get_by_label("Verzonden op").fill(typed(date.today()))
    page.get_by_role("button", name="Verzending vastleggen").click()
    expect(page.locator("main")).to_contain_text("De verzending is vastgelegd.")
    expect(page.locator("main table")).not_to_contain_text("nog niet verzonden")
    fit(page)


def test_the_same_surname_is_not_the_holder(site, be, batch):
    page = be(CLERK)
    page.goto(batch["url"])
    surname = page.locator("main tbody tr td:nth-child(3)").first.inner_text().split(maxsplit=1)[1]
    page.locator("main tbody a").first.click()
    fit(page)
    page.get_by_role("link", name="Antwoord vastleggen").click()
    page.get_by_text("Iemand anders, ook met dezelfde achternaam").click()
    page.get_by_label("Achternaam van wie antwoordt").fill(surname)
    page.get_by_label("Paspoort of identiteitskaart gezien").check()
    page.get_by_label("Wil verlengen").check()
    fit(page)
    page.get_by_role("button", name="Antwoord vastleggen").click()
    expect(page.locator("main")).to_contain_text("heeft dezelfde achternaam als de rechthebbende, maar is dat niet")
    fit(page)


def test_a_letter_comes_back_the_address_is_settled_and_it_is_written_again(site, be, batch):
    page = be(CLERK)
    page.goto(batch["url"])
    page.locator("main tbody a").first.click()
    first = page.get_by_role("heading", level=1).inner_text().removeprefix("Brief ")
    page.get_by_role("link", name="Retour vastleggen").click()
    fit(page)
    page.get_by_label("Verhuisd").check()
    page.get_by_role("button", name="Retour vastleggen").click()
    expect(page.locator("main")).to_contain_text("De brief is retour; het adres is nu onzeker.")
    expect(page.locator("main")).to_contain_text("Het adres is onzeker.")
    fit(page)
    page.get_by_role("link", name="Adres vaststellen").click()
    page.get_by_label("Straat").fill("Oefenpad")
    page.get_by_label("Huisnummer").fill("7")
    page.get_by_label("Basisregistratie personen").check()
    fit(page)
    page.get_by_role("button", name=re.compile("vaststellen$")).click()
    expect(page.locator("main")).to_contain_text("Het adres is vastgesteld.")
    page.get_by_role("link", name=first, exact=True).click()
    page.get_by_role("button", name="Opnieuw schrijven").click()
    expect(page.locator("main")).to_contain_text("De brief is opnieuw geschreven.")
    expect(page.locator("main")).to_contain_text("Oefenpad 7")
    page.get_by_role("link", name="Verzending vastleggen").click()
    page.get_by_label("Aangetekend").check()
    page.get_by_role("button", name="Verzending vastleggen").click()
    expect(page.locator("main")).to_contain_text("aangetekend")
    fit(page)


def test_a_sign_stands_with_a_photo_and_not_without(site, be):
    page = be(CLERK)
    page.goto(f"{site.address}/{BASE}/termijnwacht/")
    page.get_by_role("link", name="Borden", exact=True).click()
    fit(page)
    row = page.locator("#plaatsen ~ table tbody tr").first
    grave = row.locator("a").first.inner_text()
    row.get_by_role("link", name="Bord vastleggen").first.click()
    fit(page)
    button = page.locator("main form button[type=submit]")
    button.click()
    expect(page.get_by_role("alert")).to_contain_text("Foto van het bord")
    fit(page)
    page.get_by_label("Foto van het bord").set_input_files(photo())
    button.click()
    expect(page.locator("main")).to_contain_text("Het bord is vastgelegd.")
    fit(page)
    page.goto(f"{site.address}/{BASE}/graf/{grave}/")
    link = page.get_by_role("link", name="Foto van het bord").first
    answer = page.request.get(f"{site.address}{link.get_attribute('href')}")
    assert answer.status == 200 and answer.body().startswith(b"\xff\xd8")


def test_the_holder_alone_consents_and_the_file_is_proof(site, be):
    page = be(CLERK)
    page.goto(f"{site.address}/{BASE}/termijnwacht/?stand=early")
    page.locator("main table tr", has_text="uitsluitend recht").get_by_role("link").first.click()
    grave = page.url
    page.get_by_role("link", name="Toestemming vastleggen").click()
    page.get_by_text("Iemand anders, ook met dezelfde achternaam").click()
    page.get_by_label("Opgraven").check()
    page.get_by_label("Paspoort of identiteitskaart gezien").check()
    fit(page)
    page.get_by_role("button", name="Toestemming vastleggen").click()
    expect(page.locator("main")).to_contain_text("Wie toestemt, is niet de geregistreerde rechthebbende.")
    fit(page)
    page.get_by_role("link", name="Terug naar waar je was").click()
    page.get_by_role("link", name="Toestemming vastleggen").click()
    page.get_by_text("De geregistreerde rechthebbende").click()
    page.get_by_label("Opgraven").check()
    page.get_by_label("Paspoort of identiteitskaart gezien").check()
    page.get_by_role("button", name="Toestemming vastleggen").click()
    assert page.url == grave
    expect(page.locator("main")).to_contain_text("Toestemming: opgraven")
    fit(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Dossier als PDF").click()
    assert title_of(download.value).startswith("Bewijsdossier van graf ")


def test_who_took_the_wish_to_renounce_does_not_carry_it_out(site, be):
    told = site.noaber("manage", "shell", "-c", RENOUNCED).stdout
    grave = next(line.split()[1] for line in told.splitlines() if line.startswith("GRAVE"))
    page = be(CLERK)
    page.goto(f"{site.address}/{BASE}/graf/{grave}/")
    page.get_by_role("link", name="Afstand uitvoeren").click()
    fit(page)
    page.get_by_role("button", name=re.compile("^Afstand")).click()
    expect(page.locator("main")).to_contain_text("Je hebt dit verzoek zelf aangenomen.")
    fit(page)
    page = be(LEAD)
    page.goto(f"{site.address}/{BASE}/graf/{grave}/")
    page.get_by_role("link", name="Afstand uitvoeren").click()
    page.get_by_role("button", name=re.compile("^Afstand")).click()
    expect(page.locator("main")).to_contain_text("Afstand gedaan")
    expect(page.locator("main")).to_contain_text("Identiteit vastgesteld: verzoek om afstand aannemen")
    fit(page)
