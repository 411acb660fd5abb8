"""Reports as they were fixed, and what people wrote beside the figures."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.reporting.rules import CONCEPT, STATES, ReportFacts
from noaber.values import Period


class Remark(Recorded):
    """A cause, an action and its owner, about a norm, about a service, or (with neither) about the whole report."""

    quarter = models.CharField("kwartaal", max_length=8)
    kpi = models.CharField("norm", max_length=12, blank=True)
    service = models.PositiveSmallIntegerField("dienst", default=0)
    cause = models.CharField("oorzaak", max_length=500)
    action = models.CharField("actie", max_length=500, blank=True)
    owner = models.CharField("eigenaar", max_length=80, blank=True)
    due = models.DateField("klaar op", null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "quarter", "id"], name="remark_of_quarter")]
        verbose_name = "toelichting"

    def __str__(self) -> str:
        return f"{self.quarter} {self.kpi}"


class FixedReport(Recorded):
    """A report as it was fixed: the sums it was made of, and its files, so that it stays the same to the byte."""

    quarter = models.CharField("kwartaal", max_length=8)
    state = models.CharField("stand", max_length=10, choices=STATES, default=CONCEPT)
    fixed_on = models.DateField("vastgesteld op")
    document = models.JSONField()
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)
    note = models.CharField("antwoord van de opdrachtgever", max_length=500, blank=True)
    checked_on = models.DateField("gecontroleerd op", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "quarter"], name="report_of_quarter")]
        verbose_name = "vastgesteld rapport"

    def __str__(self) -> str:
        return self.quarter

    @property
    def facts(self) -> ReportFacts:
        """The report as the rules read it."""
        return ReportFacts(Period.parse(self.quarter), self.state, self.fixed_on)
