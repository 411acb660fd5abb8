"""Names as they are looked for: without capitals, accents and signs, so that `d'Hont` and `Renée` are found."""

from __future__ import annotations

import unicodedata

LEAST = 2
"""The fewest signs of a name to look for: nobody browses the register."""


def search_key(*parts: str) -> str:
    """What is kept to look for, and what is made of what somebody types: letters and digits alone."""
    plain = unicodedata.normalize("NFKD", "".join(parts)).casefold()
    return "".join(one for one in plain if one.isalnum() and one.isascii())


def keys_of(typed: str) -> list[str]:
    """What a typed name can begin with: the surname first, or the given name first and the surname last."""
    words = typed.split()
    ways = [typed, *(" ".join([*words[place:], *words[:place]]) for place in range(1, len(words)))]
    return [key for key in dict.fromkeys(search_key(way) for way in ways[:5]) if len(key) >= LEAST]
