"""The roster of who is on call, and the log of calls. Colleagues stand here by pseudonym; callers do not stand here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from noaber.agreement.models import Recorded
from noaber.cemetery.piket.roster import Span
from noaber.cemetery.piket.rules import KINDS, Call, Shift


class ShiftRecord(Recorded):
    """Who is on call from a moment until another. `instead_of` had it first; `why` says how that changed."""

    who = models.CharField("wie", max_length=24)
    since = models.DateTimeField("vanaf")
    until = models.DateTimeField("tot")
    instead_of = models.CharField("in plaats van", max_length=24, blank=True)
    why = models.CharField("waarom", max_length=8, blank=True, choices={"swap": "geruild", "sick": "ziek"})
    withdrawn = models.BooleanField("geschrapt", default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="piket_shift_span")]
        indexes = [
            models.Index(fields=["municipality", "since", "until"], condition=Q(withdrawn=False), name="piket_roster")
        ]
        verbose_name = "piketdienst"
        verbose_name_plural = "piketdiensten"

    def __str__(self) -> str:
        return str(self.span)

    @property
    def span(self) -> Span:
        """From when until when."""
        return Span(self.since, self.until)

    @property
    def value(self) -> Shift:
        """The shift as the rules read it."""
        return Shift(self.who, self.span)


class RosterMonth(Recorded):
    """A month whose roster was fixed, and of which the hours may have been settled."""

    month = models.CharField("maand", max_length=7)
    fixed_on = models.DateField("vastgesteld op", null=True)
    settled_on = models.DateField("uren afgesloten op", null=True)
    minutes = models.PositiveIntegerField("minuten piket", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "month"], name="piket_month")]
        verbose_name = "piketmaand"
        verbose_name_plural = "piketmaanden"

    def __str__(self) -> str:
        return self.month


class CallRecord(Recorded):
    """One call. `about` and `done` are words for colleagues, without names; the journal has neither."""

    came_in = models.DateTimeField("kwam binnen")
    answered = models.DateTimeField("beantwoord", null=True)
    who = models.CharField("door wie", max_length=24)
    kind = models.CharField("soort", max_length=12, choices=KINDS)
    about = models.CharField("waarover", max_length=300)
    done = models.CharField("wat is gedaan", max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField("minuten gewerkt")
    late_reason = models.CharField("later vastgelegd omdat", max_length=200, blank=True)
    norm = models.BooleanField("binnen de norm")
    withdrawn = models.CharField("geschrapt omdat", max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "-came_in", "-id"], name="piket_log")]
        verbose_name = "oproep"
        verbose_name_plural = "oproepen"

    def __str__(self) -> str:
        return f"oproep {self.pk}"

    @property
    def value(self) -> Call:
        """The call as the rules read it."""
        return Call(self.came_in, self.answered, self.kind, self.minutes)
