"""The pages of advice, for both sides: the list, a new request, and one request with what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.advice import actions, acts, forms, rules
from noaber.advice.models import AdviceRequest
from noaber.advice.queries import hours_of, request_of, requests_for
from noaber.agreement.access import BOTH_SIDES, WORKERS, held, open_to
from noaber.agreement.acting import permission
from noaber.agreement.acts import Act
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.web.paging import listed, page_number

ALL = tuple(dict.fromkeys((*WORKERS, *BOTH_SIDES)))
Do = Callable[[Any, str, str, dict[str, Any], Any], object]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with a request: in which states it is offered, what is typed, and what does it."""

    act: Act
    states: tuple[str, ...]
    form: type[Form]
    do: Do
    done: str
    quiet: bool = False


STEPS: dict[str, Step] = {
    "ramen": Step(
        acts.ESTIMATE,
        rules.BEFORE_DELIVERY,
        forms.Estimate,
        lambda who, code, number, typed, once: actions.estimate(who, code, number, typed["hours"], once),
        "De raming is vastgelegd.",
    ),
    "akkoord": Step(
        acts.AGREE,
        (rules.ESTIMATED,),
        forms.Agreed,
        lambda who, code, number, typed, once: actions.agree(who, code, number, typed["hours"], typed["wanted"], once),
        "Het akkoord is vastgelegd.",
    ),
    "uren": Step(
        acts.LOG_HOURS,
        rules.WORKED_ON,
        forms.Hours,
        lambda who, code, number, typed, once: actions.log_hours(
            who, code, number, typed["hours"], typed["worked_on"], once
        ),
        "De uren zijn geboekt.",
    ),
    "opleveren": Step(
        acts.DELIVER,
        rules.WORKED_ON,
        forms.Delivered,
        lambda who, code, number, typed, once: actions.deliver(who, code, number, typed["note"], once),
        "Het advies is opgeleverd.",
    ),
    "aanvaarden": Step(
        acts.ACCEPT,
        (rules.DELIVERED,),
        forms.Nothing,
        lambda who, code, number, typed, once: actions.answer(who, code, number, True, "", once),
        "Het advies is aanvaard.",
    ),
    "teruggeven": Step(
        acts.RETURN,
        (rules.DELIVERED,),
        forms.Returned,
        lambda who, code, number, typed, once: actions.answer(who, code, number, False, typed["reason"], once),
        "Het advies is teruggegeven.",
        True,
    ),
    "intrekken": Step(
        acts.WITHDRAW,
        rules.BEFORE_DELIVERY,
        forms.Nothing,
        lambda who, code, number, typed, once: actions.withdraw(who, code, number, once),
        "De adviesvraag is ingetrokken.",
        True,
    ),
}


@require_safe
@open_to(*ALL)
def advices(request: HttpRequest) -> HttpResponse:
    """The requests, what must be answered first on top."""
    client = request.agreement.client_id  # type: ignore[attr-defined]
    over = request.GET.get("stand") == "klaar"
    with reading(client):
        found = listed(requests_for(client, over), page_number(request.GET.get("pagina", "")))
    context = {"list": found, "over": over, "day": today(), "may_ask": "director" in held(request)}
    return page(request, "advice/list.html", context)


@open_to("director")
def new_advice(request: HttpRequest) -> HttpResponse:
    """Ask for advice."""
    back = reverse("advices")
    if request.method != "POST":
        return page(request, "advice/new.html", {"form": forms.NewRequest(), "back": back})
    form = forms.NewRequest(request.POST)

    def do(once: Any) -> str:
        typed, code = form.cleaned_data, request.agreement.code  # type: ignore[attr-defined]
        row = actions.request_advice(request.user, code, typed["title"], typed["question"], typed["wanted"], once)
        return reverse("advice-request", args=[row.number])

    return carry_out(request, do, "De adviesvraag is gesteld.", back, form, "advice/new.html", {"back": back})


@require_safe
@open_to(*ALL)
def advice(request: HttpRequest, number: str) -> HttpResponse:
    """One request: how it stands, what was worked, and what can be done now."""
    return page(request, "advice/advice.html", _context(request, number))


@require_POST
@open_to(*ALL)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Do one step with a request."""
    taken, here = STEPS[what], reverse("advice-request", args=[number])
    form = taken.form(request.POST)
    context = _context(request, number, {what: form}) | {"form": form}

    def do(once: Any) -> str:
        code = request.agreement.code  # type: ignore[attr-defined]
        taken.do(request.user, code, number, form.cleaned_data, once)
        return here

    return carry_out(request, do, taken.done, here, form, "advice/advice.html", context)


def _context(request: HttpRequest, number: str, sent: dict[str, Form] | None = None) -> dict[str, Any]:
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        try:
            row = request_of(agreement.client_id, number)
        except AdviceRequest.DoesNotExist:
            raise Http404 from None
        worked, told = list(hours_of(agreement.client_id, row.pk)), story(agreement.client_id, f"advice:{number}")
    book = book_of(agreement)
    steps = [
        {
            "what": what,
            "step": one,
            "url": reverse(f"advice-{what}", args=[number]),
            "form": (sent or {}).get(what) or one.form(auto_id=f"{what}_%s"),
        }
        for what, one in STEPS.items()
        if row.state in one.states and isinstance(permission(agreement, book, request.user, one.act, day), Permission)
    ]
    context = {"row": row, "worked": worked, "steps": steps, "story": told, "day": day}
    return context | {"main": _main(row.state, [one["what"] for one in steps])}


def _main(state: str, possible: list[Any]) -> str:
    """The step that is most likely wanted now; it gets the one primary button."""
    wanted = {rules.REQUESTED: "ramen", rules.ESTIMATED: "akkoord", rules.DELIVERED: "aanvaarden"}
    first = wanted.get(state, "uren")
    return first if first in possible else next((what for what in possible if not STEPS[what].quiet), "")
