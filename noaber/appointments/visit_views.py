"""The page of one visit: who comes for what, the one thing to do now, finishing it, and asking how it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, open_to
from noaber.agreement.acting import permission
from noaber.agreement.acts import Act
from noaber.agreement.book import Book
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import agreement_in_use, book_of
from noaber.appointments import actions, acts, desk_actions, rules
from noaber.appointments.desk_views import COUNTER, agenda_of, row_of
from noaber.appointments.forms import Finish
from noaber.appointments.models import Visit
from noaber.appointments.queries import location_of, visit_by_number
from noaber.appointments.terms import AppointmentTerms
from noaber.cases.queries import names_of
from noaber.heard.views import show_link
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Decision, Granted, Refused

STEPS = {
    "beginnen": acts.START,
    "aanmelden": acts.ARRIVE,
    "terugzetten": acts.TAKE_BACK,
    "apart": acts.PARK,
    "niet-verschenen": acts.MISS,
    "afzeggen": acts.CANCEL,
}
FIRST = ("beginnen", "aanmelden", "terugzetten")
"""What is the thing to do where it can be done; the rest stands beside it, quietly."""


@require_safe
@open_to(*WORKERS)
def visit(request: HttpRequest, number: str) -> HttpResponse:
    """One visit: who comes for what, and what can be done now."""
    return page(request, "appointments/visit.html", _file(request, number))


def _file(request: HttpRequest, number: str) -> dict[str, Any]:
    agreement = request.agreement  # type: ignore[attr-defined]
    book, client = book_of(agreement), agreement.client_id
    with reading(client):
        try:
            found = visit_by_number(client, number)
        except Visit.DoesNotExist:
            raise Http404 from None
        entries = list(story(client, f"visit:{number}"))
        names = names_of(entry.actor for entry in entries)
    location = location_of(book, found.location)
    steps = [step for name in STEPS if (step := _step(request, book, found, name))]
    return {
        "visit": found,
        "location": location,
        "row": row_of(book, found),
        "first": next((step for step in steps if step["name"] in FIRST), None),
        "steps": [step for step in steps if step["name"] not in FIRST],
        "finish": Finish(book, found) if found.state == rules.STARTED else None,
        "ordinance": AppointmentTerms.fill(book.term, today()).ordinance,
        "story": entries,
        "names": names,
        "back": agenda_of(found.location, found.day),
        "over": found.state in (rules.FINISHED, rules.MISSED) and found.day == today(),
        "counters": range(1, (location.counters if location else 0) + 1),
        "counter": request.session.get(COUNTER),
    }


def _step(request: HttpRequest, book: Book, visit: Visit, name: str) -> dict[str, str] | None:
    act, day = STEPS[name], today()
    possible = isinstance(_possible(book, visit, act), Granted)
    may = permission(request.agreement, book, request.user, act, day)  # type: ignore[attr-defined]
    if not possible or isinstance(may, Refused):
        return None
    return {"name": name, "label": act.label, "url": reverse("visit-step", args=[visit.number, name])}


def _possible(book: Book, visit: Visit, act: Act) -> Decision:
    clause = book.act_clause(act.code)
    if act is acts.ARRIVE:
        return rules.may_arrive(visit.state, visit.day, today(), clause)
    return rules.may_step(act, visit.state, clause)


def _cancel(person: Any, agreement: str, number: str, once: Any) -> None:
    """For whoever calls off by telephone: the same act as by the link, done by a colleague."""
    client = agreement_in_use(agreement).client_id
    with reading(client):
        code = visit_by_number(client, number).code
    actions.cancel(agreement, code, once, person)


_DO: dict[Act, Callable[..., object]] = {
    acts.ARRIVE: desk_actions.arrive,
    acts.START: desk_actions.start,
    acts.CANCEL: _cancel,
}


@require_POST
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Sign in, begin, put aside, put back in line, call off, or down as a no-show."""
    if what not in STEPS:
        raise Http404
    act, here = STEPS[what], reverse("visit", args=[number])

    def do(once: Any) -> str:
        code = request.agreement.code  # type: ignore[attr-defined]
        if act in _DO:
            _DO[act](request.user, code, number, once)
        else:
            desk_actions.step(request.user, code, number, act, once)
        return here

    return _ours(lambda: carry_out(request, do, f"{act.label}: vastgelegd.", here))


@require_POST
@open_to(*WORKERS)
def finish(request: HttpRequest, number: str) -> HttpResponse:
    """Finish a visit with what was handed out and paid."""
    agreement = request.agreement  # type: ignore[attr-defined]
    context, here = _file(request, number), reverse("visit", args=[number])
    form = Finish(book_of(agreement), context["visit"], request.POST)

    def do(once: Any) -> str:
        desk_actions.finish(request.user, agreement.code, number, form.handed(), once)
        return here

    context |= {"finish": form, "form": form}
    return carry_out(request, do, "Het bezoek is afgerond.", here, form, "appointments/visit.html", context)


@never_cache
@require_POST
@open_to(*WORKERS)
def ask_how(request: HttpRequest, number: str) -> HttpResponse:
    """Show the link by which the visitor says how it went."""

    def make(once: Any) -> str:
        return desk_actions.ask_how(request.user, request.agreement.code, number, once)  # type: ignore[attr-defined]

    return _ours(lambda: show_link(request, make, reverse("visit", args=[number])))


def _ours(do: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return do()
    except Visit.DoesNotExist:
        raise Http404 from None
