"""What people can ask about requests for funerals, and what stands behind the link of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Avg, Count, F, Min, Q, QuerySet

from noaber.agreement.link_codes import digest
from noaber.cemetery.burial import Answer, Point
from noaber.cemetery.funerals import rules
from noaber.cemetery.funerals.kinds import BY_HOLDER, NEEDS_GRAVE, NO_GRAVE, WORDS_OF_GRAVE
from noaber.cemetery.funerals.models import Funeral, Intake, Quarter
from noaber.cemetery.funerals.openings import Opening, Openings, days_from
from noaber.cemetery.funerals.rules import Request
from noaber.cemetery.funerals.seen import Told, answer_of, draft_price, seen_hash
from noaber.cemetery.funerals.slots import Asked, Taken, free_moments, open_moments, quarters, reach
from noaber.cemetery.funerals.wording import seen_lines
from noaber.cemetery.law import Law
from noaber.cemetery.local import GraveKind, Local
from noaber.cemetery.models import Grave, GraveRight, Interment
from noaber.cemetery.price import Price
from noaber.cemetery.queries import facts_of, right_facts, running_right
from noaber.parties.clock import AMSTERDAM

MOST_GRAVES = 30


def funeral_of(client: int, number: str) -> Funeral:
    """One request with its grave. Raises Funeral.DoesNotExist, also for one of another municipality."""
    return Funeral.objects.of(client).select_related("grave").get(number=number)


def funeral_by_code(client: int, code: str) -> Funeral:
    """The request that an undertaker's code opens. Raises Funeral.DoesNotExist."""
    return Funeral.objects.of(client).select_related("grave").get(code_hash=digest(code))


def funeral_to_confirm(client: int, code: str) -> Funeral:
    """The request that the code of who decides opens. Raises Funeral.DoesNotExist."""
    return Funeral.objects.of(client).select_related("grave").get(holder_hash=digest(code))


def intake_by_code(client: int, code: str, at: datetime) -> Intake:
    """The link that a code opens, as long as it lives. Raises Intake.DoesNotExist."""
    return Intake.objects.get(municipality=client, code_hash=digest(code), expires_at__gt=at)


def links_that_ended(client: int, at: datetime) -> QuerySet[Intake]:
    """The links of which nothing came; the address that they were sent to is no longer needed."""
    return Intake.objects.filter(municipality=client, expires_at__lte=at)


def taken(client: int, cemetery: str, first: datetime, last: datetime, but: str = "") -> Taken:
    """What is kept between two moments: of every crew, and at this cemetery. `but` is a request that may move."""
    wanted = range(quarters(first, 0).start, quarters(last, 0).start + 100)
    rows = Quarter.objects.filter(municipality=client, quarter__gte=wanted.start, quarter__lt=wanted.stop)
    found = list(rows.exclude(funeral=but).values_list("crew", "cemetery", "quarter"))
    return Taken(
        frozenset((crew, quarter) for crew, _, quarter in found),
        frozenset((place, quarter) for _, place, quarter in found),
    )


def free_for(
    client: int,
    cemetery: str,
    died_at: datetime,
    bound: bool,
    openings: Openings,
    law: Law,
    at: datetime,
    but: str = "",
) -> list[datetime]:
    """The moments that an undertaker can choose now."""
    asked = Asked(cemetery, died_at, bound)
    first, last = reach(asked, at, law)
    end = _end_of(last)
    return free_moments(asked, openings, taken(client, cemetery, first, end, but), at, law)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), AMSTERDAM)


def to_propose(client: int, row: Funeral, openings: Openings, law: Law, at: datetime) -> list[datetime]:
    """The moments that a clerk can propose instead: also those that are announced too late."""
    asked = Asked(row.cemetery, row.died_at, value_of(row).bound)
    first, last = reach(asked, at, law)
    end = _end_of(last)
    days = days_from(first.astimezone(AMSTERDAM).date(), last)
    found = open_moments(row.cemetery, days, openings, taken(client, row.cemetery, first, end, row.number))
    return [moment for moment in found if moment >= first and moment != row.at]


