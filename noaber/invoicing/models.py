"""Invoices that went out, whole: drawn again from their document they are the same to the byte."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.invoicing.archive import from_document
from noaber.invoicing.invoice import Invoice
from noaber.parties.models import Municipality
from noaber.values import Period


class IssuedInvoice(Recorded):
    """The invoice of a month as it was sent: the value it was made from, and the two files. Amounts are in cents."""

    month = models.CharField("maand", max_length=7)
    number = models.CharField("factuurnummer", max_length=24)
    type_code = models.CharField("soort", max_length=3, default="380")
    issued = models.DateField("factuurdatum")
    due = models.DateField("uiterlijk betalen")
    net_cents = models.BigIntegerField("zonder btw")
    payable_cents = models.BigIntegerField("te betalen")
    document = models.JSONField("inhoud")
    ubl = models.BinaryField("UBL-bestand")
    pdf = models.BinaryField("PDF-bestand")
    ubl_digest = models.CharField("vingerafdruk van het UBL-bestand", max_length=64)
    pdf_digest = models.CharField("vingerafdruk van het PDF-bestand", max_length=64)
    rules = models.CharField("nagekeken met", max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="invoice_number"),
            models.UniqueConstraint(fields=["municipality", "month", "type_code"], name="invoice_month"),
        ]
        verbose_name = "factuur"
        verbose_name_plural = "facturen"

    def __str__(self) -> str:
        return self.number

    @property
    def period(self) -> Period:
        """The month as a period."""
        return Period.parse(self.month)

    def value(self) -> Invoice:
        """The invoice as it was composed."""
        return from_document(self.document)


class InvoiceSeries(models.Model):
    """How far the numbers of a contractor go in a year: one series for all its clients, without gaps."""

    contractor = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("jaar")
    last = models.PositiveIntegerField("laatste nummer", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contractor", "year"], name="invoice_series_year")]
        verbose_name = "factuurreeks"
        verbose_name_plural = "factuurreeksen"

    def __str__(self) -> str:
        return f"{self.contractor_id} {self.year}"


def about(month: str) -> str:
    """How the journal names the invoice of a month."""
    return f"invoice:{month}"
