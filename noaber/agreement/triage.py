"""From some products and a few answers to what is needed: which products, how long, and what to bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from noaber.agreement.book import Book
from noaber.agreement.catalogue import Effect, Question

MOST_PERSONS = 8


@dataclass(frozen=True, slots=True)
class Needs:
    """What is needed. `minutes` is the length of one appointment for everything, 0 where none is needed."""

    products: tuple[str, ...]
    persons: int
    minutes: int
    bring: Mapping[str, tuple[str, ...]]

    def query(self, lang: str) -> str:
        """The outcome as a query string, for who makes the appointment."""
        pairs = [("product", code) for code in self.products]
        pairs += [("persons", str(self.persons)), ("minutes", str(self.minutes))]
        return urlencode([*pairs, *(("bring", text) for text in self.bring[lang])])


def next_question(book: Book, products: Sequence[str], answers: Mapping[str, bool]) -> Question | None:
    """The first question that must still be asked, or none."""
    return next((one for one in to_ask(book, products, answers) if one.key not in answers), None)


def to_ask(book: Book, products: Sequence[str], answers: Mapping[str, bool]) -> list[Question]:
    """The questions about some products that these answers give cause for."""
    return [
        one
        for one in book.catalogue.questions_of(products)
        if not one.after or answers.get(f"{one.product}.{one.after}") is True
    ]


def needs(book: Book, products: Sequence[str], persons: int, answers: Mapping[str, bool]) -> Needs:
    """What is needed for these products and persons. Raises KeyError for a product that does not exist.

    Everybody takes the minutes of the products; what an answer adds comes once. A product that needs no appointment
    takes no minutes.
    """
    effects = list(_effects(book, products, answers))
    added = [code for effect in effects for code in effect.add]
    all_products = tuple(dict.fromkeys([*products, *added]))
    minutes = {code: book.product(code).minutes or 0 for code in all_products}
    each, once = sum(minutes[code] for code in products), sum(minutes[code] for code in {*added} - {*products})
    total = each * persons + once + sum(effect.minutes for effect in effects)
    bring = {lang: tuple(dict.fromkeys(_bring(book, all_products, effects, lang))) for lang in ("nl", "en")}
    return Needs(all_products, persons, total if each else 0, bring)


def _effects(book: Book, products: Sequence[str], answers: Mapping[str, bool]) -> Iterator[Effect]:
    for question in to_ask(book, products, answers):
        if question.key in answers:
            yield question.yes if answers[question.key] else question.no


def _bring(book: Book, products: Sequence[str], effects: Sequence[Effect], lang: str) -> Iterator[str]:
    for code in products:
        if code in book.catalogue.leaflets:
            yield from book.catalogue.leaflets[code].bring[lang]
    for effect in effects:
        yield from effect.bring.get(lang, ())
