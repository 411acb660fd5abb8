"""“Kan dit graf?”: whether somebody can be buried in a grave, and for each yes and no the article that says so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from noaber.calendar.words import short_day
from noaber.cemetery import price
from noaber.cemetery.law import Law
from noaber.cemetery.local import Cemetery, GraveKind, Local
from noaber.cemetery.price import Price
from noaber.cemetery.tariffs import BURIAL, RENEW, URN
from noaber.cemetery.windows import EXCLUSIVE, burial_from, burial_notice, burial_until, years_to_add
from noaber.parties.clock import AMSTERDAM
from noaber.values import Clause

YES, WITH, NO = "yes", "with", "no"
OPEN = Clause("Wlb", "43")
RIGHT = Clause("Wlb", "28, eerste lid")
DECIDES = Clause("Wlb", "23")
DIGGING = Clause("Besluit op de lijkbezorging", "5")
MAYOR = Clause("Wlb", "17")
PERMIT = Clause("Wlb", "11")
NOT_HELD = Clause("Wlb", "2 en 11a")
URN_CONSENT = Clause("Wlb", "62")


@dataclass(frozen=True, slots=True)
class GraveFacts:
    """A grave as this question reads it. `taken` are the layers in which a body lies."""

    number: str
    cemetery: Cemetery
    kind: GraveKind
    layers_max: int
    urns_max: int
    taken: tuple[int, ...] = ()
    urns: int = 0
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class RightFacts:
    """The right that runs on the grave. `holder` where one is known, `holder_died` where that holder has died."""

    kind: str
    ends_on: date | None
    holder: bool = True
    holder_died: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be buried and when. `own` where the holder is buried, `consent` and `renewal` where the holder agreed.

    `age` is that of the deceased in whole years, `exception` the decision of the mayor on another term, `permit` the
    number of the permission of the registrar. `short_notice` where the keeper agreed to a burial announced too late.
    A `foetus` of less than 24 weeks knows neither terms nor permission; `permit` is then the statement of a doctor.
    """

    at: datetime
    died_at: datetime
    urn: bool = False
    age: int | None = None
    layer: int | None = None
    shared: bool = False
    own: bool = False
    consent: bool = False
    renewal: bool = False
    exception: str = ""
    permit: str = ""
    short_notice: bool = False
    foetus: bool = False

    @property
    def day(self) -> date:
        """The civil day of the burial."""
        return self.at.astimezone(AMSTERDAM).date()


