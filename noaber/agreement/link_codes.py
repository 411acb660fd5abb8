"""Codes of links for people without an account: 128 bits, of which only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac


def digest(code: str) -> str:
    """What is kept of a code: its SHA-256."""
    return hashlib.sha256(code.encode()).hexdigest()


def new_seed() -> str:
    """What the codes of a row are made from."""
    return secrets.token_hex(16)


def code_of(seed: str, what: str) -> str:
    """The code of a link, for one purpose: of no use to who has only the row, or only the key of the installation."""
    return salted_hmac(f"noaber.{what}", seed, settings.SECRET_KEY, algorithm="sha256").hexdigest()[:32]
