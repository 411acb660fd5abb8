"""The display of a hall: which number is called to which counter, and nothing else of anybody."""

from __future__ import annotations

from typing import Any

from django.core.signing import Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.agreement.access import WORKERS, everybody, open_to
from noaber.agreement.queries import book_of
from noaber.appointments.desk_queries import on_display
from noaber.appointments.queries import agreement_for, location_of
from noaber.parties.clock import now, today
from noaber.parties.scope import reading


@never_cache
@require_safe
@open_to(*WORKERS)
def display(request: HttpRequest, location: str) -> HttpResponse:
    """The numbers for the hall, for somebody of the desk who puts the page on a screen."""
    return _display(request, request.agreement, location)  # type: ignore[attr-defined]


@never_cache
@require_safe
@everybody
def public_display(request: HttpRequest, slug: str, location: str, code: str) -> HttpResponse:
    """The same for a screen that nobody signs in on: whoever has the code sees numbers and counters, nothing else."""
    agreement = agreement_for(slug, today())
    if agreement is None or not constant_time_compare(code, display_code(slug, location)):
        raise Http404
    return _display(request, agreement, location)


def display_code(slug: str, location: str) -> str:
    """The code of a screen in a hall: made of the key of the installation, so that nobody can guess it."""
    signed = Signer(salt="noaber.appointments.display", algorithm="sha256").signature(f"{slug}/{location}")
    return signed.replace("_", "-")[:32]


def address_of(slug: str, location: str) -> str:
    """Where the screen of a hall is found without signing in."""
    return reverse("public-display", args=[slug, location, display_code(slug, location)])


def _display(request: HttpRequest, agreement: Any, code: str) -> HttpResponse:
    location = location_of(book_of(agreement), code)
    if location is None:
        raise Http404
    with reading(agreement.client_id):
        shown = on_display(agreement.client_id, code, today())
    return render(request, "appointments/display.html", {"location": location, "shown": shown, "at": now()})
