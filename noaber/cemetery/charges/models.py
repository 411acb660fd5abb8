"""Posts, who pays them, and the files that went to the bookkeeping. A file never changes after it was made."""

from __future__ import annotations

import json
import uuid
import zlib
from typing import Any

from django.db import models
from django.db.models import Q

from noaber.agreement.models import Recorded
from noaber.cemetery.charges import layout, rules
from noaber.cemetery.charges.batch import Totals, totals_from
from noaber.cemetery.models import Grave, GraveRight, Resident
from noaber.journal.models import CountedLine, Entry


class Debtor(Recorded):
    """Who pays: somebody of the register, or an organisation such as an undertaker with its own name and address.

    `ledger_number` is how the bookkeeping knows them. The citizen number is kept only where the receiver asks it.
    """

    number = models.CharField("nummer", max_length=20)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField("naam", max_length=200, blank=True)
    attention = models.CharField("ter attentie van", max_length=100, blank=True)
    street = models.CharField("straat", max_length=200, blank=True)
    house_number = models.CharField("huisnummer", max_length=20, blank=True)
    postcode = models.CharField("postcode", max_length=10, blank=True)
    city = models.CharField("plaats", max_length=100, blank=True)
    country = models.CharField("land", max_length=60, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    kvk = models.CharField("KvK-nummer", max_length=8, blank=True)
    bsn = models.CharField("burgerservicenummer", max_length=9, blank=True)
    ledger_number = models.CharField("debiteurnummer", max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="debtor_number"),
            models.UniqueConstraint(fields=["resident"], name="debtor_once_a_person"),
            models.CheckConstraint(condition=Q(resident__isnull=False) | ~Q(name=""), name="debtor_named"),
        ]
        verbose_name = "debiteur"
        verbose_name_plural = "debiteuren"

    def __str__(self) -> str:
        return self.number

    @property
    def called(self) -> str:
        """The name, of the register where it is somebody of the register."""
        return self.resident.name if self.resident else self.name


class Post(Recorded):
    """An amount that is owed, or given back. What it says is a snapshot of the tariff on its day.

    `line` is the line of the journal that it was made of, `event` the entry. Without either it was made by hand, or it
    follows another post: `original` is the post that a credit takes back, `replaces` the rejected one it comes after.
    """

    number = models.PositiveIntegerField("nummer")
    post_id = models.UUIDField("post_id", default=uuid.uuid4, unique=True)
    kind = models.CharField("soort", max_length=8, choices=rules.KINDS)
    state = models.CharField("stand", max_length=10, choices=rules.STATES, default=rules.CONCEPT)
    event = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    line = models.ForeignKey(CountedLine, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    original = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="credits", db_index=False, verbose_name="credit van"
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", db_index=False
    )
    grave = models.ForeignKey(Grave, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    right = models.ForeignKey(GraveRight, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    tariff = models.CharField("tarief", max_length=40, blank=True)
    title = models.CharField("omschrijving", max_length=200)
    sum = models.CharField("berekening", max_length=80, blank=True)
    law = models.CharField("verordening", max_length=120, blank=True)
    article = models.CharField("artikel", max_length=60, blank=True)
    tariff_year = models.PositiveSmallIntegerField("tariefjaar", null=True)
    draft = models.BooleanField("tarief nog niet nagegaan", default=False)
    quantity = models.IntegerField("aantal")
    unit_cents = models.BigIntegerField("eenheidsprijs")
    amount_cents = models.BigIntegerField("bedrag")
    vat = models.CharField("btw-code", max_length=12)
    vat_cents = models.BigIntegerField("btw-bedrag", default=0)
    ledger = models.CharField("grootboekrekening", max_length=20, blank=True)
    cost_centre = models.CharField("kostenplaats", max_length=20, blank=True)
    cost_kind = models.CharField("kostensoort", max_length=20, blank=True)
    fact_on = models.DateField("datum van het feit")
    decided_on = models.DateField("datum van het besluit")
    tax_year = models.PositiveSmallIntegerField("belastingjaar")
    debtor = models.ForeignKey(Debtor, on_delete=models.PROTECT, null=True, related_name="posts", db_index=False)
    role = models.CharField("wie betaalt", max_length=10, choices=rules.ROLES, default=rules.HOLDER)
    made_by = models.CharField(max_length=24)
    changed_by = models.CharField(max_length=24, blank=True)
    fixed_by = models.CharField(max_length=24, blank=True)
    fixed_on = models.DateField("vastgesteld op", null=True)
    reason = models.CharField("reden", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="post_number"),
            models.UniqueConstraint(
                fields=["line"], condition=Q(line__isnull=False, replaces=None), name="post_once_a_line"
            ),
            models.UniqueConstraint(
                fields=["right", "tax_year", "tariff"],
                condition=Q(kind=rules.LEVY, replaces=None),
                name="post_one_levy_a_year",
            ),
            models.UniqueConstraint(
                fields=["original"], condition=Q(kind=rules.CREDIT, replaces=None), name="post_credited_once"
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(replaces__isnull=False), name="post_replaced_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=rules.CREDIT, original__isnull=False, amount_cents__lt=0)
                | Q(~Q(kind=rules.CREDIT), amount_cents__gt=0)
                | Q(state=rules.DROPPED, amount_cents=0),
                name="post_sign",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(rules.CONCEPT, rules.DROPPED))
                | Q(Q(debtor__isnull=False) | Q(role=rules.CLIENT), fixed_on__isnull=False),
                name="post_fixed_with_payer",
            ),
            models.CheckConstraint(
                condition=Q(fixed_by="") | ~Q(fixed_by=models.F("made_by")), name="post_fixed_by_another"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "id"], name="post_state"),
            models.Index(fields=["municipality", "grave", "id"], name="post_of_grave"),
            models.Index(fields=["municipality", "debtor", "id"], name="post_of_debtor"),
            models.Index(fields=["municipality", "event"], condition=Q(event__isnull=False), name="post_of_event"),
            models.Index(fields=["municipality", "original"], condition=Q(original__isnull=False), name="post_credit"),
        ]
        verbose_name = "post"
        verbose_name_plural = "posten"

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """As people name it."""
        return rules.called(self.number)

    @property
    def facts(self) -> rules.PostFacts:
        """As the rules read it; whether something follows it is asked where it matters."""
        payer = self.debtor_id is not None or self.role == rules.CLIENT
        makers = tuple(one for one in (self.made_by, self.changed_by) if one)
        return rules.PostFacts(self.number, self.state, makers, payer, self.amount_cents, self.kind)


