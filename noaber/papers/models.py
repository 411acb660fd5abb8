"""The papers that were written about cases, without names, addresses or citizen numbers: those go onto paper alone."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.cases.models import Case
from noaber.papers.paper import Paper


class PaperRecord(Recorded):
    """One paper, with every word as it was written; later changes of the texts do not touch it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers", db_index=False)
    kind = models.CharField("soort", max_length=60)
    title = models.CharField("titel", max_length=120)
    decision = models.BooleanField("besluit", default=False)
    written_on = models.DateField("gemaakt op")
    writer = models.CharField("gemaakt door", max_length=24)
    content = models.TextField("inhoud")
    digest = models.CharField("vingerafdruk", max_length=64)

    class Meta:
        indexes = [models.Index(fields=["municipality", "case", "id"], name="paper_of_case")]
        verbose_name = "brief"
        verbose_name_plural = "brieven"

    def __str__(self) -> str:
        return f"{self.kind} {self.written_on}"

    @property
    def value(self) -> Paper:
        """The paper as it is drawn."""
        return Paper.of(self.content)
