"""What people can ask of the register: a grave, a person, and which rights need a letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from noaber.calendar.deadlines import Span, raw_end
from noaber.cemetery.burial import GraveFacts, RightFacts
from noaber.cemetery.law import Law
from noaber.cemetery.local import Local
from noaber.cemetery.models import BODY, WAITING, WRITTEN, Grave, GraveRight, Interment, Resident, RightEvent
from noaber.cemetery.names import keys_of
from noaber.cemetery.rules import Running
from noaber.cemetery.standing import STANDINGS, standing
from noaber.cemetery.windows import DONE, EARLY, EXCLUSIVE, GENERAL, LAST_MONTH, MISSED, OPEN
from noaber.values import Term
from noaber.web.paging import PAGE, Listed

MOST_FOUND = 20
_LAST = "zzzz"
"""Comes after what may follow the beginning of a name or a number, in whatever order the database sorts."""


def grave_of(client: int, number: str) -> Grave:
    """One grave. Raises Grave.DoesNotExist, also for one of another municipality."""
    return Grave.objects.of(client).get(number=number)


def right_of(client: int, number: str) -> GraveRight:
    """One right with its holder. Raises GraveRight.DoesNotExist."""
    return GraveRight.objects.of(client).select_related("holder", "grave").get(number=number)


def running_right(client: int, grave: Grave) -> GraveRight | None:
    """The right that runs on a grave; an exclusive one before the use of a general grave."""
    found = GraveRight.objects.of(client).filter(grave=grave, ended_on=None).select_related("holder", "grave")
    return found.order_by("kind", "-id").first()


def last_body_on(client: int, grave: Grave) -> date | None:
    """The day of the last body in a grave."""
    bodies = Interment.objects.of(client).filter(grave=grave, kind=BODY, removed_on=None)
    return bodies.aggregate(last=Max("buried_on"))["last"]


def running(client: int, right: GraveRight) -> Running:
    """A right as the rules read it."""
    return Running(
        right.days(last_body_on(client, right.grave)),
        right.holder.number if right.holder else "",
        right.ended_on is not None,
        right.renounce_asked_on,
        right.renounce_asked_by,
    )


def facts_of(grave: Grave, interments: Sequence[Interment], local: Local, day: date) -> GraveFacts:
    """A grave as “Kan dit graf?” reads it. Raises KeyError where the local data do not know its kind."""
    kind = local.kind_at(grave.kind, grave.cemetery, day)
    if kind is None:
        raise KeyError(grave.kind)
    there = [one for one in interments if one.removed_on is None]
    taken = tuple(sorted({one.layer for one in there if one.layer is not None}))
    urns = sum(one.kind != BODY for one in there)
    cemetery = local.cemetery(grave.cemetery)
    return GraveFacts(grave.number, cemetery, kind, grave.layers_max, grave.urns_max, taken, urns, grave.blocked)


def right_facts(right: GraveRight | None) -> RightFacts | None:
    """A running right as “Kan dit graf?” reads it."""
    if right is None:
        return None
    holder = right.holder
    return RightFacts(right.kind, right.ends_on, holder is not None, holder is not None and holder.died_on is not None)


@dataclass(frozen=True, slots=True)
class GraveFile:
    """Everything of one grave: its rights, who lies there, and what happened to the rights, newest first."""

    grave: Grave
    rights: list[GraveRight]
    interments: list[Interment]
    events: list[RightEvent]

    @property
    def right(self) -> GraveRight | None:
        """The right that runs; an exclusive one first."""
        runs = [right for right in self.rights if right.ended_on is None]
        return min(runs, key=lambda right: right.kind, default=None)

    @property
    def last_body_on(self) -> date | None:
        """The day of the last body."""
        days = [one.buried_on for one in self.interments if one.kind == BODY and not one.removed_on and one.buried_on]
        return max(days, default=None)

    @property
    def state(self) -> tuple[str, str]:
        """How the grave stands, worked out from what is there: in words, and the shape of its badge."""
        there = [one for one in self.interments if one.removed_on is None]
        bodies = {one.layer for one in there if one.kind == BODY}
        grave, has_right = self.grave, self.right is not None
        word = standing(grave.blocked, grave.reserved, grave.layers_max, has_right, bool(there), len(bodies))
        return word, STANDINGS[word]


def grave_file(client: int, number: str) -> GraveFile:
    """Everything of one grave. Raises Grave.DoesNotExist. Four queries."""
    grave = grave_of(client, number)
    rights = GraveRight.objects.of(client).filter(grave=grave).select_related("holder").order_by("-id")
    interments = Interment.objects.of(client).filter(grave=grave).select_related("resident").order_by("layer", "id")
    events = RightEvent.objects.of(client).filter(right__grave=grave).order_by("-day", "-id")
    return GraveFile(grave, list(rights), list(interments), list(events.select_related("right", "entry")))


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brings: graves, and people with the graves they lie in or hold."""

    graves: list[Grave]
    people: list[tuple[Resident, list[tuple[str, str]]]]

    @property
    def nothing(self) -> bool:
        """Was nothing found?"""
        return not self.graves and not self.people


