"""The keys of the municipalities, as one setting writes them."""

from __future__ import annotations


def keys_by_municipality(text: str) -> dict[int, str]:
    """The keys of `0175:key 0163:other`, by the code of the municipality. Raises ValueError, without a key in it."""
    found = {}
    for word in text.split():
        code, colon, key = word.partition(":")
        if not (colon and key and code.isascii() and code.isdigit()):
            raise ValueError("NOABER_BRP_KEYS is een rij van gemeentecode:sleutel, met spaties ertussen.")
        found[int(code)] = key
    return found
