"""What staffing needs from an agreement: how a month of wages is estimated, when it is odd, and what is settled."""

from dataclasses import dataclass
from fractions import Fraction

from noaber.staffing.wage import WageParameters
from noaber.values import Euro, Term, Terms


@dataclass(frozen=True)
class WageTerms(Terms, prefix="wage"):
    """The employer's cost of a salary, the tolerance of the payroll check, and which pay rows the client bears.

    A percentage is the share itself: `17.05` with unit `percent` arrives as `Fraction(1705, 10000)`. Franchises are per
    year for a full-time post. `working_days` is true where a part of a month is counted in working days (Monday to
    Friday) instead of calendar days. In the first agreement actual wages are charged under 4.10, rises under 4.3 and
    revaluations under 4.4.
    """

    ikb_percent: Term[Fraction]
    pension_percent: Term[Fraction]
    pension_franchise: Term[Euro]
    aop_percent: Term[Fraction]
    aop_franchise: Term[Euro]
    social_percent: Term[Fraction]
    working_days: Term[bool]
    deviation_percent: Term[Fraction]
    deviation_amount: Term[Euro]
    settles_wages: Term[bool]
    settles_cao: Term[bool]
    settles_revaluation: Term[bool]

    @property
    def parameters(self) -> WageParameters:
        """The figures of the estimate, without their clauses."""
        return WageParameters(
            ikb=self.ikb_percent.value,
            pension=self.pension_percent.value,
            pension_franchise=self.pension_franchise.value,
            aop=self.aop_percent.value,
            aop_franchise=self.aop_franchise.value,
            social=self.social_percent.value,
            working_days=self.working_days.value,
        )

    def settles(self, measure: str) -> Term[bool]:
        """The term under which pay rows of a measure (`wage`, `cao`, `revaluation`) are charged, or not."""
        return {"wage": self.settles_wages, "cao": self.settles_cao, "revaluation": self.settles_revaluation}[measure]
