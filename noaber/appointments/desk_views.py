"""The agenda of a day at a desk: who comes, who waits, who is at a counter, and calling who is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.book import Book
from noaber.agreement.opening import Location
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.appointments import desk_actions, rules
from noaber.appointments.desk_queries import Visited, agenda, open_days
from noaber.appointments.forms import WalkIn
from noaber.appointments.models import Visit
from noaber.appointments.queries import location_of
from noaber.appointments.queue import Waiting, in_order
from noaber.appointments.terms import AppointmentTerms
from noaber.parties.clock import now, today
from noaber.parties.scope import reading
from noaber.web.forms import read_day
from noaber.web.paging import whole

PLACE, COUNTER = "desk_location", "desk_counter"
"""What the session remembers: where somebody works today."""


@require_safe
@open_to(*WORKERS)
def desk(request: HttpRequest) -> HttpResponse:
    """The agenda of a day at a location: who comes, who waits, who is being helped."""
    book, location = _here(request)
    if location is None:
        return page(request, "appointments/no_location.html")
    if request.session.get(PLACE) != location.code:  # looking again writes nothing
        request.session[PLACE] = location.code
    return page(request, "appointments/agenda.html", _agenda(request, book, location))


def _here(request: HttpRequest) -> tuple[Book, Location | None]:
    """The location that is asked for, else the one where somebody worked last, else the first."""
    book = book_of(request.agreement)  # type: ignore[attr-defined]
    asked = request.POST.get("location") or request.GET.get("plaats")
    if asked is not None and location_of(book, asked) is None:
        raise Http404
    found = location_of(book, asked or request.session.get(PLACE, ""))
    return book, found or next(iter(book.locations), None)


def _agenda(request: HttpRequest, book: Book, location: Location) -> dict[str, Any]:
    client, day = request.agreement.client_id, _day(request)  # type: ignore[attr-defined]
    with reading(client):
        visits = agenda(client, location.code, day)
        before, after = open_days(client, location.code, day)
    by_ticket = {visit.ticket: visit for visit in visits if visit.state == rules.ARRIVED}
    terms = AppointmentTerms.fill(book.term, today())
    line = in_order([_waiting(visit) for visit in by_ticket.values()], now(), terms)
    waiting = [row_of(book, by_ticket[one.ticket]) for one in line]
    busy = [row_of(book, visit) for visit in visits if visit.state in (rules.CALLED, rules.STARTED)]
    counter = request.session.get(COUNTER)
    mine = next((row for row in busy if row.visit.counter == counter), None)
    taken = {row.visit.counter for row in busy}
    free = [one for one in range(1, location.counters + 1) if one not in taken]
    return {
        "location": location,
        "day": day,
        "is_today": day == today(),
        "before": before,
        "after": after,
        "visits": tuple(visits),
        "rows": [row_of(book, visit) for visit in visits],
        "waiting": waiting,
        "next": waiting[0] if waiting else None,
        "longest": max((row.waits for row in waiting), default=0),
        "mine": mine,
        "busy": busy,
        "parked": [row_of(book, visit) for visit in visits if visit.state == rules.PARKED],
        "counters": range(1, location.counters + 1),
        "counter": counter or next(iter(free), 1),
        "ahead": terms.ahead_minutes,
        "walk_in": WalkIn(book),
        "leads": "team_lead" in held(request),
        "display": reverse("hall-display", args=[location.code]),
    }


def _waiting(visit: Visited) -> Waiting:
    assert visit.ticket is not None and visit.arrived_at is not None, "who waits has a number and a moment"
    return Waiting(visit.ticket, visit.arrived_at, visit.agreed)


@dataclass(frozen=True, slots=True)
class Row:
    """A visit as a list shows it. `waits` is for how many minutes somebody has been waiting."""

    visit: Visit | Visited
    products: str
    state: str
    shape: str
    waits: int


def row_of(book: Book, visit: Visit | Visited) -> Row:
    """A visit with the names of its products, its state in words, and the minutes of waiting."""
    products = ", ".join(_name(book, code) for code in visit.products)
    since = visit.arrived_at if visit.state == rules.ARRIVED else None
    waits = int((now() - since).total_seconds() // 60) if since else 0
    return Row(visit, products, rules.STATES[visit.state], rules.SHAPES[visit.state], max(0, waits))


def _name(book: Book, code: str) -> str:
    """The name of a product; its code where the agreement no longer has it."""
    try:
        return book.product(code).name
    except KeyError:
        return code


def agenda_of(location: str, day: date) -> str:
    """The address of the agenda of a day at a location."""
    return f"{reverse('agenda')}?plaats={location}" + ("" if day == today() else f"&dag={day:%Y-%m-%d}")


def _day(request: HttpRequest) -> date:
    """The day that is asked for; today where there is none, or none that exists."""
    try:
        return read_day(request.GET.get("dag", ""))
    except ValidationError:
        return today()


@require_POST
@open_to(*WORKERS)
def give_ticket(request: HttpRequest) -> HttpResponse:
    """Give a number to somebody without an appointment."""
    book, location = _here(request)
    if location is None:
        raise Http404
    form = WalkIn(book, request.POST)
    back = agenda_of(location.code, today())

    def do(once: Any) -> str:
        typed = form.cleaned_data
        code = request.agreement.code  # type: ignore[attr-defined]
        visit = desk_actions.give_ticket(request.user, code, location.code, [typed["product"]], typed["persons"], once)
        return reverse("visit", args=[visit.number])

    context = {} if form.is_valid() else _agenda(request, book, location) | {"walk_in": form}
    return carry_out(request, do, "Het volgnummer is gegeven.", back, form, "appointments/agenda.html", context)


@require_POST
@open_to(*WORKERS)
def call_next(request: HttpRequest) -> HttpResponse:
    """Call whoever is next to one's counter."""
    _, location = _here(request)
    counter = whole(request.POST.get("counter", "")) or 0
    if location is None or not 1 <= counter <= location.counters:
        raise Http404
    request.session[PLACE], request.session[COUNTER] = location.code, counter
    back = agenda_of(location.code, today())

    def do(once: Any) -> str:
        code = request.agreement.code  # type: ignore[attr-defined]
        visit = desk_actions.call_next(request.user, code, location.code, counter, once)
        return reverse("visit", args=[visit.number])

    return carry_out(request, do, "De volgende is opgeroepen.", back)
