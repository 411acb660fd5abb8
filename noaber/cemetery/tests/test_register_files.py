"""The four files of a register: taken in when they hold together, otherwise told with file, row and column."""

from __future__ import annotations

import csv
import io
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from cemetery_law import SHARED, law, ommen

from noaber.cemetery import csv_table
from noaber.cemetery.csv_table import Findings, rows_of
from noaber.cemetery.old_days import read_old_day
from noaber.cemetery.register_files import COLUMNS, FILES, Register, read_register, short_terms
from noaber.cli import main

DAY = date(2026, 12, 1)
GOOD = {
    "graves": "LMH-1;Laarmanshoek;A;1;1;particulier;2;4;uitgegeven",
    "rights": "R1;LMH-1;uitsluitend;P1;2008-01-01;2038-01-01;n;GA-1",
    "burials": "B1;LMH-1;P2;begraving;1;2008-01-05;REG1",
    "persons": "P1;Cora;Fictief;1950-01-01;;Weg;1;7731 AA;Ommen;n\nP2;Jan;Fictief;1940;2008-01-02;;;;;n",
}


def register(**changed: str) -> Register:
    files = {
        part: io.BytesIO((";".join(COLUMNS[part]) + "\n" + changed.get(part, rows)).encode())
        for part, rows in GOOD.items()
    }
    return read_register(files, DAY, ommen(), law())


def codes(found: Register, blocks: bool = True) -> list[str]:
    return [one.code for one in found.found.kept if one.blocks == blocks]


def test_a_good_register_is_read_whole():
    found = register()
    assert found.good and codes(found, False) == []
    assert (len(found.graves), len(found.rights), len(found.burials), len(found.persons)) == (1, 1, 1, 2)


@pytest.mark.parametrize(
    ("part", "rows", "code", "column"),
    [
        ("graves", GOOD["graves"] + "\n" + GOOD["graves"], "double", "grafnummer"),
        ("graves", GOOD["graves"].replace(";2;4;", ";4;4;"), "too-many-layers", "lagen_max"),
        ("graves", GOOD["graves"].replace("particulier", "koningsgraf"), "unknown-kind", "soort"),
        ("graves", GOOD["graves"].replace("Laarmanshoek", "Elders"), "unknown-cemetery", "begraafplaats"),
        ("rights", GOOD["rights"].replace("2038-01-01", "2007-12-31"), "ends-before", "einde"),
        ("rights", GOOD["rights"].replace("LMH-1", "LMH-9"), "unknown-grave", "grafnummer"),
        ("rights", GOOD["rights"] + "\n" + GOOD["rights"].replace("R1", "R2"), "two-rights", "grafnummer"),
        ("rights", GOOD["rights"].replace("P1", "P9"), "unknown-person", "houder"),
        ("rights", GOOD["rights"].replace("2038-01-01", "02-02-38"), "not-a-day", "einde"),
        ("burials", GOOD["burials"].replace(";1;2008", ";3;2008"), "layer-above-max", "laag"),
        ("burials", GOOD["burials"].replace(";1;2008", ";0;2008"), "no-layer", "laag"),
        ("burials", GOOD["burials"] + "\n" + GOOD["burials"].replace("B1", "B2"), "layer-taken", "laag"),
        ("burials", GOOD["burials"].replace("2008-01-05", "2008-01-02"), "too-early", "datum"),
        ("burials", GOOD["burials"].replace("P2", "=cmd"), "formula", "overledene"),
        ("persons", GOOD["persons"].replace("Fictief;1950", ";1950"), "empty-cell", "achternaam"),
        ("persons", GOOD["persons"].replace("Cora", "x" * 401), "too-long", "voornaam"),
        ("persons", GOOD["persons"] + ";extra", "cell-count", ""),
        ("persons", GOOD["persons"].replace("Cora", '"Cora'), "unreadable", ""),
    ],
)
def test_what_is_wrong_keeps_everything_out_and_names_its_column(part, rows, code, column):
    found = register(**{part: rows})
    assert not found.good
    assert (code, column, FILES[part]) in [(one.code, one.column, one.file) for one in found.found.kept]


