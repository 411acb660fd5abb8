"""What was put down at the graves: every check, note and end of the work is a row that never changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from noaber.agreement.models import Recorded
from noaber.cemetery.daysheet.standing import COFFIN, DONE, GRAVE, IDENTITY, NOTE, SETTLED
from noaber.cemetery.local import MOST_LAYERS

WHAT = {
    GRAVE: "graf gecontroleerd",
    COFFIN: "nummer en papieren gecontroleerd",
    IDENTITY: "twee personen zeiden wie het is",
    DONE: "afgetekend",
    NOTE: "aandachtspunt",
    SETTLED: "melding afgehandeld",
}


class Step(Recorded):
    """One thing that somebody put down about planned work (`about`, its key). Who and when stand in its entry.

    `typed` is the number that was typed or scanned, `names` who said who it is. `layer` is the layer that was used,
    `planned_layer` the one that was planned, `text` a note, or why it went otherwise.
    """

    about = models.CharField("werk", max_length=50)
    what = models.CharField("wat", max_length=8, choices=WHAT)
    by = models.CharField("door", max_length=24)
    at = models.DateTimeField("op")
    typed = models.CharField("getypt of gescand", max_length=40, blank=True)
    number_matches = models.BooleanField("nummer klopt", null=True)
    papers_match = models.BooleanField("papieren kloppen", null=True)
    first_name = models.CharField("eerste persoon", max_length=120, blank=True)
    second_name = models.CharField("tweede persoon", max_length=120, blank=True)
    layer = models.PositiveSmallIntegerField("laag", null=True)
    planned_layer = models.PositiveSmallIntegerField("geplande laag", null=True)
    text = models.CharField("tekst", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "about"], condition=Q(what=DONE), name="daysheet_step_done_once"
            ),
            models.CheckConstraint(
                condition=Q(layer=None) | Q(layer__gte=1, layer__lte=MOST_LAYERS), name="daysheet_step_layer"
            ),
            models.CheckConstraint(
                condition=~Q(what=IDENTITY) | (~Q(first_name="") & ~Q(second_name="")),
                name="daysheet_step_two_persons",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "about", "id"], name="daysheet_step_of_work")]
        verbose_name = "stap op het dagblad"
        verbose_name_plural = "stappen op het dagblad"

    def __str__(self) -> str:
        return f"{self.what} {self.about}"
