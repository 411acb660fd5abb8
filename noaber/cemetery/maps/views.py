"""The pages of maps: the sections of every cemetery, one section, and putting graves on the map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.cemetery.local import Local
from noaber.cemetery.maps import actions
from noaber.cemetery.maps.forms import MapFile, Ranges
from noaber.cemetery.maps.models import SCHEMATIC
from noaber.cemetery.maps.queries import Section, graves_on_map, lay_out, numbers, sections
from noaber.cemetery.maps.shape_files import read_shapes
from noaber.cemetery.maps.shown import NO_SECTION, sheet
from noaber.cemetery.views import IMPORTERS, READERS, code_of, has_cemeteries, laws
from noaber.parties.clock import today
from noaber.parties.scope import reading

SHOWN = 60
"""How many findings a page shows."""


@never_cache
@require_safe
@open_to(*READERS)
def maps(request: HttpRequest) -> HttpResponse:
    """Every section of every cemetery, with how much of it is on the map."""
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    local, _ = laws(request)
    client = _client(request)
    with reading(client):
        found = sections(client)
    held_here = held(request)
    context = {
        "cemeteries": _by_cemetery(local, found),
        "graves": sum(one.graves for one in found),
        "drawn": sum(one.drawn for one in found),
        "may_import": bool(held_here & set(IMPORTERS)),
        "works": bool(held_here & set(WORKERS)),
    }
    return page(request, "maps/maps.html", context)


def _by_cemetery(local: Local, found: Iterable[Section]) -> list[tuple[str, list[tuple[Section, str]]]]:
    """The sections under the name of their cemetery, each with its address."""
    by: dict[str, list[tuple[Section, str]]] = {}
    for one in found:
        url = reverse("grave-map", args=[one.cemetery, one.name or NO_SECTION]) if "/" not in one.name else ""
        by.setdefault(local.name_of(one.cemetery), []).append((one, url))
    return list(by.items())


@never_cache
@require_safe
@open_to(*READERS)
def section(request: HttpRequest, location: str, key: str) -> HttpResponse:
    """One section: the drawing, its legend and the table that says the same."""
    local, _ = laws(request)
    client, name = _client(request), "" if key == NO_SECTION else key
    with reading(client):
        graves = graves_on_map(client, location, name)
    if not graves:
        raise Http404
    cemetery, day = local.name_of(location), today()
    title = f"{cemetery}, vak {name}" if name else cemetery
    kinds = {one.kind: local.kind_name(one.kind, location, day) for one in graves}
    drawn = sheet(graves, f"Kaart van {title}")
    rows = [(url, one, shape, kinds[one.kind]) for url, one, shape in drawn.rows]
    scheme = any(one.origin == SCHEMATIC for one in graves)
    only = next(iter(kinds.values())) if len(kinds) == 1 else ""
    context = {"title": title, "sheet": drawn, "rows": rows, "only": only, "scheme": scheme}
    return page(request, "maps/section.html", context)


@never_cache
@open_to(*IMPORTERS)
def take_in(request: HttpRequest) -> HttpResponse:
    """Look at a file with places first; put them on the map when nothing blocks and somebody says so."""
    laws(request)
    client, back = _client(request), reverse("grave-maps")
    context: dict[str, Any] = {"back": back}
    if request.method != "POST":
        return page(request, "maps/take_in.html", context | {"form": MapFile()})
    form = MapFile(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with reading(client):
            known = numbers(client)
        report = read_shapes(file.name, file.file, known)
        file.file.seek(0)
        if not report.good or "inlezen" not in request.POST:
            context |= {"report": report, "kept": report.found.kept[:SHOWN]}
            context["missing"] = len(known) - len(report.by_number)
            return page(request, "maps/take_in.html", context | {"form": form}, 200 if report.good else 422)

    def do(once: Any) -> str:
        file = form.cleaned_data["file"]
        actions.take_in(request.user, code_of(request), file.name, file.file, form.cleaned_data["accuracy_cm"], once)
        return back

    return carry_out(request, do, "De graven staan op de kaart.", back, form, "maps/take_in.html", context)


@never_cache
@open_to(*WORKERS)
def schematic(request: HttpRequest) -> HttpResponse:
    """A map without a survey: look at what typed rows and places would give, then lay it out."""
    local, _ = laws(request)
    client, back = _client(request), reverse("grave-maps")
    choices = [(one.code, one.name) for one in local.cemeteries]
    context: dict[str, Any] = {"back": back}
    if request.method != "POST":
        return page(request, "maps/schematic.html", context | {"form": Ranges(choices)})
    form = Ranges(choices, request.POST)
    if form.is_valid():
        with reading(client):
            laid = lay_out(client, form.cleaned_data["cemetery"], form.cleaned_data["ranges"])
        if not laid.good or "maken" not in request.POST:
            context |= {"laid": laid, "left": laid.left[:SHOWN]}
            return page(request, "maps/schematic.html", context | {"form": form}, 200 if laid.good else 422)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        actions.make_schematic(request.user, code_of(request), typed["cemetery"], typed["ranges"], once)
        return back

    return carry_out(request, do, "De graven staan op de kaart.", back, form, "maps/schematic.html", context)


def _client(request: HttpRequest) -> int:
    client: int = request.agreement.client_id  # type: ignore[attr-defined]
    return client
