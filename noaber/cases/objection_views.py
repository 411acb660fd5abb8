"""Objections on the page of their case: register, put off, decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from noaber.agreement.access import WORKERS, open_to
from noaber.agreement.pages import carry_out, page
from noaber.cases import objecting
from noaber.cases.forms import NewObjection, ObjectionOutcome
from noaber.cases.made_known import made_known
from noaber.cases.models import Case, ObjectionRecord
from noaber.cases.objection import term_ends
from noaber.cases.queries import case_by_number
from noaber.parties.scope import reading


@open_to(*WORKERS)
def register(request: HttpRequest, number: str) -> HttpResponse:
    """Register an objection."""

    def act(form: Any, once: Any) -> None:
        typed, code = form.cleaned_data, request.agreement.code  # type: ignore[attr-defined]
        objecting.register_objection(
            request.user,
            code,
            number,
            typed["received"],
            typed["committee"],
            once,
        )

    return _form(request, number, NewObjection, act, "Bezwaar registreren", "Het bezwaar is geregistreerd.")


@open_to(*WORKERS)
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Decide an objection."""

    def act(form: Any, once: Any) -> None:
        typed, code = form.cleaned_data, request.agreement.code  # type: ignore[attr-defined]
        objecting.decide_objection(
            request.user,
            code,
            number,
            typed["outcome"],
            typed["excused"],
            once,
        )

    return _form(request, number, ObjectionOutcome, act, "Op bezwaar beslissen", "Op het bezwaar is beslist.")


@require_POST
@open_to(*WORKERS)
def extend(request: HttpRequest, number: str) -> HttpResponse:
    """Put the decision off."""
    here = reverse("case", args=[number])

    def do(once: Any) -> str:
        objecting.extend_objection(request.user, request.agreement.code, number, once)  # type: ignore[attr-defined]
        return here

    done = "De beslissing is verdaagd. Laat het de indiener schriftelijk weten."
    return _found(lambda: carry_out(request, do, done, here))


def _form(
    request: HttpRequest, number: str, kind: type[Any], act: Callable[[Any, Any], None], title: str, done: str
) -> HttpResponse:
    here = reverse("case", args=[number])
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        case = _found(lambda: case_by_number(client, number))
        published = made_known(case)
    context = {"case": case, "title": title, "back": here}
    context["term_ends"] = term_ends(published) if published else None
    if request.method != "POST":
        return page(request, "cases/object.html", context | {"form": kind()})
    form = kind(request.POST)

    def do(once: Any) -> str:
        act(form, once)
        return here

    return _found(lambda: carry_out(request, do, done, here, form, "cases/object.html", context))


def _found(do: Callable[[], Any]) -> Any:
    try:
        return do()
    except (Case.DoesNotExist, ObjectionRecord.DoesNotExist):
        raise Http404 from None
