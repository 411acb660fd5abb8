"""Requests for funerals, what is kept of the crew's time, and the codes, wishes and readers of families."""

from __future__ import annotations

import secrets

from django.db import models

from noaber.agreement.link_codes import code_of
from noaber.agreement.models import Recorded, Working
from noaber.attachments.models import Attachment
from noaber.cemetery.funerals import kinds, rules, wishes
from noaber.cemetery.models import Grave, GraveRight, Interment, Resident

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LONG = 26
_SETTLED = (rules.FINAL, rules.REGISTERED)


def new_code() -> str:
    """A code of 128 bits that people can type over: 26 letters and digits without I, L, O and U."""
    number = secrets.randbits(128)
    signs = []
    for _ in range(_LONG):
        number, place = divmod(number, 32)
        signs.append(_SYMBOLS[place])
    return "".join(signs)


def in_groups(code: str) -> str:
    """A code as it is printed: in groups of four or five signs."""
    return "-".join(code[place : place + 5] for place in range(0, len(code), 5))


def read_code(typed: str) -> str:
    """What somebody typed over, as the code was made."""
    return "".join(sign for sign in typed.upper().translate(_READ_AS) if sign.isalnum())


class Intake(Working):
    """An address of an undertaker that a link was sent to. No act yet: it becomes a request, or ends by itself."""

    email = models.EmailField("e-mailadres")
    language = models.CharField("taal", max_length=2, default="nl")
    seed = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("gemaakt op")
    expires_at = models.DateTimeField("vervalt op")

    class Meta:
        indexes = [models.Index(fields=["municipality", "email", "made_at"], name="funerals_intake_of_address")]
        verbose_name = "link voor een aanvraag"

    def __str__(self) -> str:
        return f"link {self.pk}"


