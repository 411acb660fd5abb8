"""The key that signs checkpoints: one for each installation, in a file that only the application can read."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from noaber.journal.checkpoint import KeyPair
from noaber.parties.secret_files import secret_file


@lru_cache
def signing_key() -> KeyPair:
    """The key of this installation; made at the first seal."""
    place = Path(settings.DATA_DIR) / "signing.key"
    return KeyPair.parse(secret_file(place, lambda: KeyPair.generate("noaber").signer))


def verifier_key() -> str:
    """The public half, as text: what somebody needs to check a checkpoint."""
    return signing_key().verifier