class FileLayout(Recorded):
    """A layout that a municipality chose; the newest counts for the next file."""

    title = models.CharField("naam", max_length=60)
    data = models.JSONField("indeling")

    class Meta:
        indexes = [models.Index(fields=["municipality", "-id"], name="layout_newest")]
        verbose_name = "indeling"
        verbose_name_plural = "indelingen"

    def __str__(self) -> str:
        return self.title

    @property
    def value(self) -> layout.Layout:
        """As a value."""
        return layout.from_data(self.data)


class FileSeries(Recorded):
    """The counter of a municipality: the number of its last file. Who makes a file holds this row."""

    last = models.CharField("laatste nummer", max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="series_once")]
        verbose_name = "reeks van bestanden"
        verbose_name_plural = "reeksen van bestanden"

    def __str__(self) -> str:
        return self.last


class FileBatch(Recorded):
    """A file as it was made. The database refuses every change to it.

    `told` are its lines as they were, packed: from these the readable list is drawn, whatever the layout was.
    """

    number = models.CharField("nummer", max_length=20)
    predecessor = models.CharField("voorganger", max_length=20, blank=True)
    due = models.DateField("vervaldag", null=True)
    made_on = models.DateField("gemaakt op")
    made_at = models.DateTimeField("gemaakt")
    title = models.CharField("indeling", max_length=60)
    name = models.CharField("bestandsnaam", max_length=60)
    encoding = models.CharField("tekens", max_length=10)
    content = models.BinaryField("bestand")
    digest = models.CharField("vingerafdruk", max_length=64)
    manifest = models.BinaryField("manifest")
    told = models.BinaryField("regels")
    count = models.PositiveIntegerField("aantal regels")
    net_cents = models.BigIntegerField("saldo")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="batch_number"),
            models.UniqueConstraint(fields=["municipality", "predecessor"], name="batch_predecessor"),
        ]
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"

    def __str__(self) -> str:
        return self.number

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The lines as they were."""
        rows: list[dict[str, Any]] = json.loads(zlib.decompress(bytes(self.told)))
        return rows

    @property
    def totals(self) -> Totals:
        """The control totals."""
        return totals_from(json.loads(bytes(self.manifest))["controletotalen"])


class FileLine(Recorded):
    """A line of a file: a post is in one line of one file, ever. The database refuses every change to it."""

    batch = models.ForeignKey(FileBatch, on_delete=models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField("regel")
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="sent")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="line_number")]
        verbose_name = "regel van een bestand"
        verbose_name_plural = "regels van bestanden"

    def __str__(self) -> str:
        return f"{self.number}"


class Acknowledgement(Recorded):
    """What the bookkeeping said of a file, and everything in it that was not as it was sent."""

    batch = models.ForeignKey(FileBatch, on_delete=models.PROTECT, related_name="acknowledgements", db_index=False)
    day = models.DateField("op")
    digest = models.CharField("vingerafdruk van de terugmelding", max_length=64, blank=True)
    processed = models.PositiveIntegerField("verwerkt")
    rejected = models.PositiveIntegerField("afgekeurd")
    differences = models.JSONField("verschillen", default=list)

    class Meta:
        indexes = [models.Index(fields=["municipality", "batch", "id"], name="acknowledged")]
        verbose_name = "terugmelding"
        verbose_name_plural = "terugmeldingen"

    def __str__(self) -> str:
        return f"{self.day}"
