"""Invoices in the API: what went out, line by line with its article, and the UBL file itself."""

from datetime import date
from typing import Annotated

import msgspec
from django.http import Http404
from msgspec import Meta
from ninja import Path, Query, Router
from pydantic import Field

from noaber.config.api_door import File, KeyRequest, Shown, page_of, resource
from noaber.config.api_parameters import Paging, Word
from noaber.invoicing.invoice import InvoiceLine
from noaber.invoicing.models import IssuedInvoice

router = Router(tags=["facturen"])
COLUMNS = ("number", "month", "type_code", "issued", "due", "net_cents", "payable_cents", "ubl_digest", "pdf_digest")
Cents = Annotated[int, Meta(description="Hele centen")]
Digest = Annotated[str, Meta(description="SHA-256 van het bestand, hexadecimaal")]


class InvoiceItem(msgspec.Struct, rename="camel"):
    """An invoice that went out. The fields stand in the order of COLUMNS; `ubl` is where its file is."""

    number: Annotated[str, Meta(examples=["DVO-2026-0007"])]
    month: Annotated[str, Meta(examples=["2026-09"])]
    type_code: Annotated[str, Meta(description="380 factuur, 381 creditnota, 384 correctie")]
    issued: date
    due: Annotated[date, Meta(description="Uiterlijk betalen op")]
    net_cents: Cents
    payable_cents: Cents
    ubl_digest: Digest
    pdf_digest: Digest
    ubl: Annotated[str, Meta(description="Waar het UBL-bestand staat")]


class LineItem(msgspec.Struct, rename="camel"):
    """One amount of an invoice with the article it rests on."""

    number: int
    service: Annotated[int, Meta(description="Nummer van de dienst; 0 is meer dan één of geen")]
    kind: str
    description: str
    clause: Annotated[str, Meta(examples=["4.10"])]
    net_cents: Cents
    vat_percent: Annotated[str, Meta(examples=["21"])]


class InvoiceValue(InvoiceItem):
    """An invoice with its lines."""

    lines: list[LineItem]


class InvoiceFilters(Paging):
    """Which invoices."""

    month: Annotated[str, Field(pattern=r"^20\d{2}-(0[1-9]|1[0-2])$")] | None = Field(
        None, description="Alleen de factuur van deze maand, zoals 2026-09."
    )


@resource(router, "/invoices", "invoices", list[InvoiceItem], "De facturen aan de gemeente")
def invoices(request: KeyRequest, wanted: InvoiceFilters = Query(...)) -> Shown:
    """Nieuwste eerst."""
    found = IssuedInvoice.objects.of(request.auth.municipality_id)
    if wanted.month is not None:
        found = found.filter(month=wanted.month)
    return page_of(
        found.order_by("-month", "-id").values_list(*COLUMNS),
        wanted,
        lambda row: InvoiceItem(*[*row, _ubl_address(request, row[0])]),
    )


@resource(router, "/invoices/{number}", "invoices", InvoiceValue, "Eén factuur")
def invoice(request: KeyRequest, number: Word = Path(...)) -> InvoiceValue:
    """Met haar regels."""
    row = _one(request, number)
    head = [getattr(row, name) for name in COLUMNS]
    lines = [_line(line) for line in row.value().lines]
    return InvoiceValue(*[*head, _ubl_address(request, row.number), lines])


@resource(router, "/invoices/{number}/ubl", "invoices", File, "Het UBL-bestand van een factuur")
def invoice_ubl(request: KeyRequest, number: Word = Path(...)) -> File:
    """Teken voor teken zoals het is verstuurd."""
    return File(bytes(_one(request, number).ubl), "application/xml")


def _one(request: KeyRequest, number: str) -> IssuedInvoice:
    row = IssuedInvoice.objects.of(request.auth.municipality_id).defer("pdf").filter(number=number).first()
    if row is None:
        raise Http404
    return row


def _ubl_address(request: KeyRequest, number: str) -> str:
    return request.build_absolute_uri(f"/api/v1/invoices/{number}/ubl")


def _line(line: InvoiceLine) -> LineItem:
    return LineItem(
        line.number,
        line.service,
        line.kind,
        line.description,
        line.clause.number,
        line.net.cents,
        f"{line.vat_percent.normalize():f}",
    )
