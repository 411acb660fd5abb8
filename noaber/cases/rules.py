"""What may be done with a case, by when it must be decided, and what counts of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from noaber.agreement.book import LEADING
from noaber.calendar.awb import Suspension, days_lost, decision_due, due_after_notice
from noaber.calendar.deadlines import Span
from noaber.calendar.law_terms import LawTerm, extended_due
from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days, next_working_day, working_days_between
from noaber.cases.event import EVENTS, may_follow, may_note
from noaber.values import Clause, Decision, Granted, Line, Refused, first_refusal, grant, refuse

AWB_4_5 = Clause("Awb", "4:5")
AWB_4_13 = Clause("Awb", "4:13")
AWB_4_14 = Clause("Awb", "4:14")
AWB_4_15 = Clause("Awb", "4:15")

OF_THE_KING = "naturalisation"
"""The file of a request on which the King decides (RWN 7); the mayor receives it and sends it on."""
OPEN, SUSPENDED, DECIDED, CLOSED = "open", "suspended", "decided", "closed"


@dataclass(frozen=True, slots=True)
class Kind:
    """A product as the rules read it. `clock` is the term of law, `norm_days` the agreed norm in working days.

    `term` is the row of the terms of law that the clock comes from, where it has one. `file` is the file of its own
    that a case has; `norm_from_complete` where the norm runs from the day on which that file was complete.
    """

    code: str
    name: str
    service: int
    organ: str
    clause: Clause
    clock: Span | None
    norm_days: int | None
    outcomes: Sequence[str]
    norm_kpis: Sequence[str] = ()
    term_kpis: Sequence[str] = ()
    needs: Sequence[str] = ()
    deed: bool = False
    separate: Clause | None = None
    event: str = ""
    term: LawTerm | None = None
    file: str = ""
    norm_from_complete: bool = False

    @property
    def led(self) -> bool:
        """Does its file lead the case, so that it is decided and closed there and nowhere else?"""
        return self.file in LEADING

    @property
    def by_law(self) -> bool:
        """Does a law of its own set the term, rather than the Awb for want of one (4:13)?"""
        return self.term is None or self.term.clause != AWB_4_13


@dataclass(frozen=True, slots=True)
class Facts:
    """How a case stands.

    `extensions` is how often the term was extended by its law. `told_on` and `promised` are of the last notice of delay
    (Awb 4:14), `default_notice` the day on which a notice of default came in (Awb 4:17). `complete_on` is when the file
    of the case was complete, `added_days` what a law adds to the term because advice was asked (RWN 6a(6)).
    """

    kind: Kind
    state: str
    received: date
    suspended_on: date | None = None
    suspensions: tuple[Suspension, ...] = ()
    passed: bool = False
    outcome: str = ""
    event_day: date | None = None
    extensions: int = 0
    told_on: date | None = None
    promised: date | None = None
    default_notice: date | None = None
    decided_on: date | None = None
    penalty_fixed: bool = False
    complete_on: date | None = None
    added_days: int = 0

    @property
    def _since(self) -> date | None:
        """What the term of law runs from: the event where there is one; None where that is still to come."""
        event = EVENTS.get(self.kind.event)
        return self.event_day or (None if event and event.later else self.received)

    @property
    def norm_since(self) -> date | None:
        """What the agreed norm runs from: receipt, or the day on which the file was complete."""
        return self.complete_on if self.kind.norm_from_complete else self.received

    @property
    def norm_due(self) -> date | None:
        """The last day of the agreed norm; None where there is no norm, or where it does not run yet."""
        if self.norm_since is None:
            return None
        stops = self.suspensions
        if self.kind.norm_from_complete:
            stops = tuple(stop for stop in stops if stop.since >= self.norm_since)
        return norm_due_on(self.kind, self.norm_since, stops)

    @property
    def due(self) -> date | None:
        """The last day of the term of law: extended, with every suspension that has ended, and as Awb 4:14 moves it."""
        if self._since is None:
            return None
        due = due_on(self.kind, self._since, self.suspensions, self.extensions, self.added_days)
        if due is None or self.told_on is None or self.promised is None:
            return due
        before, after = _around(self.suspensions, self.told_on)
        then = due_on(self.kind, self._since, before, self.extensions, self.added_days)
        assert then is not None
        moved = due_after_notice(then, self.kind.by_law, self.told_on, self.promised) == self.promised != then
        return self.promised + timedelta(days=days_lost(after)) if moved else due


def due_on(
    kind: Kind, received: date, suspensions: Sequence[Suspension] = (), extensions: int = 0, added_days: int = 0
) -> date | None:
    """By when must it be decided? Awb 4:13 and 4:15, or the term of the product's own law, extended as it allows.

    `added_days` lengthen a term that the Algemene termijnenwet does not move (RWN 6a(6)), so they are simply added.
    """
    if kind.clock is None:
        return None
    if extensions and kind.term and kind.term.extension:
        due = extended_due(received, kind.clock, kind.term.extension.span, extensions, suspensions)
    else:
        due = decision_due(received, kind.clock, tuple(suspensions))
    return due + timedelta(days=added_days)


def _around(suspensions: Sequence[Suspension], day: date) -> tuple[list[Suspension], list[Suspension]]:
    """The suspensions that began before a day, and those that began on it or later."""
    before = [stop for stop in suspensions if stop.since < day]
    return before, [stop for stop in suspensions if stop.since >= day]


def norm_due_on(kind: Kind, received: date, suspensions: Sequence[Suspension] = ()) -> date | None:
    """By when should it be ready by the agreed norm? Working days after receipt, then every day suspended."""
    if kind.norm_days is None:
        return None
    return next_working_day(add_working_days(received, kind.norm_days) + timedelta(days=days_lost(suspensions)))


def may_register(kind: Kind, received: date, day: date, event_day: date | None = None) -> Decision:
    """May a case be registered as received on this day, with the day of its event where the product asks it?"""
    if received > day:
        return refuse(
            "received-later",
            kind.clause,
            f"De ontvangst ({short_day(received)}) ligt na vandaag.",
            "Vul de dag in waarop de aanvraag binnenkwam.",
        )
    if (day - received).days > 366:
        return refuse(
            "received-too-long-ago",
            kind.clause,
            "De ontvangst ligt meer dan een jaar terug.",
            "Leg zo'n oude zaak eerst aan de teamleider voor.",
        )
    noted = may_note(kind.event, event_day, day, kind.clause)
    if isinstance(noted, Refused):
        return noted
    return grant("registered", kind.clause, f"{kind.name} valt onder dienst {kind.service}.")


def may_suspend(facts: Facts, day: date) -> Decision:
    """May the term stop running because the applicant must complete the application? Awb 4:5 and 4:15."""
    if facts.state != OPEN:
        return refuse("not-open", AWB_4_15, f"De zaak is {STATES[facts.state]}; alleen een open zaak wordt opgeschort.")
    if latest_due(facts) is None:
        return refuse("no-term", AWB_4_15, "Voor dit product loopt geen termijn; er is niets op te schorten.")
    due = facts.due
    if due is not None and day > due:
        return refuse(
            "term-passed",
            AWB_4_13,
            f"De beslistermijn liep af op {short_day(due)}; opschorten kan niet meer.",
            "Neem het besluit zo snel mogelijk.",
        )
    return grant("suspended", AWB_4_15, "De termijn staat stil vanaf de dag na de uitnodiging om aan te vullen.")


def may_resume(facts: Facts) -> Decision:
    """May the term run on? Awb 4:15."""
    if facts.state != SUSPENDED:
        return refuse("not-suspended", AWB_4_15, f"De zaak is {STATES[facts.state]}; er is niets te hervatten.")
    return grant("resumed", AWB_4_15, "De aanvraag is aangevuld; de termijn loopt weer.")


def may_extend(facts: Facts, told_on: date, day: date, confirmed: bool = True) -> Decision:
    """May the term be extended, now that the applicant was told on a day? As its own law says: Paspoortwet 41, RWN 6
    and 9, Wet BRP 2.58.

    `confirmed` says that the condition of the law, if it has one, is met.
    """
    extension = facts.kind.term.extension if facts.kind.term else None
    if extension is None:
        return refuse("no-extension", AWB_4_14, "De wet kent voor dit product geen verlenging.")
    law, due = extension.clause, facts.due
    if facts.kind.file == OF_THE_KING:
        text = "Niet de burgemeester maar de Koning beslist, en houdt zijn beslissing zo nodig aan."
        return refuse("not-ours", law, text, "Leg een aanhouding vast in het dossier.", "nationality.hold")
    assert due is not None, "a term that can be extended has a last day"
    if facts.state != OPEN:
        return refuse("not-open", law, f"De zaak is {STATES[facts.state]}; alleen bij een open zaak wordt verlengd.")
    if extension.times is not None and facts.extensions >= extension.times:
        often = "één keer" if extension.times == 1 else f"{extension.times} keer"
        text = f"De termijn mag {often} verlengd worden, en dat is gebeurd."
        return refuse("exhausted", law, text, "Stuur een bericht van vertraging.", "cases.announce_delay")
    if told_on > day:
        text = f"De brief ({short_day(told_on)}) ligt na vandaag."
        return refuse("told-later", law, text, "Verleng de termijn op de dag dat de brief de deur uit gaat.")
    if not facts.received <= told_on <= due:
        text = f"Verlengen kan zolang de termijn loopt: van {short_day(facts.received)} tot en met {short_day(due)}."
        return refuse("outside-term", law, text, "Stuur een bericht van vertraging.", "cases.announce_delay")
    if extension.only and not confirmed:
        return refuse("not-the-case", law, f"Verlengen mag alleen in dit geval: {extension.only}")
    return grant("extended", law, f"De termijn is verlengd met {extension.span}; de aanvrager weet het.")


def may_announce_delay(facts: Facts, told_on: date, promised: date, day: date) -> Decision:
    """May the applicant be told that it takes longer? Awb 4:14.

    Where a law sets the term it may always be told, and the term stays where it is (first paragraph). Where none does,
    a notice within the term names a new last day (third paragraph); a later one comes too late.
    """
    due = facts.due
    if facts.state not in (OPEN, SUSPENDED):
        return refuse("decided", AWB_4_14, f"De zaak is {STATES[facts.state]}; er is niets meer te berichten.")
    if due is None:
        return refuse("no-term", AWB_4_14, "Voor dit product loopt geen termijn van de wet.")
    if not facts.received <= told_on <= day:
        text = "De dag van het bericht ligt niet tussen de ontvangst en vandaag."
        return refuse("told-outside", AWB_4_14, text, "Vul de dag in waarop het bericht de deur uit ging.")
    if promised <= max(due, told_on):
        text = f"De nieuwe dag moet na {short_day(max(due, told_on))} liggen."
        return refuse("no-later", AWB_4_14, text, "Noem de dag waarop het besluit er wel is.")
    if facts.kind.by_law:
        text = f"De aanvrager weet het. De termijn van de wet blijft {short_day(due)}."
        return grant("told", AWB_4_14, text)
    if told_on > due:
        text = f"De termijn liep af op {short_day(due)}; een bericht van daarna verandert haar niet."
        return refuse("too-late", AWB_4_14, text, "Neem het besluit zo snel mogelijk.", "cases.decide")
    return grant("moved", AWB_4_14, f"De aanvrager weet het. De nieuwe laatste dag is {short_day(promised)}.")


def may_decide(facts: Facts, outcome: str, day: date) -> Decision:
    """May it be decided with this outcome on this day? What was asked for must still, and already, be possible."""
    if facts.state == SUSPENDED:
        return refuse(
            "suspended",
            AWB_4_15,
            "De termijn is opgeschort; eerst moet de aanvraag zijn aangevuld.",
            "Hervat de termijn, of stel de aanvraag buiten behandeling.",
            "cases.resume",
        )
    if facts.state != OPEN:
        return refuse("not-open", facts.kind.clause, f"De zaak is {STATES[facts.state]}; er is al besloten.")
    if outcome not in facts.kind.outcomes:
        return refuse("unknown-outcome", facts.kind.clause, f"“{outcome}” is geen uitkomst van {facts.kind.name}.")
    if outcome == facts.kind.outcomes[0]:
        follows = may_follow(facts.kind.event, facts.event_day, facts.received, day, facts.kind.clause)
        if isinstance(follows, Refused):
            return follows
    return grant("decided", facts.kind.clause, f"Besloten: {outcome}.")


def with_file(decision: Decision, by_file: Decision) -> Decision:
    """The answer of the case and that of the file it has of its own, as one; what the file asks to be done is added."""
    if isinstance(decision, Refused) or isinstance(by_file, Refused):
        return decision if isinstance(decision, Refused) else by_file
    return grant(decision.code, decision.clause, decision.text, (*decision.duties, *by_file.duties))


def with_signature(decision: Decision, signing: Decision) -> Decision:
    """The answer of the case and that of whoever signs, as one; a deviation from two people stays to be seen."""
    answer = first_refusal(decision, signing)
    return decision if isinstance(answer, Granted) and answer.code != "deviation" else answer


def may_alone(kind: Kind) -> Decision:
    """May the case be extended, decided or closed by itself? Not where a file leads it: its phases would not count."""
    if kind.led:
        text = f"{kind.name} gaat in stappen, en die staan in het dossier."
        return refuse("by-file", kind.clause, text, "Open het dossier en zet daar de volgende stap.")
    return grant("alone", kind.clause, "Deze zaak heeft geen dossier met stappen.")


def may_close(facts: Facts) -> Decision:
    """May it be closed?"""
    if facts.state != DECIDED:
        return refuse(
            "not-decided",
            facts.kind.clause,
            f"De zaak is {STATES[facts.state]}; eerst moet er een besluit zijn.",
            "Leg eerst het besluit vast.",
            "cases.decide",
        )
    return grant("closed", facts.kind.clause, "De zaak is afgehandeld.")


def may_pass(facts: Facts, day: date) -> Decision:
    """Has the norm or the term of an undecided case run out, so that it counts as missed?"""
    last = latest_due(facts)
    if facts.passed or facts.state in (DECIDED, CLOSED) or last is None or day <= last:
        return refuse("not-passed", AWB_4_13, "De termijn loopt nog.")
    return grant("passed", AWB_4_13, f"De termijn liep af op {short_day(last)}.")


def latest_due(facts: Facts) -> date | None:
    """The first of the two moments, norm or law, that makes a case late."""
    moments = [facts.due, facts.norm_due]
    known = [moment for moment in moments if moment is not None]
    return min(known) if known else None


def registered(facts: Facts, day: date) -> tuple[Line, ...]:
    """What counts when a case is registered."""
    return (_count(facts.kind, "case.registered", day),)


def passed(facts: Facts) -> tuple[Line, ...]:
    """What counts when a case runs out of time undecided: it is missed, whenever it is decided."""
    day = latest_due(facts)
    assert day is not None
    return (_count(facts.kind, "case.overdue", day), *_kpis(facts, day, day + timedelta(days=1)))


def decided(facts: Facts, day: date) -> tuple[Line, ...]:
    """What counts when a case is decided: in time or not, unless it already counts as missed."""
    late = latest_due(facts)
    overdue = late is not None and day > late and not facts.passed
    lines = (_count(facts.kind, "case.overdue", day),) if overdue else ()
    return lines if facts.passed else (*lines, *_kpis(facts, day, day))


def closed(facts: Facts, day: date) -> tuple[Line, ...]:
    """What counts when a case is closed: one more, and the working days it took."""
    took = working_days_between(facts.received, day)
    clause = facts.kind.clause.number
    days = Line("case.days", day, took, "days", facts.kind.service, facts.kind.code, 1, clause)
    return (_count(facts.kind, "case.closed", day), days)


def desk_counts(kinds: Sequence[tuple[Kind, int]], day: date) -> tuple[Line, ...]:
    """What counts of a day at the desk: products handed out, each a case that was opened and closed at once."""
    return tuple(
        Line(measure, day, number, "count", kind.service, kind.code, 0, kind.clause.number)
        for kind, number in kinds
        if number
        for measure in ("case.registered", "case.closed")
    )


def may_count_desk(kinds: Sequence[tuple[Kind, int]], counted_day: date, day: date, clause: Clause) -> Decision:
    """May these numbers of products be recorded for a day at the desk?"""
    if counted_day > day:
        return refuse("day-ahead", clause, "Die dag moet nog komen.", "Leg de aantallen vast als de balie dicht is.")
    if not any(number for _, number in kinds):
        return refuse("nothing-counted", clause, "Er is geen enkel product ingevuld.", "Vul minstens één aantal in.")
    return grant("counted", clause, "De aantallen tellen mee in de kwartaalrapportage.")


def _count(kind: Kind, measure: str, day: date) -> Line:
    return Line(measure, day, 1, "count", kind.service, kind.code, 0, kind.clause.number)


def _kpis(facts: Facts, day: date, ready: date) -> tuple[Line, ...]:
    kind = facts.kind
    norm, law = facts.norm_due, facts.due
    lines = [(code, norm) for code in kind.norm_kpis if norm] + [(code, law) for code in kind.term_kpis if law]
    return tuple(
        Line("kpi", day, int(ready <= due), "count", kind.service, code, 1, kind.clause.number) for code, due in lines
    )


STATES = {OPEN: "open", SUSPENDED: "opgeschort", DECIDED: "besloten", CLOSED: "afgesloten"}
