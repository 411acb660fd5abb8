"""A funeral that the municipality takes care of, as its rules read it: what is done, what comes next, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days
from noaber.cases.phases import Phase, in_order
from noaber.cemetery.law import Law
from noaber.cemetery.municipal.money import Claim, Cost, Sums, WriteOff, sums_of
from noaber.cemetery.windows import burial_from, burial_until
from noaber.parties.clock import AMSTERDAM

REPORTERS = {
    "hospital": "ziekenhuis",
    "home": "verpleeg- of verzorgingshuis",
    "police": "politie",
    "doctor": "huisarts of schouwarts",
    "landlord": "verhuurder",
    "undertaker": "uitvaartondernemer",
    "other": "iemand anders",
}
BRP, WILLS, POLICIES, HOUSE, PEOPLE = "brp", "wills", "policies", "house", "people"
PLACES = {
    BRP: "basisregistratie personen: familie",
    WILLS: "testamentenregister",
    POLICIES: "uitvaartverzekering",
    HOUSE: "woning en papieren",
    PEOPLE: "buren, zorg, werk en kennissen",
}
"""Where is looked for relatives, a will, an insurance and wishes; all of them before the mayor takes over."""
NOTHING, FOUND = "nothing", "found"
RESULTS = {NOTHING: "niets gevonden", FOUND: "iets gevonden"}
PARENT, CHILD, IN_LAW, STEP, PARTNER, SIBLING, FAMILY, FRIEND = (
    "parent",
    "child",
    "in-law",
    "step",
    "partner",
    "sibling",
    "family",
    "friend",
)
RELATIONS = {
    PARENT: "ouder",
    CHILD: "kind",
    IN_LAW: "schoonkind of schoonouder",
    STEP: "stiefouder",
    PARTNER: "partner of ex-partner",
    SIBLING: "broer of zus",
    FAMILY: "ander familielid",
    FRIEND: "kennis",
}
LIABLE = (PARENT, CHILD, IN_LAW, STEP)
"""Whom BW 1:392 asks to maintain somebody; from them alone the costs can be recovered (Wlb 22)."""
TAKES, DECLINES, SILENT = "takes", "declines", "silent"
ANSWERS = {TAKES: "zorgt zelf voor de uitvaart", DECLINES: "doet het niet", SILENT: "niet bereikt"}
BURY, CREMATE = "burial", "cremation"
WAYS = {BURY: "begraven", CREMATE: "cremeren"}
UNKNOWN = "unknown"
WISHES = {BURY: "begraven", CREMATE: "cremeren", UNKNOWN: "geen wens bekend"}
OUTCOMES = {BURY: "begraven", CREMATE: "gecremeerd"}
BY_OTHERS = "nabestaanden zorgen zelf"
REPORT_DAYS = 3
"""On this day after the death at the latest the mayor is warned (Wlb 20)."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another term that the mayor set (Wlb 17): under which decision, until which day, and whether before 36 hours."""

    decision: str = ""
    until: date | None = None
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Asset:
    """Something that was found, in cents, and whether it was given to whom it belongs."""

    kind: str
    value: int
    handed: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """Everything that the rules ask of a funeral. `searched` are the places where was looked."""

    received: date
    died_at: datetime
    identified: bool = True
    searched: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    search_done: date | None = None
    wish: str = UNKNOWN
    ordered_on: date | None = None
    way: str = ""
    commissioned_on: date | None = None
    planned_at: datetime | None = None
    other: Other = Other()
    laid_on: date | None = None
    handed_on: date | None = None
    closed_on: date | None = None
    costs: tuple[Cost, ...] = ()
    assets: tuple[Asset, ...] = ()
    claims: tuple[Claim, ...] = ()
    write_offs: tuple[WriteOff, ...] = ()

    @property
    def died_on(self) -> date:
        """The civil day of the death."""
        return self.died_at.astimezone(AMSTERDAM).date()

    @property
    def sums(self) -> Sums:
        """What its lines come to."""
        return sums_of(self.costs, self.claims, self.write_offs)

    @property
    def taken(self) -> bool:
        """Did a relative say that they do it themselves?"""
        return TAKES in self.answers

    @property
    def unlooked(self) -> tuple[str, ...]:
        """Where was not looked yet. For somebody without a name only a house and people can tell."""
        wanted = tuple(PLACES) if self.identified else (HOUSE, PEOPLE)
        return tuple(place for place in wanted if place not in self.searched)

    @property
    def ended(self) -> bool:
        """Is the body laid to rest, or are others doing that?"""
        return self.laid_on is not None or self.handed_on is not None

    @property
    def reported_late(self) -> bool:
        """Was the mayor warned after the third day (Wlb 20)?"""
        return self.received > self.died_on + timedelta(days=REPORT_DAYS)

    def first(self, law: Law) -> datetime:
        """The first moment of the funeral, 36 hours after the death (Wlb 16)."""
        return burial_from(self.died_at, law)

    def last(self, law: Law) -> date:
        """The last day of the funeral: the sixth working day, or what the mayor set (Wlb 16 and 17)."""
        return self.other.until or burial_until(self.died_on, law)

    def search_by(self, workdays: int, law: Law) -> date:
        """By when the search is done: in so many working days, and never after the last day of the funeral."""
        return min(add_working_days(self.received, workdays), self.last(law))


