"""The pages of a municipality for undertakers and families: whose, under what rules, in which language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from noaber.agreement.acting import AlreadyDone, Refusal
from noaber.agreement.residents import TownSite, book_of_town, pages_of
from noaber.cemetery.funerals.openings import Openings
from noaber.cemetery.funerals.places import openings_of
from noaber.cemetery.law import Law
from noaber.cemetery.local import Local
from noaber.cemetery.pace import PACE
from noaber.cemetery.places import NoLocal, laws_of
from noaber.cemetery.town import NO_ROBOTS
from noaber.parties.clock import today

PER_MINUTE = 10
"""How often one address asks for a link or tries a code: more than anybody types."""


@dataclass(frozen=True, slots=True)
class Site(TownSite):
    """The municipality whose pages these are, what holds there today, and the language."""

    local: Local
    law: Law
    openings: Openings

    def say(self, dutch: str, english: str) -> str:
        """The text in the language of the page."""
        return english if self.lang == "en" else dutch

    def go(self, name: str, query: str = "", **more: str) -> HttpResponse:
        """Go on to another of these pages."""
        return HttpResponseRedirect(self.address(name, **more) + (f"?{query}" if query else ""))

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Draw one of these pages."""
        return self.draw(request, f"funerals/portal/{template}.html", context, status)

    def may_try(self, request: HttpRequest) -> bool:
        """May this address send once more what nobody needs a code for? A few times a minute."""
        return PACE.goes_on(f"funerals {request.META.get('REMOTE_ADDR', '')}", PER_MINUTE)

    def do(self, request: HttpRequest, act: Callable[[], object], then: str, back: str) -> HttpResponse:
        """Do what a form asks, once, and go on; where it is refused, say why and go back."""
        try:
            act()
        except AlreadyDone:
            pass
        except Refusal as refusal:
            return self.no(request, refusal, back)
        return HttpResponseRedirect(then)

    def no(self, request: HttpRequest, refusal: Refusal, back: str) -> HttpResponse:
        """Say why not, under which article, and where to go on."""
        decision = refusal.decision
        return self.page(request, "refused", {"decision": decision, "back": back}, status=409)


def _site(town: str, lang: str) -> Site:
    agreement, _ = book_of_town(town)
    try:
        local, law = laws_of(agreement.code, today())
        return Site(agreement, lang, local, law, openings_of(agreement.code))
    except NoLocal:
        raise Http404 from None


for_residents = pages_of(_site, NO_ROBOTS)
"""A page of a municipality that laid down something about its cemeteries; there is nothing where it did not."""
