"""What people do with the map of a cemetery. Reported first; then whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from noaber.agreement.acting import Acting, Once, acting
from noaber.cemetery.maps import acts, rules
from noaber.cemetery.maps.models import SCHEMATIC, SURVEY, GraveShape
from noaber.cemetery.maps.queries import LaidOut, lay_out, numbers
from noaber.cemetery.maps.ranges import Range
from noaber.cemetery.maps.shape_files import Shape, Shapes, read_shapes
from noaber.journal.models import Entry

_AT_ONCE = 2_000


def take_in(
    person: Any,
    agreement: str,
    name: str,
    data: BinaryIO,
    accuracy_cm: int | None = None,
    once: Once | None = None,
) -> Shapes:
    """Take the places of a file in. Raises Refusal where something in it blocks."""
    with acting(person, agreement, alone=True, once=once) as act:
        keys = numbers(act.client)
        shapes = read_shapes(name, data, keys)
        decision = rules.may_take_in(shapes.found.blocking, len(shapes.by_number))
        facts = {"graves": len(shapes.by_number), "told": shapes.found.total, "system": shapes.system}
        entry = act.record(acts.TAKE_IN, decision, f"map:{act.day}", facts | {"accuracy_cm": accuracy_cm or 0})
        _write(act, entry, shapes.by_number, keys, accuracy_cm)
        return shapes


def make_schematic(
    person: Any, agreement: str, cemetery: str, ranges: Iterable[Range], once: Once | None = None
) -> LaidOut:
    """Lay the graves of a cemetery out as they were typed. Raises Refusal where no grave lies there."""
    with acting(person, agreement, alone=True, once=once) as act:
        laid = lay_out(act.client, cemetery, ranges)
        decision = rules.may_lay_out(len(laid.shapes), laid.surveyed)
        facts = {"cemetery": cemetery, "graves": len(laid.shapes), "surveyed": laid.surveyed, "left": len(laid.left)}
        entry = act.record(acts.LAY_OUT, decision, f"map:{act.day}", facts)
        _write(act, entry, laid.shapes, numbers(act.client), None)
        return laid


def _write(
    act: Acting, entry: Entry, shapes: Mapping[str, Shape], keys: Mapping[str, int], accuracy_cm: int | None
) -> None:
    """Put outlines on the map; a grave that was there already moves, but never from a survey to a scheme."""
    rows = GraveShape.objects.of(act.client).values_list("grave_id", "id", "origin")
    there = {grave: pk for grave, pk, _ in rows}
    surveyed = {grave for grave, _, origin in rows if origin == SURVEY}
    new: list[GraveShape] = []
    moved: list[GraveShape] = []
    for number, shape in shapes.items():
        if shape.schematic and keys[number] in surveyed:
            continue
        row = GraveShape(
            entry=entry,
            municipality_id=entry.municipality_id,
            grave_id=keys[number],
            geometry=shape.geometry,
            **_box(shape),
            origin=SCHEMATIC if shape.schematic else SURVEY,
            accuracy_cm=None if shape.schematic else accuracy_cm,
        )
        row.pk = there.get(keys[number])
        (moved if row.pk else new).append(row)
    GraveShape.objects.bulk_create(new, batch_size=_AT_ONCE)
    fields = ["entry", "geometry", "min_x", "min_y", "max_x", "max_y", "origin", "accuracy_cm"]
    GraveShape.objects.of(act.client).bulk_update(moved, fields, batch_size=200)


def _box(shape: Shape) -> dict[str, float]:
    box = shape.box
    return {"min_x": box.min_x, "min_y": box.min_y, "max_x": box.max_x, "max_y": box.max_y}
