"""What residents read without an account: products, and what they need for them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from noaber.agreement.access import everybody
from noaber.agreement.leaflets import name_of
from noaber.agreement.models import Agreement
from noaber.agreement.residents import book_of_town, other_language, resident_page
from noaber.agreement.triage import MOST_PERSONS, MOST_PRODUCTS, needs, next_question, situation_of, to_ask
from noaber.parties.clock import today
from noaber.portal.shown import by_subject, page_of
from noaber.portal.wording import WORDS
from noaber.web.paging import plain


def _page(
    request: HttpRequest, agreement: Agreement, lang: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    words = {"w": WORDS[lang], "need_url": reverse(f"what-you-need-{lang}", args=[agreement.client.slug])}
    return resident_page(request, agreement, lang, template, words | context, status)


@everybody
@require_safe
def products(request: HttpRequest, town: str, lang: str) -> HttpResponse:
    """All products by subject, or those that a search finds."""
    agreement, book = book_of_town(town)
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
        "other_url": reverse(f"products-{other_language(lang)}", args=[town]) + query,
    }
    return _page(request, agreement, lang, "portal/products.html", context)


@everybody
@require_safe
def product(request: HttpRequest, town: str, product: str, lang: str) -> HttpResponse:
    """One product: what it is, for whom, what to bring, what it costs and how long it takes."""
    agreement, book = book_of_town(town)
    if product not in book.catalogue.leaflets:
        raise Http404
    context = {
        "product": page_of(book, product, lang, today()),
        "asks": bool(book.product(product).minutes or book.catalogue.questions_of([product])),
        "other_url": reverse(f"product-{other_language(lang)}", args=[town, product]),
    }
    if book.product(product).minutes and book.locations:
        context["book_url"] = f"{reverse(f'book-{lang}', args=[town])}?{urlencode({'product': product})}"
    return _page(request, agreement, lang, "portal/product.html", context)


@everybody
@require_safe
def what_you_need(request: HttpRequest, town: str, lang: str) -> HttpResponse:
    """One question per page, and at the end what is needed; everything that was answered stands in the address."""
    agreement, book = book_of_town(town)
    said = situation_of(book, dict(request.GET.lists()))
    codes, answers = said.products, said.answers
    if not codes:
        return HttpResponseRedirect(reverse(f"products-{lang}", args=[town]))
    typed = plain(request.GET.get("personen", ""))
    timed = any(book.product(code).minutes for code in codes)
    other = reverse(f"what-you-need-{other_language(lang)}", args=[town])
    context: dict[str, Any] = {
        "products": [(code, name_of(book, code, lang)) for code in codes],
        "pairs": said.pairs(),
        "other_url": f"{other}?{said.query()}",
        "back": _back(said.pairs(), len(codes)),
        "most": MOST_PERSONS,
    }
    asked = to_ask(book, codes, answers)
    context["step"], context["steps"] = len([one for one in asked if one.key in answers]) + timed, len(asked) + timed
    if timed and said.persons is None:
        mistake = WORDS[lang]["persons_wrong"] if "personen" in request.GET else ""
        context |= {"step": 1, "mistake": mistake, "typed": typed}
        return _page(request, agreement, lang, "portal/persons.html", context, 422 if mistake else 200)
    if question := next_question(book, codes, answers):
        # The button sends `vraag`, so that pressing it without an answer can be told from opening the page.
        mistake = WORDS[lang]["choose"] if request.GET.get("vraag") == question.key else ""
        context |= {"question": question, "text": question.text[lang], "mistake": mistake}
        context["step"] += 1
        return _page(request, agreement, lang, "portal/question.html", context, 422 if mistake else 200)
    found = needs(book, codes, said.persons or 1, answers)
    context |= {
        "found": found,
        "names": [name_of(book, code, lang) for code in found.products],
        "bring": found.bring[lang],
        "more": [(name, items) for _, name, items in by_subject(book, lang)] if len(codes) < MOST_PRODUCTS else [],
    }
    if found.minutes and book.locations:
        context["book_url"] = f"{reverse(f'book-{lang}', args=[town])}?{said.query()}"
    return _page(request, agreement, lang, "portal/needs.html", context)


def _back(pairs: list[tuple[str, str]], products: int) -> str:
    """The address of the question before this one; nothing at the first."""
    return f"?{urlencode(pairs[:-1])}" if len(pairs) > products else ""
