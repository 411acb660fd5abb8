"""The pages of documents: what is waited for, what lies ready, what nobody collected, and one document."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import BOTH_SIDES, WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.documents import actions, queries
from noaber.documents.forms import Application, Cancelled, Ticked
from noaber.documents.models import DocumentRecord
from noaber.documents.queries import LEFT, LISTED_TO_TICK, SHOW, WAITED_FOR, kind_of, kinds_of
from noaber.documents.rules import FAULTY, LICENCE, PASSPORT, UNCOLLECTED, Kind, left_to_collect
from noaber.documents.shown import due_trace, groups_of, last_month
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.web.paging import listed, page_number, plain

READERS = tuple(dict.fromkeys((*WORKERS, *BOTH_SIDES)))


@require_safe
@open_to(*READERS)
def documents(request: HttpRequest) -> HttpResponse:
    """The documents in one state, filtered."""
    agreement, asked, day = request.agreement, request.GET, today()  # type: ignore[attr-defined]
    kinds, shown = kinds_of(book_of(agreement)), asked.get("stand", "")
    shown = shown if shown in SHOW else WAITED_FOR
    product = asked.get("product", "") if asked.get("product") in kinds else ""
    text = plain(asked.get("zoek", ""))
    with reading(agreement.client_id):
        found = queries.documents(agreement.client_id, shown, day, product, text)
        rows = listed(found, page_number(asked.get("pagina", "")))
        numbers = queries.numbers(agreement.client_id, day)
    _name(rows.rows, kinds, day, request)
    context = {"list": rows, "numbers": numbers, "kinds": kinds.values(), "shown": shown, "product": product}
    context |= {"text": text, "day": day, "works": _works(request)}
    return page(request, "documents/list.html", context)


@open_to(*WORKERS)
def apply(request: HttpRequest) -> HttpResponse:
    """Record what was applied for."""
    agreement, back = request.agreement, reverse("documents")  # type: ignore[attr-defined]
    book = book_of(agreement)
    if request.method != "POST":
        return page(request, "documents/apply.html", {"form": Application(book), "back": back})
    form = Application(book, request.POST)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        wanted = (typed["product"], typed["number"], typed["urgent"], typed["location"], typed["reference"])
        actions.apply(request.user, agreement.code, *wanted, once=once)
        return back

    return carry_out(request, do, "De aanvraag is vastgelegd.", back, form, "documents/apply.html", {"back": back})


@open_to(*WORKERS)
def receive(request: HttpRequest) -> HttpResponse:
    """Tick what came in."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        rows = list(queries.documents(agreement.client_id, WAITED_FOR, day)[:LISTED_TO_TICK])
    _name(rows, kinds_of(book_of(agreement)), day, request)
    here = reverse("receive-documents")
    context = {"rows": rows, "day": day, "most": LISTED_TO_TICK}
    if request.method != "POST":
        return page(request, "documents/receive.html", context | {"form": Ticked(rows)})
    form = Ticked(rows, request.POST)

    def do(once: Any) -> str:
        actions.receive(request.user, agreement.code, form.cleaned_data["documents"], once)
        return f"{reverse('documents')}?stand=klaar"

    return carry_out(request, do, "De levering is ingeboekt.", here, form, "documents/receive.html", context)


