"""What invoicing needs from an agreement: the amounts of the addendum, how they are charged, and the tax decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from noaber.agreement.book import TaxRule
from noaber.values import Euro, Period, Term, Terms


@dataclass(frozen=True)
class CostTerms(Terms, prefix="cost"):
    """What the addendum of a year agrees (4.2 of the first agreement); there is none on a day without an addendum.

    Amounts are per calendar year, without tax. `overhead_percent` is the share itself: `35.00` with unit `percent`
    arrives as `Fraction(35, 100)` (3.4).
    """

    maximum_wages: Term[Euro]
    overhead_percent: Term[Fraction]
    training: Term[Euro]
    maximum: Term[Euro]

    @property
    def maximum_overhead(self) -> Euro:
        """The overhead over the agreed wages."""
        return self.maximum_wages.value.part(self.overhead_percent.value)

    @property
    def adds_up(self) -> bool:
        """Is the maximum the sum of wages, overhead and training?"""
        return self.maximum_wages.value + self.maximum_overhead + self.training.value == self.maximum.value


@dataclass(frozen=True)
class BillingTerms(Terms, prefix="billing"):
    """How costs are charged, in every year.

    - `addendum`: a year is charged only under its addendum (4.2).
    - `actual_wages`: monthly, on what the payroll says, so without payroll a month stays a concept (4.10).
    - `cao_raises_maximum`, `revaluation_raises_maximum`: these lift the maximum of the year (4.3, 4.4).
    - `overhead_on_corrections`: overhead is due over corrections for rises and revaluations too (3.4).
    - `overhead_cumulative`: overhead is rounded over the year so far, less what was charged; otherwise per month (3.4).
    - `extra_by_addendum`: additional and custom work is charged only under a reference to its addendum (3.6, 4.2).
    - `calamity_by_agreement`: a calamity is charged only under a reference to the agreed costs (3.7).
    - `tax_decided_by`: who decides how a service is taxed (4.11).
    - `ceiling_percent`: the share of the adjusted maximum above which an invoice waits for consultation (4.8).
    - `minimum_persons`: fewer people than this are never shown by themselves.
    - `payment_days`: the term of payment.
    """

    addendum: Term[bool]
    actual_wages: Term[bool]
    cao_raises_maximum: Term[bool]
    revaluation_raises_maximum: Term[bool]
    overhead_on_corrections: Term[bool]
    overhead_cumulative: Term[bool]
    extra_by_addendum: Term[bool]
    calamity_by_agreement: Term[bool]
    tax_decided_by: Term[str]
    ceiling_percent: Term[Fraction]
    minimum_persons: Term[int]
    payment_days: Term[int]


def tax_rule(rules: Sequence[TaxRule], service: int, month: Period) -> TaxRule | None:
    """The rule that holds for a service in a whole month, its own before the general one; None if undecided."""
    held = [rule for rule in rules if _holds(rule.period, month) and rule.service in (service, 0)]
    return max(held, key=lambda rule: (rule.service, rule.period.since), default=None)


def _holds(period: Period, month: Period) -> bool:
    return period.since <= month.since and (period.until is None or (month.until or month.since) <= period.until)
