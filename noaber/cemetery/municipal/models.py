"""Funerals by the municipality. Names, notes and amounts stand here; the journal has codes, days and cents alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import F, Q

from noaber.agreement.models import Recorded
from noaber.cases.models import Case
from noaber.cemetery.models import Interment
from noaber.cemetery.municipal.file import (
    ANSWERS,
    PLACES,
    RELATIONS,
    REPORTERS,
    RESULTS,
    UNKNOWN,
    WAYS,
    WISHES,
    Asset,
    File,
    Other,
)
from noaber.cemetery.municipal.money import ASSETS, COSTS, REASONS, SOURCES, Claim, Cost, WriteOff


class Funeral(Recorded):
    """A funeral that the municipality takes care of, on top of its case.

    `died_at` is the moment of death, or that of the finding where `moment_known` is not. `by_mayor` says that the mayor
    decided in person. `interment` is the burial in a grave of the municipality itself.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    reporter = models.CharField("melder", max_length=10, choices=REPORTERS)
    received = models.DateField("gemeld op")
    died_at = models.DateTimeField("overleden op")
    moment_known = models.BooleanField("moment van overlijden bekend", default=True)
    identified = models.BooleanField("bekend wie het is", default=True)
    given_names = models.CharField("voornamen", max_length=200, blank=True)
    surname = models.CharField("achternaam", max_length=200, blank=True)
    born_on = models.DateField("geboren op", null=True)
    lies_at = models.CharField("waar de overledene nu is", max_length=200)
    search_done = models.DateField("zoeken afgerond op", null=True)
    search_reason = models.CharField("waarom niet overal gezocht", max_length=300, blank=True)
    wish = models.CharField("wens", max_length=10, choices=WISHES, default=UNKNOWN)
    known_by = models.CharField("wens blijkt uit", max_length=200, blank=True)
    way = models.CharField("hoe", max_length=10, choices=WAYS, blank=True)
    way_reason = models.CharField("waarom anders dan de wens", max_length=300, blank=True)
    ordered_on = models.DateField("besluit van de burgemeester op", null=True)
    by_mayor = models.BooleanField("door de burgemeester zelf", default=False)
    decision = models.CharField("kenmerk van het besluit", max_length=60, blank=True)
    signature = models.CharField("ondertekening", max_length=200, blank=True)
    other_decision = models.CharField("besluit over een andere termijn", max_length=60, blank=True)
    other_until = models.DateField("andere termijn tot en met", null=True)
    other_earlier = models.BooleanField("binnen 36 uur", default=False)
    firm = models.CharField("uitvaartondernemer", max_length=120, blank=True)
    commissioned_on = models.DateField("opdracht gegeven op", null=True)
    planned_at = models.DateTimeField("gepland op", null=True)
    laid_at = models.DateTimeField("moment van de uitvaart", null=True)
    laid_on = models.DateField("uitvaart op", null=True)
    permit = models.CharField("verlof", max_length=40, blank=True)
    where = models.CharField("waar", max_length=200, blank=True)
    interment = models.ForeignKey(Interment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    in_time = models.BooleanField("binnen de termijn", null=True)
    handed_on = models.DateField("overgedragen op", null=True)
    settle_by = models.DateField("afrekenen uiterlijk", null=True)
    closed_on = models.DateField("afgesloten op", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case"], name="municipal_funeral_of_case"),
            models.CheckConstraint(
                condition=~Q(way="cremation") | Q(identified=True), name="municipal_unknown_is_buried"
            ),
            models.CheckConstraint(
                condition=Q(laid_on=None) | (Q(ordered_on__isnull=False) & ~Q(permit="")),
                name="municipal_laid_as_ordered",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "closed_on", "id"], name="municipal_open"),
            models.Index(fields=["municipality", "interment"], name="municipal_interment"),
        ]
        verbose_name = "gemeentelijke uitvaart"
        verbose_name_plural = "gemeentelijke uitvaarten"

    def __str__(self) -> str:
        return f"{self.case_id} {self.received}"

    @property
    def name(self) -> str:
        """Who it is, as people write it."""
        return f"{self.given_names} {self.surname}".strip() if self.identified else "Onbekende persoon"

    def value(
        self,
        searches: Sequence[SearchLine],
        kin: Sequence[Kin],
        costs: Sequence[CostLine],
        assets: Sequence[AssetLine],
        claims: Sequence[ClaimLine],
        write_offs: Sequence[WriteOffLine],
    ) -> File:
        """The file as the rules read it."""
        return File(
            self.received,
            self.died_at,
            self.identified,
            tuple(dict.fromkeys(one.place for one in searches)),
            tuple(one.answer for one in kin),
            self.search_done,
            self.wish,
            self.ordered_on,
            self.way,
            self.commissioned_on,
            self.planned_at,
            Other(self.other_decision, self.other_until, self.other_earlier),
            self.laid_on,
            self.handed_on,
            self.closed_on,
            tuple(one.value for one in costs),
            tuple(one.value for one in assets),
            tuple(one.value for one in claims),
            tuple(one.value for one in write_offs),
        )


