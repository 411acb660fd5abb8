"""What questions about a cemetery need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class QuestionTerms(Terms, prefix="questions"):
    """In how many working days a question about a cemetery is answered."""

    answer_workdays: Term[int]
