"""The list of the articles of law: which term, where the rule stands and which test shows it: `docs/wetten.md`."""

from __future__ import annotations

from collections.abc import Iterator

from noaber.agreement.book import Book
from noaber.agreement.law_readers import articles, codes_in_tests, readers_of_codes, tests_of_article
from noaber.calendar.deadlines import applies
from noaber.calendar.law_terms import LawTerm, law_terms

COUNTED = "calendar.law_terms.LawTerm.last_day"
CLOCK = "cases.rules.due_on"
EXTENDED = ("calendar.law_terms.extended_due", "cases.rules.may_extend")


def draw_up(book: Book) -> str:
    """The whole page as Markdown. It depends on the data and the source alone, so it can be compared to the letter."""
    terms = sorted(law_terms().values(), key=lambda one: (one.clause.source, one.code))
    lines = [
        "# De wet: welke termijn, waar de regel staat, welke toets",
        "",
        "Deze bladzijde is opgemaakt met `noaber agreement laws` en wordt niet met de hand gewijzigd.",
        "De termijnen staan in [law_terms.toml](../noaber/calendar/law_terms.toml), ieder één keer.",
        "",
        "## Termijnen",
        "",
    ]
    for term in terms:
        lines += [*_term(book, term), ""]
    lines += ["## Artikelen die een regel noemt", ""]
    for clause, functions in articles().items():
        tests = tests_of_article(clause)
        shown = f"; toets {_list(tests)}" if tests else ""
        lines.append(f"- {clause}: {_list(functions)}{shown}")
    return "\n".join([*lines, ""])


def _term(book: Book, term: LawTerm) -> Iterator[str]:
    yield f"### {term.clause}: `{term.code}`"
    yield ""
    way = "terug vanaf" if term.span.backwards else "na"
    moved = "de Algemene termijnenwet geldt" if applies(term.span) else "de Algemene termijnenwet geldt niet"
    yield f"{term.title}: {term.span} {way} {term.event}; {moved}."
    yield ""
    if term.extension:
        often = f"hoogstens {term.extension.times} keer" if term.extension.times else "telkens weer"
        only = f" {term.extension.only}" if term.extension.only else ""
        yield f"- Verlengen: met {term.extension.span}, {often}, {term.extension.clause}.{only}"
    products = [product.name for product in book.products if product.term == term.code]
    if products:
        yield f"- Producten: {', '.join(products)}"
    rules = {*readers_of_codes().get(term.code, ()), *((CLOCK,) if products else ())}
    rules |= set(EXTENDED) if term.extension else set()
    yield f"- Regel: {_list(tuple(sorted(rules)) or (COUNTED,))}"
    yield f"- Toets: {_list(codes_in_tests().get(term.code, ()))}"
    yield f"- Gelezen: {term.source}"
    if term.doubt:
        yield f"- Nog na te gaan: {term.doubt}"


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "geen"
