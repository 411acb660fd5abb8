"""What somebody without an account reads of a municipality's products, and what they need for them."""

from __future__ import annotations

import csv
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from noaber.agreement.book import Book
from noaber.agreement.loader import read
from noaber.agreement.queries import book_of
from noaber.agreement.retention import retentions
from noaber.portal.shown import page_of
from noaber.portal.wording import WORDS

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "../shared/data/burgerzaken"
FOLDERS = ("ommen-twenterand-2024", "demo-hellendoorn-almelo-2025")
BOOK = Book.from_document(read(ROOT / "agreements" / FOLDERS[0]).document)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def loaded(agreement: Any) -> None:
    assert book_of(agreement).catalogue.leaflets


def test_the_list_stands_by_subject_in_both_languages_and_leaves_no_cookie(client):
    for address, lang, word in (("/ommen/producten/", "nl", "Paspoort"), ("/ommen/en/products/", "en", "Passport")):
        answer = client.get(address)
        assert answer.status_code == 200 and f'<html lang="{lang}" data-client="ommen">' in answer.content.decode()
        assert word in text_of(answer) and not answer.cookies
    assert client.get("/hellendoorn/producten/").status_code == 200


@pytest.mark.parametrize("town", ["twenterand", "almelo", "nergens"])
def test_a_town_for_which_nobody_works_has_no_products(client, town):
    assert client.get(f"/{town}/producten/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "found"),
    [("paspoort", True), ("PASPOORT tweede", True), ("dakloos", True), ("pannenkoek", False), ("%00 <b>", False)],
)
def test_a_search_finds_what_people_call_it(client, typed, found):
    said = text_of(client.get("/ommen/producten/", {"zoek": typed}))
    assert ("Niets gevonden" not in said) == found


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("product", sorted(BOOK.catalogue.leaflets))
def test_every_product_has_a_page_in_both_languages(client, product, lang):
    address = f"/ommen/producten/{product}/" if lang == "nl" else f"/ommen/en/products/{product}/"
    said = text_of(client.get(address))
    assert BOOK.catalogue.leaflets[product].what[lang] in said.replace("&#x27;", "'")
    assert WORDS[lang]["who"] in said and WORDS[lang]["costs"] in said and WORDS[lang]["how_long"] in said


def test_a_product_says_how_long_by_law_and_by_norm_and_what_it_costs(client):
    said = text_of(client.get("/ommen/producten/paspoort/"))
    assert "Wij streven naar: 5 werkdagen" in said and "Volgens de wet: 4 weken (Paspoortwet art. 41)" in said
    assert "Haal het op binnen 3 maanden" in said and "De burgemeester van Ommen" in said
    assert "gratis" in text_of(client.get("/ommen/producten/geheimhouding/"))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 12, 31), []),
        (date(2023, 1, 1), ["hoogstens € 77,87"]),
        (date(2023, 12, 31), ["hoogstens € 77,87"]),
        (date(2024, 1, 1), ["hoogstens € 83,87"]),
        (date(2024, 12, 31), ["hoogstens € 83,87"]),
        (date(2025, 1, 1), []),
    ],
)
def test_an_amount_is_shown_on_the_days_that_its_source_holds(day, words):
    costs = page_of(BOOK, "paspoort", "nl", day).costs
    assert [cost.words.replace("\u00a0", " ") for cost in costs][:1] == words


def test_where_no_amount_is_known_the_page_says_to_ask(client):
    assert "Vraag het aan de balie." in text_of(client.get("/ommen/producten/uittreksel-brp/"))
    assert "Ask at the desk." in text_of(client.get("/ommen/en/products/uittreksel-brp/"))


def test_an_amount_is_written_as_its_readers_write_it():
    [first, *_] = page_of(BOOK, "naturalisatie", "en", date(2022, 6, 1)).costs[1:]
    assert first.words.replace("\u00a0", " ") == "€ 1,206.00"


