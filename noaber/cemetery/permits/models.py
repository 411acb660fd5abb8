"""Applications for permits, masons who apply through the portal, and checks of what was placed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from noaber.agreement.link_codes import code_of
from noaber.agreement.models import Recorded
from noaber.cases.models import Case
from noaber.cemetery.models import Grave, GraveRight, Interment
from noaber.cemetery.permits.file import (
    APPLICANTS,
    CHECKS,
    CONSENTS,
    DESTINATIONS,
    MASON,
    NO_ANSWER,
    Exhuming,
    File,
)
from noaber.cemetery.permits.measures import KINDS, Finding, Place


class Mason(Recorded):
    """A mason who applies through the portal. The code of the link comes from the seed; a new link has a new seed."""

    firm = models.CharField("bedrijf", max_length=120)
    email = models.EmailField("e-mailadres")
    language = models.CharField("taal", max_length=2, default="nl")
    seed = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64)
    link_until = models.DateField("link geldig tot en met")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "email"], name="permit_mason"),
            models.UniqueConstraint(fields=["municipality", "code_hash"], name="permit_mason_code"),
        ]
        verbose_name = "steenhouwer"
        verbose_name_plural = "steenhouwers"

    def __str__(self) -> str:
        return self.firm

    @property
    def code(self) -> str:
        """The code of the page of the mason."""
        return code_of(self.seed, "permits.mason")


class Permit(Recorded):
    """An application for a permit on top of its case, what was decided, and what came of it.

    `asked` are the measures in centimetres and the choices, `findings` and `conditions` are what the decision kept.
    Its three codes (of the page of the application, of the question to the right holder and of the permit itself) come
    from one seed; of each only the hash is kept. `holder_email` is wiped once there is an answer or a decision.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField("soort", max_length=10, choices={code: words[0] for code, words in KINDS.items()})
    grave = models.ForeignKey(Grave, on_delete=models.PROTECT, related_name="permits", db_index=False)
    right = models.ForeignKey(GraveRight, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    private = models.BooleanField("particulier graf")
    applicant = models.CharField("aanvrager", max_length=8, choices=APPLICANTS)
    mason = models.ForeignKey(Mason, on_delete=models.PROTECT, null=True, related_name="permits", db_index=False)
    language = models.CharField("taal", max_length=2, default="nl")
    asked = models.JSONField("gevraagd", default=dict)
    text = models.CharField("opschrift of omschrijving", max_length=400, blank=True)
    consent = models.CharField("toestemming", max_length=5, choices=CONSENTS, default=NO_ANSWER, blank=True)
    consent_on = models.DateField("antwoord op", null=True)
    consent_tries = models.PositiveSmallIntegerField(default=0)
    holder_email = models.EmailField("e-mailadres van de rechthebbende", blank=True)
    seed = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64)
    consent_hash = models.CharField(max_length=64)
    permit_hash = models.CharField(max_length=64)
    asked_on = models.DateField("om aanvulling gevraagd op", null=True)
    asked_until = models.DateField("aan te vullen tot en met", null=True)
    lacking = models.JSONField("ontbreekt", default=list)
    waiting = models.BooleanField("wacht op aanvulling", default=False)
    extended_on = models.DateField("verlengd op", null=True)
    outcome = models.CharField("besluit", max_length=20, blank=True)
    decided_on = models.DateField("besloten op", null=True)
    findings = models.JSONField("toets", default=list)
    grounds = models.JSONField("gronden", default=list)
    conditions = models.JSONField("voorschriften", default=list)
    reason = models.TextField("motivering", blank=True)
    announced_for = models.DateField("plaatsing gemeld voor", null=True)
    interment = models.ForeignKey(Interment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    destination = models.CharField("bestemming", max_length=8, choices=DESTINATIONS, blank=True)
    where = models.CharField("waar", max_length=120, blank=True)
    asked_by = models.BooleanField("verzoek van wie voor de crematie zorgt", default=False)
    prosecutor = models.CharField("verlof officier van justitie", max_length=60, blank=True)
    transport = models.CharField("vervoerspapieren", max_length=60, blank=True)
    carried_out_on = models.DateField("opgegraven op", null=True)
    closed_on = models.DateField("afgesloten op", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case"], name="permit_of_case"),
            models.UniqueConstraint(fields=["municipality", "code_hash"], name="permit_code"),
            models.UniqueConstraint(fields=["municipality", "consent_hash"], name="permit_consent_code"),
            models.UniqueConstraint(fields=["municipality", "permit_hash"], name="permit_permit_code"),
        ]
        indexes = [
            models.Index(fields=["municipality", "grave", "id"], name="permit_of_grave"),
            models.Index(fields=["municipality", "mason", "id"], name="permit_of_mason"),
            models.Index(fields=["municipality", "outcome", "id"], name="permit_outcome"),
        ]
        verbose_name = "vergunning voor een graf"
        verbose_name_plural = "vergunningen voor graven"

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"

    @property
    def code(self) -> str:
        """The code of the page of the application, for whoever applied."""
        return code_of(self.seed, "permits.application")

    @property
    def consent_code(self) -> str:
        """The code of the question to the right holder."""
        return code_of(self.seed, "permits.consent")

    @property
    def permit_code(self) -> str:
        """The code on the permit: whoever holds the paper can check it."""
        return code_of(self.seed, "permits.permit")

    @property
    def by_mason(self) -> bool:
        """Did a mason apply through the portal?"""
        return self.applicant == MASON and self.mason_id is not None

    @property
    def place(self) -> Place:
        """Where the grave lies, as the rules ask it."""
        return Place(self.grave.cemetery, self.grave.section, self.grave.kind)

    def value(self, findings: Sequence[Finding], papers: Sequence[PermitPaper], checks: Sequence[PlacingCheck]) -> File:
        """The application as the rules read it; its case, grave and interment must be at hand."""
        return File(
            self.kind,
            self.case.received,
            self.applicant,
            self.private,
            tuple(findings),
            any(one.what == DRAWING for one in papers),
            self.consent,
            Exhuming(
                self.interment is not None,
                self.interment.buried_on if self.interment else None,
                self.destination,
                self.where,
                self.asked_by,
                self.prosecutor,
            ),
            self.asked_on,
            self.asked_until,
            self.waiting,
            self.extended_on,
            self.outcome,
            self.decided_on,
            self.announced_for,
            tuple((one.checked_on, one.result) for one in checks),
            self.carried_out_on,
            self.closed_on,
        )


DRAWING, CONSENT, OTHER_PAPER = "drawing", "consent", "other"
PAPERS = {DRAWING: "tekening", CONSENT: "toestemming van de rechthebbende", OTHER_PAPER: "ander stuk"}


class PermitPaper(Recorded):
    """A paper that was added to an application, by its number among the attachments."""

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="papers", db_index=False)
    what = models.CharField("wat", max_length=8, choices=PAPERS)
    added_on = models.DateField("toegevoegd op")
    attachment = models.ForeignKey(
        "attachments.Attachment", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["municipality", "permit", "id"], name="paper_of_permit")]
        verbose_name = "stuk bij een aanvraag"
        verbose_name_plural = "stukken bij aanvragen"

    def __str__(self) -> str:
        return f"{self.what} {self.added_on}"


class PlacingCheck(Recorded):
    """A check of what was placed, with its photo."""

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="checks", db_index=False)
    checked_on = models.DateField("gecontroleerd op")
    result = models.CharField("uitkomst", max_length=8, choices=CHECKS)
    note = models.CharField("opmerking", max_length=400, blank=True)
    mend_until = models.DateField("hersteld uiterlijk", null=True)
    photo = models.ForeignKey(
        "attachments.Attachment", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["municipality", "permit", "id"], name="check_of_permit")]
        verbose_name = "controle van een plaatsing"
        verbose_name_plural = "controles van plaatsingen"

    def __str__(self) -> str:
        return f"{self.result} {self.checked_on}"
