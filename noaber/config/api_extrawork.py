"""Additional work, custom work and calamities in the API."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from django.http import Http404
from msgspec import Meta
from ninja import Path, Query, Router
from pydantic import Field

from noaber.config.api_door import KeyRequest, Shown, page_of, resource
from noaber.config.api_parameters import Paging, Word
from noaber.extrawork.models import ExtraWork

router = Router(tags=["meerwerk"])
Kind = Literal["additional", "custom", "calamity"]
State = Literal["requested", "consented", "started", "halted", "finished", "declined", "withdrawn"]
COLUMNS = (
    "reference",
    "kind",
    "service",
    "title",
    "state",
    "estimate_cents",
    "consent_cents",
    "agreed_cents",
    "charged_cents",
    "asked_on",
    "consented_on",
    "started_on",
    "informed_on",
    "finished_on",
)
Cents = Annotated[int | None, Meta(description="Hele centen, zonder btw")]


class JobItem(msgspec.Struct, rename="camel"):
    """One job outside the agreed formation. The fields stand in the order of COLUMNS."""

    reference: Annotated[str, Meta(examples=["M-2026-03"])]
    kind: Kind
    service: Annotated[int, Meta(description="Nummer van de dienst; 0 is geen van de diensten")]
    title: str
    state: State
    estimate_cents: Cents
    consent_cents: Cents
    agreed_cents: Cents
    charged_cents: Cents
    asked_on: date
    consented_on: date | None
    started_on: date | None
    informed_on: date | None
    finished_on: date | None


class JobFilters(Paging):
    """Which jobs."""

    kind: Kind | None = Field(None, description="Alleen werk van deze soort.")
    state: State | None = Field(None, description="Alleen werk in deze stand.")


@resource(router, "/extra-work", "extrawork", list[JobItem], "Meerwerk, maatwerk en calamiteiten")
def extra_work(request: KeyRequest, wanted: JobFilters = Query(...)) -> Shown:
    """Nieuwste eerst."""
    found = ExtraWork.objects.of(request.auth.municipality_id)
    exact = {"kind": wanted.kind, "state": wanted.state}
    found = found.filter(**{name: value for name, value in exact.items() if value is not None})
    return page_of(found.order_by("-id").values_list(*COLUMNS), wanted, _item)


@resource(router, "/extra-work/{reference}", "extrawork", JobItem, "Eén werk")
def extra_job(request: KeyRequest, reference: Word = Path(...)) -> JobItem:
    """Hoe een werk ervoor staat."""
    found = ExtraWork.objects.of(request.auth.municipality_id).filter(reference=reference)
    row = found.values_list(*COLUMNS).first()
    if row is None:
        raise Http404
    return _item(row)


def _item(row: tuple) -> JobItem:
    return JobItem(*row)
