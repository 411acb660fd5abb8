"""What the page of a report shows beside its value: the drawings, as safe text that the template places."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from noaber.reporting.drawings import all_quarters, comparison, count_trend, norm_trend, quarters
from noaber.reporting.figures import Figure, quarter_name
from noaber.reporting.indicators import Indicator
from noaber.reporting.norms import Status
from noaber.reporting.report import QuarterReport, ServicePart

SHAPES = {Status.MET: "done", Status.MISSED: "late", Status.TOO_FEW: "wait", Status.NOT_MEASURED: "off"}


@dataclass(frozen=True, slots=True)
class NormView:
    """A norm with its small line and its mark."""

    row: Indicator
    line: SafeString
    shape: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A service with its drawings."""

    part: ServicePart
    line: SafeString
    columns: SafeString
    bars: SafeString
    norms: list[NormView]
    table: list[tuple[str, Figure | None]]


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything drawn on the page."""

    columns: SafeString
    line: SafeString
    table: list[tuple[str, Figure | None]]
    parts: list[PartView]
    general: list[NormView]


def page_of(report: QuarterReport) -> PageView:
    """The drawings of a report. They are made by our own code from numbers and escaped names, so they are safe."""
    return PageView(
        columns=_drawn(all_quarters(report)),
        line=_drawn(count_trend(report, report.total, "lijn-samen")),
        table=_table(report, report.total.series),
        parts=[_part(report, part) for part in report.services],
        general=[_norm(report, row) for row in report.general],
    )


def _part(report: QuarterReport, part: ServicePart) -> PartView:
    return PartView(
        part=part,
        line=_drawn(count_trend(report, part.counts.closed, f"lijn-{part.number}")),
        columns=_drawn(quarters(report, part)),
        bars=_drawn(comparison(part)),
        norms=[_norm(report, row) for row in part.indicators],
        table=_table(report, part.counts.closed.series),
    )


def _norm(report: QuarterReport, row: Indicator) -> NormView:
    line = norm_trend(report, row) if row.outcome else ""
    return NormView(row, _drawn(line), SHAPES[row.status])


def _table(report: QuarterReport, series: tuple[Figure | None, ...]) -> list[tuple[str, Figure | None]]:
    return [(quarter_name(quarter), figure) for quarter, figure in zip(report.quarters, series, strict=True)]


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  made by charts.py, which escapes every text
