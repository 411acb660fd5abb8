"""The calendar of the desk, what is kept for whoever is choosing, and visits."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from noaber.agreement.link_codes import code_of
from noaber.agreement.models import Recorded, Working
from noaber.appointments import slots
from noaber.appointments.rules import BOOKED, STATES

PURPOSE = "appointments"
"""What the codes of links are for."""


class Slot(Working):
    """One place in the calendar: from which minute, how many at once, how many of those are taken.

    A working row, made from the opening rules; what was agreed with people stands in `Visit`. `planned` is the capacity
    by the rules; `capacity` is never less than what was taken before the rules changed. See decision 21.
    """

    location = models.CharField("locatie", max_length=60)
    skill = models.CharField("loket", max_length=60)
    day = models.DateField("dag")
    minute = models.PositiveIntegerField("minuut")
    planned = models.PositiveSmallIntegerField("volgens de regels")
    capacity = models.PositiveSmallIntegerField("tegelijk")
    used = models.PositiveSmallIntegerField("bezet", default=0)

    class Meta:
        constraints = [
            # By the minute first: a day, or the places of one appointment, stand together in it.
            models.UniqueConstraint(fields=["municipality", "minute", "location", "skill"], name="slot_once"),
            models.CheckConstraint(condition=models.Q(used__lte=models.F("capacity")), name="slot_not_overbooked"),
        ]
        indexes = [
            # Free places only, from a minute on: neither what is taken nor what is past is read.
            models.Index(
                fields=["municipality", "skill", "minute", "location", "day"],
                condition=models.Q(used__lt=models.F("capacity")),
                name="slot_free",
            )
        ]
        verbose_name = "plek"

    def __str__(self) -> str:
        return f"{self.location} {slots.moment_of(self.minute):%Y-%m-%d %H:%M}"


class Hold(Working):
    """A run of places kept for somebody who is typing, until a moment. Nothing of a person.

    `seed` makes the code that opens it, which becomes the code of the appointment: who sends a form again, or comes
    back later, finds the appointment itself.
    """

    seed = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64, unique=True)
    location = models.CharField("locatie", max_length=60)
    skill = models.CharField("loket", max_length=60)
    first = models.PositiveIntegerField("eerste minuut")
    count = models.PositiveSmallIntegerField("plekken")
    length = models.PositiveSmallIntegerField("minuten per plek")
    products = models.JSONField("producten")
    persons = models.PositiveSmallIntegerField("personen")
    answers = models.JSONField("antwoorden", default=dict)
    expires_at = models.DateTimeField("vervalt op")

    class Meta:
        indexes = [models.Index(fields=["municipality", "expires_at"], name="hold_expired")]
        verbose_name = "vastgehouden tijd"

    def __str__(self) -> str:
        return f"{self.location} {self.begins:%Y-%m-%d %H:%M}"

    @property
    def run(self) -> slots.Run:
        """The places that are kept."""
        return slots.Run(self.location, self.skill, self.first, self.count, self.length)

    @property
    def begins(self) -> datetime:
        """The moment that was chosen."""
        return slots.moment_of(self.first)


class Visit(Recorded):
    """One visit to a desk, by appointment or with a ticket alone.

    `agreed` is the time of an appointment, none for a walk-in; `count` and `length` are the places it takes. Name,
    address, telephone and answers stand here alone, and are erased after the agreed days. `seed` and the key of the
    installation make the code of the link; of the code itself only the hash is kept. `sequence` counts the changes.
    """

    number = models.CharField("nummer", max_length=16)
    location = models.CharField("locatie", max_length=60)
    skill = models.CharField("loket", max_length=60, blank=True)
    day = models.DateField("dag")
    agreed = models.DateTimeField("afgesproken tijd", null=True)
    count = models.PositiveSmallIntegerField("plekken", default=0)
    length = models.PositiveSmallIntegerField("minuten per plek", default=0)
    products = models.JSONField("producten")
    persons = models.PositiveSmallIntegerField("personen", default=1)
    answers = models.JSONField("antwoorden", default=dict)
    state = models.CharField("stand", max_length=10, default=BOOKED, choices=STATES)
    ticket = models.PositiveSmallIntegerField("volgnummer", null=True)
    counter = models.PositiveSmallIntegerField("loket", null=True)
    arrived_at = models.DateTimeField("aangemeld", null=True)
    called_at = models.DateTimeField("opgeroepen", null=True)
    started_at = models.DateTimeField("begonnen", null=True)
    finished_at = models.DateTimeField("klaar", null=True)
    language = models.CharField("taal", max_length=2, default="nl")
    name = models.CharField("naam", max_length=80, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    erase_on = models.DateField("wissen op", null=True)
    seed = models.CharField(max_length=32, blank=True)
    # None for a walk-in, so that of the others no two are the same.
    code_hash = models.CharField(max_length=64, null=True)  # noqa: DJ001
    sequence = models.PositiveSmallIntegerField("wijzigingen", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="visit_number"),
            models.UniqueConstraint(fields=["municipality", "code_hash"], name="visit_code"),
            models.UniqueConstraint(fields=["municipality", "location", "day", "ticket"], name="visit_ticket"),
        ]
        indexes = [
            models.Index(fields=["municipality", "location", "day", "agreed", "id"], name="visit_agenda"),
            models.Index(fields=["municipality", "agreed"], condition=models.Q(state=BOOKED), name="visit_expected"),
            models.Index(
                fields=["municipality", "erase_on"], condition=models.Q(erase_on__isnull=False), name="visit_to_erase"
            ),
        ]
        verbose_name = "bezoek"
        verbose_name_plural = "bezoeken"

    def __str__(self) -> str:
        return self.number

    @property
    def run(self) -> slots.Run | None:
        """The places it takes; none for a walk-in."""
        if self.agreed is None:
            return None
        return slots.Run(self.location, self.skill, slots.minute_of(self.agreed), self.count, self.length)

    @property
    def until(self) -> datetime | None:
        """The moment at which an appointment is over; none for a walk-in."""
        return slots.moment_of(self.run.end) if self.run else None

    @property
    def code(self) -> str:
        """The code of the link: 128 bits that only the row and the key of the installation make together."""
        return code_of(self.seed, PURPOSE)


class Deviation(Recorded):
    """A day, or a part of one, on which a location differs from its opening rules."""

    location = models.CharField("locatie", max_length=60)
    day = models.DateField("dag")
    kind = models.CharField("soort", max_length=8, choices={slots.CLOSED: "gesloten", slots.OPEN: "extra open"})
    start = models.TimeField("vanaf")
    end = models.TimeField("tot")
    skill = models.CharField("loket", max_length=60, blank=True)
    capacity = models.PositiveSmallIntegerField("tegelijk", default=0)
    reason = models.CharField("reden", max_length=120)
    withdrawn = models.BooleanField("ingetrokken", default=False)

    class Meta:
        indexes = [models.Index(fields=["municipality", "day"], name="deviation_day")]
        verbose_name = "afwijkende openingstijd"
        verbose_name_plural = "afwijkende openingstijden"

    def __str__(self) -> str:
        return f"{self.location} {self.day}"

    def value(self) -> slots.Deviation:
        """The deviation as the rules read it."""
        return slots.Deviation(self.location, self.kind, self.start, self.end, self.skill, self.capacity)
