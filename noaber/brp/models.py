"""Which person a case is about, sealed; and which questions the BRP still has to answer."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.brp.vault import Sealed

OPEN, READY, DONE = "open", "ready", "done"
STATES = {OPEN: "wordt opnieuw gevraagd", READY: "de BRP antwoordt weer", DONE: "afgehandeld"}


class Subject(Recorded):
    """The person of a case. Wiped, the row stays with nothing of the person in it."""

    case = models.CharField("zaak", max_length=16)
    key_id = models.CharField("sleutel", max_length=16, blank=True)
    ciphertext = models.BinaryField("versleuteld nummer")
    blind_index = models.CharField("blinde index", max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "case"], name="brp_subject_once")]
        indexes = [models.Index(fields=["municipality", "blind_index"], name="brp_subject_person")]
        verbose_name = "persoon bij een zaak"
        verbose_name_plural = "personen bij zaken"

    def __str__(self) -> str:
        return f"persoon bij {self.case}"

    @property
    def kept(self) -> bool:
        """Is there a number, or was it wiped?"""
        return bool(self.ciphertext)

    @property
    def sealed(self) -> Sealed:
        """The number as the vault opens it."""
        return Sealed(self.key_id, bytes(self.ciphertext))


class OpenQuestion(Recorded):
    """A question that the BRP did not answer. It holds no more of the person than which row has the number."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+", db_index=False)
    agreement = models.CharField("overeenkomst", max_length=60)
    purpose = models.CharField("doel", max_length=40)
    state = models.CharField("stand", max_length=8, default=OPEN, choices=STATES)
    outcome = models.CharField("uitkomst", max_length=24)
    tries = models.PositiveSmallIntegerField("keren gevraagd", default=1)
    asked_at = models.DateTimeField("eerst gevraagd")
    again_at = models.DateTimeField("opnieuw vragen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "subject"], name="brp_question_once")]
        indexes = [models.Index(fields=["municipality", "state", "again_at"], name="brp_question_due")]
        verbose_name = "open vraag aan de BRP"
        verbose_name_plural = "open vragen aan de BRP"

    def __str__(self) -> str:
        return f"{self.subject}: {STATES[self.state]}"
