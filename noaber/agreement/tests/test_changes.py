"""What changed between two versions of an agreement is told in Dutch, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from noaber.agreement.book import Book
from noaber.agreement.changes import changes_between, value_words
from noaber.agreement.loader import read
from noaber.agreement.tests.small_agreement import FILES, write


def book(folder: Path, file: str = "", old: str = "", new: str = "") -> Book:
    files = dict(FILES)
    if file:
        assert files[file].count(old) == 1
        files[file] = files[file].replace(old, new)
    return Book.from_document(read(write(folder, files)).document)


def test_the_same_data_have_no_changes(tmp_path: Path) -> None:
    assert changes_between(book(tmp_path), book(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "terms.toml",
            'value = "100.50"',
            'value = "99"',
            "Bepaling toy.limit vanaf 1 januari 2024: € 100,50 (artikel 2) wordt € 99,00 (artikel 2).",
        ),
        (
            "terms.toml",
            "value = 5",
            "value = 1\nproposal = true",
            "Bepaling toy.days vanaf 1 juli 2024: 5 werkdagen (artikel 1) wordt 1 werkdag (artikel 1, voorstel).",
        ),
        (
            "clauses.toml",
            "Groot werkt voor Klein.",
            "Groot werkt hard.",
            "Artikel 1: text van “Groot werkt voor Klein.” naar “Groot werkt hard.”.",
        ),
        ("mandates.toml", '["clerk"]', '["team_lead"]', "Mandaat spelen: functions van “clerk” naar “team_lead”."),
        ("mandates.toml", '"toy.stop" = "1"', '"toy.stop" = "2"', "Handeling toy.stop: artikel 1 wordt artikel 2."),
        ("agreement.toml", '"Groot"', '"Grootstad"', "Partij contractor: name van “Groot” naar “Grootstad”."),
        ("kpis.toml", '"T-01"', '"T-02"', "Norm T-01 is weg."),
        (
            "agreement.toml",
            "Een kleine overeenkomst",
            "Groot helpt Klein",
            "Overeenkomst: title van “Een kleine overeenkomst” naar “Groot helpt Klein”.",
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(file: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    changes = changes_between(book(tmp_path / "a"), book(tmp_path / "b", file, old, new))
    assert told in [change.replace("\u00a0", " ") for change in changes]


def test_a_new_block_is_told_with_its_value(tmp_path: Path) -> None:
    more = '\n[[term]]\nname = "toy.more"\nunit = "percent"\nvalue = "0.511"\nclause = "1"\n'
    files = FILES | {"terms.toml": FILES["terms.toml"] + more}
    after = Book.from_document(read(write(tmp_path / "b", files)).document)
    told = [change.replace("\u00a0", " ") for change in changes_between(book(tmp_path / "a"), after)]
    assert told == ["Bepaling toy.more vanaf 1 januari 2024 is nieuw: 0,511 % (artikel 1)."]


def test_values_are_read_as_people_read_them(tmp_path: Path) -> None:
    by_name = {named.name: value_words(named).replace("\u00a0", " ") for named in book(tmp_path).terms}
    assert by_name == {"toy.limit": "€ 100,50", "toy.days": "5 werkdagen", "toy.share": "12,5 %"}
