"""The day sheet: everything of the coming days, one thing with its next step, and the sheet on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.cases.queries import names_of
from noaber.cemetery.daysheet import actions, forms
from noaber.cemetery.daysheet.checks import NUMBER, PLACE
from noaber.cemetery.daysheet.queries import Job, job_of, jobs, open_signals
from noaber.cemetery.daysheet.shown import THINGS, Wording, by_day, story
from noaber.cemetery.daysheet.terms import DaySheetTerms
from noaber.cemetery.planned import ASHES, BURIAL, EXHUMATION, SCATTERING
from noaber.cemetery.views import code_of, has_cemeteries, laws
from noaber.cemetery.visitors import visitors_in
from noaber.duties.views import place_of
from noaber.parties.clock import today
from noaber.parties.functions import FIELD
from noaber.parties.scope import reading

READERS = (*FIELD, *WORKERS)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be put down about work: for whom, its form, what it does, and its words."""

    functions: tuple[str, ...]
    form: type[forms.Work]
    do: Callable[[Any, str, str, dict[str, Any], Any], Any]
    title: str
    submit: str
    done: str


STEPS = {
    "graf": Step(
        FIELD,
        forms.ConfirmGrave,
        lambda who, code, key, typed, once: actions.confirm_grave(who, code, key, typed["typed"], once),
        "Is dit het goede graf?",
        "Graf controleren",
        "Dit is het goede graf.",
    ),
    "controle": Step(
        FIELD,
        forms.Check,
        lambda who, code, key, typed, once: actions.check(
            who, code, key, typed.get("typed", ""), typed["papers"] == forms.YES, once
        ),
        "Kloppen nummer en papieren?",
        "Controle vastleggen",
        "De controle is vastgelegd.",
    ),
    "herkenning": Step(
        FIELD,
        forms.Identify,
        lambda who, code, key, typed, once: actions.identify(who, code, key, (typed["first"], typed["second"]), once),
        "Wie zeggen wie dit is?",
        "Namen vastleggen",
        "Vastgelegd wie zeggen wie het is.",
    ),
    "klaar": Step(
        FIELD,
        forms.Complete,
        lambda who, code, key, typed, once: actions.complete(
            who, code, key, typed.get("layer"), typed.get("why", ""), once
        ),
        "Klaar?",
        "Aftekenen",
        "Het werk is afgetekend.",
    ),
    "aandachtspunt": Step(
        WORKERS,
        forms.Note,
        lambda who, code, key, typed, once: actions.note(who, code, key, typed["text"], once),
        "Aandachtspunt voor bij het graf",
        "Op het dagblad zetten",
        "Het staat op het dagblad.",
    ),
    "melding": Step(
        WORKERS,
        forms.Settle,
        lambda who, code, key, typed, once: actions.settle(who, code, key, typed["text"], once),
        "Melding afhandelen",
        "Afhandelen",
        "De melding is afgehandeld.",
    ),
}
SIGNED = {BURIAL: "Begraven", ASHES: "Asbus geplaatst", SCATTERING: "As verstrooid", EXHUMATION: "Opgegraven"}
"""What is tapped when it is done."""


@never_cache
@require_safe
@open_to(*READERS)
def sheet(request: HttpRequest) -> HttpResponse:
    """Today and the coming days, and what of the days before was not signed off."""
    return _sheet(request, "daysheet/sheet.html")


@never_cache
@require_safe
@open_to(*READERS)
def paper(request: HttpRequest) -> HttpResponse:
    """The same to print, with what is compared at the grave and room to sign."""
    return _sheet(request, "daysheet/paper.html")


