"""What changed between two versions of an agreement, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from noaber.agreement.book import Book, NamedTerm
from noaber.values import Euro, Period, Term
from noaber.values.period import dutch_day

Rows = Mapping[str, Any]


def changes_between(before: Book, after: Book) -> list[str]:
    """Every change in Dutch, clause by clause, then terms, mandates and the rest; empty when nothing changed."""
    return [
        *_head(before, after),
        *_of("Partij", _by(before.parties, "role"), _by(after.parties, "role")),
        *_of("Artikel", _by(before.clauses, "number"), _by(after.clauses, "number")),
        *_of("Bepaling", _terms(before), _terms(after), _term_words),
        *_of("Dienst", _by(before.services, "number"), _by(after.services, "number")),
        *_of("Product", _by(before.products, "code"), _by(after.products, "code")),
        *_of("Onderwerp", _by(before.catalogue.subjects, "code"), _by(after.catalogue.subjects, "code")),
        *_of("Tekst van", before.catalogue.leaflets, after.catalogue.leaflets),
        *_of("Vraag", _by(before.catalogue.questions, "key"), _by(after.catalogue.questions, "key")),
        *_of("Tarief", _tariffs(before), _tariffs(after)),
        *_of("Huisstijl", {"van de opdrachtgever": before.papers.house}, {"van de opdrachtgever": after.papers.house}),
        *_of("Brief", before.papers.texts, after.papers.texts),
        *_of("Brief over een graf", before.papers.graves, after.papers.graves),
        *_of("Rechtsmiddel", before.papers.remedies, after.papers.remedies),
        *_of("Norm", _by(before.kpis, "code"), _by(after.kpis, "code")),
        *_of("Mandaat", _by(before.mandates, "code"), _by(after.mandates, "code")),
        *_of("Termijn", _by(before.duties, "code"), _by(after.duties, "code")),
        *_of("Addendum", _by(before.addenda, "year"), _by(after.addenda, "year")),
        *_of("Btw-regel", _taxes(before), _taxes(after)),
        *_of("Handeling", dict(before.acts), dict(after.acts), lambda clause: f"artikel {clause}"),
    ]


def _head(before: Book, after: Book) -> list[str]:
    names = ("title", "since", "until", "predecessor", "source", "source_digest", "reading_only")
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in names]
    return [f"Overeenkomst: {name} van {words(old)} naar {words(new)}." for name, old, new in pairs if old != new]


def _by(rows: Iterable[Any], key: str) -> Rows:
    return {str(getattr(row, key)): row for row in rows}


def _terms(book: Book) -> Rows:
    return {f"{named.name} vanaf {dutch_day(named.term.since)}": named for named in book.terms}


def _tariffs(book: Book) -> Rows:
    return {f"{row.code} vanaf {dutch_day(row.period.since)}": row for row in book.catalogue.tariffs}


def _taxes(book: Book) -> Rows:
    return {f"dienst {tax.service} vanaf {dutch_day(tax.period.since)}": tax for tax in book.taxes}


def _of(what: str, before: Rows, after: Rows, say: Callable[[Any], str] | None = None) -> list[str]:
    lines = [f"{what} {key} is weg{_shown(before[key], say)}." for key in before if key not in after]
    lines += [f"{what} {key} is nieuw{_shown(after[key], say)}." for key in after if key not in before]
    for key in before:
        if key in after and before[key] != after[key]:
            lines += [f"{what} {key}: {change}." for change in _differences(before[key], after[key], say)]
    return lines


def _shown(row: Any, say: Callable[[Any], str] | None) -> str:
    return f": {say(row)}" if say else ""


def _differences(before: Any, after: Any, say: Callable[[Any], str] | None) -> list[str]:
    if say is not None:
        told, tells = say(before), say(after)
        return [f"{told} wordt {tells}" if told != tells else "de toelichting is anders"]
    pairs = [(field.name, getattr(before, field.name), getattr(after, field.name)) for field in fields(before)]
    return [f"{name} van {words(old)} naar {words(new)}" for name, old, new in pairs if old != new]


def _term_words(named: NamedTerm) -> str:
    term: Term[Any] = named.term
    until = f" tot en met {dutch_day(term.until)}" if term.until else ""
    mark = ", voorstel" if term.proposal else ""
    people = ", door mensen toegepast" if named.by_people else ""
    return f"{value_words(named)} (artikel {term.clause.number}{until}{mark}{people})"


UNIT_WORDS = {
    "days": ("dag", "dagen"),
    "workdays": ("werkdag", "werkdagen"),
    "hours": ("uur", "uur"),
    "minutes": ("minuut", "minuten"),
    "weeks": ("week", "weken"),
    "months": ("maand", "maanden"),
    "years": ("jaar", "jaar"),
}


def value_words(named: NamedTerm) -> str:
    """The value of a term as people read it: `€ 25.000,00`, `17,05 %`, `20 werkdagen`, `ja`."""
    value = named.term.value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if named.unit == "percent":
        exact = Decimal((value * 100).numerator) / (value * 100).denominator
        return f"{exact.normalize():f}\u00a0%".replace(".", ",")
    if named.unit in UNIT_WORDS:
        one, many = UNIT_WORDS[named.unit]
        return f"{value} {one if value == 1 else many}"
    return str(value)


def words(value: Any) -> str:
    """Any value of the data as people read it."""
    if value is None or value == "" or value == ():
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, tuple):
        return ", ".join(words(one) for one in value)
    if isinstance(value, Period):
        return f"vanaf {dutch_day(value.since)}" + (f" tot en met {dutch_day(value.until)}" if value.until else "")
    return str(value) if isinstance(value, Euro) else f"“{value}”"
