"""Cases in the API: how the work for the municipality stands. There are no names and no citizen numbers in it."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from django.http import Http404
from msgspec import Meta
from ninja import Path, Query, Router
from pydantic import Field

from noaber.cases.models import Case
from noaber.config.api_door import KeyRequest, Shown, page_of, resource
from noaber.config.api_parameters import Day, Paging, Whole, Word

router = Router(tags=["zaken"])
State = Literal["open", "suspended", "decided", "closed"]
COLUMNS = (
    "number",
    "service",
    "product",
    "organ",
    "reference",
    "state",
    "received",
    "due",
    "norm_due",
    "outcome",
    "decided_on",
    "closed_on",
)


class CaseItem(msgspec.Struct, rename="camel"):
    """One case. The fields stand in the order of COLUMNS."""

    number: Annotated[str, Meta(description="Zaaknummer", examples=["2026-H7KQ3T"])]
    service: Annotated[int, Meta(description="Nummer van de dienst in de overeenkomst")]
    product: Annotated[str, Meta(examples=["uittreksel-brp"])]
    organ: Annotated[str, Meta(description="Bevoegd orgaan: college, burgemeester, registrar of contractor")]
    reference: Annotated[str, Meta(description="Kenmerk in het bronsysteem; leeg als dat er niet is")]
    state: State
    received: date
    due: Annotated[date | None, Meta(description="Laatste dag van de wettelijke termijn")]
    norm_due: Annotated[date | None, Meta(description="Laatste dag van de afgesproken norm")]
    outcome: Annotated[str, Meta(description="Uitkomst van het besluit; leeg zolang er geen is")]
    decided_on: date | None
    closed_on: date | None


class CaseFilters(Paging):
    """Which cases."""

    state: State | None = Field(None, description="Alleen zaken in deze stand.")
    service: Whole | None = Field(None, ge=1, le=99, description="Alleen zaken van deze dienst.")
    product: Word | None = Field(None, description="Alleen zaken voor dit product.")
    reference: Word | None = Field(None, description="Alleen de zaak met dit kenmerk in het bronsysteem.")
    received_since: Day | None = Field(None, alias="receivedSince", description="Ontvangen op deze dag of later.")
    received_until: Day | None = Field(None, alias="receivedUntil", description="Ontvangen op deze dag of eerder.")


@resource(router, "/cases", "cases", list[CaseItem], "De zaken van de gemeente")
def cases(request: KeyRequest, wanted: CaseFilters = Query(...)) -> Shown:
    """Nieuwste registratie eerst."""
    found = Case.objects.of(request.auth.municipality_id)
    exact = {"state": wanted.state, "service": wanted.service, "product": wanted.product, "reference": wanted.reference}
    found = found.filter(**{name: value for name, value in exact.items() if value is not None})
    if wanted.received_since is not None:
        found = found.filter(received__gte=wanted.received_since)
    if wanted.received_until is not None:
        found = found.filter(received__lte=wanted.received_until)
    return page_of(found.order_by("-id").values_list(*COLUMNS), wanted, _item)


@resource(router, "/cases/{number}", "cases", CaseItem, "Eén zaak")
def case(request: KeyRequest, number: Word = Path(...)) -> CaseItem:
    """Hoe een zaak ervoor staat."""
    row = Case.objects.of(request.auth.municipality_id).filter(number=number).values_list(*COLUMNS).first()
    if row is None:
        raise Http404
    return _item(row)


def _item(row: tuple) -> CaseItem:
    return CaseItem(*row)
