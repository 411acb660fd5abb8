"""What the clock does for the desk: places for the coming weeks, no-shows, the first free place, erasing."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time, timedelta

from noaber.agreement.acting import SYSTEM, Refusal, acting
from noaber.agreement.book import Book, Product
from noaber.agreement.queries import agreement_in_use, book_of
from noaber.appointments import acts, rules, slots
from noaber.appointments.capacity import free_expired, horizon, keep_slots
from noaber.appointments.desk_queries import measured_on, measuring, to_erase, to_miss
from noaber.appointments.models import Visit
from noaber.appointments.queries import Asked, asked_of, by_appointment, first_free
from noaber.appointments.terms import AppointmentTerms
from noaber.calendar.working_days import is_working_day, working_days_between
from noaber.parties.clock import AMSTERDAM, now, today
from noaber.parties.scope import reading

OPENS = time(9)
"""Measured when people begin to ask for a place: at midnight all of the day are still free."""
_kept: dict[str, tuple[object, date]] = {}
"""For which data this process last made the places of an agreement, and up to which day."""


def tick(code: str) -> None:
    """All that the clock does for one agreement, now. Safe to run twice."""
    agreement = agreement_in_use(code)
    client, book, day = agreement.client_id, book_of(agreement), today()
    if not book.locations or day < book.since or (book.until is not None and day > book.until):
        return
    terms = AppointmentTerms.fill(book.term, day)
    keep(code)
    with reading(client):
        free_expired(client, now())
        missed = to_miss(client, now() - timedelta(minutes=terms.grace_minutes.value))
        measure = _asks_today() and not measured_on(client, acts.MEASURE.code, day)
        old = to_erase(client, day).exists()
    for key in missed:
        # Who was signed in or called off since we looked is no no-show; the others still are.
        with suppress(Refusal):
            miss(code, key)
    if measure:
        measure_first_free(code)
    if old:
        erase(code)


def _asks_today() -> bool:
    return is_working_day(today()) and now().astimezone(AMSTERDAM).time() >= OPENS


def keep(code: str) -> None:
    """Make the places of the coming weeks: all of them when other rules were loaded, after that each new day once."""
    agreement, day = agreement_in_use(code), today()
    book, made_for = book_of(agreement), (agreement.pk, agreement.digest)
    days = horizon(day, AppointmentTerms.fill(book.term, day))
    before = _kept.get(code)
    if before is not None and before[0] == made_for:
        days = [one for one in days if one > before[1]]
    if days:
        with reading(agreement.client_id):
            keep_slots(agreement.client_id, book, days)
        _kept[code] = (made_for, days[-1])


def miss(code: str, key: int) -> None:
    """Put down as a no-show who did not come within the agreed minutes."""
    with acting(SYSTEM, code, origin="clock") as act:
        visit = Visit.objects.of(act.client).select_for_update().get(pk=key)
        assert visit.agreed is not None
        decision = rules.may_miss_by_clock(visit.state, visit.agreed, act.at, act.terms(AppointmentTerms))
        entry = act.record(acts.MISS, decision, f"visit:{visit.number}")
        visit.change(entry, state=rules.MISSED)


def measure_first_free(code: str) -> None:
    """Measure for every product how many working days it is until the first free place, at any of the locations."""
    with acting(SYSTEM, code, origin="clock") as act:
        terms, clause = act.terms(AppointmentTerms), act.book.act_clause(acts.MEASURE.code)
        last = horizon(act.day, terms)[-1]
        first: dict[Asked, int | None] = {}
        days: dict[Product, int] = {}
        for product in by_appointment(act.book):
            asked = asked_of(_wish(act.book, product), terms.slot_minutes.value, act.at)
            if asked not in first:
                first[asked] = min(first_free(act.client, asked).values(), default=None)
            minute = first[asked]
            # Where nothing is free it is later than the calendar reaches: one working day more than that, at least.
            free_on = slots.day_of(minute) if minute is not None else last
            days[product] = working_days_between(act.day, free_on) + (minute is None)
        norms = measuring(act.book, acts.MEASURE.code, list(days))
        lines = rules.first_free_lines(days, norms, terms, clause, act.day)
        act.record(acts.MEASURE, rules.measured(clause), f"desk:{act.day}", {"products": len(days)}, lines)


def _wish(book: Book, product: Product) -> rules.Wish:
    return rules.wish_of([product], 1, book.skills)


def erase(code: str) -> None:
    """Erase name, address and telephone of visits that were long enough ago."""
    with acting(SYSTEM, code, origin="clock") as act:
        visits = list(to_erase(act.client, act.day).select_for_update().order_by("id")[:500])
        clause = act.terms(AppointmentTerms).keep_days.clause
        entry = act.record(acts.ERASE, rules.may_erase(len(visits), clause), f"desk:{act.day}", {"visits": len(visits)})
        for visit in visits:
            visit.change(entry, name="", email="", phone="", answers={}, erase_on=None)
