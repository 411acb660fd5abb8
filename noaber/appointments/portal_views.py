"""Pages on which residents make an appointment. No account; works without scripts; Dutch and English."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from noaber.agreement.acting import AlreadyDone, Refusal
from noaber.agreement.pages import FORM_TOKEN, once
from noaber.agreement.triage import Situation, needs, next_question, situation_of
from noaber.appointments import actions, rules, slots
from noaber.appointments.acts import BOOK
from noaber.appointments.forms import Details, Wanted
from noaber.appointments.models import Visit
from noaber.appointments.papers import papers_of
from noaber.appointments.queries import asked_of, held, location_of, visit_by_code, visit_by_number
from noaber.appointments.site import Site, for_residents
from noaber.appointments.slots import Run
from noaber.appointments.times import Choice, chosen, draw_times
from noaber.parties.clock import now
from noaber.parties.scope import reading
from noaber.values import Refused

TYPED = ("name", "email", "phone")


@for_residents()
def choose(request: HttpRequest, site: Site) -> HttpResponse:
    """What for, and for how many. Who answered all questions on the pages of the products goes on, or says `anders`."""
    given = dict(request.GET.lists())
    sent, said = "verder" in given, situation_of(site.book, given)
    if not sent and "anders" not in given and isinstance(_wish(site, said), rules.Wish):
        return HttpResponseRedirect(f"{site.address('book-time')}?{said.query()}")
    form = Wanted(site.book, site.terms.most_persons.value, site.lang, request.GET if sent else None, said)
    if not sent or not form.is_valid():
        unknown = not sent and bool(set(given.get("product", ())) - set(said.products))
        return site.page(request, "choose", {"form": form, "unknown": unknown}, status=422 if sent else 200)
    wish = _wish(site, said)
    if isinstance(wish, Refused):
        form.add_error("product", wish.text if site.lang == "nl" else _ENGLISH[wish.code])
        return site.page(request, "choose", {"form": form}, status=422)
    if wish is None:  # the pages of the products ask what is still unknown, and come back here
        town = site.agreement.client.slug
        return HttpResponseRedirect(f"{reverse(f'what-you-need-{site.lang}', args=[town])}?{said.query()}")
    return HttpResponseRedirect(f"{site.address('book-time')}?{said.query()}")


def _wish(site: Site, said: Situation) -> rules.Wish | Refused | None:
    """What the calendar is asked for; None as long as something has not been answered, and Refused where it cannot."""
    if not said.products:
        return None
    found = needs(site.book, said.products, said.persons or 1, said.answers)
    products = [site.book.product(code) for code in found.products]
    clause = site.book.act_clause(BOOK.code)
    decision = rules.may_ask(products, said.persons or 1, site.book.skills, site.terms, clause)
    if isinstance(decision, Refused):
        return decision
    if said.persons is None or next_question(site.book, said.products, said.answers):
        return None
    return rules.wish_of(products, said.persons, site.book.skills, found.minutes, said.answers)


_ENGLISH = {
    "nothing-asked": "Choose what you come for.",
    "too-many-persons": "This is more people than can come at once.",
    "no-appointment": "You do not need an appointment for this.",
    "two-skills": "These cannot be handled in one appointment. Make an appointment for each of them.",
}


@for_residents("POST")
def choose_time(request: HttpRequest, site: Site) -> HttpResponse:
    """Where and when. A time that is chosen is kept while the rest is typed."""
    said = situation_of(site.book, dict(request.GET.lists()))
    wish = _wish(site, said)
    if wish is None or isinstance(wish, Refused):
        return HttpResponseRedirect(f"{site.address('book')}?{request.GET.urlencode()}&verder=1")
    choice = _choice(request, site, said, wish)
    if request.method != "POST":
        return draw_times(request, site, choice)
    to = chosen(request, site)
    if to is None:
        return draw_times(request, site, choice, status=422, mistake="none-chosen")
    run = Run(to[0], wish.skill, to[1], choice.asked.count, choice.asked.length)
    token, instead = request.POST.get(FORM_TOKEN, ""), request.POST.get("instead", "")
    code = actions.hold(site.client, run, wish, now(), site.terms, token, instead)
    if code is None:
        return draw_times(request, site, choice, status=409, taken=run.first)
    address = f"{site.address('book-details', code=code)}?{said.query()}"
    typed = {name: request.POST[name] for name in TYPED if request.POST.get(name)}
    if not typed:
        return HttpResponseRedirect(address)
    # Somebody whose time was given to another chose a new one: what was typed then is not asked for again.
    return _details(request, site, code, Details(site.lang, initial=typed), action=address)


def _choice(request: HttpRequest, site: Site, said: Situation, wish: rules.Wish) -> Choice:
    asked = asked_of(wish, site.terms.slot_minutes.value, now())
    hidden = [(name, request.POST[name]) for name in (*TYPED, "instead") if request.POST.get(name)]
    if request.GET.get("instead") and request.method != "POST":
        hidden.append(("instead", request.GET["instead"]))
    return Choice(wish, asked, said.query(), f"{site.address('book-time')}?{said.query()}", tuple(hidden))


@for_residents("POST")
def give_details(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Who comes; then the appointment is booked. Who already has it is shown it."""
    posted = request.method == "POST"
    form = Details(site.lang, request.POST) if posted else Details(site.lang)
    if not (posted and form.is_valid()):
        booked = _booked(site, code)
        return _to_own(site, booked) if booked else _details(request, site, code, form, status=422 if posted else 200)
    try:
        visit = actions.book(site.agreement.code, code, form.visitor(), once(request))
    except AlreadyDone as earlier:
        with reading(site.client):
            visit = visit_by_number(site.client, earlier.entry.object.removeprefix("visit:"))
    except Refusal:
        # The same form, sent a second time while the first was being carried out, finds what that one made.
        booked = _booked(site, code)
        return _to_own(site, booked) if booked else _again(request, site)
    return _to_own(site, visit)


def _booked(site: Site, code: str) -> Visit | None:
    with reading(site.client):
        try:
            return visit_by_code(site.client, code)
        except Visit.DoesNotExist:
            return None


def _to_own(site: Site, visit: Visit) -> HttpResponse:
    return HttpResponseRedirect(f"{site.address('own-appointment', code=visit.code)}?gemaakt=1")


def _details(
    request: HttpRequest, site: Site, code: str, form: Details, status: int = 200, action: str = ""
) -> HttpResponse:
    with reading(site.client):
        hold = held(site.client, code)
    if hold is None:
        return _again(request, site)
    said, on = situation_of(site.book, dict(request.GET.lists())), slots.day_of(hold.first)
    context = {
        "form": form,
        "hold": hold,
        "action": action or request.get_full_path(),
        "location": location_of(site.book, hold.location),
        "products": site.names(hold.products),
        "minutes": hold.count * hold.length,
        "papers": papers_of(site.book, hold.products, hold.persons, hold.answers, site.lang, on),
        "back": f"{site.address('book-time')}?{said.query(location=hold.location, instead=code)}",
    }
    return site.page(request, "details", context, status=status)


def _again(request: HttpRequest, site: Site) -> HttpResponse:
    """The time is not kept any more: choose another one, and nothing that was typed is lost."""
    said = situation_of(site.book, dict(request.GET.lists()))
    wish = _wish(site, said)
    if wish is None or isinstance(wish, Refused):
        return HttpResponseRedirect(site.address("book"))
    return draw_times(request, site, _choice(request, site, said, wish), status=409, mistake="over")
