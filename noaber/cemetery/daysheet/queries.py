"""What the day sheet shows: planned work with its grave, its neighbours, and what was put down of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from noaber.cemetery import planned
from noaber.cemetery.daysheet.checks import NEEDS
from noaber.cemetery.daysheet.models import Step
from noaber.cemetery.daysheet.rules import MISMATCH, NO_NUMBER, OTHERWISE, Work
from noaber.cemetery.daysheet.spot import Beside, neighbours
from noaber.cemetery.daysheet.standing import NOTE, Standing, standing_of
from noaber.cemetery.models import BODY, Grave, Interment
from noaber.cemetery.planned import Planned
from noaber.duties.models import Duty

SIGNALS = (MISMATCH, NO_NUMBER, OTHERWISE)


@dataclass(frozen=True, slots=True)
class Lying:
    """Somebody who lies in a grave: the layer (None for an urn), the surname, and the year of the burial."""

    layer: int | None
    surname: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A grave beside another, with the surnames by which one knows its stone."""

    number: str
    surnames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """Planned work with everything that is known where it is done. `grave` is None where it is in no grave."""

    planned: Planned
    grave: Grave | None
    lying: tuple[Lying, ...]
    left: Neighbour | None
    right: Neighbour | None
    warnings: tuple[str, ...]
    steps: tuple[Step, ...]
    standing: Standing

    @property
    def notes(self) -> list[Step]:
        """What the office put on the sheet."""
        return [step for step in self.steps if step.what == NOTE]

    @property
    def digs_deep(self) -> bool:
        """Is there a layer above the one that is planned, so that it is dug deeper than for one coffin?"""
        return bool(self.grave and self.planned.layer and self.planned.layer < self.grave.layers_max)

    @property
    def where(self) -> str:
        """The grave, or that it is none, as a title says it."""
        return f"graf {self.planned.grave}" if self.planned.grave else "geen graf"

    @property
    def lacks(self) -> list[str]:
        """What is still to be checked."""
        return self.standing.checked.lacks(NEEDS[self.planned.work])

    def work(self) -> Work:
        """The work as the rules read it."""
        one = self.planned
        taken = tuple(sorted({who.layer for who in self.lying if who.layer is not None}))
        layers = self.grave.layers_max if self.grave else 0
        return Work(
            one.work,
            one.day,
            self.where,
            one.layer,
            layers,
            taken,
            one.registration,
            self.standing.checked,
            self.standing.done,
        )


def jobs(client: int, since: date, until: date) -> list[Job]:
    """Everything from a day until a day, in order of time. As many queries, however much is planned."""
    return _whole(client, planned.planned(client, since, until))


def job_of(client: int, key: str) -> Job | None:
    """One thing by its key; None where it is not planned."""
    one = planned.planned_one(client, key)
    return _whole(client, [one])[0] if one else None


def _whole(client: int, found: Sequence[Planned]) -> list[Job]:
    numbers = {one.grave for one in found} - {""}
    graves = {one.number: one for one in Grave.objects.of(client).filter(number__in=numbers)} if numbers else {}
    rows = _rows_of(client, graves.values())
    beside = {number: neighbours(number, rows[_row(grave)]) for number, grave in graves.items()}
    near = {number for pair in beside.values() for number in pair} - {""}
    lying = _lying(client, numbers | near)
    steps, warned = _steps(client, [one.key for one in found]), planned.warnings(client, numbers)
    return [
        Job(
            one,
            graves.get(one.grave),
            tuple(who for number, who in lying[one.grave] if number != one.interment) if one.grave else (),
            _neighbour(beside.get(one.grave, ("", ""))[0], lying),
            _neighbour(beside.get(one.grave, ("", ""))[1], lying),
            (*_of_grave(graves.get(one.grave)), *warned.get(one.grave, ())),
            steps[one.key],
            standing_of(steps[one.key]),
        )
        for one in found
    ]


Row = tuple[str, str, str]


def _row(grave: Grave) -> Row:
    return grave.cemetery, grave.section, grave.row


def _rows_of(client: int, graves: Iterable[Grave]) -> dict[Row, list[Beside]]:
    """Every grave of the rows in which these lie; a grave without a row or a place has no neighbours."""
    wanted, found = Q(), defaultdict(list)
    for cemetery, section, row in sorted({_row(grave) for grave in graves if grave.row and grave.place}):
        wanted |= Q(cemetery=cemetery, section=section, row=row)
    if wanted:
        fields = ("cemetery", "section", "row", "number", "place")
        for cemetery, section, row, number, place in Grave.objects.of(client).filter(wanted).values_list(*fields):
            if place:
                found[cemetery, section, row].append(Beside(number, place))
    return found


def _lying(client: int, numbers: Collection[str]) -> dict[str, list[tuple[str, Lying]]]:
    """Who lies in these graves, highest layer on top, each with the number of the interment."""
    found: dict[str, list[tuple[str, Lying]]] = defaultdict(list)
    if not numbers:
        return found
    rows = Interment.objects.of(client).filter(grave__number__in=numbers, removed_on=None)
    fields = ("grave__number", "number", "kind", "layer", "resident__surname", "buried_on")
    for grave, number, kind, layer, surname, buried in rows.order_by("-layer", "id").values_list(*fields):
        year = buried.year if buried else None
        found[grave].append((number, Lying(layer if kind == BODY else None, surname, year)))
    return found


def _neighbour(number: str, lying: dict[str, list[tuple[str, Lying]]]) -> Neighbour | None:
    if not number:
        return None
    return Neighbour(number, tuple(dict.fromkeys(who.surname for _, who in lying.get(number, ()))))


def _of_grave(grave: Grave | None) -> list[str]:
    if grave is None:
        return []
    said = [f"Geblokkeerd: {grave.blocked}."] if grave.blocked else []
    said += ["Dit graf staat op de lijst van historische graven."] if grave.historic else []
    return said + (["In dit graf ligt een onbekende."] if grave.unknown else [])


def _steps(client: int, keys: Collection[str]) -> dict[str, tuple[Step, ...]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for step in Step.objects.of(client).filter(about__in=keys).order_by("id") if keys else ():
        found[step.about].append(step)
    return {key: tuple(found[key]) for key in keys}


def about(key: str) -> str:
    """How the journal and duties name work at a grave."""
    return f"daysheet:{key}"


def open_signals(client: int, keys: Collection[str] | None = None) -> list[Duty]:
    """What the sheet told the office and is not settled yet, what is due first on top."""
    found = Duty.objects.of(client).filter(code__in=SIGNALS, done_on=None)
    if keys is not None:
        found = found.filter(about__in=[about(key) for key in keys])
    return list(found.order_by("due", "id"))