def find(client: int, typed: str, with_people: bool) -> Found:
    """Graves by the beginning of their number, and people by that of their name. Four queries at most."""
    number = typed.strip().upper()
    graves = Grave.objects.of(client).filter(_begins("number", number)).order_by("number")
    keys = keys_of(typed) if with_people else []
    return Found(list(graves[:MOST_FOUND]) if number else [], _people(client, keys))


def _begins(field: str, text: str) -> Q:
    """A text that begins so. The range lets an index be read in part; the beginning itself is looked at as well."""
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + _LAST, f"{field}__startswith": text})


def _people(client: int, keys: Sequence[str]) -> list[tuple[Resident, list[tuple[str, str]]]]:
    if not keys:
        return []
    named = Q()
    for key in keys:
        named |= _begins("search", key)
    people = list(Resident.objects.of(client).filter(named).order_by("search", "id")[:MOST_FOUND])
    places = _places(client, [person.pk for person in people])
    return [(person, places[person.pk]) for person in people]


def _places(client: int, people: Sequence[int]) -> Mapping[int, list[tuple[str, str]]]:
    """The numbers of the graves that people lie in or hold, with which of the two. Two queries."""
    bodies = Interment.objects.of(client).filter(resident__in=people).order_by("id")
    rights = GraveRight.objects.of(client).filter(holder__in=people, ended_on=None).order_by("id")
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for who, number in bodies.values_list("resident_id", "grave__number"):
        found[who].append((number, "ligt hier"))
    for who, number in rights.values_list("holder_id", "grave__number"):
        found[who].append((number, "rechthebbende"))
    return found


@dataclass(frozen=True, slots=True)
class Bounds:
    """The last end of a right that is (at least) open, in its last month, or missed on a day; for one kind of right."""

    open_to: date
    last_month_to: date
    missed_to: date


def bounds(day: date, first: Term[Span], last: Term[Span]) -> Bounds:
    """Where on the line of ends the states of the letter change, on a day."""

    def before(ends: date, rule: Term[Span]) -> date:
        return raw_end(ends, Span(rule.value.number, rule.value.unit, "other", backwards=True))

    month = Span(1, "month", "other", backwards=True)
    return Bounds(
        _last_end(day, lambda ends: before(ends, first)),
        _last_end(day, lambda ends: raw_end(before(ends, last), month)),
        _last_end(day - timedelta(days=1), lambda ends: before(ends, last)),
    )


def _last_end(day: date, begins: Callable[[date], date]) -> date:
    """The last end of a right for which something has begun on a day. `begins` never goes back when ends go on."""
    low, high = day.toordinal(), day.toordinal() + 366 * 40
    while low < high:
        middle = (low + high + 1) // 2
        if begins(date.fromordinal(middle)) <= day:
            low = middle
        else:
            high = middle - 1
    return date.fromordinal(low)


