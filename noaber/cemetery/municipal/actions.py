"""What people do for somebody whom nobody buries, from the report to the undertaker. Wet op de lijkbezorging 20, 21."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.agreement.acts import Act
from noaber.cases.models import Case
from noaber.cases.within import locked, register_within
from noaber.cemetery.municipal import acts, rules
from noaber.cemetery.municipal.desk import COLLEGE, MAYOR, PRODUCT, desk
from noaber.cemetery.municipal.file import File
from noaber.cemetery.municipal.models import Funeral, Kin, SearchLine
from noaber.cemetery.municipal.rules import Order
from noaber.cemetery.municipal.terms import MunicipalTerms
from noaber.cemetery.places import laws_of
from noaber.duties.actions import drop
from noaber.values import Decision, refuse


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported. `moment_known` is not where somebody was found; without a name nobody knows who it is."""

    reporter: str
    received: date
    died_at: datetime
    lies_at: str
    here: bool = True
    moment_known: bool = True
    given_names: str = ""
    surname: str = ""
    born_on: date | None = None

    @property
    def identified(self) -> bool:
        """Is it known who it is?"""
        return bool(self.surname.strip())


def report(person: Any, agreement: str, told: Report, case_number: str = "", once: Once | None = None) -> Funeral:
    """Put down that there is a deceased whom nobody buries, on a case of its own or one that was registered before.

    Raises Case.DoesNotExist.
    """
    with acting(person, agreement, once=once) as act:
        law, terms = laws_of(act.agreement.code, act.day)[1], act.terms(MunicipalTerms)
        file = File(told.received, told.died_at, told.identified)
        search_by, last = file.search_by(terms.search_workdays.value, law), file.last(law)
        decision = rules.may_report(told.here, file, act.at, search_by, last)
        case = _case(act, case_number, told, decision)
        if case_number:
            decision = _on_case(act, case, decision)
        facts = {"reporter": told.reporter, "received": str(told.received), "identified": told.identified}
        entry = act.record(acts.REPORT, decision, f"case:{case.number}", facts | {"last": str(last)}, (), COLLEGE)
        case.change(entry, clock=search_by)
        return Funeral.add(
            entry,
            case=case,
            reporter=told.reporter,
            received=told.received,
            died_at=told.died_at,
            moment_known=told.moment_known,
            identified=told.identified,
            given_names=told.given_names.strip(),
            surname=told.surname.strip(),
            born_on=told.born_on,
            lies_at=told.lies_at.strip(),
        )


def _case(act: Acting, number: str, told: Report, decision: Decision) -> Case:
    if number:
        return locked(act, number)[0]
    # A day that cannot be is refused by the report, not by the case that is registered before it.
    received = told.received if told.received <= act.day else act.day
    return register_within(act, PRODUCT, received)


def _on_case(act: Acting, case: Case, decision: Decision) -> Decision:
    """A case that is of another product, or has its file already, is no place for it."""
    known = Funeral.objects.of(act.client).filter(case=case).exists()
    if case.product != PRODUCT or known:
        return refuse("other-case", rules.WLB_20, "Deze zaak is al in gebruik, of gaat over iets anders.")
    return decision


def search(
    person: Any,
    agreement: str,
    number: str,
    place: str,
    result: str,
    on: date,
    note: str = "",
    once: Once | None = None,
) -> Funeral:
    """Put down that was looked somewhere. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        at = desk(act, number)
        decision = rules.may_search(at.file, place, result, on, act.day)
        entry = at.record(acts.SEARCH, decision, {"place": place, "result": result, "on": str(on)})
        SearchLine.add(entry, funeral=at.funeral, place=place, result=result, searched_on=on, note=note.strip())
        return at.funeral


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative and the answer to the question who takes care of it."""

    relation: str
    answer: str
    name: str = ""
    contact: str = ""


