"""Cases: what residents asked of the client, as far as the agreement needs to know it. No names, no citizen numbers."""

from __future__ import annotations

import secrets

from django.db import models

from noaber.agreement.models import Recorded
from noaber.calendar.awb import Suspension
from noaber.cases.objection import Objection
from noaber.cases.rules import OPEN, STATES, SUSPENDED, Facts, Kind

UNDECIDED = (OPEN, SUSPENDED)
_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"


def new_number(year: int) -> str:
    """A number that tells nothing about how many others there are: `2026-H7KQ3T`."""
    return f"{year}-{''.join(secrets.choice(_LETTERS) for _ in range(6))}"


class Case(Recorded):
    """One request of a resident or a body, for one product of one service."""

    number = models.CharField("nummer", max_length=16)
    service = models.PositiveSmallIntegerField("dienst")
    product = models.CharField("product", max_length=60)
    organ = models.CharField("bevoegd orgaan", max_length=16)
    reference = models.CharField("kenmerk in het bronsysteem", max_length=60, blank=True)
    received = models.DateField("ontvangen op")
    due = models.DateField("wettelijke termijn", null=True)
    norm_due = models.DateField("afgesproken norm", null=True)
    clock = models.DateField("loopt af op", null=True)
    state = models.CharField("stand", max_length=10, default=OPEN, choices=STATES)
    suspended_on = models.DateField("opgeschort op", null=True)
    suspensions = models.JSONField(default=list)
    passed = models.BooleanField("termijn verstreken", default=False)
    extensions = models.PositiveSmallIntegerField("keren verlengd", default=0)
    told_on = models.DateField("vertraging bericht op", null=True)
    promised = models.DateField("toegezegd voor", null=True)
    default_notice = models.DateField("in gebreke gesteld op", null=True)
    penalty_cents = models.PositiveIntegerField("dwangsom in centen", null=True)
    outcome = models.CharField("uitkomst", max_length=80, blank=True)
    signature = models.TextField("ondertekening", blank=True)
    decided_on = models.DateField("besloten op", null=True)
    closed_on = models.DateField("afgesloten op", null=True)
    handler = models.CharField(max_length=24)
    event_day = models.DateField("dag van de gebeurtenis", null=True)
    complete_on = models.DateField("dossier compleet op", null=True)
    added_days = models.PositiveSmallIntegerField("dagen erbij door advies", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="case_number")]
        indexes = [
            # The worklist shows two states in one order; an index by state would have to sort all of them first.
            models.Index(
                fields=["municipality", "clock", "id"], condition=models.Q(state__in=UNDECIDED), name="case_open"
            ),
            models.Index(fields=["municipality", "state", "clock", "id"], name="case_worklist"),
            models.Index(fields=["municipality", "reference"], name="case_reference"),
            models.Index(fields=["municipality", "service", "state", "clock", "id"], name="case_service"),
        ]
        verbose_name = "zaak"
        verbose_name_plural = "zaken"

    def __str__(self) -> str:
        return self.number

    def facts(self, kind: Kind) -> Facts:
        """The case as the rules read it."""
        stops = tuple(Suspension.from_list(stop) for stop in self.suspensions)
        return Facts(
            kind,
            self.state,
            self.received,
            self.suspended_on,
            stops,
            self.passed,
            self.outcome,
            self.event_day,
            self.extensions,
            self.told_on,
            self.promised,
            self.default_notice,
            self.decided_on,
            self.penalty_cents is not None,
            self.complete_on,
            self.added_days,
        )


class ObjectionRecord(Recorded):
    """An objection against the decision of a case. Who made it stands in the source system."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="objections", db_index=False)
    published = models.DateField("besluit bekendgemaakt op")
    received = models.DateField("ontvangen op")
    committee = models.BooleanField("commissie", default=False)
    due = models.DateField("beslissen uiterlijk")
    extended_on = models.DateField("verdaagd op", null=True)
    decided_on = models.DateField("beslist op", null=True)
    outcome = models.CharField("uitkomst", max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "case"], condition=models.Q(decided_on=None), name="objection_open_once"
            )
        ]
        indexes = [models.Index(fields=["municipality", "case", "received"], name="objection_of_case")]
        verbose_name = "bezwaar"
        verbose_name_plural = "bezwaren"

    def __str__(self) -> str:
        return f"{self.case_id} {self.received}"

    @property
    def value(self) -> Objection:
        """The objection as the rules read it."""
        extended, decided = self.extended_on is not None, self.decided_on is not None
        return Objection(self.published, self.received, self.committee, extended, decided)
