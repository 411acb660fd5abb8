"""Drawings are whole numbers and plain attributes, say in words what they show, and differ without colour."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.reporting.charts import LAST_YEAR, OTHER, PLAN, REPORTED, Point, bars, columns, mark, sparkline
from noaber.reporting.drawings import all_quarters, comparison, count_trend, norm_trend, quarters
from noaber.reporting.norms import Status
from noaber.reporting.tests import example_report as example

SVG = "{http://www.w3.org/2000/svg}"
points = st.lists(
    st.builds(
        Point,
        st.text("abc <&>\"'", min_size=1, max_size=8),
        st.none() | st.integers(-(10**9), 10**9),
        st.text("0123456789.,%<&", max_size=8),
        st.sampled_from([REPORTED, LAST_YEAR, OTHER, PLAN]),
    ),
    max_size=9,
)


@given(st.sampled_from([columns, bars, sparkline]), points, st.text("ab<&\"'", max_size=9))
def test_any_drawing_is_well_formed_has_no_style_and_no_fraction_and_reads_aloud(draw, shown, title):
    text = draw("naam", title, shown)
    root = ElementTree.fromstring(text)
    assert root.find(f"{SVG}title").text == (title or None)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [
        root.find(f"{SVG}title").get("id"),
        root.find(f"{SVG}desc").get("id"),
    ]
    for node in root.iter():
        assert "style" not in node.attrib and not any(name.startswith("on") for name in node.attrib)
        for name in ("x", "y", "x1", "y1", "x2", "y2", "width", "height", "cx", "cy", "r", "points"):
            assert "." not in node.get(name, "")
        assert int(node.get("height", "0").replace("%", "")) >= 0
    described = root.find(f"{SVG}desc").text or ""
    for point in shown:
        assert point.label in described


def test_a_higher_number_is_a_taller_column_and_the_highest_fills_the_drawing():
    root = ElementTree.fromstring(columns("n", "t", [Point("a 1", 1, "1"), Point("b 2", 2, "2"), Point("c 3", 4, "4")]))
    heights = [int(box.get("height")) for box in root.findall(f"{SVG}rect")]
    assert heights == [20, 40, 80]


def test_an_unknown_quarter_is_a_gap_and_is_called_unknown():
    text = sparkline("n", "t", [Point("a", 1, "1"), Point("b", 2, "2"), Point("c", None, ""), Point("d", 3, "3")])
    root = ElementTree.fromstring(text)
    assert len(root.findall(f"{SVG}polyline")) == 1 and "c: onbekend" in text


def test_the_norm_is_a_dashed_line_within_the_drawing():
    root = ElementTree.fromstring(sparkline("n", "t", [Point("a", 10, "10"), Point("b", 20, "20")], norm=30))
    line = root.find(f"{SVG}line")
    assert line.get("stroke-dasharray") and 0 <= int(line.get("y1")) <= 28


def test_states_differ_in_shape_and_quarters_in_filling():
    assert len({re.sub(r"#\w+", "", mark(shape)) for shape in ("full", "corner", "open", "dash")}) == 4
    kinds = (REPORTED, LAST_YEAR, OTHER, PLAN)
    root = ElementTree.fromstring(bars("n", "t", [Point(kind, 1, "1", kind) for kind in kinds]))
    looks = [(box.get("fill"), box.get("stroke-dasharray")) for box in root.findall(f"{SVG}rect")]
    assert len(set(looks)) == 4


@pytest.mark.parametrize("period", ["2026-Q2", "2026-Q3"])
def test_the_drawings_of_a_report_have_names_of_their_own(period):
    report = example.report(period)
    drawn = [all_quarters(report)]
    for part in report.services:
        drawn += [comparison(part), quarters(report, part), count_trend(report, part.counts.closed, f"l-{part.number}")]
        drawn += [norm_trend(report, row) for row in part.indicators]
    drawn += [norm_trend(report, row) for row in report.general]
    names = re.findall(r'\bid="([^"]+)"', "".join(drawn))
    assert len(names) == len(set(names))


def test_a_quarter_with_too_few_observations_is_a_gap_in_the_line_of_its_norm():
    report = example.report()
    row = next(row for row in report.indicators if row.status is Status.TOO_FEW)
    root = ElementTree.fromstring(norm_trend(report, row))
    assert not root.findall(f"{SVG}polyline") and not root.findall(f"{SVG}circle")
