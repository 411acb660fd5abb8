"""Words for codes. Layers above `web` hand over what they know when they start, for `web` may not import them."""

from __future__ import annotations

from collections.abc import Callable

from noaber.parties.functions import FUNCTIONS
from noaber.values import Period

Words = Callable[[str], str | None]
_known: dict[str, list[Words]] = {}


def teach(kind: str, words: Words) -> None:
    """From now on, `words` is asked too what a code of this kind is called; it answers None for one it does not know.

    Kinds: `act` and `function` (a label), `address` (the page where an act is done).
    """
    _known.setdefault(kind, []).append(words)


def words_for(kind: str, code: str) -> str | None:
    """What is known of a code, or None."""
    return next((found for words in _known.get(kind, []) if (found := words(code))), None)


def label_of(kind: str, code: str) -> str:
    """What a code is called in Dutch; the code itself where nobody knows it."""
    return words_for(kind, code) or code


_THINGS = {
    "case": "zaak",
    "job": "klus",
    "invoice": "factuur van",
    "payroll": "loonkosten van",
    "report": "rapport over",
    "duty": "termijn",
    "desk": "balie op",
    "visit": "bezoek",
    "opening": "openingstijd",
    "competence": "bevoegdheid van",
    "deviation": "afwijking",
    "rights": "rechten in",
    "finding": "bevinding",
    "findings": "bevindingen van",
    "self-evaluation": "zelfevaluatie over",
    "advice": "advies",
    "complaint": "klacht",
    "document": "document",
    "documents": "documenten op",
    "passport.uncollected": "niet afgehaalde reisdocumenten van",
    "licence.uncollected": "niet afgehaalde rijbewijzen van",
    "ceremony": "ceremonie op",
    "feedback": "antwoorden van inwoners in",
    "grave": "graf",
    "right": "grafrecht",
    "letter": "brief",
    "batch": "partij brieven",
    "resident": "persoon",
    "question": "informatieverzoek",
    "piket": "piket in",
    "gravefile": "bestand voor de boekhouding",
    "gravelevy": "aanslagen over",
    "post": "post",
    "posts": "posten van",
    "debtor": "debiteur",
    "register": "register van graven op",
    "map": "kaart van graven op",
    "daysheet": "dagblad",
}


def words_about(name: str) -> str:
    """What the journal names, in words; the name itself where its kind is not known."""
    kind, _, key = name.partition(":")
    if kind not in _THINGS:
        return name
    if kind == "competence":
        return "bevoegdheid van een collega"
    try:
        key = str(Period.parse(key))
    except ValueError:
        return f"{_THINGS[kind]} {key}"
    return f"{_THINGS[kind]} {'het ' if 'kwartaal' in key or 'halfjaar' in key else ''}{key}"


def names_of(typed: str) -> tuple[str, ...]:
    """What the journal may call something that somebody types: a whole name, or a key that any kind may have."""
    key = typed.strip()
    return (key,) if ":" in key else tuple(f"{kind}:{key}" for kind in _THINGS)


teach("function", FUNCTIONS.get)
