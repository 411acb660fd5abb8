"""The catalogue of a municipality as its pages show it, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.agreement.book import Book
from noaber.agreement.catalogue import Subject
from noaber.agreement.leaflets import Cost, costs_of, name_of
from noaber.calendar.law_terms import law_term
from noaber.portal.wording import ORGANS, norm_words, span_words, term_words


@dataclass(frozen=True, slots=True)
class Item:
    """A product in a list."""

    code: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that a page says about one product."""

    code: str
    name: str
    what: str
    who: str
    bring: tuple[str, ...]
    costs: tuple[Cost, ...]
    at_once: bool
    law: str
    article: str
    norm: str
    terms: tuple[str, ...]
    organ: str
    minutes: int


def by_subject(book: Book, lang: str, text: str = "") -> list[tuple[Subject, str, list[Item]]]:
    """The products under their subjects; with a search text only those that have every word of it."""
    found = []
    for subject in book.catalogue.subjects:
        codes = [leaflet.product for leaflet in book.catalogue.leaflets.values() if leaflet.subject == subject.code]
        items = [_item(book, code, lang) for code in codes if _has(book, code, lang, text)]
        if items:
            found.append((subject, getattr(subject, lang), sorted(items, key=lambda one: one.name.casefold())))
    return found


def _item(book: Book, code: str, lang: str) -> Item:
    return Item(code, name_of(book, code, lang), book.catalogue.leaflets[code].what[lang])


def _has(book: Book, code: str, lang: str, text: str) -> bool:
    leaflet = book.catalogue.leaflets[code]
    all_words = " ".join((name_of(book, code, lang), leaflet.what[lang], *leaflet.words)).casefold()
    return all(word in all_words for word in text.casefold().split())


def page_of(book: Book, code: str, lang: str, day: date) -> Page:
    """What there is to say about a product on a day. Raises KeyError for one without a text for residents."""
    product, leaflet = book.product(code), book.catalogue.leaflets[code]
    terms = (term_words(law_term(one), lang) for one in product.declares)
    return Page(
        code,
        name_of(book, code, lang),
        leaflet.what[lang],
        leaflet.who[lang],
        leaflet.bring[lang],
        costs_of(book, code, lang, day),
        product.desk and product.norm_workdays is None,
        span_words(product.span, lang) if product.span else "",
        product.law,
        norm_words(product, lang),
        tuple(term for term in terms if term),
        ORGANS[lang].get(product.organ, ""),
        product.minutes or 0,
    )