def test_the_line_of_a_mistake_is_the_line_of_the_file():
    found = register(graves='LMH-0;Laarmanshoek;"twee\nregels";1;1;particulier;2;4;vrij\n' + "LMH-1;Laarmanshoek;A")
    assert [(one.line, one.code) for one in found.found.kept if one.blocks] == [(4, "cell-count")]


@pytest.mark.parametrize(
    ("part", "rows", "code"),
    [
        ("rights", GOOD["rights"].replace("P1", ""), "no-holder"),
        ("rights", GOOD["rights"].replace("2038-01-01", "2025-11-30"), "long-over"),
        ("persons", GOOD["persons"].replace("1950-01-01", "1925-12-31"), "old-holder"),
        ("burials", GOOD["burials"].replace("2008-01-05", "c. 2008"), "day-unsure"),
    ],
)
def test_what_is_odd_is_told_and_taken_along(part, rows, code):
    found = register(**{part: rows})
    assert found.good and codes(found, False) == [code]


def test_a_right_that_is_a_year_over_is_not_yet_long_over():
    assert codes(register(rights=GOOD["rights"].replace("2038-01-01", "2025-12-01")), False) == []


def test_a_missing_file_a_comma_and_a_missing_column_are_said():
    assert {one.code for one in read_register({}, DAY, ommen(), law()).found.kept} == {"missing-file"}
    found = Findings()
    assert list(rows_of("x.csv", io.BytesIO(b"a,b\n1,2\n"), ("a", "b"), found)) == []
    assert [one.code for one in found.kept] == ["separator"]
    found = Findings()
    assert list(rows_of("x.csv", io.BytesIO(b"a;a\n1;2\n"), ("a", "b"), found)) == []
    assert [one.code for one in found.kept] == ["missing-column", "double-column"]


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_any_line_end_is_read(ends):
    found = Findings()
    rows = list(rows_of("x.csv", io.BytesIO(b"\xef\xbb\xbfa;b" + ends + b"1;2" + ends), ("a", "b"), found))
    assert [(row.line, row.cells) for row in rows] == [(2, {"a": "1", "b": "2"})] and found.total == 0


def test_another_encoding_is_read_and_said():
    found = Findings()
    rows = list(rows_of("x.csv", io.BytesIO("a;b\nRené;é\n".encode("cp1252")), ("a", "b"), found))
    assert rows[0].cells["a"] == "René" and [(one.code, one.blocks) for one in found.kept] == [("not-utf8", False)]


@given(content=st.binary(max_size=300))
def test_whatever_is_in_a_file_is_answered_and_not_a_crash(content):
    read_register({part: io.BytesIO(content) for part in FILES}, DAY, ommen(), law())


class Endless(io.RawIOBase):
    """A file of a million rows that takes no memory itself."""

    def __init__(self, head: str, row: str, rows: int) -> None:
        self.parts, self.size = (head + "\n").encode(), len(row) + 1
        self.row, self.rows, self.left, self.buffer = (row + "\n").encode(), rows, rows, b""
        self.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = 0) -> int:
        self.buffer, self.left = self.parts, self.rows
        return 0

    def readinto(self, into) -> int:
        while len(self.buffer) < len(into) and self.left:
            self.buffer, self.left = self.buffer + self.row, self.left - 1
        part, self.buffer = self.buffer[: len(into)], self.buffer[len(into) :]
        into[: len(part)] = part
        return len(part)


