"""What people who work with graves can ask of the public register."""

from __future__ import annotations

from django.db.models import QuerySet

from noaber.cemetery.publicregister.models import KeptOut, PublicEntry


def kept_out(client: int) -> QuerySet[KeptOut]:
    """The graves that are kept out now, by number."""
    return KeptOut.objects.of(client).filter(shown_again_on=None).order_by("grave")


def how_many(client: int) -> int:
    """How many people and urns the public register holds, also those that cannot be found yet."""
    return PublicEntry.objects.filter(municipality=client).count()
