"""A clerk walks a map by keyboard, a resident finds the way, the director takes the register home."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
CLERK, DIRECTOR = "Jorien Kamp", "Femke Dunnewind"


def test_the_clerk_walks_the_map_with_the_keyboard(site, be):
    page = be(CLERK)
    page.goto(f"{site.address}/begraafplaatsen/kaarten/")
    assert problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site.address}/begraafplaatsen/kaarten/LMH/A/")
    assert problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    graves = page.locator("#kaart a")
    titles = graves.evaluate_all("all => all.map(one => one.querySelector('title').textContent)")
    assert len(titles) > 20 and titles == sorted(titles)
    graves.first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.querySelector('title').textContent") == titles[1]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.querySelector('title').textContent") == titles[0]
    before = page.locator("#kaart").get_attribute("width")
    page.get_by_role("button", name="Groter").click()
    assert int(page.locator("#kaart").get_attribute("width") or 0) > int(before or 0)
    graves.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Graf {titles[0].partition(',')[0]}")


def test_a_resident_finds_where_somebody_lies_and_leaves_no_cookie(site, chromium):
    context = chromium.new_context(locale="nl-NL", viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto(f"{site.address}/ommen/begraafplaatsen/zoeken/")
    page.get_by_label("Achternaam").fill("f")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.locator("main")).to_contain_text("ten minste 2 letters")
    assert problems(page) == []
    page.get_by_label("Achternaam").fill("Fictief")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.locator("main")).to_contain_text(re.compile("Gevonden|Te veel mensen"))
    page.get_by_label("Achternaam").fill("Fictief Cora")
    page.get_by_role("button", name="Zoeken").click()
    assert problems(page) == [] and "ictief" not in page.url
    page.goto(f"{site.address}/ommen/begraafplaatsen/graf/LMH-A-01-02/")
    expect(page.get_by_role("heading", name="Zo loopt u erheen")).to_be_visible()
    assert problems(page) == []
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="How to get there")).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_the_director_reads_the_figures_and_takes_the_register_home(site, be, tmp_path):
    page = be(DIRECTOR)
    page.goto(f"{site.address}/begraafplaatsen/stand/")
    assert problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("main .nb-why summary").first.click()
    expect(page.locator(".nb-why[open] .nb-why-panel")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Register meenemen").click()
    assert problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    with page.expect_download() as download:
        page.get_by_role("button", name="Register meenemen").click()
    path = tmp_path / "register.zip"
    download.value.save_as(path)
    with zipfile.ZipFile(path) as zip_file:
        assert {"graven.csv", "graven.geojson", "inhoud.json"} <= set(zip_file.namelist())
        for one in json.loads(zip_file.read("inhoud.json"))["bestanden"]:
            assert hashlib.sha256(zip_file.read(one["bestand"])).hexdigest() == one["sha256"], one["bestand"]
        zip_file.extractall(tmp_path / "register")
    asked = ("cemetery", "windows", "--csv", "--on", f"{date.today()}")
    here, there = site.noaber(*asked), site.noaber(*asked, "--register", tmp_path / "register")
    assert here.returncode == there.returncode == 0, here.stderr + there.stderr
    running, read = ({line.partition(";")[0] for line in one.stdout.splitlines()} for one in (here, there))
    assert len(running) > 100 and running <= read


def test_the_director_opens_the_board_the_requests_and_the_files_and_sees_no_name(site, be):
    page = be(DIRECTOR)
    page.get_by_role("link", name="Begraafplaatsen", exact=True).click()
    page.goto(f"{site.address}/begraafplaatsen/stand/")
    for title in ("Informatieverzoeken", "Vergunningen", "Piket dit kwartaal", "Brieven over grafrechten"):
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    letters = page.locator("section", has=page.get_by_role("heading", name="Brieven over grafrechten"))
    expect(letters.locator("dl")).to_contain_text("Verstuurd in een jaar")
    expect(letters.get_by_role("link", name="Verstuurd in een jaar")).to_have_count(0)
    letters.get_by_role("link", name="Te laat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Termijnwacht")
    for panel, link, title in (
        ("Informatieverzoeken", "Open", "Informatieverzoeken"),
        ("Bestanden voor de boekhouding", None, None),
        ("Piket dit kwartaal", "Gaten in het rooster", None),
    ):
        page.goto(f"{site.address}/begraafplaatsen/stand/")
        section = page.locator("section", has=page.get_by_role("heading", name=panel, exact=True))
        (section.get_by_role("link", name=link, exact=True) if link else section.locator("dl a").first).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title or re.compile("."))
        expect(page.locator("main")).not_to_contain_text("Fictief")
        assert problems(page) == []
        page.set_viewport_size({"width": 1440, "height": 900})
