"""The first page: who somebody is, what must be done today, and the search box that finds a thing by its name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import STAFF, everybody, held, open_to, signed_in
from noaber.agreement.journal_views import may_read
from noaber.agreement.pages import page
from noaber.agreement.queries import book_of
from noaber.calendar.working_days import working_days_before
from noaber.parties.clock import today
from noaber.parties.functions import FUNCTIONS
from noaber.today import queries
from noaber.today.board import board_of, elsewhere
from noaber.today.finding import meaning_of
from noaber.values.period import dutch_day

OUTSIDE = "day-sheet"
"""Where who works outside begins the day."""
WEEKDAYS = ("Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag", "Zaterdag", "Zondag")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What must be done today; for somebody who is not signed in, the way in."""
    if not request.user.is_authenticated:
        return _who(request) if settings.DEMO else redirect_to_login("/")
    if request.agreement is None:  # type: ignore[attr-defined]
        return render(request, "today/no_function.html")
    day = today()
    agreement, functions = request.agreement, held(request)  # type: ignore[attr-defined]
    if not functions & set(STAFF):
        return redirect(OUTSIDE)
    board = board_of(agreement, functions, day, working_days_before(day, 1))
    context = {
        "day": day,
        "today_words": f"{WEEKDAYS[day.weekday()]} {dutch_day(day)}",
        "looked_at": queries.LOOKED_AT,
        "board": board,
        "readable": {one.pk for one in board.news.refusals if may_read(request, one)},
        "elsewhere": elsewhere(request.agreements, agreement, functions, day),  # type: ignore[attr-defined]
    }
    return page(request, "today/today.html", context)


start.functions = tuple(FUNCTIONS)  # type: ignore[attr-defined]


def _who(request: HttpRequest) -> HttpResponse:
    return render(request, "today/who.html", {"people": queries.demo_people(today())})


@require_POST
@everybody
def be(request: HttpRequest, key: int) -> HttpResponse:
    """Sign in as a fictional person: in the demo only, and only as somebody who exists in the demo only."""
    person = queries.fictional_person(key) if settings.DEMO else None
    if person is None:
        raise Http404
    login(request, person)
    return redirect("start")


@require_POST
@signed_in
def choose_client(request: HttpRequest) -> HttpResponse:
    """Work for another client from now on. The session gets a new key, and the start page opens."""
    code = request.POST.get("agreement", "")
    chosen = next((found for found in request.agreements if found.code == code), None)  # type: ignore[attr-defined]
    if chosen is None:
        raise Http404
    request.session["agreement"] = chosen.code
    request.session.cycle_key()
    messages.success(request, f"Je werkt nu voor {chosen.client.name}.")
    return redirect("start")


@require_safe
@open_to(*STAFF)
def search(request: HttpRequest) -> HttpResponse:
    """Open the thing that was named; where several carry the name, or none, say so."""
    agreement: Any = request.agreement  # type: ignore[attr-defined]
    meant = meaning_of(request.GET.get("q", ""))
    found = queries.find(agreement.client_id, book_of(agreement), meant) if meant.text else []
    hits = [hit for hit in found if queries.may_open(hit, held(request))]
    if len(hits) == 1:
        return HttpResponseRedirect(hits[0].url)
    return page(request, "today/search.html", {"hits": hits, "searched": meant.text})
