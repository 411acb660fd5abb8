"""What anybody sees of the map without an account: the way to one grave, and the places as open data. No names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.safestring import SafeString

from noaber.cemetery.maps.geometry import Point, to_degrees
from noaber.cemetery.maps.models import GraveShape
from noaber.cemetery.maps.qr import drawing
from noaber.cemetery.maps.queries import graves_on_map, points_of, surveyed_shapes
from noaber.cemetery.maps.shown import pointed_at
from noaber.cemetery.maps.walking import walk_to
from noaber.cemetery.models import Grave
from noaber.cemetery.queries import grave_of
from noaber.cemetery.town import Town, for_visitors
from noaber.parties.clock import today
from noaber.parties.scope import reading

RD = "urn:ogc:def:crs:EPSG::28992"


@for_visitors()
def find_grave(request: HttpRequest, town: Town, number: str) -> HttpResponse:
    """Where a grave lies: a map on which it stands out, and the way in words; to print, or to take along by QR code."""
    with reading(town.client):
        try:
            grave = grave_of(town.client, number)
        except Grave.DoesNotExist:
            raise Http404 from None
        graves = graves_on_map(town.client, grave.cemetery, grave.section)
    entrance = town.visitors.entrance(grave.cemetery)
    title = f"{'Map of section' if town.lang == 'en' else 'Kaart van vak'} {grave.section}".strip()
    walk = walk_to(grave.number, [(one.number, one.row, one.place) for one in graves])
    context = {
        "grave": grave,
        "cemetery": _cemetery(town, grave.cemetery),
        "entrance": entrance,
        "route": entrance.words(town.lang),
        "steps": walk.words(town.lang),
        "drawing": pointed_at(graves, grave.number, title),
        "scheme": any(one.number == grave.number and one.origin == "schema" for one in graves),
        "qr": _qr(town, grave.number),
    }
    context["search_url"] = town.address("find-deceased")
    return town.page(request, "maps/find_grave.html", context)


def _cemetery(town: Town, code: str) -> str:
    try:
        return town.local.cemetery(code).name
    except KeyError:
        return code


def _qr(town: Town, number: str) -> SafeString:
    return drawing(town.whole_address("find-grave", number=number))


@for_visitors()
def open_graves(request: HttpRequest, town: Town) -> HttpResponse:
    """Every surveyed grave as open data: its number, section and kind, in degrees, or in metres of RD where asked."""
    metres = request.GET.get("stelsel") == "rd"
    with reading(town.client):
        features = list(_features(town, surveyed_shapes(town.client), metres))
    document: dict[str, Any] = {"type": "FeatureCollection", "name": "graven", "features": features}
    if metres:
        document["crs"] = {"type": "name", "properties": {"name": RD}}
    answer = JsonResponse(document, json_dumps_params={"separators": (",", ":")}, content_type="application/geo+json")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _features(town: Town, shapes: Any, metres: bool) -> Iterator[dict[str, Any]]:
    names: dict[tuple[str, str], str] = {}
    for shape in shapes.iterator(chunk_size=2_000):
        grave = shape.grave
        key = (grave.kind, grave.cemetery)
        if key not in names:
            names[key] = town.local.kind_name(*key, today())
        properties = {"grafnummer": grave.number, "vak": grave.section, "soort": names[key]}
        geometry = shape.geometry if metres else _in_degrees(shape)
        yield {"type": "Feature", "properties": properties, "geometry": geometry}


def _in_degrees(shape: GraveShape) -> dict[str, Any]:
    """As the standard has it (RFC 7946): longitude and latitude, to a centimetre or so."""
    points = [_rounded(to_degrees(point)) for point in points_of(shape.geometry)]
    if shape.geometry["type"] == "Point":
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "Polygon", "coordinates": [points]}


def _rounded(point: Point) -> list[float]:
    return [round(point[0], 7), round(point[1], 7)]