class Funeral(Recorded):
    """One request. The names of the deceased, of who confirms and of the undertaker stand here alone.

    The seeds make the codes of both links; of the codes themselves only the hashes are kept. `confirmed_hash` is what
    was confirmed: as long as it is the hash of what the request says now, it is confirmed. `identity` is how the clerk
    established that the registered holder confirmed. `clock_at` is what ends first.
    """

    number = models.CharField("nummer", max_length=20)
    kind = models.CharField("soort", max_length=10, choices=[(code, words[0]) for code, words in kinds.KINDS.items()])
    state = models.CharField("stand", max_length=10, default=rules.ASKED, choices=list(rules.STATES.items()))
    asked_at = models.DateTimeField("aangevraagd op")
    cemetery = models.CharField("begraafplaats", max_length=20)
    at = models.DateTimeField("moment")
    minutes = models.PositiveSmallIntegerField("minuten")
    proposed_at = models.DateTimeField("voorgesteld moment", null=True)
    ceremony = models.BooleanField("plechtigheid", default=False)
    grave_typed = models.CharField("grafnummer volgens de aanvraag", max_length=40, blank=True)
    grave = models.ForeignKey(Grave, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    years = models.PositiveSmallIntegerField("jaren", null=True)

    given_names = models.CharField("voornamen", max_length=200, blank=True)
    surname = models.CharField("achternaam", max_length=200, blank=True)
    born_on = models.DateField("geboren op", null=True)
    died_at = models.DateTimeField("overleden op")
    deed_city = models.CharField("gemeente van de akte", max_length=80)
    registration = models.CharField("registratienummer", max_length=40, blank=True)
    permit = models.CharField("verlof of verklaring", max_length=40, blank=True)
    permit_file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="bestand"
    )
    exception = models.CharField("besluit van de burgemeester", max_length=60, blank=True)
    doctor_heard = models.BooleanField("arts gehoord", default=False)
    prosecutor_agreed = models.BooleanField("officier van justitie akkoord", default=False)
    coffin_length = models.PositiveSmallIntegerField("lengte van de kist (cm)", null=True)
    coffin_width = models.PositiveSmallIntegerField("breedte van de kist (cm)", null=True)
    bearers = models.CharField("dragen", max_length=12, blank=True)
    payer = models.CharField("betaler", max_length=12)

    company = models.CharField("onderneming", max_length=120, blank=True)
    contact = models.CharField("contactpersoon", max_length=120, blank=True)
    email = models.EmailField("e-mailadres van de ondernemer", blank=True)
    phone = models.CharField("telefoon van de ondernemer", max_length=20, blank=True)
    language = models.CharField("taal", max_length=2, default="nl")

    role = models.CharField("wie bevestigt", max_length=10)
    holder_given_names = models.CharField("voornamen van wie bevestigt", max_length=200, blank=True)
    holder_surname = models.CharField("achternaam van wie bevestigt", max_length=200, blank=True)
    holder_email = models.EmailField("e-mailadres van wie bevestigt", blank=True)
    street = models.CharField("straat", max_length=200, blank=True)
    house_number = models.CharField("huisnummer", max_length=20, blank=True)
    postcode = models.CharField("postcode", max_length=10, blank=True)
    city = models.CharField("plaats", max_length=100, blank=True)
    confirmed_hash = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField("bevestigd op", null=True)
    identity = models.CharField("hoe de identiteit is vastgesteld", max_length=100, blank=True)
    notice_agreed = models.BooleanField("akkoord met late melding", default=False)

    seed = models.CharField(max_length=32)
    holder_seed = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64)
    holder_hash = models.CharField(max_length=64)
    answered_at = models.DateTimeField("eerste antwoord op", null=True)
    clause = models.CharField("artikel van de weigering", max_length=120, blank=True)
    reason = models.CharField("reden", max_length=300, blank=True)
    interment = models.ForeignKey(Interment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    clock_at = models.DateTimeField("eerste termijn", null=True)
    erase_on = models.DateField("wissen op", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="funerals_number"),
            models.UniqueConstraint(fields=["municipality", "code_hash"], name="funerals_code"),
            models.UniqueConstraint(fields=["municipality", "holder_hash"], name="funerals_holder_code"),
            models.CheckConstraint(
                condition=~models.Q(state__in=_SETTLED, kind__in=sorted(kinds.NEEDS_PERMIT), permit=""),
                name="funerals_not_final_without_permit",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_SETTLED, confirmed_hash=""), name="funerals_not_final_unconfirmed"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=rules.REGISTERED, interment=None) | models.Q(kind__in=sorted(kinds.NO_GRAVE)),
                name="funerals_registered_with_interment",
            ),
            models.CheckConstraint(
                condition=~models.Q(models.Q(clause="") | models.Q(reason=""), state=rules.REFUSED),
                name="funerals_refused_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "clock_at", "id"],
                condition=models.Q(clock_at__isnull=False),
                name="funerals_by_clock",
            ),
            models.Index(
                fields=["municipality", "erase_on"],
                condition=models.Q(erase_on__isnull=False),
                name="funerals_to_erase",
            ),
        ]
        verbose_name = "aanvraag van een uitvaart"
        verbose_name_plural = "aanvragen van uitvaarten"

    def __str__(self) -> str:
        return self.number

    @property
    def code(self) -> str:
        """The code of the undertaker's link."""
        return code_of(self.seed, "funerals.undertaker")

    @property
    def holder_code(self) -> str:
        """The code of the link of who confirms."""
        return code_of(self.holder_seed, "funerals.holder")


class Quarter(Working):
    """A quarter of an hour of a crew, and of a cemetery, kept for one funeral. No two funerals have the same."""

    crew = models.PositiveSmallIntegerField("ploeg")
    cemetery = models.CharField("begraafplaats", max_length=20)
    quarter = models.PositiveIntegerField("kwartier")
    funeral = models.CharField("aanvraag", max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "quarter", "crew"], name="funerals_quarter_of_one_crew"),
            models.UniqueConstraint(
                fields=["municipality", "quarter", "cemetery"], name="funerals_quarter_at_one_cemetery"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "funeral"], name="funerals_quarter_of_funeral")]
        verbose_name = "kwartier"

    def __str__(self) -> str:
        return f"{self.crew}/{self.quarter}"


