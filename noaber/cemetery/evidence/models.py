"""The evidence of a grave: what was sent to whom, what stood where, who allowed what. Names stay here."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from noaber.agreement.models import Recorded
from noaber.cemetery.evidence.rules import PLACES, REASONS, REPLIES, SIGNS, WAYS
from noaber.cemetery.models import Grave, GraveRight, Resident
from noaber.papers.paper import Paper


def _kept(model: Any, **more: Any) -> Any:
    """A row that this one is about, and that stays as long as it does."""
    return models.ForeignKey(model, on_delete=models.PROTECT, related_name="+", db_index=False, **more)


class Batch(Recorded):
    """The letters that were written in one act."""

    number = models.CharField("nummer", max_length=20)
    made_on = models.DateField("gemaakt op")
    letters = models.PositiveIntegerField("brieven")
    digest = models.CharField("vingerafdruk", max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="letter_batch_number")]
        verbose_name = "partij brieven"
        verbose_name_plural = "partijen brieven"

    def __str__(self) -> str:
        return self.number


class Letter(Recorded):
    """One letter, with its receiver and every word as they were; a move or another text does not touch it."""

    number = models.CharField("nummer", max_length=20)
    batch = _kept(Batch, null=True)
    grave = _kept(Grave)
    right = _kept(GraveRight, null=True)
    receiver = _kept(Resident)
    receiver_name = models.CharField("aan", max_length=400)
    address = models.CharField("adres toen", max_length=400)
    kind = models.CharField("soort", max_length=60)
    title = models.CharField("titel", max_length=120)
    content = models.TextField("inhoud")
    digest = models.CharField("vingerafdruk", max_length=64)
    made_on = models.DateField("gemaakt op")
    sent_on = models.DateField("verzonden op", null=True)
    sent_how = models.CharField("hoe", max_length=12, choices=WAYS, blank=True)
    returned_on = models.DateField("retour op", null=True)
    returned_because = models.CharField("waarom retour", max_length=12, choices=REASONS, blank=True)
    replied_on = models.DateField("antwoord op", null=True)
    reply = models.CharField("antwoord", max_length=12, choices=REPLIES, blank=True)
    replied_by = _kept(Resident, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="letter_number"),
            models.CheckConstraint(condition=Q(sent_on=None) | Q(sent_on__gte=models.F("made_on")), name="letter_sent"),
        ]
        indexes = [
            models.Index(fields=["municipality", "grave", "id"], name="letter_of_grave"),
            models.Index(fields=["municipality", "batch", "id"], name="letter_of_batch"),
            models.Index(fields=["municipality", "right", "id"], name="letter_of_right"),
            models.Index(fields=["municipality", "sent_on", "id"], name="letter_by_day"),
            models.Index(fields=["municipality", "id"], condition=Q(sent_on=None), name="letter_unsent"),
            models.Index(fields=["municipality", "id"], condition=Q(returned_on__isnull=False), name="letter_returned"),
        ]
        verbose_name = "brief over een graf"
        verbose_name_plural = "brieven over graven"

    def __str__(self) -> str:
        return self.number

    @property
    def paper(self) -> Paper:
        """The letter as it is drawn."""
        return Paper.of(self.content)

    @property
    def addressee(self) -> list[str]:
        """The lines in the window of the envelope."""
        return [self.receiver_name, *self.address.split("\n")]


class Sign(Recorded):
    """A sign that stands, or stood, at a grave or at the entrance because of it."""

    grave = _kept(Grave)
    right = _kept(GraveRight, null=True)
    kind = models.CharField("waarover", max_length=12, choices=SIGNS)
    place = models.CharField("waar", max_length=10, choices=PLACES)
    placed_on = models.DateField("staat er sinds")
    until = models.DateField("blijft staan tot en met", null=True)
    photo = _kept("attachments.Attachment", null=True)
    taken_away_on = models.DateField("weggehaald op", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grave", "kind", "place"], condition=Q(taken_away_on=None), name="sign_stands_once"
            )
        ]
        indexes = [
            models.Index(fields=["municipality", "grave", "id"], name="sign_of_grave"),
            models.Index(fields=["municipality", "until", "id"], condition=Q(taken_away_on=None), name="sign_standing"),
        ]
        verbose_name = "bord"
        verbose_name_plural = "borden"

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"


class Consent(Recorded):
    """Who allowed or asked for an act, and how it was established who that was."""

    grave = _kept(Grave)
    right = _kept(GraveRight, null=True)
    by = _kept(Resident)
    about = models.CharField("waarvoor", max_length=60)
    given_on = models.DateField("gegeven op")
    identity = models.CharField("hoe vastgesteld", max_length=100)
    document = _kept("attachments.Attachment", null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "grave", "id"], name="consent_of_grave")]
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"

    def __str__(self) -> str:
        return f"{self.about} {self.given_on}"


class Note(Recorded):
    """A note about a call, a visit or a message."""

    grave = _kept(Grave)
    day = models.DateField("op")
    who = models.CharField("met wie", max_length=200, blank=True)
    text = models.TextField("notitie")

    class Meta:
        indexes = [models.Index(fields=["municipality", "grave", "id"], name="note_of_grave")]
        verbose_name = "notitie"
        verbose_name_plural = "notities"

    def __str__(self) -> str:
        return f"notitie {self.day}"
