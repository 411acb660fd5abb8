"""Whether the locations, skills and opening rules of an agreement's data agree with each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from noaber.agreement.loader import Folder, rows
from noaber.agreement.opening import WEEKDAYS, clock_time, hours
from noaber.agreement.places import Place


def check_openings(found: Folder) -> None:
    """Add to the findings what opening rules and skills say about each other and about the products."""
    _skills(found)
    known = {section: {row.get("code") for row, _ in rows(found, section)} for section in ("location", "skill")}
    for row, place in rows(found, "opening"):
        for section, codes in known.items():
            if row.get(section) not in codes and section not in found.unread:
                text = f"{section} {row.get(section)} bestaat niet. Kies een code uit [[{section}]]."
                found.add(place, section, f"unknown-{section}", text)
        _hours(found, row, place)
        _weeks(found, row, place)


def _skills(found: Folder) -> None:
    products = {row.get("code"): row for row, _ in rows(found, "product")}
    catch_all: Place | None = None
    first: dict[str, Place] = {}
    for row, place in rows(found, "skill"):
        named = row.get("products", ())
        if not named:
            if catch_all is not None:
                found.add(
                    place, "", "skill-twice", "Er is al een vaardigheid voor al het overige. Noem hier producten."
                )
            catch_all = place
        for product in named if isinstance(named, list) else ():
            if product not in products and "product" not in found.unread:
                text = f"Product {product} bestaat niet. Kies een code uit [[product]]."
                found.add(place, "products", "unknown-product", text)
            if first.setdefault(product, place) is not place:
                text = f"Product {product} hoort al bij een andere vaardigheid. Laat het op één plaats staan."
                found.add(place, "products", "skill-twice", text)


def _hours(found: Folder, row: Mapping[str, Any], place: Place) -> None:
    try:
        start, end = clock_time(row["start"]), clock_time(row["end"])
        breaks = [hours(text) for text in row.get("breaks", ())]
    except (KeyError, TypeError, ValueError):
        text = "Schrijf start en end als “09:00”, en elke pauze in breaks als “12:30-13:00”."
        found.add(place, "start", "bad-hours", text)
        return
    if end <= start:
        found.add(place, "end", "bad-hours", "end ligt niet na start. Verbeter een van de twee.")
    if any(not _within(pause, start, end) for pause in breaks):
        found.add(place, "breaks", "bad-hours", "Een pauze valt buiten start en end, of eindigt voor zij begint.")


def _within(pause: tuple[time, time], start: time, end: time) -> bool:
    return start <= pause[0] < pause[1] <= end


def _weeks(found: Folder, row: Mapping[str, Any], place: Place) -> None:
    if any(name not in WEEKDAYS for name in row.get("weekdays", ())):
        found.add(place, "weekdays", "bad-weekday", f"Kies de dagen uit: {', '.join(WEEKDAYS)}.")
    every = row.get("every_weeks", 1)
    if every == 0 or (every != 1 and "anchor" not in row):
        text = "Zet bij every_weeks 1 of hoger, en bij 2 of meer ook anchor: een dag in een week dat het geldt."
        found.add(place, "every_weeks", "bad-weeks", text)
