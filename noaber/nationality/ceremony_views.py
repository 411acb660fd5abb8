"""The pages of ceremonies: what is coming, what was, and who was called to one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.nationality import ceremony_actions
from noaber.nationality.forms import NewCeremony
from noaber.nationality.models import CeremonyRecord
from noaber.nationality.queries import called_to, ceremonies
from noaber.nationality.views import ALL
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.web.paging import listed, page_number


@open_to(*ALL)
def ceremony_list(request: HttpRequest) -> HttpResponse:
    """The ceremonies that are coming, or that were, and planning one."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    past = request.GET.get("stand") == "geweest"
    with reading(agreement.client_id):
        found = ceremonies(agreement.client_id)
        wanted = (
            found.filter(day__lt=day).order_by("-day") if past else found.filter(day__gte=day).order_by("day", "id")
        )
        rows = listed(wanted, page_number(request.GET.get("pagina", "")))
    works = bool(held(request) & set(WORKERS))
    context: dict[str, Any] = {"list": rows, "past": past, "day": day, "works": works}
    if request.method != "POST" or not works:
        return page(request, "nationality/ceremonies.html", context | {"form": NewCeremony()})
    form = NewCeremony(request.POST)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        made = ceremony_actions.plan(request.user, agreement.code, typed["day"], typed["place"], typed["seats"], once)
        return reverse("ceremony", args=[made.pk])

    back = reverse("ceremonies")
    return carry_out(request, do, "De ceremonie is gepland.", back, form, "nationality/ceremonies.html", context)


@require_safe
@open_to(*ALL)
def one_ceremony(request: HttpRequest, pk: int) -> HttpResponse:
    """One ceremony: who was called, by the numbers of their cases, and how it went."""
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        try:
            found = ceremonies(client).get(pk=pk)
        except CeremonyRecord.DoesNotExist:
            raise Http404 from None
        calls = called_to(found)
    return page(request, "nationality/ceremony.html", {"ceremony": found, "calls": calls, "day": today()})
