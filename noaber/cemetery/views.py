"""The pages of graves: finding one, one grave with its question, and the board of windows."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import page
from noaber.cemetery import panels
from noaber.cemetery.burial import can_this_grave
from noaber.cemetery.forms import CanThisGrave, Find
from noaber.cemetery.law import Law
from noaber.cemetery.local import Local
from noaber.cemetery.models import Grave
from noaber.cemetery.names import LEAST, search_key
from noaber.cemetery.places import NoLocal, laws_of, local_of
from noaber.cemetery.queries import after_death, board, board_counts, facts_of, find, grave_file, is_empty, right_facts
from noaber.cemetery.shown import story, together, window_of, windows_shown
from noaber.cemetery.windows import DONE, EARLY, LAST_MONTH, MISSED, OPEN, STATES
from noaber.parties.clock import now, today
from noaber.parties.scope import reading
from noaber.web.paging import listed, page_number

READERS = (*WORKERS, "director")
"""The director sees graves and windows, not who lies there or holds a right."""
DIED = "died"
IMPORTERS = ("second_line", "team_lead")
TABS = (LAST_MONTH, OPEN, MISSED, EARLY, DONE)


def sees_names(request: HttpRequest) -> bool:
    """Names of residents are for who works with them."""
    return bool(held(request) & set(WORKERS))


def code_of(request: HttpRequest) -> str:
    """The agreement at work, as actions name it."""
    code: str = request.agreement.code  # type: ignore[attr-defined]
    return code


def laws(request: HttpRequest) -> tuple[Local, Law]:
    """What the municipality and the law say today. Raises Http404 where the municipality has laid nothing down here."""
    try:
        return laws_of(code_of(request), today())
    except NoLocal:
        raise Http404 from None


def has_cemeteries(request: HttpRequest) -> bool:
    """Has the municipality laid anything down here about cemeteries?"""
    try:
        return bool(local_of(code_of(request)))
    except NoLocal:
        return False


@never_cache
@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*READERS)
def graves(request: HttpRequest) -> HttpResponse:
    """Find a grave or a person. What was typed is sent, so that no name stands in an address or a log."""
    client, names = request.agreement.client_id, sees_names(request)  # type: ignore[attr-defined]
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    context: dict[str, Any] = {"form": Find(), "names": names, "may_import": bool(held(request) & set(IMPORTERS))}
    context["links"] = panels.links_on(request, panels.GRAVES)
    if request.method != "POST":
        with reading(client):
            context["empty"] = is_empty(client)
        return page(request, "cemetery/graves.html", context)
    form = Find(request.POST)
    if not form.is_valid() or len(search_key(form.cleaned_data["q"])) < LEAST:
        if form.is_valid():
            form.add_error("q", "Typ ten minste twee letters of cijfers.")
        return page(request, "cemetery/graves.html", context | {"form": form}, status=422)
    with reading(client):
        found = find(client, form.cleaned_data["q"], names)
    return page(request, "cemetery/graves.html", context | {"form": form, "found": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*READERS)
def grave(request: HttpRequest, number: str) -> HttpResponse:
    """One grave: its layers, its right and windows, its story, and “Kan dit graf?” on the same screen."""
    client, day = request.agreement.client_id, today()  # type: ignore[attr-defined]
    local, law = laws(request)
    with reading(client):
        try:
            file = grave_file(client, number)
        except Grave.DoesNotExist:
            raise Http404 from None
        shown = panels.panels_of(request, file)
        told = panels.stories_of(request, file) if sees_names(request) else []
    facts = facts_of(file.grave, file.interments, local, day)
    layers = [(layer, [one for one in file.interments if one.layer == layer]) for layer in _downwards(facts.layers_max)]
    context = {
        "file": file,
        "facts": facts,
        "layers": layers,
        "urns": [one for one in file.interments if one.layer is None],
        "windows": windows_shown(file.right, file.last_body_on, day, law),
        "story": together(story(file.events), told),
        "names": sees_names(request),
        "works": bool(held(request) & set(WORKERS)),
        "day": day,
        "panels": shown,
    }
    if request.method != "POST":
        return page(request, "cemetery/grave.html", context | {"form": CanThisGrave()})
    form = CanThisGrave(request.POST)
    if not form.is_valid():
        return page(request, "cemetery/grave.html", context | {"form": form}, status=422)
    answer = can_this_grave(facts, right_facts(file.right), form.wanted(), local, law, now())
    return page(request, "cemetery/grave.html", context | {"form": form, "answer": answer})


def _downwards(layers: int) -> range:
    """As they lie in the ground: the highest layer on top."""
    return range(layers, 0, -1)


@never_cache
@require_safe
@open_to(*READERS)
def windows(request: HttpRequest) -> HttpResponse:
    """The board: every running right in the window of its letter."""
    client, day = request.agreement.client_id, today()  # type: ignore[attr-defined]
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    _, law = laws(request)
    asked = request.GET.get("stand", "")
    state = asked if asked in (*TABS, DIED) else LAST_MONTH
    with reading(client):
        counts = board_counts(client, day, law)
        number = page_number(request.GET.get("pagina", ""))
        if state == DIED:
            found = after_death(client, number)
        else:
            found = listed(board(client, day, state, law), number, counts[state])
    clocks = "F" if state == DIED else "AB"
    rows = [(right, window_of(right, clocks, day, law)) for right in found.rows]
    tabs = [(code, STATES[code], counts[code], code == state) for code in TABS]
    context = {"list": found, "rows": rows, "tabs": tabs, "died": state == DIED, "day": day}
    context |= {"names": sees_names(request), "links": panels.links_on(request, panels.WINDOWS)}
    return page(request, "cemetery/windows.html", context)
