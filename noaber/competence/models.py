"""What people are for a client municipality, and from when until when."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.competence.rules import KINDS, Competence


class Held(Recorded):
    """One competence of one person for the client. It is never thrown away: ended, it stays as a row with its days."""

    person = models.CharField("pseudoniem", max_length=24)
    kind = models.CharField("bevoegdheid", max_length=10, choices={code: kind.label for code, kind in KINDS.items()})
    since = models.DateField("vanaf")
    until = models.DateField("tot en met", null=True)
    decision = models.CharField("kenmerk van het besluit", max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "person", "kind", "since"], name="competence_of")]
        verbose_name = "bevoegdheid"
        verbose_name_plural = "bevoegdheden"

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"

    @property
    def value(self) -> Competence:
        """The competence as the rules read it."""
        return Competence(self.kind, self.since, self.until, self.decision)

    @property
    def about(self) -> str:
        """How the journal names a competence of somebody."""
        return about(self.person, self.kind)


def about(person: str, kind: str) -> str:
    """How the journal names a kind of competence of somebody: `competence:m-0123456789abcdef/abs`."""
    return f"competence:{person}/{kind}"
