"""How a file for the bookkeeping is laid out: its columns as data, and the bytes that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

TEXT, NUMBER, CENTS, DAY = "text", "number", "cents", "day"
SOURCES: dict[str, tuple[str, str]] = {
    "file": ("bestandsnummer", TEXT),
    "line": ("regelnummer", NUMBER),
    "post_id": ("post_id", TEXT),
    "municipality": ("gemeente", TEXT),
    "kind": ("soort", TEXT),
    "debtor_number": ("debiteurnummer", TEXT),
    "bsn": ("burgerservicenummer", TEXT),
    "kvk": ("KvK-nummer", TEXT),
    "name": ("naam", TEXT),
    "attention": ("ter attentie van", TEXT),
    "street": ("straat", TEXT),
    "house_number": ("huisnummer en toevoeging", TEXT),
    "postcode": ("postcode", TEXT),
    "city": ("plaats", TEXT),
    "country": ("land", TEXT),
    "email": ("e-mailadres", TEXT),
    "role": ("rol van de betaler", TEXT),
    "reference": ("postnummer", TEXT),
    "grave": ("grafnummer", TEXT),
    "tariff_year": ("tariefjaar", NUMBER),
    "tariff": ("tariefcode", TEXT),
    "article": ("artikel", TEXT),
    "description": ("omschrijving", TEXT),
    "quantity": ("aantal", NUMBER),
    "unit_price": ("eenheidsprijs", CENTS),
    "amount": ("bedrag", CENTS),
    "vat": ("btw-code", TEXT),
    "vat_amount": ("btw-bedrag", CENTS),
    "ledger": ("grootboekrekening", TEXT),
    "cost_centre": ("kostenplaats", TEXT),
    "cost_kind": ("kostensoort", TEXT),
    "task_field": ("taakveld", TEXT),
    "fact_day": ("datum van het feit", DAY),
    "decided_day": ("datum van het besluit", DAY),
    "tax_year": ("belastingjaar", NUMBER),
    "original": ("oorspronkelijke post bij credit", TEXT),
    "replaces": ("post die deze vervangt", TEXT),
    "objection": ("code van de bezwaarclausule", TEXT),
}
"""What a column can take, by code: its name in Dutch and what it is. The citizen number goes only where one asks it."""

SHORT = ("line", "kind", "name", "description", "quantity", "unit_price", "amount", "vat", "ledger")
FORMS = {
    CENTS: {"": "euro met twee decimalen", "cents": "hele centen"},
    DAY: {"": "2026-12-24", "dmy": "24-12-2026", "ymd": "20261224"},
    TEXT: {"": "zoals het is", "upper": "hoofdletters"},
    NUMBER: {"": "zoals het is"},
}
CSV, FIXED = "csv", "fixed"
KINDS = {CSV: "CSV", FIXED: "vaste breedte"}
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 met BOM", "cp1252": "Windows-1252", "ascii": "ASCII"}
SEPARATORS = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "staande streep"}
MOST_COLUMNS = 60
WIDEST = 200
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: taken from a source, or the same text on every line.

    `width` is how wide a column of fixed width is, filled with `pad` on the left where it is `right` aligned.
    """

    name: str
    source: str = ""
    constant: str = ""
    form: str = ""
    width: int = 0
    pad: str = " "
    right: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole layout."""

    title: str
    columns: tuple[Column, ...]
    kind: str = CSV
    encoding: str = "utf-8-sig"
    separator: str = ";"
    comma: bool = True
    head: bool = True

    @property
    def asks_bsn(self) -> bool:
        """Does the receiver need the citizen number?"""
        return any(column.source == "bsn" for column in self.columns)

    @property
    def extension(self) -> str:
        """How the name of the file ends."""
        return "csv" if self.kind == CSV else "txt"


CSV_V1 = Layout("CSV v1", tuple(Column(words, code) for code, (words, _) in SOURCES.items() if code != "bsn"))
"""What a municipality gets that asked for nothing else."""


class TooWide(ValueError):
    """An amount or number does not fit its column: cut off it would be another amount."""


def mistakes(layout: Layout) -> list[str]:
    """Everything that is wrong in a layout, in Dutch."""
    found = []
    if not layout.columns:
        found.append("Er is geen enkele kolom.")
    if len(layout.columns) > MOST_COLUMNS:
        found.append(f"Er zijn meer dan {MOST_COLUMNS} kolommen.")
    if not any(column.source == "post_id" for column in layout.columns):
        found.append("De kolom met post_id ontbreekt. Daaraan ziet de ontvanger of een post er al was.")
    if not any(column.source == "amount" for column in layout.columns):
        found.append("De kolom met het bedrag ontbreekt.")
    names = [column.name for column in layout.columns]
    found += [
        f"De naam “{name}” staat er twee keer." for name in sorted({one for one in names if names.count(one) > 1})
    ]
    for column in layout.columns:
        found += _wrong(column, layout)
    return found


def _wrong(column: Column, layout: Layout) -> list[str]:
    called, found = f"Kolom “{column.name}”", []
    if not column.name.strip():
        found.append("Een kolom heeft geen naam.")
    if column.source and column.source not in SOURCES:
        found.append(f"{called}: “{column.source}” is geen veld.")
    elif column.source and column.form not in FORMS[SOURCES[column.source][1]]:
        found.append(f"{called}: deze notatie hoort niet bij dit veld.")
    if column.source and column.constant:
        found.append(f"{called} heeft een veld en een vaste tekst. Kies een van de twee.")
    if layout.kind == FIXED and not 1 <= column.width <= WIDEST:
        found.append(f"{called} heeft geen breedte van 1 tot en met {WIDEST}.")
    if len(column.pad) != 1:
        found.append(f"{called}: vul aan met één teken.")
    return found


def write(layout: Layout, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The bytes of a file. Raises TooWide. The same rows give the same bytes."""
    cells = [_cell(column, layout) for column in layout.columns]
    mark = layout.separator if layout.kind == CSV else ""
    lines = [mark.join(_head(column, layout) for column in layout.columns)] if layout.head else []
    lines += [mark.join([cell(row) for cell in cells]) for row in rows]
    text = "".join(f"{line}\r\n" for line in lines)
    return text.encode(layout.encoding, "replace")


