"""The page of the public register for who works with graves: what is kept out of it, and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from noaber.agreement.access import WORKERS, open_to
from noaber.agreement.pages import carry_out, page
from noaber.cemetery.publicregister import actions
from noaber.cemetery.publicregister.forms import Hide
from noaber.cemetery.publicregister.queries import how_many, kept_out
from noaber.cemetery.views import has_cemeteries
from noaber.parties.scope import reading


@never_cache
@open_to(*WORKERS)
def public_register(request: HttpRequest) -> HttpResponse:
    """Which graves are kept out, and keeping one out."""
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        context: dict[str, Any] = {
            "kept_out": list(kept_out(agreement.client_id)),
            "count": how_many(agreement.client_id),
            "search_url": reverse("find-deceased-nl", args=[agreement.client.slug]),
        }
    back = reverse("public-register")
    if request.method != "POST":
        return page(request, "publicregister/kept_out.html", context | {"form": Hide()})
    form = Hide(request.POST)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        actions.hide(request.user, agreement.code, typed["grave"], typed["reason"], once)
        return back

    done = "Het graf is uit het openbare register gehaald."
    return carry_out(request, do, done, back, form, "publicregister/kept_out.html", context)


@require_POST
@never_cache
@open_to(*WORKERS)
def show_again(request: HttpRequest, number: str) -> HttpResponse:
    """Let a grave be found again."""

    def do(once: Any) -> str:
        actions.show(request.user, request.agreement.code, number, once)  # type: ignore[attr-defined]
        return reverse("public-register")

    done = "Het graf is vanaf morgen weer te vinden."
    return carry_out(request, do, done, reverse("public-register"))
