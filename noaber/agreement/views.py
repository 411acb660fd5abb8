"""The pages of the agreement: its clauses, terms, mandates, norms and products, all in our own words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from noaber.agreement.access import BOTH_SIDES, STAFF, held, open_to
from noaber.agreement.book import Book, ClauseText, Mandate, NamedTerm
from noaber.agreement.carried_out import CarriedOut, carried_out
from noaber.agreement.changes import value_words
from noaber.agreement.models import Agreement
from noaber.agreement.pages import page
from noaber.agreement.queries import book_of
from noaber.agreement.wording import (
    RHYTHM_WORDS,
    counted,
    function_words,
    kind_words,
    measured_words,
    norm_words,
    organ_words,
    span_words,
    when_due,
)
from noaber.journal.models import Entry
from noaber.journal.queries import newest_entry
from noaber.parties.clock import today
from noaber.parties.functions import FUNCTIONS
from noaber.web.labels import label_of

RECENT = 50_000
"""How far back, in entries, a clause looks for what was last done under it."""


@require_safe
@open_to(*STAFF)
def agreement(request: HttpRequest) -> HttpResponse:
    """What was agreed, article by article, and where it is carried out."""
    row: Agreement = request.agreement  # type: ignore[attr-defined]
    book = book_of(row)
    parts = {clause.number.split(".")[0] for clause in book.clauses if "." in clause.number}
    rows = [
        {
            "clause": clause,
            "head": "." not in clause.number,
            "alone": clause.number not in parts,
            "kind": kind_words(clause.kind),
            "summary": summary_of(carried_out(book, clause.number, today())),
        }
        for clause in book.clauses
    ]
    before = Agreement.objects.filter(code=book.predecessor).defer("document").first()
    context = {
        "row": row,
        "rows": rows,
        "before": before,
        "proposals": sum(named.term.proposal for named in book.terms if named.term.holds_on(today())),
        "fictional": any(party.fictional for party in book.parties),
    }
    return page(request, "agreement/agreement.html", context | _tab("agreement"))


def summary_of(found: CarriedOut) -> str:
    """What carries out a clause, in a few words: `2 bepalingen, 1 handeling`."""
    parts = [
        (len({named.name for named in found.terms}), "bepaling", "bepalingen"),
        (len(found.services), "dienst", "diensten"),
        (len(found.acts), "handeling", "handelingen"),
        (len(found.mandates), "mandaat", "mandaten"),
        (len(found.duties), "termijn", "termijnen"),
        (len(found.kpis), "norm", "normen"),
        (len(found.addenda), "addendum", "addenda"),
    ]
    return ", ".join(counted(number, one, many) for number, one, many in parts if number)


@require_safe
@open_to(*STAFF)
def clause(request: HttpRequest, number: str) -> HttpResponse:
    """One article: its text, its terms in time, who may do what under it, and what was last done under it."""
    row: Agreement = request.agreement  # type: ignore[attr-defined]
    book = book_of(row)
    try:
        found = carried_out(book, number, today())
    except KeyError:
        raise Http404 from None
    before, after = _neighbours(book, found.clause)
    reads_journal = bool(held(request) & set(BOTH_SIDES))
    context = {
        "found": found,
        "kind": kind_words(found.clause.kind),
        "terms": [term_row(named) for named in found.terms],
        "acts": [{"code": act.code, "who": act.who, "mandates": act.mandates} for act in found.acts],
        "duties": [
            {"duty": duty, "holder": FUNCTIONS[duty.holder], "rhythm": RHYTHM_WORDS[duty.rhythm], "due": when_due(duty)}
            for duty in found.duties
        ],
        "kpis": [kpi_row(book, kpi) for kpi in found.kpis],
        "products": [product for product in book.products if product.service in {s.number for s in found.services}],
        "before": before,
        "after": after,
        "reads_journal": reads_journal,
        "entries": latest_under(row.client_id, number) if reads_journal else [],
    }
    return page(request, "agreement/clause.html", context)


def latest_under(client: int, number: str, most: int = 10) -> list[Entry]:
    """What was last done or refused under a clause, newest first, among the newest entries of the client."""
    found = Entry.objects.filter(municipality=client, clause=number, id__gt=newest_entry(client) - RECENT)
    return list(found.defer("header").order_by("-id")[:most])


def _neighbours(book: Book, clause: ClauseText) -> tuple[ClauseText | None, ClauseText | None]:
    place = book.clauses.index(clause)
    before = book.clauses[place - 1] if place else None
    return before, book.clauses[place + 1] if place + 1 < len(book.clauses) else None


def term_row(named: NamedTerm) -> dict[str, Any]:
    """A term as a table shows it; `stands` says how it stands today."""
    term, day = named.term, today()
    stands = "done" if term.holds_on(day) else "open" if term.since > day else "off"
    words = {"done": "geldt nu", "open": "geldt later", "off": "geldt niet meer"}[stands]
    return {
        "named": named,
        "value": value_words(named),
        "since": term.since if term.since != date.min else None,
        "until": term.until,
        "stands": stands,
        "stands_words": words,
    }


def kpi_row(book: Book, kpi: Any) -> dict[str, Any]:
    """A norm as a table shows it."""
    return {
        "kpi": kpi,
        "norm": norm_words(kpi),
        "measured": measured_words(kpi, label_of("act", kpi.measured_by)),
        "products": ", ".join(book.product(code).name for code in kpi.products),
    }


@require_safe
@open_to(*STAFF)
def mandates(request: HttpRequest) -> HttpResponse:
    """The mandate register: who may do what on whose behalf."""
    book = book_of(request.agreement)  # type: ignore[attr-defined]
    function = request.GET.get("functie", "")
    wanted = [one for one in book.mandates if not function or function in one.functions]
    context = {
        "rows": [mandate_row(book, one) for one in wanted],
        "function": function,
        "functions": {
            code: words for code, words in FUNCTIONS.items() if any(code in m.functions for m in book.mandates)
        },
    }
    return page(request, "agreement/mandates.html", context | _tab("mandates"))


def mandate_row(book: Book, mandate: Mandate) -> dict[str, Any]:
    """A mandate as the register shows it."""
    known = [act for act in book.acts if mandate.covers(act)]
    return {
        "mandate": mandate,
        "organ": organ_words(mandate),
        "functions": function_words(mandate.functions),
        "side": book.party(mandate.side).name,
        "acts": known,
        "in_force": today() in mandate.period,
    }


@require_safe
@open_to(*STAFF)
def terms(request: HttpRequest) -> HttpResponse:
    """Every agreed value, with its history, and which of them are proposals."""
    book = book_of(request.agreement)  # type: ignore[attr-defined]
    rows = [term_row(named) for named in sorted(book.terms, key=lambda one: (one.name, one.term.since))]
    now = request.GET.get("stand", "nu") != "alle"
    shown = [row for row in rows if row["stands"] == "done"] if now else rows
    context = {"rows": shown, "now": now, "addenda": book.addenda, "taxes": [tax_row(book, tax) for tax in book.taxes]}
    return page(request, "agreement/terms.html", context | _tab("terms"))


def tax_row(book: Book, tax: Any) -> dict[str, Any]:
    """How a service is taxed, as a table shows it."""
    name = book.service(tax.service).name if tax.service else "alle andere diensten"
    percent = f"{tax.percent.normalize():f}".replace(".", ",")
    return {"tax": tax, "service": name, "percent": f"{percent}\u00a0%", "holds": today() in tax.period}


@require_safe
@open_to(*STAFF)
def norms(request: HttpRequest) -> HttpResponse:
    """The norms of the service level agreement."""
    book = book_of(request.agreement)  # type: ignore[attr-defined]
    return page(request, "agreement/norms.html", {"rows": [kpi_row(book, kpi) for kpi in book.kpis]} | _tab("norms"))


@require_safe
@open_to(*STAFF)
def products(request: HttpRequest) -> HttpResponse:
    """The services and what residents can ask for under each."""
    book = book_of(request.agreement)  # type: ignore[attr-defined]
    services = [
        {
            "service": service,
            "products": [
                {"product": product, "organ": organ_words(product), "span": span_words(product.span)}
                for product in book.products
                if product.service == service.number
            ],
        }
        for service in book.services
    ]
    return page(request, "agreement/products.html", {"services": services} | _tab("products"))


TABS = (
    ("agreement", "Artikelen"),
    ("terms", "Bepalingen"),
    ("mandates", "Mandaten"),
    ("norms", "Normen"),
    ("products", "Diensten en producten"),
)


def _tab(active: str) -> dict[str, Any]:
    return {"tabs": TABS, "tab": active}
