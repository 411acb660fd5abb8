"""What address investigations need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class InvestigationTerms(Terms, prefix="investigation"):
    """How many days a resident has to answer each letter, and how many working days there are for the next step.

    `inform_workdays` is for telling the reporter, `long_weeks` from how many weeks on an investigation is counted as a
    long one.
    """

    letter_1_days: Term[int]
    letter_2_days: Term[int]
    extra_days: Term[int]
    intention_days: Term[int]
    step_workdays: Term[int]
    inform_workdays: Term[int]
    long_weeks: Term[int]
