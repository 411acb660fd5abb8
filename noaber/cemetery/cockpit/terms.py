"""What the cockpit of cemeteries needs from an agreement."""

from dataclasses import dataclass
from fractions import Fraction

from noaber.values import Term, Terms


@dataclass(frozen=True)
class CockpitTerms(Terms, prefix="cockpit"):
    """What the forecasts assume: which part of the holders renews, with how many years, and what pace is.

    `renewal_percent` is the share of the rights that end which is renewed, `renewal_years` the term that is then
    chosen, `pace_years` over how many years it is counted how many graves are given out.
    """

    renewal_percent: Term[Fraction]
    renewal_years: Term[int]
    pace_years: Term[int]
