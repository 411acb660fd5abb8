"""Every address of the product, for the nets that must not miss one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ELSEWHERE = ("account/", "api/")
"""Sign-in belongs to its library, and the API answers tokens, not people; both have nets of their own."""


@dataclass(frozen=True, slots=True)
class Address:
    """A route with its view and name."""

    route: str
    name: str
    view: Any


def addresses() -> list[Address]:
    """All of them but those of `ELSEWHERE`."""
    return [address for address in _walk(get_resolver(), "") if not address.route.startswith(ELSEWHERE)]


def _walk(resolver: URLResolver, above: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield Address(route, pattern.name or "", pattern.callback)
