"""Documents that were applied for at the desk, by the request number of the source. No names, no citizen numbers."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.documents.rules import REASONS, STATES, Document, Kind


class DocumentRecord(Recorded):
    """One document. `clock` is the day that matters now: to be ready, or the last day to collect it.

    Several that were applied for under one request number are told apart by `series`.
    """

    product = models.CharField("product", max_length=40)
    reference = models.CharField("aanvraagnummer", max_length=40, blank=True)
    series = models.PositiveSmallIntegerField("volgnummer")
    location = models.CharField("locatie", max_length=12, blank=True)
    urgent = models.BooleanField("met spoed")
    applied_on = models.DateField("aangevraagd op")
    applied_by = models.CharField("aangenomen door", max_length=24)
    due = models.DateField("klaar uiterlijk")
    state = models.CharField("stand", max_length=10, choices=STATES)
    clock = models.DateField("telt tot")
    passed = models.BooleanField("norm verstreken", default=False)
    ready_on = models.DateField("klaar sinds", null=True)
    collect_until = models.DateField("afhalen tot en met", null=True)
    ended_on = models.DateField("afgehandeld op", null=True)
    reason = models.CharField("reden", max_length=12, choices=REASONS, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "state", "clock", "id"], name="document_clock"),
            models.Index(fields=["municipality", "ended_on", "id"], name="document_ended"),
            models.Index(fields=["municipality", "reference"], name="document_reference"),
        ]
        verbose_name = "document"
        verbose_name_plural = "documenten"

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """What it is called in a list: its request number, and which of several."""
        name = self.reference or f"zonder nummer {self.pk}"
        return f"{name} ({self.series})" if self.series > 1 else name

    def value(self, kind: Kind) -> Document:
        """The document as the rules read it."""
        return Document(kind, self.due, self.urgent, self.state, self.collect_until, self.passed)