def value_of(row: Funeral, confirmed: bool = False) -> Request:
    """A request as the rules read it."""
    return Request(
        row.kind,
        row.state,
        row.asked_at,
        row.died_at,
        row.proposed_at or row.at,
        confirmed,
        bool(row.permit),
        row.exception,
        row.ceremony,
        row.grave.number if row.grave else "",
        row.identity,
        row.doctor_heard,
        row.prosecutor_agreed,
        row.cemetery,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A request with all that is worked out of it: the grave, the answer, the price, and whether it is confirmed."""

    row: Funeral
    value: Request
    right: GraveRight | None
    answer: Answer | None
    points: tuple[Point, ...]
    price: Price
    hash: str
    opening: Opening | None

    @property
    def confirmed(self) -> bool:
        """Did who decides confirm exactly what it says now?"""
        return self.value.confirmed

    @property
    def gives_out(self) -> bool:
        """Is a right granted with this funeral?"""
        return self.row.kind not in NO_GRAVE | NEEDS_GRAVE and self.right is None

    @property
    def by_holder(self) -> bool:
        """Does the registered holder of a right decide? Of a holder who is buried, who arranges the funeral signs."""
        return self.row.kind in BY_HOLDER and not self.gives_out


def standing_of(row: Funeral, local: Local, law: Law, openings: Openings) -> Standing:
    """Everything that follows from a request as it is now. Three queries where a grave is chosen.

    Whether it was announced in time is a matter of when it was asked; to what is proposed later the keeper agreed.
    """
    at, client = row.asked_at, row.municipality_id
    value = value_of(row)
    answer, right, cost = None, None, None
    if row.grave is not None:
        right = running_right(client, row.grave)
        there = list(Interment.objects.of(client).filter(grave=row.grave, removed_on=None))
        facts = facts_of(row.grave, there, local, value.day)
        answer = answer_of(told_of(row, False), facts, right_facts(right), local, law, at)
        cost = answer.price
    if cost is None:
        cost = draft_price(
            told_of(row, False), kind_of(row.kind, row.cemetery, local, value.day), not row.grave_typed, local
        )
    # Of the Dutch lines, in whatever language they were read.
    hashed = seen_hash(seen_lines(row, local, "nl"), cost)
    confirmed = bool(row.confirmed_hash) and row.confirmed_hash == hashed
    if row.grave is not None and confirmed:
        answer = answer_of(told_of(row, True), facts, right_facts(right), local, law, at)
    opening = openings.on(row.cemetery, value.day)
    points = (*(answer.points if answer else ()), *rules.own_points(value, law))
    return Standing(row, value_of(row, confirmed), right, answer, points, cost, hashed, opening)


def told_of(row: Funeral, confirmed: bool) -> Told:
    """A request as the rules of a burial read it."""
    return Told(
        row.kind,
        row.proposed_at or row.at,
        row.died_at,
        row.born_on,
        row.years,
        row.permit,
        row.exception,
        confirmed,
        row.identity,
        row.notice_agreed,
    )


def kind_of(kind: str, cemetery: str, local: Local, day: date) -> GraveKind | None:
    """The kind of grave that a kind of funeral is about before one is chosen."""
    return local.kind_at(WORDS_OF_GRAVE.get(kind, "particulier"), cemetery, day)


def listed_open(client: int) -> QuerySet[Funeral]:
    """The requests that are not over, with what ends first on top."""
    rows = Funeral.objects.of(client).filter(clock_at__isnull=False)
    return rows.select_related("grave").order_by("clock_at", "id")


def listed_over(client: int) -> QuerySet[Funeral]:
    """The requests that are over, the latest on top."""
    rows = Funeral.objects.of(client).filter(clock_at=None)
    return rows.select_related("grave", "interment").order_by("-asked_at", "-id")


def graves_for(client: int, row: Funeral, local: Local, day: date) -> list[Grave]:
    """The graves that a clerk can choose for a request: free ones of its kind, in the order of their places."""
    kind = kind_of(row.kind, row.cemetery, local, day)
    if kind is None or row.kind in NEEDS_GRAVE:
        return []
    promised = Funeral.objects.of(client).filter(state__in=rules.OPEN, grave__isnull=False).exclude(pk=row.pk)
    graves = Grave.objects.of(client).filter(cemetery=row.cemetery, kind=kind.code, blocked="", reserved="")
    used = Q(rights__ended_on=None, rights__isnull=False) | Q(interments__removed_on=None, interments__isnull=False)
    free = graves.exclude(pk__in=graves.filter(used).values("pk")).exclude(pk__in=promised.values("grave"))
    return list(free.order_by("number")[:MOST_GRAVES])


def is_promised(client: int, grave: Grave, but: int) -> bool:
    """Is this grave chosen for another request that is not over?"""
    others = Funeral.objects.of(client).filter(grave=grave, state__in=rules.OPEN).exclude(pk=but)
    return others.exists()


@dataclass(frozen=True, slots=True)
class Counts:
    """How the requests of a municipality stand, for who steers: how many are open, how late, and how long it took."""

    open: int
    late: int
    waiting: int
    oldest: datetime | None
    days: float | None


def counts(client: int, at: datetime, since: datetime) -> Counts:
    """The figures of requests: those open now, and how long the answer took of those since a moment. Two queries.

    `late` are those of which a clock has passed, `waiting` those that wait for a first answer, `oldest` when the first
    of those open was asked, `days` the mean of the days between request and answer.
    """
    rows = Funeral.objects.of(client)
    found = rows.filter(clock_at__isnull=False).aggregate(
        open=Count("id"),
        late=Count("id", filter=Q(clock_at__lt=at)),
        waiting=Count("id", filter=Q(state=rules.ASKED)),
        oldest=Min("asked_at"),
    )
    answered = rows.filter(asked_at__gte=since, answered_at__isnull=False)
    spent = answered.aggregate(mean=Avg(F("answered_at") - F("asked_at")))["mean"]
    return Counts(
        found["open"],
        found["late"],
        found["waiting"],
        found["oldest"],
        spent.total_seconds() / 86_400 if spent is not None else None,
    )


def to_erase(client: int, day: date) -> QuerySet[Funeral]:
    """The requests whose names are no longer needed."""
    return Funeral.objects.of(client).filter(erase_on__lte=day)
