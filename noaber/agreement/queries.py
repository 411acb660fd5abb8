"""What people can ask about agreements: which there are, what they say, and for whom somebody works."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q

from noaber.agreement.book import Book
from noaber.agreement.models import Agreement
from noaber.parties.models import Municipality


def book_of(agreement: Agreement) -> Book:
    """What an agreement says, as loaded; read once per process for each version of the data."""
    return _book(agreement.pk, agreement.digest)


@lru_cache(maxsize=64)
def _book(pk: int, digest: str) -> Book:
    document = Agreement.objects.values_list("document", flat=True).get(pk=pk)
    return Book.from_document(json.loads(document))


def agreements_of(person: Any, day: date) -> list[Agreement]:
    """The agreements that a person has to do with on a day, by the organisations where they hold a function."""
    organisations = {position.organisation_id for position in person.positions_on(day)}
    return list(
        Agreement.objects.defer("document")
        .filter(Q(client__in=organisations) | Q(contractor__in=organisations))
        .filter(since__lte=day)
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .select_related("client", "contractor")
        .order_by("client__name", "-since")
    )


def clients_of(person: Any, day: date) -> list[Municipality]:
    """The client municipalities whose work a person may see."""
    found = {agreement.client_id: agreement.client for agreement in agreements_of(person, day)}
    return list(found.values())


def side_of(person: Any, agreement: Agreement, day: date) -> str:
    """On which side somebody stands: `contractor` or `client`."""
    organisations = {position.organisation_id for position in person.positions_on(day)}
    return "contractor" if agreement.contractor_id in organisations else "client"
