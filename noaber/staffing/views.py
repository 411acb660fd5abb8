"""The pages of formation and wages: what is in, what must come in, and what a month cost."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from noaber.agreement.access import MONEY, open_to
from noaber.agreement.acting import permission
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.staffing import actions, acts, queries, shown
from noaber.staffing.example import example_of
from noaber.staffing.forms import ImportPayroll
from noaber.staffing.paths import MonthConverter
from noaber.staffing.payroll import COLUMNS
from noaber.staffing.terms import WageTerms
from noaber.values import Period

TEMPLATE = "staffing/import.html"


@require_safe
@open_to(*MONEY)
def payroll(request: HttpRequest) -> HttpResponse:
    """The formation, and the months with what was read of them."""
    client, day = request.agreement.client_id, today()  # type: ignore[attr-defined]
    formation, months = queries.formation_of(client), queries.months_of(client, day)
    sees = sees_people(request)
    now = [row for row in formation.rows if row.period.until is None or row.period.until >= day]
    before = [row for row in formation.rows if row not in now]
    context = {
        "months": months,
        "next": queries.next_to_import(months),
        "posts": shown.posts(now, sees),
        "past": shown.posts(before, sees),
        "fte": shown.decimal_of(queries.fte_of(formation, day)),
        "tables": queries.tables_of(client),
        "studies": queries.studies_of(client),
        "services": book_of(request.agreement).services,  # type: ignore[attr-defined]
        "sees": sees,
        "day": day,
    }
    return page(request, "staffing/payroll.html", context)


@open_to("controller")
def import_payroll(request: HttpRequest) -> HttpResponse:
    """Read the payroll journal of a month; everything that is wrong with it is shown at once."""
    here = reverse("import-payroll")
    with reading(request.agreement.client_id):  # type: ignore[attr-defined]
        next_month = queries.next_to_import(queries.months_of(request.agreement.client_id, today()))  # type: ignore[attr-defined]
    ready = next_month if next_month and example_of(next_month) else None
    context = {"url": here, "columns": COLUMNS, "example": ready}
    if request.method != "POST":
        form = ImportPayroll(month=_asked(request) or next_month)
        return page(request, TEMPLATE, context | {"form": form})
    form = ImportPayroll(request.POST, request.FILES)

    def do(once: Any) -> str:
        month, file = form.cleaned_data["month"], form.cleaned_data["file"]
        actions.import_payroll(request.user, request.agreement.code, month, file.read(), file.name, once)  # type: ignore[attr-defined]
        return reverse("payroll-month", args=[month.code])

    try:
        return carry_out(request, do, "Het loonbestand is ingelezen.", here, form, TEMPLATE, context)
    except actions.FaultyPayroll as faulty:
        return page(request, TEMPLATE, context | {"form": form, "findings": faulty.findings}, status=422)


@require_safe
@open_to("controller")
def example(request: HttpRequest, month: Period) -> HttpResponse:
    """The made-up payroll file of a month, in the demo only."""
    path = example_of(month)
    if path is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{path.name}"'}
    return HttpResponse(path.read_bytes(), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
@open_to(*MONEY)
def payroll_month(request: HttpRequest, month: Period) -> HttpResponse:
    """What the payroll of a month cost; what one person costs is shown to who may read the payroll in."""
    agreement = request.agreement  # type: ignore[attr-defined]
    book, client, sees = book_of(agreement), agreement.client_id, sees_people(request)
    row = queries.payroll_of(client, month.code)
    if row is None:
        raise Http404
    minimum = 1 if sees else queries.minimum_persons(book, today())
    terms = WageTerms.fill(book.term, today())
    payroll = row.value()
    context = {
        "row": row,
        "month": month,
        "invoiced": queries.state_of(client, month).invoiced,
        "costs": shown.cost_lines(queries.groups_of(client, month, minimum), month, book, terms),
        "minimum": minimum,
        "flags": payroll.flags,
        "people": shown.person_lines(payroll.rows) if sees else [],
        "sees": sees,
        "story": story(client, row.about),
    }
    return page(request, "staffing/month.html", context)


def sees_people(request: HttpRequest) -> bool:
    """May this person see what one employee costs? Who reads the payroll in sees it anyway; nobody else."""
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        answer = permission(agreement, book_of(agreement), request.user, acts.IMPORT_PAYROLL, today())
    return isinstance(answer, Permission)


def _asked(request: HttpRequest) -> Period | None:
    """The month that the address asks for, where it does."""
    asked = request.GET.get("maand", "")
    return Period.parse(asked) if re.fullmatch(MonthConverter.regex, asked) else None