def note_kin(person: Any, agreement: str, number: str, told: Relative, once: Once | None = None) -> Funeral:
    """Put down what a relative answered. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        at = desk(act, number)
        decision = rules.may_note_kin(at.file, told.relation, told.answer)
        facts = {"relation": told.relation, "answer": told.answer, "liable": rules.is_liable(told.relation)}
        entry = at.record(acts.NOTE_KIN, decision, facts)
        Kin.add(
            entry,
            funeral=at.funeral,
            relation=told.relation,
            answer=told.answer,
            name=told.name.strip(),
            contact=told.contact.strip(),
            answered_on=act.day,
        )
        return at.funeral


def finish_search(person: Any, agreement: str, number: str, reason: str = "", once: Once | None = None) -> Funeral:
    """End the search: nobody takes care of it. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        at = desk(act, number)
        decision = rules.may_finish_search(at.file, reason)
        facts = {"searched": list(at.file.searched), "unlooked": list(at.file.unlooked)}
        entry = at.record(acts.FINISH_SEARCH, decision, facts)
        at.write(entry, search_done=act.day, search_reason=reason.strip())
        return at.funeral


def take_charge(person: Any, agreement: str, number: str, order: Order, once: Once | None = None) -> Funeral:
    """Decide on behalf of the mayor that the municipality takes care of it. Needs a mandate for Wlb 21 of its own."""
    return _order(person, agreement, number, order, acts.TAKE_CHARGE, once)


def note_order(person: Any, agreement: str, number: str, order: Order, once: Once | None = None) -> Funeral:
    """Put down what the mayor decided in person, for which nobody needs a mandate."""
    return _order(person, agreement, number, order, acts.NOTE_ORDER, once)


def _order(person: Any, agreement: str, number: str, order: Order, kind: Act, once: Once | None) -> Funeral:
    by_mayor = kind is acts.NOTE_ORDER
    with acting(person, agreement, once=once) as act:
        at, organ = desk(act, number), COLLEGE if by_mayor else MAYOR
        decision = rules.may_order(at.file, order, by_mayor)
        facts = {"way": order.way, "wish": order.wish, "by_mayor": by_mayor, "decision": order.decision.strip()}
        entry = at.record(kind, decision, facts, (), organ)
        may = act.permission(kind, organ)
        at.write(
            entry,
            ordered_on=act.day,
            way=order.way,
            wish=order.wish,
            known_by=order.known_by.strip(),
            way_reason=order.reason.strip(),
            by_mayor=by_mayor,
            decision=order.decision.strip(),
            signature="de burgemeester" if by_mayor else getattr(may, "signature", ""),
        )
        return at.funeral


@dataclass(frozen=True, slots=True)
class OtherTerm:
    """Another term that the mayor set: by which decision, until when, and who was heard."""

    decision: str
    until: date
    doctor: bool
    earlier: bool = False
    prosecutor: bool = False


def set_other_term(person: Any, agreement: str, number: str, told: OtherTerm, once: Once | None = None) -> Funeral:
    """Put down another term that the mayor set. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        at = desk(act, number)
        heard = (told.doctor, told.earlier, told.prosecutor)
        decision = rules.may_set_other_term(at.file, told.decision, told.until, *heard, at.law)
        facts = {"decision": told.decision.strip(), "until": str(told.until), "earlier": told.earlier}
        entry = at.record(acts.OTHER_TERM, decision, facts)
        at.write(entry, other_decision=told.decision.strip(), other_until=told.until, other_earlier=told.earlier)
        return at.funeral


def commission(
    person: Any, agreement: str, number: str, firm: str, planned: datetime, once: Once | None = None
) -> Funeral:
    """Ask an undertaker to do it, at a moment within the term. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        at = desk(act, number)
        decision = rules.may_commission(at.file, firm, planned, act.at, at.law)
        entry = at.record(acts.COMMISSION, decision, {"planned": planned.isoformat()})
        at.write(entry, firm=firm.strip(), planned_at=planned, commissioned_on=act.day)
        return at.funeral


def hand_over(person: Any, agreement: str, number: str, once: Once | None = None) -> Funeral:
    """Leave the funeral to the relative who said to take care of it. Raises Funeral.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        at = desk(act, number)
        entry = at.record(acts.HAND_OVER, rules.may_hand_over(at.file), {"relatives": len(at.now.kin)})
        for code in (rules.SEARCH_DUTY, rules.REST_DUTY):
            drop(act, entry, code, "Een nabestaande zorgt zelf voor de uitvaart.")
        by = rules.settle_by(act.day, at.terms.settle_weeks.value)
        at.write(entry, handed_on=act.day, settle_by=by)
        return at.funeral
