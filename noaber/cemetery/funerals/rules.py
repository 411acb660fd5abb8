"""When a funeral can be asked for, confirmed, accepted, made final and put in the register."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days, working_days_between
from noaber.cemetery.burial import MAYOR, NO, NOT_HELD, PERMIT, RIGHT, Answer, Point
from noaber.cemetery.funerals.kinds import FOETUS, NEEDS_PERMIT, NO_GRAVE, is_bound
from noaber.cemetery.funerals.openings import Opening
from noaber.cemetery.funerals.slots import announced_until
from noaber.cemetery.funerals.terms import FuneralTerms
from noaber.cemetery.law import Law
from noaber.cemetery.windows import burial_from, burial_until, ceremony_notice
from noaber.parties.clock import AMSTERDAM
from noaber.values import Clause, Decision, Line, grant, refuse

ASKED, PROPOSED, ACCEPTED, FINAL = "asked", "proposed", "accepted", "final"
REGISTERED, REFUSED, WITHDRAWN = "registered", "refused", "withdrawn"
STATES = {
    ASKED: "aangevraagd",
    PROPOSED: "ander voorstel",
    ACCEPTED: "geaccepteerd",
    FINAL: "definitief",
    REGISTERED: "in het register",
    REFUSED: "geweigerd",
    WITHDRAWN: "ingetrokken",
}
CHANGING = (ASKED, PROPOSED, ACCEPTED)
"""As long as it is one of these, the link of the undertaker can change and withdraw it; after that they call."""
OPEN = (*CHANGING, FINAL)
SHAPES = {ASKED: "open", PROPOSED: "wait", ACCEPTED: "wait", FINAL: "done", REGISTERED: "done"}
DAILY = Clause("Wlb", "35")
SIGNED = Clause("VNG-model beheersverordening begraafplaatsen", "9")
ANSWER, PAPERS, BURIAL = "answer", "papers", "burial"
CLOCKS = {ANSWER: "Antwoord geven", PAPERS: "Stukken en akkoord", BURIAL: "Uitvaart en register"}


@dataclass(frozen=True, slots=True)
class Request:
    """A request as these rules read it.

    `confirmed` where who decides agreed to exactly what it says now, `permit` where the permission of the registrar is
    there (for a foetus the statement of a doctor), `grave` the number of the grave, `identity` how it was established
    that the registered holder confirmed.
    """

    kind: str
    state: str
    asked_at: datetime
    died_at: datetime
    at: datetime
    confirmed: bool = False
    permit: bool = False
    exception: str = ""
    ceremony: bool = False
    grave: str = ""
    identity: str = ""
    doctor_heard: bool = False
    prosecutor_agreed: bool = False
    cemetery: str = ""

    @property
    def day(self) -> date:
        """The civil day of the funeral."""
        return self.at.astimezone(AMSTERDAM).date()

    @property
    def bound(self) -> bool:
        """Do the terms of a burial hold?"""
        return is_bound(self.kind, self.exception)


def may_ask(asked: Request, opening: Opening | None, free: bool, now: datetime, law: Law) -> Decision:
    """May this moment be asked for? Open, within the terms of the law, announced in time, and not taken."""
    if asked.at <= now:
        return refuse("past", DAILY, "Deze tijd is al voorbij.", "Kies een andere tijd.")
    if opening is None or asked.at not in opening.starts_on(asked.day):
        return refuse("closed-then", opening.clause if opening else DAILY, "Op deze tijd is er geen uitvaart.")
    if asked.bound and asked.at < (first := burial_from(asked.died_at, law)):
        words = f"{short_day(first.astimezone(AMSTERDAM).date())} om {first.astimezone(AMSTERDAM):%H:%M} uur"
        text = f"Begraven kan pas vanaf {words}."
        return refuse("too-early", law.burial_first.clause, text, "Eerder kan alleen met een besluit (Wlb art. 17).")
    if asked.bound and asked.day > (last := burial_until(asked.died_at.astimezone(AMSTERDAM).date(), law)):
        text = f"Begraven kan tot en met {short_day(last)}."
        return refuse("too-late", law.burial_last.clause, text, "Later kan alleen met een besluit (Wlb art. 17).")
    if now > announced_until(asked.day, law):
        text = "Deze tijd had eerder gemeld moeten zijn."
        return refuse("short-notice", law.burial_notice.clause, text, "Bel de gemeente.")
    if not free:
        return refuse("taken", opening.clause, "Deze tijd is net door een ander gekozen.", "Kies een andere tijd.")
    return grant("asked", opening.clause, "De aanvraag is ontvangen en de tijd wordt vastgehouden.")


def may_change(state: str, decision: Decision, clause: Clause) -> Decision:
    """May a request be changed? As long as it is not final, to a moment that could be asked for now."""
    if state not in CHANGING:
        return refuse("not-open", clause, f"Deze aanvraag is {STATES[state]}.", "Bel de gemeente.")
    return decision


def looked_at_again(before: Request, after: Request) -> bool:
    """Does a change ask for a new answer? When the moment, the kind or the grave is another, or we had proposed one."""
    about = [(one.kind, one.cemetery, one.at, one.grave) for one in (before, after)]
    return about[0] != about[1] or before.state == PROPOSED


def unmoved(clause: Clause) -> Decision:
    """A change that leaves the moment as it was."""
    return grant("changed", clause, "De aanvraag is gewijzigd.")


def may_take(asked: Request, now: datetime, clause: Clause) -> Decision:
    """May the moment be taken that the municipality proposed? As long as it stands, and has not passed."""
    if asked.state != PROPOSED:
        return refuse("no-proposal", clause, f"Er is geen voorstel meer; de aanvraag is {STATES[asked.state]}.")
    if asked.at <= now:
        return refuse("past", clause, "De voorgestelde tijd is al voorbij.", "Bel de gemeente.")
    return grant("taken", clause, "De nieuwe tijd is van u.")


def state_after_taking(chosen: bool, kind: str) -> str:
    """How a request stands when a proposal is taken: accepted where the grave is known, for the time is then agreed."""
    return ACCEPTED if chosen or kind in NO_GRAVE else ASKED


def may_confirm(state: str, seen: str, current: str, clause: Clause) -> Decision:
    """May this be confirmed? As long as the request is open, and only exactly what was seen."""
    if state not in OPEN:
        return refuse("not-open", clause, f"Deze aanvraag is {STATES[state]}.")
    if seen != current:
        text = "De gegevens zijn veranderd terwijl u las."
        return refuse("changed", clause, text, "Lees ze opnieuw en bevestig dan.")
    return grant("confirmed", SIGNED, "De gegevens zijn bevestigd.")


def may_add_paper(state: str, clause: Clause) -> Decision:
    """May a paper be added? Until it is final: what it was made final on stays."""
    if state not in CHANGING:
        return refuse("not-open", clause, f"Deze aanvraag is {STATES[state]}.", "Bel de gemeente.")
    return grant("paper-added", PERMIT, "Het stuk is toegevoegd.")


def may_withdraw(state: str, by_link: bool, clause: Clause) -> Decision:
    """May a request be withdrawn? By the link until it is final: then a grave may be dug, and a clerk does it."""
    if state not in (CHANGING if by_link else OPEN):
        return refuse("not-open", clause, f"Deze aanvraag is {STATES[state]}.", "Bel de gemeente." if by_link else "")
    return grant("withdrawn", clause, "De aanvraag is ingetrokken; de tijd is weer vrij.")


def may_accept(asked: Request, answer: Answer | None, promised: bool, law: Law, clause: Clause) -> Decision:
    """May this be accepted? When there is a grave that nobody else was promised, and nothing about it says no."""
    if asked.state != ASKED:
        return refuse("not-asked", clause, f"Deze aanvraag is {STATES[asked.state]}.")
    if asked.exception and not asked.doctor_heard:
        return refuse("no-doctor", MAYOR, "De burgemeester beslist na overleg met een arts.", "Leg dat vast.")
    if asked.exception and asked.at < burial_from(asked.died_at, law) and not asked.prosecutor_agreed:
        text = "Binnen 36 uur begraven kan alleen met toestemming van de officier van justitie."
        return refuse("no-prosecutor", MAYOR, text, "Leg die toestemming vast.")
    if asked.kind in NO_GRAVE:
        return grant("accepted", clause, "De uitvaart is geaccepteerd.")
    if not asked.grave or answer is None:
        return refuse("no-grave", RIGHT, "Er is nog geen graf gekozen.", "Kies eerst het graf.")
    if promised:
        text = "Dit graf is gekozen voor een andere aanvraag."
        return refuse("promised", RIGHT, text, "Kies een ander graf, of handel die aanvraag eerst af.")
    if not answer.possible:
        point = answer.hindrance
        assert point is not None
        return refuse(point.code, point.clause, point.text, "Stel iets anders voor, of weiger de aanvraag.")
    return grant("accepted", clause, "De uitvaart is geaccepteerd.")


def may_propose(asked: Request, opening: Opening | None, free: bool, now: datetime, law: Law) -> Decision:
    """May another moment be proposed? One that is open, free and within the terms; the keeper may set notice aside."""
    clause = opening.clause if opening else DAILY
    if asked.state not in CHANGING:
        return refuse("not-open", clause, f"Deze aanvraag is {STATES[asked.state]}.")
    decision = may_ask(asked, opening, free, now, law)
    if decision.code in ("asked", "short-notice"):
        if not free:
            return refuse("taken", clause, "Deze tijd is bezet.", "Kies een andere tijd.")
        return grant("proposed", clause, "Het voorstel is verstuurd; de tijd wordt vastgehouden.")
    return decision


def may_refuse(state: str, clause: Clause | None, reason: str, base: Clause) -> Decision:
    """May a request be refused? As long as it is not final, with a reason and the article that says so."""
    if state not in CHANGING:
        return refuse("not-open", base, f"Deze aanvraag is {STATES[state]}.")
    if clause is None or not reason.strip():
        return refuse("no-reason", base, "Noem het artikel en de reden.")
    return grant("refused", clause, "De aanvraag is geweigerd; de tijd is weer vrij.")


def may_settle(asked: Request, answer: Answer | None, by_holder: bool, clause: Clause) -> Decision:
    """May it be made final? Accepted, confirmed as it is now, with its papers, and nothing left to be done first.

    A link proves an address, not who reads there: where the registered holder decides, a clerk established that it was
    them. Whoever has the same surname is not the holder.
    """
    if asked.state != ACCEPTED:
        return refuse("not-accepted", clause, f"Deze aanvraag is {STATES[asked.state]}.")
    if asked.kind == FOETUS and not asked.permit:
        return refuse("no-statement", NOT_HELD, "De verklaring van een arts is er nog niet.")
    if asked.kind in NEEDS_PERMIT and not asked.permit:
        text = "Zonder verlof van de ambtenaar van de burgerlijke stand is er geen begrafenis."
        return refuse("no-permit", PERMIT, text, "Voeg het verlof toe, met zijn nummer.")
    if not asked.confirmed:
        text = "Wie beslist, heeft deze gegevens nog niet bevestigd, of ze zijn daarna veranderd."
        return refuse(
            "not-confirmed", SIGNED, text, "Wacht daarop. Klopt het e-mailadres niet, dan wijzigt de ondernemer het."
        )
    if by_holder and not asked.identity:
        text = "Nog niet is vastgesteld dat de geregistreerde rechthebbende zelf bevestigde."
        return refuse("no-identity", SIGNED, text, "Stel dat vast en leg vast hoe.")
    if asked.kind not in NO_GRAVE:
        assert answer is not None
        if (point := answer.hindrance) is not None:
            return refuse(point.code, point.clause, point.text, "Regel dit eerst.")
    return grant("final", PERMIT if asked.kind in NEEDS_PERMIT else clause, "De uitvaart is definitief.")


def may_register(asked: Request, now: datetime, clause: Clause) -> Decision:
    """May it be put in the register? When it is final and has been."""
    if asked.state != FINAL:
        return refuse("not-final", clause, f"Deze aanvraag is {STATES[asked.state]}.", "Maak haar eerst definitief.")
    if now < asked.at:
        return refuse("not-yet", clause, f"De uitvaart is pas op {short_day(asked.day)}.", "Registreer haar daarna.")
    return grant("registered", clause, "De uitvaart staat in het register.")


def own_points(asked: Request, law: Law) -> tuple[Point, ...]:
    """What “Kan dit graf?” does not ask: is a ceremony announced in time, and did the mayor set another term?"""
    found = []
    if asked.ceremony:
        until = ceremony_notice(asked.day, law).until
        assert until is not None
        in_time = asked.asked_at.astimezone(AMSTERDAM).date() <= until
        rule = law.ceremony_notice
        text = f"Een plechtigheid meld je uiterlijk op {short_day(until)}."
        if not in_time:
            text += " Dat is niet gehaald: overleg met de beheerder."
        found.append(Point("ceremony" if in_time else "ceremony-late", "yes" if in_time else "with", text, rule.clause))
    if asked.exception:
        text = f"De burgemeester stelde een andere termijn ({asked.exception})."
        found.append(Point("exception", "yes", text, MAYOR))
    return tuple(found)


def answer_until(asked_at: datetime, terms: FuneralTerms) -> datetime:
    """Until when the request is to be answered."""
    return _end_of(asked_at, terms.answer_workdays.value)


def _end_of(moment: datetime, workdays: int) -> datetime:
    """The end of the last of so many working days after a moment."""
    last = add_working_days(moment.astimezone(AMSTERDAM).date(), workdays)
    return datetime.combine(last + timedelta(days=1), time(), AMSTERDAM)


def next_clock(asked: Request, terms: FuneralTerms, law: Law) -> tuple[datetime, str] | None:
    """What ends first for this request, and when; None for one that is over."""
    announced = announced_until(asked.day, law)
    if asked.state == ASKED:
        due = answer_until(asked.asked_at, terms)
        return (due, ANSWER) if due <= announced or announced < asked.asked_at else (announced, ANSWER)
    if asked.state in (PROPOSED, ACCEPTED):
        return (announced, PAPERS) if announced > asked.asked_at else (asked.at, PAPERS)
    return (_end_of(asked.at, terms.register_workdays.value), BURIAL) if asked.state == FINAL else None


def digest_of(seen: Sequence[tuple[str, str]]) -> str:
    """By which what somebody saw is known: a hash of it, line by line."""
    return hashlib.sha256(repr(list(seen)).encode()).hexdigest()


def asked_lines(kind: str, day: date, service: int, clause: str) -> tuple[Line, ...]:
    """What counts of a request that comes in."""
    return (Line("funeral.asked", day, 1, "count", service, kind, 0, clause),)


def answered_lines(asked: Request, now: datetime, terms: FuneralTerms, service: int, clause: str) -> tuple[Line, ...]:
    """What counts of a first answer: how many working days it took, and whether that was in time."""
    day, came = now.astimezone(AMSTERDAM).date(), asked.asked_at.astimezone(AMSTERDAM).date()
    met = int(now < answer_until(asked.asked_at, terms))
    return (
        Line("funeral.days", day, working_days_between(came, day), "days", service, asked.kind, 0, clause),
        Line("funeral.in_time", day, met, "count", service, asked.kind, 1, clause),
    )


def registered_lines(kind: str, day: date, service: int, clause: str) -> tuple[Line, ...]:
    """What counts of a funeral that is in the register."""
    return (Line("funeral.registered", day, 1, "count", service, kind, 0, clause),)


def refusal_grounds(points: Sequence[Point], opening: Opening | None, law: Law) -> dict[str, tuple[Clause, str]]:
    """On which articles this request can be refused: what says no to it, and what may always be a reason."""
    found = {point.code: (point.clause, point.text) for point in points if point.answer == NO}
    rest = {
        **({} if "permit" in {point.code for point in points} else {"no-permit": (PERMIT, "Er is geen verlof.")}),
        "burial-last": (law.burial_last.clause, "Het past niet binnen de wettelijke termijn."),
        "not-signed": (SIGNED, "De rechthebbende geeft geen toestemming."),
    }
    if opening is not None:
        rest["closed-then"] = (opening.clause, "Op deze tijd kan er geen uitvaart zijn.")
    return found | {code: ground for code, ground in rest.items() if code not in found}
