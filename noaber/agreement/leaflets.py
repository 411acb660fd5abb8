"""The catalogue in the words of a resident's language: what a product is called, and what it costs for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from noaber.agreement.book import Book
from noaber.agreement.catalogue import Tariff
from noaber.values import Euro

WORDS = {
    "nl": {"free": "gratis", "max": "hoogstens", "draft": "nog niet definitief"},
    "en": {"free": "free", "max": "at most", "draft": "not yet final"},
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs for whom, and where that comes from."""

    who: str
    words: str
    source: str


def name_of(book: Book, code: str, lang: str) -> str:
    """The name of a product in a language; one without a leaflet has its Dutch name only. Raises KeyError."""
    leaflet = book.catalogue.leaflets.get(code)
    return leaflet.name_en if lang == "en" and leaflet else book.product(code).name


def known(book: Book, codes: Sequence[str]) -> list[str]:
    """Those of some codes that are products with a text, each once."""
    return [code for code in dict.fromkeys(codes) if code in book.catalogue.leaflets]


def costs_of(book: Book, code: str, lang: str, day: date) -> tuple[Cost, ...]:
    """What a product costs on a day; nothing where the data do not know."""
    rows = book.catalogue.tariffs_of(code, day)
    return tuple(Cost(row.text[lang], tariff_words(row, lang), row.source) for row in rows)


def tariff_words(row: Tariff, lang: str) -> str:
    """What it costs, as a resident reads it: `hoogstens € 83,87`, `gratis`."""
    words = WORDS[lang]
    if row.kind == "free":
        return words["free"]
    amount = amount_words(row.amount, lang)
    amount = f"{words['max']} {amount}" if row.kind == "max" else amount
    return f"{amount} ({words['draft']})" if row.status == "draft" else amount


def amount_words(amount: Euro, lang: str) -> str:
    """An amount: `€ 1.206,00`, `€ 1,206.00`."""
    return str(amount) if lang == "nl" else str(amount).translate(str.maketrans(".,", ",."))
