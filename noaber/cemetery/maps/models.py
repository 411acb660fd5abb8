"""Where graves lie on the map."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.cemetery.maps.geometry import Box
from noaber.cemetery.models import Grave

SURVEY, SCHEMATIC = "ingemeten", "schema"
ORIGINS = {SURVEY: "ingemeten", SCHEMATIC: "schema, niet ingemeten"}


class GraveShape(Recorded):
    """The outline of a grave as GeoJSON, with the box around it.

    What was surveyed stands in metres of the national grid (RD). What was laid out as a schematic map stands in metres
    from the corner of its section, and nowhere on earth. `accuracy_cm` is how far off it may be, empty where unknown.
    """

    grave = models.ForeignKey(Grave, on_delete=models.PROTECT, related_name="shapes", db_index=False)
    geometry = models.JSONField("vlak")
    min_x = models.FloatField()
    min_y = models.FloatField()
    max_x = models.FloatField()
    max_y = models.FloatField()
    origin = models.CharField("herkomst", max_length=10, choices=ORIGINS)
    accuracy_cm = models.PositiveIntegerField("nauwkeurigheid in cm", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grave"], name="shape_one_a_grave")]
        indexes = [models.Index(fields=["municipality", "min_x", "min_y"], name="shape_place")]
        verbose_name = "plek op de kaart"
        verbose_name_plural = "plekken op de kaart"

    def __str__(self) -> str:
        return f"graf {self.grave_id}"

    @property
    def box(self) -> Box:
        """What is around it."""
        return Box(self.min_x, self.min_y, self.max_x, self.max_y)
