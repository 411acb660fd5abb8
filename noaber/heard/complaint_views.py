"""The pages of complaints: the list, a new one, and one complaint with what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.acting import permission
from noaber.agreement.acts import Act
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.heard import acts, complaining, complaint, forms
from noaber.heard.models import ComplaintRecord
from noaber.heard.queries import (
    colleagues,
    complaint_of,
    complaints_of,
    complaints_per_quarter,
    last_quarters,
)
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Decision, Granted
from noaber.web.paging import listed, page_number

ALL = (*WORKERS, "director")
Do = Callable[[Any, str, str, dict[str, Any], Any], object]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with a complaint: what is typed, what does it, and whether the rules allow it now."""

    act: Act
    form: type[Form]
    do: Do
    may: Callable[[complaint.Complaint, str], Decision]
    done: str


STEPS: dict[str, Step] = {
    "bevestigen": Step(
        acts.CONFIRM,
        forms.Nothing,
        lambda who, code, number, typed, once: complaining.confirm(who, code, number, once),
        lambda value, who: complaint.may_confirm(value),
        "De bevestiging is vastgelegd.",
    ),
    "horen": Step(
        acts.HEAR,
        forms.Hearing,
        lambda who, code, number, typed, once: complaining.hear(who, code, number, typed["hearing"], once),
        lambda value, who: complaint.may_hear(value, who, complaint.HEARD),
        "Het horen is vastgelegd.",
    ),
    "afhandelen": Step(
        acts.SETTLE,
        forms.Finding,
        lambda who, code, number, typed, once: complaining.settle(
            who, code, number, typed["finding"], typed["ground"], once
        ),
        lambda value, who: complaint.may_settle(value, who, complaint.INFORMAL),
        "De klacht is afgehandeld.",
    ),
    "verdagen": Step(
        acts.ADJOURN,
        forms.Nothing,
        lambda who, code, number, typed, once: complaining.adjourn(who, code, number, once),
        lambda value, who: complaint.may_adjourn(value, today()),
        "De afhandeling is verdaagd. Laat het de klager en de betrokken collega schriftelijk weten.",
    ),
}


@require_safe
@open_to(*ALL)
def complaints(request: HttpRequest) -> HttpResponse:
    """The complaints, what must be settled first on top, and how many there were."""
    client, day = request.agreement.client_id, today()  # type: ignore[attr-defined]
    over = request.GET.get("stand") == "klaar"
    with reading(client):
        found = listed(complaints_of(client, over), page_number(request.GET.get("pagina", "")))
        tallies = complaints_per_quarter(client, last_quarters(day))
    names = {row.number: row.name for row in book_of(request.agreement).services}  # type: ignore[attr-defined]
    for row in found.rows:
        row.service_name = names.get(row.service, "")
    may_register = bool(held(request) & set(WORKERS))
    context = {"list": found, "over": over, "day": day, "tallies": tallies, "may_register": may_register}
    return page(request, "heard/complaints.html", context)


@open_to(*WORKERS)
def new_complaint(request: HttpRequest) -> HttpResponse:
    """Register a complaint."""
    agreement, back = request.agreement, reverse("complaints")  # type: ignore[attr-defined]
    book, people = book_of(agreement), colleagues(agreement.contractor_id, today())
    if request.method != "POST":
        return page(request, "heard/new_complaint.html", {"form": forms.NewComplaint(book, people), "back": back})
    form = forms.NewComplaint(book, people, request.POST)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        row = complaining.register(
            request.user, agreement.code, typed["service"], typed["channel"], typed["reference"], form.complaint(), once
        )
        return reverse("complaint", args=[row.number])

    return carry_out(request, do, "De klacht is geregistreerd.", back, form, "heard/new_complaint.html", {"back": back})


@require_safe
@open_to(*ALL)
def one_complaint(request: HttpRequest, number: str) -> HttpResponse:
    """One complaint: how it stands, what happened, and what can be done now."""
    return page(request, "heard/complaint.html", _file(request, number))


@require_POST
@open_to(*ALL)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Do one step with a complaint."""
    taken, here = STEPS[what], reverse("complaint", args=[number])
    form = taken.form(request.POST, auto_id=f"{what}_%s")
    context = _file(request, number, {what: form}) | {"form": form}

    def do(once: Any) -> str:
        code = request.agreement.code  # type: ignore[attr-defined]
        taken.do(request.user, code, number, form.cleaned_data, once)
        return here

    return carry_out(request, do, taken.done, here, form, "heard/complaint.html", context)


def _file(request: HttpRequest, number: str, sent: dict[str, Form] | None = None) -> dict[str, Any]:
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        try:
            row = complaint_of(agreement.client_id, number)
        except ComplaintRecord.DoesNotExist:
            raise Http404 from None
        told = story(agreement.client_id, f"complaint:{number}")
    book, who = book_of(agreement), request.user.pseudonym  # type: ignore[union-attr]
    steps = [
        {
            "what": what,
            "step": one,
            "url": reverse(f"complaint-{what}", args=[number]),
            "form": (sent or {}).get(what) or one.form(auto_id=f"{what}_%s"),
        }
        for what, one in STEPS.items()
        if isinstance(one.may(row.value, who), Granted)
        and isinstance(permission(agreement, book, request.user, one.act, day, complaining.ORGAN), Permission)
    ]
    names = dict(colleagues(agreement.contractor_id, day))
    return {
        "row": row,
        "value": row.value,
        "service": book.service(row.service),
        "involved": [names.get(one, "een oud-collega") for one in row.involved],
        "not_yours": who in row.involved and not row.settled_on,
        "ground": complaint.GROUNDS.get(row.ground, ""),
        "steps": steps,
        "main": _main(row.value, [str(one["what"]) for one in steps]),
        "story": told,
        "day": day,
    }


def _main(value: complaint.Complaint, possible: list[str]) -> str:
    """The step that comes next; it gets the one primary button."""
    wanted = "bevestigen" if not value.confirmed else "afhandelen" if value.hearing else "horen"
    return wanted if wanted in possible else ""
