"""What people can ask about reports: which there are, and the report of one quarter as a value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Sum as Total

from noaber.agreement.book import Book
from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.journal import sealing
from noaber.journal.models import CountedLine
from noaber.journal.queries import first_day
from noaber.journal.queries import sums as journal_sums
from noaber.parties.clock import today
from noaber.reporting import rules
from noaber.reporting.agreed import keep, kept
from noaber.reporting.counts import CLOSED
from noaber.reporting.definitions import Remark as RemarkRow
from noaber.reporting.definitions import ReportHead, Sum
from noaber.reporting.figures import window
from noaber.reporting.models import FixedReport, Remark
from noaber.reporting.report import QuarterReport, compose
from noaber.reporting.sources import agreed
from noaber.reporting.terms import ReportTerms
from noaber.staffing.groups import WAGES
from noaber.values import Period

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter in the list of reports."""

    period: Period
    state: str
    due: date
    fixed_on: date | None
    closed: int

    @property
    def label(self) -> str:
        """The state in words."""
        return rules.STATES[self.state]


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with what has become of it."""

    report: QuarterReport
    facts: rules.ReportFacts
    fixed: FixedReport | None

    @property
    def for_files(self) -> QuarterReport:
        """The report as its files have it: once fixed they stay the same, also when the client has answered."""
        return as_fixed(self.report) if self.fixed else self.report


def last_words(client: int, quarter: str, kpi: str, service: int) -> Remark | None:
    """The remark about a norm, a service or (with neither) the whole, as it stands."""
    return Remark.objects.of(client).filter(quarter=quarter, kpi=kpi, service=service).order_by("-id").first()


def quarters(agreement: Agreement, day: date) -> list[QuarterRow]:
    """Every quarter from the first of the journal to the one that goes on now, newest first. Three queries."""
    client = agreement.client_id
    since = first_day(client) or day
    fixed = {row.quarter: row for row in FixedReport.objects.of(client).defer("pdf", "document")}
    counts = _closed(client)
    terms = ReportTerms.fill(book_of(agreement).term, day)
    rows, period = [], Period.quarter_of(day)
    while period.until is not None and since <= period.until:
        known = fixed.get(period.code)
        rows.append(
            QuarterRow(
                period,
                known.state if known else rules.CONCEPT,
                rules.due_on(period, terms),
                known.fixed_on if known else None,
                counts.get(period.code, 0),
            )
        )
        period = _quarter_before(period)
    return rows


def _closed(client: int) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    lines = CountedLine.objects.filter(municipality=client, measure=CLOSED)
    for month, quantity in lines.values_list("month").annotate(Total("quantity")):
        found[_quarter_code(month)] += quantity
    return dict(found)


def shown(agreement: Agreement, quarter: str) -> Shown:
    """The report of a quarter: as it was fixed, or as the journal has it now. Raises ValueError for no quarter."""
    period = Period.parse(quarter)
    if "Q" not in period.code:
        raise ValueError(f"“{quarter}” is geen kwartaal. Schrijf bijvoorbeeld 2026-Q3.")
    fixed = FixedReport.objects.of(agreement.client_id).filter(quarter=period.code).first()
    if fixed is not None:
        return Shown(from_document(fixed.document, book_of(agreement), fixed.state), fixed.facts, fixed)
    report = from_document(document_of(agreement, period), book_of(agreement))
    return Shown(report, rules.ReportFacts(period), None)


def document_of(agreement: Agreement, period: Period, drawn: date | None = None) -> Document:
    """Everything that a report of a quarter is made of, but for the agreement itself: head, sums and remarks."""
    client = agreement.client_id
    checkpoint = sealing.latest(client)
    since = first_day(client) or period.since
    return {
        "agreement": agreement.code,
        "title": agreement.title,
        "client": agreement.client.name,
        "contractor": agreement.contractor.name,
        "period": period.code,
        "since": since.isoformat(),
        "drawn": (drawn or today()).isoformat(),
        "checkpoint": checkpoint.note if checkpoint else "",
        "entries": checkpoint.size if checkpoint else 0,
        "definitions": agreement.digest[:16],
        "sums": [list(asdict(row).values()) for row in quarter_sums(client, period)],
        "remarks": [_remark(row) for row in Remark.objects.of(client).filter(quarter=period.code).order_by("id")],
    }


def quarter_sums(client: int, period: Period) -> list[Sum]:
    """The sums of the journal lines of the eight quarters up to a quarter. One query over the covering index."""
    codes = window(period)
    first, last = Period.parse(codes[0]), Period.parse(codes[-1])
    assert last.until is not None
    found: dict[tuple[str, int, str, str], list[int]] = {}
    for row in journal_sums(client, _month(first.since), _month(last.until)):
        place = (_quarter_code(row.month), row.service, row.measure, _key(row.measure, row.key))
        total = found.setdefault(place, [0, 0, 0, 0])
        total[0] += row.quantity
        total[1] += row.base
        total[2] += row.entries
        if row.measure in WAGES and row.base:
            total[3] = min(total[3] or row.base, row.base)
    return [Sum(*place, *total) for place, total in sorted(found.items())]


def _key(measure: str, key: str) -> str:
    """Money is reported per kind and service; the month that it is about would only multiply the sums."""
    return "" if measure.startswith("billed.") or measure in WAGES else key


def with_agreed(document: Document, book: Book) -> Document:
    """The document with what was agreed in it, as a fixed report keeps it."""
    return document | {"agreed": keep(agreed(book, Period.parse(document["period"]), _drawn(document)))}


def from_document(document: Document, book: Book, state: str = rules.CONCEPT) -> QuarterReport:
    """The report as a value; from the same document it is the same.

    A fixed report keeps what was agreed; a concept follows the agreement as it is now.
    """
    period = Period.parse(document["period"])
    head = ReportHead(
        agreement=document["agreement"],
        title=document["title"],
        client=document["client"],
        contractor=document["contractor"],
        period=period,
        since=date.fromisoformat(document["since"]),
        drawn=_drawn(document),
        checkpoint=document["checkpoint"],
        entries=document["entries"],
        definitions=document["definitions"],
        state=rules.STATES[state],
    )
    sums = [Sum(*row) for row in document["sums"]]
    remarks = latest_remarks(_remark_row(row) for row in document["remarks"])
    said = kept(document["agreed"]) if "agreed" in document else agreed(book, period, head.drawn)
    return compose(head, sums, said.definitions, said.terms, remarks)


def _drawn(document: Document) -> date:
    return date.fromisoformat(document["drawn"])


def as_fixed(report: QuarterReport) -> QuarterReport:
    """The same report with the state that its files carry, whatever became of it later."""
    return replace(report, head=replace(report.head, state=rules.STATES[rules.FIXED]))


def _remark(row: Remark) -> dict[str, Any]:
    due = row.due.isoformat() if row.due else None
    names = ("cause", "action", "owner", "kpi", "service")
    return {name: getattr(row, name) for name in names} | {"due": due}


def _remark_row(kept: dict[str, Any]) -> RemarkRow:
    due = date.fromisoformat(kept["due"]) if kept["due"] else None
    return RemarkRow(kept["cause"], kept["action"], kept["owner"], due, kept["kpi"], kept["service"])


def latest_remarks(rows: Iterable[RemarkRow]) -> Sequence[RemarkRow]:
    """The remarks as they stand: a later one about the same thing replaces the earlier."""
    return tuple({(row.kpi, row.service): row for row in rows}.values())


def _quarter_before(period: Period) -> Period:
    year, quarter = divmod(period.since.year * 4 + (period.since.month + 2) // 3 - 2, 4)
    return Period.quarter(year, quarter + 1)


def _quarter_code(month: int) -> str:
    return f"{month // 100}-Q{(month % 100 + 2) // 3}"


def _month(day: date) -> int:
    return day.year * 100 + day.month