@open_to(*READERS)
def uncollected(request: HttpRequest) -> HttpResponse:
    """What lies there past its term, and taking it out of circulation."""
    agreement, day, here = request.agreement, today(), reverse("uncollected-documents")  # type: ignore[attr-defined]
    kinds = kinds_of(book_of(agreement))
    with reading(agreement.client_id):
        rows = list(queries.documents(agreement.client_id, LEFT, day)[:LISTED_TO_TICK])
        numbers = queries.numbers(agreement.client_id, day)
        checked = queries.checked_terms(agreement.client_id, last_month(day))
    _name(rows, kinds, day, request)
    month = last_month(day)
    groups = groups_of(rows, kinds.values(), month, checked)
    context = {"groups": groups, "numbers": numbers, "shown": LEFT, "day": day, "month": month}
    context |= {"works": _works(request)}
    if request.method != "POST" or not context["works"]:
        return page(request, "documents/uncollected.html", context | {"form": Ticked(rows)})
    form = Ticked(rows, request.POST)

    def do(once: Any) -> str:
        actions.destroy(request.user, agreement.code, form.cleaned_data["documents"], UNCOLLECTED, once)
        return here

    return carry_out(request, do, "De documenten zijn weggeboekt.", here, form, "documents/uncollected.html", context)


@require_POST
@open_to(*WORKERS)
def check(request: HttpRequest) -> HttpResponse:
    """Record the check of last month, for travel documents or for licences."""
    here, month, term = reverse("uncollected-documents"), last_month(today()), request.POST.get("term", "")
    if term not in (PASSPORT, LICENCE):
        raise Http404

    def do(once: Any) -> str:
        actions.check(request.user, request.agreement.code, term, month, once)  # type: ignore[attr-defined]
        return here

    return carry_out(request, do, f"De controle van {month} is vastgelegd.", here)


@open_to(*READERS)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document, and letting its application lapse."""
    agreement, day, here = request.agreement, today(), reverse("document", args=[pk])  # type: ignore[attr-defined]
    row, kind = _found(request, pk)
    _name([row], {kind.code: kind}, day, request)
    context = {"row": row, "kind": kind, "day": day, "works": _works(request), "why": due_trace(row, kind)}
    if request.method != "POST" or not context["works"]:
        return page(request, "documents/document.html", context | {"form": Cancelled()})
    form = Cancelled(request.POST)

    def do(once: Any) -> str:
        actions.cancel(request.user, agreement.code, pk, form.cleaned_data["reason"], once)
        return reverse("documents")

    return carry_out(request, do, "De aanvraag is vervallen.", here, form, "documents/document.html", context)


@require_POST
@open_to(*WORKERS)
def hand_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a document out."""
    row, _ = _found(request, pk)

    def do(once: Any) -> str:
        actions.hand_out(request.user, request.agreement.code, row.pk, once)  # type: ignore[attr-defined]
        return f"{reverse('documents')}?stand=klaar"

    return carry_out(request, do, f"Document {row.called} is uitgereikt.", reverse("document", args=[pk]))


@require_POST
@open_to(*WORKERS)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a document back that was made wrongly or is damaged."""
    row, _ = _found(request, pk)

    def do(once: Any) -> str:
        actions.destroy(request.user, request.agreement.code, [row.pk], FAULTY, once)  # type: ignore[attr-defined]
        return reverse("documents")

    done = f"Document {row.called} gaat terug. Leg de nieuwe aanvraag apart vast."
    return carry_out(request, do, done, reverse("document", args=[pk]))


def _found(request: HttpRequest, pk: int) -> tuple[DocumentRecord, Kind]:
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        try:
            row = queries.document_of(agreement.client_id, pk)
        except DocumentRecord.DoesNotExist:
            raise Http404 from None
    return row, kind_of(book_of(agreement), row.product)


def _name(rows: list[DocumentRecord], kinds: dict[str, Kind], day: date, request: HttpRequest) -> None:
    """Put the words of the agreement beside the rows, and whether somebody else must hand them out."""
    who = request.user.pseudonym  # type: ignore[union-attr]
    for row in rows:
        kind = kinds[row.product]
        row.name = kind.name  # type: ignore[attr-defined]
        row.left = left_to_collect(row.collect_until, day) if row.collect_until else ""  # type: ignore[attr-defined]
        row.colleague = kind.separate if row.applied_by == who else None  # type: ignore[attr-defined]


def _works(request: HttpRequest) -> bool:
    return bool(held(request) & set(WORKERS))
