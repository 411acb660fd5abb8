"""Is a norm met? With few observations nobody knows, and what is not measured is never called met."""

from __future__ import annotations

import operator
from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction

from noaber.reporting.definitions import KpiRow
from noaber.reporting.figures import decimal, half_up
from noaber.reporting.terms import ReportTerms


class Status(StrEnum):
    """What can be said of a norm."""

    MET = "met"
    MISSED = "missed"
    TOO_FEW = "too-few"
    NOT_MEASURED = "not-measured"

    @property
    def text(self) -> str:
        """The status as people read it."""
        return _TEXTS[self]


def status_of(kpi: KpiRow, hits: int, base: int, terms: ReportTerms) -> Status:
    """Was the norm met, with so many hits out of so many?

    Nothing counted and nothing that counts it: not measured. Fewer than the minimum: too few, whatever the result.
    """
    if not base and not kpi.measured_by:
        return Status.NOT_MEASURED
    if base < minimum_of(kpi, terms) or not base:
        return Status.TOO_FEW
    return Status.MET if meets(kpi, result_of(kpi, hits, base)) else Status.MISSED


def minimum_of(kpi: KpiRow, terms: ReportTerms) -> int:
    """From how many observations this norm is judged."""
    return terms.minimum_observations.value if kpi.minimum is None else kpi.minimum


def result_of(kpi: KpiRow, hits: int, base: int) -> Fraction:
    """The exact result in the unit of the norm: a percentage, or an average. The base is not zero."""
    return Fraction(hits * (100 if kpi.unit == PERCENT else 1), base)


def meets(kpi: KpiRow, result: Fraction) -> bool:
    """Is a result on the good side of the norm? "Ten minste" includes the norm itself, "meer dan" does not."""
    return _COMPARE[kpi.norm_operator](result, Fraction(kpi.norm))


def norm_text(kpi: KpiRow) -> str:
    """The norm in words: `ten minste 95 %`."""
    number = decimal(half_up(Fraction(kpi.norm), 4).normalize())
    unit = "\u00a0%" if kpi.unit == PERCENT else f" ({kpi.unit})"
    return f"{_WORDS[kpi.norm_operator]}{number}{unit}"


PERCENT = "%"
_TEXTS = {
    Status.MET: "gehaald",
    Status.MISSED: "niet gehaald",
    Status.TOO_FEW: "te weinig waarnemingen",
    Status.NOT_MEASURED: "niet gemeten",
}
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}
_WORDS = {">=": "ten minste ", ">": "meer dan ", "<=": "hoogstens ", "<": "minder dan ", "=": ""}
