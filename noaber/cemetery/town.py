"""The pages about graves that anybody reads without an account: whose they are, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from noaber.agreement.access import everybody
from noaber.agreement.models import Agreement
from noaber.agreement.residents import book_of_town, in_other_language, resident_page
from noaber.cemetery.local import Local
from noaber.cemetery.places import NoLocal, local_of
from noaber.cemetery.visitors import Visitors, visitors_in
from noaber.parties.scope import reading

NO_ROBOTS = "noindex, nofollow, noarchive, nosnippet"


@dataclass(frozen=True, slots=True)
class Town:
    """The municipality whose pages these are, what it lays down, and the language."""

    agreement: Agreement
    local: Local
    visitors: Visitors
    lang: str

    @property
    def client(self) -> int:
        """Whose rows are read."""
        return self.agreement.client_id

    def address(self, name: str, **more: str) -> str:
        """The address of another of these pages."""
        return reverse(f"{name}-{self.lang}", kwargs={"town": self.agreement.client.slug} | more)

    def whole_address(self, name: str, **more: str) -> str:
        """The same, as it stands on paper."""
        return settings.BASE_URL.rstrip("/") + self.address(name, **more)

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Draw one of these pages."""
        around = {"other_url": in_other_language(request, self.lang), "english": self.lang == "en"}
        with reading(self.client):
            return resident_page(request, self.agreement, self.lang, template, around | context, status)


def for_visitors(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page for visitors of a municipality that has such pages; there is nothing where it has not.

    There is no session to be abused from another site, so no token is needed, and the pages leave no cookie. Search
    engines are kept off all of them.
    """

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def found(request: HttpRequest, town: str, lang: str = "nl", **kwargs: Any) -> HttpResponse:
            agreement, _ = book_of_town(town)
            visitors = visitors_in(settings.AGREEMENTS_DIR / agreement.code)
            try:
                local = local_of(agreement.code)
            except NoLocal:
                raise Http404 from None
            if visitors is None:
                raise Http404
            answer = view(request, Town(agreement, local, visitors, lang), **kwargs)
            answer["X-Robots-Tag"] = NO_ROBOTS
            return answer

        return everybody(csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", *methods])(found))))

    return wrap
