"""Files with the places of graves: a CSV with middles and measures, or GeoJSON in metres (RD) or degrees (WGS84).

Nothing is written here: the outcome is a report and, where nothing blocks, a geometry in metres for each grave number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from noaber.cemetery.csv_table import Finding, Findings, Row, rows_of
from noaber.cemetery.maps.geometry import (
    Box,
    Point,
    Ring,
    box_of,
    in_degrees,
    in_rd,
    rectangle,
    to_rd,
    whole_centimetres,
)

CSV_COLUMNS = ("grafnummer", "x", "y", "hoek", "breedte", "lengte")
METRES, DEGREES = "RD", "WGS84"
LARGEST = 25
"""Metres: nothing that is larger is one grave."""
FURTHEST = 10_000
"""Metres: so far a schematic map reaches from the corner of its section."""
MOST_POINTS = 200
_NUMBER = ("grafnummer", "nummer", "graf")


@dataclass(frozen=True, slots=True)
class Shape:
    """The outline of a grave in metres of RD, or its one point. A schematic one has metres of its own."""

    points: Ring
    schematic: bool = False

    @property
    def geometry(self) -> dict[str, Any]:
        """As GeoJSON has it."""
        if len(self.points) == 1:
            return {"type": "Point", "coordinates": list(self.points[0])}
        return {"type": "Polygon", "coordinates": [[list(point) for point in self.points]]}

    @property
    def box(self) -> Box:
        """What is around it."""
        return box_of(self.points)


@dataclass
class Shapes:
    """What was read, by grave number, what was found, and in what the file measures."""

    by_number: dict[str, Shape] = field(default_factory=dict)
    found: Findings = field(default_factory=Findings)
    system: str = ""

    @property
    def good(self) -> bool:
        """Is there something to take in, and nothing that keeps it out?"""
        return not self.found.blocking and bool(self.by_number)


def read_shapes(name: str, data: BinaryIO, graves: Collection[str]) -> Shapes:
    """Read a file, by the end of its name. `graves` are the numbers of the register. Never raises for what is in it."""
    shapes = Shapes()
    rows = _features if name.lower().endswith((".json", ".geojson")) else _csv
    for line, number, shape in rows(name, data, shapes):
        _keep(shapes, name, line, number, shape, graves)
    if not shapes.by_number and not shapes.found.blocking:
        shapes.found.add(Finding(name, 0, "", "nothing", "Geen enkel graf uit dit bestand staat in het register."))
    return shapes


Read = Iterator[tuple[int, str, Shape]]


def _keep(shapes: Shapes, name: str, line: int, number: str, shape: Shape, graves: Collection[str]) -> None:
    """Take a shape along, or say why not. A grave that is told of twice keeps its first place."""
    if number not in graves:
        text = f"{number[:40]} staat niet in het register en wordt niet overgenomen."
        shapes.found.add(Finding(name, line, "grafnummer", "unknown-grave", text, False))
    elif number in shapes.by_number:
        text = f"{number[:40]} staat er al; de eerste plek blijft."
        shapes.found.add(Finding(name, line, "grafnummer", "double", text, False))
    else:
        shapes.by_number[number] = shape


def _system(shapes: Shapes, points: Sequence[Point]) -> str | None:
    """In what the points are measured; None, with `found` told, where they fit nowhere or not with the rest."""
    for system, fits in ((METRES, in_rd), (DEGREES, in_degrees)):
        if all(fits(point) for point in points):
            if shapes.system and shapes.system != system:
                return None
            shapes.system = system
            return system
    return None


def _misplaced(shapes: Shapes, points: Sequence[Point]) -> tuple[str, str]:
    """Why points fit nowhere: a code and a sentence."""
    if all(in_degrees((y, x)) for x, y in points):
        return "turned", "Lengte en breedte zijn omgedraaid: eerst de lengte (5,…), dan de breedte (52,…)."
    if shapes.system and all(in_rd(point) or in_degrees(point) for point in points):
        return "mixed", f"Dit punt is geen {shapes.system}, de rest wel. Geef alles in één stelsel."
    x, y = points[0]
    return "out-of-range", f"({x:.6g}, {y:.6g}) ligt niet in Nederland. Geef RD in meters of WGS84 in graden."


def _in_metres(shapes: Shapes, name: str, line: int, points: Sequence[Point]) -> Ring | None:
    """Points in metres of RD; None, with what is wrong told."""
    system = _system(shapes, points)
    if system is None:
        shapes.found.add(Finding(name, line, "", *_misplaced(shapes, points)))
        return None
    ring = tuple(whole_centimetres(point if system == METRES else to_rd(point)) for point in points)
    box = box_of(ring)
    if max(box.width, box.height) > LARGEST:
        text = f"Dit vlak is groter dan {LARGEST} meter. Geef van elk graf zijn eigen vlak."
        shapes.found.add(Finding(name, line, "", "too-large", text))
        return None
    return ring


def _csv(name: str, data: BinaryIO, shapes: Shapes) -> Read:
    for row in rows_of(name, data, CSV_COLUMNS, shapes.found):
        numbers = {column: _decimal(row.cells[column]) for column in CSV_COLUMNS[1:]}
        wrong = [column for column, value in numbers.items() if value is None]
        for column in wrong:
            text = f"“{row.cells[column][:20]}” is geen getal. Schrijf het als 223603,5."
            shapes.found.add(Finding(name, row.line, column, "not-a-number", text))
        if not row.cells["grafnummer"]:
            shapes.found.add(Finding(name, row.line, "grafnummer", "empty-cell", "Dit veld is leeg. Vul het in."))
        elif not wrong and (ring := _grave(shapes, name, row, numbers)) is not None:
            yield row.line, row.cells["grafnummer"], Shape(ring)


def _grave(shapes: Shapes, name: str, row: Row, numbers: dict[str, float | None]) -> Ring | None:
    x, y, angle, width, length = (value or 0.0 for value in numbers.values())
    for column in ("breedte", "lengte"):
        if not 0 < (numbers[column] or 0) <= LARGEST:
            text = f"Een graf is breder en langer dan 0 en hooguit {LARGEST} meter."
            shapes.found.add(Finding(name, row.line, column, "no-measure", text))
            return None
    middle = _in_metres(shapes, name, row.line, [(x, y)])
    return rectangle(middle[0], angle, width, length) if middle else None


def _decimal(text: str) -> float | None:
    """A number with a point or a comma; None where it is none, or without end."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _features(name: str, data: BinaryIO, shapes: Shapes) -> Read:
    document = _document(name, data, shapes.found)
    features = document.get("features") if isinstance(document, dict) else None
    if document is not None and not isinstance(features, list):
        text = "Dit is geen FeatureCollection. Sla de laag op als GeoJSON."
        shapes.found.add(Finding(name, 0, "", "no-features", text))
    for place, feature in enumerate(features if isinstance(features, list) else (), 1):
        number = _number(feature)
        points = _points(feature)
        if not number:
            text = f"Vlak {place} heeft geen grafnummer bij zijn eigenschappen."
            shapes.found.add(Finding(name, place, "grafnummer", "no-number", text))
        elif points is None:
            text = f"{number[:40]} heeft geen vlak of punt. Alleen Polygon en Point kunnen."
            shapes.found.add(Finding(name, place, "", "no-geometry", text))
        elif _is_schematic(feature, points):
            yield place, number, Shape(tuple(points), True)
        elif (ring := _in_metres(shapes, name, place, points)) is not None:
            yield place, number, Shape(ring)


