"""The pages of findings: the list, one finding, taking in a list, and the score of a self-evaluation."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from noaber.agreement.access import BOTH_SIDES, WORKERS, held, may_open, open_to
from noaber.agreement.pages import carry_out, page
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.quality import actions
from noaber.quality.actions import NotReadable
from noaber.quality.forms import FindingList, Handled, NewFinding, Score
from noaber.quality.listing import HEAD, read
from noaber.quality.models import FindingRecord
from noaber.quality.queries import finding_of, findings, known_references
from noaber.quality.rules import ORIGINS
from noaber.web.paging import listed, page_number, plain

READERS = tuple(dict.fromkeys((*WORKERS, *BOTH_SIDES)))
SHOW = ("open", "afgehandeld")


@require_safe
@open_to(*READERS)
def quality(request: HttpRequest) -> HttpResponse:
    """The list of findings, filtered."""
    agreement, asked = request.agreement, request.GET  # type: ignore[attr-defined]
    shown = asked.get("stand") if asked.get("stand") in SHOW else "open"
    origin = asked.get("herkomst", "") if asked.get("herkomst") in ORIGINS else ""
    text = plain(asked.get("zoek", ""))
    with reading(agreement.client_id):
        found = listed(
            findings(agreement.client_id, shown or "open", origin, text), page_number(asked.get("pagina", ""))
        )
    context = {"list": found, "shown": shown, "origin": origin, "origins": ORIGINS, "text": text, "day": today()}
    allowed = {"works": bool(held(request) & set(WORKERS)), "scores": may_open(request, reverse("record-score"))}
    return page(request, "quality/list.html", context | allowed)


@open_to(*WORKERS)
def new_finding(request: HttpRequest) -> HttpResponse:
    """Record one finding."""
    back = reverse("findings")
    if request.method != "POST":
        return page(request, "quality/form.html", _words("Bevinding vastleggen", back) | {"form": NewFinding()})
    form = NewFinding(request.POST)

    def do(once: Any) -> str:
        row = actions.record(request.user, request.agreement.code, form.finding(), once)  # type: ignore[attr-defined]
        return reverse("finding", args=[row.pk])

    words = _words("Bevinding vastleggen", back)
    return carry_out(request, do, "De bevinding is vastgelegd.", back, form, "quality/form.html", words)


@open_to(*READERS)
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding, and settling it."""
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        try:
            row = finding_of(agreement.client_id, pk)
        except FindingRecord.DoesNotExist:
            raise Http404 from None
    here, works = reverse("finding", args=[pk]), bool(held(request) & set(WORKERS))
    context = {"row": row, "day": today(), "works": works}
    if request.method != "POST":
        return page(request, "quality/finding.html", context | {"form": Handled()})
    form = Handled(request.POST)

    def do(once: Any) -> str:
        actions.settle(request.user, agreement.code, pk, form.cleaned_data["handling"], form.cleaned_data["note"], once)
        return reverse("findings")

    return carry_out(request, do, "De bevinding is afgehandeld.", here, form, "quality/finding.html", context)


@open_to(*WORKERS)
def import_findings(request: HttpRequest) -> HttpResponse:
    """Look at a list first; take it in when nothing is wrong in it and somebody says so."""
    agreement, back = request.agreement, reverse("findings")  # type: ignore[attr-defined]
    context = _words("Lijst inlezen", back) | {"head": ";".join(HEAD)}
    if request.method != "POST":
        return page(request, "quality/import.html", context | {"form": FindingList()})
    form = FindingList(request.POST, request.FILES)
    if form.is_valid():
        with reading(agreement.client_id):
            report = read(form.cleaned_data["file"].read(), known_references(agreement.client_id), today())
        form.cleaned_data["file"].seek(0)
        if not report.good or "bekijken" in request.POST:
            status = 200 if report.good else 422
            return page(
                request,
                "quality/import.html",
                context | {"form": form, "report": report, "mistakes": report.mistakes},
                status,
            )

    def do(once: Any) -> str:
        typed = form.cleaned_data
        actions.import_list(request.user, agreement.code, typed["month"], typed["file"].read(), once)
        return back

    try:
        return carry_out(request, do, "De lijst is ingelezen.", back, form, "quality/import.html", context)
    except NotReadable as wrong:  # somebody else recorded one of these meanwhile
        context |= {"form": form, "mistakes": wrong.mistakes}
        return page(request, "quality/import.html", context, 422)


@open_to("second_line", "team_lead")
def score(request: HttpRequest) -> HttpResponse:
    """Record the score of a self-evaluation."""
    back = reverse("findings")
    words = _words("Score zelfevaluatie BRP vastleggen", back)
    if request.method != "POST":
        return page(request, "quality/form.html", words | {"form": Score()})
    form = Score(request.POST)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        code = request.agreement.code  # type: ignore[attr-defined]
        actions.record_score(request.user, code, typed["year"], typed["points"], typed["most"], once)
        return back

    return carry_out(request, do, "De score is vastgelegd.", back, form, "quality/form.html", words)


def _words(title: str, back: str) -> dict[str, Any]:
    return {"title": title, "back": back}
