"""Money of the graves: a post that somebody else fixes, a file, and an answer with one difference."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser
CLERK, LEAD = "Jorien Kamp", "Tine Wolbers"
POSTS = "/begraafplaatsen/posten/"


def made(page, address: str, title: str, amount: str) -> str:
    """A post by hand that the municipality pays; its number."""
    page.goto(f"{address}{POSTS}nieuw/")
    page.get_by_label("Waarvoor").fill(title)
    page.get_by_label("Bedrag").fill(amount)
    page.get_by_label("Dag waarop het gebeurde").fill(f"{date.today():%d-%m-%Y}")
    assert problems(page) == []
    page.get_by_role("button", name="Post maken").click()
    number = page.get_by_role("heading", level=1).inner_text().removeprefix("Post ")
    page.get_by_role("link", name="Debiteur kiezen").click()
    page.get_by_text("ten laste van de gemeente").click()
    assert problems(page) == []
    page.get_by_role("button", name="Debiteur kiezen").click()
    expect(page.locator("main")).to_contain_text("ten laste van de gemeente")
    return number


def test_a_post_is_fixed_by_somebody_else_sent_and_answered_with_one_difference(site, be):
    clerk = be(CLERK)
    numbers = [made(clerk, site.address, title, amount) for title, amount in (("Klok", "35,00"), ("Aula", "120,50"))]
    clerk.goto(f"{site.address}{POSTS}")
    for number in numbers:  # who made it cannot tick it
        expect(clerk.get_by_role("link", name=number)).to_be_visible()
        expect(clerk.get_by_label(f"Post {number} aankruisen")).to_have_count(0)

    lead = be(LEAD)
    lead.goto(f"{site.address}{POSTS}")
    for number in numbers:
        lead.get_by_label(f"Post {number} aankruisen").check()
    assert problems(lead) == []
    lead.get_by_role("button", name="Aangekruiste posten vaststellen").click()
    expect(lead.locator("main")).not_to_contain_text(numbers[0])

    lead.goto(f"{site.address}/begraafplaatsen/bestanden/")
    assert problems(lead) == []
    lead.get_by_role("button", name="Bestand maken").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Bestand OMM-\d{4}-\d\d$"))
    here = lead.url
    with lead.expect_download() as fetched:
        lead.get_by_role("button", name="Bestand", exact=True).click()
    content = fetched.value.path().read_bytes()
    with lead.expect_download() as again:
        lead.get_by_role("button", name="Bestand", exact=True).click()
    assert again.value.path().read_bytes() == content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {row["postnummer"] for row in rows} >= set(numbers)

    wrong = next(row for row in rows if row["postnummer"] == numbers[1])
    lines = ["regelnummer;post_id;bedrag;status;melding"]
    for row in rows:
        status = "afgekeurd;kostenplaats onbekend" if row is wrong else "verwerkt;"
        lines.append(f"{row['regelnummer']};{row['post_id']};{row['bedrag']};{status}")
    lead.get_by_role("link", name="Verwerking vastleggen").click()
    answer = {"name": "retour.csv", "mimeType": "text/csv", "buffer": "\r\n".join(lines).encode()}
    lead.get_by_label("Bestand van de boekhouding").set_input_files(answer)
    assert problems(lead) == []
    lead.get_by_role("button", name="Verwerking vastleggen").click()
    assert lead.url == here
    expect(lead.locator("main")).to_contain_text(f"Regel {wrong['regelnummer']} is afgekeurd: kostenplaats onbekend.")
    assert problems(lead) == []

    clerk.goto(f"{site.address}{POSTS}{int(numbers[1])}/")
    clerk.get_by_role("button", name="Opnieuw maken").click()
    expect(clerk.locator("main")).to_contain_text(f"In plaats van{numbers[1]}")


@pytest.mark.parametrize(
    "page", ["tarieven/", "tarieven/uitproberen/", "bestanden/indeling/", "posten/gemist/", "posten/heffing/"]
)
def test_the_other_pages_of_the_money_are_without_findings(site, be, page):
    lead = be(LEAD)
    lead.goto(f"{site.address}/begraafplaatsen/{page}")
    assert problems(lead) == []