def _is_schematic(feature: Any, points: Sequence[Point]) -> bool:
    """Is this a grave of a schematic map, as we hand it out ourselves?"""
    return feature["properties"].get("herkomst") == "schema" and all(max(map(abs, one)) < FURTHEST for one in points)


def _document(name: str, data: BinaryIO, found: Findings) -> Any:
    try:
        return json.loads(data.read().decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        text = "Het bestand is geen UTF-8. Sla het op als GeoJSON in UTF-8."
    except RecursionError:
        text = "Het bestand is te diep genest om te lezen."
    except ValueError as error:
        text = f"Dit is geen geldige JSON ({str(error)[:80]})."
    found.add(Finding(name, 0, "", "not-json", text))
    return None


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is geen getal")


def _number(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return ""
    return next((str(properties[key]).strip() for key in _NUMBER if properties.get(key) not in (None, "")), "")


def _points(feature: Any) -> list[Point] | None:
    """The points of a feature: its one point, or the outer ring of its polygon, closed."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind, made_of = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else ("", None)
    if kind == "MultiPolygon" and isinstance(made_of, list) and len(made_of) == 1:
        kind, made_of = "Polygon", made_of[0]
    if kind == "Polygon" and isinstance(made_of, list) and made_of and isinstance(made_of[0], list):
        ring = [_point(one) for one in made_of[0][: MOST_POINTS + 1]]
        if len(ring) > MOST_POINTS or any(one is None for one in ring):
            return None
        points = [one for one in ring if one is not None]
        closed = points if points[:1] == points[-1:] else [*points, *points[:1]]
        return closed if len(closed) >= 4 else None
    point = _point(made_of) if kind == "Point" else None
    return [point] if point is not None else None


def _point(made_of: Any) -> Point | None:
    good = isinstance(made_of, list) and len(made_of) >= 2
    numbers = made_of[:2] if good else ()
    if not good or any(isinstance(one, bool) or not isinstance(one, int | float) for one in numbers):
        return None
    return (float(made_of[0]), float(made_of[1])) if all(abs(one) < 1e9 for one in numbers) else None
