"""The pages about graves that anybody reads without an account: whose they are, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from noaber.agreement.residents import TownSite, book_of_town, pages_of
from noaber.cemetery.local import Local
from noaber.cemetery.places import NoLocal, local_of
from noaber.cemetery.visitors import Visitors, visitors_in

NO_ROBOTS = "noindex, nofollow, noarchive, nosnippet"


@dataclass(frozen=True, slots=True)
class Town(TownSite):
    """The municipality whose pages these are, what it lays down, and the language."""

    local: Local
    visitors: Visitors

    def whole_address(self, name: str, **more: str) -> str:
        """The same, as it stands on paper."""
        return settings.BASE_URL.rstrip("/") + self.address(name, **more)

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Draw one of these pages."""
        return self.draw(request, template, {"english": self.lang == "en"} | context, status)


def _town(town: str, lang: str) -> Town:
    agreement, _ = book_of_town(town)
    visitors = visitors_in(settings.AGREEMENTS_DIR / agreement.code)
    try:
        local = local_of(agreement.code)
    except NoLocal:
        raise Http404 from None
    if visitors is None:
        raise Http404
    return Town(agreement, lang, local, visitors)


for_visitors = pages_of(_town, NO_ROBOTS)
"""A page for visitors of a municipality that has such pages; there is nothing where it has not. No search engines."""
