"""The register: graves, rights, who lies where, and the people of it. Names stand here and never in the journal."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from noaber.agreement.models import Recorded
from noaber.cemetery.local import MOST_LAYERS
from noaber.cemetery.spans import SecondsBetween, YearsLater
from noaber.cemetery.windows import EXCLUSIVE, KINDS, RightDays

BODY, URN = "body", "urn"
CONTENT = {BODY: "begraving", URN: "asbus"}
LEAST_HOURS, LEAST_YEARS = 36, 10
"""What the database itself holds (Wlb 16; ten years of the term left). A change of law changes these too."""
_LIVE = Q(late_reason="")
WAITING = Q(ended_on=None, ends_on__isnull=False, letter_on=None, requested_on=None)
"""A right that runs to an end, of which nobody wrote or asked."""
WRITTEN = Q(ended_on=None, ends_on__isnull=False) & (Q(letter_on__isnull=False) | Q(requested_on__isnull=False))


class Resident(Recorded):
    """Somebody who lies here or holds a right. `search` is the surname and given names without signs, for finding.

    Days that are not known whole keep their words (`born_text`, `died_text`).
    """

    number = models.CharField("nummer", max_length=20)
    given_names = models.CharField("voornamen", max_length=200, blank=True)
    surname = models.CharField("achternaam", max_length=200)
    search = models.CharField(max_length=400, editable=False)
    born_on = models.DateField("geboren op", null=True)
    born_text = models.CharField("geboren", max_length=40, blank=True)
    died_on = models.DateField("overleden op", null=True)
    died_text = models.CharField("overleden", max_length=40, blank=True)
    street = models.CharField("straat", max_length=200, blank=True)
    house_number = models.CharField("huisnummer", max_length=20, blank=True)
    postcode = models.CharField("postcode", max_length=10, blank=True)
    city = models.CharField("plaats", max_length=100, blank=True)
    address_unsure = models.BooleanField("adres in onderzoek", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="resident_number")]
        indexes = [
            models.Index(fields=["municipality", "search"], name="resident_search"),
            models.Index(
                fields=["id", "died_text", "died_on"], condition=Q(died_on__isnull=False), name="resident_died"
            ),
        ]
        verbose_name = "persoon van het register"
        verbose_name_plural = "personen van het register"

    def __str__(self) -> str:
        return self.number

    @property
    def name(self) -> str:
        """The name as people write it."""
        return f"{self.given_names} {self.surname}".strip()


class Grave(Recorded):
    """A place where people lie. How it stands (free, given out, full) is worked out, never typed."""

    number = models.CharField("grafnummer", max_length=40)
    cemetery = models.CharField("begraafplaats", max_length=20)
    section = models.CharField("vak", max_length=20, blank=True)
    row = models.CharField("rij", max_length=20, blank=True)
    place = models.CharField("plek", max_length=20, blank=True)
    kind = models.CharField("soort", max_length=40)
    layers_max = models.PositiveSmallIntegerField("lagen")
    urns_max = models.PositiveSmallIntegerField("asbussen")
    blocked = models.CharField("geblokkeerd omdat", max_length=200, blank=True)
    reserved = models.CharField("gereserveerd voor", max_length=200, blank=True)
    historic = models.BooleanField("op de lijst van historische graven", default=False)
    unknown = models.BooleanField("hier ligt een onbekende", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="grave_number"),
            models.CheckConstraint(condition=Q(layers_max__lte=MOST_LAYERS), name="grave_layers"),
        ]
        indexes = [models.Index(fields=["municipality", "cemetery", "kind"], name="grave_kind")]
        verbose_name = "graf"
        verbose_name_plural = "graven"

    def __str__(self) -> str:
        return self.number


class GraveRight(Recorded):
    """A right on a grave. `ends_on` is empty for one without an end; `ended_on` is when it really came to its end."""

    number = models.CharField("nummer", max_length=20)
    grave = models.ForeignKey(Grave, on_delete=models.PROTECT, related_name="rights", db_index=False)
    kind = models.CharField("soort", max_length=10, choices=KINDS)
    holder = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="rights", db_index=False)
    granted_on = models.DateField("ingegaan op")
    ends_on = models.DateField("eindigt op", null=True)
    deed = models.CharField("grafakte", max_length=40, blank=True)
    letter_on = models.DateField("aangeschreven op", null=True)
    requested_on = models.DateField("verlenging gevraagd op", null=True)
    renounce_asked_on = models.DateField("afstand gevraagd op", null=True)
    renounce_asked_by = models.CharField(max_length=24, blank=True)
    ended_on = models.DateField("geëindigd op", null=True)
    end_reason = models.CharField("waarom", max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="right_number"),
            models.UniqueConstraint(
                fields=["grave"], condition=Q(kind=EXCLUSIVE, ended_on=None), name="right_one_exclusive"
            ),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("granted_on")), name="right_days"),
            models.CheckConstraint(condition=Q(ended_on=None, end_reason="") | ~Q(end_reason=""), name="right_end"),
        ]
        indexes = [
            models.Index(fields=["municipality", "grave", "id"], name="right_of_grave"),
            models.Index(fields=["municipality", "holder", "id"], name="right_of_holder"),
            models.Index(fields=["municipality", "ends_on", "id", "kind"], condition=WAITING, name="right_waiting"),
            models.Index(fields=["municipality", "ends_on", "id"], condition=WRITTEN, name="right_written"),
            models.Index(fields=["municipality", "kind", "ended_on", "holder", "id"], name="right_held"),
        ]
        verbose_name = "grafrecht"
        verbose_name_plural = "grafrechten"

    def __str__(self) -> str:
        return self.number

    def days(self, last_body: date | None) -> RightDays:
        """The right as the clocks read it; its holder must be at hand."""
        died = self.holder.died_on if self.holder and not self.holder.died_text else None
        return RightDays(self.kind, self.granted_on, self.ends_on, died, last_body, self.letter_on, self.requested_on)


class RightEvent(Recorded):
    """What happened to a right, and under which decision."""

    right = models.ForeignKey(GraveRight, on_delete=models.PROTECT, related_name="events", db_index=False)
    what = models.CharField("wat", max_length=12)
    day = models.DateField("op")
    holder_before = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    holder_after = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    ends_before = models.DateField("einde was", null=True)
    ends_after = models.DateField("einde werd", null=True)
    document = models.CharField("stuk", max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "right", "id"], name="right_story")]
        verbose_name = "gebeurtenis van een grafrecht"
        verbose_name_plural = "gebeurtenissen van grafrechten"

    def __str__(self) -> str:
        return f"{self.what} {self.day}"


class Interment(Recorded):
    """A body in a layer, or an urn. Layer 1 is the lowest. `term_until` is the end of the right on the day itself.

    `exception` names the decision of the mayor on another term (Wlb 17). `late_reason` says why something is
    registered afterwards: then moments may be missing and the term may have been short. `shared` marks a second body
    in one layer, as of a mother and her child.
    """

    number = models.CharField("nummer", max_length=20)
    grave = models.ForeignKey(Grave, on_delete=models.PROTECT, related_name="interments", db_index=False)
    right = models.ForeignKey(GraveRight, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="interments", db_index=False)
    kind = models.CharField("soort", max_length=4, choices=CONTENT)
    layer = models.PositiveSmallIntegerField("laag", null=True)
    shared = models.BooleanField("samen in een laag", default=False)
    buried_on = models.DateField("begraven op", null=True)
    buried_text = models.CharField("begraven", max_length=40, blank=True)
    buried_at = models.DateTimeField("moment van begraven", null=True)
    died_on = models.DateField("overleden op", null=True)
    died_at = models.DateTimeField("moment van overlijden", null=True)
    registration = models.CharField("registratienummer", max_length=40, blank=True)
    permit = models.CharField("verlof", max_length=40, blank=True)
    term_until = models.DateField("einde van het recht toen", null=True)
    exception = models.CharField("besluit van de burgemeester", max_length=60, blank=True)
    late_reason = models.CharField("achteraf geregistreerd omdat", max_length=200, blank=True)
    removed_on = models.DateField("opgegraven of geruimd op", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="interment_number"),
            models.UniqueConstraint(
                fields=["grave", "layer"],
                condition=Q(kind=BODY, shared=False, removed_on=None),
                name="interment_one_body_a_layer",
            ),
            models.CheckConstraint(
                condition=Q(kind=URN, layer=None) | Q(kind=BODY, layer__gte=1, layer__lte=MOST_LAYERS),
                name="interment_layer",
            ),
            models.CheckConstraint(
                condition=Q(kind=URN)
                | ~_LIVE
                | Q(died_at__isnull=False, buried_at__isnull=False, right__isnull=False, buried_on__isnull=False),
                name="interment_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind=URN)
                | ~Q(exception="")
                | Q(died_at=None)
                | Q(buried_at=None)
                | Q(GreaterThanOrEqual(SecondsBetween("died_at", "buried_at"), LEAST_HOURS * 3600)),
                name="interment_after_36_hours",
            ),
            models.CheckConstraint(
                condition=Q(kind=URN)
                | ~Q(exception="")
                | Q(died_on=None)
                | Q(buried_on=None)
                | Q(buried_on__gt=F("died_on")),
                name="interment_after_death",
            ),
            models.CheckConstraint(
                condition=Q(kind=URN)
                | ~_LIVE
                | Q(term_until=None)
                | Q(LessThanOrEqual(YearsLater("buried_on", years=LEAST_YEARS), F("term_until"))),
                name="interment_ten_years_left",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "grave", "id"], name="interment_of_grave"),
            models.Index(fields=["municipality", "resident", "id"], name="interment_of_resident"),
        ]
        verbose_name = "bezorging"
        verbose_name_plural = "bezorgingen"

    def __str__(self) -> str:
        return self.number