def _standing(day: date, law: Law) -> dict[str, Q]:
    """Which waiting rights stand how on a day, as conditions of the database.

    Each begins with the days that both kinds share, so that an index in the order of the ends is read in part.
    """
    first = bounds(day, law.letter_first, law.letter_last)
    second = bounds(day, law.general_letter_first, law.general_letter_last)
    kinds = ((EXCLUSIVE, first), (GENERAL, second))

    def between(low: Callable[[Bounds], date | None], high: Callable[[Bounds], date | None]) -> Q:
        found, lows, highs = Q(), [], []
        for kind, at in kinds:
            since, until = low(at), high(at)
            mine = Q(kind=kind) & (Q(ends_on__gt=since) if since else Q()) & (Q(ends_on__lte=until) if until else Q())
            found |= mine
            lows += [since] if since else []
            highs += [until] if until else []
        shared = (Q(ends_on__gt=min(lows)) if lows else Q()) & (Q(ends_on__lte=max(highs)) if highs else Q())
        return shared & found

    return {
        EARLY: between(lambda at: at.open_to, lambda at: None),
        OPEN: between(lambda at: at.last_month_to, lambda at: at.open_to),
        LAST_MONTH: between(lambda at: at.missed_to, lambda at: at.last_month_to),
        MISSED: between(lambda at: None, lambda at: at.missed_to),
    }


def board_counts(client: int, day: date, law: Law) -> dict[str, int]:
    """How many running rights stand how: before, in and after the window of their letter. Three queries."""
    standing = _standing(day, law)
    waiting = GraveRight.objects.of(client).filter(WAITING)
    whole = waiting.count()
    reached = bounds(day, law.letter_first, law.letter_last).open_to
    reached = max(reached, bounds(day, law.general_letter_first, law.general_letter_last).open_to)
    names = {OPEN: "open", LAST_MONTH: "last", MISSED: "missed"}
    counts = {name: Count("id", filter=standing[state]) for state, name in names.items()}
    found: dict[str, int] = waiting.filter(ends_on__lte=reached).aggregate(**counts)
    so_far = {state: found[name] for state, name in names.items()}
    done = GraveRight.objects.of(client).filter(WRITTEN).count()
    return so_far | {EARLY: whole - sum(so_far.values()), DONE: done}


def board(client: int, day: date, state: str, law: Law) -> QuerySet[GraveRight]:
    """The running rights that stand so, those that end first on top."""
    rights = GraveRight.objects.of(client)
    found = rights.filter(WRITTEN) if state == DONE else rights.filter(WAITING & _standing(day, law)[state])
    return found.select_related("grave", "holder").order_by("ends_on", "id")


def after_death(client: int, page: int) -> Listed[GraveRight]:
    """A page of the running exclusive rights whose holder has died, the longest ago on top. Two queries.

    The first reads keys alone: of the many rights that it goes past, none is read whole.
    """
    found = GraveRight.objects.of(client).filter(kind=EXCLUSIVE, ended_on=None, holder__died_on__isnull=False)
    keys = found.filter(holder__died_text="").order_by("holder__died_on", "id").values_list("id", flat=True)
    every, start = list(keys), (page - 1) * PAGE
    shown = every[start : start + PAGE]
    rows = GraveRight.objects.of(client).filter(pk__in=shown).select_related("grave", "holder").in_bulk()
    return Listed([rows[key] for key in shown], len(every), page)


def all_days(client: int) -> list[tuple[GraveRight, date | None]]:
    """Every running right with the day of the last body in its grave. Two queries."""
    bodies = Interment.objects.of(client).filter(kind=BODY, removed_on=None, buried_on__isnull=False)
    last = dict(bodies.order_by().values_list("grave").annotate(last=Max("buried_on")))
    rights = GraveRight.objects.of(client).filter(ended_on=None).select_related("grave", "holder").order_by("number")
    return [(right, last.get(right.grave_id)) for right in rights]


def is_empty(client: int) -> bool:
    """Is there no register yet?"""
    return not Grave.objects.of(client).exists() and not Resident.objects.of(client).exists()


def next_number(client: int, model: Any, letter: str, year: int) -> str:
    """The next number of a year: `R-2026-3`. For acts that wait for each other."""
    start = f"{letter}-{year}-"
    return f"{start}{model.objects.of(client).filter(number__startswith=start).count() + 1}"