SEARCH, FINISH, HAND_OVER, ORDER, COMMISSION, REST, SETTLE, CLOSE, DONE = (
    "search",
    "finish",
    "hand-over",
    "order",
    "commission",
    "rest",
    "settle",
    "close",
    "done",
)


def next_step(file: File) -> str:
    """What comes next for whoever handles it."""
    if file.closed_on is not None:
        return DONE
    if file.ended:
        return CLOSE if ready_to_close(file) else SETTLE
    if file.taken:
        return HAND_OVER
    if file.search_done is None:
        return SEARCH if file.unlooked else FINISH
    if file.ordered_on is None:
        return ORDER
    return COMMISSION if file.commissioned_on is None else REST


def ready_to_close(file: File) -> bool:
    """Is everything paid for, asked back or given up, and everything that was found handed over?"""
    sums = file.sums
    settled = sums.open <= 0 and not sums.outstanding and not sums.proposed
    return settled and all(one.actual is not None for one in file.costs) and all(one.handed for one in file.assets)


STATES = {
    HAND_OVER: ("nabestaande zorgt zelf", "open"),
    SEARCH: ("zoeken", "open"),
    FINISH: ("zoeken afronden", "open"),
    ORDER: ("burgemeester beslist", "open"),
    COMMISSION: ("opdracht geven", "open"),
    REST: ("uitvaart gepland", "open"),
    SETTLE: ("kosten en verhaal", "wait"),
    CLOSE: ("af te sluiten", "open"),
    DONE: ("afgesloten", "done"),
}


def state_of(file: File) -> tuple[str, str]:
    """Where it stands, in words, with the shape of its badge."""
    return STATES[next_step(file)]


def clock_of(file: File, search_workdays: int, settle_by: date | None, law: Law) -> date | None:
    """The day by which the next step must be taken; none once it is closed."""
    if file.closed_on is not None:
        return None
    if file.ended:
        return settle_by
    return file.search_by(search_workdays, law) if file.search_done is None else file.last(law)


def phases(file: File, search_workdays: int, settle_by: date | None, law: Law) -> list[Phase]:
    """The way of a file, as a line in time."""
    late = " Later dan de derde dag na het overlijden." if file.reported_late else ""
    looked = f"op {len(file.searched)} plaatsen gekeken" if file.searched else ""
    by_others = file.handed_on is not None
    start = Phase("Melding", file.received, None, f"overleden op {short_day(file.died_on)}.{late}")
    search = Phase("Zoeken", file.search_done, file.search_by(search_workdays, law), looked)
    money = Phase(
        "Kosten en verhaal", file.closed_on if file.ended else None, settle_by, "", ready_to_close(file) and file.ended
    )
    closed = Phase("Afgesloten", file.closed_on)
    if by_others:
        handed = Phase("Nabestaanden zorgen zelf", file.handed_on)
        return in_order([start, handed, money, closed], over=file.closed_on is not None)
    way = WAYS.get(file.way, "")
    planned = file.planned_at.astimezone(AMSTERDAM) if file.planned_at else None
    words = f"{way}, gepland op {short_day(planned.date())} om {planned:%H:%M} uur" if planned else way
    first = file.first(law).astimezone(AMSTERDAM)
    window = f"vanaf {short_day(first.date())} om {first:%H:%M} uur"
    wanted = words if file.laid_on else ", ".join(part for part in (words, window) if part)
    rest = Phase("Begraven of cremeren", file.laid_on, file.last(law), wanted)
    return in_order(
        [
            start,
            search,
            Phase("Besluit van de burgemeester", file.ordered_on, file.last(law), way),
            Phase("Opdracht aan een uitvaartondernemer", file.commissioned_on, file.last(law)),
            rest,
            money,
            closed,
        ],
        over=file.closed_on is not None,
    )
