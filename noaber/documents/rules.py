"""By when a document is to be ready, until when it may be collected, what may be done with it and what counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from noaber.calendar.law_terms import LawTerm
from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days
from noaber.documents.terms import DocumentTerms
from noaber.values import Clause, Decision, Line, Period, Refused, grant, refuse
from noaber.values.bsn import passes_eleven_test

PPW_42_4 = Clause("Paspoortwet", "42(4)")
PUN_49 = Clause("PUN", "49")
PUN_85_2 = Clause("PUN", "85(2)")
RR_122_1 = Clause("RR", "122(1)")
RR_122_2 = Clause("RR", "122(2)")

PASSPORT, LICENCE = "passport.uncollected", "licence.uncollected"
APPLIED, READY, HANDED_OUT, DESTROYED, CANCELLED = "applied", "ready", "handed_out", "destroyed", "cancelled"
STATES = {
    APPLIED: "aangevraagd",
    READY: "ligt klaar",
    HANDED_OUT: "uitgereikt",
    DESTROYED: "onttrokken",
    CANCELLED: "vervallen",
}
UNCOLLECTED, FAULTY = "uncollected", "faulty"
WITHDRAWN, REFUSED = "withdrawn", "refused"
CANCELS = {WITHDRAWN: "ingetrokken door de aanvrager", REFUSED: "aanvraag geweigerd"}
REASONS = {UNCOLLECTED: "niet afgehaald", FAULTY: "verkeerd gemaakt of beschadigd"} | CANCELS
URGENT = "urgent"
MOST_AT_ONCE = 20
LONGEST_REFERENCE = 40


@dataclass(frozen=True, slots=True)
class Kind:
    """A product that is a document. `term` is the term of law for collecting it, `kpis` the norms that count it.

    `separate` is the law by which who takes the application does not hand out.
    """

    code: str
    name: str
    service: int
    organ: str
    clause: Clause
    norm_workdays: int
    term: LawTerm
    separate: Clause | None = None
    kpis: Sequence[tuple[str, Clause]] = ()

    @property
    def licence(self) -> bool:
        """Is it a driving licence? Then the Reglement rijbewijzen applies; otherwise the Paspoortwet."""
        return self.term.code == LICENCE

    @property
    def collecting(self) -> Clause:
        """Where it stands for how long it may be collected."""
        return RR_122_2 if self.licence else PPW_42_4


@dataclass(frozen=True, slots=True)
class Document:
    """How a document stands: to be ready by `due`, and once ready to be collected by `collect_until`."""

    kind: Kind
    due: date
    urgent: bool = False
    state: str = APPLIED
    collect_until: date | None = None
    passed: bool = False


def due_on(kind: Kind, applied: date, hour: int, urgent: bool, terms: DocumentTerms) -> date:
    """By when is it to be ready? The norm of the product; an urgent one sooner, where it was asked early enough."""
    if not urgent:
        return add_working_days(applied, kind.norm_workdays)
    return add_working_days(applied, terms.urgent_workdays.value + (hour >= terms.urgent_hour.value))


def collect_until(kind: Kind, applied: date, ready: date) -> date:
    """The last day on which it may be collected: Paspoortwet 42(4), Reglement rijbewijzen 122(2).

    A travel document counts from the day it is ready, a licence from the decision to issue it. At the desk that
    decision is taken with the application: the order goes to the RDW the same day.
    """
    return kind.term.last_day(applied if kind.licence else ready)


def left_to_collect(until: date, day: date) -> str:
    """How long it may still be collected, in words: whole weeks, and days in the last one."""
    days = (until - day).days
    if days < 0:
        return "niet meer afhaalbaar"
    if days == 0:
        return "alleen vandaag nog afhaalbaar"
    number, one, more = (days // 7, "week", "weken") if days >= 7 else (days, "dag", "dagen")
    return f"nog {number} {one if number == 1 else more} afhaalbaar"


def wrong_reference(reference: str) -> str:
    """What is wrong with a request number, in a sentence that says what to do; empty where nothing is."""
    if len(reference) > LONGEST_REFERENCE or not (reference.isprintable() or not reference):
        return f"Het aanvraagnummer is langer dan {LONGEST_REFERENCE} tekens of niet te lezen. Typ het over."
    if any(passes_eleven_test(digits) for digits in re.findall(r"(?<!\d)\d{9}(?!\d)", reference)):
        return "Dit lijkt een burgerservicenummer. Vul het aanvraagnummer van RAAS of de RDW in."
    return ""


def may_apply(kind: Kind, number: int, reference: str, known: bool) -> Decision:
    """May so many of these be recorded under one request number? `known` says that the number is there already."""
    if not 1 <= number <= MOST_AT_ONCE:
        text = f"{number} documenten in één keer kan niet."
        return refuse("wrong-number", kind.clause, text, f"Vul een aantal van 1 tot en met {MOST_AT_ONCE} in.")
    if wrong := wrong_reference(reference):
        return refuse("wrong-reference", kind.clause, wrong)
    if known:
        text = f"Aanvraag {reference} staat al in de lijst."
        return refuse("already-known", kind.clause, text, "Zoek haar op bij Documenten.")
    return grant("applied", kind.clause, f"{kind.name} valt onder dienst {kind.service}.")


def may_receive(documents: Sequence[Document], clause: Clause) -> Decision:
    """May these be booked in as one delivery? Each must still be waited for."""
    if not documents:
        return refuse("nothing-ticked", clause, "Er is niets aangekruist.", "Kruis aan wat er is binnengekomen.")
    for document in documents:
        if document.state != APPLIED:
            text = f"{document.kind.name} is al {STATES[document.state]}."
            return refuse("not-waited-for", clause, text, "Open de levering opnieuw en kruis aan wat nog openstaat.")
    return grant("received", clause, f"{len(documents)} ingeboekt.")


def may_hand_out(document: Document, day: date, two: Decision) -> Decision:
    """May it be handed out? While it may be collected, and by somebody else than who took the application.

    `two` is the answer of separation of duties: PUN 93, Reglement rijbewijzen 128(1)(c).
    """
    kind = document.kind
    if document.state != READY or document.collect_until is None:
        return refuse("not-ready", kind.clause, f"Dit document is {STATES[document.state]}; er ligt niets klaar.")
    if day > document.collect_until:
        text = f"Dit document kon tot en met {short_day(document.collect_until)} worden afgehaald."
        cure = "Geef het niet meer mee en boek het weg als niet afgehaald. De inwoner vraagt een nieuw document aan."
        return refuse("term-passed", kind.collecting, text, cure, "documents.destroy")
    if isinstance(two, Refused):
        text = "Je hebt deze aanvraag zelf aangenomen; aannemen en uitreiken moeten twee mensen doen."
        cure = (
            "Laat een collega uitreiken. Is er niemand, vraag dan de teamleider om eerst een afwijking vast te leggen."
        )
        return refuse(two.code, two.clause, text, cure, two.instead)
    return grant("deviation" if two.code == "deviation" else "handed-out", kind.clause, "Het document is uitgereikt.")


def may_destroy(documents: Sequence[Document], reason: str, day: date, clause: Clause) -> Decision:
    """May these be taken out of circulation? Uncollected ones only after their term, faulty ones at once."""
    if not documents:
        return refuse("nothing-ticked", clause, "Er is niets aangekruist.", "Kruis aan wat wordt weggeboekt.")
    if reason not in (UNCOLLECTED, FAULTY):
        return refuse("unknown-reason", clause, f"“{reason}” is geen reden om een document te onttrekken.")
    if len({document.kind.licence for document in documents}) > 1:
        text = "Reisdocumenten en rijbewijzen gaan elk hun eigen weg."
        return refuse("mixed", clause, text, "Boek ze in twee keer weg.")
    for document in documents:
        kind = document.kind
        if document.state != READY or document.collect_until is None:
            return refuse("not-ready", kind.clause, f"{kind.name} is {STATES[document.state]}; er ligt niets klaar.")
        if reason == UNCOLLECTED and day <= document.collect_until:
            text = f"{kind.name} is nog af te halen tot en met {short_day(document.collect_until)}."
            return refuse("still-collectable", kind.collecting, text, "Bewaar het document tot na die dag.")
    return grant("destroyed", _destroying(documents[0].kind, reason), f"Weggeboekt: {REASONS[reason]}.")


def _destroying(kind: Kind, reason: str) -> Clause:
    if reason == UNCOLLECTED:
        return kind.collecting
    return RR_122_1 if kind.licence else PUN_49


def may_cancel(document: Document, reason: str) -> Decision:
    """May the application lapse? Only while the document is waited for, because it was withdrawn or refused."""
    clause = document.kind.clause
    if document.state != APPLIED:
        return refuse("not-waited-for", clause, f"Dit document is al {STATES[document.state]}.")
    if reason not in CANCELS:
        return refuse("unknown-reason", clause, f"“{reason}” is geen reden om een aanvraag te laten vervallen.")
    return grant("cancelled", clause, f"Vervallen: {CANCELS[reason]}.")


def may_pass(document: Document, day: date) -> Decision:
    """Has the norm of a document run out that is not ready yet, so that it counts as late? Urgent ones do not count."""
    if document.urgent or document.passed or document.state != APPLIED or day <= document.due:
        return refuse("not-passed", document.kind.clause, "De norm loopt nog, of telt niet mee.")
    return grant("passed", document.kind.clause, f"De norm liep af op {short_day(document.due)}.")


def may_check(term: str, month: Period, checked: bool, left: int, day: date, clause: Clause) -> Decision:
    """May the check of a month be recorded? Once, after it, when nothing is left whose term ended in it or before.

    PUN 85(2), Reglement rijbewijzen 122(2). `term` is the term of law that says which documents.
    """
    if term not in (PASSPORT, LICENCE):
        return refuse("no-such-documents", clause, "Bij deze termijn horen geen documenten.")
    law = RR_122_2 if term == LICENCE else PUN_85_2
    if checked:
        return refuse("already-checked", law, f"De controle van {month} is al vastgelegd.")
    if month.until is None or day <= month.until:
        return refuse("month-not-over", law, f"{month} is nog niet voorbij.", "Leg de controle vast na deze maand.")
    if left:
        text = "Er ligt nog één document" if left == 1 else f"Er liggen nog {left} documenten"
        text += f" waarvan de termijn in {month} of eerder voorbij was."
        return refuse("some-left", law, text, "Boek ze eerst weg.", "documents.destroy")
    return grant("checked", law, f"Er ligt niets meer dat in {month} of eerder had moeten zijn afgehaald.")


def received_lines(document: Document, day: date) -> tuple[Line, ...]:
    """What counts of a document that is ready: in time or not, unless it is urgent or already counts as late."""
    if document.urgent:
        return _excluded(document, URGENT, day)
    return () if document.passed else _counted(document, day, int(day <= document.due))


def cancelled_lines(document: Document, day: date) -> tuple[Line, ...]:
    """What counts of an application that lapses: nothing, and why; late is late."""
    if document.passed:
        return ()
    return _excluded(document, URGENT if document.urgent else CANCELLED, day)


def passed_lines(document: Document) -> tuple[Line, ...]:
    """What counts of a document that is not ready when its norm runs out: late, for the day it was due."""
    return _counted(document, document.due, 0)


def _counted(document: Document, day: date, met: int) -> tuple[Line, ...]:
    kind = document.kind
    return tuple(Line("kpi", day, met, "count", kind.service, code, 1, clause.number) for code, clause in kind.kpis)


def _excluded(document: Document, why: str, day: date) -> tuple[Line, ...]:
    kind = document.kind
    return tuple(
        Line("kpi.excluded", day, 1, "count", kind.service, f"{code}:{why}", 0, clause.number)
        for code, clause in kind.kpis
    )
