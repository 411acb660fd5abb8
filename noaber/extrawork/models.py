"""Extra jobs: what was asked or reported, what was agreed on, and how it went. No names, no citizen numbers."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.extrawork.job import KINDS, LETTERS, STATES, Job
from noaber.values import Euro


class ExtraWork(Recorded):
    """One job outside the agreed formation: additional work, custom work, or a calamity. Amounts are without tax."""

    year = models.PositiveSmallIntegerField("jaar")
    number = models.PositiveIntegerField("volgnummer")
    reference = models.CharField("nummer", max_length=16)
    kind = models.CharField("soort", max_length=10, choices=KINDS)
    service = models.PositiveSmallIntegerField("dienst")
    title = models.CharField("titel", max_length=80)
    reason = models.TextField("aanleiding")
    state = models.CharField("stand", max_length=10, choices=STATES)
    estimate_cents = models.BigIntegerField("raming")
    asked_on = models.DateField("gevraagd of gemeld op")
    asked_by = models.CharField(max_length=24)
    planned_start = models.DateField("gewenst begin", null=True)
    consent_cents = models.BigIntegerField("akkoord tot", null=True)
    consented_on = models.DateField("akkoord op", null=True)
    consent_text = models.TextField("tekst van het akkoord", blank=True)
    addendum = models.CharField("addendum", max_length=60, blank=True)
    answer = models.TextField("antwoord van de opdrachtgever", blank=True)
    started_on = models.DateField("begonnen op", null=True)
    inform_due = models.DateField("opdrachtgever informeren voor", null=True)
    informed_on = models.DateField("opdrachtgever geïnformeerd op", null=True)
    proposed_cents = models.BigIntegerField("voorgestelde kosten", null=True)
    proposed_by = models.CharField(max_length=24, blank=True)
    agreed_cents = models.BigIntegerField("afgesproken kosten", null=True)
    agreed_on = models.DateField("kosten afgesproken op", null=True)
    charged_cents = models.BigIntegerField("in rekening gebracht", default=0)
    settled = models.BooleanField("afgerekend", default=False)
    finished_on = models.DateField("gereed op", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year", "number"], name="extrawork_number"),
            models.UniqueConstraint(fields=["municipality", "reference"], name="extrawork_reference"),
        ]
        indexes = [models.Index(fields=["municipality", "state", "-id"], name="extrawork_state")]
        verbose_name = "extra werk"
        verbose_name_plural = "extra werk"

    def __str__(self) -> str:
        return self.reference

    @property
    def about(self) -> str:
        """How the journal names this job: `job:M-2026-03`."""
        return about(self.reference)

    def facts(self) -> Job:
        """The job as the rules read it."""
        return Job(
            kind=self.kind,
            reference=self.reference,
            service=self.service,
            title=self.title,
            estimate=Euro(self.estimate_cents),
            state=self.state,
            asked_by=self.asked_by,
            consent=_amount(self.consent_cents),
            consented_on=self.consented_on,
            addendum=self.addendum,
            started_on=self.started_on,
            informed_on=self.informed_on,
            inform_due=self.inform_due,
            proposed=_amount(self.proposed_cents),
            proposed_by=self.proposed_by,
            agreed=_amount(self.agreed_cents),
            charged=Euro(self.charged_cents),
            settled=self.settled,
        )


def about(reference: str) -> str:
    """How the journal names a job."""
    return f"job:{reference}"


def reference_of(kind: str, year: int, number: int) -> str:
    """The number that people call a job by: its kind, the year, and its place in that year (`M-2026-03`)."""
    return f"{LETTERS[kind]}-{year}-{number:02d}"


def _amount(cents: int | None) -> Euro | None:
    return None if cents is None else Euro(cents)
