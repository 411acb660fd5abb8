"""The one question that residents answer by a link: no account, no cookie, and the link works once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from noaber.agreement.access import everybody
from noaber.agreement.acting import Refusal
from noaber.agreement.models import Agreement
from noaber.agreement.queries import agreements_in_use, book_of
from noaber.heard import actions
from noaber.heard.models import Invitation
from noaber.heard.queries import invitation_of
from noaber.heard.rules import HIGHEST, LONGEST, LOWEST, may_answer, plain_words
from noaber.heard.terms import HeardTerms
from noaber.heard.wording import WORDS
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Refused


def link_to(town: str, code: str, lang: str = "nl") -> str:
    """The whole address of the question, as it stands in a mail or a QR code."""
    return settings.BASE_URL.rstrip("/") + reverse(f"feedback-{lang}", args=[town, code])


# The code in the address is all that lets somebody in: there is no session to be abused from another site, and
# without a token for it the page leaves no cookie.
@everybody
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, town: str, code: str, lang: str) -> HttpResponse:
    """Ask how it went, and take the answer."""
    agreement, day = _agreement(town), today()
    terms = HeardTerms.fill(book_of(agreement).term, day)
    with reading(agreement.client_id):
        try:
            link = invitation_of(agreement.client_id, code)
        except Invitation.DoesNotExist:
            raise Http404 from None
    if isinstance(may_answer(link.value, HIGHEST, "", day, terms), Refused):
        return _page(request, agreement, code, lang, "closed", 410)
    typed, words = request.POST.get("cijfer", ""), plain_words(request.POST.get("toelichting", ""))
    context: dict[str, Any] = {
        "service": book_of(agreement).service(link.service).name,
        "grades": [str(grade) for grade in range(LOWEST, HIGHEST + 1)],
        "typed": typed,
        "words": words,
        "privacy": WORDS[lang]["privacy"].format(days=terms.words_days.value),
    }
    if request.method != "POST":
        return _page(request, agreement, code, lang, "ask", 200, **context)
    mistakes = _mistakes(typed, words, context["grades"], lang)
    if mistakes:
        return _page(request, agreement, code, lang, "ask", 422, mistakes=mistakes, **context)
    try:
        actions.answer(agreement.code, code, int(typed), words)
    except Refusal:  # somebody else, or a second click, was first
        return _page(request, agreement, code, lang, "closed", 410)
    return _page(request, agreement, code, lang, "thanks", 200)


def _mistakes(grade: str, words: str, grades: list[str], lang: str) -> dict[str, str]:
    """What is wrong with what was typed, by field."""
    found = {} if grade in grades else {"grade": WORDS[lang]["no_grade"]}
    if len(words) > LONGEST:
        found["words"] = WORDS[lang]["too_long"].format(count=len(words))
    return found


def _agreement(town: str) -> Agreement:
    """The agreement under which work is done for a municipality today. Raises Http404 where there is none."""
    day = today()
    for agreement in agreements_in_use():
        if agreement.client.slug == town and agreement.since <= day and (not agreement.until or day <= agreement.until):
            return agreement
    raise Http404


def _page(
    request: HttpRequest, agreement: Agreement, code: str, lang: str, what: str, status: int, **more: Any
) -> HttpResponse:
    town, other = agreement.client.slug, "en" if lang == "nl" else "nl"
    context = {
        "shell": {"client": agreement.client, "demo": settings.DEMO},
        "town": agreement.client,
        "lang": lang,
        "other": other,
        "other_url": reverse(f"feedback-{other}", args=[town, code]),
        "w": WORDS[lang],
    }
    return render(request, f"heard/public_{what}.html", context | more, status=status)
