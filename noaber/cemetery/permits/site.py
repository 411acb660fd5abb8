"""The public pages about permits for graves: whose they are, under what rules, in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from noaber.agreement.residents import TownSite, book_of_town, pages_of
from noaber.cemetery.local import Local
from noaber.cemetery.permits.measures import EN, NL, PermitRules
from noaber.cemetery.permits.places import rules_of
from noaber.cemetery.places import NoLocal, local_of


@dataclass(frozen=True, slots=True)
class Site(TownSite):
    """The municipality whose pages these are, what it lays down about graves, and the language."""

    local: Local
    rules: PermitRules

    @property
    def language(self) -> int:
        """Which of two words is read."""
        return EN if self.lang == "en" else NL

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Draw one of these pages."""
        return self.draw(request, f"grave_permits/portal/{template}.html", context, status)


def _site(town: str, lang: str) -> Site:
    agreement, _ = book_of_town(town)
    try:
        return Site(agreement, lang, local_of(agreement.code), rules_of(agreement.code))
    except NoLocal:
        raise Http404 from None


for_applicants = pages_of(_site)
"""A page of a municipality that has cemeteries; there is nothing where it has none."""