class FamilyCode(Recorded):
    """A code with which a family sees its grave. Of the code itself only the hash is kept.

    `resident` is for whom it is: who was the registered holder then. `share_seed` makes the link by which others hear
    when the term ends.
    """

    right = models.ForeignKey(GraveRight, on_delete=models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", db_index=False)
    code_hash = models.CharField(max_length=64)
    share_seed = models.CharField(max_length=32)
    share_hash = models.CharField(max_length=64)
    how = models.CharField("hoe gegeven", max_length=10)
    identity = models.CharField("hoe de identiteit is vastgesteld", max_length=100, blank=True)
    given_on = models.DateField("gegeven op")
    expires_on = models.DateField("vervalt op")
    consulted_on = models.DateField("laatst gebruikt op", null=True)
    revoked_on = models.DateField("ingetrokken op", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code_hash"], name="funerals_family_code"),
            models.UniqueConstraint(fields=["municipality", "share_hash"], name="funerals_family_share_code"),
        ]
        indexes = [models.Index(fields=["municipality", "right", "id"], name="funerals_family_code_of_right")]
        verbose_name = "code van een familie"
        verbose_name_plural = "codes van families"

    def __str__(self) -> str:
        return f"code {self.pk}"

    @property
    def share_code(self) -> str:
        """The code of the link for others in the family."""
        return code_of(self.share_seed, "funerals.share")


class FamilyWish(Recorded):
    """Something a family asks with its code: to renew, to name who follows, or to write to another address."""

    number = models.CharField("nummer", max_length=20)
    right = models.ForeignKey(GraveRight, on_delete=models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField("wat", max_length=10, choices=list(wishes.WISHES.items()))
    asked_on = models.DateField("gevraagd op")
    due = models.DateField("uiterlijk")
    years = models.PositiveSmallIntegerField("jaren", null=True)
    name = models.CharField("naam", max_length=200, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    street = models.CharField("straat", max_length=200, blank=True)
    house_number = models.CharField("huisnummer", max_length=20, blank=True)
    postcode = models.CharField("postcode", max_length=10, blank=True)
    city = models.CharField("plaats", max_length=100, blank=True)
    state = models.CharField("stand", max_length=8, default=wishes.WAITING, choices=list(wishes.STATES.items()))
    handled_on = models.DateField("afgehandeld op", null=True)
    reason = models.CharField("reden", max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="funerals_family_wish_number")]
        indexes = [
            models.Index(
                fields=["municipality", "due", "id"],
                condition=models.Q(state=wishes.WAITING),
                name="funerals_family_wish_waiting",
            ),
            models.Index(fields=["municipality", "right", "id"], name="funerals_family_wish_of_right"),
        ]
        verbose_name = "vraag van een familie"
        verbose_name_plural = "vragen van families"

    def __str__(self) -> str:
        return self.number


class FamilyReader(Recorded):
    """An address of somebody in the family that hears when the term of a right ends, and nothing else."""

    right = models.ForeignKey(GraveRight, on_delete=models.PROTECT, related_name="+", db_index=False)
    email = models.EmailField("e-mailadres", blank=True)
    language = models.CharField("taal", max_length=2, default="nl")
    seed = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64)
    asked_on = models.DateField("gevraagd op")
    confirmed_on = models.DateField("adres bevestigd op", null=True)
    stopped_on = models.DateField("opgezegd op", null=True)
    told_end = models.DateField("verteld einde", null=True)
    erase_on = models.DateField("wissen op", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code_hash"], name="funerals_family_reader_code")
        ]
        indexes = [
            models.Index(fields=["municipality", "right", "id"], name="funerals_reader_of_right"),
            models.Index(
                fields=["municipality", "erase_on"],
                condition=models.Q(erase_on__isnull=False),
                name="funerals_reader_to_erase",
            ),
        ]
        verbose_name = "lezer in de familie"
        verbose_name_plural = "lezers in de familie"

    def __str__(self) -> str:
        return f"lezer {self.pk}"

    @property
    def code(self) -> str:
        """The code with which the address is confirmed, and with which the mail is stopped."""
        return code_of(self.seed, "funerals.reader")
