"""The agreement in the API: which there are, and what every article says."""

from datetime import date
from typing import Annotated

import msgspec
from django.db.models import Q
from django.http import Http404
from msgspec import Meta
from ninja import Path, Query, Router

from noaber.agreement.book import ClauseText
from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.config.api_door import KeyRequest, Shown, page_of, resource
from noaber.config.api_parameters import Paging, Word
from noaber.parties.clock import today

router = Router(tags=["overeenkomst"])


class AgreementItem(msgspec.Struct, rename="camel"):
    """An agreement under which work is done for this municipality."""

    code: Annotated[str, Meta(examples=["ommen-twenterand-2024"])]
    title: str
    contractor: Annotated[str, Meta(description="De gemeente die het werk doet.")]
    since: date
    until: date | None


class ClauseItem(msgspec.Struct, rename="camel"):
    """An article, in the words of Noaber; the signed text is what binds."""

    number: Annotated[str, Meta(examples=["3.7"])]
    title: str
    kind: Annotated[str, Meta(description="rule, duty, definition of statement")]
    text: str


def agreements_of(client: int) -> list[Agreement]:
    """The agreements of a client that have begun, newest first."""
    found = Agreement.objects.defer("document").filter(client=client, since__lte=today())
    return list(found.select_related("client", "contractor").order_by("-since", "code"))


def at_work(client: int) -> Agreement:
    """The agreement that holds for a client today. Raises Http404 when there is none."""
    day = today()
    found = Agreement.objects.defer("document").filter(client=client, since__lte=day)
    newest = found.filter(Q(until__isnull=True) | Q(until__gte=day)).select_related("client", "contractor")
    agreement = newest.order_by("-since").first()
    if agreement is None:
        raise Http404
    return agreement


@resource(router, "/agreements", "agreement", list[AgreementItem], "De overeenkomsten van de gemeente")
def agreements(request: KeyRequest, paging: Paging = Query(...)) -> Shown:
    """Nieuwste eerst."""
    return page_of(agreements_of(request.auth.municipality_id), paging, _agreement)


def _agreement(row: Agreement) -> AgreementItem:
    return AgreementItem(row.code, row.title, row.contractor.name, row.since, row.until)


def _one(request: KeyRequest, code: str) -> Agreement:
    for agreement in agreements_of(request.auth.municipality_id):
        if agreement.code == code:
            return agreement
    raise Http404


@resource(router, "/agreements/{code}", "agreement", AgreementItem, "Eén overeenkomst")
def agreement(request: KeyRequest, code: Word = Path(...)) -> AgreementItem:
    """Wie voor wie werkt, en sinds wanneer."""
    return _agreement(_one(request, code))


@resource(router, "/agreements/{code}/clauses", "agreement", list[ClauseItem], "De artikelen van een overeenkomst")
def clauses(request: KeyRequest, code: Word = Path(...), paging: Paging = Query(...)) -> Shown:
    """In de volgorde van de overeenkomst."""
    return page_of(book_of(_one(request, code)).clauses, paging, _clause)


@resource(router, "/agreements/{code}/clauses/{number}", "agreement", ClauseItem, "Eén artikel")
def clause(request: KeyRequest, code: Word = Path(...), number: Word = Path(...)) -> ClauseItem:
    """De inhoud van een artikel, in de woorden van Noaber."""
    try:
        return _clause(book_of(_one(request, code)).clause(number))
    except KeyError:
        raise Http404 from None


def _clause(clause: ClauseText) -> ClauseItem:
    return ClauseItem(clause.number, clause.title, clause.kind, clause.text)