@dataclass(frozen=True, slots=True)
class Point:
    """One yes, no, or yes provided that (`with`), and the article it follows from."""

    code: str
    answer: str
    text: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that counts, in the order in which it is asked; the layer to use, the years to add and the price.

    What cannot be has no price.
    """

    points: tuple[Point, ...]
    layer: int | None = None
    years: int = 0
    price: Price = field(default_factory=Price)
    first: datetime | None = None
    last: date | None = None

    @property
    def possible(self) -> bool:
        """Is there no no?"""
        return all(point.answer != NO for point in self.points)

    @property
    def settled(self) -> bool:
        """Is everything a yes, so that nothing has to be done first?"""
        return all(point.answer == YES for point in self.points)

    @property
    def hindrance(self) -> Point | None:
        """The first thing that is not a yes; a no before what has to be done first."""
        open_points = [point for point in self.points if point.answer != YES]
        return min(open_points, key=lambda point: point.answer != NO, default=None)


def can_this_grave(
    grave: GraveFacts, right: RightFacts | None, wanted: Wanted, local: Local, law: Law, now: datetime
) -> Answer:
    """Can somebody be buried (or an urn be placed) in this grave, at that moment?"""
    layer = None if wanted.urn else _free_layer(grave, wanted)
    years = 0 if wanted.urn or right is None else years_to_add(wanted.day, right.ends_on, law)
    points = [_cemetery(grave, wanted), _blocked(grave), _right(grave, right, wanted.day)]
    points.append(_urns(grave) if wanted.urn else _layer(grave, wanted, layer))
    if right is not None:
        points += [_consent(right, wanted), *(() if wanted.urn else (_term(right, wanted, years, law),))]
    first, last = burial_from(wanted.died_at, law), burial_until(wanted.died_at.astimezone(AMSTERDAM).date(), law)
    if not wanted.urn:
        points += [] if wanted.foetus else [_early(wanted, first, law), _late(wanted, last, law)]
        points += [*_notice(wanted, law, now), _statement(wanted) if wanted.foetus else _permit(wanted)]
    answer = Answer(tuple(points), layer, years, first=None if wanted.urn else first, last=None if wanted.urn else last)
    return replace(answer, price=_price(grave, wanted, years, local)) if answer.possible else answer


def _free_layer(grave: GraveFacts, wanted: Wanted) -> int | None:
    """The layer that is meant, or the lowest that nobody lies in."""
    if wanted.layer is not None:
        return wanted.layer
    return next((layer for layer in range(1, grave.layers_max + 1) if layer not in grave.taken), None)


def _cemetery(grave: GraveFacts, wanted: Wanted) -> Point:
    closed = grave.cemetery.closed_on
    if closed is not None and wanted.day >= closed:
        return Point("closed", NO, f"{grave.cemetery.name} is gesloten sinds {short_day(closed)}.", OPEN)
    return Point("open", YES, f"{grave.cemetery.name} is open.", OPEN)


def _blocked(grave: GraveFacts) -> Point:
    if grave.blocked:
        return Point("blocked", NO, f"Het graf is geblokkeerd: {grave.blocked}.", DIGGING)
    return Point("usable", YES, "Niets blokkeert het graf.", DIGGING)


def _right(grave: GraveFacts, right: RightFacts | None, day: date) -> Point:
    if right is None:
        text = "Er loopt geen recht op dit graf. Geef het eerst uit."
        return Point("no-right", NO, text, RIGHT if grave.kind.right == EXCLUSIVE else DECIDES)
    if right.ends_on is not None and right.ends_on < day:
        text = f"Het recht is dan voorbij: het eindigt op {short_day(right.ends_on)}."
        return Point("right-over", NO, text, RIGHT)
    until = f"tot en met {short_day(right.ends_on)}" if right.ends_on else "zonder einde"
    return Point("right", YES, f"Er loopt een recht, {until}.", RIGHT)


def _layer(grave: GraveFacts, wanted: Wanted, layer: int | None) -> Point:
    if layer is None:
        return Point("full", NO, f"Alle lagen zijn bezet ({grave.layers_max}).", DIGGING)
    if not 1 <= layer <= grave.layers_max:
        return Point("no-layer", NO, f"Dit graf heeft geen laag {layer}: er zijn er {grave.layers_max}.", DIGGING)
    if layer in grave.taken and not wanted.shared:
        return Point("taken", NO, f"In laag {layer} ligt al iemand.", DIGGING)
    if layer not in grave.taken and any(taken > layer for taken in grave.taken):
        return Point("under", NO, f"Boven laag {layer} ligt al iemand.", DIGGING)
    return Point("layer", YES, f"Laag {layer} van {grave.layers_max} is vrij (laag 1 is de onderste).", DIGGING)


def _urns(grave: GraveFacts) -> Point:
    if grave.urns >= grave.urns_max:
        text = f"Er staan al {grave.urns} asbussen; hooguit {grave.urns_max} mogen er staan."
        return Point("urns-full", NO, text, grave.kind.clause)
    return Point("urn-room", YES, f"Er is plaats voor {grave.urns_max - grave.urns} asbussen.", grave.kind.clause)


def _consent(right: RightFacts, wanted: Wanted) -> Point:
    clause = URN_CONSENT if wanted.urn else DECIDES
    if right.kind != EXCLUSIVE:
        return Point("holder-decides", YES, "Over een algemeen graf beslist de gemeente als houder.", clause)
    if wanted.own:
        text = "De rechthebbende wordt hier zelf begraven. Laat het recht daarna overschrijven."
        return Point("own", YES, text, clause)
    if not right.holder:
        return Point("no-holder", NO, "Er is geen rechthebbende bekend. Laat eerst iemand het recht overnemen.", clause)
    if right.holder_died:
        return Point("holder-died", NO, "De rechthebbende is overleden. Laat het recht eerst overschrijven.", clause)
    if not wanted.consent:
        return Point("ask-consent", WITH, "De rechthebbende moet toestemming geven, niemand anders.", clause)
    return Point("consent", YES, "De rechthebbende heeft toestemming gegeven.", clause)


def _term(right: RightFacts, wanted: Wanted, years: int, law: Law) -> Point:
    rule = law.term_left
    if not years:
        return Point("term", YES, f"Na de begrafenis loopt het recht nog {rule.value} of langer.", rule.clause)
    if right.kind != EXCLUSIVE:
        text = f"Er is minder dan {rule.value} over, en een algemeen graf wordt niet verlengd."
        return Point("general-short", NO, text, rule.clause)
    if not wanted.renewal:
        text = f"Er is minder dan {rule.value} over. Verleng het recht tegelijk met {years} jaar."
        return Point("renew-first", WITH, text, rule.clause)
    return Point("renewed-with-it", YES, f"Het recht wordt tegelijk met {years} jaar verlengd.", rule.clause)


def _statement(wanted: Wanted) -> Point:
    if not wanted.permit:
        return Point("ask-statement", WITH, "De verklaring van een arts over de vrucht is nog nodig.", NOT_HELD)
    text = f"Voor een vrucht jonger dan 24 weken is geen verlof nodig; de arts verklaarde het ({wanted.permit})."
    return Point("statement", YES, text, NOT_HELD)


def _early(wanted: Wanted, first: datetime, law: Law) -> Point:
    words = f"{short_day(first.astimezone(AMSTERDAM).date())} om {first.astimezone(AMSTERDAM):%H:%M} uur"
    if wanted.at >= first:
        return Point("36-hours", YES, f"Het kan vanaf {words}.", law.burial_first.clause)
    if wanted.exception:
        return Point("mayor", YES, f"De burgemeester staat het eerder toe ({wanted.exception}).", MAYOR)
    text = f"Het kan pas vanaf {words}, of met een besluit van de burgemeester."
    return Point("too-early", NO, text, law.burial_first.clause)


def _late(wanted: Wanted, last: date, law: Law) -> Point:
    if wanted.day <= last:
        return Point("in-time", YES, f"Het kan tot en met {short_day(last)}.", law.burial_last.clause)
    if wanted.exception:
        return Point("mayor-late", YES, f"De burgemeester staat het later toe ({wanted.exception}).", MAYOR)
    text = f"Het moet uiterlijk op {short_day(last)}, of met een besluit van de burgemeester."
    return Point("too-late", NO, text, law.burial_last.clause)


def _notice(wanted: Wanted, law: Law, now: datetime) -> tuple[Point, ...]:
    """Announced in time? Of a burial that has been, nobody asks it any more."""
    if now >= wanted.at:
        return ()
    until = burial_notice(wanted.day, law).until
    assert until is not None
    hour = law.burial_notice_hour.value.number
    words = f"{short_day(until)} om {hour}:00 uur"
    if now <= datetime.combine(until, time(hour), AMSTERDAM):
        return (Point("announced", YES, f"Melden kan tot {words}.", law.burial_notice.clause),)
    if wanted.short_notice:
        return (Point("agreed", YES, "De beheerder is akkoord met de late melding.", law.burial_notice.clause),)
    text = f"Het had gemeld moeten zijn voor {words}. Overleg met de beheerder."
    return (Point("short-notice", WITH, text, law.burial_notice.clause),)


def _permit(wanted: Wanted) -> Point:
    if not wanted.permit:
        return Point("ask-permit", WITH, "Het verlof van de ambtenaar van de burgerlijke stand is nog nodig.", PERMIT)
    return Point("permit", YES, f"Het verlof is er ({wanted.permit}).", PERMIT)


def _price(grave: GraveFacts, wanted: Wanted, years: int, local: Local) -> Price:
    kind, day, at = grave.kind, wanted.day, wanted.at.astimezone(AMSTERDAM)
    if wanted.urn:
        placed = price.once(local, URN, kind, day, "een asbus plaatsen")
        return placed + price.surcharges(local, URN, kind, at, placed)
    buried = price.once(local, BURIAL, kind, day, "begraven", wanted.age if wanted.age is not None else 12)
    whole = buried + price.surcharges(local, BURIAL, kind, at, buried)
    return whole + price.of_years(local, RENEW, kind, years, day) if years else whole
