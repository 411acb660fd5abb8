"""Files with places: taken in whole when they hold together, otherwise told with row and column."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import SHARED

from noaber.cemetery.maps.geometry import to_degrees
from noaber.cemetery.maps.shape_files import Shapes, read_shapes

HEAD = "grafnummer;x;y;hoek;breedte;lengte\n"
GRAVES = {"LMH-1", "LMH-2"}
RING = [[223603.0, 504104.5], [223604.1, 504104.5], [223604.1, 504106.9], [223603.0, 504106.9], [223603.0, 504104.5]]


def csv_file(rows: str, name: str = "kaart.csv") -> Shapes:
    return read_shapes(name, io.BytesIO((HEAD + rows).encode()), GRAVES)


def features(*made_of: object, kind: str = "Polygon", number: str = "LMH-1", **more: object) -> Shapes:
    all_of = [
        {"type": "Feature", "properties": {"grafnummer": number} | more, "geometry": {"type": kind, "coordinates": one}}
        for one in made_of
    ]
    text = json.dumps({"type": "FeatureCollection", "features": all_of})
    return read_shapes("kaart.geojson", io.BytesIO(text.encode()), GRAVES)


def codes(shapes: Shapes) -> list[str]:
    return [one.code for one in shapes.found.kept]


def test_a_csv_in_metres_and_one_in_degrees_give_the_same_place():
    metres = csv_file("LMH-1;223603,5;504104.5;0;1,1;2,4\n")
    lon, lat = to_degrees((223603.5, 504104.5))
    degrees = csv_file(f"LMH-1;{lon:.8f};{lat:.8f};0;1.1;2.4\n")
    assert metres.good and degrees.good and (metres.system, degrees.system) == ("RD", "WGS84")
    one, other = metres.by_number["LMH-1"].box, degrees.by_number["LMH-1"].box
    assert one.middle == pytest.approx(other.middle, abs=0.5)
    assert one.middle == pytest.approx((223603.5, 504104.5), abs=0.01)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("LMH-1;veel;504104;0;1;2", "not-a-number", "x"),
        ("LMH-1;inf;504104;0;1;2", "not-a-number", "x"),
        ("LMH-1;223603;504104;0;0;2", "no-measure", "breedte"),
        ("LMH-1;223603;504104;0;1;26", "no-measure", "lengte"),
        (";223603;504104;0;1;2", "empty-cell", "grafnummer"),
        ("LMH-1;52,52;6,42;0;1;2", "turned", ""),
        ("LMH-1;10;20;0;1;2", "out-of-range", ""),
        ("=1+1;223603;504104;0;1;2", "formula", "grafnummer"),
        ("LMH-1;223603;504104;0;1;2\nLMH-2;6,42;52,52;0;1;2", "mixed", ""),
    ],
)
def test_what_is_wrong_in_a_csv_is_told_with_its_column(row, code, column):
    found = csv_file(row + "\n")
    blocking = [one for one in found.found.kept if one.blocks]
    assert not found.good and [(one.code, one.column) for one in blocking] == [(code, column)]


def test_a_grave_of_elsewhere_and_a_second_place_are_told_and_left_out():
    found = csv_file("LMH-1;223603;504104;0;1;2\nLMH-1;223700;504104;0;1;2\nX-9;223603;504104;0;1;2\n")
    assert found.good and codes(found) == ["double", "unknown-grave"]
    assert found.by_number["LMH-1"].box.middle == pytest.approx((223603, 504104), abs=0.01)


def test_a_file_without_one_known_grave_is_not_taken_in():
    assert codes(csv_file("X-9;223603;504104;0;1;2\n")) == ["unknown-grave", "nothing"]


@pytest.mark.parametrize(
    ("made_of", "kind", "code"),
    [
        (RING, "Polygon", "no-geometry"),
        ([RING[:2]], "Polygon", "no-geometry"),
        ([[["x", 1], [2, 3], [4, 5], ["x", 1]]], "Polygon", "no-geometry"),
        ([RING], "LineString", "no-geometry"),
        ([[[one[0] * 1.001, one[1]] if place == 1 else one for place, one in enumerate(RING)]], "Polygon", "too-large"),
        ([1e300, 1], "Point", "no-geometry"),
        ([10, 20], "Point", "out-of-range"),
    ],
)
def test_what_is_wrong_in_a_geojson_is_told(made_of, kind, code):
    assert codes(features(made_of, kind=kind)) == [code]


def test_a_ring_is_closed_and_a_point_is_kept_as_a_point():
    assert features([RING[:-1]]).by_number["LMH-1"].geometry == {"type": "Polygon", "coordinates": [RING]}
    assert features([223603.0, 504104.5], kind="Point").by_number["LMH-1"].geometry["type"] == "Point"
    assert codes(features([RING], number="")) == ["no-number"]


def test_a_scheme_that_we_handed_out_is_read_as_a_scheme():
    ring = [[0, 0], [1, 0], [1, -2], [0, -2], [0, 0]]
    assert features([ring], herkomst="schema").by_number["LMH-1"].schematic
    assert codes(features([ring])) == ["out-of-range"]


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, '{"features": NaN}', "grafnummer;x", '"\\ud800"'])
def test_what_is_no_geojson_says_so(text):
    found = read_shapes("kaart.json", io.BytesIO(text.encode()), GRAVES)
    assert not found.good and found.found.blocking == 1


@given(st.binary(max_size=200))
def test_any_bytes_are_answered_with_a_report(content):
    for name in ("kaart.csv", "kaart.geojson"):
        assert not read_shapes(name, io.BytesIO(content), GRAVES).good


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["type", "coordinates"]), inner),
    max_leaves=8,
)


@given(st.lists(st.fixed_dictionaries({"geometry": JSON, "properties": st.just({"grafnummer": "LMH-1"})} | {}) | JSON))
def test_any_features_are_answered_with_a_report(made_of):
    text = json.dumps({"features": made_of}).replace("NaN", "0").replace("Infinity", "0")
    found = read_shapes("kaart.json", io.BytesIO(text.encode()), GRAVES)
    assert found.good or found.found.blocking


def test_the_fictional_map_of_ommen_is_read_whole():
    path = SHARED / "ommen_fictional/graven_rd.geojson"
    if not path.is_file():
        pytest.skip("the shared data are not here")
    numbers = {one["properties"]["grafnummer"] for one in json.loads(path.read_text())["features"]}
    with path.open("rb") as file:
        found = read_shapes(path.name, file, numbers)
    assert found.good and set(found.by_number) == numbers and found.found.total == 0 and found.system == "RD"


def test_points_of_another_municipality_are_read_and_its_double_graves_told():
    path = SHARED / "zaanstad_rd_geojson/graven_rd_anonymised.geojson"
    if not path.is_file():
        pytest.skip("the shared data are not here")
    wanted = [one["properties"]["grafnummer"] for one in json.loads(path.read_text())["features"]]
    with path.open("rb") as file:
        found = read_shapes(path.name, file, set(wanted))
    assert found.good and set(found.by_number) == set(wanted)
    assert found.found.counts.get("double", 0) == len(wanted) - len(set(wanted))
