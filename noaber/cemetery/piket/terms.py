"""What being on call needs from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class PiketTerms(Terms, prefix="piket"):
    """When somebody is on call, and how soon they answer.

    `evening` and `morning` are whole hours of the clock on a working day: on call from the one until the other, and on
    every other day around the clock. `answer_minutes` is the norm, that minute included. A call that is put down more
    than `log_hours` hours after it came in needs a reason. `number` is the telephone number that is called.
    """

    evening: Term[int]
    morning: Term[int]
    answer_minutes: Term[int]
    log_hours: Term[int]
    number: Term[str]
