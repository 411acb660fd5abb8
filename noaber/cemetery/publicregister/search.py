"""Searching the public register: by the beginning of a name, never the whole of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from noaber.cemetery.names import keys_of, search_key
from noaber.cemetery.publicregister.models import PublicEntry
from noaber.cemetery.visitors import SearchRules

_LAST = "zzzz"
"""Comes after what may follow the beginning of a name, in whatever order the database sorts."""
SHORT, NOTHING, TOO_MANY, FOUND = "short", "nothing", "too-many", "found"


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search brought: how it went, and who was found. Of too many nobody is shown."""

    outcome: str
    entries: tuple[PublicEntry, ...] = ()


def search(client: int, typed: str, day: date, rules: SearchRules) -> Hits:
    """Who lies here with a name that begins so. One query, which reads no more rows than may be shown and one.

    A name with more hits than that must be typed further: so nobody reads the register page by page.
    """
    if len(search_key(typed)) < rules.least_letters:
        return Hits(SHORT)
    named = Q()
    for key in keys_of(typed):
        named |= Q(search__gte=key, search__lt=key + _LAST, search__startswith=key)
    found = PublicEntry.objects.filter(municipality=client).filter(named, shown_from__lte=day)
    entries = tuple(found.order_by("search", "id")[: rules.most_hits + 1])
    if not entries:
        return Hits(NOTHING)
    return Hits(TOO_MANY) if len(entries) > rules.most_hits else Hits(FOUND, entries)
