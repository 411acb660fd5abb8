"""What somebody must still do, and what was done of it."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.duties.rules import BY_HAND


class Duty(Recorded):
    """Something that the holder of a function must do by a day. `about` is what it is about (`invoice:2026-09`)."""

    code = models.CharField("soort", max_length=60)
    title = models.CharField("wat", max_length=200)
    clause = models.CharField("artikel", max_length=20)
    holder = models.CharField("houder", max_length=24)
    about = models.CharField("waarover", max_length=60)
    due = models.DateField("uiterlijk")
    shown_from = models.DateField("in beeld vanaf")
    remind_on = models.DateField("herinneren op")
    done_by = models.CharField("handeling", max_length=60)
    done_on = models.DateField("gedaan op", null=True)
    note = models.CharField("wat er is gedaan", max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "code", "about"], name="duty_once")]
        indexes = [
            models.Index(fields=["municipality", "done_on", "due", "id"], name="duty_open"),
            models.Index(fields=["municipality", "done_by", "about"], name="duty_of_act"),
        ]
        verbose_name = "termijn"
        verbose_name_plural = "termijnen"

    def __str__(self) -> str:
        return f"{self.title} ({self.due})"

    @property
    def by_hand(self) -> bool:
        """Does the holder say that it is done, rather than an act of its own?"""
        return self.done_by == BY_HAND
