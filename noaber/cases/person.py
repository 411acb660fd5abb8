"""The person of a case, as the BRP tells of them: asked for a purpose, shown to who asked, and kept nowhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.acting import AlreadyDone, Refusal
from noaber.agreement.pages import FORM_TOKEN, carry_out, page, refused
from noaber.agreement.queries import book_of
from noaber.brp import actions
from noaber.brp.connection import connection_of
from noaber.brp.forms import Ask
from noaber.brp.person import shown
from noaber.brp.purposes import fitting, purposes
from noaber.brp.queries import cases_of_same_person, panel_of
from noaber.brp.rules import Task
from noaber.brp.terms import BrpTerms
from noaber.cases.models import Case
from noaber.cases.queries import case_by_number
from noaber.cases.rules import CLOSED
from noaber.parties.clock import today
from noaber.parties.scope import reading

PAGE = "cases/person.html"


def task_of(client: int, number: str) -> Task | None:
    """A case as the rules of consulting read it; None where the client has no such case."""
    found = Case.objects.of(client).filter(number=number).values_list("product", "state").first()
    return Task(number, found[0], found[1] != CLOSED) if found else None


def panel(request: HttpRequest, number: str) -> dict[str, Any]:
    """What the page of a case says of its person."""
    client = request.agreement.client_id  # type: ignore[attr-defined]
    return {
        "brp": panel_of(client, number),
        "brp_connected": connection_of(client) is not None,
        "brp_yours": bool(held(request) & set(WORKERS)),
    }


@sensitive_post_parameters("bsn")
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*WORKERS)
def person(request: HttpRequest, number: str) -> HttpResponse:
    """Ask the BRP about the person of a case. The answer is the page itself: it is gone when the page is left."""
    agreement = request.agreement  # type: ignore[attr-defined]
    context, fits = _context(request, number)
    kept = context["brp"].kept
    if request.method != "POST":
        return page(request, PAGE, context | {"form": Ask(fits, kept)})
    form = Ask(fits, kept, request.POST)
    if not form.is_valid():
        return page(request, PAGE, context | {"form": form}, status=422)
    here, typed = reverse("case-person", args=[number]), form.cleaned_data
    secret = request.POST.get("secret") == "ja"
    token = request.POST.get(FORM_TOKEN, "")
    what = (typed["purpose"], task_of, typed.get("bsn"), token, secret)
    try:
        outcome = actions.consult(request.user, agreement.code, number, *what)
    except Refusal as refusal:
        return refused(request, refusal, here)
    except AlreadyDone:
        messages.warning(request, "Deze vraag was al gesteld. Vraag opnieuw als je de gegevens nog nodig hebt.")
        return HttpResponseRedirect(here)
    context, fits = _context(request, number)
    context |= {"outcome": outcome, "people": [shown(one, secret) for one in outcome.persons]}
    context |= {"purpose": purposes()[typed["purpose"]], "form": Ask(fits, context["brp"].kept)}
    answer = page(request, PAGE, context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@open_to(*WORKERS)
def forget(request: HttpRequest, number: str) -> HttpResponse:
    """Wipe the citizen number of a case."""
    _found(request, number)
    here = reverse("case-person", args=[number])

    def do(once: Any) -> str:
        actions.forget(request.user, request.agreement.code, number, once)  # type: ignore[attr-defined]
        return here

    return carry_out(request, do, "Het burgerservicenummer is gewist.", here)


def _found(request: HttpRequest, number: str) -> Case:
    client = request.agreement.client_id  # type: ignore[attr-defined]
    try:
        with reading(client):
            return case_by_number(client, number)
    except Case.DoesNotExist:
        raise Http404 from None


def _context(request: HttpRequest, number: str) -> tuple[dict[str, Any], list[Any]]:
    agreement = request.agreement  # type: ignore[attr-defined]
    found, book = _found(request, number), book_of(agreement)
    agreed = BrpTerms.fill(book.term, today()).agreed
    with reading(agreement.client_id):
        context = panel(request, number) | {"others": cases_of_same_person(agreement.client_id, number)}
    closed = found.state == CLOSED
    context |= {"case": found, "kind": book.product(found.product), "closed": closed}
    return context, fitting(found.product, agreed)
