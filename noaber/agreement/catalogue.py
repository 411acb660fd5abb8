"""What residents are told of a product: its leaflet, the questions that come first, and what it costs on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from noaber.values import Euro, Period

LANGUAGES = ("nl", "en")
STEPS = ("intake", "assess", "produce", "approve", "deliver", "archive")
"""The steps of a product, in the order in which they come (GEMMA, module burgerzaken)."""
KINDS_OF_TARIFF = ("max", "fixed", "state", "ordinance", "free")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """A heading under which residents look for a product."""

    code: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The text about one product in both languages; `words` are what people also call it."""

    product: str
    subject: str
    name_en: str
    what: Mapping[str, str]
    who: Mapping[str, str]
    bring: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answer leads to: more products, more minutes, more to bring."""

    add: tuple[str, ...] = ()
    minutes: int = 0
    bring: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is answered with yes or no, asked once the question `after` was answered with yes."""

    product: str
    code: str
    text: Mapping[str, str]
    yes: Effect
    no: Effect
    after: str = ""

    @property
    def key(self) -> str:
        """How an address names it: `paspoort.minderjarig`."""
        return f"{self.product}.{self.code}"


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a product costs somebody on some days.

    `kind` is `max` (the most that a municipality may ask), `fixed` or `state` (set by law), `ordinance` (set by the
    municipality) or `free`. A `draft` is not yet final.
    """

    product: str
    code: str
    text: Mapping[str, str]
    amount: Euro
    period: Period
    kind: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it, in the order of the data."""

    subjects: tuple[Subject, ...] = ()
    leaflets: Mapping[str, Leaflet] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    tariffs: tuple[Tariff, ...] = ()

    def tariffs_of(self, product: str, day: date) -> list[Tariff]:
        """What a product costs on a day; none where the data say nothing of that day."""
        return [row for row in self.tariffs if row.product == product and day in row.period]

    def questions_of(self, products: Sequence[str]) -> list[Question]:
        """The questions about some products, product by product."""
        return [question for code in products for question in self.questions if question.product == code]


def catalogue_of(document: Mapping[str, Any]) -> Catalogue:
    """The catalogue from the data of an agreement; the loader has checked them."""
    return Catalogue(
        tuple(Subject(**row) for row in document.get("subject", ())),
        {row["product"]: _leaflet(row) for row in document.get("leaflet", ())},
        tuple(_question(row) for row in document.get("question", ())),
        tuple(_tariff(row) for row in document.get("tariff", ())),
    )


def _leaflet(row: Row) -> Leaflet:
    words = tuple(row.get("words", ()))
    bring = _lists(row, "bring")
    return Leaflet(
        row["product"], row["subject"], row["name_en"], _texts(row, "what"), _texts(row, "who"), bring, words
    )


def _question(row: Row) -> Question:
    text = {lang: row[lang] for lang in LANGUAGES}
    yes, no = _effect(row.get("yes", {})), _effect(row.get("no", {}))
    return Question(row["product"], row["code"], text, yes, no, row.get("after", ""))


def _effect(row: Row) -> Effect:
    return Effect(tuple(row.get("add", ())), row.get("minutes", 0), _lists(row, "bring"))


def _tariff(row: Row) -> Tariff:
    until = date.fromisoformat(str(row["until"])) if row.get("until") else None
    period = Period(date.fromisoformat(str(row["since"])), until)
    text = {lang: row[lang] for lang in LANGUAGES}
    amount = Euro.of(row["amount"])
    return Tariff(row["product"], row["code"], text, amount, period, row["kind"], row["status"], row["source"])


def _texts(row: Row, name: str) -> dict[str, str]:
    return {lang: row[f"{name}_{lang}"] for lang in LANGUAGES}


def _lists(row: Row, name: str) -> dict[str, tuple[str, ...]]:
    return {lang: tuple(row.get(f"{name}_{lang}", ())) for lang in LANGUAGES}
