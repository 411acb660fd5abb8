"""Links that ask how it went, the answers, and complaints. No names: who complained stands in the source system."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.heard.complaint import CHANNELS, FINDINGS, HEARINGS, Complaint
from noaber.heard.rules import LONGEST, Link


class Invitation(Recorded):
    """A link that works once. Only the fingerprint (SHA-256) of its 128 random bits is kept."""

    fingerprint = models.CharField(max_length=64, editable=False)
    service = models.PositiveSmallIntegerField("dienst")
    about = models.CharField("waarover", max_length=60, blank=True)
    expires_on = models.DateField("werkt tot en met")
    used_on = models.DateField("gebruikt op", null=True)
    withdrawn = models.BooleanField("vervangen door een nieuwere", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "fingerprint"], name="invitation_code")]
        indexes = [models.Index(fields=["municipality", "about"], name="invitation_about")]
        verbose_name = "link om te antwoorden"
        verbose_name_plural = "links om te antwoorden"

    def __str__(self) -> str:
        return f"{self.about} {self.expires_on}"

    @property
    def value(self) -> Link:
        """The link as the rules read it."""
        return Link(self.expires_on, self.used_on is not None, self.withdrawn)


class Answer(Recorded):
    """What somebody said of a visit or a case. The words are wiped after their day; the grade stays."""

    service = models.PositiveSmallIntegerField("dienst")
    grade = models.PositiveSmallIntegerField("cijfer")
    words = models.TextField("toelichting", max_length=LONGEST, blank=True)
    answered_on = models.DateField("geantwoord op")
    keep_until = models.DateField("toelichting bewaren tot en met", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "answered_on", "service", "grade"], name="answer_counted"),
            models.Index(
                fields=["municipality", "keep_until"], condition=models.Q(keep_until__isnull=False), name="answer_words"
            ),
        ]
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"

    def __str__(self) -> str:
        return f"{self.grade} {self.answered_on}"


class ComplaintRecord(Recorded):
    """A complaint about how somebody was treated. `involved` are colleagues, by pseudonym."""

    number = models.CharField("nummer", max_length=16)
    service = models.PositiveSmallIntegerField("dienst")
    channel = models.CharField("hoe", max_length=8, choices=CHANNELS)
    reference = models.CharField("kenmerk in het bronsysteem", max_length=60)
    received = models.DateField("ontvangen op")
    happened = models.DateField("gebeurd op")
    committee = models.BooleanField("commissie adviseert", default=False)
    involved = models.JSONField("betrokken", default=list)
    due = models.DateField("afhandelen uiterlijk")
    confirmed_on = models.DateField("ontvangst bevestigd op", null=True)
    hearing = models.CharField("horen", max_length=8, choices=HEARINGS, blank=True)
    heard_on = models.DateField("horen vastgelegd op", null=True)
    adjourned_on = models.DateField("verdaagd op", null=True)
    finding = models.CharField("oordeel", max_length=10, choices=FINDINGS, blank=True)
    ground = models.CharField("grond", max_length=10, blank=True)
    settled_on = models.DateField("afgehandeld op", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="complaint_number")]
        indexes = [
            models.Index(fields=["municipality", "settled_on", "due", "id"], name="complaint_open"),
            models.Index(fields=["municipality", "received", "service"], name="complaint_counted"),
        ]
        verbose_name = "klacht"
        verbose_name_plural = "klachten"

    def __str__(self) -> str:
        return self.number

    @property
    def value(self) -> Complaint:
        """The complaint as the rules read it."""
        return Complaint(
            self.received,
            self.happened,
            self.committee,
            self.confirmed_on is not None,
            self.hearing,
            self.adjourned_on is not None,
            self.settled_on is not None,
            tuple(self.involved),
        )
