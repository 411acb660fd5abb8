"""The journal: what was done or refused, by whom, under which clause, and what counts of it.

Rows are only ever added (the database refuses the rest). One log per municipality and year; the sealer gives each
entry its place in the log afterwards, so that writers never wait for each other.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from noaber.parties.models import Municipality


class Entry(models.Model):
    """One act, or one refusal. `header` is the text that is sealed; the columns repeat it so that it can be found."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    agreement = models.CharField(max_length=60)
    act = models.CharField(max_length=60)
    clause = models.CharField(max_length=20)
    actor = models.CharField(max_length=24)
    function = models.CharField(max_length=24)
    mandate = models.CharField(max_length=60, blank=True)
    object = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=8)
    reason = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=80, null=True)  # noqa: DJ001  NULLs are what keeps the constraint off other acts
    header = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="entry_once_per_form")]
        indexes = [
            models.Index(fields=["municipality", "-id"], name="entry_newest"),
            models.Index(fields=["municipality", "object", "-id"], name="entry_of_object"),
            models.Index(fields=["municipality", "act", "-id"], name="entry_of_act"),
        ]
        verbose_name = "journaalregel"

    def __str__(self) -> str:
        return f"{self.act} {self.object} {self.result}"

    @property
    def granted(self) -> bool:
        """Was it done, or refused?"""
        return self.result == "granted"

    @property
    def facts(self) -> dict[str, Any]:
        """The facts of the act, as far as they have not been erased."""
        body = self.payload.body if hasattr(self, "payload") else None
        return json.loads(body) if body else {}


class Payload(models.Model):
    """The facts of an entry, salted, kept apart and erasable: the entry holds only a commitment to them."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    salt = models.BinaryField(null=True)
    body = models.TextField(null=True)  # noqa: DJ001  NULL means erased; an empty text is a fact

    def __str__(self) -> str:
        return f"feiten van {self.entry_id}"


class CountedLine(models.Model):
    """A line of an entry: the only source of reports and invoices. `month` is the year and month of `day`, 202611."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    measure = models.CharField(max_length=30)
    day = models.DateField()
    month = models.PositiveIntegerField()
    quantity = models.BigIntegerField()
    unit = models.CharField(max_length=8)
    service = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    base = models.BigIntegerField()
    clause = models.CharField(max_length=20)

    class Meta:
        indexes = [
            models.Index(
                fields=["municipality", "month", "service", "measure", "key", "entry", "quantity", "base"],
                name="line_sums",
            ),
            models.Index(fields=["municipality", "measure", "-id"], name="line_of_measure"),
        ]
        verbose_name = "telregel"

    def __str__(self) -> str:
        return f"{self.measure} {self.key} {self.quantity} {self.unit}"

    def as_list(self) -> list[Any]:
        """The line as the header of its entry writes it."""
        day = self.day.isoformat()
        return [self.measure, day, self.quantity, self.unit, self.service, self.key, self.base, self.clause]


class Leaf(models.Model):
    """The place that the sealer gave an entry in its log, and the hash it had on that day.

    No foreign keys in the database: the guard on this table looks up the entry and its municipality already, entries
    are never deleted, and checking it again took a third of the time that an insert takes.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    year = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, db_constraint=False)
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "year", "index"], name="leaf_place")]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.year} #{self.index}"


class Checkpoint(models.Model):
    """A signed statement of the size and root of a log, in the C2SP formats."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "year", "size"], name="checkpoint_once")]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.year} {self.size}"


class SealState(models.Model):
    """How far the sealer is in a log: its frontier, and the horizon below which every entry has been placed."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField()
    size = models.BigIntegerField(default=0)
    frontier = models.JSONField(default=list)
    horizon = models.BigIntegerField(default=0)
    sealed_at = models.DateTimeField(null=True)
    alarm = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "year"], name="seal_state_once")]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.year} tot {self.size}"