def _head(column: Column, layout: Layout) -> str:
    if layout.kind == FIXED:
        return column.name[: column.width].ljust(column.width)
    return _quoted(_safe(column.name), layout.separator)


def _cell(column: Column, layout: Layout) -> Callable[[Mapping[str, Any]], str]:
    """How one column is written, worked out once for all lines."""
    value = _value(column, layout)
    exact = column.source != "" and SOURCES[column.source][1] != TEXT
    if layout.kind == FIXED:
        return lambda row: _padded(value(row), column, exact)
    if exact:
        return value
    separator = layout.separator
    return lambda row: _quoted(_safe(value(row)), separator)


def _value(column: Column, layout: Layout) -> Callable[[Mapping[str, Any]], str]:
    source, form = column.source, column.form
    if not source:
        return lambda row: column.constant
    what = SOURCES[source][1]
    if what == CENTS and form == "":
        point = "," if layout.comma else "."
        return lambda row: _euros(row[source], point)
    if what == DAY:
        pattern = {"": "%Y-%m-%d", "dmy": "%d-%m-%Y", "ymd": "%Y%m%d"}[form]
        return lambda row: _day(row[source], pattern)
    if form == "upper":
        return lambda row: str(row[source]).upper()
    return lambda row: "" if row[source] is None else str(row[source])


def _euros(cents: int | None, point: str) -> str:
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}{point}{rest:02d}"


def _day(day: date | None, pattern: str) -> str:
    return "" if day is None else day.isoformat() if pattern == "%Y-%m-%d" else day.strftime(pattern)


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula, on one line."""
    if not text:
        return text
    one_line = " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text.replace("\x00", "")
    return f"'{one_line}" if one_line.startswith(_RISKY) else one_line


def _quoted(text: str, separator: str) -> str:
    if separator in text or '"' in text:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def _padded(text: str, column: Column, exact: bool) -> str:
    one_line = " ".join(text.split())
    if len(one_line) > column.width:
        if exact:
            raise TooWide(f"“{one_line}” past niet in de kolom {column.name} van {column.width} tekens.")
        one_line = one_line[: column.width]
    if column.right and column.pad == "0" and one_line.startswith("-"):
        return "-" + one_line[1:].rjust(column.width - 1, "0")
    return one_line.rjust(column.width, column.pad) if column.right else one_line.ljust(column.width, column.pad)


def as_data(layout: Layout) -> dict[str, Any]:
    """A layout as it is kept."""
    kept = {name: getattr(layout, name) for name in ("title", "kind", "encoding", "separator", "comma", "head")}
    names = Column.__slots__
    return kept | {"columns": [{name: getattr(column, name) for name in names} for column in layout.columns]}


def from_data(data: Mapping[str, Any]) -> Layout:
    """A layout as it was kept."""
    columns: Sequence[Mapping[str, Any]] = data["columns"]
    kept = {name: data[name] for name in ("title", "kind", "encoding", "separator", "comma", "head")}
    return Layout(columns=tuple(Column(**column) for column in columns), **kept)
