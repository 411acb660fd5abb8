"""What consulting the BRP needs from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class BrpTerms(Terms, prefix="brp"):
    """For which purposes the BRP is consulted (their codes, with commas between), and how a question is asked again.

    `again_minutes` is how long the first wait lasts when the BRP does not answer; each next one is twice as long, up
    to `again_most_minutes`.
    """

    purposes: Term[str]
    again_minutes: Term[int]
    again_most_minutes: Term[int]

    @property
    def agreed(self) -> frozenset[str]:
        """The codes of the purposes that the parties agreed."""
        return frozenset(code.strip() for code in self.purposes.value.split(",") if code.strip())
