"""Pages that residents read without an account: whose they are, and what stands around them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from noaber.agreement.access import View, everybody
from noaber.agreement.book import Book
from noaber.agreement.models import Agreement
from noaber.agreement.queries import agreements_in_use, book_of
from noaber.parties.clock import today
from noaber.parties.scope import reading


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a page for residents: whose it is. No account, so no name and no menu."""

    client: Any
    demo: bool
    clients: tuple[Any, ...] = ()


def book_of_town(town: str) -> tuple[Agreement, Book]:
    """The agreement under which work is done for a municipality today. Raises Http404 where there is none."""
    day = today()
    for agreement in agreements_in_use():
        if agreement.client.slug == town and agreement.since <= day and (not agreement.until or day <= agreement.until):
            book = book_of(agreement)
            if book.catalogue.leaflets and not book.reading_only:
                return agreement, book
    raise Http404


def resident_page(
    request: HttpRequest, agreement: Agreement, lang: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Draw a page in a language; `other_url` in the context is where it stands in the other one."""
    around = {
        "shell": Around(agreement.client, settings.DEMO),
        "town": agreement.client,
        "lang": lang,
        "list_url": reverse(f"products-{lang}", args=[agreement.client.slug]),
    }
    return render(request, template, around | context, status=status)


@dataclass(frozen=True, slots=True)
class TownSite:
    """The municipality whose pages these are, and the language; a subject adds what its own pages rest on."""

    agreement: Agreement
    lang: str

    @property
    def client(self) -> int:
        """Whose rows are read and written."""
        return self.agreement.client_id

    def address(self, name: str, **more: str) -> str:
        """The address of another of these pages."""
        return reverse(f"{name}-{self.lang}", kwargs={"town": self.agreement.client.slug} | more)

    def draw(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Draw one of these pages. The other language has the same question in its address."""
        address, query = in_other_language(request, self.lang), request.GET.urlencode()
        shared = {"form_token": secrets.token_urlsafe(18), "other_url": f"{address}?{query}" if query else address}
        with reading(self.client):
            return resident_page(request, self.agreement, self.lang, template, shared | context, status)


def pages_of(site_of: Callable[[str, str], TownSite], robots: str = "") -> Callable[..., Callable[[View], View]]:
    """What marks the pages of a subject for people without an account; `site_of` a town and a language raises Http404.

    The code in an address is all that lets somebody in: there is no session to be abused from another site, so no token
    is needed for it, and the pages leave no cookie. What is typed stands in no report of a mistake of ours. `robots` is
    what search engines are told.
    """

    def pages(*methods: str) -> Callable[[View], View]:
        def wrap(view: View) -> View:
            @wraps(view)
            def found(request: HttpRequest, town: str, lang: str = "nl", **kwargs: Any) -> HttpResponse:
                answer = view(request, site_of(town, lang), **kwargs)
                if robots:
                    answer["X-Robots-Tag"] = robots
                return answer

            guarded = sensitive_post_parameters()(never_cache(require_http_methods(["GET", "HEAD", *methods])(found)))
            return everybody(csrf_exempt(guarded))

        return wrap

    return pages


def in_other_language(request: HttpRequest, lang: str) -> str:
    """Where the page that was asked for stands in the other language: the name of its address ends in the language."""
    match = request.resolver_match
    assert match is not None and match.view_name
    elsewhere = f"{match.view_name.removesuffix(lang)}{other_language(lang)}"
    return reverse(elsewhere, kwargs={name: value for name, value in match.kwargs.items() if name != "lang"})


def other_language(lang: str) -> str:
    """The language that a page can also be read in."""
    return "en" if lang == "nl" else "nl"
