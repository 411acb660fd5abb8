"""A day of a resident without an account and without scripts: into an appointment, and out of it again."""

from __future__ import annotations

import email
import email.policy
import re
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
ANSWERS = (
    "paspoort.minderjarig=nee&paspoort.vermist=ja&rijbewijs.eerste=nee&rijbewijs.vermist=nee&rijbewijs.keuring=nee"
)


def mails(folder: Path, number: int) -> list[EmailMessage]:
    """The mails that were sent so far, once there are so many; the background work sends them within seconds."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        texts = [path.read_bytes() for path in sorted((folder / "mail").glob("*"), key=lambda one: one.stat().st_mtime)]
        parts = [part for text in texts for part in re.split(rb"\n-{79}\n", text) if b"anna@example.nl" in part]
        if len(parts) >= number:
            return [email.message_from_bytes(part, policy=email.policy.default) for part in parts]
        time.sleep(0.3)
    raise AssertionError(f"no {number} mails in {folder / 'mail'}")


def read(message: EmailMessage) -> tuple[str, str, int]:
    """The text of a mail, and the method and sequence of its calendar file."""
    parts = {part.get_content_type(): part for part in message.walk()}
    calendar = Calendar.from_ical(parts["text/calendar"].get_payload(decode=True))
    [event] = calendar.walk("VEVENT")
    return parts["text/plain"].get_content(), str(calendar["METHOD"]), int(event["SEQUENCE"])


def answer(page, *answers: str) -> None:
    for one in answers:
        page.get_by_label(one, exact=True).check()
        page.get_by_role("button", name=re.compile("Verder|Next")).click()


def fit(page) -> None:
    assert problems(page) == [], page.url


def test_a_resident_books_for_two_people_changes_and_cancels_without_scripts(site, chromium):
    context = chromium.new_context(java_script_enabled=False, locale="nl-NL", viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto(f"{site.address}/ommen/producten/paspoort/")
    page.get_by_role("link", name="Maak een afspraak").click()
    page.get_by_text("Rijbewijs", exact=True).first.click()
    page.get_by_label("Rijbewijs", exact=True).check()
    page.get_by_label("Voor hoeveel personen?").select_option("2")
    page.get_by_role("button", name="Verder").click()
    answer(page, "Nee", "Ja", "Nee", "Nee", "Nee")
    assert "35 minuten" in page.locator("main").inner_text()
    page.get_by_role("link", name="Maak een afspraak").click()
    assert "Melding vermist reisdocument" in page.locator("main").inner_text()
    page.get_by_role("link", name=re.compile("Gemeentehuis Ommen")).click()
    page.locator(".nb-days a").nth(3).click()
    chosen = page.locator("#tijd").inner_text()
    page.locator(".nb-times button").nth(2).click()
    page.get_by_role("button", name="Afspraak vastleggen").click()
    assert "Vul uw naam in." in page.locator("main").inner_text()
    page.get_by_label("Uw naam").fill("Anna de Vries")
    page.get_by_label("Uw e-mailadres").fill("anna@example")
    page.get_by_role("button", name="Afspraak vastleggen").click()
    assert page.get_by_label("Uw naam").input_value() == "Anna de Vries"
    page.get_by_label("Uw e-mailadres").fill("anna@example.nl")
    page.get_by_role("button", name="Afspraak vastleggen").click()
    assert page.locator("h1").inner_text() == "Uw afspraak staat vast"
    day = chosen.removeprefix("Hoe laat op ").rstrip("?")
    assert day in page.locator("main").inner_text() and "Anna" not in page.content()
    text, method, sequence = read(mails(site.folder, 1)[-1])
    assert (method, sequence) == ("REQUEST", 0) and day in text and "Neem mee:" in text
    link = re.search(rf"{site.address}/\S+", text)[0]
    page.goto(link)
    page.get_by_role("link", name="Verzetten").click()
    page.get_by_role("link", name=re.compile("Gemeentehuis Vriezenveen")).click()
    page.locator(".nb-days a").last.click()
    page.locator(".nb-times button").first.click()
    assert page.locator("h1").inner_text() == "Uw afspraak is verzet"
    assert "Vriezenveen" in page.locator("main").inner_text()
    text, method, sequence = read(mails(site.folder, 2)[-1])
    assert (method, sequence) == ("REQUEST", 1) and "Manitobaplein 1" in text
    page.goto(link)
    page.get_by_role("link", name="Afzeggen").click()
    page.get_by_role("button", name="Ja, afzeggen").click()
    assert page.locator("h1").inner_text() == "Uw afspraak is afgezegd"
    assert read(mails(site.folder, 3)[-1])[1:] == ("CANCEL", 2)
    assert context.cookies() == []
    context.close()


def test_a_resident_books_in_english(site, chromium):
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{site.address}/ommen/en/products/vog/")
    page.get_by_role("link", name="Make an appointment").click()
    page.get_by_role("button", name="Next").click()
    page.locator(".nb-days a").nth(1).click()
    page.locator(".nb-times button").first.click()
    page.get_by_label("Your name").fill("John Doe")
    page.get_by_label("Your e-mail address").fill("john@example.com")
    page.get_by_role("button", name="Confirm appointment").click()
    assert page.locator("h1").inner_text() == "Your appointment is confirmed"
    said = page.locator("main").inner_text()
    assert "Certificate of conduct (VOG)" in said and "What to bring" in said
    page.get_by_role("link", name="Nederlands").click()
    assert page.locator("html").get_attribute("lang") == "nl" and "Uw afspraak" in page.locator("h1").inner_text()
    context.close()


def test_every_page_of_an_appointment_is_fit_to_be_used(site, chromium):
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    wanted = f"product=paspoort&product=rijbewijs&personen=2&{ANSWERS}"
    for begin, time_page, send in (
        ("/ommen/afspraak/", "tijd", "vastleggen"),
        ("/ommen/en/appointment/", "time", "Confirm"),
    ):
        for address in ("", "?verder=1&personen=1", "?product=vog&anders=1", f"{time_page}/?{wanted}"):
            page.goto(f"{site.address}{begin}{address}")
            fit(page)
        page.locator(".nb-days a").nth(4).click()
        page.locator(".nb-times button").first.click()
        fit(page)
        page.get_by_role("button", name=re.compile(send)).click()
        fit(page)
        page.locator("#id_name").fill("Bo")
        page.locator("#id_email").fill("bo@example.nl")
        page.get_by_role("button", name=re.compile(send)).click()
        own = page.url.split("?")[0]
        fit(page)
        for link in (re.compile("^(Verzetten|Change)$"), re.compile("^(Afzeggen|Cancel)$")):
            page.goto(own)
            page.get_by_role("link", name=link).click()
            fit(page)
        page.get_by_role("button", name=re.compile("Ja, afzeggen|Yes, cancel")).click()
        fit(page)
    page.close()
