"""The agreement as it was loaded, and the shape of every table that an act may change."""

from __future__ import annotations

import json
from typing import Any, Self, TypeVar

from django.db import models

from noaber.journal.models import Entry
from noaber.parties.models import Municipality


class Agreement(models.Model):
    """One agreement between a client and a contractor; `document` is its data as read from the folder."""

    code = models.SlugField("code", max_length=60, unique=True)
    title = models.CharField("titel", max_length=200)
    client = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    contractor = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    since = models.DateField("gaat in op")
    until = models.DateField("eindigt op", null=True, blank=True)
    digest = models.CharField(max_length=64)
    document = models.TextField()
    loaded_at = models.DateTimeField("ingelezen op")

    class Meta:
        verbose_name = "overeenkomst"

    def __str__(self) -> str:
        return self.title

    @property
    def data(self) -> dict[str, Any]:
        """The document as data."""
        data: dict[str, Any] = json.loads(self.document)
        return data


R = TypeVar("R", bound="Recorded", covariant=True)


class Rows(models.QuerySet[R]):
    """Rows of one client; every query that people ask starts here."""

    def of(self, client: int) -> Self:
        """The rows of one client municipality."""
        return self.filter(municipality=client)


class Working(models.Model):
    """A row of a municipality that no act makes and no proof needs: made from what is recorded, or gone in minutes.

    It may be changed and deleted, but only with its municipality at work.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Recorded(models.Model):
    """A row that exists because of an act: the database refuses it without an entry of the same transaction."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    objects = models.Manager.from_queryset(Rows)()

    class Meta:
        abstract = True

    @classmethod
    def add(cls, entry: Entry, **fields: Any) -> Self:
        """A new row, under the entry that made it."""
        row = cls(entry=entry, municipality_id=entry.municipality_id, **fields)
        row.save(force_insert=True)
        return row

    def change(self, entry: Entry, **fields: Any) -> None:
        """Write the named fields and no others, under the entry of the act that changes them."""
        kept = type(self).objects.filter(pk=self.pk, municipality=entry.municipality_id)
        assert kept.update(entry=entry, **fields) == 1, "the row is of another municipality, or gone"
        for name, value in fields.items():
            setattr(self, name, value)
        self.entry = entry

    @property
    def reference(self) -> str:
        """How the journal names this row: `case:12`."""
        return f"{self._meta.model_name}:{self.pk}"
