"""What the endings of graves need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class EndingTerms(Terms, prefix="endings"):
    """How many days a holder has to confirm that the declaration of neglect was received, before signs are placed."""

    confirm_days: Term[int]
