"""Address investigations and signals of address quality: days and codes. No names, no addresses, no citizen numbers."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded
from noaber.cases.models import Case
from noaber.investigation.file import CODES, KINDS, RESULTS, SOURCES, STEPS, File
from noaber.investigation.laa import STATES, TYPES, WAITING


class Investigation(Recorded):
    """The file of an address investigation, on top of its case. `signal` is the case of a TMV or LAA signal.

    `clock` is the day by which the next step must be taken, None once there is a result.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    signal = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False, null=True)
    source = models.CharField("melder", max_length=10, choices=SOURCES)
    kind = models.CharField("vraag", max_length=12, choices=KINDS)
    received = models.DateField("signaal van")
    clock = models.DateField("volgende stap uiterlijk", null=True)
    code = models.CharField("aanduiding in onderzoek", max_length=6, choices=CODES, blank=True)
    triaged = models.DateField("beoordeeld op", null=True)
    annotated = models.DateField("in onderzoek vanaf", null=True)
    annotation_ended = models.DateField("in onderzoek tot", null=True)
    letter_1 = models.DateField("brief 1 van", null=True)
    letter_2 = models.DateField("brief 2 van", null=True)
    consulted = models.DateField("andere bronnen geraadpleegd op", null=True)
    visited = models.DateField("huisbezoek op", null=True)
    extra = models.DateField("extra brief van", null=True)
    published = models.DateField("voornemen bekendgemaakt op", null=True)
    intended = models.CharField("voornemen", max_length=12, choices=RESULTS, blank=True)
    decided = models.DateField("uitkomst vastgelegd op", null=True)
    result = models.CharField("uitkomst", max_length=12, choices=RESULTS, blank=True)
    declared = models.BooleanField("op verklaring van de inwoner", default=False)
    informed = models.DateField("melder bericht op", null=True)
    closed = models.DateField("afgesloten op", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "case"], name="investigation_of_case")]
        indexes = [
            models.Index(fields=["municipality", "closed", "clock", "id"], name="investigation_open"),
            models.Index(fields=["municipality", "signal"], name="investigation_of_signal"),
        ]
        verbose_name = "adresonderzoek"
        verbose_name_plural = "adresonderzoeken"

    def __str__(self) -> str:
        return f"{self.case_id} {self.received}"

    @property
    def value(self) -> File:
        """The file as the rules read it."""
        days = {step: getattr(self, step) for step in STEPS}
        return File(
            self.source,
            self.received,
            **days,
            intended=self.intended,
            result=self.result,
            declared=self.declared,
        )


class Signal(Recorded):
    """A signal of address quality on top of its case, and how it stands in WALAA."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField("soort signaal", max_length=12, choices=TYPES)
    received = models.DateField("signaal van")
    status = models.CharField("status in WALAA", max_length=8, choices=STATES, default=WAITING)
    reported_on = models.DateField("status gemeld op", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "case"], name="signal_of_case")]
        verbose_name = "signaal adreskwaliteit"
        verbose_name_plural = "signalen adreskwaliteit"

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
