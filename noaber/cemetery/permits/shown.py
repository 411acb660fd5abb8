"""Permits as the public pages show them, in Dutch or English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from noaber.cemetery.permits.measures import BREAKS, FITS, FREE, MISSING, Finding
from noaber.values import Refused

OUTCOMES = {
    FITS: (("past", "fits"), "done"),
    BREAKS: (("mag niet", "not allowed"), "late"),
    MISSING: (("ontbreekt", "missing"), "wait"),
    FREE: (("geen regel", "no rule"), "off"),
}
STATES_EN = {
    "wacht op aanvulling": "waiting for you",
    "niet compleet": "not complete",
    "te beslissen": "being decided on",
    "geweigerd": "refused",
    "buiten behandeling": "not dealt with",
    "verleend, nog niet geplaatst": "granted, not placed yet",
    "plaatsing gemeld": "placing announced",
    "te herstellen": "to be mended",
    "geplaatst en goedgekeurd": "placed and approved",
    "uitgevoerd": "carried out",
    "verleend, nog uit te voeren": "granted, to be carried out",
}
"""The states of a file in English."""
REFUSALS_EN = {
    "no-right": "There is no right on this grave. Ask the municipality.",
    "right-over": "The right on this grave has ended. The right holder must renew it first.",
    "not-private": "A burial vault is possible in a private grave only.",
    "no-basis": "No permit is needed for this.",
    "decided": "This application has already been decided on.",
    "day-past": "That day is over. Fill in today, or a day to come.",
    "approved": "The placing has already been approved.",
    "no-permit": "There is no permit to place anything.",
    "answered": "This question has already been answered.",
    "too-often": "The address was wrong too often. Please contact the municipality.",
}


def refusal_words(decision: Refused, lang: str) -> str:
    """Why not, and what to do, in the language of the page."""
    if lang == "en":
        return REFUSALS_EN.get(decision.code, "This is not possible now. Please contact the municipality.")
    return f"{decision.text} {decision.cure}".strip()


def tested(findings: Sequence[Finding], language: int) -> list[dict[str, Any]]:
    """The test, row by row."""
    return [
        {
            "state": one.state,
            "words": OUTCOMES[one.state][0][language],
            "shape": OUTCOMES[one.state][1],
            "label": one.label(language).capitalize(),
            "asked": one.asked_words(language),
            "allowed": one.allowed_words(language),
            "rule": one.rule,
        }
        for one in findings
    ]
