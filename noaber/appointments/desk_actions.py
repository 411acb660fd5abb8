"""What the desk does with visitors, and the team lead with opening times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.agreement.acts import Act
from noaber.appointments import acts, rules, slots
from noaber.appointments.capacity import horizon, keep_slots
from noaber.appointments.desk_queries import at_counter, hall, last_ticket, norms_of, steps_taken
from noaber.appointments.models import Deviation, Visit
from noaber.appointments.queue import Waiting, called_next
from noaber.appointments.rules import Came, HandedOut
from noaber.appointments.terms import AppointmentTerms
from noaber.cases.models import new_number
from noaber.cases.queries import kind_of
from noaber.heard.actions import invite
from noaber.heard.acts import INVITE
from noaber.heard.queries import links_about
from noaber.heard.terms import HeardTerms
from noaber.values import Decision, Euro


def arrive(person: Any, agreement: str, number: str, once: Once | None = None) -> Visit:
    """Sign in somebody with an appointment; he gets the number by which he is called."""
    with acting(person, agreement, alone=True, once=once) as act:
        visit = _visit(act, number)
        decision = rules.may_arrive(visit.state, visit.day, act.day, act.book.act_clause(acts.ARRIVE.code))
        entry = act.record(acts.ARRIVE, decision, f"visit:{number}")
        ticket = visit.ticket or last_ticket(act.client, visit.location, act.day) + 1
        visit.change(entry, state=rules.ARRIVED, arrived_at=act.at, ticket=ticket)
        return visit


def give_ticket(
    person: Any, agreement: str, location: str, products: list[str], persons: int = 1, once: Once | None = None
) -> Visit:
    """Give a number to somebody without an appointment."""
    with acting(person, agreement, alone=True, once=once) as act:
        clause = act.book.act_clause(acts.TICKET.code)
        decision = rules.may_give_ticket(products, persons, act.terms(AppointmentTerms), clause)
        number = new_number(act.day.year)
        facts = {"location": location, "products": products, "persons": persons}
        entry = act.record(acts.TICKET, decision, f"visit:{number}", facts)
        return Visit.add(
            entry,
            number=number,
            location=location,
            day=act.day,
            products=products,
            persons=persons,
            state=rules.ARRIVED,
            arrived_at=act.at,
            ticket=last_ticket(act.client, location, act.day) + 1,
        )


def call_next(person: Any, agreement: str, location: str, counter: int, once: Once | None = None) -> Visit:
    """Call whoever is next to a counter. Two counters at once never call the same person."""
    with acting(person, agreement, alone=True, once=once) as act:
        busy = at_counter(act.client, location, act.day, counter)
        waiting = hall(act.client, location, act.day)
        first = called_next(waiting.values(), act.at, act.terms(AppointmentTerms))
        visit = Visit.objects.of(act.client).get(pk=_key(waiting, first)) if first else None
        clause = act.book.act_clause(acts.CALL.code)
        decision = rules.may_call(visit is not None, busy.ticket if busy else None, clause)
        about = f"visit:{visit.number}" if visit else f"desk:{act.day}"
        entry = act.record(acts.CALL, decision, about, {"counter": counter})
        assert visit is not None, "the rule refuses to call nobody"
        visit.change(entry, state=rules.CALLED, called_at=act.at, counter=counter)
        return visit


def _key(hall: Mapping[int, Waiting], first: Waiting) -> int:
    return next(key for key, one in hall.items() if one is first)


def start(person: Any, agreement: str, number: str, once: Once | None = None) -> Visit:
    """Begin the conversation: from here on the wait is over and the handling counts."""
    with acting(person, agreement, once=once) as act:
        visit = _visit(act, number)
        clause, service = act.book.act_clause(acts.START.code), _service(act, visit)
        came = Came(visit.location, service, visit.arrived_at or act.at, visit.agreed)
        norms, terms = norms_of(act.book, acts.START.code, service), act.terms(AppointmentTerms)
        # Taken back after it had begun, a visit goes on: its wait was counted the first time.
        lines = () if visit.started_at else rules.started(came, act.at, norms, terms, clause, act.day)
        facts = {"outside_norm": "came-late"} if rules.outside_norm(came, terms) else {}
        decision = rules.may_step(acts.START, visit.state, clause)
        entry = act.record(acts.START, decision, f"visit:{number}", facts, lines)
        visit.change(entry, state=rules.STARTED, started_at=visit.started_at or act.at)
        return visit


def finish(
    person: Any, agreement: str, number: str, handed: dict[str, tuple[int, Euro]], once: Once | None = None
) -> Visit:
    """Finish a visit: what was handed out, and the leges that were paid, by product. Raises KeyError."""
    with acting(person, agreement, once=once) as act:
        visit = _visit(act, number)
        clause = act.book.act_clause(acts.FINISH.code)
        came_to = [HandedOut(kind_of(act.book, code), *handed[code]) for code in sorted(handed)]
        minutes = rules.minutes_helped(steps_taken(act.client, number), act.at)
        lines = rules.finished(visit.location, _service(act, visit), minutes, came_to, clause, act.day)
        decision = rules.may_finish(visit.state, came_to, clause)
        entry = act.record(acts.FINISH, decision, f"visit:{number}", _facts(act, came_to), lines)
        visit.change(entry, state=rules.FINISHED, finished_at=act.at)
        return visit


def _facts(act: Acting, came_to: list[HandedOut]) -> dict[str, Any]:
    """What was handed out; and what was paid, with what it was owed under."""
    facts: dict[str, Any] = {"products": {one.kind.code: one.number for one in came_to if one.number}}
    paid = Euro.sum(one.paid for one in came_to)
    return facts | (
        {"leges_cents": paid.cents, "ordinance": act.terms(AppointmentTerms).ordinance.value} if paid else {}
    )


def ask_how(person: Any, agreement: str, number: str, once: Once | None = None) -> str:
    """Make the link by which the visitor says how it went. Returns its code; nobody can show it again."""
    with acting(person, agreement, once=once) as act:
        visit, about = _visit(act, number), f"visit:{number}"
        answered = links_about(act.client, about).filter(used_on__isnull=False).exists()
        decision = rules.may_ask_how(visit.state, answered, act.terms(HeardTerms).answer_days.clause)
        return invite(act, act.record(INVITE, decision, about), _service(act, visit), about)


def step(person: Any, agreement: str, number: str, kind: Act, once: Once | None = None) -> Visit:
    """Put a visit aside, back in line, or down as a no-show."""
    with acting(person, agreement, once=once) as act:
        visit = _visit(act, number)
        decision: Decision = rules.may_step(kind, visit.state, act.book.act_clause(kind.code))
        entry = act.record(kind, decision, f"visit:{number}")
        visit.change(entry, state=_AFTER[kind.code])
        return visit


_AFTER = {
    acts.PARK.code: rules.PARKED,
    acts.TAKE_BACK.code: rules.ARRIVED,
    acts.MISS.code: rules.MISSED,
}


def deviate(
    person: Any, agreement: str, on: date, value: slots.Deviation, reason: str, once: Once | None = None
) -> Deviation:
    """Let a location differ from its rules on a day; its places follow at once."""
    with acting(person, agreement, once=once) as act:
        clause = act.book.act_clause(acts.DEVIATE.code)
        decision = rules.may_deviate(value, on, act.day, act.book.skills, clause)
        facts = {"kind": value.kind, "hours": f"{value.start:%H:%M}-{value.end:%H:%M}", "capacity": value.capacity}
        entry = act.record(acts.DEVIATE, decision, f"opening:{value.location}/{on}", facts)
        row = Deviation.add(
            entry,
            location=value.location,
            day=on,
            kind=value.kind,
            start=value.start,
            end=value.end,
            skill=value.skill,
            capacity=value.capacity,
            reason=reason,
        )
        _follow(act, on)
        return row


def withdraw(person: Any, agreement: str, pk: int, once: Once | None = None) -> Deviation:
    """Take a deviation back. Raises Deviation.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = Deviation.objects.of(act.client).select_for_update().get(pk=pk)
        clause = act.book.act_clause(acts.WITHDRAW.code)
        decision = rules.may_withdraw(row.withdrawn, row.day, act.day, clause)
        entry = act.record(acts.WITHDRAW, decision, f"opening:{row.location}/{row.day}")
        row.change(entry, withdrawn=True)
        _follow(act, row.day)
        return row


def _follow(act: Acting, on: date) -> None:
    """Make the places of a day anew, where the calendar already reaches it."""
    if on in horizon(act.day, act.terms(AppointmentTerms)):
        keep_slots(act.client, act.book, [on])


def _visit(act: Acting, number: str) -> Visit:
    return Visit.objects.of(act.client).select_for_update().get(number=number)


def _service(act: Acting, visit: Visit) -> int:
    """The service that the minutes of a visit count for: that of the product that was asked for first."""
    return act.book.product(visit.products[0]).service
