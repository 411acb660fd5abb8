"""What a request says, line by line: what it costs, what who decides reads, and by which hash that is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from noaber.calendar.deadlines import Span, raw_end
from noaber.cemetery import price
from noaber.cemetery.burial import Answer, GraveFacts, Point, RightFacts, Wanted, can_this_grave
from noaber.cemetery.funerals.kinds import BY_HOLDER, FOETUS, NEEDS_GRAVE, OWN, SCATTER, URN
from noaber.cemetery.funerals.rules import digest_of
from noaber.cemetery.law import Law
from noaber.cemetery.local import GraveKind, Local
from noaber.cemetery.price import Price
from noaber.cemetery.tariffs import BURIAL, GRANT
from noaber.cemetery.tariffs import URN as URN_TARIFF
from noaber.parties.clock import AMSTERDAM

GROWN_UP = 12
"""From this age on a burial costs what it costs for everybody who is older."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a request says of the deceased, the grave and the moment, as the rules of a burial read it."""

    kind: str
    at: datetime
    died_at: datetime
    born_on: date | None = None
    years: int | None = None
    permit: str = ""
    exception: str = ""
    confirmed: bool = False
    identity: str = ""
    notice_agreed: bool = False

    @property
    def age(self) -> int:
        """The age in whole years; that of a foetus is zero, and that of who was born nobody knows when is grown up."""
        if self.kind == FOETUS:
            return 0
        if self.born_on is None:
            return GROWN_UP
        day = self.died_at.astimezone(AMSTERDAM).date()
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))


def wanted_of(told: Told) -> Wanted:
    """The request as “Kan dit graf?” reads it. The holder consented where the clerk knows that it was the holder."""
    consent = told.confirmed and bool(told.identity or told.kind not in BY_HOLDER)
    return Wanted(
        told.at,
        told.died_at,
        urn=told.kind == URN,
        age=told.age,
        own=told.kind == OWN,
        consent=consent,
        renewal=consent or (told.kind == OWN and told.confirmed),
        exception=told.exception,
        permit=told.permit,
        short_notice=told.notice_agreed,
        foetus=told.kind == FOETUS,
    )


def of_new_grave(wanted: Wanted, told: Told) -> Wanted:
    """In a grave that is given out with it, who confirms becomes the holder, and so agreed."""
    return replace(wanted, consent=told.confirmed, renewal=told.confirmed)


def answer_of(told: Told, grave: GraveFacts, right: RightFacts | None, local: Local, law: Law, now: datetime) -> Answer:
    """“Kan dit graf?” for exactly this request; a free grave is answered as if it were given out on that day."""
    wanted = wanted_of(told)
    if right is not None or told.kind in NEEDS_GRAVE:
        return can_this_grave(grave, right, wanted, local, law, now)
    years = told.years or None
    ends = raw_end(wanted.day, Span(years, "year", "other")) if years else None
    answer = can_this_grave(grave, RightFacts(grave.kind.right, ends), of_new_grave(wanted, told), local, law, now)
    answer = replace(answer, points=tuple(_granted_with_it(point) for point in answer.points))
    if not answer.possible:
        return answer
    return replace(answer, price=price.of_years(local, GRANT, grave.kind, years or 0, wanted.day) + answer.price)


def _granted_with_it(point: Point) -> Point:
    """There is no right on the grave yet."""
    return replace(point, text="Het recht wordt tegelijk verleend.") if point.code == "right" else point


def draft_price(told: Told, kind: GraveKind | None, gives_out: bool, local: Local) -> Price:
    """What a request costs as far as can be said before a grave is chosen."""
    if told.kind == SCATTER:
        return Price(unknown=("as verstrooien",))
    if kind is None:
        return Price(unknown=("dit graf",))
    day = told.at.astimezone(AMSTERDAM).date()
    what, words, age = (URN_TARIFF, "een asbus plaatsen", None) if told.kind == URN else (BURIAL, "begraven", told.age)
    whole = price.once(local, what, kind, day, words, age)
    whole += price.surcharges(local, what, kind, told.at.astimezone(AMSTERDAM), whole)
    if gives_out:
        whole = price.of_years(local, GRANT, kind, told.years or 0, day) + whole
    return whole


def seen_hash(lines: list[tuple[str, str]], cost: Price) -> str:
    """By which exactly this is known: what the lines say, and every line of the price."""
    money = [(line.tariff, f"{line.sum} = {line.amount}") for line in cost.lines]
    return digest_of([*lines, *money, *(("unknown", words) for words in cost.unknown)])
