"""What may be asked of the desk and done with a visit, and what counts of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from noaber.agreement.acts import Act
from noaber.agreement.book import Product
from noaber.agreement.opening import Skill
from noaber.appointments import acts
from noaber.appointments.queue import came_late
from noaber.appointments.slots import CLOSED, OPEN, Deviation
from noaber.appointments.terms import AppointmentTerms
from noaber.calendar.words import short_day
from noaber.cases.rules import Kind, desk_counts
from noaber.values import Clause, Decision, Euro, Line, Refused, grant, refuse

BOOKED, ARRIVED, CALLED, STARTED, FINISHED, MISSED, PARKED, CANCELLED = (
    "booked",
    "arrived",
    "called",
    "started",
    "finished",
    "missed",
    "parked",
    "cancelled",
)
STATES = {
    BOOKED: "afgesproken",
    ARRIVED: "wacht",
    CALLED: "opgeroepen",
    STARTED: "in gesprek",
    FINISHED: "klaar",
    MISSED: "niet verschenen",
    PARKED: "even apart",
    CANCELLED: "afgezegd",
}
SHAPES = {
    BOOKED: "off",
    ARRIVED: "wait",
    CALLED: "open",
    STARTED: "open",
    FINISHED: "done",
    MISSED: "late",
    PARKED: "wait",
    CANCELLED: "off",
}
STEPS: Mapping[str, tuple[str, ...]] = {
    acts.CHANGE.code: (BOOKED,),
    acts.CANCEL.code: (BOOKED,),
    acts.ARRIVE.code: (BOOKED, MISSED),
    acts.CALL.code: (ARRIVED,),
    acts.START.code: (CALLED,),
    acts.FINISH.code: (STARTED,),
    acts.PARK.code: (CALLED, STARTED),
    acts.TAKE_BACK.code: (PARKED,),
    acts.MISS.code: (BOOKED, ARRIVED, CALLED, PARKED),
}
"""From which states a step is taken. Who comes too late may still be helped; a visit that is over stays over."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody comes for: products, for how many people, and what they answered. `minutes` is for all together."""

    products: tuple[str, ...]
    persons: int
    skill: str
    minutes: int
    answers: Mapping[str, bool] = field(default_factory=dict)


def may_ask(
    products: Sequence[Product], persons: int, skills: Sequence[Skill], terms: AppointmentTerms, clause: Clause
) -> Decision:
    """May an appointment be made for these products and so many people?"""
    if not products:
        return refuse("nothing-asked", clause, "Kies waarvoor u komt.")
    if not 1 <= persons <= terms.most_persons.value:
        most = terms.most_persons.value
        return refuse("too-many-persons", terms.most_persons, f"U kunt met 1 tot en met {most} personen komen.")
    timed = [product for product in products if product.minutes]
    if not timed:
        return refuse("no-appointment", clause, f"Voor {products[0].name} hoeft u geen afspraak te maken.")
    if len({skill_for(product.code, skills) for product in timed}) > 1:
        return refuse(
            "two-skills",
            clause,
            "Deze producten kunnen niet in één afspraak.",
            "Maak voor elk product een eigen afspraak.",
        )
    return grant("asked", clause, "Hiervoor kunt u een afspraak maken.")


def skill_for(product: str, skills: Sequence[Skill]) -> str:
    """Which counter handles a product: the one that names it, else the one that handles the rest; empty for none."""
    named = next((skill.code for skill in skills if product in skill.products), None)
    return named or next((skill.code for skill in skills if not skill.products), "")


def wish_of(
    products: Sequence[Product],
    persons: int,
    skills: Sequence[Skill],
    minutes: int | None = None,
    answers: Mapping[str, bool] | None = None,
) -> Wish:
    """The wish as the calendar takes it. Where the answers do not say how long, durations and people add up."""
    timed = [product for product in products if product.minutes]
    if minutes is None:
        minutes = persons * sum(product.minutes or 0 for product in timed)
    skill = skill_for(timed[0].code, skills) if timed else ""
    return Wish(tuple(one.code for one in products), persons, skill, minutes, answers or {})


def may_book(held: bool, clause: Clause) -> Decision:
    """May it be booked? Only a time that is still kept for whoever asks."""
    if not held:
        return refuse(
            "hold-over", clause, "Deze tijd is intussen vrijgegeven en door een ander gekozen.", "Kies een andere tijd."
        )
    return grant("booked", clause, "De afspraak staat vast.")


def may_change(state: str, begins: datetime | None, to: datetime, now: datetime, clause: Clause) -> Decision:
    """May an appointment move to another moment?"""
    if over := _over(state, begins, now, clause):
        return over
    if to <= now:
        return refuse("past", clause, "Deze tijd is al voorbij.", "Kies een andere tijd.")
    return grant("changed", clause, "De afspraak is verzet.")


def may_cancel(state: str, begins: datetime | None, now: datetime, clause: Clause) -> Decision:
    """May an appointment be cancelled?"""
    return _over(state, begins, now, clause) or grant("cancelled", clause, "De afspraak is afgezegd.")


