"""The clerk's side of funerals: what ends first, and one page on which a request is answered and registered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.cemetery.funerals import actions, clerk_actions, rules
from noaber.cemetery.funerals.clerk_forms import Accept, Nothing, Permit, Propose, Refuse, Settle
from noaber.cemetery.funerals.kinds import NEEDS_PAPER
from noaber.cemetery.funerals.models import Funeral
from noaber.cemetery.funerals.openings import Openings
from noaber.cemetery.funerals.places import openings_of
from noaber.cemetery.funerals.queries import (
    Standing,
    counts,
    funeral_of,
    graves_for,
    listed_open,
    listed_over,
    standing_of,
    to_propose,
    value_of,
)
from noaber.cemetery.funerals.terms import FuneralTerms
from noaber.cemetery.funerals.wording import rest_lines, seen_lines, until_words
from noaber.cemetery.law import Law
from noaber.cemetery.local import Local
from noaber.cemetery.models import Grave
from noaber.cemetery.places import NoLocal
from noaber.cemetery.views import has_cemeteries, laws
from noaber.parties.clock import now, today
from noaber.parties.scope import reading
from noaber.web.paging import listed, page_number

PAGE = "funerals/funeral.html"
READERS = (*WORKERS, "director")
"""The director sees how many requests there are and what ends first, and opens none: names stand there."""
OVER = "voorbij"


@never_cache
@require_safe
@open_to(*READERS)
def funerals(request: HttpRequest) -> HttpResponse:
    """The requests, with the clock that ends first on top."""
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    agreement, at = request.agreement, now()  # type: ignore[attr-defined]
    local, law = laws(request)
    terms = FuneralTerms.fill(book_of(agreement).term, today())
    over = request.GET.get("stand") == OVER
    with reading(agreement.client_id):
        rows = listed_over(agreement.client_id) if over else listed_open(agreement.client_id)
        found = listed(rows, page_number(request.GET.get("pagina", "")))
        figures = counts(agreement.client_id, at, at.replace(month=1, day=1))
    shown = [(row, local.cemetery(row.cemetery).name, *_clock(row, terms, law)) for row in found.rows]
    context = {"list": found, "rows": shown, "over": over, "figures": figures, "day": today(), "now": at}
    return page(request, "funerals/list.html", context | {"works": bool(held(request) & set(WORKERS))})


def _clock(row: Funeral, terms: FuneralTerms, law: Law) -> tuple[str, str]:
    """What ends first, and until when in words."""
    found = rules.next_clock(value_of(row), terms, law)
    return (rules.CLOCKS[found[1]], until_words(found[0])) if found else ("", "")


@never_cache
@require_safe
@open_to(*WORKERS)
def funeral(request: HttpRequest, number: str) -> HttpResponse:
    """One request: what it says, whether it can be, its papers and confirmation, and what can be done."""
    seen = _seen(request, number)
    return page(request, PAGE, seen.context())


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as its page shows it, with the forms of what can be done now."""

    row: Funeral
    standing: Standing
    local: Local
    law: Law
    openings: Openings
    free: list[Any]
    moments: list[Any]

    def form(self, what: str, *given: Any) -> Any:
        """The form of a step."""
        if what == "accepteren":
            return Accept(self.row, self.free, *given)
        if what == "definitief":
            return Settle(self.standing.by_holder, *given)
        if what == "voorstellen":
            return Propose(self.moments, *given)
        if what == "weigeren":
            return Refuse(rules.refusal_grounds(self.standing.points, self.standing.opening, self.law), *given)
        return (Permit if what == "verlof" else Nothing)(*given)

    def context(self, **bound: Any) -> dict[str, Any]:
        """What the page reads."""
        row, state = self.row, self.row.state
        can = [what for what, step in STEPS.items() if state in step.states]
        paper = row.kind in NEEDS_PAPER
        if not paper or (row.permit and row.permit_file_id):
            can = [what for what in can if what != "verlof"]
        forms = {what: bound.get(what) or self.form(what) for what in can}
        return {
            "row": row,
            "standing": self.standing,
            "state": (rules.STATES[state], rules.SHAPES.get(state, "off")),
            "lines": [*seen_lines(row, self.local, "nl"), *rest_lines(row, "nl")],
            "forms": forms,
            "needs_paper": paper,
            "holder": self.standing.right.holder if self.standing.right else None,
            "until": until_words(row.clock_at) if row.clock_at else "",
            "day": today(),
            "draft_times": self.openings.draft,
            "draft_price": self.standing.price.draft,
        }


