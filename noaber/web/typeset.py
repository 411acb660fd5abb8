"""Draws papers with typst: the same words on the same day give the same bytes, on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

PLAIN = ("a-2a", "ua-1")
"""PDF/A-2a and PDF/UA-1: kept for good, and read by everybody."""

_WORDS = Path(__file__).parent / "templates_typst" / "words.typ"
# A compiler keeps the input of its last document, so one thread at a time.
_alone = Lock()


def draw(
    template: Path, name: str, words: Mapping[str, Any], day: date, standards: tuple[str, ...] = PLAIN, **more: str
) -> bytes:
    """A PDF of a template that reads its words as JSON under `name`; `more` it reads as they are.

    Raises typst.TypstError for a text that the fonts cannot show.
    """
    inputs = {name: json.dumps(words, ensure_ascii=False, sort_keys=True), **more}
    moment = datetime.combine(day, time(), UTC)
    kinds: list[Any] = list(standards)
    with _alone:
        drawn = _compiler(template).compile(format="pdf", sys_inputs=inputs, pdf_standards=kinds, timestamp=moment)
    assert isinstance(drawn, bytes)
    return drawn


def can_show(text: str) -> bool:
    """Do the fonts of the papers have every sign of a text? They have Latin, Greek and Cyrillic; they have no emoji."""
    with _alone:
        try:
            _compiler(_WORDS).compile(format="pdf", sys_inputs={"words": text}, pdf_standards=["a-2u"])
        except typst.TypstError:
            return False
    return True


@cache
def _compiler(template: Path) -> typst.Compiler:
    """A compiler with only the fonts that typst carries, so that every machine draws the same.

    Libertinus Serif (SIL Open Font License 1.1) covers every letter of the Latin script that names use; behind it stand
    New Computer Modern (GUST Font License) and DejaVu Sans Mono (Bitstream Vera licence).
    """
    return typst.Compiler(template, root=template.parent, ignore_system_fonts=True)