def test_questions_come_one_by_one_and_end_in_what_is_needed(client):
    here, asked = "/ommen/producten/nodig/", {"product": "paspoort"}
    assert "Voor hoeveel personen?" in text_of(client.get(here, asked))
    asked["personen"] = "2"
    assert "Is er iemand jonger dan 18 jaar?" in text_of(client.get(here, asked))
    asked["paspoort.minderjarig"] = "ja"
    said = text_of(client.get(here, asked))
    assert "Stap 3 van 4" in said and "Komt de andere ouder met gezag mee?" in said
    asked["paspoort.andere-ouder"] = "nee"
    asked["paspoort.vermist"] = "ja"
    said = text_of(client.get(here, asked))
    assert "30 minuten" in said, "two passports of ten, five for the child, five for the loss"
    assert "Melding vermist reisdocument" in said and "schriftelijke toestemming van iedere ouder" in said
    assert "Voor 2 personen." in said


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"product": "paspoort", "personen": "0"}, 422, "Vul een aantal personen in van 1 tot en met 8."),
        ({"product": "paspoort", "personen": "9"}, 422, "van 1 tot en met 8"),
        ({"product": "paspoort", "personen": "²"}, 422, "van 1 tot en met 8"),
        ({"product": "paspoort", "personen": "8", "vraag": "paspoort.minderjarig"}, 422, "Kies ja of nee."),
        ({"product": "paspoort", "personen": "1", "paspoort.minderjarig": "misschien"}, 200, "Is er iemand jonger"),
        ({"product": "verhuizing"}, 200, "U hoeft hiervoor geen afspraak te maken."),
        ({"product": ["paspoort", "rijbewijs", "onzin"], "personen": "1"}, 200, "Paspoort, Rijbewijs"),
    ],
)
def test_a_wrong_answer_is_asked_again(client, query, status, words):
    answer = client.get("/ommen/producten/nodig/", query)
    assert answer.status_code == status and words in text_of(answer)


def test_without_a_product_that_exists_one_is_chosen_first(client):
    assert client.get("/ommen/producten/nodig/", {"product": "onzin"})["Location"] == "/ommen/producten/"
    assert client.get("/ommen/producten/onzin/").status_code == 404


def test_the_other_language_keeps_what_was_answered(client):
    answer = client.get("/ommen/producten/nodig/", {"product": "paspoort", "personen": "2", "paspoort.vermist": "ja"})
    other = re.search(r'href="(/ommen/en/products/what-you-need/[^"]+)"', answer.content.decode())
    assert other and "paspoort.vermist=ja" in other[1] and "personen=2" in other[1]


def test_both_languages_have_the_same_words():
    assert WORDS["nl"].keys() == WORDS["en"].keys()


@pytest.mark.parametrize("folder", FOLDERS)
def test_names_addresses_and_retention_are_those_of_the_public_lists(folder):
    path = DATA / "upl" / "UPL-actueel.csv"
    if not path.exists():
        pytest.skip("the public lists are not beside this checkout")
    with path.open(encoding="utf-8") as file:
        names = {row["UniformeProductnaam"]: row["URI"] for row in csv.DictReader(file)}
    products = tomllib.loads((ROOT / "agreements" / folder / "services.toml").read_text())["product"]
    assert [row["code"] for row in products if row.get("upl") and names[row["upl"]] != row["upl_uri"]] == []
    assert [row["code"] for row in products if row.get("upl_uri") and not row.get("upl")] == []
    with (DATA / "selectielijst" / "burgerzaken_resultaten_2020.csv").open(encoding="utf-8") as file:
        rows = {row["volledig_nummer"]: row for row in csv.DictReader(file, delimiter=";")}
    for number, row in retentions().items():
        assert (row.result, row.keep) == (rows[number]["naam"], rows[number]["bewaartermijn"])


def test_every_product_of_the_public_coupling_is_in_the_catalogue():
    path = DATA / "upl" / "UPL-dvo-koppeling.csv"
    if not path.exists():
        pytest.skip("the public lists are not beside this checkout")
    elsewhere = {
        "gehandicaptenparkeerkaart",  # not on the list of article 3.1.1
        "geboorteakte",  # a copy of a deed, with the others under one product
        "overlijdensakte",
        "rni inschrijving",  # kept by the Minister, at the desks of a few municipalities
    }
    with path.open(encoding="utf-8") as file:
        names = {row["upl_naam"] for row in csv.DictReader(file)}
    assert names - {product.upl for product in BOOK.products} == elsewhere


def test_each_of_the_ten_services_has_products_with_steps():
    assert {product.service for product in BOOK.products} == set(range(1, 11))
    assert [product.code for product in BOOK.products if not product.steps] == []
