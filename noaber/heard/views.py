"""The pages of feedback: what people say per service, and making a link that asks them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import BOTH_SIDES, WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.cases.models import Case
from noaber.heard import actions
from noaber.heard.forms import Visit
from noaber.heard.public import link_to
from noaber.heard.qr import drawing, picture
from noaber.heard.queries import last_quarters, per_quarter, said
from noaber.heard.terms import HeardTerms
from noaber.parties.clock import today
from noaber.parties.scope import reading

ALL = tuple(dict.fromkeys((*WORKERS, *BOTH_SIDES)))


@require_safe
@open_to(*ALL)
def heard(request: HttpRequest) -> HttpResponse:
    """Grades and complaints per service and quarter, and what people wrote."""
    client, book, day = request.agreement.client_id, book_of(request.agreement), today()  # type: ignore[attr-defined]
    terms, quarters = HeardTerms.fill(book.term, day), last_quarters(day)
    with reading(client):
        rows = per_quarter(client, book, quarters, terms)
        words = said(client, rows, quarters)
    may_ask = bool(held(request) & set(WORKERS))
    context = {"rows": rows, "quarters": quarters, "said": words, "terms": terms, "may_ask": may_ask}
    return page(request, "heard/heard.html", context)


@never_cache
@open_to(*WORKERS)
def ask_after_visit(request: HttpRequest) -> HttpResponse:
    """Make a link for somebody at the desk."""
    book, back = book_of(request.agreement), reverse("heard")  # type: ignore[attr-defined]
    if request.method != "POST":
        return page(request, "heard/ask.html", {"form": Visit(book), "back": back})
    form = Visit(book, request.POST)

    def make(once: Any) -> str:
        code = request.agreement.code  # type: ignore[attr-defined]
        return actions.ask_after_visit(request.user, code, form.cleaned_data["service"], once)

    return show_link(request, make, back, form)


@never_cache
@require_POST
@open_to(*WORKERS)
def ask_after_case(request: HttpRequest, number: str) -> HttpResponse:
    """Make the link for the applicant of a closed case."""

    def make(once: Any) -> str:
        return actions.ask_after_case(request.user, request.agreement.code, number, once)  # type: ignore[attr-defined]

    try:
        return show_link(request, make, reverse("case", args=[number]))
    except Case.DoesNotExist:
        raise Http404 from None


def show_link(request: HttpRequest, make: Callable[[Any], str], back: str, form: Any = None) -> HttpResponse:
    """Show the link in the answer itself: it is kept nowhere, so that no other page could."""
    made: list[str] = []

    def do(once: Any) -> str:
        made.append(make(once))
        return back

    answer = carry_out(request, do, "De link is gemaakt.", back, form, "heard/ask.html", {"back": back})
    if not made:
        return answer
    agreement = request.agreement  # type: ignore[attr-defined]
    terms = HeardTerms.fill(book_of(agreement).term, today())
    link = link_to(agreement.client.slug, made[0])
    context = {
        "link": link,
        "english": link_to(agreement.client.slug, made[0], "en"),
        "qr": drawing(link),
        "png": picture(link),
        "days": terms.answer_days,
        "back": back,
    }
    return page(request, "heard/link.html", context)
