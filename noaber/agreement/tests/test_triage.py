"""From products and answers to minutes and papers; and what the loader says of leaflets that do not fit."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.agreement.book import Book
from noaber.agreement.checks import check
from noaber.agreement.loader import read
from noaber.agreement.tests.small_agreement import ABLE, FILES, write
from noaber.agreement.triage import needs, next_question, situation_of, to_ask
from noaber.agreement.writing import as_toml, write_folder

PRODUCTS = """\
[[subject]]
code = "papier"
nl = "Papier"
en = "Paper"

[[leaflet]]
product = "stempel"
subject = "papier"
name_en = "Stamp"
what_nl = "Een stempel."
what_en = "A stamp."
who_nl = "Iedereen."
who_en = "Everybody."
bring_nl = ["papier"]
bring_en = ["paper"]

[[question]]
product = "stempel"
code = "kind"
nl = "Een kind?"
en = "A child?"
yes = { minutes = 5 }

[[question]]
product = "stempel"
code = "ouder"
nl = "Komt de ouder mee?"
en = "Is the parent coming?"
after = "kind"
no = { add = ["zegel"], bring_nl = ["een brief"], bring_en = ["a letter"] }
"""
TARIFFS = """\
[[tariff]]
product = "stempel"
code = "stempel"
nl = "voor iedereen"
en = "for everybody"
amount = "7.50"
kind = "ordinance"
status = "final"
since = 2024-01-01
until = 2024-12-31
source = "verordening"
"""
SERVICES = (
    FILES["services.toml"]
    + """minutes = 10

[[product]]
code = "zegel"
name = "Zegel"
service = 1
organ = "college"
outcomes = ["gezet"]
"""
)
ALL = FILES | {"services.toml": SERVICES, "products.toml": PRODUCTS, "tariffs.toml": TARIFFS}


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Book:
    found = check(read(write(tmp_path_factory.mktemp("a") / "klein-groot-2024", ALL)), ABLE)
    assert found.findings == []
    return Book.from_document(found.document)


def test_a_question_waits_for_the_one_it_follows(book):
    assert next_question(book, ["stempel"], {}).code == "kind"
    assert next_question(book, ["stempel"], {"stempel.kind": True}).code == "ouder"
    assert next_question(book, ["stempel"], {"stempel.kind": False}) is None


@pytest.mark.parametrize(
    ("persons", "answers", "products", "minutes", "bring"),
    [
        (1, {"stempel.kind": False}, ("stempel",), 10, ("paper",)),
        (3, {"stempel.kind": False}, ("stempel",), 30, ("paper",)),
        (3, {"stempel.kind": True, "stempel.ouder": True}, ("stempel",), 35, ("paper",)),
        (1, {"stempel.kind": True, "stempel.ouder": False}, ("stempel", "zegel"), 15, ("paper", "a letter")),
        (1, {"stempel.kind": False, "stempel.ouder": False}, ("stempel",), 10, ("paper",)),
    ],
)
def test_answers_add_products_minutes_and_papers(book, persons, answers, products, minutes, bring):
    found = needs(book, ["stempel"], persons, answers)
    assert (found.products, found.minutes, found.bring["en"]) == (products, minutes, bring)


def test_a_product_that_needs_no_appointment_takes_no_minutes(book):
    assert needs(book, ["zegel"], 4, {}).minutes == 0


@pytest.mark.parametrize(
    ("typed", "persons"), [("1", 1), (" 2 ", 2), ("8", 8), ("0", None), ("9", None), ("twee", None), ("٣", None)]
)
def test_what_an_address_says_reads_back_as_it_was(book, typed, persons):
    given = {"product": ["stempel", "nergens", "stempel"], "personen": [typed], "stempel.kind": ["nee"], "x": ["ja"]}
    said = situation_of(book, given)
    assert (said.products, said.persons, said.answers) == (("stempel",), persons, {"stempel.kind": False})
    assert situation_of(book, parse_qs(said.query(day="2026-12-08"))) == said


def test_people_are_not_counted_for_what_takes_no_time(book):
    assert situation_of(book, {"product": ["zegel"], "personen": ["2"]}).pairs() == []
    assert situation_of(book, {}).query() == ""


@given(persons=st.integers(1, 8), child=st.booleans(), parent=st.booleans())
def test_more_people_never_take_less_time(book, persons, child, parent):
    answers = {"stempel.kind": child, "stempel.ouder": parent}
    one, more = (needs(book, ["stempel"], number, answers) for number in (persons, persons + 1))
    assert one.minutes < more.minutes and len(to_ask(book, ["stempel"], answers)) == 1 + child


def test_what_residents_are_told_reads_back_as_it_was_written(tmp_path):
    document = read(write(tmp_path / "klein-groot-2024", ALL)).document
    write_folder(document, tmp_path / "weer")
    assert (tmp_path / "weer" / "products.toml").is_file() and (tmp_path / "weer" / "tariffs.toml").is_file()
    assert read(tmp_path / "weer").document == document and as_toml(document)


@pytest.mark.parametrize(
    ("file", "before", "after", "code"),
    [
        ("products.toml", 'subject = "papier"', 'subject = "hout"', "unknown-subject"),
        ("products.toml", 'product = "stempel"\nsubject', 'product = "stenpel"\nsubject', "unknown-product"),
        ("products.toml", 'bring_en = ["paper"]', "", "languages-differ"),
        ("products.toml", 'after = "kind"', 'after = "ouder"', "unknown-question"),
        ("products.toml", 'code = "ouder"', 'code = "kind"', "double"),
        ("products.toml", 'add = ["zegel"]', 'add = ["zegels"]', "unknown-product"),
        ("products.toml", "minutes = 5", 'minutes = "5"', "bad-value"),
        ("products.toml", 'bring_en = ["a letter"]', 'bring_en = ["a", "b"]', "bad-value"),
        ("tariffs.toml", 'product = "stempel"', 'product = "zegels"', "unknown-product"),
        ("tariffs.toml", 'kind = "ordinance"', 'kind = "free"', "free-costs"),
        ("tariffs.toml", 'amount = "7.50"', "amount = 7.50", "bad-value"),
        ("tariffs.toml", "until = 2024-12-31", "until = 2023-12-31", "until-before-since"),
        ("services.toml", "minutes = 10", 'minutes = 10\nsteps = ["deliver", "intake"]', "bad-value"),
        ("services.toml", "minutes = 10", 'minutes = 10\nretention = "99"', "bad-value"),
        ("services.toml", 'outcomes = ["gezet"]', 'outcomes = ["gezet"]\nminutes = 5', "no-leaflet"),
    ],
)
def test_a_fault_in_what_residents_are_told_is_named_by_file_and_line(tmp_path, file, before, after, code):
    assert before in ALL[file]
    files = ALL | {file: ALL[file].replace(before, after, 1)}
    findings = check(read(write(tmp_path / "klein-groot-2024", files)), ABLE).findings
    assert [(finding.file, finding.code) for finding in findings if finding.code == code][:1] == [(file, code)]


def test_two_amounts_for_one_day_are_refused(tmp_path):
    files = ALL | {"tariffs.toml": TARIFFS + TARIFFS.replace("2024-01-01", "2024-12-31")}
    findings = check(read(write(tmp_path / "klein-groot-2024", files)), ABLE).findings
    assert [finding.code for finding in findings] == ["tariff-overlap"]
