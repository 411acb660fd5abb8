"""Draws a paper as a PDF; the same paper gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from noaber.papers.paper import Paper
from noaber.values.period import MONTHS, dutch_day

STANDARDS: list[Any] = ["a-2a", "ua-1"]

_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_TEMPLATES = Path(__file__).parent / "templates_typst"
# The compiler keeps the input of its last document, so one thread at a time.
_alone = Lock()


def write_pdf(paper: Paper, addressee: Sequence[str] = ()) -> bytes:
    """The paper as PDF/A-2a and PDF/UA-1, with the lines of an address in the window where they are given.

    Only a paper with nothing left open can be drawn. Raises typst.TypstError for a text that the fonts cannot show.
    """
    assert not paper.open, f"not filled in: {paper.open}"
    moment = datetime.combine(paper.day, time(), UTC)
    inputs = {"paper": json.dumps(words(paper, addressee), ensure_ascii=False, sort_keys=True)}
    with _alone:
        drawn = _compiler("paper.typ").compile(
            format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=moment
        )
    assert isinstance(drawn, bytes)
    return drawn


def can_show(text: str) -> bool:
    """Do the fonts of the paper have every sign of a text? They have Latin, Greek and Cyrillic; they have no emoji."""
    with _alone:
        try:
            _compiler("words.typ").compile(format="pdf", sys_inputs={"words": text}, pdf_standards=["a-2u"])
        except typst.TypstError:
            return False
    return True


@cache
def _compiler(template: str) -> typst.Compiler:
    """A compiler with only the fonts that typst carries, so that every machine draws the same."""
    return typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, ignore_system_fonts=True)


def words(paper: Paper, addressee: Sequence[str] = ()) -> dict[str, Any]:
    """Everything that the sheet says, as text; the template only places it."""
    day = paper.day
    return {
        "title": paper.title,
        "summary": f"Zaak {paper.case}, {dutch_day(day)}",
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "sender": paper.sheet.name,
        "colour": paper.sheet.colour,
        "sender_lines": [*paper.sheet.address, *paper.sheet.reach],
        "addressee": list(addressee),
        "facts": [["Datum", dutch_day(day)], ["Zaaknummer", paper.case], ["Kenmerk", paper.digest[:12]]],
        "salutation": paper.salutation,
        "blocks": [{"kind": block.kind, "rows": [_line(row) for row in block.rows]} for block in paper.blocks],
        "closing": list(paper.closing),
        "signs": list(paper.signs),
        "copies": list(paper.copies),
        "footer": paper.sheet.footer,
    }


def _line(row: Sequence[Any]) -> str:
    """The words of a row; a day does not fall apart at the end of a line."""
    return _DAY.sub("\\1\u00a0\\2\u00a0\\3", "".join(row))
