"""The pages of invoices: which months there are, one month's invoice, and its two files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import MONEY, open_to
from noaber.agreement.acting import permission
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.invoicing import actions, acts, queries
from noaber.invoicing.contract import due_on
from noaber.invoicing.document import tax_row, tax_words
from noaber.invoicing.invoice import Invoice
from noaber.invoicing.models import IssuedInvoice, about
from noaber.invoicing.sections import sections
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.values import Euro, Granted, Period


@require_safe
@open_to(*MONEY)
def invoices(request: HttpRequest) -> HttpResponse:
    """The months, each with what must happen or what went out."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    months = queries.months_of(agreement.client_id, book_of(agreement), acts.ISSUE.code, day)
    waiting = [month for month in months if month.state == "concept"]
    context = {"months": months, "next": waiting[-1] if waiting else None, "day": day}
    return page(request, "invoicing/invoices.html", context)


@require_safe
@open_to(*MONEY)
def invoice(request: HttpRequest, month: Period) -> HttpResponse:
    """The invoice of a month: as it went out, or as it would go out now."""
    agreement = request.agreement  # type: ignore[attr-defined]
    client, book = agreement.client_id, book_of(agreement)
    issued = queries.issued_invoice(client, month.code)
    common = {"month": month, "day": today(), "story": story(client, about(month.code))}
    if issued is not None:
        room = queries.room_of(client, book, month)
        shown = _shown(issued.value()) | {"issued": issued, "rooms": [room] if room else []}
        return page(request, "invoicing/invoice.html", common | shown)
    draft = queries.draft_of(client, book, month, today())
    may = permission(agreement, book, request.user, acts.ISSUE, today())
    context = {
        "draft": draft,
        "rooms": draft.rooms,
        "can_issue": isinstance(draft.decision, Granted),
        "may": may if isinstance(may, Permission) else None,
        "may_not": None if isinstance(may, Permission) else may,
        "due": due_on(book, acts.ISSUE.code, month),
    }
    shown = _shown(draft.made.invoice) if draft.made else {}
    return page(request, "invoicing/invoice.html", common | context | shown)


def _shown(value: Invoice) -> dict[str, Any]:
    """An invoice as the page lays it out."""
    return {
        "invoice": value,
        "sections": [
            {
                "title": section.title,
                "net": section.net,
                "lines": [
                    {"line": line, "tax": tax_words(line.vat_category, line.vat_percent)} for line in section.lines
                ],
            }
            for section in sections(value)
        ],
        "taxes": [tax_row(group) for group in value.vat],
        "pays": value.payable >= Euro(),
    }


@require_POST
@open_to("controller")
def issue(request: HttpRequest, month: Period) -> HttpResponse:
    """Fix the invoice of a month."""
    here = reverse("invoice", args=[month])

    def do(once: Any) -> str:
        actions.issue_invoice(request.user, request.agreement.code, month, once)  # type: ignore[attr-defined]
        return here

    return carry_out(request, do, "De factuur is vastgesteld en gaat naar de opdrachtgever.", here)


@require_safe
@open_to(*MONEY)
def invoice_ubl(request: HttpRequest, month: Period) -> HttpResponse:
    """The UBL file of an invoice that went out."""
    row = _issued_or_404(request, month)
    return _file(bytes(row.ubl), f"factuur-{row.number}.xml", "application/xml")


@require_safe
@open_to(*MONEY)
def invoice_pdf(request: HttpRequest, month: Period) -> HttpResponse:
    """The PDF of an invoice that went out."""
    row = _issued_or_404(request, month)
    return _file(bytes(row.pdf), f"factuur-{row.number}.pdf", "application/pdf")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _issued_or_404(request: HttpRequest, month: Period) -> IssuedInvoice:
    client = request.agreement.client_id  # type: ignore[attr-defined]
    found = IssuedInvoice.objects.of(client).filter(month=month.code, type_code="380").first()
    if found is None:
        raise Http404
    return found
