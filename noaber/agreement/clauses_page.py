"""The list of what carries out each clause, drawn up from the data and the source: `docs/clauses.md`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from noaber.agreement.acts import Act
from noaber.agreement.book import Book, NamedTerm
from noaber.agreement.carried_out import ActUnder, CarriedOut, carried_out
from noaber.agreement.changes import value_words
from noaber.agreement.readers import clauses_in_tests, readers
from noaber.agreement.wording import KIND_WORDS
from noaber.parties.functions import FUNCTIONS
from noaber.values import Term
from noaber.values.period import dutch_day


def draw_up(book: Book) -> str:
    """The whole page as Markdown. It depends on the data and the source alone, so it can be compared to the letter."""
    lines = [
        f"# {book.title}: wat elk artikel uitvoert",
        "",
        "Deze bladzijde is opgemaakt met `noaber agreement clauses` en wordt niet met de hand gewijzigd.",
        "De tekst van elk artikel staat hier in eigen woorden. Een artikel dat geen spoor heeft in Noaber zegt waarom.",
        "",
    ]
    for clause in book.clauses:
        lines += [*_section(book, carried_out(book, clause.number)), ""]
    return "\n".join(lines)


def _section(book: Book, found: CarriedOut) -> Iterator[str]:
    clause = found.clause
    yield f"## {clause.number} {clause.title}"
    yield ""
    yield f"*{KIND_WORDS[clause.kind].capitalize()}.* {clause.text}"
    yield ""
    for name in dict.fromkeys(named.name for named in found.terms):
        yield _term(name, [named for named in found.terms if named.name == name])
    for service in found.services:
        products = sum(product.service == service.number for product in book.products)
        yield f"- Dienst {service.number}, {service.name}: {products} {'product' if products == 1 else 'producten'}"
    for act in found.acts:
        yield f"- Handeling `{act.code}` ({label_of(act)}): {', '.join(act.who) or 'niemand'}"
    for mandate in found.mandates:
        yield f"- Mandaat `{mandate.code}`: {mandate.title}"
    for duty in found.duties:
        yield f"- Termijn `{duty.code}`: {duty.title} ({FUNCTIONS[duty.holder]})"
    for kpi in found.kpis:
        measured = "" if kpi.measured_by else ", Noaber meet deze niet"
        yield f"- Norm {kpi.code}: {kpi.name}{_mark(kpi.proposal)}{measured}"
    for addendum in found.addenda:
        yield f"- {addendum.title}{' (fictieve bedragen)' if addendum.fictional else ''}"
    for test in clauses_in_tests().get(clause.number, ()):
        yield f"- Toets `{test}`"
    if clause.reason:
        yield f"- Geen uitvoering in Noaber: {clause.reason}"


def _term(name: str, versions: Sequence[NamedTerm]) -> str:
    """A term with all its values in time, and what reads it."""
    values = "; ".join(f"{value_words(named)}{_days(named.term)}{_mark(named.term.proposal)}" for named in versions)
    if versions[0].by_people:
        return f"- Bepaling `{name}` = {values}. Mensen passen haar toe."
    functions = ", ".join(f"`{function}`" for function in readers().get(name, ()))
    return f"- Bepaling `{name}` = {values}. Gelezen door {functions or 'nog niets'}."


def label_of(act: ActUnder) -> str:
    """What an act is called, or that the product does not know it."""
    return Act.known[act.code].label if act.code in Act.known else "onbekend"


def _days(term: Term[Any]) -> str:
    return f" ({dutch_day(term.since)} tot en met {dutch_day(term.until)})" if term.until else ""


def _mark(proposal: bool) -> str:
    return ", voorstel" if proposal else ""
