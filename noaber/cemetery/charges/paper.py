"""The readable list of a file: drawn from its lines as they were, so that it says the same whenever it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from noaber.cemetery.charges.models import FileBatch
from noaber.values import Euro
from noaber.values.period import dutch_day
from noaber.web.typeset import draw

MOST_LINES = 2_000
"""A longer list is not read by anybody: then the paper has the totals, and the file the lines."""
_TEMPLATE = Path(__file__).parent / "templates_typst" / "list.typ"


def draw_list(row: FileBatch, municipality: str) -> bytes:
    """The list as PDF/A; the same file gives the same bytes. Raises typst.TypstError for signs that fonts lack."""
    return draw(_TEMPLATE, "list", words(row, municipality), row.made_on)


def words(row: FileBatch, municipality: str) -> dict[str, Any]:
    """Everything that the paper says, as text; the template only places it."""
    totals, lines = row.totals, row.rows if row.count <= MOST_LINES else []
    return {
        "title": f"Bestand {row.number}",
        "heading": f"Grafrechten: bestand {row.number}",
        "municipality": municipality[:1].upper() + municipality[1:],
        "day": {"year": row.made_on.year, "month": row.made_on.month, "day": row.made_on.day},
        "facts": [
            ["Gemaakt op", dutch_day(row.made_on)],
            ["Voorganger", row.predecessor or "geen: dit is het eerste"],
            ["Indeling", row.title],
            ["Vingerafdruk (SHA-256)", row.digest],
        ],
        "totals": [
            ["Regels", str(totals.lines)],
            ["Debiteuren", str(totals.debtors)],
            ["Debet", str(totals.debit)],
            ["Credit", str(totals.credit)],
            ["Saldo", str(totals.net)],
            ["Hashtotaal van de postnummers", str(totals.hash_total)],
        ],
        "parts": [
            {"title": "Per grootboekrekening", "rows": _parts(totals.by_ledger)},
            {"title": "Per tarief", "rows": _parts(totals.by_tariff)},
        ],
        "lines": [_line(one) for one in lines],
        "empty": "Dit is een nulbestand: er was niets aan te leveren." if not row.count else "",
        "left_out": f"De {row.count} regels staan in het bestand zelf." if row.count > MOST_LINES else "",
    }


def _parts(rows: tuple[tuple[str, int, Euro], ...]) -> list[list[str]]:
    return [[code or "zonder code", str(number), str(amount)] for code, number, amount in rows]


def _line(row: dict[str, Any]) -> list[str]:
    follows = f" (credit van {row['original']})" if row["original"] else ""
    follows += f" (in plaats van {row['replaces']})" if row["replaces"] else ""
    return [
        str(row["line"]),
        row["reference"],
        row["name"],
        f"{row['description']}{follows}",
        row["article"],
        str(Euro(row["amount"])),
    ]
