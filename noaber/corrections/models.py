"""Requests for correction and for source documents: codes and days. Whose data they are, the source system knows."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.cases.models import Case
from noaber.corrections.documents import ASKERS, SourceRequest
from noaber.corrections.rules import CATEGORIES, GROUNDS, Correction


class CorrectionRecord(Recorded):
    """A request for correction on top of its case, which has the term and the outcome."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = models.CharField("gaat over", max_length=12, choices=CATEGORIES)
    outcome = models.CharField("uitkomst", max_length=20, blank=True)
    ground = models.CharField("reden van de weigering", max_length=16, choices=GROUNDS, blank=True)
    decided = models.DateField("beslist op", null=True)
    told = models.DateField("meegedeeld op", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "case"], name="correction_of_case")]
        verbose_name = "correctie"
        verbose_name_plural = "correcties"

    def __str__(self) -> str:
        return f"{self.case_id} {self.category}"

    @property
    def value(self) -> Correction:
        """The request as the rules read it."""
        return Correction(self.category, self.outcome, self.decided, self.told)


class SourceRequestRecord(Recorded):
    """A request for a source document on top of its case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    asker = models.CharField("gevraagd door", max_length=12, choices=ASKERS)
    document = models.CharField("soort document", max_length=16)
    found = models.BooleanField("gevonden", null=True)
    searched = models.DateField("gezocht op", null=True)
    answered = models.DateField("beantwoord op", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "case"], name="source_request_of_case")]
        verbose_name = "verzoek om een brondocument"
        verbose_name_plural = "verzoeken om een brondocument"

    def __str__(self) -> str:
        return f"{self.case_id} {self.document}"

    @property
    def value(self) -> SourceRequest:
        """The request as the rules read it."""
        return SourceRequest(self.document, self.found, self.answered)
