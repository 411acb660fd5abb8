"""Points between metres and degrees, outlines, typed ranges, the way in words, and the drawing."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.cemetery.maps.drawing import PATTERNS, Spot, draw, swatch
from noaber.cemetery.maps.geometry import box_of, in_degrees, in_rd, rectangle, to_degrees, to_rd
from noaber.cemetery.maps.ranges import FaultyRange, Range, read_ranges, same_place
from noaber.cemetery.maps.rules import may_lay_out, may_take_in, walking_order
from noaber.cemetery.maps.walking import walk_to
from noaber.cemetery.standing import STANDINGS, standing

WESTERTOREN = ((120_700.723, 487_525.501), (4.88352559, 52.37453253))
MARTINITOREN = ((233_883.131, 582_065.167), (6.56820053, 53.21938317))
AMERSFOORT = ((155_000.0, 463_000.0), (5.38720621, 52.15517440))


@pytest.mark.parametrize(("metres", "degrees"), [WESTERTOREN, MARTINITOREN, AMERSFOORT])
def test_known_towers_stand_where_the_article_has_them(metres, degrees):
    assert to_rd(degrees) == pytest.approx(metres, abs=0.5)
    assert to_degrees(metres) == pytest.approx(degrees, abs=5e-6)


@given(x=st.floats(15_000, 275_000), y=st.floats(310_000, 615_000))
def test_there_and_back_is_less_than_a_metre(x, y):
    back = to_rd(to_degrees((x, y)))
    assert math.dist(back, (x, y)) < 1


def test_metres_and_degrees_are_never_taken_for_each_other():
    assert in_rd((223_603.0, 504_104.5)) and not in_degrees((223_603.0, 504_104.5))
    assert in_degrees((6.42, 52.52)) and not in_rd((6.42, 52.52))
    assert not in_degrees((52.52, 6.42)) and not in_rd((-1, 400_000)) and not in_rd((100_000, 299_999))


def test_a_grave_turned_a_quarter_lies_on_its_side():
    north, east = box_of(rectangle((100, 100), 0, 1.1, 2.4)), box_of(rectangle((100, 100), 90, 1.1, 2.4))
    assert (north.width, north.height) == pytest.approx((1.1, 2.4))
    assert (east.width, east.height) == pytest.approx((2.4, 1.1))


@given(angle=st.floats(-720, 720), width=st.floats(0.3, 5), length=st.floats(0.3, 5))
def test_an_outline_is_closed_and_around_its_middle(angle, width, length):
    ring = rectangle((1_000, 1_000), angle, width, length)
    assert ring[0] == ring[-1] and len(ring) == 5
    assert box_of(ring).middle == pytest.approx((1_000, 1_000), abs=0.011)


def test_ranges_are_read_as_they_are_typed():
    found = read_ranges("vak A, rij 1-3, plek 1-20\n\nVak B; rij A t/m C; plek 7\nrij 9, plek 1 – 2")
    assert found[0] == Range("A", ("1", "2", "3"), tuple(str(one) for one in range(1, 21)))
    assert found[1] == Range("B", ("A", "B", "C"), ("7",))
    assert found[2] == Range("", ("9",), ("1", "2"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nog niets"),
        ("vak A rij een", "niet te lezen"),
        ("vak A, rij 3-1, plek 1-2", "Draai ze om"),
        ("vak A, rij 1-C, plek 1-2", "alleen nummers of alleen letters"),
        ("vak A, rij 1, plek 1\nvak A, rij 2, plek 1", "staat er al"),
        ("vak A, rij 1-99, plek 1-99", "hooguit 2000"),
        ("vak A, rij 1 2, plek 1", "geen rij"),
    ],
)
def test_a_range_that_cannot_be_read_says_what_to_do(text, words):
    with pytest.raises(FaultyRange, match=words):
        read_ranges(text)


def test_the_first_row_lies_at_the_top_and_no_two_graves_touch():
    spots = list(read_ranges("vak A, rij 1-2, plek 1-3")[0].spots())
    boxes = [box_of(ring) for _, _, ring in spots]
    assert [(row, place) for row, place, _ in spots[:4]] == [("1", "1"), ("1", "2"), ("1", "3"), ("2", "1")]
    assert boxes[0].max_x < boxes[1].min_x and boxes[3].max_y < boxes[0].min_y


@pytest.mark.parametrize(("one", "other"), [("01", "1"), ("a", "A"), (" 7 ", "7"), ("0", "0")])
def test_places_are_the_same_however_they_are_written(one, other):
    assert same_place(one) == same_place(other)


def test_rows_are_walked_in_the_order_of_their_numbers():
    assert sorted(["10", "2", "1", "2a", ""], key=walking_order) == ["", "1", "2", "2a", "10"]


@given(st.lists(st.text(max_size=6)))
def test_any_names_of_rows_can_be_sorted(names):
    assert len(sorted(names, key=walking_order)) == len(names)


@pytest.mark.parametrize(
    ("blocking", "shapes", "code"), [(0, 1, "taken-in"), (1, 1, "not-in-order"), (0, 0, "nothing")]
)
def test_a_file_is_taken_in_when_nothing_blocks(blocking, shapes, code):
    assert may_take_in(blocking, shapes).code == code


@pytest.mark.parametrize(("shapes", "surveyed", "code"), [(1, 9, "laid-out"), (0, 9, "surveyed"), (0, 0, "nothing")])
def test_what_was_surveyed_needs_no_scheme(shapes, surveyed, code):
    assert may_lay_out(shapes, surveyed).code == code


SECTION = [("A-1-1", "1", "1"), ("A-1-2", "1", "2"), ("A-1-10", "1", "10"), ("A-2-1", "2", "1")]


def test_the_way_counts_rows_and_places_and_names_the_neighbours():
    walk = walk_to("A-1-2", SECTION)
    assert (walk.row_at, walk.rows, walk.place_at, walk.places) == (1, 2, 2, 3)
    assert walk.beside == ("A-1-1", "A-1-10")
    assert walk.words("nl")[1] == "Zoek plek 2: dat is graf 2 van de 3 in die rij."
    assert walk.words("en")[2] == "Beside it is A-1-1 and A-1-10."
    assert walk_to("A-1-10", SECTION).place_at == 3
    with pytest.raises(KeyError):
        walk_to("elders", SECTION)


def _spot(number: str, at: float, state: str = "vrij") -> Spot:
    return Spot(f"/graf/{number}/", number, "1", number[-1], rectangle((at, 0), 0, 1.1, 2.4), state)


def test_the_drawing_links_each_grave_with_its_state_in_words_and_pattern_in_the_order_given():
    drawn = ET.fromstring(draw([_spot("LMH-2", 3, "vol"), _spot("LMH-1", 0)], "Kaart van vak A"))
    links = drawn.findall("a")
    assert [one.attrib["href"] for one in links] == ["/graf/LMH-2/", "/graf/LMH-1/"]
    assert [one.findtext("title") for one in links] == ["LMH-2, vol", "LMH-1, vrij"]
    fills = [one.find("path").attrib["fill"] for one in links]
    known = {f"url(#{one.attrib['id']})" for one in drawn.iter("pattern")}
    assert len(set(fills)) == 2 and set(fills) == known
    assert "style" not in ET.tostring(drawn, encoding="unicode")


@given(st.text(min_size=1, max_size=20))
def test_nothing_that_is_typed_gets_out_of_the_drawing(text):
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", text) or "x"
    ring = rectangle((0, 0), 0, 1, 2)
    drawn = ET.fromstring(draw([Spot("/x/", text, text, text, ring, text)], text))
    assert {one.tag for one in drawn.iter()} <= {"svg", "defs", "pattern", "rect", "path", "text", "a", "title"}


def test_every_standing_has_a_pattern_of_its_own():
    assert set(PATTERNS) == set(STANDINGS)
    assert len({swatch(one) for one in PATTERNS}) == len(PATTERNS)


def test_a_map_without_links_tells_nothing_but_the_one_grave():
    drawn = draw([_spot("LMH-1", 0), _spot("LMH-2", 3)], "Kaart", "LMH-2", links=False)
    assert "<a" not in drawn and "title" not in drawn and drawn.count("map-here") == 1


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("wortels", "", 2, True, True, 2), "geblokkeerd"),
        (("", "", 2, False, False, 0), "vrij"),
        (("", "familie", 2, False, False, 0), "gereserveerd"),
        (("", "", 2, False, True, 1), "zonder recht"),
        (("", "", 2, True, True, 1), "uitgegeven"),
        (("", "", 2, True, True, 2), "vol"),
        (("", "", 0, True, True, 0), "uitgegeven"),
    ],
)
def test_how_a_grave_stands_follows_from_what_is_there(args, word):
    assert standing(*args) == word
