"""Pages that residents read without an account: whose they are, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from noaber.agreement.book import Book
from noaber.agreement.models import Agreement
from noaber.agreement.queries import agreements_in_use, book_of
from noaber.parties.clock import today


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


def in_other_language(request: HttpRequest, lang: str) -> str:
    """Where the page that was asked for stands in the other language: the name of its address ends in the language."""
    match = request.resolver_match
    assert match is not None and match.view_name
    elsewhere = f"{match.view_name.removesuffix(lang)}{other_language(lang)}"
    return reverse(elsewhere, kwargs={name: value for name, value in match.kwargs.items() if name != "lang"})


def other_language(lang: str) -> str:
    """The language that a page can also be read in."""
    return "en" if lang == "nl" else "nl"