class SearchLine(Recorded):
    """Where was looked, and what that brought."""

    funeral = models.ForeignKey(Funeral, on_delete=models.PROTECT, related_name="searches", db_index=False)
    place = models.CharField("waar", max_length=10, choices=PLACES)
    result = models.CharField("uitkomst", max_length=8, choices=RESULTS)
    searched_on = models.DateField("gezocht op")
    note = models.CharField("wat", max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "funeral", "id"], name="municipal_search_of_funeral")]
        verbose_name = "zoekactie"
        verbose_name_plural = "zoekacties"

    def __str__(self) -> str:
        return f"{self.place} {self.searched_on}"


class Kin(Recorded):
    """A relative and the answer; name and address are wiped when the file is closed."""

    funeral = models.ForeignKey(Funeral, on_delete=models.PROTECT, related_name="kin", db_index=False)
    relation = models.CharField("relatie", max_length=8, choices=RELATIONS)
    name = models.CharField("naam", max_length=200, blank=True)
    contact = models.CharField("adres of telefoon", max_length=200, blank=True)
    answer = models.CharField("antwoord", max_length=8, choices=ANSWERS)
    answered_on = models.DateField("op")

    class Meta:
        indexes = [models.Index(fields=["municipality", "funeral", "id"], name="municipal_kin_of_funeral")]
        verbose_name = "nabestaande"
        verbose_name_plural = "nabestaanden"

    def __str__(self) -> str:
        return f"{self.relation} {self.answered_on}"


class CostLine(Recorded):
    """What something costs, in cents: first estimated, then as it was billed."""

    funeral = models.ForeignKey(Funeral, on_delete=models.PROTECT, related_name="costs", db_index=False)
    kind = models.CharField("waarvoor", max_length=12, choices=COSTS)
    text = models.CharField("omschrijving", max_length=200, blank=True)
    estimate_cents = models.PositiveIntegerField("geraamd")
    actual_cents = models.PositiveIntegerField("werkelijk", null=True)
    bill = models.CharField("nota", max_length=60, blank=True)
    billed_on = models.DateField("vastgelegd op", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(actual_cents=None, billed_on=None) | Q(actual_cents__isnull=False, billed_on__isnull=False),
                name="municipal_cost_billed",
            )
        ]
        indexes = [models.Index(fields=["municipality", "funeral", "id"], name="municipal_cost_of_funeral")]
        verbose_name = "kostenregel"
        verbose_name_plural = "kostenregels"

    def __str__(self) -> str:
        return f"{self.kind} {self.estimate_cents}"

    @property
    def value(self) -> Cost:
        """The line as the rules read it."""
        return Cost(self.estimate_cents, self.actual_cents)


