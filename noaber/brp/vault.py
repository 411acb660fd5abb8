"""Citizen numbers at rest: encrypted and bound to their row, and an index that is blind to who cannot compute it.

AES-256-GCM with a nonce of its own for every row; municipality and case are authenticated with it, so that a number
that is moved to another row does not open. The index is HMAC-SHA-256 over municipality and number: the same person has
another index in another municipality, so that nobody can lay two municipalities side by side.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from noaber.brp.bsn import Bsn

NONCE_BYTES = 12


class CannotOpen(Exception):
    """The row was not sealed with this key, or not as this row. Nothing of it is in the message."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of this installation: `current` seals, every one of `sealing` opens, `index` makes the blind index."""

    current: str
    sealing: Mapping[str, bytes] = field(repr=False)
    index: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a row keeps of a number: which key, and what it made of it."""

    key_id: str
    ciphertext: bytes


def seal(keys: Keyring, bsn: Bsn, municipality: int, case: str) -> Sealed:
    """Encrypt a number for one row, with the current key."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    box = AESGCM(keys.sealing[keys.current])
    return Sealed(keys.current, nonce + box.encrypt(nonce, bsn.digits.encode(), _row(municipality, case)))


def unseal(keys: Keyring, sealed: Sealed, municipality: int, case: str) -> Bsn:
    """The number of a row. Raises CannotOpen."""
    if sealed.key_id not in keys.sealing:
        raise CannotOpen(f"Sleutel {sealed.key_id} ontbreekt in brp.keys.")
    nonce, kept = sealed.ciphertext[:NONCE_BYTES], sealed.ciphertext[NONCE_BYTES:]
    try:
        digits = AESGCM(keys.sealing[sealed.key_id]).decrypt(nonce, kept, _row(municipality, case))
    except (InvalidTag, ValueError):
        raise CannotOpen("Dit nummer hoort niet bij deze rij.") from None
    return Bsn(digits.decode())


def blind_index(keys: Keyring, bsn: Bsn, municipality: int) -> str:
    """Equal for two numbers of one municipality when they are the same, and telling nothing more."""
    return hmac.new(keys.index, f"{municipality}:{bsn.digits}".encode(), hashlib.sha256).hexdigest()


def _row(municipality: int, case: str) -> bytes:
    return f"brp_subject:{municipality}:{case}".encode()
