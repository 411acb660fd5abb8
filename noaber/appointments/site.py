"""The pages of a municipality on which residents make appointments: whose, under what terms, in which language."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
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
from noaber.agreement.leaflets import name_of
from noaber.agreement.models import Agreement
from noaber.agreement.residents import book_of_town, in_other_language, resident_page
from noaber.appointments.terms import AppointmentTerms
from noaber.parties.clock import today
from noaber.parties.scope import reading


@dataclass(frozen=True, slots=True)
class Site:
    """The municipality whose pages these are, its agreement, and the language."""

    agreement: Agreement
    book: Book
    terms: AppointmentTerms
    lang: str

    @property
    def client(self) -> int:
        """Whose rows are read and written."""
        return self.agreement.client_id

    def address(self, name: str, **more: str) -> str:
        """The address of another of these pages."""
        return reverse(f"{name}-{self.lang}", kwargs={"town": self.agreement.client.slug} | more)

    def names(self, codes: Sequence[str]) -> list[str]:
        """What products are called, in the language of the page."""
        return [name_of(self.book, code, self.lang) for code in codes]

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Draw one of these pages."""
        address, query = in_other_language(request, self.lang), request.GET.urlencode()
        shared = {
            "form_token": secrets.token_urlsafe(18),
            "other_url": f"{address}?{query}" if query else address,
            "book_url": self.address("book"),
        }
        with reading(self.client):
            return resident_page(
                request, self.agreement, self.lang, f"appointments/portal/{template}.html", shared | context, status
            )


def for_residents(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page of a municipality that receives people under an agreement today; there is nothing where it does not.

    The code in an address is all that lets somebody in: there is no session to be abused from another site, so no token
    is needed for it, and the pages leave no cookie.
    """

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def found(request: HttpRequest, town: str, lang: str, **kwargs: Any) -> HttpResponse:
            agreement, book = book_of_town(town)
            if not book.locations:
                raise Http404
            return view(request, Site(agreement, book, AppointmentTerms.fill(book.term, today()), lang), **kwargs)

        return everybody(csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", *methods])(found))))

    return wrap
