"""Which drawings a report carries, so that the page and the PDF show the same ones."""

from __future__ import annotations

from fractions import Fraction

from noaber.reporting.charts import LAST_YEAR, OTHER, PLAN, REPORTED, Point, bars, columns, described, mark, sparkline
from noaber.reporting.counts import LAST_YEAR as LAST_YEAR_PLACE
from noaber.reporting.counts import Count
from noaber.reporting.figures import WINDOW, Figure, quarter_name
from noaber.reporting.indicators import Indicator, Outcome
from noaber.reporting.norms import Status
from noaber.reporting.report import QuarterReport, ServicePart

UNKNOWN = "onbekend"


def comparison(part: ServicePart) -> str:
    """This quarter against plan and last year; rows that are not known are left out."""
    count = part.counts.closed
    rows = (
        ("Dit kwartaal", count.count, REPORTED),
        ("Plan", count.plan, PLAN),
        ("Vorig jaar", count.last_year, LAST_YEAR),
    )
    points = [
        Point(label, int(figure.number), figure.value, kind) for label, figure, kind in rows if figure is not None
    ]
    return bars(f"dienst-{part.number}-vergelijking", f"Afgehandelde zaken van dienst {part.number}", points)


def quarters(report: QuarterReport, part: ServicePart) -> str:
    """Eight quarters of one service."""
    points = _points(report, part.counts.closed)
    return columns(f"dienst-{part.number}-kwartalen", f"Afgehandeld per kwartaal, dienst {part.number}", points)


def all_quarters(report: QuarterReport) -> str:
    """Eight quarters of all services together."""
    return columns("alle-kwartalen", "Afgehandeld per kwartaal, alle diensten", _points(report, report.total))


def count_words(report: QuarterReport, row: Count) -> str:
    """Eight quarters of a count in words, for who cannot see the drawing."""
    return f"{row.name}, afgehandeld per kwartaal. {described(_points(report, row))}"


def norm_words(report: QuarterReport, row: Indicator) -> str:
    """Eight quarters of a norm in words, for who cannot see the drawing."""
    return f"{row.kpi.name} per kwartaal. {described(_result_points(report, row))}"


def count_trend(report: QuarterReport, row: Count, name: str) -> str:
    """The small line beside a count. `name` is unique on the page."""
    return sparkline(name, f"Afgehandeld per kwartaal: {row.name}", _points(report, row))


def norm_trend(report: QuarterReport, row: Indicator) -> str:
    """The small line beside a norm, with the norm dashed; quarters with too few observations are gaps.

    Drawn in thousandths of the unit, so that the drawing needs whole numbers only.
    """
    norm = int(Fraction(row.kpi.norm) * 1000)
    return sparkline(f"kpi-{row.kpi.code}", f"{row.kpi.name}, norm {row.norm}", _result_points(report, row), norm)


def status_mark(status: Status) -> str:
    """The shape beside the word of a status."""
    return mark(
        {Status.MET: "full", Status.MISSED: "corner", Status.TOO_FEW: "open", Status.NOT_MEASURED: "dash"}[status]
    )


def _result_points(report: QuarterReport, row: Indicator) -> list[Point]:
    return [
        _result_point(quarter_name(quarter), outcome)
        for quarter, outcome in zip(report.quarters, row.trend, strict=True)
    ]


def _result_point(label: str, outcome: Outcome | None) -> Point:
    result = outcome.result if outcome is not None else None
    if result is None:
        return Point(label, None, UNKNOWN)
    return Point(label, int(Fraction(result.number) * 1000), result.value)


def _points(report: QuarterReport, row: Count) -> list[Point]:
    return [
        _count_point(index, quarter_name(quarter), figure)
        for index, (quarter, figure) in enumerate(zip(report.quarters, row.series, strict=True))
    ]


def _count_point(index: int, label: str, figure: Figure | None) -> Point:
    kind = {WINDOW - 1: REPORTED, LAST_YEAR_PLACE: LAST_YEAR}.get(index, OTHER)
    return Point(
        label, None if figure is None else int(figure.number), UNKNOWN if figure is None else figure.value, kind
    )
