"""Requests for advice, and the hours that were worked on them."""

from __future__ import annotations

from django.db import models

from noaber.advice.rules import REQUESTED, STATES, Advice, hours
from noaber.agreement.models import Recorded


class AdviceRequest(Recorded):
    """One request of the client. Minutes are whole quarters of an hour."""

    number = models.CharField("nummer", max_length=16)
    title = models.CharField("onderwerp", max_length=120)
    question = models.TextField("vraag", max_length=2000)
    requested = models.DateField("gevraagd op")
    due = models.DateField("antwoord uiterlijk")
    state = models.CharField("stand", max_length=10, default=REQUESTED, choices=STATES)
    estimate = models.PositiveIntegerField("geraamde minuten", default=0)
    agreed = models.PositiveIntegerField("minuten waarop akkoord is", default=0)
    agreed_on = models.DateField("akkoord op", null=True)
    worked = models.PositiveIntegerField("gewerkte minuten", default=0)
    note = models.CharField("waar de notitie staat", max_length=200, blank=True)
    delivered_on = models.DateField("opgeleverd op", null=True)
    answer = models.CharField("wat er nog mist", max_length=300, blank=True)
    answered_on = models.DateField("beantwoord op", null=True)
    counted = models.BooleanField("telt mee in de norm", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="advice_number")]
        indexes = [models.Index(fields=["municipality", "state", "due", "id"], name="advice_open")]
        verbose_name = "adviesvraag"
        verbose_name_plural = "adviesvragen"

    def __str__(self) -> str:
        return self.number

    @property
    def value(self) -> Advice:
        """The request as the rules read it."""
        return Advice(
            self.requested,
            self.due,
            self.state,
            self.estimate,
            self.agreed,
            self.worked,
            self.agreed_on,
            self.counted,
        )

    @property
    def estimate_words(self) -> str:
        """The estimate in hours."""
        return hours(self.estimate)

    @property
    def agreed_words(self) -> str:
        """What the client agreed to, in hours."""
        return hours(self.agreed)

    @property
    def worked_words(self) -> str:
        """What was worked, in hours."""
        return hours(self.worked)


class WorkedHours(Recorded):
    """Time that one person worked on one advice on one day."""

    advice = models.ForeignKey(AdviceRequest, on_delete=models.PROTECT, related_name="hours", db_index=False)
    person = models.CharField("pseudoniem", max_length=24)
    worked_on = models.DateField("gewerkt op")
    minutes = models.PositiveIntegerField("minuten")

    class Meta:
        indexes = [models.Index(fields=["municipality", "advice", "worked_on", "id"], name="hours_of_advice")]
        verbose_name = "gewerkte uren"
        verbose_name_plural = "gewerkte uren"

    def __str__(self) -> str:
        return f"{self.minutes} {self.worked_on}"

    @property
    def words(self) -> str:
        """The time in hours."""
        return hours(self.minutes)