def _over(state: str, begins: datetime | None, now: datetime, clause: Clause) -> Refused | None:
    """Why nothing can be changed any more: it has begun, or somebody came, or it was cancelled; None where it can."""
    if state != BOOKED or begins is None:
        text = f"Deze afspraak is {STATES[state]}; er is niets te verzetten of af te zeggen."
        return refuse("not-booked", clause, text)
    if begins <= now:
        text = "De afgesproken tijd is al voorbij."
        return refuse("begun", clause, text, "Bel de gemeente of maak een nieuwe afspraak.")
    return None


def may_take(free: bool, clause: Clause) -> Decision:
    """May these places be taken?"""
    if not free:
        return refuse("taken", clause, "Deze tijd is net door een ander gekozen.", "Kies een andere tijd.")
    return grant("changed", clause, "De afspraak is verzet.")


def may_step(act: Act, state: str, clause: Clause) -> Decision:
    """May this be done with a visit in this state?"""
    if state not in STEPS[act.code]:
        wanted = " of ".join(STATES[one] for one in STEPS[act.code])
        return refuse("other-state", clause, f"Dit bezoek is {STATES[state]}; dit kan alleen als het {wanted} is.")
    return grant(act.code.partition(".")[2], clause, f"{act.label}: vastgelegd.")


def may_arrive(state: str, agreed_day: date, day: date, clause: Clause) -> Decision:
    """May somebody with an appointment be signed in? On its own day."""
    if agreed_day != day:
        return refuse("other-day", clause, f"Deze afspraak is op {short_day(agreed_day)}.", "Geef een volgnummer.")
    return may_step(acts.ARRIVE, state, clause)


def may_give_ticket(products: Sequence[str], persons: int, terms: AppointmentTerms, clause: Clause) -> Decision:
    """May a number be given for these products?"""
    if not products:
        return refuse("nothing-asked", clause, "Kies waarvoor iemand komt.")
    if not 1 <= persons <= terms.most_persons.value:
        return refuse(
            "too-many-persons", terms.most_persons, f"Vul 1 tot en met {terms.most_persons.value} personen in."
        )
    return grant("ticket", clause, "Het volgnummer is gegeven.")


def may_call(found: bool, busy: int | None, clause: Clause) -> Decision:
    """May the next one be called? `busy` is the number that is at this counter now; a counter has one at a time."""
    if busy is not None:
        text = f"Nummer {busy} is nog aan dit loket."
        cure = "Rond dat bezoek af, zet het even apart of meld het als niet verschenen."
        return refuse("counter-busy", clause, text, cure)
    if not found:
        return refuse("nobody-waits", clause, "Er wacht niemand.", "Meld eerst iemand aan of geef een volgnummer.")
    return grant("called", clause, "De volgende is opgeroepen.")


def may_miss_by_clock(state: str, agreed: datetime, now: datetime, terms: AppointmentTerms) -> Decision:
    """Has somebody not come, so long after the agreed time that we no longer wait?"""
    if state != BOOKED or now < agreed + timedelta(minutes=terms.grace_minutes.value):
        return refuse("not-late", terms.grace_minutes, "Hierop wordt nog gewacht.")
    return grant("missed", terms.grace_minutes, f"{terms.grace_minutes.value} minuten na de afgesproken tijd.")


def may_deviate(once: Deviation, on: date, day: date, skills: Sequence[Skill], clause: Clause) -> Decision:
    """May a location differ from its rules on a day?"""
    if on < day:
        return refuse("day-past", clause, "Die dag is al voorbij.", "Kies vandaag of een latere dag.")
    if (on - day).days > 731:
        return refuse("too-far", clause, "Die dag ligt meer dan twee jaar vooruit.", "Leg hem later vast.")
    if once.kind not in (CLOSED, OPEN) or (once.end <= once.start and (once.start, once.end) != _WHOLE_DAY):
        return refuse("no-time", clause, "De eindtijd ligt niet na de begintijd.", "Verbeter de tijden.")
    if once.kind == OPEN and (once.skill not in {skill.code for skill in skills} or once.capacity < 1):
        return refuse("no-counter", clause, "Bij extra open hoort een loket en hoeveel mensen tegelijk.", "Vul ze in.")
    return grant("deviated", clause, "De vrije plekken zijn aangepast.")


_WHOLE_DAY = (datetime.min.time(), datetime.min.time())


def may_withdraw(withdrawn: bool, on: date, day: date, clause: Clause) -> Decision:
    """May a deviation be taken back? Not one that is over."""
    if withdrawn:
        return refuse("withdrawn", clause, "Dit is al ingetrokken.")
    if on < day:
        return refuse("day-past", clause, "Die dag is al voorbij.")
    return grant("withdrawn", clause, "De gewone openingstijden gelden weer.")


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm of the service level agreement that something here is measured for, and the article it stands under."""

    code: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody in the hall as the counts read it: where, for which service, since when, and for what time it was."""

    location: str
    service: int
    arrived: datetime
    agreed: datetime | None