def _sheet(request: HttpRequest, template: str) -> HttpResponse:
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    client, day, wording = request.agreement.client_id, today(), _wording(request)  # type: ignore[attr-defined]
    span = timedelta(days=wording.terms.days_ahead.value)
    with reading(client):
        found = jobs(client, day - span, day + span)
        signals = open_signals(client) if held(request) & set(WORKERS) else []
    chosen = request.GET.get("begraafplaats", "")
    mine = [job for job in found if chosen in ("", job.planned.cemetery)]
    late = [wording.of(job) for job in mine if job.planned.day < day and not job.standing.done]
    coming = [wording.of(job) for job in mine if job.planned.day >= day]
    context = {
        "day": day,
        "late": late,
        "days": by_day(coming, day),
        "today": sum(one.planned.day == day for one in coming),
        "until": day + span,
        "places": sorted({(job.planned.cemetery, wording.local.name_of(job.planned.cemetery)) for job in found}),
        "chosen": chosen,
        "chosen_name": wording.local.name_of(chosen) if chosen else "",
        "signals": [(one, place_of(one.about)) for one in signals],
        **_call(wording),
    }
    return page(request, template, context)


@never_cache
@sensitive_post_parameters()
@open_to(*READERS)
def work(request: HttpRequest, key: str, what: str = "") -> HttpResponse:
    """One thing: where, how deep, beside whom, what was put down, and the step that comes now."""
    if what and what not in STEPS:
        raise Http404
    client, wording = request.agreement.client_id, _wording(request)  # type: ignore[attr-defined]
    with reading(client):
        job = job_of(client, key)
        if job is None:
            raise Http404
        signals = open_signals(client, [key])
    functions, back = held(request), reverse("day-sheet-work", args=[key])
    allowed = [code for code, one in STEPS.items() if functions & set(one.functions)]
    code = what or next((one for one in _next(job, bool(signals)) if one in allowed), "")
    now = STEPS.get(code)
    context = {
        "one": wording.of(job),
        "story": story(job.steps, names_of(step.by for step in job.steps)),
        "signals": signals,
        **_call(wording),
        "thing": THINGS[job.planned.work],
        "now": now,
        "submit": _submit(code, job),
        "url": reverse("day-sheet-step", args=[key, code]) if code else "",
        "again": back + "controle/" if job.standing.checked.doubt and code != "controle" and "graf" in allowed else "",
        "may_note": "aandachtspunt" in allowed and code != "aandachtspunt" and not job.standing.done,
        "day": wording.day,
        "hides_number": NUMBER in job.lacks,
    }
    if now is None or request.method != "POST" or not what:
        form: Form | None = now.form(job) if now and code in allowed else None
        return page(request, "daysheet/work.html", context | {"form": form})
    form = now.form(job, request.POST)

    def do(once: Any) -> str:
        try:
            now.do(request.user, code_of(request), key, form.cleaned_data, once)
        except actions.NotPlanned:
            raise Http404 from None
        return back

    return carry_out(request, do, now.done, back, form, "daysheet/work.html", context)


def _next(job: Job, signals: bool) -> list[str]:
    """What comes now, for whoever may do it: first for the field staff, then for the office."""
    office = ["melding"] if signals else []
    if job.standing.done:
        return office
    if lacks := job.lacks:
        return ["graf" if PLACE in lacks else "controle", *office]
    return ["herkenning" if job.standing.checked.stopped else "klaar", *office]


def _submit(code: str, job: Job) -> str:
    if code == "klaar":
        return SIGNED[job.planned.work]
    return STEPS[code].submit if code else ""


def _call(wording: Wording) -> dict[str, str]:
    """Whom to call, and the same as a telephone dials it."""
    words = wording.terms.call.value
    return {"call": words, "call_number": "".join(sign for sign in words.partition(",")[0] if sign in "+0123456789")}


def _wording(request: HttpRequest) -> Wording:
    agreement: Any = request.agreement  # type: ignore[attr-defined]
    local, _ = laws(request)
    terms = DaySheetTerms.fill(book_of(agreement).term, today())
    has_map = visitors_in(settings.AGREEMENTS_DIR / agreement.code) is not None
    return Wording(local, terms, agreement.client.slug if has_map else "", today())
