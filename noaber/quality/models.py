"""Findings about the registrations, and what was done with them. No names, no citizen numbers."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.quality.rules import HANDLINGS, ORIGINS, Finding


class FindingRecord(Recorded):
    """One finding, by the reference that its source gives it."""

    reference = models.CharField("kenmerk", max_length=40)
    origin = models.CharField("herkomst", max_length=8, choices=ORIGINS)
    received = models.DateField("ontvangen op")
    due = models.DateField("afhandelen uiterlijk")
    passed = models.BooleanField("termijn verstreken", default=False)
    settled_on = models.DateField("afgehandeld op", null=True)
    handling = models.CharField("hoe afgehandeld", max_length=10, choices=HANDLINGS, blank=True)
    note = models.CharField("toelichting", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "reference"], name="finding_reference")]
        indexes = [
            models.Index(fields=["municipality", "settled_on", "due", "id"], name="finding_open"),
            models.Index(fields=["municipality", "origin", "due", "id"], name="finding_origin"),
        ]
        verbose_name = "bevinding"
        verbose_name_plural = "bevindingen"

    def __str__(self) -> str:
        return self.reference

    @property
    def value(self) -> Finding:
        """The finding as the rules read it."""
        return Finding(self.reference, self.origin, self.received, self.settled_on is not None, self.passed)
