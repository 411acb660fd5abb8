"""What people do with invoices."""

from __future__ import annotations

import hashlib
from typing import Any, NoReturn

from django.db.models import F

from noaber.agreement.acting import Acting, Once, acting
from noaber.agreement.models import Agreement
from noaber.invoicing import acts
from noaber.invoicing.archive import as_document
from noaber.invoicing.contract import timely
from noaber.invoicing.document import write_pdf
from noaber.invoicing.mail import send_on_commit
from noaber.invoicing.models import InvoiceSeries, IssuedInvoice, about
from noaber.invoicing.month import issue
from noaber.invoicing.queries import draft_of
from noaber.invoicing.rules import lines_of
from noaber.invoicing.ubl import write_ubl
from noaber.journal import sealing
from noaber.values import Decision, Period, Refused


def issue_invoice(person: Any, agreement: str, month: Period, once: Once | None = None) -> IssuedInvoice:
    """Fix the invoice of a month: number, files, journal, and on its way to the client.

    The journal is sealed first, so that the paper carries proof of the lines that it adds up.
    """
    # Here, for the rules of EN 16931 bring a parser that only this act needs and that every start would wait for.
    from noaber.invoicing.validate import findings, rule_set

    sealing.seal(Agreement.objects.values_list("client_id", flat=True).get(code=agreement))
    with acting(person, agreement, alone=True, once=once) as act:
        draft = draft_of(act.client, act.book, month, act.day)
        if draft.made is None or isinstance(draft.decision, Refused):
            _refuse(act, draft.decision, month)
        checkpoint = sealing.latest(act.client)
        issued = issue(draft.made, _next_number(act), act.day, draft.billing, checkpoint.note if checkpoint else "")
        invoice = issued.invoice
        ubl = write_ubl(invoice)
        assert not (wrong := findings(ubl)), wrong
        pdf = write_pdf(invoice, ubl)
        digests = {"ubl": hashlib.sha256(ubl).hexdigest(), "pdf": hashlib.sha256(pdf).hexdigest()}
        facts = {"number": invoice.number, "lines": len(invoice.lines)} | digests
        lines = (*lines_of(issued), *timely(act.book, acts.ISSUE.code, month, act.day))
        entry = act.record(acts.ISSUE, draft.decision, about(month.code), facts, lines, amount=invoice.payable)
        row = IssuedInvoice.add(
            entry,
            month=month.code,
            number=invoice.number,
            type_code=invoice.type_code,
            issued=invoice.issued,
            due=invoice.due,
            net_cents=invoice.net.cents,
            payable_cents=invoice.payable.cents,
            document=as_document(invoice),
            ubl=ubl,
            pdf=pdf,
            ubl_digest=digests["ubl"],
            pdf_digest=digests["pdf"],
            rules=rule_set(),
        )
        send_on_commit(act, row, invoice)
        return row


def _refuse(act: Acting, decision: Decision, month: Period) -> NoReturn:
    act.record(acts.ISSUE, decision, about(month.code))
    raise AssertionError("a refusal never gets here")


def _next_number(act: Acting) -> str:
    """The next number of the contractor's series, taken in this transaction: a number that is not used is not lost."""
    series, _ = InvoiceSeries.objects.get_or_create(contractor_id=act.agreement.contractor_id, year=act.day.year)
    InvoiceSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return f"DVO-{series.year}-{series.last:04d}"
