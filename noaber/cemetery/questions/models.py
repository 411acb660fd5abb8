"""Questions about a cemetery. Who asked and what was said stands here, and never in the journal."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.cemetery.models import Grave
from noaber.cemetery.questions.rules import CHANNELS, ENTITLED, WHO


class QuestionRecord(Recorded):
    """One question, and its answer once there is one. `proof` says how it was seen that more might be told."""

    number = models.CharField("nummer", max_length=20)
    channel = models.CharField("hoe", max_length=8, choices=CHANNELS)
    who = models.CharField("wie", max_length=12, choices=WHO)
    name = models.CharField("naam", max_length=120, blank=True)
    grave = models.ForeignKey(Grave, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    question = models.CharField("vraag", max_length=500)
    received_on = models.DateField("ontvangen op")
    due = models.DateField("beantwoorden uiterlijk")
    answered_on = models.DateField("beantwoord op", null=True)
    answer = models.CharField("antwoord", max_length=1000, blank=True)
    entitled = models.CharField("mocht horen", max_length=8, choices=ENTITLED, blank=True)
    proof = models.CharField("bewijs", max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField("minuten", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="question_number")]
        indexes = [models.Index(fields=["municipality", "answered_on", "due", "id"], name="question_open")]
        verbose_name = "informatieverzoek"
        verbose_name_plural = "informatieverzoeken"

    def __str__(self) -> str:
        return self.number
