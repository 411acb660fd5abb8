"""Opening rules as an agreement's data say them, and what the loader finds in data that cannot be."""

from __future__ import annotations

from datetime import date, time

import pytest

from noaber.agreement.book import Book
from noaber.agreement.checks import check
from noaber.agreement.loader import read
from noaber.agreement.opening import opening_of
from noaber.agreement.tests.small_agreement import ABLE, FILES, write
from noaber.agreement.writing import write_folder
from noaber.values import Period

LOCATIONS = """\
[[location]]
code = "huis"
name = "Gemeentehuis"
clause = "1"
address = "Plein 1"
counters = 2

[[skill]]
code = "balie"
name = "Balie"

[[skill]]
code = "stempels"
name = "Stempels"
products = ["stempel"]

[[opening]]
location = "huis"
skill = "balie"
weekdays = ["ma", "do"]
start = "09:00"
end = "16:30"
breaks = ["12:30-13:00"]
capacity = 2
every_weeks = 2
anchor = 2024-01-04
"""


def found_in(tmp_path, old: str = "", new: str = "") -> list[str]:
    assert old in LOCATIONS
    folder = write(tmp_path / "klein-groot-2024", FILES | {"locations.toml": LOCATIONS.replace(old, new, 1)})
    return [finding.code for finding in check(read(folder), ABLE).findings]


def test_an_opening_rule_is_read_as_it_was_written(tmp_path):
    folder = write(tmp_path / "klein-groot-2024", FILES | {"locations.toml": LOCATIONS})
    document = check(read(folder), ABLE).document
    write_folder(document, tmp_path / "weer")
    for found in (document, read(tmp_path / "weer").document):
        book = Book.from_document(found)
        [rule], [location], skills = book.openings, book.locations, book.skills
        assert (rule.weekdays, rule.start, rule.end) == ({0, 3}, time(9), time(16, 30))
        assert rule.breaks == ((time(12, 30), time(13)),) and (rule.every_weeks, rule.anchor) == (2, date(2024, 1, 4))
        assert (location.code, location.counters, location.clause.number) == ("huis", 2, "1")
        assert [skill.products for skill in skills] == [(), ("stempel",)]


def test_a_rule_without_more_holds_every_week_all_day():
    row = {"location": "h", "skill": "b", "weekdays": ["zo"], "start": "09:00", "end": "12:00", "capacity": 1}
    rule = opening_of(row, Period(date(2024, 1, 1), None))
    assert (rule.weekdays, rule.breaks, rule.every_weeks, rule.anchor) == ({6}, (), 1, None)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("", "", None),
        ('location = "huis"', 'location = "schuur"', "unknown-location"),
        ('skill = "balie"', 'skill = "kassa"', "unknown-skill"),
        ('products = ["stempel"]', 'products = ["pannenkoek"]', "unknown-product"),
        ('products = ["stempel"]', "", "skill-twice"),
        ('name = "Balie"\n', 'name = "Balie"\nproducts = ["stempel"]\n', "skill-twice"),
        ('start = "09:00"', 'start = "9 uur"', "bad-hours"),
        ('start = "09:00"', 'start = "16:30"', "bad-hours"),
        ('end = "16:30"', 'end = "12:45"', "bad-hours"),
        ('"12:30-13:00"', '"13:00-12:30"', "bad-hours"),
        ('"12:30-13:00"', '"08:30-09:30"', "bad-hours"),
        ('"12:30-13:00"', '"lunch"', "bad-hours"),
        ('"ma", "do"', '"ma", "dinsdag"', "bad-weekday"),
        ("anchor = 2024-01-04\n", "", "bad-weeks"),
        ("every_weeks = 2\n", "every_weeks = 0\n", "bad-weeks"),
    ],
)
def test_data_that_cannot_be_are_found_with_their_place(tmp_path, old, new, code):
    assert (found_in(tmp_path, old, new) or [None])[0] == code