class AssetLine(Recorded):
    """Something that the deceased left, where it is kept, and who got it."""

    funeral = models.ForeignKey(Funeral, on_delete=models.PROTECT, related_name="assets", db_index=False)
    kind = models.CharField("soort", max_length=8, choices=ASSETS)
    text = models.CharField("omschrijving", max_length=200)
    value_cents = models.PositiveIntegerField("waarde")
    kept = models.CharField("bewaard", max_length=200, blank=True)
    handed_to = models.CharField("overgedragen aan", max_length=200, blank=True)
    receipt = models.CharField("ontvangstbewijs", max_length=60, blank=True)
    handed_on = models.DateField("overgedragen op", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(handed_on=None) | ~Q(receipt=""), name="municipal_asset_receipt")
        ]
        indexes = [models.Index(fields=["municipality", "funeral", "id"], name="municipal_asset_of_funeral")]
        verbose_name = "bezit"
        verbose_name_plural = "bezittingen"

    def __str__(self) -> str:
        return f"{self.kind} {self.value_cents}"

    @property
    def value(self) -> Asset:
        """The line as the rules read it."""
        return Asset(self.kind, self.value_cents, self.handed_on is not None)


class ClaimLine(Recorded):
    """What is asked back from whom. It is no post of the bookkeeping's file: a funeral has no debtor there."""

    funeral = models.ForeignKey(Funeral, on_delete=models.PROTECT, related_name="claims", db_index=False)
    source = models.CharField("waarop", max_length=10, choices=SOURCES)
    kin = models.ForeignKey(Kin, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    amount_cents = models.PositiveIntegerField("gevraagd")
    received_cents = models.PositiveIntegerField("ontvangen", default=0)
    asked_on = models.DateField("gevraagd op")
    note = models.CharField("toelichting", max_length=300, blank=True)
    ended_on = models.DateField("beëindigd op", null=True)
    end_reason = models.CharField("waarom niet meer", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(received_cents__lte=F("amount_cents")), name="municipal_claim_received"),
            models.CheckConstraint(condition=~Q(source="kin") | Q(kin__isnull=False), name="municipal_claim_kin"),
        ]
        indexes = [models.Index(fields=["municipality", "funeral", "id"], name="municipal_claim_of_funeral")]
        verbose_name = "verhaal"
        verbose_name_plural = "verhalen"

    def __str__(self) -> str:
        return f"{self.source} {self.amount_cents}"

    @property
    def value(self) -> Claim:
        """The line as the rules read it."""
        return Claim(self.source, self.amount_cents, self.received_cents, self.ended_on is not None)


class WriteOffLine(Recorded):
    """An amount that is given up: somebody proposes it, and somebody else answers."""

    funeral = models.ForeignKey(Funeral, on_delete=models.PROTECT, related_name="write_offs", db_index=False)
    amount_cents = models.PositiveIntegerField("bedrag")
    reason = models.CharField("grond", max_length=10, choices=REASONS)
    text = models.CharField("toelichting", max_length=300)
    proposed_by = models.CharField(max_length=24)
    proposed_on = models.DateField("voorgesteld op")
    approved = models.BooleanField("goedgekeurd", null=True)
    answered_by = models.CharField(max_length=24, blank=True)
    answered_on = models.DateField("beslist op", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved=None, answered_by="")
                | (Q(approved__isnull=False) & ~Q(answered_by="") & ~Q(answered_by=F("proposed_by"))),
                name="municipal_write_off_by_another",
            )
        ]
        indexes = [models.Index(fields=["municipality", "funeral", "id"], name="municipal_write_off_of_funeral")]
        verbose_name = "afboeking"
        verbose_name_plural = "afboekingen"

    def __str__(self) -> str:
        return f"{self.reason} {self.amount_cents}"

    @property
    def value(self) -> WriteOff:
        """The line as the rules read it."""
        return WriteOff(self.amount_cents, self.proposed_by, self.approved)
