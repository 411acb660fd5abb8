"""The page of a signal of address quality."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import BOTH_SIDES, WORKERS, open_to
from noaber.agreement.acting import permission
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.cases.models import Case
from noaber.cases.queries import case_by_number
from noaber.investigation import acts, laa, signals
from noaber.investigation.forms import Status, TakeIn
from noaber.investigation.queries import running_for, signal_of
from noaber.parties.clock import today
from noaber.parties.scope import reading


@require_safe
@open_to(*WORKERS, *BOTH_SIDES)
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One signal: which kind it is, how it stands, and by when."""
    return page(request, "investigation/signal.html", _file(request, number))


@require_POST
@open_to(*WORKERS)
def take_in(request: HttpRequest, number: str) -> HttpResponse:
    """Put down which kind of signal it is."""
    context, here, form = _file(request, number), reverse("laa-signal", args=[number]), TakeIn(request.POST)

    def do(once: Any) -> str:
        code = request.agreement.code  # type: ignore[attr-defined]
        signals.take_in(request.user, code, number, form.cleaned_data["kind"], once)
        return here

    context |= {"form": form}
    return carry_out(request, do, "Het signaal is vastgelegd.", here, form, "investigation/signal.html", context)


@require_POST
@open_to(*WORKERS)
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the status that was given in WALAA."""
    context, here, form = _file(request, number), reverse("laa-signal", args=[number]), Status(request.POST)
    if context["row"] is None:
        raise Http404

    def do(once: Any) -> str:
        code = request.agreement.code  # type: ignore[attr-defined]
        signals.report_status(request.user, code, number, form.cleaned_data["status"], once)
        return here

    context |= {"form": form}
    return carry_out(request, do, "De status is vastgelegd.", here, form, "investigation/signal.html", context)


def _file(request: HttpRequest, number: str) -> dict[str, Any]:
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    client, book = agreement.client_id, book_of(agreement)
    with reading(client):
        try:
            case = case_by_number(client, number)
        except Case.DoesNotExist:
            raise Http404 from None
        row, running = signal_of(client, number), running_for(client, case.pk)
    if book.product(case.product).file != "laa-signal":
        raise Http404
    wanted = acts.REPORT_STATUS if row else acts.TAKE_IN
    finished = row is not None and row.status in laa.FINISHED
    return {
        "case": case,
        "row": row,
        "running": running,
        "finished": finished,
        "status_due": laa.status_due(case.received),
        "result_due": laa.result_due(case.received),
        "form": None if finished else Status() if row else TakeIn(),
        "may": isinstance(permission(agreement, book, request.user, wanted, day, signals.ORGAN), Permission),
        "day": day,
    }
