"""What happened to graves that came to their end, and to ashes. Names stand here and never in the journal."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import LessThanOrEqual

from noaber.agreement.models import Recorded
from noaber.cemetery.endings import clearing, neglect
from noaber.cemetery.endings.objects import Removal
from noaber.cemetery.models import Grave, GraveRight, Interment, Resident
from noaber.cemetery.spans import YearsLater

LEAST_YEARS = 10
"""What the database itself holds of the rest of a grave (Wlb 31). A change of law changes this too."""


def _kept(model: Any, **more: Any) -> Any:
    """A row that this one is about, and that stays as long as it does."""
    return models.ForeignKey(model, on_delete=models.PROTECT, related_name="+", db_index=False, **more)


class NeglectRecord(Recorded):
    """A grave that is not looked after. `letter` is the number of the declaration, where it could be sent."""

    number = models.CharField("nummer", max_length=20)
    grave = _kept(Grave)
    right = _kept(GraveRight)
    inspected_on = models.DateField("gezien op")
    degree = models.CharField(
        "hoe erg", max_length=10, choices=[(one.value, neglect.DEGREES[one]) for one in neglect.Degree]
    )
    kept_by_holder = models.BooleanField("de rechthebbende onderhoudt het graf", default=True)
    what = models.CharField("wat er is te zien", max_length=400)
    photo = _kept("attachments.Attachment")
    declared_on = models.DateField("verklaring gemaakt op", null=True)
    letter = models.CharField("brief", max_length=20, blank=True)
    received_on = models.DateField("ontvangst bevestigd op", null=True)
    received_how = models.CharField("hoe bevestigd", max_length=100, blank=True)
    sign_grave_on = models.DateField("bord bij het graf sinds", null=True)
    sign_entrance_on = models.DateField("bord bij de ingang sinds", null=True)
    repaired_on = models.DateField("hersteld op", null=True)
    repaired_photo = _kept("attachments.Attachment", null=True)
    lapsed_on = models.DateField("recht vervallen op", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="neglect_number"),
            models.UniqueConstraint(
                fields=["right"], condition=Q(repaired_on=None, lapsed_on=None), name="neglect_once_a_right"
            ),
            models.CheckConstraint(condition=Q(repaired_on=None) | Q(lapsed_on=None), name="neglect_one_end"),
            models.CheckConstraint(
                condition=Q(lapsed_on=None)
                | Q(received_on__isnull=False)
                | Q(sign_grave_on__isnull=False, sign_entrance_on__isnull=False),
                name="neglect_told_before_lapse",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "grave", "id"], name="neglect_of_grave"),
            models.Index(
                fields=["municipality", "id"], condition=Q(repaired_on=None, lapsed_on=None), name="neglect_running"
            ),
        ]
        verbose_name = "verwaarlozing"
        verbose_name_plural = "verwaarlozingen"

    def __str__(self) -> str:
        return self.number

    @property
    def facts(self) -> neglect.Neglect:
        """As the rules read it; its right must be at hand."""
        return neglect.Neglect(
            self.right.kind,
            self.right.granted_on,
            self.inspected_on,
            neglect.Degree(self.degree),
            photo=True,
            kept_by_holder=self.kept_by_holder,
            declared_on=self.declared_on,
            received_on=self.received_on,
            sign_grave_on=self.sign_grave_on,
            sign_entrance_on=self.sign_entrance_on,
            repaired_on=self.repaired_on,
            right_ended=self.right.ended_on is not None,
        )


class Clearing(Recorded):
    """A grave on the list to be cleared. `holder_agreed` where a right still ran and its holder allowed it.

    `last_body_on` is the day from which the rest counts, as it was known when the grave was listed. `objected` and
    `identifying` hold the clearing up.
    """

    number = models.CharField("nummer", max_length=20)
    grave = _kept(Grave)
    planned_on = models.DateField("ruimen vanaf")
    last_body_on = models.DateField("laatste begraving")
    listed_on = models.DateField("op de lijst sinds")
    listed_by = models.CharField(max_length=24)
    holder_agreed = models.BooleanField("de rechthebbende stemt in", default=False)
    asked_by_holder = models.BooleanField("op verzoek van de rechthebbende", default=False)
    withdrawn_on = models.DateField("van de lijst op", null=True)
    withdrawn_because = models.CharField("waarom", max_length=200, blank=True)
    decided_on = models.DateField("besloten op", null=True)
    decided_by = models.CharField(max_length=24, blank=True)
    mayor_told_on = models.DateField("burgemeester ingelicht op", null=True)
    identifying = models.BooleanField("onderzoek naar wie hier ligt", default=False)
    objected = models.BooleanField("bezwaar of beroep loopt", default=False)
    announced_on = models.DateField("voornemen gemeld op", null=True)
    letter = models.CharField("brief", max_length=20, blank=True)
    above_on = models.DateField("bovengronds geruimd op", null=True)
    above_photo = _kept("attachments.Attachment", null=True)
    objects_kept = models.CharField("bewaarde voorwerpen", max_length=200, blank=True)
    fetched_on = models.DateField("opgehaald op", null=True)
    fetched_by = models.CharField("opgehaald door", max_length=200, blank=True)
    disposed_on = models.DateField("afgevoerd op", null=True)
    emptied_on = models.DateField("geruimd op", null=True)
    emptied_photo = _kept("attachments.Attachment", null=True)
    destination = models.CharField(
        "waarheen",
        max_length=12,
        choices=[(one.value, clearing.DESTINATIONS[one]) for one in clearing.Destination],
        blank=True,
    )
    destination_place = models.CharField("plaats", max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="clearing_number"),
            models.UniqueConstraint(
                fields=["grave"], condition=Q(withdrawn_on=None, emptied_on=None), name="clearing_once_a_grave"
            ),
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=F("listed_by")), name="clearing_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(above_on=None) | Q(announced_on__isnull=False, above_photo__isnull=False),
                name="clearing_told_before_above",
            ),
            models.CheckConstraint(
                condition=Q(emptied_on=None)
                | (~Q(destination="") & Q(above_on__isnull=False, emptied_photo__isnull=False, withdrawn_on=None)),
                name="clearing_whole",
            ),
            models.CheckConstraint(
                condition=Q(emptied_on=None)
                | Q(LessThanOrEqual(YearsLater("last_body_on", years=LEAST_YEARS), F("emptied_on"))),
                name="clearing_after_ten_years",
            ),
            models.CheckConstraint(condition=Q(fetched_on=None) | Q(disposed_on=None), name="clearing_objects_once"),
        ]
        indexes = [
            models.Index(fields=["municipality", "grave", "id"], name="clearing_of_grave"),
            models.Index(
                fields=["municipality", "planned_on", "id"],
                condition=Q(withdrawn_on=None, emptied_on=None),
                name="clearing_running",
            ),
        ]
        verbose_name = "ruiming"
        verbose_name_plural = "ruimingen"

    def __str__(self) -> str:
        return self.number

    def plan(self, letter: bool = False, sign: bool = False, address: bool = False) -> clearing.Plan:
        """As the rules read it. The rest is about the telling that is being done: by what, and where to."""
        return clearing.Plan(
            listed_by=self.listed_by,
            withdrawn_on=self.withdrawn_on,
            decided_on=self.decided_on,
            announced_on=self.announced_on,
            letter=letter,
            sign=sign,
            address=address,
            held=self.objected or self.identifying,
            above_on=self.above_on,
            emptied_on=self.emptied_on,
        )

    @property
    def removal(self) -> Removal:
        """What was taken off the grave, as the rules read it."""
        removed = self.above_on if self.objects_kept else None
        return Removal(removed, self.fetched_on, self.disposed_on)


class Urn(Recorded):
    """What the public register of urns has of one beside its place and its person (Wlb 65; Besluit 10, tweede lid).

    `stored_on` is when the ashes went into it. `destination` and `handed_to` are filled when it goes.
    """

    interment = models.OneToOneField(Interment, on_delete=models.PROTECT, related_name="urn")
    crematorium = models.CharField("crematorium", max_length=200)
    crematorium_address = models.CharField("adres van het crematorium", max_length=200)
    stored_on = models.DateField("as in de bus sinds", null=True)
    ordered_by = models.CharField("in opdracht van", max_length=200, blank=True)
    destination = models.CharField("bestemming", max_length=200, blank=True)
    handed_to = models.CharField("meegegeven aan", max_length=200, blank=True)

    class Meta:
        verbose_name = "asbus"
        verbose_name_plural = "asbussen"

    def __str__(self) -> str:
        return self.interment.number


class Scattering(Recorded):
    """Ashes that were scattered, or may be: on the field of a cemetery, or on a grave by the family."""

    number = models.CharField("nummer", max_length=20)
    resident = _kept(Resident)
    cemetery = models.CharField("begraafplaats", max_length=20)
    grave = _kept(Grave, null=True)
    field = models.CharField("strooiveld", max_length=100, blank=True)
    by_family = models.BooleanField("door de familie zelf", default=False)
    asked_by = models.CharField("op verzoek van", max_length=200)
    registration = models.CharField("registratienummer van de as", max_length=40, blank=True)
    allowed_on = models.DateField("toegestaan op")
    planned_at = models.DateTimeField("afgesproken moment")
    scattered_at = models.DateTimeField("verstrooid", null=True)
    withdrawn_on = models.DateField("ingetrokken op", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="scattering_number"),
            models.CheckConstraint(
                condition=(Q(grave=None) & ~Q(field="")) | Q(grave__isnull=False, field="", by_family=True),
                name="scattering_place",
            ),
            models.CheckConstraint(condition=Q(scattered_at=None) | Q(withdrawn_on=None), name="scattering_one_end"),
        ]
        indexes = [
            models.Index(fields=["municipality", "grave", "id"], name="scattering_of_grave"),
            models.Index(
                fields=["municipality", "planned_at", "id"],
                condition=Q(scattered_at=None, withdrawn_on=None),
                name="scattering_waiting",
            ),
        ]
        verbose_name = "verstrooiing"
        verbose_name_plural = "verstrooiingen"

    def __str__(self) -> str:
        return self.number

    @property
    def over(self) -> bool:
        """Is it done, or taken back?"""
        return self.scattered_at is not None or self.withdrawn_on is not None
