"""What being heard needs from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class HeardTerms(Terms, prefix="heard"):
    """How many days a link works and words are kept, from how many answers on they are shown, and the working days
    within which the receipt of a complaint is confirmed."""

    answer_days: Term[int]
    words_days: Term[int]
    minimum_answers: Term[int]
    confirm_workdays: Term[int]
