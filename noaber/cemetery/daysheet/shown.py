"""The day sheet in words: what a page and the paper say of work at a grave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from noaber.calendar.words import short_day
from noaber.cemetery.daysheet.checks import NEEDS, NUMBER
from noaber.cemetery.daysheet.models import WHAT, Step
from noaber.cemetery.daysheet.queries import Job, Lying, Neighbour
from noaber.cemetery.daysheet.spot import depth_words
from noaber.cemetery.daysheet.standing import COFFIN, WORDS
from noaber.cemetery.daysheet.terms import DaySheetTerms
from noaber.cemetery.local import Local
from noaber.cemetery.planned import ASHES, BURIAL, EXHUMATION, SCATTERING, WORKS, Planned
from noaber.parties.clock import AMSTERDAM

THINGS = {BURIAL: "kist", ASHES: "asbus", SCATTERING: "asbus", EXHUMATION: "kist"}
"""On what a number stands."""


@dataclass(frozen=True, slots=True)
class Told:
    """One step as the story of the work tells it."""

    step: Step
    words: str
    who: str
    more: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page or paper says of one thing that is planned."""

    job: Job
    url: str
    time: str
    what: str
    kind: str
    cemetery: str
    place: str
    layer: str
    depth: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    urns: tuple[str, ...]
    left: str
    right: str
    warnings: tuple[str, ...]
    of_body: bool
    numbered: bool
    map_url: str
    state: str
    shape: str

    @property
    def planned(self) -> Planned:
        """What is planned."""
        return self.job.planned


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words depend on: the municipality, the terms, and where its public map is (empty without one)."""

    local: Local
    terms: DaySheetTerms
    town: str
    day: date

    def of(self, job: Job) -> Sheet:
        """One thing in words."""
        one, grave = job.planned, job.grave
        word, shape = WORDS[job.standing.state(one.work)]
        return Sheet(
            job,
            reverse("day-sheet-work", args=[one.key]),
            f"{one.at.astimezone(AMSTERDAM):%H:%M}" if one.at else "tijd volgt",
            WORKS[one.work],
            self.local.kind_name(grave.kind, grave.cemetery, one.day) if grave else "",
            self.local.name_of(one.cemetery),
            _place(job),
            f"laag {one.layer} van {grave.layers_max}" if one.layer and grave else "",
            self._depth(job),
            tuple(_lies(who) for who in job.lying if who.layer and one.layer and who.layer > one.layer),
            tuple(_lies(who) for who in job.lying if who.layer and (not one.layer or who.layer <= one.layer)),
            tuple(_lies(who) for who in job.lying if who.layer is None),
            _beside(job.left),
            _beside(job.right),
            (*self._digging(job), *job.warnings),
            one.work == BURIAL,
            NUMBER in NEEDS[one.work],
            reverse("find-grave-nl", args=[self.town, one.grave]) if self.town and grave else "",
            word,
            shape,
        )

    def _depth(self, job: Job) -> str:
        one = job.planned
        if one.work != BURIAL or job.grave is None:
            return ""
        terms = self.terms
        return depth_words(one.layer, job.grave.layers_max, terms.depth_cm.value, terms.deeper_cm.value)

    def _digging(self, job: Job) -> list[str]:
        planned = job.planned.layer
        if not planned:
            return []
        said = [f"Let op: {depth} graven."] if job.digs_deep and (depth := self._depth(job)) else []
        higher = sorted({who.layer for who in job.lying if who.layer and who.layer > planned})
        return said + [f"Boven deze laag ligt al iemand, in laag {layer}." for layer in higher]


def _place(job: Job) -> str:
    grave = job.grave
    if grave is None:
        return ""
    parts = (("vak", grave.section), ("rij", grave.row), ("plek", grave.place))
    return ", ".join(f"{word} {value}" for word, value in parts if value)


def _lies(who: Lying) -> str:
    where = f"laag {who.layer}: " if who.layer else ""
    return f"{where}{who.surname}{f' ({who.year})' if who.year else ''}"


def _beside(one: Neighbour | None) -> str:
    if one is None:
        return ""
    return f"{one.number}: {', '.join(one.surnames)}" if one.surnames else f"{one.number}: niemand"


Days = list[tuple[date, str, list[tuple[str, list[Sheet]]]]]


def by_day(sheets: Iterable[Sheet], day: date) -> Days:
    """By day, and within it by cemetery; in order of time."""
    found: dict[date, dict[str, list[Sheet]]] = {}
    for one in sheets:
        found.setdefault(one.planned.day, {}).setdefault(one.cemetery, []).append(one)
    return [(when, day_words(when, day), sorted(places.items())) for when, places in sorted(found.items())]


def day_words(when: date, day: date) -> str:
    """A day as a heading says it."""
    near = {0: "Vandaag, ", 1: "Morgen, "}.get((when - day).days, "")
    words = f"{near}{short_day(when)}"
    return words[0].upper() + words[1:]


def story(steps: Sequence[Step], names: dict[str, str]) -> list[Told]:
    """What was put down, newest first; `names` are those of colleagues by pseudonym."""
    return [Told(one, WHAT[one.what], names.get(one.by, "een collega"), _more(one)) for one in reversed(steps)]


def _more(step: Step) -> str:
    said = []
    if step.what == COFFIN:
        if step.number_matches is not None:
            said.append(f"nummer {step.typed or 'leeg'}: {'klopt' if step.number_matches else 'klopt niet'}")
        said.append(f"papieren: {'kloppen' if step.papers_match else 'kloppen niet'}")
    if step.first_name:
        said.append(f"{step.first_name} en {step.second_name}")
    if step.layer:
        planned = f", gepland was laag {step.planned_layer}" if step.planned_layer not in (None, step.layer) else ""
        said.append(f"laag {step.layer}{planned}")
    return "; ".join([*said, step.text] if step.text else said)