def _seen(request: HttpRequest, number: str) -> Seen:
    agreement = request.agreement  # type: ignore[attr-defined]
    client, (local, law) = agreement.client_id, laws(request)
    try:
        openings = openings_of(agreement.code)
    except NoLocal:
        raise Http404 from None
    with reading(client):
        try:
            row = funeral_of(client, number)
        except Funeral.DoesNotExist:
            raise Http404 from None
        standing = standing_of(row, local, law, openings)
        open_still = row.state in rules.OPEN
        free = graves_for(client, row, local, standing.value.day) if open_still else []
        moments = to_propose(client, row, openings, law, now()) if open_still else []
    return Seen(row, standing, local, law, openings, free, moments)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with a request in some states, and what is said when it is done."""

    states: tuple[str, ...]
    do: Callable[..., Any]
    done: str


STEPS = {
    "accepteren": Step(
        (rules.ASKED,),
        lambda who, code, row, form, once: clerk_actions.accept(who, code, row.number, form.looked(), once),
        "De aanvraag is geaccepteerd.",
    ),
    "definitief": Step(
        (rules.ACCEPTED,),
        lambda who, code, row, form, once: clerk_actions.settle(
            who, code, row.number, form.cleaned_data.get("identity", ""), once
        ),
        "De uitvaart is definitief.",
    ),
    "registreren": Step(
        (rules.FINAL,),
        lambda who, code, row, form, once: clerk_actions.registered(who, code, row.number, once),
        "De uitvaart staat in het register.",
    ),
    "verlof": Step(
        rules.CHANGING,
        lambda who, code, row, form, once: actions.add_paper(
            who, code, row.pk, form.cleaned_data["permit"], form.cleaned_data["file"], once
        ),
        "Het stuk is toegevoegd.",
    ),
    "voorstellen": Step(
        rules.CHANGING,
        lambda who, code, row, form, once: clerk_actions.propose(who, code, row.number, form.moment(), once),
        "Het voorstel is verstuurd.",
    ),
    "weigeren": Step(
        rules.CHANGING,
        lambda who, code, row, form, once: clerk_actions.refuse(
            who, code, row.number, form.clause(), form.cleaned_data["reason"], once
        ),
        "De aanvraag is geweigerd.",
    ),
    "intrekken": Step(
        (rules.FINAL,),
        lambda who, code, row, form, once: actions.withdraw(who, code, row.pk, once),
        "De aanvraag is ingetrokken.",
    ),
}


@never_cache
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """One step of one request. It is asked on the page of the request itself."""
    if what not in STEPS:
        raise Http404
    seen, back = _seen(request, number), reverse("funeral", args=[number])
    if request.method != "POST":
        return page(request, PAGE, seen.context())
    form, wanted = seen.form(what, request.POST, request.FILES), STEPS[what]
    code = request.agreement.code  # type: ignore[attr-defined]

    def do(once: Any) -> str:
        wanted.do(request.user, code, seen.row, form, once)
        return back

    context = seen.context(**{what: form}) | {"form": form}
    try:
        return carry_out(request, do, wanted.done, back, form, PAGE, context)
    except Grave.DoesNotExist:
        form.add_error("grave", "Dit graf staat niet in het register van deze begraafplaats. Kijk het nummer na.")
        return page(request, PAGE, context, status=422)
