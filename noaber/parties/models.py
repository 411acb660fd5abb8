"""Municipalities, the people who work for them, and the functions those people hold."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from noaber.parties.functions import FUNCTIONS


class Municipality(models.Model):
    """A municipality, by its CBS code; the key of everything that belongs to it."""

    code = models.PositiveSmallIntegerField("CBS-code", primary_key=True)
    slug = models.SlugField(unique=True)
    name = models.CharField("naam", max_length=80)
    oin = models.CharField("OIN", max_length=20, blank=True)
    kvk = models.CharField("KvK-nummer", max_length=8, blank=True)
    vat_number = models.CharField("btw-nummer", max_length=20, blank=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    street = models.CharField("adres", max_length=120, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    city = models.CharField("plaats", max_length=80, blank=True)
    email = models.EmailField("e-mailadres voor facturen", blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def official(self) -> str:
        """The name as papers carry it."""
        return f"gemeente {self.name}"


def new_pseudonym() -> str:
    """A name for in the journal that says nothing about the person: 64 random bits."""
    return f"m-{secrets.token_hex(8)}"


class People(BaseUserManager["Person"]):
    """Make accounts; there is no super-user: powers come from positions and mandates."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. The journal knows them by pseudonym only."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=80)
    employer = models.ForeignKey(Municipality, on_delete=models.PROTECT, verbose_name="werkgever")
    pseudonym = models.CharField(max_length=24, unique=True, default=new_pseudonym, editable=False)
    fictional = models.BooleanField("bestaat alleen in de demo", default=False)
    is_active = models.BooleanField("mag aanmelden", default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def with_positions(cls, pk: Any) -> Person | None:
        """A person together with their functions; none where there is nobody."""
        positions = list(Position.objects.filter(person=pk).select_related("person"))
        if not positions:
            return cls.objects.filter(pk=pk).first()
        person = positions[0].person
        person._positions = positions
        return person

    def positions_on(self, day: date) -> list[Position]:
        """The functions this person holds on a day; read once per request."""
        if not hasattr(self, "_positions"):
            self._positions = list(self.positions.all())
        return [position for position in self._positions if position.holds_on(day)]


class Position(models.Model):
    """A function that a person holds at an organisation, from a day until a day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="positions")
    function = models.CharField("functie", max_length=24, choices=FUNCTIONS)
    organisation = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    since = models.DateField("vanaf")
    until = models.DateField("tot en met", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_function_display()} {self.organisation_id}"

    def holds_on(self, day: date) -> bool:
        """Does the person hold it on that day? Both ends count."""
        return self.since <= day and (self.until is None or day <= self.until)


class ApiToken(models.Model):
    """A key with which a system of one client municipality reads that municipality's own work.

    Only the fingerprint (SHA-256) of its 256 random bits is kept; the key itself is shown once, when it is made.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("waarvoor", max_length=80)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField("mag lezen", default=list)
    made_at = models.DateTimeField("gemaakt op")
    expires_at = models.DateTimeField("geldig tot")
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    last_used_on = models.DateField("laatst gebruikt op", null=True, blank=True)

    class Meta:
        verbose_name = "sleutel voor de API"
        verbose_name_plural = "sleutels voor de API"

    def __str__(self) -> str:
        return self.name

    def holds_at(self, moment: datetime) -> bool:
        """Does the key still open anything at this moment? Not from the moment that it expires or is revoked."""
        return moment < self.expires_at and (self.revoked_at is None or moment < self.revoked_at)
