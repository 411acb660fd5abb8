"""The public pages about permits for graves: whose they are, under what rules, in which language."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from noaber.agreement.access import everybody
from noaber.agreement.book import Book
from noaber.agreement.models import Agreement
from noaber.agreement.residents import book_of_town, other_language, resident_page
from noaber.cemetery.local import Local
from noaber.cemetery.permits.measures import EN, NL, PermitRules
from noaber.cemetery.permits.places import rules_of
from noaber.cemetery.places import NoLocal, local_of
from noaber.parties.scope import reading


@dataclass(frozen=True, slots=True)
class Site:
    """The municipality whose pages these are, what it lays down about graves, and the language."""

    agreement: Agreement
    book: Book
    local: Local
    rules: PermitRules
    lang: str

    @property
    def client(self) -> int:
        """Whose rows are read and written."""
        return self.agreement.client_id

    @property
    def language(self) -> int:
        """Which of two words is read."""
        return EN if self.lang == "en" else NL

    def address(self, name: str, **more: str) -> str:
        """The address of another of these pages."""
        return reverse(f"{name}-{self.lang}", kwargs={"town": self.agreement.client.slug} | more)

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Draw one of these pages."""
        match = request.resolver_match
        assert match is not None and match.view_name
        elsewhere = f"{match.view_name.removesuffix(self.lang)}{other_language(self.lang)}"
        captured = {name: value for name, value in match.kwargs.items() if name != "lang"}
        shared = {"form_token": secrets.token_urlsafe(18), "other_url": reverse(elsewhere, kwargs=captured)}
        with reading(self.client):
            return resident_page(
                request, self.agreement, self.lang, f"grave_permits/portal/{template}.html", shared | context, status
            )


def for_applicants(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page of a municipality that has cemeteries; there is nothing where it has none.

    The code in an address is all that lets somebody in: there is no session to be abused from another site, so no token
    is needed for it, and the pages leave no cookie.
    """

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def found(request: HttpRequest, town: str, lang: str, **kwargs: Any) -> HttpResponse:
            agreement, book = book_of_town(town)
            try:
                local = local_of(agreement.code)
            except NoLocal:
                raise Http404 from None
            return view(request, Site(agreement, book, local, rules_of(agreement.code), lang), **kwargs)

        return everybody(csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", *methods])(found))))

    return wrap