def test_a_million_rows_are_stopped_at_the_limit_with_little_memory(monkeypatch):
    data = io.BufferedReader(Endless("a;b", "1;=2", 1_000_000), 8192)
    found = Findings()
    tracemalloc.start()
    assert sum(1 for _ in rows_of("x.csv", data, ("a", "b"), found)) == 0
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.counts == {"formula": csv_table.MOST_ROWS, "too-many": 1}
    assert len(found.kept) == csv_table.MOST_KEPT + 1 and peak < 5_000_000


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("1908-02-02", date(1908, 2, 2), "day"),
        ("2-2-1908", date(1908, 2, 2), "day"),
        ("1908-02", date(1908, 2, 1), "month"),
        ("00-02-1908", date(1908, 2, 1), "month"),
        ("00-00-1908", date(1908, 1, 1), "year"),
        ("1908", date(1908, 1, 1), "year"),
        ("c. 1908", date(1908, 1, 1), "about"),
        ("omstreeks 1908", date(1908, 1, 1), "about"),
        ("", None, "unknown"),
        ("onbekend", None, "unknown"),
    ],
)
def test_an_old_day_keeps_what_is_known(text, day, precision):
    found = read_old_day(text)
    assert found is not None and (found.day, found.precision, found.text) == (day, precision, text)


@pytest.mark.parametrize("text", ["02-02-08", "1908-13-01", "1908-02-30", "vroeger", "19088"])
def test_what_is_no_day_is_not_made_into_one(text):
    assert read_old_day(text) is None


def castine() -> Iterator[list[str]]:
    """The names and days of a real register: Latin-1, bare carriage returns, “c. 1915” and commas in names."""
    path = SHARED / "castine_maine_monuments.csv"
    if not path.is_file():
        pytest.skip("the data of cemeteries are not beside this checkout")
    with path.open(encoding="latin-1", newline="") as file:
        yield from csv.reader(file)


def test_the_messy_register_is_refused_for_its_separator_and_not_read_in_part():
    if not (SHARED / "castine_maine_monuments.csv").is_file():
        pytest.skip("the data of cemeteries are not beside this checkout")
    with (SHARED / "castine_maine_monuments.csv").open("rb") as file:
        found = Findings()
        assert list(rows_of("personen.csv", file, COLUMNS["persons"], found)) == []
    assert "not-utf8" in found.counts and found.blocking


def test_its_people_and_odd_days_are_taken_along_as_they_were_written():
    lines = [
        ";".join(("P" + str(number), '"' + row[1].replace('"', "'") + '"', row[0] or "Onbekend", row[2], row[3]))
        + ";;;;;n"
        for number, row in enumerate(castine())
    ]
    content = (";".join(COLUMNS["persons"]) + "\r" + "\r".join(lines)).encode("latin-1", "replace")
    files = {part: io.BytesIO((";".join(COLUMNS[part]) + "\n").encode()) for part in COLUMNS}
    found = read_register(files | {"persons": io.BytesIO(content)}, DAY, ommen(), law())
    about = sum(person.died.precision == "about" for person in found.persons.values())
    assert len(found.persons) + sum(one.blocks for one in found.found.kept) == len(lines) > 300
    assert about > 250 and all(one.code == "not-a-day" for one in found.found.kept if one.blocks)


def fictional() -> Path:
    folder = SHARED / "ommen_fictional"
    if not folder.is_dir():
        pytest.skip("the data of cemeteries are not beside this checkout")
    return folder


def test_the_fictional_register_is_read_whole():
    with_files = {part: (fictional() / name).open("rb") for part, name in FILES.items()}
    found = read_register(with_files, DAY, ommen(), law())
    assert found.good
    assert (len(found.graves), len(found.rights), len(found.burials), len(found.persons)) == (360, 250, 282, 532)
    assert short_terms(found, law()) > 0 and "left-out" in found.found.counts


def test_the_windows_of_all_rights_are_printed(capsys):
    assert main(["cemetery", "windows", "--on", "2026-12-01", "--csv", "--register", str(fictional())]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out), delimiter=";"))
    assert len({row["recht"] for row in rows}) >= 240
    mine = {row["klok"]: row for row in rows if row["recht"] == "R0001"}
    assert mine["B"]["stand"] == "laatste maand" and mine["B"]["tot_en_met"] == "2027-01-01"
    assert mine["C"]["stand"] == "open"
    assert {row["stand"] for row in rows if row["klok"] == "B"} == {"te vroeg", "open", "laatste maand", "gemist"}
