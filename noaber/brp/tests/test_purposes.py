"""Every purpose asks what the contract knows, and only for products that exist."""

from pathlib import Path

import pytest

from noaber.agreement.book import Book
from noaber.agreement.loader import read
from noaber.brp.paths import ALWAYS
from noaber.brp.purposes import Purpose, fitting, purposes
from noaber.brp.standin.command import SPEC
from noaber.brp.standin.contract import PERSON, _paths
from noaber.brp.tests.brp_data import there

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("ommen-twenterand-2024", "demo-hellendoorn-almelo-2025")


@there
@pytest.mark.parametrize("purpose", purposes().values(), ids=lambda one: one.code)
def test_every_field_is_one_of_the_contract(purpose: Purpose):
    assert [path for path in purpose.fields if path not in _paths(SPEC.parent / PERSON)] == []


@pytest.mark.parametrize("purpose", purposes().values(), ids=lambda one: one.code)
def test_a_purpose_asks_nothing_twice_and_nothing_that_comes_by_itself(purpose: Purpose):
    for path in purpose.fields:
        assert path.split(".")[0] not in ALWAYS
        assert not [other for other in purpose.fields if other != path and f"{path}.".startswith(f"{other}.")]
    assert purpose.law and purpose.why.endswith(".") and purpose.products


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_agreement_names_purposes_that_exist_for_products_that_it_has(folder: str):
    document = read(ROOT / "agreements" / folder).document
    agreed = {
        code.strip() for row in document["term"] if row["name"] == "brp.purposes" for code in row["value"].split(",")
    }
    products = {product.code for product in Book.from_document(document).products}
    assert agreed <= purposes().keys()
    assert [code for code in agreed if not products & purposes()[code].products] == []


def test_every_product_of_a_purpose_is_a_product_of_the_first_agreement():
    document = read(ROOT / "agreements" / FOLDERS[0]).document
    known = {row["code"] for row in document["product"]}
    assert {product for one in purposes().values() for product in one.products} - known == set()


def test_only_agreed_purposes_that_fit_the_product_are_offered():
    assert [one.code for one in fitting("paspoort", frozenset({"reisdocument", "vog"}))] == ["reisdocument"]
    assert fitting("paspoort", frozenset({"vog"})) == [] == fitting("advies", frozenset(purposes()))


def test_an_address_is_asked_only_where_the_purpose_is_about_it():
    with_address = {one.code for one in purposes().values() if any("adres" in path for path in one.fields)}
    assert with_address == {"vog", "verhuizing", "emigratie", "briefadres", "adresonderzoek"}
