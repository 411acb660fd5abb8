"""The files of first registrations: which facts there are and what kind of paper proves them, not what it says."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from noaber.agreement.models import Recorded
from noaber.cases.models import Case
from noaber.cases.rules import Facts
from noaber.registration.file import APPEARANCES, FACTS, OATHS, PROOFS, REASONS, SWEARERS, Fact, File


class FileRecord(Recorded):
    """The file of one case. The day of settlement is the day on which the case was received (Wet BRP 2.19(4))."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="registration")
    appearance = models.CharField("hoe gemeld", max_length=6, choices=APPEARANCES)
    stays_since = models.DateField("begin van het verblijf")
    minor = models.BooleanField("jonger dan 16 jaar", default=False)
    residence_on = models.DateField("verblijfsrecht vastgesteld op", null=True)
    asked_on = models.DateField("presentievraag gesteld op", null=True)
    bsn_known = models.BooleanField("er was al een nummer", default=False)
    overview_on = models.DateField("overzicht gestuurd op", null=True)

    class Meta:
        verbose_name = "inschrijfdossier"
        verbose_name_plural = "inschrijfdossiers"

    def __str__(self) -> str:
        return f"inschrijving {self.case_id}"

    def value(self, facts: Facts, rows: Iterable[FactRecord]) -> File:
        """The file as the rules read it: with how its case stands, and its facts in their order."""
        return File(
            facts.received,
            self.appearance,
            self.stays_since,
            self.minor,
            tuple(row.value for row in rows),
            self.residence_on,
            self.asked_on,
            self.bsn_known,
            facts.complete_on,
            facts.decided_on,
            facts.outcome == facts.kind.outcomes[0],
            self.overview_on,
            facts.norm_due,
        )


class FactRecord(Recorded):
    """A foreign fact, the paper it is taken from now, and the one declaration that may have been made about it."""

    file = models.ForeignKey(FileRecord, on_delete=models.PROTECT, related_name="facts", db_index=False)
    what = models.CharField("feit", max_length=11, choices=FACTS)
    nth = models.PositiveSmallIntegerField("hoeveelste", default=1)
    proof = models.CharField("soort bewijs", max_length=1, choices=PROOFS, blank=True)
    country = models.CharField("land van het document", max_length=40, blank=True)
    document_day = models.DateField("datum van het document", null=True)
    proven_on = models.DateField("vastgelegd op", null=True)
    sworn_on = models.DateField("verklaring op", null=True)
    oath = models.CharField("eed of belofte", max_length=7, choices=OATHS, blank=True)
    sworn_by = models.CharField("wie verklaarde", max_length=6, choices=SWEARERS, blank=True)
    reason = models.CharField("waarom geen document", max_length=7, choices=REASONS, blank=True)
    interpreter = models.BooleanField("met een tolk", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "file", "what", "nth"], name="registration_fact")
        ]
        verbose_name = "feit"
        verbose_name_plural = "feiten"

    def __str__(self) -> str:
        return f"{self.what} {self.nth}"

    @property
    def value(self) -> Fact:
        """The fact as the rules read it."""
        return Fact(self.what, self.nth, self.proof, self.sworn_on is not None)
