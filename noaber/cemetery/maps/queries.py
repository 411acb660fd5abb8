"""What people can ask of the map: the sections of a cemetery, and every grave of a section with how it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from noaber.cemetery.maps.geometry import Point, Ring
from noaber.cemetery.maps.models import SCHEMATIC, SURVEY, GraveShape
from noaber.cemetery.maps.ranges import Range, same_place
from noaber.cemetery.maps.rules import walking_order
from noaber.cemetery.maps.shape_files import Shape
from noaber.cemetery.models import BODY, Grave, GraveRight, Interment
from noaber.cemetery.standing import standing


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a cemetery: how many graves it has, and how many of them are on the map."""

    cemetery: str
    name: str
    graves: int
    drawn: int
    surveyed: int


def sections(client: int) -> list[Section]:
    """Every section of every cemetery, in the order of their names. Two queries."""
    by = ("cemetery", "section")
    graves = Grave.objects.of(client).order_by().values_list(*by).annotate(count=Count("id"))
    shapes = GraveShape.objects.of(client).order_by().values_list("grave__cemetery", "grave__section", "origin")
    drawn: dict[tuple[str, str], int] = defaultdict(int)
    surveyed: dict[tuple[str, str], int] = defaultdict(int)
    for cemetery, section, origin, count in shapes.annotate(count=Count("id")):
        drawn[cemetery, section] += count
        surveyed[cemetery, section] += count if origin == SURVEY else 0
    found = [
        Section(cemetery, name, count, drawn[cemetery, name], surveyed[cemetery, name])
        for cemetery, name, count in graves
    ]
    return sorted(found, key=lambda one: (one.cemetery, walking_order(one.name)))


@dataclass(frozen=True, slots=True)
class OnMap:
    """A grave of a section: its number, row, place and kind, how it stands, and its outline where it is on the map."""

    number: str
    row: str
    place: str
    kind: str
    standing: str
    points: Ring = ()
    origin: str = ""


def graves_on_map(client: int, cemetery: str, section: str) -> list[OnMap]:
    """Every grave of a section, in the order in which one walks past: by row and place. Four queries, however many."""
    where = {"cemetery": cemetery, "section": section}
    within = {f"grave__{name}": value for name, value in where.items()}
    graves = Grave.objects.of(client).filter(**where).order_by()
    rights = set(GraveRight.objects.of(client).filter(ended_on=None, **within).values_list("grave_id", flat=True))
    there: dict[int, set[int | None]] = defaultdict(set)
    bodies: dict[int, set[int | None]] = defaultdict(set)
    interments = Interment.objects.of(client).filter(removed_on=None, **within)
    for grave, kind, layer in interments.values_list("grave_id", "kind", "layer"):
        there[grave].add(layer)
        if kind == BODY:
            bodies[grave].add(layer)
    shapes = GraveShape.objects.of(client).filter(**within).values_list("grave_id", "geometry", "origin")
    outlines = {grave: (points_of(geometry), origin) for grave, geometry, origin in shapes}
    fields = ("id", "number", "row", "place", "kind", "blocked", "reserved", "layers_max")
    found = [
        OnMap(
            number,
            row,
            place,
            kind,
            standing(blocked, reserved, layers, pk in rights, pk in there, len(bodies[pk]) if pk in bodies else 0),
            *outlines.get(pk, ()),
        )
        for pk, number, row, place, kind, blocked, reserved, layers in graves.values_list(*fields)
    ]
    return sorted(found, key=lambda one: (walking_order(one.row), walking_order(one.place), one.number))


def points_of(geometry: dict[str, Any]) -> Ring:
    """The points of a geometry as it is kept."""
    made_of: Any = geometry["coordinates"]
    ring: list[Any] = [made_of] if geometry["type"] == "Point" else made_of[0]
    return tuple(_pair(one) for one in ring)


def _pair(one: Any) -> Point:
    return one[0], one[1]


def numbers(client: int) -> dict[str, int]:
    """The number of every grave, with its key."""
    return dict(Grave.objects.of(client).values_list("number", "id"))


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What a schematic map would be: the outlines by grave number, and what does not fit in it."""

    shapes: dict[str, Shape]
    surveyed: int
    empty: int
    left: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Is there something to lay out?"""
        return bool(self.shapes)


def lay_out(client: int, cemetery: str, ranges: Iterable[Range]) -> LaidOut:
    """Match the graves of the register with typed ranges. What was surveyed keeps its place. Two queries.

    `empty` counts the spots without a grave, `left` names the graves of those sections that lie in no range.
    """
    wanted = {one.section: one for one in ranges}
    graves = Grave.objects.of(client).filter(cemetery=cemetery, section__in=wanted).order_by("number")
    kept = set(GraveShape.objects.of(client).filter(origin=SURVEY).values_list("grave_id", flat=True))
    by_place = {
        (section, same_place(row), same_place(place)): (number, pk)
        for pk, number, section, row, place in graves.values_list("id", "number", "section", "row", "place")
    }
    shapes, surveyed, empty, met = {}, 0, 0, set()
    for section, one in wanted.items():
        for row, place, ring in one.spots():
            found = by_place.get((section, same_place(row), same_place(place)))
            if found is None:
                empty += 1
                continue
            met.add(found[0])
            if found[1] in kept:
                surveyed += 1
            else:
                shapes[found[0]] = Shape(ring, True)
    left = tuple(number for number, _ in by_place.values() if number not in met)
    return LaidOut(shapes, surveyed, empty, left)


def surveyed_shapes(client: int) -> QuerySet[GraveShape]:
    """Every surveyed outline with its grave, by number; a scheme lies nowhere on earth."""
    found = GraveShape.objects.of(client).exclude(origin=SCHEMATIC).select_related("grave")
    return found.order_by("grave__number")
