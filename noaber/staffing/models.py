"""Who works for the client, what they cost by the payroll, and what the salary tables say. People by pseudonym only."""

from __future__ import annotations

from fractions import Fraction

import msgspec
from django.db import models

from noaber.agreement.models import Recorded
from noaber.staffing.formation import WHOLE, Employee, FormationRow
from noaber.staffing.payroll import Finding, Payroll, PayrollRow
from noaber.staffing.rules import RevaluationStudy
from noaber.staffing.wage import Revaluation, SalaryTable
from noaber.values import Euro, Period


class FormationRecord(Recorded):
    """One employee in one function for a run of days. `fte` is in ten-thousandths of 36 hours.

    `agreed` rows are the formation of the addendum, in which nobody leaves; the others say who really works when. A row
    that no longer holds is `dropped`, never removed.
    """

    agreed = models.BooleanField("van het addendum", default=False)
    pseudonym = models.CharField("medewerker", max_length=24)
    direct = models.BooleanField("aangesteld voor de opdrachtgever", default=True)
    function = models.CharField("functie", max_length=24)
    norm_function = models.CharField("normfunctie", max_length=80)
    scale = models.CharField("schaal", max_length=6)
    step = models.PositiveSmallIntegerField("trede")
    fte = models.PositiveIntegerField("omvang")
    shares = models.JSONField("verdeling over de diensten")
    since = models.DateField("vanaf")
    until = models.DateField("tot en met", null=True)
    dropped = models.BooleanField("vervallen", default=False)

    class Meta:
        indexes = [models.Index(fields=["municipality", "agreed", "dropped"], name="formation_rows")]
        verbose_name = "formatieregel"

    def __str__(self) -> str:
        return f"{self.function} {self.since}"

    def value(self) -> FormationRow:
        """The row as the rules read it."""
        return FormationRow(
            employee=Employee(self.pseudonym, self.direct),
            function=self.function,
            norm_function=self.norm_function,
            scale=self.scale,
            step=self.step,
            fte=Fraction(self.fte, WHOLE),
            shares=tuple((service, share) for service, share in self.shares),
            period=Period(self.since, self.until),
        )


class SalaryTableRecord(Recorded):
    """The monthly salaries that hold from a day, as scale, step and cents. `budgeted`: the addendum counted on them."""

    since = models.DateField("geldt vanaf")
    budgeted = models.BooleanField("meegenomen in het addendum", default=False)
    salaries = models.JSONField("bedragen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "since"], name="salary_table_day")]
        verbose_name = "salaristabel"

    def __str__(self) -> str:
        return str(self.since)

    def value(self) -> SalaryTable:
        """The table as the rules read it."""
        return SalaryTable(self.since, tuple((scale, step, Euro(cents)) for scale, step, cents in self.salaries))


class RevaluationRecord(Recorded):
    """An inquiry into the value of a function, and once it was discussed its outcome."""

    function = models.CharField("functie", max_length=24)
    started_on = models.DateField("begonnen op")
    informed_on = models.DateField("regisseur ingelicht op")
    discussed_on = models.DateField("besproken op", null=True)
    scale = models.CharField("nieuwe schaal", max_length=6, blank=True)
    step = models.PositiveSmallIntegerField("nieuwe trede", null=True)
    since = models.DateField("gaat in op", null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "function"], name="revaluation_function")]
        verbose_name = "herwaardering"

    def __str__(self) -> str:
        return f"{self.function} {self.started_on}"

    def study(self) -> RevaluationStudy:
        """The inquiry as the rules read it; without an outcome nothing can be settled."""
        since = self.since or self.started_on
        return RevaluationStudy(self.function, self.started_on, since, self.informed_on, self.discussed_on)

    def outcome(self) -> Revaluation | None:
        """The new scale, once it was discussed."""
        if self.since is None or self.step is None:
            return None
        return Revaluation(self.function, self.scale, self.step, self.since)


class PayrollImport(Recorded):
    """The payroll journal of a month, whole. Only here stands what one person costs; the journal has sums."""

    month = models.CharField("maand", max_length=7)
    filename = models.CharField("bestand", max_length=120)
    digest = models.CharField("vingerafdruk", max_length=64)
    rows = models.JSONField("regels")
    flags = models.JSONField("signalen")
    total_cents = models.BigIntegerField("totaal")
    people = models.PositiveSmallIntegerField("mensen")
    imported_on = models.DateField("ingelezen op")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "month"], name="payroll_month")]
        verbose_name = "loonbestand"
        verbose_name_plural = "loonbestanden"

    def __str__(self) -> str:
        return self.month

    @property
    def about(self) -> str:
        """How the journal names it: `payroll:2026-09`."""
        return about(self.month)

    @property
    def period(self) -> Period:
        """The month as a period."""
        return Period.parse(self.month)

    def value(self) -> Payroll:
        """The payroll as it was read."""
        rows = msgspec.convert(self.rows, tuple[PayrollRow, ...])
        return Payroll(self.period, rows, msgspec.convert(self.flags, tuple[Finding, ...]))


def about(month: str) -> str:
    """How the journal names the payroll of a month."""
    return f"payroll:{month}"
