"""What advice needs from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class AdviceTerms(Terms, prefix="advice"):
    """Under which service advice falls (zero: none is agreed), and the working days to answer it and to accept it."""

    service: Term[int]
    answer_workdays: Term[int]
    accept_workdays: Term[int]
