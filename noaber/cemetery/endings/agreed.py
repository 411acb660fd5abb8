"""What the holder of a right allowed about an ending: whether it counts, what the journal says, and who keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from noaber.agreement.acting import Acting
from noaber.agreement.acts import Act
from noaber.attachments.files import Taken
from noaber.cemetery import consents
from noaber.cemetery.consents import Consented
from noaber.cemetery.models import GraveRight
from noaber.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who allowed something about a grave, and how that was established; `by` is the number of a person."""

    by: str = ""
    identity: str = ""
    document: Taken | None = None

    def by_holder(self, right: GraveRight | None) -> bool:
        """Did the registered holder allow it, and is it known who that was?"""
        holder = right.holder if right is not None else None
        return holder is not None and holder.number == self.by and bool(self.identity)

    @property
    def facts(self) -> dict[str, str]:
        """What the journal keeps of it."""
        return consents.facts_of(self.identity, self.document)

    def tell(self, act: Acting, entry: Entry, about: Act, right: GraveRight | None) -> None:
        """Let it be kept under the act that rests on it, where it was the holder."""
        if right is not None and right.holder is not None and self.by_holder(right):
            consents.tell(act, entry, Consented(about.code, right, right.holder, self.identity, self.document))


NOBODY = Agreed()
