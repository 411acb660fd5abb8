"""Sends an invoice to the client, with its two files, once it has been fixed for good."""

from __future__ import annotations

from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django_tasks import task

from noaber.agreement.acting import Acting
from noaber.invoicing.invoice import Invoice
from noaber.invoicing.models import IssuedInvoice
from noaber.parties.clock import stands_still
from noaber.parties.scope import reading
from noaber.values.period import dutch_day


def send_on_commit(act: Acting, row: IssuedInvoice, invoice: Invoice) -> None:
    """Put the mail on its way when the transaction has ended well; the made-up past of the demo sends nothing."""
    if invoice.customer.email and not stands_still():
        transaction.on_commit(partial(send_invoice.enqueue, act.client, row.pk), robust=True)


@task()
def send_invoice(client: int, key: int) -> None:
    """Mail an invoice that went out: PDF to read, UBL to take in."""
    with reading(client):
        row = IssuedInvoice.objects.of(client).get(pk=key)
    invoice = row.value()
    mail = EmailMessage(
        f"Factuur {row.number}: {invoice.agreement_title}, {invoice.period}",
        _text(row, invoice),
        to=[invoice.customer.email],
        reply_to=[invoice.supplier.email] if invoice.supplier.email else [],
    )
    mail.attach(f"factuur-{row.number}.pdf", bytes(row.pdf), "application/pdf")
    mail.attach(f"factuur-{row.number}.xml", bytes(row.ubl), "application/xml")
    mail.send()


def _text(row: IssuedInvoice, invoice: Invoice) -> str:
    return (
        f"Bij deze mail zit factuur {row.number} over {invoice.period}: {invoice.payable}, "
        f"te betalen uiterlijk {dutch_day(row.due)}.\n\n"
        "Het PDF-bestand is om te lezen. Het XML-bestand (UBL) is voor uw administratie en zit ook in de PDF.\n\n"
        f"{invoice.supplier.name}"
    )
