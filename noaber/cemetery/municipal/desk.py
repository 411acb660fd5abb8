"""A funeral on the desk of an act: read whole, its step recorded, its clock moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from noaber.agreement.acting import Acting
from noaber.agreement.acts import Act
from noaber.cemetery.law import Law
from noaber.cemetery.municipal.file import File, clock_of
from noaber.cemetery.municipal.models import Funeral
from noaber.cemetery.municipal.queries import Opened, funeral_of, opened
from noaber.cemetery.municipal.terms import MunicipalTerms
from noaber.cemetery.places import laws_of
from noaber.journal.models import Entry
from noaber.values import Decision, Line

PRODUCT = "gemeentelijke-uitvaart"
COLLEGE, MAYOR = "college", "burgemeester"
"""Searching, paying and recovering are of the municipality (Wlb 22); to take care of it is of the mayor (Wlb 21)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A funeral within an act, with the law and the terms of the day."""

    act: Acting
    now: Opened
    law: Law
    terms: MunicipalTerms

    @property
    def funeral(self) -> Funeral:
        """The row itself."""
        return self.now.funeral

    @property
    def file(self) -> File:
        """As the rules read it."""
        return self.now.file

    @property
    def about(self) -> str:
        """How the journal names it."""
        return f"case:{self.funeral.case.number}"

    @property
    def service(self) -> int:
        """The service that its lines count under."""
        return self.funeral.case.service

    def record(
        self, kind: Act, decision: Decision, facts: dict[str, Any], lines: Sequence[Line] = (), organ: str = COLLEGE
    ) -> Entry:
        """Journal a step of this funeral."""
        return self.act.record(kind, decision, self.about, facts, lines, organ)

    def write(self, entry: Entry, **fields: Any) -> None:
        """Write what a step changed, and move the clock of the case with it."""
        if fields:
            self.funeral.change(entry, **fields)
        self.move(entry)

    def move(self, entry: Entry) -> None:
        """Let the case run out when the next step of the file must be done."""
        funeral = self.funeral
        funeral._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # what was added in this act counts too
        clock = clock_of(opened(funeral).file, self.terms.search_workdays.value, funeral.settle_by, self.law)
        if funeral.case.clock != clock:
            funeral.case.change(entry, clock=clock)


def desk(act: Acting, number: str) -> Desk:
    """The funeral on a case, for an act. Raises Funeral.DoesNotExist."""
    law = laws_of(act.agreement.code, act.day)[1]
    return Desk(act, opened(funeral_of(act.client, number)), law, act.terms(MunicipalTerms))
