"""Quarterly reports in the API: the same value as the page, the PDF and the spreadsheet."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from django.http import Http404
from msgspec import Meta
from ninja import Path, Query, Router
from pydantic import Field

from noaber.config.api_agreement import at_work
from noaber.config.api_door import KeyRequest, Shown, page_of, resource
from noaber.config.api_parameters import Paging
from noaber.parties.clock import today
from noaber.reporting.indicators import Indicator
from noaber.reporting.queries import QuarterRow, quarters, shown
from noaber.reporting.report import Accounted, QuarterReport

router = Router(tags=["rapporten"])


class ReportItem(msgspec.Struct, rename="camel"):
    """A quarter in the list of reports."""

    quarter: Annotated[str, Meta(examples=["2026-Q3"])]
    state: Annotated[str, Meta(description="De stand in woorden")]
    due: Annotated[date, Meta(description="Uiterlijk vast te stellen op")]
    fixed_on: date | None
    cases_closed: Annotated[int, Meta(description="Afgehandelde zaken")]


class FigureItem(msgspec.Struct, rename="camel"):
    """One figure of the report with its place and what it rests on."""

    part: Annotated[str, Meta(description="Onderdeel van het rapport")]
    row: str
    name: str
    value: Annotated[str, Meta(description="Zoals mensen het lezen", examples=["1.234", "96,4 %"])]
    number: Annotated[str, Meta(description="Hetzelfde als getal met een decimale punt", pattern=r"^-?\d+(\.\d+)?$")]
    unit: str
    clause: Annotated[str, Meta(description="Artikel waar het op rust; leeg als het op geen artikel rust")]
    lines: Annotated[str, Meta(description="De vraag die de regels van het journaal eronder opent; kan leeg zijn")]


class NormItem(msgspec.Struct, rename="camel"):
    """One norm of the service level agreement in this report."""

    code: Annotated[str, Meta(examples=["FI-05"])]
    name: str
    norm: Annotated[str, Meta(description="De norm in woorden")]
    result: Annotated[str | None, Meta(description="Het resultaat; null als er te weinig of niets is gemeten")]
    status: Literal["met", "missed", "too-few", "not-measured"]
    interim: Annotated[bool, Meta(description="De periode van de norm loopt nog")]
    proposal: Annotated[bool, Meta(description="De norm is een voorstel, nog niet afgesproken")]
    cause: str
    action: str
    owner: str


class ReportValue(msgspec.Struct, rename="camel"):
    """A quarterly report."""

    quarter: str
    agreement: str
    client: str
    contractor: str
    state: str
    drawn_on: date
    checkpoint: Annotated[str, Meta(description="Het controlepunt van het journaal waarop het rapport rust")]
    sentences: list[str]
    norms: list[NormItem]
    figures: list[FigureItem]


@resource(router, "/reports", "reports", list[ReportItem], "De kwartaalrapporten")
def reports(request: KeyRequest, paging: Paging = Query(...)) -> Shown:
    """Nieuwste eerst; het lopende kwartaal is een concept."""
    return page_of(quarters(at_work(request.auth.municipality_id), today()), paging, _row)


def _row(row: QuarterRow) -> ReportItem:
    return ReportItem(row.period.code, row.label, row.due, row.fixed_on, row.closed)


@resource(router, "/reports/{quarter}", "reports", ReportValue, "Eén kwartaalrapport")
def report(request: KeyRequest, quarter: Annotated[str, Field(pattern=r"^20\d{2}-Q[1-4]$")] = Path(...)) -> ReportValue:
    """Zoals het is vastgesteld, of zoals het journaal het nu heeft."""
    agreement = at_work(request.auth.municipality_id)
    if quarter not in {row.period.code for row in quarters(agreement, today())}:
        raise Http404
    return _value(shown(agreement, quarter).report)


def _value(report: QuarterReport) -> ReportValue:
    head = report.head
    return ReportValue(
        quarter=head.period.code,
        agreement=head.agreement,
        client=head.client,
        contractor=head.contractor,
        state=head.state,
        drawn_on=head.drawn,
        checkpoint=head.checkpoint,
        sentences=[sentence.text for sentence in report.sentences],
        norms=[_norm(row) for row in report.indicators],
        figures=[_figure(row) for row in report.accounts()],
    )


def _norm(row: Indicator) -> NormItem:
    result = row.outcome.result if row.outcome else None
    return NormItem(
        code=row.kpi.code,
        name=row.kpi.name,
        norm=row.norm,
        result=result.value if result else None,
        status=row.status.value,
        interim=row.interim,
        proposal=row.kpi.proposal,
        cause=row.cause,
        action=row.action,
        owner=row.owner,
    )


def _figure(row: Accounted) -> FigureItem:
    trace = row.figure.trace
    return FigureItem(
        part=row.part,
        row=row.row,
        name=row.name,
        value=row.figure.value,
        number=f"{Decimal(row.figure.number):f}",
        unit=row.figure.unit,
        clause=str(trace.clause) if trace.clause else "",
        lines=trace.lines,
    )
