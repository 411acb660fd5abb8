"""The map in the take-home file: every outline as GeoJSON, surveyed in metres of RD, schematic in metres of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from noaber.cemetery.maps.models import GraveShape

FILE = "graven.geojson"


def pieces(client: int) -> Iterator[str]:
    """The collection in pieces; what it lacks, the file of graves has."""
    found = GraveShape.objects.of(client).select_related("grave").order_by("id")
    before = '{"type":"FeatureCollection","name":"graven","features":[\n'
    for one in found.iterator(chunk_size=2_000):
        what = {"grafnummer": one.grave.number, "herkomst": one.origin, "nauwkeurigheid_cm": one.accuracy_cm}
        feature = {"type": "Feature", "properties": what, "geometry": one.geometry}
        yield before + json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        before = ",\n"
    yield "\n]}\n" if before == ",\n" else before + "]}\n"
