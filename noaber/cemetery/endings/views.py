"""The lists: graves that could be cleared and those on the list, neglected graves, urns and scattered ashes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import page
from noaber.agreement.queries import book_of
from noaber.cemetery.endings import shown
from noaber.cemetery.endings.models import Clearing, NeglectRecord, Scattering
from noaber.cemetery.endings.neglect_actions import waiting
from noaber.cemetery.endings.queries import (
    clearable,
    listed_graves,
    neglected,
    not_clearable,
    objects_ready,
    reasons,
    scatterings,
    urns,
)
from noaber.cemetery.endings.terms import EndingTerms
from noaber.cemetery.queries import GraveFile
from noaber.cemetery.shown import Told
from noaber.cemetery.views import READERS, has_cemeteries, laws
from noaber.cemetery.windows import EXCLUSIVE
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.web.paging import listed, page_number

AGAINST, RUNNING = "niet", "lijst"


def ending_terms(request: HttpRequest) -> EndingTerms:
    """What was agreed about endings, as it holds today."""
    return EndingTerms.fill(book_of(request.agreement).term, today())  # type: ignore[attr-defined]


@never_cache
@require_safe
@open_to(*READERS)
def candidates(request: HttpRequest) -> HttpResponse:
    """The graves that could be cleared today, those that may not, each with why, and those on the list."""
    client, day = request.agreement.client_id, today()  # type: ignore[attr-defined]
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    local, law = laws(request)
    asked = request.GET.get("stand", "")
    works = bool(held(request) & set(WORKERS))
    context: dict[str, Any] = {"against": asked == AGAINST, "running": asked == RUNNING, "day": day, "works": works}
    number = page_number(request.GET.get("pagina", ""))
    with reading(client):
        if asked == RUNNING:
            found = listed(listed_graves(client), number)
            context["rows"] = [(row, shown.of_clearing(row, day, law)) for row in found.rows]
            context["ready"] = list(objects_ready(client)[:50])
        else:
            query = (not_clearable if asked == AGAINST else clearable)(client, day, local, law)
            found = listed(query, number)
            context["rows"] = reasons(client, found.rows, day, local, law)
            numbers = [grave.pk for grave, _ in context["rows"]]
            on_list = listed_graves(client).filter(grave__in=numbers).values_list("grave_id", "number")
            context["on_list"] = dict(on_list)
    return page(request, "grave_endings/candidates.html", context | {"list": found})


@never_cache
@require_safe
@open_to(*WORKERS)
def neglects(request: HttpRequest) -> HttpResponse:
    """The neglected graves, with the term that runs."""
    client, day = request.agreement.client_id, today()  # type: ignore[attr-defined]
    _, law = laws(request)
    terms = ending_terms(request)
    with reading(client):
        found = listed(neglected(client), page_number(request.GET.get("pagina", "")))
        rows = [(row, shown.of_neglect(row, day, law, waiting(row, terms, day))) for row in found.rows]
    return page(request, "grave_endings/neglects.html", {"list": found, "rows": rows, "law": law})


@never_cache
@require_safe
@open_to(*WORKERS)
def urn_list(request: HttpRequest) -> HttpResponse:
    """The register of urns, or those of which it does not have all."""
    client = request.agreement.client_id  # type: ignore[attr-defined]
    laws(request)
    lacking = request.GET.get("stand") == "onvolledig"
    with reading(client):
        found = listed(urns(client, lacking), page_number(request.GET.get("pagina", "")))
        rows = [(row, shown.record_of(row)) for row in found.rows]
    return page(request, "grave_endings/urns.html", {"list": found, "rows": rows, "lacking": lacking})


@never_cache
@require_safe
@open_to(*WORKERS)
def scattering_list(request: HttpRequest) -> HttpResponse:
    """What was scattered where, and what waits."""
    client, day = request.agreement.client_id, today()  # type: ignore[attr-defined]
    local, _ = laws(request)
    with reading(client):
        found = listed(scatterings(client), page_number(request.GET.get("pagina", "")))
        rows = [(row, shown.place_of(row, local), shown.of_scattering(row, day)) for row in found.rows]
    return page(request, "grave_endings/scatterings.html", {"list": found, "rows": rows})


def _of_grave(request: HttpRequest, file: GraveFile) -> shown.OfGrave:
    """What ends on a grave, read once for a page that shows it twice. Three queries."""
    kept: tuple[int, shown.OfGrave] | None = getattr(request, "grave_endings", None)
    if kept is None or kept[0] != file.grave.pk:
        client, grave = file.grave.municipality_id, file.grave
        neglects = NeglectRecord.objects.of(client).filter(grave=grave).select_related("grave", "right__holder")
        clearings = Clearing.objects.of(client).filter(grave=grave).select_related("grave")
        ashes = Scattering.objects.of(client).filter(grave=grave).select_related("resident", "grave")
        found = shown.OfGrave(list(neglects.order_by("id")), list(clearings.order_by("id")), list(ashes.order_by("id")))
        kept = (file.grave.pk, found)
        request.grave_endings = kept  # type: ignore[attr-defined]
    return kept[1]


def tell(request: HttpRequest, file: GraveFile) -> list[Told]:
    """What ended, in the story of a grave."""
    return shown.story(_of_grave(request, file))


def panel(request: HttpRequest, file: GraveFile) -> dict[str, Any]:
    """What runs on a grave and what can be begun, for who works with graves."""
    if not held(request) & set(WORKERS):
        return {}
    found, day = _of_grave(request, file), today()
    _, law = laws(request)
    terms, right = ending_terms(request), file.right
    open_neglect = [row for row in found.neglects if not (row.repaired_on or row.lapsed_on or row.right.ended_on)]
    open_clearing = [row for row in found.clearings if not (row.withdrawn_on or row.emptied_on)]
    there = [one for one in file.interments if one.removed_on is None]
    return {
        "number": file.grave.number,
        "neglect": [(row, shown.of_neglect(row, day, law, waiting(row, terms, day))) for row in open_neglect],
        "clearing": [(row, shown.of_clearing(row, day, law)) for row in open_clearing],
        "scattering": [(row, shown.of_scattering(row, day)) for row in found.scatterings if not row.over],
        "urns": [one for one in there if one.layer is None],
        "may_neglect": right is not None and right.kind == EXCLUSIVE and not open_neglect,
        "may_list": any(one.layer is not None for one in there) and not open_clearing,
        "may_urn": right is not None and file.grave.urns_max > 0,
        "anybody": bool(there),
    }
