"""The pages of a municipality for undertakers and families: whose, under what rules, in which language."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from noaber.agreement.access import everybody
from noaber.agreement.acting import Refusal
from noaber.agreement.models import Agreement
from noaber.agreement.residents import book_of_town, in_other_language, resident_page
from noaber.cemetery.funerals.openings import Openings
from noaber.cemetery.funerals.places import openings_of
from noaber.cemetery.law import Law
from noaber.cemetery.local import Local
from noaber.cemetery.pace import PACE
from noaber.cemetery.places import NoLocal, laws_of
from noaber.cemetery.town import NO_ROBOTS
from noaber.parties.clock import today
from noaber.parties.scope import reading

PER_MINUTE = 10
"""How often one address asks for a link or tries a code: more than anybody types."""


@dataclass(frozen=True, slots=True)
class Site:
    """The municipality whose pages these are, what holds there today, and the language."""

    agreement: Agreement
    local: Local
    law: Law
    openings: Openings
    lang: str

    @property
    def client(self) -> int:
        """Whose rows are read and written."""
        return self.agreement.client_id

    def say(self, dutch: str, english: str) -> str:
        """The text in the language of the page."""
        return english if self.lang == "en" else dutch

    def address(self, name: str, **more: str) -> str:
        """The address of another of these pages."""
        return reverse(f"{name}-{self.lang}", kwargs={"town": self.agreement.client.slug} | more)

    def go(self, name: str, query: str = "", **more: str) -> HttpResponse:
        """Go on to another of these pages."""
        return HttpResponseRedirect(self.address(name, **more) + (f"?{query}" if query else ""))

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Draw one of these pages."""
        address, query = in_other_language(request, self.lang), request.GET.urlencode()
        shared = {"form_token": secrets.token_urlsafe(18), "other_url": f"{address}?{query}" if query else address}
        with reading(self.client):
            path = f"funerals/portal/{template}.html"
            return resident_page(request, self.agreement, self.lang, path, shared | context, status)

    def may_try(self, request: HttpRequest) -> bool:
        """May this address send once more what nobody needs a code for? A few times a minute."""
        return PACE.goes_on(f"funerals {request.META.get('REMOTE_ADDR', '')}", PER_MINUTE)

    def no(self, request: HttpRequest, refusal: Refusal, back: str) -> HttpResponse:
        """Say why not, under which article, and where to go on."""
        decision = refusal.decision
        return self.page(request, "refused", {"decision": decision, "back": back}, status=409)


def for_residents(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page of a municipality that laid down something about its cemeteries; there is nothing where it did not.

    The code in an address is all that lets somebody in: there is no session to be abused from another site, so no token
    is needed for it, and the pages leave no cookie.
    """

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def found(request: HttpRequest, town: str, lang: str, **kwargs: Any) -> HttpResponse:
            agreement, _ = book_of_town(town)
            try:
                local, law = laws_of(agreement.code, today())
                openings = openings_of(agreement.code)
            except NoLocal:
                raise Http404 from None
            answer = view(request, Site(agreement, local, law, openings, lang), **kwargs)
            answer["X-Robots-Tag"] = NO_ROBOTS
            return answer

        guarded = sensitive_post_parameters()(never_cache(require_http_methods(["GET", "HEAD", *methods])(found)))
        return everybody(csrf_exempt(guarded))

    return wrap
