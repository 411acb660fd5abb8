"""Pages that the link in a mail opens: the appointment, and changing or cancelling it. Nothing of who made it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from noaber.agreement.acting import AlreadyDone, Refusal
from noaber.agreement.pages import once
from noaber.appointments import actions, rules
from noaber.appointments.models import Visit
from noaber.appointments.papers import papers_of
from noaber.appointments.queries import asked_of, location_of, visit_by_code
from noaber.appointments.site import Site, for_residents
from noaber.appointments.times import Choice, chosen, draw_times
from noaber.parties.clock import now
from noaber.parties.scope import reading


@for_residents()
def own_appointment(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """The appointment: product, place and time."""
    return _page(request, site, _own(site, code))


def _own(site: Site, code: str) -> Visit:
    with reading(site.client):
        try:
            return visit_by_code(site.client, code)
        except Visit.DoesNotExist:
            raise Http404 from None


def _page(request: HttpRequest, site: Site, visit: Visit, status: int = 200, **more: Any) -> HttpResponse:
    # What somebody answered says more of them than their product does: only the mail to themselves follows from it.
    wanted = (site.book, visit.products, visit.persons)
    papers = papers_of(*wanted, {}, site.lang, visit.day)
    context = {
        "visit": visit,
        "products": site.names(visit.products),
        "minutes": visit.count * visit.length,
        "location": location_of(site.book, visit.location),
        "papers": papers,
        "more_in_mail": papers != papers_of(*wanted, visit.answers, site.lang, visit.day),
        "open_yet": visit.state == rules.BOOKED and visit.agreed is not None and visit.agreed > now(),
        "cancelled": visit.state == rules.CANCELLED,
        "made": "gemaakt" in request.GET,
        "moved": "verzet" in request.GET,
        "change_url": site.address("change-appointment", code=visit.code),
        "cancel_url": site.address("cancel-appointment", code=visit.code),
        "own_url": site.address("own-appointment", code=visit.code),
    }
    return site.page(request, "own", context | more, status=status)


@for_residents("POST")
def change_appointment(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Choose another time. The new one is taken before the old one is let go."""
    visit = _own(site, code)
    if visit.state != rules.BOOKED or visit.agreed is None or visit.agreed <= now():
        return _page(request, site, visit, status=409)
    wish = rules.Wish(tuple(visit.products), visit.persons, visit.skill, visit.count * visit.length)
    asked = asked_of(wish, site.terms.slot_minutes.value, now())
    choice = Choice(wish, asked, "", site.address("change-appointment", code=code), (), visit)
    if request.method != "POST":
        return draw_times(request, site, choice)
    to = chosen(request, site)
    if to is None:
        return draw_times(request, site, choice, status=422, mistake="none-chosen")
    try:
        actions.change(site.agreement.code, code, *to, once(request))
    except AlreadyDone:
        pass
    except Refusal as refusal:
        if refusal.decision.code in ("taken", "past"):
            return draw_times(request, site, choice, status=409, taken=to[1])
        return _page(request, site, _own(site, code), status=409)
    return HttpResponseRedirect(f"{site.address('own-appointment', code=code)}?verzet=1")


@for_residents("POST")
def cancel_appointment(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Cancel, after one question."""
    visit = _own(site, code)
    if request.method != "POST":
        return _page(request, site, visit, asking=True)
    try:
        actions.cancel(site.agreement.code, code, once(request))
    except AlreadyDone:
        pass
    except Refusal:
        return _page(request, site, _own(site, code), status=409)
    return HttpResponseRedirect(site.address("own-appointment", code=code))
