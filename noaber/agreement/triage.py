"""From some products and a few answers to what is needed: which products, how long, and what to bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from noaber.agreement.book import Book
from noaber.agreement.catalogue import Effect, Question
from noaber.agreement.leaflets import known

MOST_PERSONS, MOST_PRODUCTS = 8, 5
ANSWERS = {"ja": True, "nee": False}


@dataclass(frozen=True, slots=True)
class Situation:
    """What somebody said so far: for which products, for how many people, and the answers, by key of the question.

    `persons` is none where it was not said, or where nothing of it takes time at the desk.
    """

    products: tuple[str, ...]
    persons: int | None
    answers: Mapping[str, bool]

    def pairs(self) -> list[tuple[str, str]]:
        """All of it as it stands in an address, the same in every language."""
        words = {answer: word for word, answer in ANSWERS.items()}
        pairs = [("product", code) for code in self.products]
        pairs += [("personen", str(self.persons))] if self.persons else []
        return pairs + [(key, words[answer]) for key, answer in self.answers.items()]

    def query(self, **more: object) -> str:
        """All of it as a query string, and what else the address must say."""
        return urlencode([*self.pairs(), *more.items()])


def situation_of(book: Book, given: Mapping[str, Sequence[str]]) -> Situation:
    """What an address says: what is no product, no number of people or no answer is left out."""
    codes = known(book, given.get("product", ()))[:MOST_PRODUCTS]
    timed = any(book.product(code).minutes for code in codes)
    last = {name: values[-1] for name, values in given.items() if values}
    answers = {
        question.key: ANSWERS[last[question.key]]
        for question in book.catalogue.questions_of(codes)
        if last.get(question.key) in ANSWERS
    }
    return Situation(tuple(codes), persons_of(last.get("personen", "")) if timed else None, answers)


def persons_of(typed: str) -> int | None:
    """How many people, or nothing for what is no such number."""
    typed = typed.strip()
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    return number if 1 <= number <= MOST_PERSONS else None


@dataclass(frozen=True, slots=True)
class Needs:
    """What is needed. `minutes` is the length of one appointment for everything, 0 where none is needed."""

    products: tuple[str, ...]
    persons: int
    minutes: int
    bring: Mapping[str, tuple[str, ...]]


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
