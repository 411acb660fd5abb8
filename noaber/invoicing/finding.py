"""What a check of an invoice file finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """A rule that an invoice file breaks.

    `code` is the rule's own (`BR-CO-17`, `BR-NL-2`), `xsd` for the schema, or `xml-...` where the file cannot be read.
    `place` is the path or line in the file. What is not `fatal` is advice: receivers accept it.
    """

    code: str
    fatal: bool
    text: str
    place: str = ""
