"""The pages of permits for the desk: the list, a new application, and one application with what can be done now."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.cases.clock import why_due
from noaber.cases.file_steps import panels
from noaber.cases.models import Case
from noaber.cases.queries import case_by_number, kind_of
from noaber.cemetery.models import Grave
from noaber.cemetery.permits import applying, file, forms
from noaber.cemetery.permits.deciding import price_of
from noaber.cemetery.permits.measures import EXHUMATION, KINDS, LABELS, NL, Place
from noaber.cemetery.permits.models import Permit
from noaber.cemetery.permits.places import rules_of
from noaber.cemetery.permits.queries import (
    LISTS,
    OPEN,
    listed_permits,
    lying_in,
    opened,
    permit_of,
    standing,
    whole_permits,
)
from noaber.cemetery.permits.steps import MAIN, STEPS, form_of, possible, typed
from noaber.cemetery.queries import GraveFile, grave_of, running_right
from noaber.cemetery.views import READERS, has_cemeteries, laws, sees_names
from noaber.journal.queries import story
from noaber.papers.queries import papers_about
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.web.paging import listed, page_number

TEMPLATE = "grave_permits/permit.html"
SHOWN = 20


@never_cache
@require_safe
@open_to(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """The applications: what runs out first on top."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    client, asked = agreement.client_id, request.GET.get("stand", "")
    which = asked if asked in LISTS else OPEN
    found_rules = rules_of(agreement.code)
    with reading(client):
        counts = standing(client, day)
        found = listed(listed_permits(client, which), page_number(request.GET.get("pagina", "")))
        rows = [(permit, file.state_of(opened(permit, found_rules, day).file, day)) for permit in found.rows]
    context = {
        "list": found,
        "rows": rows,
        "tabs": [(code, words, code == which) for code, words in LISTS.items()],
        "which": which,
        "counts": counts,
        "day": day,
        "works": bool(held(request) & set(WORKERS)),
    }
    return page(request, "grave_permits/list.html", context)


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def new_permit(request: HttpRequest) -> HttpResponse:
    """Take in an application at the desk: first which grave and what, then what is asked."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    laws(request)
    case_number, back = request.GET.get("zaak", ""), reverse("grave-permits")
    words = {"back": back, "case_number": case_number}
    start = forms.Start(request.GET if "soort" in request.GET else None, initial=request.GET.dict())
    if not start.is_bound or not start.is_valid():
        status = 422 if start.is_bound else 200
        return page(request, "grave_permits/start.html", words | {"form": start}, status=status)
    kind, number = start.cleaned_data["soort"], start.cleaned_data["graf"]
    with reading(agreement.client_id):
        try:
            grave = grave_of(agreement.client_id, number)
        except Grave.DoesNotExist:
            start.add_error("graf", "Dit grafnummer staat niet in het register. Kijk het na.")
            return page(request, "grave_permits/start.html", words | {"form": start}, status=422)
        lying, right = lying_in(agreement.client_id, grave), running_right(agreement.client_id, grave)
    place = Place(grave.cemetery, grave.section, grave.kind)
    allowed = rules_of(agreement.code).rules_for(kind, place, day)
    context = words | {"grave": grave, "kind": kind, "words": KINDS[kind][NL], "right": right}
    context["allowed"] = [(LABELS[what][NL].capitalize(), rule) for what, rule in allowed.items()]
    if request.method != "POST":
        return page(request, "grave_permits/apply.html", context | {"form": forms.Apply(kind, allowed, lying, day)})
    form = forms.Apply(kind, allowed, lying, day, request.POST, request.FILES)

    def do(once: Any) -> str:
        what = form.application(grave.number), form.cleaned_data["received"], form.papers()
        permit = applying.apply(request.user, agreement.code, *what, once, case_number)
        return reverse("grave-permit", args=[permit.case.number])

    try:
        return carry_out(request, do, "De aanvraag is vastgelegd.", back, form, "grave_permits/apply.html", context)
    except Case.DoesNotExist:
        raise Http404 from None


@never_cache
@require_safe
@open_to(*READERS)
def permit(request: HttpRequest, number: str) -> HttpResponse:
    """One application: the test, its clock, its story, and what can be done now."""
    context = _file(request, number)
    if context is None:
        return HttpResponseRedirect(f"{reverse('new-grave-permit')}?zaak={number}")
    return page(request, TEMPLATE, context)


@require_POST
@sensitive_post_parameters("email")
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Take one step."""
    taken, here = STEPS[what], reverse("grave-permit", args=[number])
    context = _file(request, number, what)
    if context is None:
        raise Http404
    form = context["form"]

    def do(once: Any) -> str:
        taken.do(request.user, request.agreement.code, number, typed(form), once)  # type: ignore[attr-defined]
        return here

    return carry_out(request, do, taken.done, here, form, TEMPLATE, context)


def _file(request: HttpRequest, number: str, what: str = "") -> dict[str, Any] | None:
    """Everything of one application; None where the case has none yet. `what` is the step whose form was sent."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    client, book, found = agreement.client_id, book_of(agreement), rules_of(agreement.code)
    with reading(client):
        try:
            case = case_by_number(client, number)
            row = permit_of(client, number)
        except Case.DoesNotExist:
            raise Http404 from None
        except Permit.DoesNotExist:
            if book.product(case.product).file != "grave-permit":
                raise Http404 from None
            return None
        now, lying = opened(row, found, day), lying_in(client, row.grave)
        told, letters = story(client, f"case:{number}"), papers_about(client, case.pk)
    facts = case.facts(kind_of(book, case.product))
    basis = found.basis(row.kind, day) or facts.kind.clause
    wanted = {name: form_of(name, now, found, lying, day) for name in possible(now, facts.due, day, basis)}
    sent = form_of(what, now, found, lying, day, request.POST, request.FILES) if what else None
    if sent is not None:
        wanted[what] = sent
    main = MAIN.get(file.next_step(now.file, day), "")
    works, (state, shape) = bool(held(request) & set(WORKERS)), file.state_of(now.file, day)
    steps = panels(request, STEPS, wanted, "grave-permit", number, case.organ, main) if works else []
    return {
        "case": case,
        "permit": row,
        "file": now.file,
        "now": now,
        "kind": KINDS[row.kind][NL],
        "exhumation": row.kind == EXHUMATION,
        "findings": row.findings or [one.kept for one in now.findings],
        "lacks": [] if row.outcome else [file.LACKS[code][NL] for code in file.lacks(now.file, day)],
        "basis": basis,
        "state": state,
        "shape": shape,
        "why_due": why_due(facts, book.product(case.product).law),
        "price": price_of(agreement.code, row, day) if not row.outcome else None,
        "panels": steps,
        "main": main,
        "story": told,
        "letters": letters,
        "names": sees_names(request),
        "works": works,
        "day": day,
        "form": sent,
    }


def panel(request: HttpRequest, shown: GraveFile) -> dict[str, Any]:
    """What the page of a grave shows: its permits, and a new application."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    found, grave = rules_of(agreement.code), shown.grave
    rows = [
        (row, file.state_of(opened(row, found, day).file, day))
        for row in whole_permits(agreement.client_id).filter(grave=grave).order_by("-id")[:SHOWN]
    ]
    return {"rows": rows, "grave": grave, "works": bool(held(request) & set(WORKERS))}
