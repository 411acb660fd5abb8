"""Which BRP answers for which municipality: the address and the keys are settings of the installation.

Every municipality has an authorisation of its own, and so a key of its own: Ommen's persons are asked with Ommen's key,
whoever does the work.
"""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from noaber.brp.client import Client
from noaber.brp.key_list import keys_by_municipality


def connection_of(municipality: int) -> Client | None:
    """The connection of a municipality; None where none is set up. Always the same one, for it remembers failures."""
    key = keys_by_municipality(settings.BRP_KEYS).get(municipality)
    return _connection(settings.BRP_URL.rstrip("/"), key, municipality) if settings.BRP_URL and key else None


@lru_cache(maxsize=64)
def _connection(address: str, key: str, municipality: int) -> Client:
    return Client(address, key)
