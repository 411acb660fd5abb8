"""The five things that the product is for, done by people at a real browser, and checked on the command line."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from playwright.sync_api import Locator, Page, expect

from noaber.invoicing.validate import findings

pytestmark = pytest.mark.browser
CLERK, LEAD, CONTROLLER = "Jorien Kamp", "Tine Wolbers", "Bram Eshuis"
DIRECTOR, OUTSIDER = "Femke Dunnewind", "Lotte Haarman"


def press(page: Page, name: str) -> None:
    """Press a button, and wait for the answer."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    """Follow a link, and wait for the page."""
    page.locator("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def download(page: Page, name: str | re.Pattern[str]) -> bytes:
    """Follow a link to a file."""
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("link", name=name).first.click()
    return Path(waiting.value.path()).read_bytes()


def says(page: Page, *texts: str | re.Pattern[str]) -> None:
    """The page says all of this."""
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def register(page: Page, site: Any, reference: str) -> str:
    """Register a move; returns the address of the case."""
    page.goto(f"{site.address}/zaken/nieuw/")
    page.get_by_label("Waar gaat het om?").select_option(label="Verhuizing")
    page.get_by_label("Kenmerk in het bronsysteem").fill(reference)
    press(page, "Zaak registreren")
    expect(page).to_have_url(re.compile(r"/zaken/\d{4}-[A-Z0-9]{6}/$"))
    return page.url


def handle(page: Page, site: Any, reference: str) -> None:
    """Take a case from the desk to the archive; what the pages say on the way."""
    case = register(page, site, reference)
    says(page, "De zaak is geregistreerd", "art. 3.1.1.2")
    press(page, "Termijn opschorten")
    says(page, "opgeschort", "Awb art. 4:15")
    press(page, "Termijn hervatten")
    page.get_by_label("Verwerkt").check()
    says(page, "Namens het college van burgemeester en wethouders van Ommen")
    press(page, "Besluit vastleggen")
    says(page, "besloten")
    press(page, "Zaak afsluiten")
    says(page, "afgesloten", "Verwerkt", "Namens het college van burgemeester en wethouders van Ommen")
    page.goto(case)
    story = page.locator(".nb-story li")
    acts = ("Zaak afsluiten", "Besluit vastleggen", "Termijn hervatten", "Termijn opschorten", "Zaak registreren")
    expect(story).to_have_count(len(acts))
    for place, act in enumerate(acts):
        expect(story.nth(place)).to_contain_text(re.compile(rf"^\s*{act}, (Awb )?art\.\s\d"))
        expect(story.nth(place)).to_contain_text(CLERK)


def test_1_a_clerk_registers_suspends_decides_and_closes_a_case_namens_ommen(site, be):
    page = be(CLERK)
    handle(page, site, "ES-2026-4711")
    page.locator(".nb-story li").first.get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zaak afsluiten")
    page.goto(f"{site.address}/zoek/?q=ES-2026-4711")
    says(page, "Verhuizing")


def test_2_the_controller_imports_payroll_sees_why_and_issues_the_invoice(site, be, tmp_path):
    page = be(CONTROLLER)
    page.goto(f"{site.address}/loon/")
    follow(page, "Loonbestand inlezen")
    example = page.get_by_role("link", name=re.compile(r"^Loonbestand van \w+ \d{4} ophalen$"))
    month = (example.get_attribute("href") or "").split("/")[-3]
    payroll, broken = tmp_path / "goed.csv", tmp_path / "kapot.csv"
    payroll.write_bytes(download(page, re.compile("^Loonbestand van")))
    broken.write_bytes(payroll.read_bytes().replace(b";loon;", b";=loon;", 1).replace(b"E3;", b"E33;", 1))

    page.get_by_label("Loonbestand").set_input_files(broken)
    press(page, "Inlezen")
    says(page, "Er is niets ingelezen: 2 punten in het bestand", "begint als een formule", "E33")
    assert page.goto(f"{site.address}/loon/{month}/").status == 404, "a file with faults is not kept"

    page.goto(f"{site.address}/loon/inlezen/")
    expect(page.get_by_label("Maand", exact=True)).to_have_value(f"{int(month[5:])}-{month[:4]}")
    page.get_by_label("Loonbestand").set_input_files(payroll)
    press(page, "Inlezen")
    says(page, "Het loonbestand is ingelezen", "Samen")

    page.goto(f"{site.address}/facturen/{month}/")
    says(page, "concept", "art. 4.10", "art. 3.4", "Samengevoegd: minder dan 3 personen")
    for why in page.locator("tbody details.nb-why").all():
        why.locator("summary").click()
        expect(why.locator(".nb-why-panel a").first).to_have_text(re.compile(r"art\. \d"))
        page.keyboard.press("Escape")
    press(page, "Factuur vaststellen")
    says(page, "verstuurd", re.compile(r"DVO-\d{4}-\d{4}"))
    page.goto(f"{site.address}/facturen/{month}/")
    ubl, paper = download(page, "UBL ophalen"), download(page, "PDF ophalen")
    assert findings(ubl) == ()
    with pikepdf.open(io.BytesIO(paper)) as pdf, pdf.open_metadata() as about:
        assert about["pdfaid:part"] == "3" and "/StructTreeRoot" in pdf.Root
        attached = next(iter(pdf.attachments.values())).get_file().read_bytes()
    assert attached == ubl


@pytest.mark.parametrize("who", [LEAD, DIRECTOR])
def test_3_both_sides_open_the_report_down_to_its_lines_and_their_clause(site, be, who):
    page = be(who)
    page.goto(f"{site.address}/rapporten/")
    page.get_by_role("row").filter(has_text=re.compile("vastgesteld|feiten akkoord")).first.get_by_role("link").click()
    report = page.url
    desk = page.locator("section:has(#overzicht) tbody tr").first
    number = desk.locator(".nb-num").first.inner_text().split()[0]
    desk.locator(".nb-num details summary").first.click()
    desk.locator(".nb-num details[open] a[href*='tellingen']").first.click()
    expect(page.locator("main dl").first).to_contain_text(number)
    page.locator("main tbody a[href*='/journaal/regel/']").first.click()
    says(page, "zaken afgesloten")
    page.locator("main a[href*='/artikel/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"Artikel \d"))
    page.goto(report)
    paper = download(page, "PDF")
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True, check=True).stdout
    assert re.search(rf"Balie burgerzaken.*\s{re.escape(number)}\s", text.decode())
    book = openpyxl.load_workbook(io.BytesIO(download(page, re.compile("XLSX"))), read_only=True)
    rows = list(book["Aantallen"].iter_rows(values_only=True))
    assert str(rows[2][1]) == number.replace(".", ""), rows[2]


def report_calamity(page: Page, site: Any, amount: str) -> None:
    """Report a calamity and begin."""
    page.goto(f"{site.address}/meerwerk/nieuw/?soort=calamiteit")
    page.get_by_label("Wat is er aan de hand?").fill("Wateroverlast in het gemeentehuis")
    page.get_by_label("Wat is er gebeurd en wat doen jullie nu?").fill("De balie staat onder water.")
    page.get_by_label("Dit kan niet wachten op akkoord").check()
    page.get_by_label("Dienst").select_option(index=1)
    page.get_by_label("Raming zonder btw").fill(amount)
    press(page, "Melden en beginnen")


def test_4_a_calamity_below_the_ceiling_starts_at_once_with_two_duties(site, be):
    page = be(LEAD)
    report_calamity(page, site, "18.000")
    expect(page).to_have_url(re.compile(r"/meerwerk/C-\d{4}-\d+/$"))
    reference = page.url.rstrip("/").rpartition("/")[2]
    says(page, "loopt", "art. 3.7")
    page.goto(f"{site.address}/termijnen/?van=iedereen")
    expect(page.locator(f"main tr:has(a[href*='/meerwerk/{reference}/'])")).to_have_count(2)


def test_4_a_calamity_at_the_ceiling_is_refused_with_its_clause_and_told_what_to_do(site, be):
    page = be(LEAD)
    report_calamity(page, site, "25.000")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dit kan niet")
    says(page, "art. 3.7", "art. 3.6", "De weigering staat in het journaal")
    expect(page.get_by_label("Titel")).to_have_value("Wateroverlast in het gemeentehuis")
    expect(page.get_by_label("Raming zonder btw")).to_have_value(re.compile(r"25\.?000"))
    page.get_by_label("Meerwerk: meer van een dienst uit de SLA").check()
    page.get_by_label("Dit was niet te voorzien").check()
    press(page, "Aanvraag versturen")
    expect(page).to_have_url(re.compile(r"/meerwerk/M-\d{4}-\d+/$"))
    says(page, "wacht op akkoord")


def test_4_an_extra_job_before_consent_is_refused_with_the_clause_that_asks_for_it(site, be):
    page = be(LEAD)
    page.goto(f"{site.address}/meerwerk/")
    follow(page, re.compile(r"^W-\d{4}"))
    says(page, "wacht op akkoord")
    begin = page.locator("details").filter(has=page.locator("summary", has_text="Met het werk beginnen"))
    begin.locator("summary").click()
    expect(begin).to_contain_text("art. 3.6")
    begin.get_by_role("button").click()
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dit kan niet")
    says(page, "art. 3.6", "De weigering staat in het journaal")
    follow(page, re.compile("^regel"))
    says(page, "geweigerd", "art. 3.6", "Vraag de regisseur om akkoord")


def test_5_the_director_takes_the_journal_home_and_finds_it_whole_until_somebody_changes_a_row(site, be, tmp_path):
    page, year = be(DIRECTOR), date.today().year
    page.goto(f"{site.address}/journaal/")
    files = {
        "export.jsonl.gz": download(page, f"Journaal van {year} ophalen"),
        "held.txt": download(page, "Zegel van nu ophalen"),
        "verify.py": download(page, re.compile("verify.py")),
    }
    home = tmp_path / "another-machine"
    home.mkdir()
    for name, body in files.items():
        (home / name).write_bytes(body)
    command = [sys.executable, "-I", "verify.py", "export.jsonl.gz", "--checkpoint", "held.txt"]
    whole = subprocess.run(command, cwd=home, capture_output=True, text=True)
    assert whole.returncode == 0, whole.stdout + whole.stderr
    copied = tmp_path / "copy"
    shutil.copytree(site.folder, copied)
    change_entry(copied / "noaber.sqlite3", year, 41)
    changed = type(site)(site.address, copied, site.environment | {"NOABER_DATA_DIR": str(copied)})
    written = changed.noaber("journal", "export", "ommen", year, "--to", home / "export.jsonl.gz")
    assert written.returncode == 0, written.stderr
    broken = subprocess.run(command, cwd=home, capture_output=True, text=True)
    assert broken.returncode == 1 and "regel 41" in broken.stdout, broken.stdout


def change_entry(database: Path, year: int, index: int) -> None:
    """Change one entry, as only somebody with the file of the database in hands can."""
    with sqlite3.connect(database) as connection:
        (entry,) = connection.execute(
            'SELECT entry_id FROM journal_leaf WHERE municipality_id = 175 AND year = ? AND "index" = ?', [year, index]
        ).fetchone()
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            "UPDATE journal_entry SET header = replace(header, 'granted', 'refused') WHERE id = ?", [entry]
        )


def test_somebody_of_a_third_municipality_sees_nothing_of_ommen(site, be):
    page = be(OUTSIDER)
    expect(page.locator("body")).to_contain_text("Hellendoorn")
    for path in ("/zaken/", "/termijnen/", "/overeenkomst/", "/"):
        page.goto(f"{site.address}{path}")
        expect(page.locator("body")).not_to_contain_text("Ommen")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until somebody who uses no mouse is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {target}")


def test_a_case_is_registered_and_found_with_the_keyboard_alone(site, be):
    page = be(CLERK)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("naar het zoekveld")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    tab_to(page, page.get_by_role("link", name="Zaak registreren"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/zaken/nieuw/$"))
    tab_to(page, page.get_by_label("Waar gaat het om?"))
    page.keyboard.type("Verhuizing")
    tab_to(page, page.get_by_label("Kenmerk in het bronsysteem"))
    page.keyboard.type("toetsenbord")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zaken/\d{4}-[A-Z0-9]{6}/$"))
    says(page, "De zaak is geregistreerd")
    case = page.url

    tab_to(page, page.get_by_role("navigation").get_by_role("link", name="Vandaag"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("toetsenbord")
    page.keyboard.press("Enter")
    expect(page).to_have_url(case)


def test_j_and_k_walk_through_a_list(site, be):
    page = be(CLERK)
    page.goto(f"{site.address}/zaken/")
    first, second = (page.locator("main tbody tr[data-href] a").nth(row) for row in (0, 1))
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()


def test_without_scripts_a_case_goes_the_same_way(site, be):
    handle(be(CLERK, scripts=False), site, "zonder-script")


def test_without_scripts_a_calamity_is_granted_or_refused_all_the_same(site, be):
    page = be(LEAD, scripts=False)
    report_calamity(page, site, "24.999,99")
    expect(page).to_have_url(re.compile(r"/meerwerk/C-\d{4}-\d+/$"))
    report_calamity(page, site, "25.000")
    says(page, "art. 3.7", "art. 3.6")
    press(page, "Aanvraag versturen")
    expect(page).to_have_url(re.compile(r"/meerwerk/M-\d{4}-\d+/$"))
