"""A mason asks for a link, sees what is allowed and applies; the holder consents; the clerk decides and checks."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
CLERK, LEAD = "Jorien Kamp", "Tine Wolbers"
PDF = {"name": "tekening.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
PICK = """
from noaber.cemetery.models import GraveRight
from noaber.parties.scope import reading
with reading(175):
    rights = GraveRight.objects.filter(kind="exclusive", ended_on=None, ends_on__year__gt=2028, grave__permits=None)
    rights = rights.exclude(holder__postcode="").filter(holder__died_on=None, grave__kind="particulier")
    right = rights.select_related("holder", "grave").last()
    print("GRAVE", right.grave.number, right.holder.postcode.replace(" ", ""), right.holder.house_number)
"""


def mailed(site: Site, part: str) -> str:
    """The newest link of a kind that was mailed; the background work sends mails within seconds."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        files = sorted((site.folder / "mail").glob("*"), key=lambda one: one.stat().st_mtime)
        texts = "".join(path.read_text().replace("=\n", "") for path in files)
        if found := re.findall(rf"{site.address}/ommen/begraafplaatsen/vergunning/{part}/[0-9a-f]{{32}}/", texts):
            return str(found[-1])
        time.sleep(0.3)
    raise AssertionError(f"no mail with a link to {part}")


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Page]:
    """Somebody without an account, in a browser that knows nothing yet."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def number_of(site: Site, page: Page) -> str:
    """The number of the case, from the page that the mason was mailed."""
    page.goto(mailed(site, "aanvraag"))
    found = re.search(r"\d{4}-[0-9A-Z]{6}", page.locator("main").inner_text())
    assert found
    return found[0]


def wide(page: Page) -> None:
    """Checked narrow, the page goes on wide."""
    page.set_viewport_size({"width": 1440, "height": 900})


def typed(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


@pytest.fixture(scope="module")
def grave(site: Site) -> list[str]:
    """The grave of this walk, with the address of its holder."""
    told = site.noaber("manage", "shell", "-c", PICK).stdout
    return next(line.split()[1:] for line in told.splitlines() if line.startswith("GRAVE"))


def test_a_mason_asks_for_a_link(site, visitor):
    page = visitor
    page.goto(f"{site.address}/ommen/begraafplaatsen/vergunning/")
    assert problems(page) == []
    page.get_by_role("button", name="Mail mij de link").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul “Uw bedrijf” in.")
    assert problems(page) == []
    page.get_by_label("Uw bedrijf").fill("Loper Natuursteen")
    page.get_by_label("Uw e-mailadres").fill("loper@example.nl")
    page.get_by_role("button", name="Mail mij de link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    assert problems(page) == []


def test_the_mason_sees_what_is_allowed_tests_the_measures_and_sends(site, visitor, grave):
    page = visitor
    page.goto(mailed(site, "steenhouwer"))
    assert problems(page) == []
    page.get_by_label("Grafnummer").fill(grave[0])
    page.get_by_text("Gedenkteken").click()
    page.get_by_role("button", name="Bekijk wat mag").click()
    expect(page.locator("main table")).to_contain_text("hooguit 120 cm")
    assert problems(page) == []
    for label, value in (("Hoogte", "130"), ("Breedte", "60"), ("Dikte", "10")):
        page.get_by_label(label).fill(value)
    page.get_by_label("Materiaal").select_option("stone")
    page.get_by_label("Fundering").select_option("strip")
    page.get_by_role("button", name="Toets mijn maten").click()
    expect(page.locator("main table")).to_contain_text("mag niet")
    assert problems(page) == []
    page.get_by_role("button", name="Maten wijzigen").click()
    page.get_by_label("Hoogte").fill("90")
    page.get_by_role("button", name="Toets mijn maten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alles past")
    page.get_by_label("Tekening met de maten").set_input_files(PDF)
    page.get_by_label("Of: e-mailadres van de rechthebbende").fill("houder@example.nl")
    page.get_by_role("button", name="Aanvraag versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw aanvraag is binnen")
    expect(page.locator("main")).to_contain_text("de toestemming van de rechthebbende")
    assert problems(page) == []


def test_the_right_holder_consents_with_the_address_of_the_register(site, visitor, grave):
    page = visitor
    page.goto(mailed(site, "toestemming"))
    page.get_by_text("Ja, ik geef toestemming").click()
    page.get_by_label("Uw postcode").fill(grave[1])
    page.get_by_label("Uw huisnummer").fill("99999")
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_role("alert")).to_contain_text("niet het adres van de rechthebbende")
    assert problems(page) == []
    page.get_by_label("Uw huisnummer").fill(grave[2])
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U hebt toestemming gegeven")
    assert problems(page) == []


def test_the_clerk_decides_and_the_letter_is_there(site, be, visitor):
    page, number = be(CLERK), number_of(site, visitor)
    page.get_by_role("link", name="Vergunningen", exact=True).click()
    assert problems(page) == []
    wide(page)
    page.get_by_role("link", name=number).click()
    expect(page.locator("main")).to_contain_text("rechthebbende geeft toestemming")
    assert problems(page) == []
    wide(page)
    page.get_by_role("button", name="Over de vergunning beslissen").click()
    expect(page.locator("main")).to_contain_text("Het besluit is vastgelegd en de brief is gemaakt.")
    assert problems(page) == []
    wide(page)
    page.get_by_role("link", name="Vergunning voor een graf", exact=True).click()
    expect(page.locator("main")).to_contain_text("/ommen/begraafplaatsen/vergunning/controle/")
    expect(page.locator("main")).to_contain_text("bezwaar maken")


def test_the_mason_announces_and_the_code_on_the_permit_tells_what_may_come(site, visitor, be):
    page, number = visitor, number_of(site, visitor)
    page.get_by_label("Dag van plaatsing").fill(typed(date.today()))
    page.get_by_role("button", name="Dag melden").click()
    expect(page.locator("main")).to_contain_text("Het is vastgelegd.")
    assert problems(page) == []
    clerk = be(CLERK)
    clerk.goto(f"{site.address}/begraafplaatsen/vergunningen/{number}/")
    clerk.get_by_role("link", name="Vergunning voor een graf", exact=True).click()
    address = re.search(r"http\S+/controle/[0-9a-f]{32}/", clerk.locator("main").inner_text())
    assert address
    page.goto(address[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Deze vergunning geldt")
    expect(page.locator("main")).not_to_contain_text("Fictief")
    assert problems(page) == []
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This permit is valid")
    assert problems(page) == []


def test_the_clerk_checks_the_placing_with_a_photo(site, be, visitor):
    page, number = be(CLERK), number_of(site, visitor)
    page.goto(f"{site.address}/begraafplaatsen/vergunningen/{number}/")
    page.get_by_text("Te herstellen").click()
    page.get_by_label("Foto van het graf").set_input_files(
        {"name": "foto.png", "mimeType": "image/png", "buffer": page.screenshot()}
    )
    page.get_by_label("Wat moet er hersteld worden?").fill("De steen staat scheef.")
    page.get_by_label("Hersteld uiterlijk").fill(typed(date.today() + timedelta(days=14)))
    page.get_by_role("button", name="Plaatsing controleren").click()
    expect(page.locator("main")).to_contain_text("De controle is vastgelegd.")
    expect(page.locator("main")).to_contain_text("De steen staat scheef.")
    assert problems(page) == []


def test_the_lead_takes_in_an_exhumation_for_the_mayor(site, be):
    page = be(LEAD)
    page.goto(f"{site.address}/begraafplaatsen/vergunningen/")
    page.get_by_role("link", name="Aanvraag vastleggen").click()
    page.get_by_label("Grafnummer").fill("LMH-A-01-02")
    page.get_by_text("Opgraving").click()
    page.get_by_role("button", name="Verder").click()
    assert problems(page) == []
    wide(page)
    page.get_by_role("button", name="Aanvraag vastleggen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Opgraving op graf"))
    expect(page.locator("main")).to_contain_text("Er ontbreekt nog")
    assert problems(page) == []
