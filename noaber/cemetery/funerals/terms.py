"""What funerals need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class FuneralTerms(Terms, prefix="funerals"):
    """Within how many working days a request is answered and a funeral registered; how long links and codes live."""

    answer_workdays: Term[int]
    register_workdays: Term[int]
    link_days: Term[int]
    code_days: Term[int]
    keep_days: Term[int]
