"""The steps of one right: a letter, renewing, writing over, renouncing and coming to its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from noaber.agreement.access import WORKERS, open_to
from noaber.agreement.acts import Act
from noaber.agreement.pages import carry_out, page
from noaber.cemetery import actions, acts
from noaber.cemetery.forms import Asked, Lapse, Nothing, Renewal, Renounced, Transfer
from noaber.cemetery.models import GraveRight, Resident
from noaber.cemetery.price import terms_with_price
from noaber.cemetery.queries import right_of
from noaber.cemetery.tariffs import RENEW
from noaber.cemetery.views import laws
from noaber.parties.clock import today
from noaber.parties.scope import reading


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with a right: its act, its form, and how it is carried out."""

    act: Act
    form: Callable[..., Any]
    do: Callable[..., Any]
    done: str


def _asked(kind: Callable[..., Any]) -> Callable[..., Any]:
    def made(right: GraveRight, _: Any, *given: Any) -> Any:
        holder = right.holder
        return kind(holder.number if holder else "", holder.name if holder else "", *given)

    return made


def _renewal(right: GraveRight, offered: Any, *given: Any) -> Any:
    return Renewal(
        offered, right.holder.number if right.holder else "", right.holder.name if right.holder else "", *given
    )


STEPS = {
    "aanschrijven": Step(
        acts.WRITE,
        lambda right, _, *given: Nothing(*given),
        lambda who, code, number, typed, once: actions.write(who, code, number, once),
        "De brief is vastgelegd.",
    ),
    "verlengen": Step(
        acts.RENEW,
        _renewal,
        lambda who, code, number, typed, once: actions.renew(
            who,
            code,
            number,
            typed["applicant"],
            typed["years"],
            once,
            identity=typed["identity"],
            document=typed["signed"],
        ),
        "Het recht is verlengd.",
    ),
    "overschrijven": Step(
        acts.TRANSFER,
        _asked(Transfer),
        lambda who, code, number, typed, once: actions.transfer(
            who,
            code,
            number,
            typed["applicant"],
            typed["new_holder"].strip(),
            typed["document"],
            once,
            identity=typed["identity"],
            signed=typed["signed"],
        ),
        "Het recht is overgeschreven.",
    ),
    "afstand": Step(
        acts.ASK_RENOUNCE,
        _asked(Renounced),
        lambda who, code, number, typed, once: actions.ask_renounce(
            who, code, number, typed["applicant"], typed["identity"], once, document=typed["signed"]
        ),
        "Het verzoek om afstand is aangenomen.",
    ),
    "afstand-intrekken": Step(
        acts.WITHDRAW_RENOUNCE,
        _asked(Asked),
        lambda who, code, number, typed, once: actions.withdraw_renounce(who, code, number, typed["applicant"], once),
        "Het verzoek om afstand is ingetrokken.",
    ),
    "afstand-uitvoeren": Step(
        acts.RENOUNCE,
        lambda right, _, *given: Nothing(*given),
        lambda who, code, number, typed, once: actions.renounce(who, code, number, once),
        "De afstand is vastgelegd.",
    ),
    "vervallen": Step(
        acts.LAPSE,
        lambda right, _, *given: Lapse(*given),
        lambda who, code, number, typed, once: actions.lapse(who, code, number, typed["reason"], once),
        "Het recht is vervallen.",
    ),
}


@never_cache
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """One step of one right."""
    agreement = request.agreement  # type: ignore[attr-defined]
    local, _ = laws(request)
    with reading(agreement.client_id):
        try:
            right = right_of(agreement.client_id, number)
        except GraveRight.DoesNotExist:
            raise Http404 from None
    kind = local.kind_at(right.grave.kind, right.grave.cemetery, today())
    offered = terms_with_price(local, RENEW, kind, kind.renewals, today()) if kind else []
    wanted = STEPS[what]
    back = reverse("grave", args=[right.grave.number])
    words = {"title": wanted.act.label, "back": back, "submit": wanted.act.label, "right": right}
    if request.method != "POST":
        return page(request, "cemetery/form.html", words | {"form": wanted.form(right, offered)})
    form = wanted.form(right, offered, request.POST, request.FILES)

    def do(once: Any) -> str:
        wanted.do(request.user, agreement.code, number, form.cleaned_data, once)
        return back

    try:
        return carry_out(request, do, wanted.done, back, form, "cemetery/form.html", words)
    except Resident.DoesNotExist:
        form.add_error("new_holder", "Dit nummer staat niet in het register. Zoek de persoon, of neem die eerst op.")
        return page(request, "cemetery/form.html", words | {"form": form}, status=422)
