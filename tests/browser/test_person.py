"""A clerk asks the BRP about the person of a case, in a real browser, with a stand-in that comes and goes."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from noaber.brp.standin.command import PERSONS, SPEC

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (PERSONS.is_file() and SPEC.is_file()),
        reason="the test persons and the OpenAPI description of the BRP do not lie beside this checkout",
    ),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
NOT_THERE, SECRET = "999992570", "999990445"
"""Test persons in Ommen: one who does not live at their address, and one whose address is secret."""


@pytest.fixture
def standin(site: Any) -> Iterator[subprocess.Popen[bytes]]:
    """The stand-in where the product looks for the BRP."""
    port = urlsplit(site.environment["NOABER_BRP_URL"]).port
    command = [sys.executable, "-m", "noaber.cli", "brp-standin", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield process
    process.terminate()
    process.wait(timeout=20)


def register(page: Page, site: Any, product: str) -> None:
    """A new case, and from there to its person."""
    page.goto(f"{site.address}/zaken/nieuw/")
    page.get_by_label("Waar gaat het om?").select_option(product)
    page.get_by_role("button", name="Zaak registreren").click()
    page.get_by_role("link", name="Gegevens uit de BRP vragen").click()


def ask(page: Page, number: str) -> None:
    page.get_by_label("Burgerservicenummer").fill(number)
    page.get_by_role("button", name="Vraag aan de BRP").click()


def fit(page: Page) -> None:
    """Nothing of axe, and no sideways scrolling on a telephone."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert not page.evaluate(SIDEWAYS)
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_clerk_asks_mistypes_sees_and_takes_the_deliberate_step(site, be, standin):
    page = be("Jorien Kamp")
    register(page, site, "adresonderzoek")
    ask(page, NOT_THERE[:8])
    expect(page.get_by_role("alert")).to_contain_text("hier staan er acht")
    fit(page)
    ask(page, NOT_THERE)
    expect(page.get_by_text("niet op dit adres verblijft")).to_be_visible()
    expect(page.get_by_text("Ga niet zonder meer uit van: adres")).to_be_visible()
    fit(page)
    register(page, site, "verhuizing")
    ask(page, SECRET)
    expect(page.get_by_text("geheim, niet getoond")).to_be_visible()
    fit(page)
    page.get_by_role("button", name="Geheim adres tonen").click()
    expect(page.get_by_text("Adres (geheim)")).to_be_visible()
    page.get_by_role("button", name="Nummer wissen").click()
    expect(page.get_by_label("Burgerservicenummer")).to_be_visible()


def test_without_scripts_it_works_and_without_the_brp_the_case_goes_on(site, be, standin):
    page = be("Jorien Kamp", scripts=False)
    register(page, site, "verhuizing")
    standin.terminate()
    standin.wait(timeout=20)
    ask(page, SECRET)
    expect(page.locator(".nb-alert")).to_contain_text("BRP niet bereikbaar, wordt later opnieuw gevraagd")
    page.get_by_role("link", name=re.compile(r"^Zaak \d{4}-")).click()
    expect(page.get_by_role("region", name="Persoon (BRP)")).to_contain_text("BRP niet bereikbaar")
    page.get_by_role("button", name="Termijn opschorten").click()
    expect(page.get_by_text("De termijn is opgeschort.")).to_be_visible()
