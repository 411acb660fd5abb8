"""The pages of funerals by the municipality: the list, a report, and one file with its steps, costs and recovery.

Who handles them reads names; a clerk reports and sees the list, the director sees how they stand.
"""

from __future__ import annotations

from typing import Any

import typst
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.acting import permission
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.cases.file_steps import panels
from noaber.cases.models import Case
from noaber.cases.queries import case_by_number
from noaber.cemetery.models import Grave
from noaber.cemetery.municipal import actions, acts, paper
from noaber.cemetery.municipal.desk import MAYOR, PRODUCT
from noaber.cemetery.municipal.file import DONE, PLACES, next_step, phases, state_of
from noaber.cemetery.municipal.forms import NewReport
from noaber.cemetery.municipal.models import Funeral
from noaber.cemetery.municipal.queries import (
    LISTS,
    OPEN,
    funeral_of,
    funerals_in,
    listed_funerals,
    opened,
    standing,
)
from noaber.cemetery.municipal.shown import shown_of
from noaber.cemetery.municipal.steps import IN_PERSON, MANDATED, STEPS, form_of, main_of, possible, typed
from noaber.cemetery.municipal.terms import MunicipalTerms
from noaber.cemetery.queries import GraveFile
from noaber.cemetery.views import READERS, has_cemeteries, laws
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Refused
from noaber.web.paging import listed, page_number

HANDLERS = ("second_line", "team_lead")
"""Who reads of whom it is: nobody else has a task that asks it."""
TEMPLATE = "municipal/funeral.html"


@never_cache
@require_safe
@open_to(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """The funerals, what runs out first on top; without a name."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    client, asked = agreement.client_id, request.GET.get("stand", "")
    which = asked if asked in LISTS else OPEN
    with reading(client):
        counts = standing(client, day, day.replace(month=1, day=1))
        found = listed(listed_funerals(client, which), page_number(request.GET.get("pagina", "")))
        rows = [(row, state_of(now.file), now.file) for row in found.rows for now in (opened(row),)]
    context = {
        "list": found,
        "rows": rows,
        "tabs": [(code, words, code == which) for code, words in LISTS.items()],
        "which": which,
        "counts": counts,
        "day": day,
        "works": bool(held(request) & set(WORKERS)),
        "handles": _handles(request),
    }
    return page(request, "municipal/list.html", context)


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def report(request: HttpRequest) -> HttpResponse:
    """Put down a report, on a case of its own or one that was registered before."""
    agreement, back = request.agreement, reverse("municipal-funerals")  # type: ignore[attr-defined]
    laws(request)
    number = request.GET.get("zaak", "")
    words = {"back": back, "case_number": number}
    if request.method != "POST":
        return page(request, "municipal/report.html", words | {"form": NewReport()})
    form = NewReport(request.POST)

    def do(once: Any) -> str:
        funeral = actions.report(request.user, agreement.code, form.report(), number, once)
        return reverse("municipal-funeral", args=[funeral.case.number]) if _handles(request) else back

    try:
        return carry_out(request, do, "De melding is vastgelegd.", back, form, "municipal/report.html", words)
    except Case.DoesNotExist:
        raise Http404 from None


@never_cache
@require_safe
@open_to(*HANDLERS)
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One funeral: its way in time, what comes next, what it cost."""
    context = _file(request, number)
    if context is None:
        return HttpResponseRedirect(f"{reverse('new-municipal-funeral')}?zaak={number}")
    return page(request, TEMPLATE, context)


@require_POST
@sensitive_post_parameters()
@open_to(*HANDLERS)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Take one step."""
    taken, here = STEPS[what], reverse("municipal-funeral", args=[number])
    context = _file(request, number, what)
    if context is None:
        raise Http404
    form = context["form"]

    def do(once: Any) -> str:
        taken.do(request.user, request.agreement.code, number, typed(form), once)  # type: ignore[attr-defined]
        return here

    try:
        return carry_out(request, do, taken.done, here, form, TEMPLATE, context)
    except Grave.DoesNotExist:
        form.add_error("grave", "Dit grafnummer staat niet in het register. Kijk het na.")
        return page(request, TEMPLATE, context, status=422)


@never_cache
@require_safe
@open_to(*HANDLERS)
def overview(request: HttpRequest, number: str) -> HttpResponse:
    """What it cost and what came back, on paper; without the name of the deceased or a relative."""
    agreement = request.agreement  # type: ignore[attr-defined]
    client = agreement.client_id
    with reading(client):
        try:
            now = opened(funeral_of(client, number))
        except Funeral.DoesNotExist:
            raise Http404 from None
    try:
        drawn = paper.draw_overview(now, book_of(agreement).party("client").name, today())
    except typst.TypstError:
        raise Http404 from None
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="uitvaartkosten-{number}.pdf"'
    return answer


def panel(request: HttpRequest, shown: GraveFile) -> dict[str, Any]:
    """What the page of a grave shows to who handles these funerals; nothing to anybody else."""
    if not _handles(request):
        return {}
    found = funerals_in(request.agreement.client_id, shown.grave)  # type: ignore[attr-defined]
    return {"rows": found} if found else {}


def _handles(request: HttpRequest) -> bool:
    return bool(held(request) & set(HANDLERS))


def _file(request: HttpRequest, number: str, what: str = "") -> dict[str, Any] | None:
    """Everything of one funeral; None where the case has none yet. `what` is the step whose form was sent."""
    agreement, day, who = request.agreement, today(), request.user.pseudonym  # type: ignore[attr-defined,union-attr]
    client, book, law = agreement.client_id, book_of(agreement), laws(request)[1]
    with reading(client):
        try:
            case = case_by_number(client, number)
            row = funeral_of(client, number)
        except Case.DoesNotExist:
            raise Http404 from None
        except Funeral.DoesNotExist:
            if case.product != PRODUCT:
                raise Http404 from None
            return None
        now, told = opened(row), story(client, f"case:{number}")
    terms = MunicipalTerms.fill(book.term, day)
    may = permission(agreement, book, request.user, acts.TAKE_CHARGE, day, MAYOR)
    main = main_of(now, who, isinstance(may, Permission))
    wanted = {name: form_of(name, now, who) for name in possible(now, who)}
    sent = form_of(what, now, who, request.POST) if what else None
    if sent is not None:
        wanted[what] = sent
    steps = panels(request, STEPS, wanted, "municipal-funeral", number, "", main)
    if main == MANDATED:
        steps = [one for one in steps if one.name != IN_PERSON or one.form.is_bound]
    state, shape = state_of(now.file)
    return {
        "case": case,
        "funeral": row,
        "file": now.file,
        "now": now,
        "state": state,
        "shape": shape,
        "first": now.file.first(law),
        "last": now.file.last(law),
        "burial_first": law.burial_first,
        "burial_last": law.burial_last,
        "phases": phases(now.file, terms.search_workdays.value, row.settle_by, law),
        "unlooked": [PLACES[place] for place in now.file.unlooked],
        "lines": shown_of(now),
        "no_mandate": may if isinstance(may, Refused) and main == IN_PERSON else None,
        "panels": steps,
        "waits": not main and next_step(now.file) != DONE,
        "story": told,
        "day": day,
        "form": sent,
    }
