"""What the holder of a right allowed or asked, and how it was established that it was the holder.

An act that rests on it tells it here, in its own transaction; the evidence file of the grave keeps it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from noaber.agreement.acting import Acting
from noaber.attachments.files import Taken
from noaber.cemetery.models import GraveRight, Resident
from noaber.journal.models import Entry

IDENTITY = {
    "passport": "paspoort of identiteitskaart gezien",
    "licence": "rijbewijs gezien",
    "digid": "ingelogd met DigiD",
    "signature": "handtekening vergeleken met die op de grafakte",
    "code": "code uit de brief aan de rechthebbende",
}
"""How an identity is established, without the number of any document."""


@dataclass(frozen=True, slots=True)
class Consented:
    """Somebody asked for an act or allowed it. `about` is the code of the act, `document` what they signed."""

    about: str
    right: GraveRight
    by: Resident
    identity: str
    document: Taken | None = None


Keeper = Callable[[Acting, Entry, Consented], None]
KEEPERS: list[Keeper] = []


def tell(act: Acting, entry: Entry, consented: Consented) -> None:
    """Hand it to whoever keeps it, under the entry of the act that rests on it."""
    for keep in KEEPERS:
        keep(act, entry, consented)


def facts_of(identity: str, document: Taken | None) -> dict[str, str]:
    """What the journal keeps of it: how, and the fingerprint of what was signed."""
    return {"identity": identity} | ({"document_digest": document.digest} if document else {})
