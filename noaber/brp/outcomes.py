"""How a question to the BRP ended: the seven endings, and how an answer of the API becomes one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FOUND, NOT_FOUND, TOO_MANY = "found", "not-found", "too-many"
NOT_AUTHORISED, REFUSED, OUT_OF_ORDER, NOT_SET_UP = "not-authorised", "refused", "out-of-order", "not-set-up"
TEXTS: dict[str, str] = {
    FOUND: "De BRP heeft geantwoord.",
    NOT_FOUND: "De BRP kent niemand met deze gegevens. Controleer ze op het document.",
    TOO_MANY: "De BRP vindt te veel personen. Vraag met meer gegevens.",
    NOT_AUTHORISED: "De gemeente mag deze gegevens niet uit de BRP krijgen. Meld dit aan de functioneel beheerder.",
    REFUSED: "De BRP begrijpt de vraag niet. Meld dit aan de functioneel beheerder.",
    OUT_OF_ORDER: "BRP niet bereikbaar, wordt later opnieuw gevraagd.",
    NOT_SET_UP: "Er is voor deze gemeente geen BRP-koppeling ingesteld.",
}
ASK_LATER = frozenset({OUT_OF_ORDER})
_CODE = re.compile(r"[a-zA-Z]{1,25}")
_FIELD = re.compile(r"[a-zA-Z][a-zA-Z._]{0,29}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ending of one question. The persons are shown to whoever asked and kept nowhere.

    `reason` is the code of the API (`unauthorizedField`) or ours (`timeout`), `wrong` the parameters that it names.
    """

    code: str
    reason: str = ""
    wrong: tuple[str, ...] = ()
    persons: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """What the clerk reads."""
        return TEXTS[self.code]


def outcome_of(status: int, body: Any) -> Outcome:
    """What an answer means. What cannot be read is out of order, for then nobody knows what the BRP says."""
    if status == 200:
        return _found(body)
    reason, wrong = _problem(body)
    if status == 400:
        return Outcome(TOO_MANY if reason == "tooManyResults" else REFUSED, reason or "http400", wrong)
    if status in (401, 403):
        return Outcome(NOT_AUTHORISED, reason or f"http{status}")
    if status in (404, 405, 406, 413, 415, 422):
        return Outcome(REFUSED, reason or f"http{status}")
    return Outcome(OUT_OF_ORDER, reason or f"http{status}")


def _found(body: Any) -> Outcome:
    persons = body.get("personen") if isinstance(body, Mapping) else None
    if not isinstance(persons, list) or not all(isinstance(person, Mapping) for person in persons):
        return Outcome(OUT_OF_ORDER, "unreadable")
    return Outcome(FOUND, persons=tuple(persons)) if persons else Outcome(NOT_FOUND)


def _problem(body: Any) -> tuple[str, tuple[str, ...]]:
    """The codes of a problem document. Its sentences stay out: they may repeat what was asked."""
    if not isinstance(body, Mapping):
        return "", ()
    rows = body.get("invalidParams")
    names = [str(row.get("name", "")) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    wrong = tuple(name for name in names if _FIELD.fullmatch(name))
    code = str(body.get("code", ""))
    return code if _CODE.fullmatch(code) else "", wrong
