"""What residents read without an account: products, and what they need for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from noaber.agreement.access import everybody
from noaber.agreement.book import Book
from noaber.agreement.models import Agreement
from noaber.agreement.queries import agreements_in_use, book_of
from noaber.agreement.triage import MOST_PERSONS, needs, next_question, to_ask
from noaber.parties.clock import today
from noaber.portal.shown import by_subject, known, name_of, page_of
from noaber.portal.wording import WORDS
from noaber.web.paging import plain

ANSWERS = {"ja": True, "nee": False}
MOST_PRODUCTS = 5


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a page for residents: whose it is. No account, so no name and no menu."""

    client: Any
    demo: bool
    clients: tuple[Any, ...] = ()


def _book(town: str) -> tuple[Agreement, Book]:
    """The agreement under which work is done for a municipality today. Raises Http404 where there is none."""
    day = today()
    for agreement in agreements_in_use():
        if agreement.client.slug == town and agreement.since <= day and (not agreement.until or day <= agreement.until):
            book = book_of(agreement)
            if book.catalogue.leaflets and not book.reading_only:
                return agreement, book
    raise Http404


def _page(
    request: HttpRequest, agreement: Agreement, lang: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    town = agreement.client.slug
    around = {
        "shell": Around(agreement.client, settings.DEMO),
        "town": agreement.client,
        "lang": lang,
        "w": WORDS[lang],
        "list_url": reverse(f"products-{lang}", args=[town]),
        "need_url": reverse(f"what-you-need-{lang}", args=[town]),
    }
    return render(request, template, around | context, status=status)


def _other(lang: str) -> str:
    return "en" if lang == "nl" else "nl"


@everybody
@require_safe
def products(request: HttpRequest, town: str, lang: str) -> HttpResponse:
    """All products by subject, or those that a search finds."""
    agreement, book = _book(town)
    text = plain(request.GET.get("zoek", ""))
    subjects = by_subject(book, lang, text)
    query = f"?{urlencode({'zoek': text})}" if text else ""
    context = {
        "subjects": [
            (subject, name, [(one, reverse(f"product-{lang}", args=[town, one.code])) for one in items])
            for subject, name, items in subjects
        ],
        "text": text,
        "number": sum(len(items) for _, _, items in subjects),
        "other_url": reverse(f"products-{_other(lang)}", args=[town]) + query,
    }
    return _page(request, agreement, lang, "portal/products.html", context)


@everybody
@require_safe
def product(request: HttpRequest, town: str, product: str, lang: str) -> HttpResponse:
    """One product: what it is, for whom, what to bring, what it costs and how long it takes."""
    agreement, book = _book(town)
    if product not in book.catalogue.leaflets:
        raise Http404
    context = {
        "product": page_of(book, product, lang, today()),
        "asks": bool(book.product(product).minutes or book.catalogue.questions_of([product])),
        "other_url": reverse(f"product-{_other(lang)}", args=[town, product]),
    }
    return _page(request, agreement, lang, "portal/product.html", context)


@everybody
@require_safe
def what_you_need(request: HttpRequest, town: str, lang: str) -> HttpResponse:
    """One question per page, and at the end what is needed; everything that was answered stands in the address."""
    agreement, book = _book(town)
    codes = known(book, request.GET.getlist("product"))[:MOST_PRODUCTS]
    if not codes:
        return HttpResponseRedirect(reverse(f"products-{lang}", args=[town]))
    typed = plain(request.GET.get("personen", ""))
    timed = any(book.product(code).minutes for code in codes)
    persons = _persons(typed) if timed else 1
    answers = {
        question.key: ANSWERS[request.GET[question.key]]
        for question in book.catalogue.questions_of(codes)
        if request.GET.get(question.key) in ANSWERS
    }
    pairs = _pairs(codes, persons if timed else None, answers)
    other = reverse(f"what-you-need-{_other(lang)}", args=[town])
    context: dict[str, Any] = {
        "products": [(code, name_of(book, code, lang)) for code in codes],
        "pairs": pairs,
        "other_url": f"{other}?{urlencode(pairs)}",
        "back": _back(pairs, len(codes)),
        "most": MOST_PERSONS,
    }
    asked = to_ask(book, codes, answers)
    context["step"], context["steps"] = len([one for one in asked if one.key in answers]) + timed, len(asked) + timed
    if persons is None:
        mistake = WORDS[lang]["persons_wrong"] if "personen" in request.GET else ""
        context |= {"step": 1, "mistake": mistake, "typed": typed}
        return _page(request, agreement, lang, "portal/persons.html", context, 422 if mistake else 200)
    if question := next_question(book, codes, answers):
        # The button sends `vraag`, so that pressing it without an answer can be told from opening the page.
        mistake = WORDS[lang]["choose"] if request.GET.get("vraag") == question.key else ""
        context |= {"question": question, "text": question.text[lang], "mistake": mistake}
        context["step"] += 1
        return _page(request, agreement, lang, "portal/question.html", context, 422 if mistake else 200)
    found = needs(book, codes, persons, answers)
    context |= {
        "found": found,
        "names": [name_of(book, code, lang) for code in found.products],
        "bring": found.bring[lang],
        "query": found.query(lang),
        "more": [(name, items) for _, name, items in by_subject(book, lang)] if len(codes) < MOST_PRODUCTS else [],
        "book_url": _booking(town, lang, found.query(lang)) if found.minutes else "",
    }
    return _page(request, agreement, lang, "portal/needs.html", context)


def _persons(typed: str) -> int | None:
    """How many people, or nothing for what is no such number."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    return number if 1 <= number <= MOST_PERSONS else None


def _pairs(codes: list[str], persons: int | None, answers: dict[str, bool]) -> list[tuple[str, str]]:
    """What is known so far, as it stands in the address."""
    words = {True: "ja", False: "nee"}
    pairs = [("product", code) for code in codes]
    pairs += [("personen", str(persons))] if persons else []
    return pairs + [(key, words[answer]) for key, answer in answers.items()]


def _back(pairs: list[tuple[str, str]], products: int) -> str:
    """The address of the question before this one; nothing at the first."""
    return f"?{urlencode(pairs[:-1])}" if len(pairs) > products else ""


def _booking(town: str, lang: str, query: str) -> str:
    """Where the appointment is made, where this installation makes them."""
    try:
        return f"{reverse(f'book-{lang}', args=[town])}?{query}"
    except NoReverseMatch:
        return ""
