"""How a file is laid out: columns, notations, fixed widths, and text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.cemetery.charges.batch import told, totals_from, totals_of
from noaber.cemetery.charges.layout import (
    CSV_V1,
    FIXED,
    SOURCES,
    Column,
    Layout,
    TooWide,
    as_data,
    from_data,
    mistakes,
    write,
)
from noaber.cemetery.charges.rules import DESCRIPTION, description, next_file_number

ROW: dict[str, Any] = dict.fromkeys(SOURCES, "") | {
    "post_id": "p-1",
    "amount": -123_450,
    "quantity": 3,
    "fact_day": date(2026, 12, 5),
    "name": "De Vries; & Zn",
    "tariff_year": None,
    "vat_amount": 0,
    "unit_price": 5,
    "line": 7,
}
BASE = (Column("id", "post_id"), Column("bedrag", "amount"))


def one(column: Column, layout: Layout = CSV_V1, **row: Any) -> str:
    text = write(replace(layout, columns=(column,), head=False, encoding="utf-8"), [ROW | row]).decode()
    assert text.endswith("\r\n")
    return text[:-2]


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        (Column("a", "amount"), "-1234,50"),
        (Column("a", "amount", form="cents"), "-123450"),
        (Column("a", "unit_price"), "0,05"),
        (Column("a", "fact_day"), "2026-12-05"),
        (Column("a", "fact_day", form="dmy"), "05-12-2026"),
        (Column("a", "fact_day", form="ymd"), "20261205"),
        (Column("a", "tariff_year"), ""),
        (Column("a", "name"), '"De Vries; & Zn"'),
        (Column("a", "name", form="upper"), '"DE VRIES; & ZN"'),
        (Column("a", constant="NL"), "NL"),
    ],
)
def test_a_column_is_written_in_its_notation(column, wanted):
    assert one(column) == wanted


def test_the_decimal_point_and_another_separator_are_choices():
    layout = replace(CSV_V1, comma=False, separator=",")
    assert one(Column("a", "amount"), layout) == "-1234.50"
    assert one(Column("a", "name"), layout) == "De Vries; & Zn"


@pytest.mark.parametrize("text", ["=1+1", "+31", "-1", "@a", "\tx", "\r=1", '=HYPERLINK("x")'])
def test_no_text_begins_as_a_formula_and_no_text_makes_a_new_line(text):
    written = one(Column("a", "name"), name=text).strip('"')
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r")) and "\n" not in written and "\r" not in written


@given(text=st.text(max_size=40))
def test_whatever_the_text_it_is_one_cell_of_one_row(text):
    layout = replace(CSV_V1, columns=(Column("a", "name"), Column("b", "amount")), head=False, encoding="utf-8")
    content = write(layout, [ROW | {"name": text}])
    read = list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=";"))
    assert len(read) == 1 and read[0][1] == "-1234,50"
    assert not read[0][0].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        (Column("a", "name", width=8), "De Vries"),
        (Column("a", "post_id", width=6), "p-1   "),
        (Column("a", "quantity", width=5, pad="0", right=True), "00003"),
        (Column("a", "amount", form="cents", width=9, pad="0", right=True), "-00123450"),
    ],
)
def test_a_fixed_width_is_filled_or_cut(column, wanted):
    assert one(column, replace(CSV_V1, kind=FIXED)) == wanted


def test_an_amount_that_does_not_fit_is_not_cut():
    with pytest.raises(TooWide):
        one(Column("a", "amount", form="cents", width=6), replace(CSV_V1, kind=FIXED))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"columns": ()}, "geen enkele kolom"),
        ({"columns": BASE[:1]}, "kolom met het bedrag"),
        ({"columns": BASE[1:]}, "kolom met post_id"),
        ({"columns": (*BASE, Column("id", "name"))}, "twee keer"),
        ({"columns": (*BASE, Column("x", "niets"))}, "geen veld"),
        ({"columns": (*BASE, Column("x", "name", "vast"))}, "Kies een van de twee"),
        ({"columns": (*BASE, Column("x", "amount", form="dmy"))}, "notatie"),
        ({"columns": (*BASE, Column(" ", "name"))}, "geen naam"),
        ({"kind": FIXED}, "geen breedte"),
        ({"columns": (*BASE, Column("x", "name", pad=""))}, "één teken"),
    ],
)
def test_what_is_wrong_in_a_layout_is_said(change, words):
    layout = Layout("proef", BASE)
    assert mistakes(layout) == [] and mistakes(CSV_V1) == []
    assert words in " ".join(mistakes(replace(layout, **change)))


def test_a_layout_is_read_back_as_it_was_kept():
    layout = Layout("vast", tuple(replace(one, width=9, pad="0", right=True) for one in BASE), FIXED, "ascii")
    assert from_data(as_data(layout)) == layout and from_data(as_data(CSV_V1)) == CSV_V1


@pytest.mark.parametrize(
    ("last", "year", "wanted"),
    [
        ("", 2026, "OMM-2026-01"),
        ("OMM-2026-08", 2026, "OMM-2026-09"),
        ("OMM-2026-09", 2026, "OMM-2026-10"),
        ("OMM-2026-99", 2026, "OMM-2026-100"),
        ("OMM-2026-09", 2027, "OMM-2027-01"),
    ],
)
def test_the_next_number_follows_the_last_and_begins_again_in_a_new_year(last, year, wanted):
    assert next_file_number("OMM", last, year) == wanted


@given(title=st.text(max_size=200), grave=st.text(alphabet="ABC-123", max_size=40))
def test_a_description_is_never_longer_than_fits_and_names_the_grave(title, grave):
    found = description(title, grave)
    assert len(found) <= DESCRIPTION and found.endswith(f", graf {grave}" if grave else "")


LINES = st.lists(
    st.fixed_dictionaries(
        {
            "amount": st.integers(-(10**9), 10**9).filter(bool),
            "debtor": st.integers(1, 5),
            "number": st.integers(1, 10**6),
            "ledger": st.sampled_from(["", "8200", "8300"]),
            "tariff": st.sampled_from(["a", "b"]),
        }
    ),
    max_size=30,
)


@given(rows=LINES)
def test_control_totals_add_up_in_every_direction(rows):
    found = totals_of(rows)
    assert found.net.cents == sum(row["amount"] for row in rows)
    assert sum(amount.cents for _, _, amount in found.by_ledger) == found.net.cents
    assert sum(number for _, number, _ in found.by_tariff) == found.lines == len(rows)
    assert totals_from(told(found)) == found
