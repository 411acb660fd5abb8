"""The overview of the costs of a funeral and what came back, as PDF/A. It has the case, no names."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from noaber.cemetery.municipal.file import WAYS, state_of
from noaber.cemetery.municipal.queries import Opened
from noaber.cemetery.municipal.shown import Row, shown_of
from noaber.values.period import dutch_day
from noaber.web.typeset import draw

_TEMPLATE = Path(__file__).parent / "templates_typst" / "overview.typ"


def draw_overview(now: Opened, municipality: str, day: date) -> bytes:
    """The overview as it stands; the same file on the same day gives the same bytes.

    Raises typst.TypstError for signs that the fonts lack.
    """
    return draw(_TEMPLATE, "overview", words(now, municipality, day), day)


def words(now: Opened, municipality: str, day: date) -> dict[str, Any]:
    """Everything that the paper says, as text; the template only places it."""
    money, row = shown_of(now), now.funeral
    held = f"{WAYS[row.way]} op {dutch_day(row.laid_on)}" if row.laid_on else ""
    return {
        "title": f"Uitvaartkosten, zaak {row.case.number}",
        "heading": "Gemeentelijke uitvaart: kosten en verhaal",
        "municipality": f"Gemeente {municipality}",
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "facts": [
            ["Zaak", row.case.number],
            ["Gemeld op", dutch_day(row.received)],
            ["Uitvaart", held or ("door nabestaanden" if row.handed_on else "nog niet geweest")],
            ["Stand", state_of(now.file)[0]],
            ["Opgemaakt op", dutch_day(day)],
        ],
        "costs": {
            "head": ["Kosten", "Geraamd", "Werkelijk", "Verschil"],
            "rows": [_cost(one) for one in money.costs],
            "total": ["Samen", str(money.estimated), str(money.actual), str(money.actual - money.estimated)],
        },
        "claims": {
            "head": ["Verhaal en afboeken", "Stand", "Bedrag", "Ontvangen"],
            "rows": [
                [_what(one), one.word, str(one.first), str(one.second) if one.second else ""] for one in money.claims
            ],
            "total": ["Samen ontvangen", "", "", str(money.received)],
        },
        "left": [
            ["Werkelijke kosten", str(money.actual)],
            ["Ontvangen", str(money.received)],
            ["Afgeboekt", str(money.written_off)],
            ["Nog open", str(money.open)],
        ],
        "law": "De kosten komen ten laste van de gemeente en worden verhaald volgens artikel 22 van de Wet op de "
        "lijkbezorging. Er is geen debiteur in het bestand van de grafrechten.",
    }


def _what(one: Row) -> str:
    return one.what[:1].upper() + one.what[1:]


def _cost(one: Row) -> list[str]:
    actual = str(one.second) if one.second is not None else "nog niet bekend"
    return [_what(one), str(one.first), actual, str(one.second - one.first) if one.second is not None else ""]
