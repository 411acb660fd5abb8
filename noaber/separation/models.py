"""Deviations from the separation of duties, as they were written down and checked."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.separation.rules import Deviation


class DeviationLog(Recorded):
    """One deviation. The names are pseudonyms of accounts, in this table only; the journal counts them."""

    number = models.CharField("nummer", max_length=16)
    reason = models.CharField("reden", max_length=300)
    since = models.DateField("vanaf")
    until = models.DateField("tot en met")
    people = models.JSONField("wie beide stappen doet", default=list)
    opened_by = models.CharField(max_length=24)
    kept_until = models.DateField("bewaren tot en met")
    checked_on = models.DateField("gecontroleerd op", null=True)
    checked_by = models.CharField(max_length=24, blank=True)
    findings = models.CharField("wat de controle zag", max_length=300, blank=True)
    in_order = models.BooleanField("volgens voorschrift", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="deviation_number")]
        indexes = [models.Index(fields=["municipality", "until", "since"], name="deviation_days")]
        verbose_name = "afwijking van functiescheiding"
        verbose_name_plural = "afwijkingen van functiescheiding"

    def __str__(self) -> str:
        return self.number

    @property
    def value(self) -> Deviation:
        """The deviation as the rules read it."""
        people = tuple(self.people)
        return Deviation(self.number, self.reason, self.since, self.until, people, self.checked_on is not None)