def started(
    came: Came, now: datetime, norms: Sequence[Norm], terms: AppointmentTerms, clause: Clause, day: date
) -> tuple[Line, ...]:
    """What counts when a conversation begins: how long somebody waited, and whether an appointment began in time.

    Who comes early for an appointment waits from the agreed time on, who comes late from his own arrival. The norm is
    about appointments: at most so many minutes after the agreed time. Who came so late that he joined the walk-ins is
    outside it, for nobody can be helped before he comes (decision 22).
    """
    since = came.arrived if came.agreed is None else max(came.agreed, came.arrived)
    waited = Line("visit.waited", day, _minutes(since, now), "minutes", came.service, came.location, 1, clause.number)
    if came.agreed is None or outside_norm(came, terms):
        return (waited,)
    met = int(now - came.agreed <= timedelta(minutes=terms.wait_minutes.value))
    kpis = (Line("kpi", day, met, "count", came.service, norm.code, 1, norm.clause.number) for norm in norms)
    return (waited, *kpis)


def outside_norm(came: Came, terms: AppointmentTerms) -> bool:
    """Is an appointment left out of the norm, because whoever it was for came too late?"""
    return came.agreed is not None and came_late(came.agreed, came.arrived, terms)


def minutes_helped(steps: Sequence[tuple[str, datetime]], now: datetime) -> int:
    """How many minutes somebody was being helped: from each beginning until he was put aside, or until now.

    `steps` are the acts with the visit and their moments, in order.
    """
    seconds, since = 0.0, None
    for code, moment in steps:
        if code == acts.START.code:
            since = moment
        elif code == acts.PARK.code and since is not None:
            seconds += (moment - since).total_seconds()
            since = None
    if since is not None:
        seconds += (now - since).total_seconds()
    return int(max(0.0, seconds) // 60)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What a visit came to for one product: how many were handed out, and the leges that were paid for it."""

    kind: Kind
    number: int
    paid: Euro


def may_finish(state: str, handed: Sequence[HandedOut], clause: Clause) -> Decision:
    """May a visit be finished with these products and payments?"""
    if any(one.number < 0 or one.paid < Euro(0) for one in handed):
        return refuse("negative", clause, "Aantallen en bedragen zijn niet negatief.")
    return may_step(acts.FINISH, state, clause)


def finished(
    location: str, service: int, minutes: int, handed: Sequence[HandedOut], clause: Clause, day: date
) -> tuple[Line, ...]:
    """What counts when a visit is over: its minutes, the products handed out, the leges that pass through.

    Products count as those of a day at the desk do. Leges are cents for the client, with the number of pieces paid as
    base; they are nobody's income here.
    """
    handled = Line("visit.handled", day, minutes, "minutes", service, location, 1, clause.number)
    products = desk_counts([(one.kind, one.number) for one in handed], day)
    return (handled, *products, *(_leges(one, day) for one in handed if one.paid))


def _leges(one: HandedOut, day: date) -> Line:
    """Paid with the application, before anything is handed out, it is one piece."""
    kind, pieces = one.kind, max(1, one.number)
    return Line("leges", day, one.paid.cents, "cents", kind.service, kind.code, pieces, kind.clause.number)


def first_free_lines(
    found: Mapping[Product, int],
    norms: Mapping[Product, Sequence[Norm]],
    terms: AppointmentTerms,
    clause: Clause,
    day: date,
) -> tuple[Line, ...]:
    """What counts of the first free place on a day: the working days until it, for each product, and the norm.

    Of a norm there is one line a service: how many of its products are in time, out of how many.
    """
    most = terms.first_free_workdays.value
    in_time: dict[tuple[int, Norm], list[bool]] = {}
    lines: list[Line] = []
    for product, days in found.items():
        lines.append(Line("first_free", day, days, "days", product.service, product.code, 1, clause.number))
        for norm in norms.get(product, ()):
            in_time.setdefault((product.service, norm), []).append(days <= most)
    for (service, norm), met in in_time.items():
        lines.append(Line("kpi", day, sum(met), "count", service, norm.code, len(met), norm.clause.number))
    return tuple(lines)


def measured(clause: Clause) -> Decision:
    """The first free place is measured every day, whatever it is."""
    return grant("measured", clause, "De eerste vrije plek van elk product is gemeten.")


def may_ask_how(state: str, answered: bool, clause: Clause) -> Decision:
    """May a visitor be asked how it went? When the visit is over, and not again once he has said so."""
    if state != FINISHED:
        return refuse("not-over", clause, f"Dit bezoek is {STATES[state]}.", "Rond het bezoek eerst af.")
    if answered:
        return refuse("answered", clause, "Hierover is al geantwoord; één keer vragen is genoeg.")
    return grant("invited", clause, "De link werkt één keer.")


def may_erase(visits: int, clause: Clause) -> Decision:
    """May names and addresses be erased? Of visits that were long enough ago."""
    if not visits:
        return refuse("nothing-old", clause, "Er is niets dat lang genoeg bewaard is.")
    return grant("erased", clause, "Namen en adressen van oude bezoeken zijn gewist.")


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))
