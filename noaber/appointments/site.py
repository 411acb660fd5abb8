"""The pages of a municipality on which residents make appointments: whose, under what terms, in which language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from noaber.agreement.book import Book
from noaber.agreement.leaflets import name_of
from noaber.agreement.residents import TownSite, book_of_town, pages_of
from noaber.appointments.terms import AppointmentTerms
from noaber.parties.clock import today


@dataclass(frozen=True, slots=True)
class Site(TownSite):
    """The municipality whose pages these are, its agreement, and the language."""

    book: Book
    terms: AppointmentTerms

    def names(self, codes: Sequence[str]) -> list[str]:
        """What products are called, in the language of the page."""
        return [name_of(self.book, code, self.lang) for code in codes]

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Draw one of these pages."""
        context = {"book_url": self.address("book")} | context
        return self.draw(request, f"appointments/portal/{template}.html", context, status)


def _site(town: str, lang: str) -> Site:
    agreement, book = book_of_town(town)
    if not book.locations:
        raise Http404
    return Site(agreement, lang, book, AppointmentTerms.fill(book.term, today()))


for_residents = pages_of(_site)
"""A page of a municipality that receives people under an agreement today; there is nothing where it does not."""
