"""Draws a quarterly report as a PDF that a municipal council could receive; the same report gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from noaber.calendar.words import short_day
from noaber.reporting.counts import Count
from noaber.reporting.definitions import Remark
from noaber.reporting.drawings import (
    all_quarters,
    count_trend,
    count_words,
    norm_trend,
    norm_words,
    quarters,
    status_mark,
)
from noaber.reporting.figures import Figure, quarter_name, whole
from noaber.reporting.finance import Cost, Finance
from noaber.reporting.indicators import Indicator
from noaber.reporting.norms import Status
from noaber.reporting.report import QuarterReport, ServicePart
from noaber.values import Clause
from noaber.values.period import dutch_day
from noaber.web.typeset import draw

_TEMPLATE = Path(__file__).parent / "templates_typst" / "report.typ"
_DASH = "–"


def write_pdf(report: QuarterReport) -> bytes:
    """The report as PDF/A-2a and PDF/UA-1. Raises typst.TypstError for a text that the fonts cannot show."""
    return draw(_TEMPLATE, "report", paper(report), report.head.drawn)


def paper(report: QuarterReport) -> dict[str, Any]:
    """Everything that the paper says, as text; the template only places it."""
    head = report.head
    title = f"Kwartaalrapport {head.period}"
    return {
        "title": f"{title}, {head.client}",
        "summary": f"Verantwoording van {head.contractor} aan {head.client} over het {head.period}",
        "heading": "Kwartaalrapport",
        "period": str(head.period),
        "client": f"gemeente {head.client}",
        "contractor": f"Gemeente {head.contractor}",
        "running": f"Gemeente {head.contractor} – {title} voor {head.client}",
        "footer": head.title,
        "state": head.state,
        "day": {"year": head.drawn.year, "month": head.drawn.month, "day": head.drawn.day},
        "facts": _facts(report),
        "promise": "Elk getal in dit rapport is een som van regels in het journaal van de overeenkomst. De laatste "
        "bladzijde zegt hoe iedereen dat kan controleren.",
        "sentences": [sentence.text for sentence in report.sentences],
        "chart": {"svg": all_quarters(report), "alt": count_words(report, report.total)},
        "quarters": [quarter_name(quarter) for quarter in report.quarters],
        "quarter_numbers": [_value(figure) for figure in report.total.series],
        "remarks": [_said(remark) for remark in report.remarks],
        "services": [_service(part, report) for part in report.services],
        "total": _total(report),
        "parts": [_part(part, report) for part in report.services if _has_something(part)],
        "general": [_norm(row, report) for row in report.general],
        "finance": _finance(report.finance) if report.finance else None,
        "clauses": [{"clause": _cited(row.clause), "what": row.what} for row in report.clauses],
        "proof": f"Dit rapport is getrokken uit het journaal toen daarin {whole(head.entries)} handelingen "
        "verzegeld waren. "
        "Het zegel hieronder legt die handelingen vast. Met een export van het journaal en het programma "
        "“noaber journal verify” kan iedereen, ook zonder database en zonder Noaber, nagaan dat er sindsdien niets "
        "is veranderd, weggelaten of ingevoegd.",
        "checkpoint": head.checkpoint.strip().splitlines() or ["nog niet verzegeld"],
    }


def _facts(report: QuarterReport) -> list[list[str]]:
    head = report.head
    return [
        ["Overeenkomst", head.title],
        ["Opdrachtgever", f"gemeente {head.client}"],
        ["Opdrachtnemer", f"gemeente {head.contractor}"],
        ["Stand", head.state],
        ["Getrokken op", dutch_day(head.drawn)],
        ["Versie van de afspraken", head.definitions],
    ]


def _service(part: ServicePart, report: QuarterReport) -> dict[str, str]:
    return {
        "number": str(part.number or ""),
        "name": part.name,
        "count": part.counts.closed.count.value,
        "plan": _value(part.counts.closed.plan),
        "last_year": _value(part.counts.closed.last_year),
        "overdue": part.counts.overdue.value,
        "line": count_trend(report, part.counts.closed, f"lijn-{part.number}"),
        "alt": count_words(report, part.counts.closed),
        "norms": f"{part.met} van {part.judged}" if part.judged else "geen oordeel",
        "clause": _cited(part.clause),
    }


def _total(report: QuarterReport) -> dict[str, str]:
    return {
        "count": report.total.count.value,
        "plan": _value(report.total.plan),
        "last_year": _value(report.total.last_year),
        "overdue": report.overdue.value,
        "norms": f"{report.met} van {report.judged}" if report.judged else "geen oordeel",
    }


def _has_something(part: ServicePart) -> bool:
    return bool(part.counts.products or part.indicators or part.remarks or part.counts.closed.count.number)


def _part(part: ServicePart, report: QuarterReport) -> dict[str, Any]:
    number = f"Dienst {part.number}: " if part.number else ""
    facts = [f"{part.counts.registered.value} binnengekomen", f"{part.counts.overdue.value} over de termijn"]
    facts += [f"gemiddeld {figure.value} {label}" for label, figure in part.counts.averages]
    if (leges := part.counts.leges) is not None:
        facts.append(f"{leges.amount.value} leges voor {report.head.client}, {leges.pieces.value} keer betaald")
    if part.judged:
        facts.append(f"{part.met} van {part.judged} {'norm' if part.judged == 1 else 'normen'} gehaald")
    series = part.counts.closed.series
    drawn = any(figure is not None and figure.number for figure in series)
    return {
        "heading": f"{number}{part.name}",
        "chart": {"svg": quarters(report, part), "alt": count_words(report, part.counts.closed)} if drawn else None,
        "numbers": [_value(figure) for figure in series],
        "products": [_product(row) for row in part.counts.products],
        "total": _product(part.counts.closed),
        "facts": facts,
        "norms": [_norm(row, report) for row in part.indicators],
        "remarks": [_said(remark) for remark in part.remarks],
    }


def _product(row: Count) -> dict[str, str]:
    return {
        "name": row.name,
        "count": row.count.value,
        "plan": _value(row.plan),
        "last_year": _value(row.last_year),
        "change": _value(row.change),
    }


def _norm(row: Indicator, report: QuarterReport) -> dict[str, Any]:
    outcome = row.outcome
    return {
        "code": row.kpi.code,
        "name": row.kpi.name,
        "proposal": row.kpi.proposal,
        "norm": row.norm,
        "result": outcome.result.value if outcome and outcome.result else _DASH,
        "ratio": outcome.ratio.value if outcome else _DASH,
        "line": norm_trend(report, row) if outcome else "",
        "alt": norm_words(report, row) if outcome else "",
        "mark": status_mark(row.status),
        "word": row.status.text,
        "clauses": ", ".join(_cited(clause) for clause in row.kpi.clauses),
        "note": row.note,
        "story": _story(row),
    }


def _story(row: Indicator) -> list[str] | None:
    """Why it came out so, what is done about it, by whom and by when; nothing where nobody has to say anything."""
    if row.status is not Status.MISSED and not row.remarks:
        return None
    due = short_day(row.due) if row.due else ""
    return [row.cause or "nog niet ingevuld", row.action or _DASH, row.owner or _DASH, due or _DASH]


def _said(remark: Remark) -> str:
    action = f"Actie: {remark.action}" if remark.action else ""
    owner = f"({remark.owner})" if remark.owner else ""
    due = f"vóór {short_day(remark.due)}" if remark.due else ""
    return " ".join(word for word in (remark.cause, action, owner, due) if word)


def _finance(finance: Finance) -> dict[str, Any]:
    costs = [
        *(_cost(cost) for cost in finance.costs),
        _cost(finance.regular, bold=True),
        *(_cost(cost) for cost in finance.additional),
    ]
    return {
        "period": str(finance.period),
        "costs": costs,
        "sentences": [
            f"Alle kosten samen: {finance.total.value}. Gefactureerd: {finance.billed.value}; nog te factureren: "
            f"{finance.unbilled.value}.",
            *([finance.note] if finance.note else []),
        ],
        "groups": [
            {
                "name": group.name,
                "staff": group.staff.value,
                "additional": group.additional.value,
                "total": group.total.value,
            }
            for group in finance.groups
        ],
    }


def _cost(cost: Cost, bold: bool = False) -> dict[str, Any]:
    figures: Sequence[Figure | None] = (cost.budget, cost.actual, cost.left, cost.year_budget, cost.used)
    return {
        "name": cost.name,
        "values": [_value(figure) for figure in figures],
        "clause": _cited(cost.clause),
        "bold": bold,
    }


def _cited(clause: Clause | None) -> str:
    return str(clause) if clause else ""


def _value(figure: Figure | None) -> str:
    return figure.value if figure is not None else _DASH
