"""What the public register shows, apart from the register itself, and the graves that are kept out of it.

No row here points at a row of the register: what is not copied into these columns cannot be read from here.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from noaber.agreement.models import Recorded, Working


class PublicEntry(Working):
    """Somebody who lies in a grave or whose urn is there, as anybody may know (Wlb 27 and 65).

    Made from the register and made again from it; `number` is that of the burial there. `born` and `died` are written
    as the municipality shows them. `shown_from` is the day from which it can be found.
    """

    number = models.CharField(max_length=20)
    given_names = models.CharField(max_length=200, blank=True)
    surname = models.CharField(max_length=200)
    search = models.CharField(max_length=400)
    born = models.CharField(max_length=40, blank=True)
    died = models.CharField(max_length=40, blank=True)
    urn = models.BooleanField(default=False)
    grave = models.CharField(max_length=40)
    cemetery = models.CharField(max_length=20)
    shown_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="public_number")]
        indexes = [
            models.Index(fields=["municipality", "search", "id"], name="public_search"),
            models.Index(fields=["municipality", "grave"], name="public_grave"),
        ]
        verbose_name = "regel van het openbare register"
        verbose_name_plural = "regels van het openbare register"

    def __str__(self) -> str:
        return self.number

    @property
    def name(self) -> str:
        """The name as people write it."""
        return f"{self.given_names} {self.surname}".strip()


class Filled(Working):
    """When the public register of a municipality was last made, and under which rules (the digest of their file)."""

    day = models.DateField()
    rules = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="filled_once")]
        verbose_name = "stand van het openbare register"

    def __str__(self) -> str:
        return str(self.day)


class KeptOut(Recorded):
    """A grave of which nobody is in the public register, because somebody asked; until `shown_again_on`."""

    grave = models.CharField("grafnummer", max_length=40)
    since = models.DateField("sinds")
    reason = models.CharField("waarom", max_length=200)
    shown_again_on = models.DateField("weer getoond sinds", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "grave"], condition=Q(shown_again_on=None), name="kept_out_once"
            )
        ]
        verbose_name = "graf buiten het openbare register"
        verbose_name_plural = "graven buiten het openbare register"

    def __str__(self) -> str:
        return self.grave
