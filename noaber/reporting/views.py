"""The pages of reports: the list, one report, its files, and what people write beside it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import BOTH_SIDES, open_to
from noaber.agreement.acting import permission
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.reporting import actions, acts, rules
from noaber.reporting.document import write_pdf
from noaber.reporting.forms import CheckForm, RemarkForm
from noaber.reporting.pages import page_of
from noaber.reporting.queries import Shown, last_words, quarters, shown
from noaber.reporting.report import QuarterReport
from noaber.reporting.spreadsheet import write_csv, write_xlsx
from noaber.values import Period

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@open_to(*BOTH_SIDES)
def reports(request: HttpRequest) -> HttpResponse:
    """Every quarter of the journal, newest first."""
    day = today()
    return page(request, "reporting/list.html", {"rows": quarters(request.agreement, day), "day": day})  # type: ignore[attr-defined]


@require_safe
@open_to(*BOTH_SIDES)
def report(request: HttpRequest, quarter: str) -> HttpResponse:
    """One report."""
    return page(request, "reporting/report.html", _context(request, _shown(request, quarter)))


def _context(request: HttpRequest, found: Shown, **more: Any) -> dict[str, Any]:
    agreement = request.agreement  # type: ignore[attr-defined]
    book = book_of(agreement)
    may = {
        act.code.split(".")[1]: isinstance(permission(agreement, book, request.user, act, today()), Permission)
        for act in (acts.REMARK, acts.FIX, acts.CHECK_FACTS)
    }
    period = found.report.head.period
    return {
        "report": found.report,
        "facts": found.facts,
        "fixed": found.fixed,
        "state_label": rules.STATES[found.facts.state],
        "due": rules.due_on(period, found.report.terms),
        "may_remark": may["remark"] and found.facts.state == rules.CONCEPT,
        "may_fix": may["fix"] and found.facts.state == rules.CONCEPT and today() > (period.until or today()),
        "may_check": may["check_facts"] and found.facts.state == rules.FIXED,
        "view": page_of(found.report),
        "check_form": CheckForm(),
        "day": today(),
    } | more


def _shown(request: HttpRequest, quarter: str) -> Shown:
    try:
        return shown(request.agreement, quarter)  # type: ignore[attr-defined]
    except ValueError:
        raise Http404 from None


@require_safe
@open_to(*BOTH_SIDES)
def report_pdf(request: HttpRequest, quarter: str) -> HttpResponse:
    """The report on paper: as it was fixed, or the concept as it stands."""
    found = _shown(request, quarter)
    body = bytes(found.fixed.pdf) if found.fixed else write_pdf(found.report)
    return _file(body, "application/pdf", f"{_name(found.report)}.pdf")


@require_safe
@open_to(*BOTH_SIDES)
def report_xlsx(request: HttpRequest, quarter: str) -> HttpResponse:
    """The report as a workbook."""
    found = _shown(request, quarter)
    return _file(write_xlsx(found.for_files), XLSX, f"{_name(found.report)}.xlsx")


@require_safe
@open_to(*BOTH_SIDES)
def report_csv(request: HttpRequest, quarter: str) -> HttpResponse:
    """Every figure of the report."""
    found = _shown(request, quarter)
    return _file(write_csv(found.for_files), "text/csv; charset=utf-8", f"{_name(found.report)}.csv")


def _name(report: QuarterReport) -> str:
    return f"kwartaalrapport-{report.head.client.lower()}-{report.head.period.code}"


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@open_to("team_lead")
def fix(request: HttpRequest, quarter: str) -> HttpResponse:
    """Fix the report."""
    here = reverse("report", args=[quarter])

    def do(once: Any) -> str:
        actions.fix(request.user, request.agreement.code, quarter, once)  # type: ignore[attr-defined]
        return here

    return carry_out(request, do, f"Het rapport over het {_known(quarter)} is vastgesteld.", here)


@require_POST
@open_to("director")
def check(request: HttpRequest, quarter: str) -> HttpResponse:
    """Say whether the facts are right."""
    _known(quarter)
    here = reverse("report", args=[quarter])
    form = CheckForm(request.POST)
    with reading(request.agreement.client_id):  # type: ignore[attr-defined]
        context = _context(request, _shown(request, quarter), check_form=form)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        actions.check_facts(
            request.user,
            request.agreement.code,  # type: ignore[attr-defined]
            quarter,
            typed["agrees"] == "ja",
            typed["note"],
            once,
        )
        return here

    return carry_out(request, do, "Je antwoord is vastgelegd.", here, form, "reporting/report.html", context)


@open_to("team_lead", "director")
def remark(request: HttpRequest, quarter: str) -> HttpResponse:
    """Explain a norm (`?norm=BZ-03`), a service (`?dienst=2`) or the whole report."""
    period, here = _known(quarter), reverse("report", args=[quarter])
    kpi, service = request.GET.get("norm", ""), request.GET.get("dienst", "")
    book = book_of(request.agreement)  # type: ignore[attr-defined]
    known = next((row for row in book.kpis if row.code == kpi), None)
    number = next((row.number for row in book.services if str(row.number) == service), 0)
    if (kpi and known is None) or (service and not number):
        raise Http404
    about = f"{known.code} {known.name}" if known else book.service(number).name if number else "het hele rapport"
    context = {"period": period, "about": about, "back": here, "kpi": known}
    if request.method != "POST":
        words = last_words(request.agreement.client_id, period.code, kpi, number)  # type: ignore[attr-defined]
        return page(request, "reporting/remark.html", context | {"form": RemarkForm.about(words)})
    form = RemarkForm(request.POST)

    def do(once: Any) -> str:
        words = form.explanation(kpi, number)
        actions.remark(request.user, request.agreement.code, quarter, words, once)  # type: ignore[attr-defined]
        return here

    return carry_out(request, do, "De toelichting staat in het rapport.", here, form, "reporting/remark.html", context)


def _known(quarter: str) -> Period:
    try:
        period = Period.parse(quarter)
    except ValueError:
        raise Http404 from None
    if "Q" not in period.code:
        raise Http404
    return period
