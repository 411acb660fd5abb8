"""The worklist over all clients, and opening a case of one of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, open_to
from noaber.agreement.pages import page
from noaber.cases.queries import case_id
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.today.worklist import Asked, choices_of, worked_for, worklist_of
from noaber.web.paging import page_number, plain


@require_safe
@open_to(*WORKERS)
def worklist(request: HttpRequest) -> HttpResponse:
    """Open cases of every client that somebody works for; what runs out first stands on top."""
    typed, day = request.GET, today()
    mine = typed.get("mijn") == "ja"
    asked = Asked(
        plain(typed.get("dienst", "")),
        plain(typed.get("product", "")),
        plain(typed.get("gemeente", "")),
        request.user.pseudonym if mine else "",  # type: ignore[union-attr]
        page_number(typed.get("pagina", "")),
    )
    agreements = worked_for(request.user, request.agreements, day)  # type: ignore[attr-defined]
    services, products = choices_of(agreements)
    context = {
        "list": worklist_of(agreements, asked, day),
        "asked": asked,
        "mine": mine,
        "day": day,
        "agreements": agreements,
        "services": services,
        "products": products,
        "now": request.agreement.client_id,  # type: ignore[attr-defined]
    }
    return page(request, "today/worklist.html", context)


@require_POST
@open_to(*WORKERS)
def open_case(request: HttpRequest) -> HttpResponse:
    """Open a case of a client, and work for that client from now on; the page says so."""
    agreements = worked_for(request.user, request.agreements, today())  # type: ignore[attr-defined]
    chosen = next((one for one in agreements if one.code == request.POST.get("agreement")), None)
    number = request.POST.get("case", "")
    if chosen is None:
        raise Http404
    with reading(chosen.client_id):
        if case_id(chosen.client_id, plain(number)) is None:
            raise Http404
    if chosen != request.agreement:  # type: ignore[attr-defined]
        request.session["agreement"] = chosen.code
        request.session.cycle_key()
        messages.success(request, f"Je werkt nu voor {chosen.client.name}.")
    return redirect("case", number)
