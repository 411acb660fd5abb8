"""The pages of files: making the next one, one file with its lines, fetching it, and what the bookkeeping said."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.cemetery.charges import file_actions, paper, queries, returned, rules
from noaber.cemetery.charges.forms import Returned
from noaber.cemetery.charges.models import Acknowledgement, FileBatch
from noaber.cemetery.charges.post_views import DECIDERS, READERS, SHAPES, rights_of
from noaber.cemetery.views import code_of, has_cemeteries, laws
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Euro
from noaber.web.paging import listed, page_number

WATCHERS = (*READERS, "director")
"""The director sees the files and their totals, not who pays."""
PARTS = ("bestand", "manifest", "lijst")
FINDINGS_SHOWN = 50


@never_cache
@open_to(*WATCHERS)
def files(request: HttpRequest) -> HttpResponse:
    """The files, what the next one will hold, and what changed since the last."""
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        found = listed(queries.batches(client), page_number(request.GET.get("pagina", "")))
        numbers = queries.counts(client)
        context: dict[str, Any] = {
            "list": found,
            "last": queries.last_file(client),
            "changes": queries.changed_since(client),
            "fixed": numbers[rules.FIXED],
            "concepts": numbers[rules.CONCEPT][0],
            "missed": queries.without_line(client).count() + queries.to_collect(client).count(),
            "duty": queries.duty_of_file(client),
            "layout": queries.layout_of(client),
        }
    return page(
        request,
        "charges/files.html",
        context | rights_of(request) | {"day": today(), "reads": bool(held(request) & set(READERS))},
    )


@require_POST
@open_to(*DECIDERS)
def make(request: HttpRequest) -> HttpResponse:
    """Make the next file, after the one that the page showed."""

    def do(once: Any) -> str:
        row = file_actions.make_file(request.user, code_of(request), request.POST.get("after", ""), once)
        return reverse("grave-file", args=[row.number])

    return carry_out(request, do, "Het bestand is gemaakt.", reverse("grave-files"))


@never_cache
@require_safe
@open_to(*WATCHERS)
def file(request: HttpRequest, number: str) -> HttpResponse:
    """One file: its totals, its lines, and what the bookkeeping said of it."""
    client = request.agreement.client_id  # type: ignore[attr-defined]
    row = _batch(request, number)
    with reading(client):
        lines = listed(queries.lines_of(row), page_number(request.GET.get("pagina", "")), row.count)
        answers = list(Acknowledgement.objects.of(client).filter(batch=row).order_by("-id"))
        still_open = queries.how_many_open(row)
        following = FileBatch.objects.of(client).filter(predecessor=number).values_list("number", flat=True).first()
    shown = [
        (one, rules.STATES[one.post.state], SHAPES[one.post.state], Euro(one.post.amount_cents)) for one in lines.rows
    ]
    context = {"row": row, "list": lines, "lines": shown, "totals": row.totals, "open": still_open, "next": following}
    context["answers"] = [(one, _differences(one)) for one in answers]
    rights = rights_of(request)
    mine = held(request)
    context |= {"names": bool(mine & set(READERS)), "may_fetch": bool(mine & {*DECIDERS, "controller"})}
    return page(request, "charges/file.html", context | rights)


def _differences(answer: Acknowledgement) -> list[str]:
    return [str(returned.Difference(**one)) for one in answer.differences]


@require_POST
@open_to(*DECIDERS, "controller")
def fetch(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Hand over the file, its manifest or its readable list; each time it is written down."""
    _batch(request, number)
    row = file_actions.download(request.user, code_of(request), number, what)
    if what == "bestand":
        kind = "text/csv" if row.name.endswith(".csv") else "text/plain"
        return _sent(bytes(row.content), row.name, kind)
    if what == "manifest":
        return _sent(bytes(row.manifest), f"grafrechten-{number}.json", "application/json")
    municipality = request.agreement.client.official  # type: ignore[attr-defined]
    return _sent(paper.draw_list(row, municipality), f"grafrechten-{number}.pdf", "application/pdf")


def _sent(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@never_cache
@open_to(*DECIDERS)
def acknowledge(request: HttpRequest, number: str) -> HttpResponse:
    """Put down what the bookkeeping did with a file."""
    _batch(request, number)
    back = reverse("grave-file", args=[number])
    context: dict[str, Any] = {"number": number, "back": back}
    if request.method != "POST":
        return page(request, "charges/acknowledge.html", context | {"form": Returned()})
    form = Returned(request.POST, request.FILES)
    if form.is_valid() and (found := file_actions.unreadable(form.said())):
        context |= {"form": form, "found": found, "kept": found.kept[:FINDINGS_SHOWN]}
        return page(request, "charges/acknowledge.html", context, status=422)

    def do(once: Any) -> str:
        file_actions.acknowledge(request.user, code_of(request), number, form.said(), once)
        return back

    return carry_out(request, do, "De verwerking is vastgelegd.", back, form, "charges/acknowledge.html", context)


def _batch(request: HttpRequest, number: str) -> FileBatch:
    laws(request)
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        try:
            return queries.batch_of(client, number)
        except FileBatch.DoesNotExist:
            raise Http404 from None
