"""The files of who becomes Dutch, and the ceremonies. No names: who it is stands in the source system."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from noaber.agreement.models import Recorded
from noaber.cases.models import Case
from noaber.cases.rules import Facts
from noaber.nationality.file import AGES, APPLICANTS, HEARINGS, NATURALISATION, OPTION, WAYS, Call, Child, File

KINDS = {OPTION: "optie", NATURALISATION: "naturalisatie"}


class FileRecord(Recorded):
    """The file of one case. What the case itself knows (received, decided, its terms) is not kept twice."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="nationality")
    kind = models.CharField("soort", max_length=14, choices=KINDS)
    applicant = models.CharField("leeftijd van de aanvrager", max_length=8, choices=APPLICANTS)
    ground = models.CharField("grond", max_length=1, blank=True)
    paid_on = models.DateField("leges betaald op", null=True)
    advised_on = models.DateField("advies gevraagd op", null=True)
    holds = models.PositiveSmallIntegerField("keren aangehouden", default=0)
    decree_on = models.DateField("dagtekening van het besluit", null=True)
    rejected_on = models.DateField("afgewezen op", null=True)
    pledge = models.CharField("verklaring van verbondenheid", max_length=7, choices=WAYS, blank=True)
    pledged_on = models.DateField("verklaring afgelegd op", null=True)
    handed_on = models.DateField("uitgereikt op", null=True)
    lapsed_on = models.DateField("vervallen op", null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["municipality", "id"],
                condition=models.Q(handed_on=None, lapsed_on=None, rejected_on=None),
                name="nationality_open",
            )
        ]
        verbose_name = "nationaliteitsdossier"
        verbose_name_plural = "nationaliteitsdossiers"

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"

    def value(self, facts: Facts, children: Iterable[ChildRecord], calls: Iterable[CallRecord]) -> File:
        """The file as the rules read it: with how its case stands, its children and its calls, both in their order."""
        return File(
            self.kind,
            facts.received,
            self.applicant,
            self.ground,
            tuple(child.value for child in children),
            self.paid_on,
            self.advised_on,
            facts.complete_on,
            facts.decided_on,
            facts.outcome == facts.kind.outcomes[0],
            self.holds,
            self.decree_on,
            self.rejected_on,
            tuple(call.value for call in calls),
            self.pledged_on,
            self.handed_on,
            self.lapsed_on,
            facts.due,
            facts.norm_due,
        )


class ChildRecord(Recorded):
    """A child that is to share, by its place in the request and its group of age."""

    file = models.ForeignKey(FileRecord, on_delete=models.PROTECT, related_name="children", db_index=False)
    place = models.PositiveSmallIntegerField("nummer")
    age = models.CharField("leeftijd", max_length=8, choices=AGES)
    hearing = models.CharField("horen", max_length=7, choices=HEARINGS, blank=True)
    heard_on = models.DateField("gehoord op", null=True)
    agrees = models.BooleanField("stemt in", null=True)
    agreed_on = models.DateField("instemming vastgelegd op", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "file", "place"], name="nationality_child")]
        verbose_name = "kind"
        verbose_name_plural = "kinderen"

    def __str__(self) -> str:
        return f"kind {self.place}"

    @property
    def value(self) -> Child:
        """The child as the rules read it."""
        return Child(self.place, self.age, self.hearing, self.agrees)


class CeremonyRecord(Recorded):
    """A day on which people become Dutch."""

    day = models.DateField("dag")
    place = models.CharField("plaats", max_length=80)
    seats = models.PositiveSmallIntegerField("plaatsen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "day", "place"], name="ceremony_once")]
        verbose_name = "ceremonie"
        verbose_name_plural = "ceremonies"

    def __str__(self) -> str:
        return f"{self.day} {self.place}"


class CallRecord(Recorded):
    """A call to a ceremony, the third by registered letter; `people` is how many seats it takes."""

    file = models.ForeignKey(FileRecord, on_delete=models.PROTECT, related_name="calls", db_index=False)
    ceremony = models.ForeignKey(CeremonyRecord, on_delete=models.PROTECT, related_name="calls", db_index=False)
    number = models.PositiveSmallIntegerField("oproep")
    called_on = models.DateField("opgeroepen op")
    people = models.PositiveSmallIntegerField("mensen")
    present = models.BooleanField("aanwezig", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "file", "number"], name="ceremony_call")]
        indexes = [models.Index(fields=["municipality", "ceremony", "id"], name="ceremony_called")]
        verbose_name = "oproep"
        verbose_name_plural = "oproepen"

    def __str__(self) -> str:
        return f"oproep {self.number}"

    @property
    def value(self) -> Call:
        """The call as the rules read it; its ceremony must be at hand."""
        return Call(self.number, self.called_on, self.ceremony.day, self.present)
