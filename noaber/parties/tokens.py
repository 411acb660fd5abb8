"""Keys of the API: what they are made of, what they may read, and how they are made and withdrawn."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from noaber.parties.clock import now
from noaber.parties.models import ApiToken, Municipality

SCOPES = {
    "agreement": "de overeenkomst en haar artikelen",
    "cases": "zaken",
    "extrawork": "meerwerk, maatwerk en calamiteiten",
    "invoices": "facturen",
    "journal": "het journaal, met bewijzen en controlepunten",
    "reports": "kwartaalrapporten",
    "wages": "in het journaal ook loonkosten van minder mensen dan anderen mogen zien",
}
LONGEST = 400
"""The most days that a key may hold: one year, and time to replace it."""
_PREFIX = "noaber_"


class BadToken(ValueError):
    """A key that cannot be made as asked: an unknown scope, or too many or too few days."""


def fingerprint(key: str) -> str:
    """What is kept of a key. It has 256 random bits, so that a plain hash cannot be guessed back."""
    return hashlib.sha256(key.encode()).hexdigest()


def make_token(municipality: Municipality, scopes: Sequence[str], days: int, name: str) -> tuple[str, ApiToken]:
    """A new key for a municipality, and what is kept of it. Nobody can show the key again. Raises BadToken."""
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise BadToken(f"“{', '.join(unknown)}” is niets om te lezen. Kies uit: {', '.join(SCOPES)}.")
    if not 1 <= days <= LONGEST:
        raise BadToken(f"Een sleutel is 1 tot en met {LONGEST} dagen geldig.")
    key = f"{_PREFIX}{secrets.token_urlsafe(32)}"
    made_at = now()
    token = ApiToken.objects.create(
        municipality=municipality,
        name=name,
        fingerprint=fingerprint(key),
        scopes=sorted(set(scopes)),
        made_at=made_at,
        expires_at=made_at + timedelta(days=days),
    )
    return key, token


def revoke_token(token: ApiToken) -> None:
    """Let a key open nothing any more, from now on."""
    token.revoked_at = now()
    token.save(update_fields=["revoked_at"])


def token_of(key: str) -> ApiToken | None:
    """The key that somebody shows, if it is known and still holds; the day it was used is noted."""
    found = ApiToken.objects.filter(fingerprint=fingerprint(key)).first()
    moment = now()
    if found is None or not found.holds_at(moment):
        return None
    if found.last_used_on != moment.date():
        ApiToken.objects.filter(pk=found.pk).update(last_used_on=moment.date())
    return found
