"""What a funeral by the municipality needs from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class MunicipalTerms(Terms, prefix="municipal"):
    """In how many working days the search is done, and how many weeks after the funeral the costs are settled."""

    search_workdays: Term[int]
    settle_weeks: Term[int]
