"""Draws a paper as a PDF; the same paper gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import segno

from noaber.agreement.paper_texts import Block
from noaber.papers.paper import Paper
from noaber.values.period import MONTHS, dutch_day
from noaber.web.typeset import draw

_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_TEMPLATE = Path(__file__).parent / "templates_typst" / "paper.typ"


Head = Sequence[tuple[str, str]]
"""What stands between the letterhead and the title beside the day: labels and values."""


def write_pdf(paper: Paper, addressee: Sequence[str] = (), head: Head = ()) -> bytes:
    """The paper as PDF/A-2a and PDF/UA-1, with the lines of an address in the window where they are given.

    Only a paper with nothing left open can be drawn. Raises typst.TypstError for a text that the fonts cannot show.
    """
    return draw(_TEMPLATE, "paper", words(paper, addressee, head), paper.day)


def write_batch(title: str, papers: Sequence[tuple[Paper, Sequence[str], Head]]) -> bytes:
    """Papers one after the other, for the printer: each begins on a page of its own and counts its own pages."""
    drawn = [words(*each) for each in papers]
    first = drawn[0]
    about = {"title": title, "summary": title, "sender": first["sender"], "day": first["day"]}
    return draw(_TEMPLATE, "paper", about | {"papers": drawn}, papers[0][0].day)


def words(paper: Paper, addressee: Sequence[str] = (), head: Head = ()) -> dict[str, Any]:
    """Everything that the sheet says, as text; the template only places it."""
    assert not paper.open, f"not filled in: {paper.open}"
    day = paper.day
    head = head or [("Zaaknummer", paper.case), ("Kenmerk", paper.digest[:12])]
    return {
        "title": paper.title,
        "summary": f"{head[0][0].removesuffix('nummer')} {head[0][1]}, {dutch_day(day)}",
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "sender": paper.sheet.name,
        "colour": paper.sheet.colour,
        "sender_lines": [*paper.sheet.address, *paper.sheet.reach],
        "addressee": list(addressee),
        "facts": [["Datum", dutch_day(day)], *map(list, head)],
        "salutation": paper.salutation,
        "blocks": [_words_of(block) for block in paper.blocks],
        "closing": list(paper.closing),
        "signs": list(paper.signs),
        "copies": list(paper.copies),
        "footer": paper.sheet.footer,
    }


def _words_of(block: Block) -> dict[str, Any]:
    rows = [_line(row) for row in block.rows]
    if block.kind == "code":
        rows.append(segno.make_qr(rows[0], error="m").svg_inline(light="#fff", border=2))
    return {"kind": block.kind, "rows": rows}


def _line(row: Sequence[Any]) -> str:
    """The words of a row; a day does not fall apart at the end of a line."""
    return _DAY.sub("\\1\u00a0\\2\u00a0\\3", "".join(row))
