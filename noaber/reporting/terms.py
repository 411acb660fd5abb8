"""What reporting needs from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class ReportTerms(Terms, prefix="report"):
    """By when a report is due, by when its facts are checked, and from how many observations a norm is judged.

    `quarter_workdays` counts working days after the quarter, `half_year_days` calendar days after the half-year,
    `check_workdays` working days after the report was fixed (art. 6 and 7.9 of the first agreement). Under
    `minimum_observations` a result says too little to call a norm met or missed.
    """

    quarter_workdays: Term[int]
    half_year_days: Term[int]
    minimum_observations: Term[int]
    check_workdays: Term[int]
