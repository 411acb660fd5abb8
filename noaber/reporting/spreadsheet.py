"""The report as files for people who calculate on: XLSX with a sheet per part, and CSV with every figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from noaber.reporting.counts import Count
from noaber.reporting.figures import Figure
from noaber.reporting.finance import Finance
from noaber.reporting.report import QuarterReport

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | Decimal | Figure | None
FORMATS = {
    "count": "#,##0",
    "percent": '#,##0.0"\u00a0%"',
    "euro": '"€\u00a0"#,##0.00',
    "days": "#,##0.0",
    "minutes": "#,##0.0",
    "average": "#,##0.0",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_xlsx(report: QuarterReport) -> bytes:
    """The report as a workbook; the same report gives the same bytes."""
    from xlsxwriter import Workbook  # here, for it takes 17 MB in every process that serves pages

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    drawn = datetime.combine(report.head.drawn, time(), UTC).replace(tzinfo=None)
    title = f"Kwartaalrapport {report.head.period}, {report.head.client}"
    book.set_properties({"title": title, "author": report.head.contractor, "created": drawn})
    sheets = _Sheets(book)
    sheets.add("Samenvatting", ("Onderdeel", "Tekst"), _summary(report), (24, 110))
    sheets.add("Aantallen", _COUNT_HEAD + report.quarters, _counts(report), (46, 12, 12, 12, 12))
    sheets.add("Normen", _NORM_HEAD, _norms(report), (10, 44, 24, 12, 10, 10, 22, 44, 44, 24, 12, 44, 20))
    if report.finance is not None:
        code = report.finance.period.code
        sheets.add(f"Financieel {code}", _COST_HEAD, _costs(report.finance), (34, 16, 16, 16, 16, 16, 10, 12))
        sheets.add(f"Groepen {code}", _GROUP_HEAD, _groups(report.finance), (60, 18, 18, 18))
    sheets.add("Verantwoording", _ACCOUNT_HEAD, _accounts(report), (34, 40, 28, 16, 12, 12, 60, 60))
    book.close()
    return file.getvalue()


def write_csv(report: QuarterReport) -> bytes:
    """Every figure with its unit, clause and the query of its journal lines: UTF-8 with BOM, semicolons."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_ACCOUNT_HEAD)
    for row in _accounts(report):
        writer.writerow([_plain(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


class _Sheets:
    """Adds sheets of one look: a fixed bold head, numbers in the format of their unit."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.numbers: dict[str, Format] = {
            unit: book.add_format({"num_format": shape, "valign": "top"}) for unit, shape in FORMATS.items()
        }

    def add(self, name: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> None:
        """A sheet with a head and rows; columns without a width get a usual one."""
        sheet = self.book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 1)
        for column in range(len(head)):
            sheet.set_column(column, column, widths[column] if column < len(widths) else 12)
        sheet.write_row(0, 0, head, self.head)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                self._write(sheet, number, column, cell)
        sheet.autofilter(0, 0, max(1, len(rows)), len(head) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, Figure):
            sheet.write_number(row, column, cell.number, self.numbers[cell.unit])
        elif isinstance(cell, str):
            sheet.write_string(row, column, cell, self.text)
        else:
            sheet.write_number(row, column, cell, self.numbers["count"])


_COUNT_HEAD = ("Dienst of product", "Afgehandeld", "Plan", "Vorig jaar", "Verschil")
_NORM_HEAD = (
    "Norm",
    "Omschrijving",
    "Afgesproken",
    "Resultaat",
    "Teller",
    "Noemer",
    "Oordeel",
    "Oorzaak",
    "Actie",
    "Eigenaar",
    "Klaar op",
    "Opmerking",
    "Artikel",
)
_COST_HEAD = (
    "Kosten",
    "Begroot",
    "Gerealiseerd",
    "Nog over",
    "Begroot dit jaar",
    "Gerealiseerd dit jaar",
    "Benut",
    "Artikel",
)
_GROUP_HEAD = ("Groep van diensten", "Loonkosten", "Aanvullend werk", "Samen")
_ACCOUNT_HEAD = ("Deel", "Rij", "Cijfer", "Waarde", "Eenheid", "Artikel", "Hoe", "Journaalregels")


def _summary(report: QuarterReport) -> list[tuple[Cell, ...]]:
    head = report.head
    rows: list[tuple[Cell, ...]] = [("In het kort", sentence.text) for sentence in report.sentences]
    rows += [
        ("Periode", str(head.period)),
        ("Opdrachtgever", head.client),
        ("Opdrachtnemer", head.contractor),
        ("Overeenkomst", head.title),
        ("Stand", head.state),
        ("Getrokken op", head.drawn.isoformat()),
        ("Zegel van het journaal", head.checkpoint),
    ]
    return rows


def _counts(report: QuarterReport) -> list[tuple[Cell, ...]]:
    def row(name: str, count: Count) -> tuple[Cell, ...]:
        return (name, count.count, count.plan, count.last_year, count.change, *count.series)

    rows = [row("Alle diensten", report.total)]
    for part in report.services:
        rows.append(row(f"{part.number}. {part.name}" if part.number else part.name, part.counts.closed))
        rows += [row(f"    {product.name}", product) for product in part.counts.products]
    return rows


def _norms(report: QuarterReport) -> list[tuple[Cell, ...]]:
    return [
        (
            row.kpi.code,
            row.kpi.name,
            row.norm,
            row.outcome.result if row.outcome else None,
            row.outcome.hits if row.outcome else None,
            row.outcome.base if row.outcome else None,
            row.status.text,
            row.cause,
            row.action,
            row.owner,
            row.due.isoformat() if row.due else "",
            row.note,
            ", ".join(str(clause) for clause in row.kpi.clauses),
        )
        for row in report.indicators
    ]


def _costs(finance: Finance) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (
            cost.name,
            cost.budget,
            cost.actual,
            cost.left,
            cost.year_budget,
            cost.year_actual,
            cost.used,
            str(cost.clause) if cost.clause else "",
        )
        for cost in (*finance.costs, finance.regular, *finance.additional)
    ]
    rows += [
        ("Alle kosten", None, finance.total),
        ("Gefactureerd", None, finance.billed),
        ("Nog te factureren", None, finance.unbilled),
    ]
    return rows


def _groups(finance: Finance) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (group.name, group.staff, group.additional, group.total) for group in finance.groups
    ]
    return rows + ([(finance.note,)] if finance.note else [])


def _accounts(report: QuarterReport) -> list[tuple[Cell, ...]]:
    return [
        (
            row.part,
            row.row,
            row.name,
            row.figure,
            row.unit,
            str(row.figure.trace.clause) if row.figure.trace.clause else "",
            row.figure.trace.formula,
            row.figure.trace.lines,
        )
        for row in report.accounts()
    ]


def _plain(cell: Cell) -> str:
    """A cell as text; a text that a spreadsheet could take for a formula gets a quote before it."""
    if isinstance(cell, Figure):
        return str(cell.number).replace(".", ",")
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
