"""What can be done: the words of the mandate register and of the journal.

Each subject declares its acts in its own `acts.py`; this is the value they are made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done under an agreement.

    `code` is `subject.verb_object`. `purpose` is the processing activity it belongs to. The clause it is done under
    and who may do it stand in the agreement's data, not here. `settles` where doing it is what a duty asks, so that the
    duty is looked up and done with it.
    """

    code: str
    label: str
    purpose: str = "uitvoering dienstverleningsovereenkomst"
    settles: bool = False
    known: ClassVar[dict[str, Act]] = {}

    def __post_init__(self) -> None:
        assert self.known.get(self.code, self) == self, f"two acts are called {self.code}"
        self.known[self.code] = self


LOAD_AGREEMENT = Act("agreement.load", "Overeenkomst inlezen")
SEAL_JOURNAL = Act("journal.seal", "Journaal verzegelen")
EXPORT_JOURNAL = Act("journal.export", "Journaal ophalen")
APPOINT = Act("parties.appoint", "Functie toekennen")
