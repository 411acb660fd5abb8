"""The kinds of funeral, and what each of them asks. Dutch and English, for undertakers read both."""

from __future__ import annotations

NEW, EXISTING, OWN, GENERAL = "new", "existing", "own", "general"
URN, SCATTER, FOETUS = "urn", "scatter", "foetus"
KINDS = {
    NEW: ("Nieuw particulier graf", "New private grave"),
    EXISTING: ("Bestaand particulier graf", "Existing private grave"),
    OWN: ("De rechthebbende wordt zelf begraven", "The holder of the grave is buried"),
    GENERAL: ("Algemeen graf", "General grave"),
    URN: ("Asbus plaatsen", "Placing an urn"),
    SCATTER: ("As verstrooien", "Scattering ashes"),
    FOETUS: ("Vrucht jonger dan 24 weken", "Foetus of less than 24 weeks"),
}
NEEDS_PERMIT = frozenset({NEW, EXISTING, OWN, GENERAL})
"""Nobody is buried without the permission of the registrar (Wlb 11), within the terms of the law (Wlb 16)."""
NEEDS_PAPER = NEEDS_PERMIT | {FOETUS}
"""That permission, or of a foetus the statement of a doctor."""
NEEDS_GRAVE = frozenset({EXISTING, OWN})
"""Kinds of which the grave is known from the start."""
BY_HOLDER = frozenset({EXISTING, URN, FOETUS})
"""In a grave that is somebody's, that holder decides. Of a holder who died, who arranges the funeral signs."""
NO_GRAVE = frozenset({SCATTER})
HOLDER, ARRANGER = "holder", "arranger"
ROLES = {
    HOLDER: ("De rechthebbende van het graf", "The holder of the grave"),
    ARRANGER: ("Wie de uitvaart regelt (en bij een nieuw graf de rechthebbende wordt)", "Who arranges the funeral"),
}
PAYERS = {HOLDER: ("De rechthebbende", "The holder of the grave"), "undertaker": ("De uitvaartondernemer", "We do")}
BEARERS = {
    "undertaker": ("Dragers van de uitvaartondernemer", "Our own bearers"),
    "family": ("De familie draagt", "The family carries"),
    "cart": ("Op de rijdende baar", "On the bier"),
}
WORDS_OF_GRAVE = {NEW: "particulier", GENERAL: "algemeen", URN: "urnengraf", FOETUS: "kindergraf"}
"""The kind of grave that is given out for a kind of funeral where no grave is named."""


def is_bound(kind: str, exception: str) -> bool:
    """Do the terms of a burial hold? Not for ashes or a foetus, nor where the mayor set another term."""
    return kind in NEEDS_PERMIT and not exception


def in_words(rows: dict[str, tuple[str, str]], code: str, lang: str = "nl") -> str:
    """What a code means, in a language; the code itself where it is not known."""
    return rows[code][lang == "en"] if code in rows else code
