"""What may be asked of the desk, who is called next, and what counts of a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.agreement.opening import Skill
from noaber.appointments import acts, rules
from noaber.appointments.queue import Waiting, called_next, in_order
from noaber.appointments.slots import CLOSED, OPEN, Deviation
from noaber.appointments.terms import AppointmentTerms
from noaber.cases.rules import Kind
from noaber.values import Clause, Euro, Granted, Line, Refused, Term

CLAUSE = Clause("voorbeeld-2024", "3.1")
DAY = date(2026, 11, 24)
NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)
VALUES = {
    "slot_minutes": 10,
    "weeks_ahead": 6,
    "hold_minutes": 15,
    "most_persons": 6,
    "wait_minutes": 10,
    "first_free_workdays": 5,
    "ahead_minutes": 5,
    "late_minutes": 10,
    "grace_minutes": 30,
    "keep_days": 30,
    "ordinance": "Legesverordening",
}
TERMS = AppointmentTerms(**{name: Term(value, CLAUSE, date(2024, 1, 1)) for name, value in VALUES.items()})
SKILLS = (Skill("balie", "Balie"), Skill("nat", "Nationaliteit", ("naturalisatie",)))


def product(code, minutes):
    return SimpleNamespace(code=code, name=code.capitalize(), minutes=minutes, service=1)


PASSPORT, LICENCE, NATURAL, BY_POST = (
    product("paspoort", 10),
    product("rijbewijs", 10),
    product("naturalisatie", 60),
    product("post", 0),
)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("products", "persons", "code"),
    [
        ([], 1, "nothing-asked"),
        ([PASSPORT], 0, "too-many-persons"),
        ([PASSPORT], 1, "asked"),
        ([PASSPORT, LICENCE], 6, "asked"),
        ([PASSPORT], 7, "too-many-persons"),
        ([BY_POST], 1, "no-appointment"),
        ([PASSPORT, BY_POST], 1, "asked"),
        ([BY_POST, NATURAL], 1, "asked"),
        ([PASSPORT, NATURAL], 1, "two-skills"),
        ([NATURAL], 1, "asked"),
    ],
)
def test_what_may_be_asked_in_one_appointment(products, persons, code):
    assert rules.may_ask(products, persons, SKILLS, TERMS, CLAUSE).code == code


def test_durations_of_products_and_people_add_up():
    wish = rules.wish_of([PASSPORT, LICENCE], 3, SKILLS)
    assert (wish.minutes, wish.skill) == (60, "balie")
    assert rules.wish_of([NATURAL], 1, SKILLS).skill == "nat"
    assert rules.wish_of([BY_POST, NATURAL], 1, SKILLS).skill == "nat"
    assert rules.wish_of([PASSPORT], 2, SKILLS, 25, {"paspoort.minderjarig": True}).minutes == 25


@pytest.mark.parametrize(
    ("state", "begins", "to", "change", "cancel"),
    [
        (rules.BOOKED, 1, 1, "changed", "cancelled"),
        (rules.BOOKED, 1, 0, "past", "cancelled"),
        (rules.BOOKED, 0, 1, "begun", "begun"),
        (rules.BOOKED, None, 1, "not-booked", "not-booked"),
        (rules.ARRIVED, 1, 1, "not-booked", "not-booked"),
        (rules.CANCELLED, 1, 1, "not-booked", "not-booked"),
    ],
)
def test_an_appointment_is_changed_or_cancelled_until_it_begins(state, begins, to, change, cancel):
    agreed = None if begins is None else at(begins)
    assert rules.may_change(state, agreed, at(to), NINE, CLAUSE).code == change
    assert rules.may_cancel(state, agreed, NINE, CLAUSE).code == cancel


@pytest.mark.parametrize("act", [act for act in vars(acts).values() if getattr(act, "code", "") in rules.STEPS])
@pytest.mark.parametrize("state", rules.STATES)
def test_a_step_is_taken_from_the_states_it_names_and_no_others(act, state):
    granted = isinstance(rules.may_step(act, state, CLAUSE), Granted)
    assert granted == (state in rules.STEPS[act.code])
    if state in (rules.FINISHED, rules.CANCELLED):
        assert not granted, "what is over stays over"


@pytest.mark.parametrize(("days", "code"), [(-1, "other-day"), (0, "arrive"), (1, "other-day")])
def test_somebody_is_signed_in_on_the_day_of_the_appointment(days, code):
    assert rules.may_arrive(rules.BOOKED, DAY, DAY + timedelta(days=days), CLAUSE).code == code


@pytest.mark.parametrize(
    ("state", "minutes", "code"),
    [(rules.BOOKED, 29, "not-late"), (rules.BOOKED, 30, "missed"), (rules.ARRIVED, 60, "not-late")],
)
def test_the_clock_waits_the_agreed_minutes_before_somebody_is_a_no_show(state, minutes, code):
    assert rules.may_miss_by_clock(state, NINE, at(minutes), TERMS).code == code


@pytest.mark.parametrize(
    ("hall", "first"),
    [
        ([], None),
        ([Waiting(1, at(-20)), Waiting(2, at(-10))], 1),
        # An appointment whose time is there goes before a walk-in who came earlier.
        ([Waiting(1, at(-50)), Waiting(2, at(-2), at(0))], 2),
        # So does one that begins within five minutes, but not one that begins later.
        ([Waiting(1, at(-50)), Waiting(2, at(-2), at(5))], 2),
        ([Waiting(1, at(-50)), Waiting(2, at(-2), at(6))], 1),
        # Who came ten minutes late is still in time; who came later joins the walk-ins.
        ([Waiting(1, at(-50)), Waiting(2, at(0), at(-10))], 2),
        ([Waiting(1, at(-50)), Waiting(2, at(0), at(-11))], 1),
        ([Waiting(1, at(-1)), Waiting(2, at(-5), at(-20))], 2),
        # Among appointments the agreed time counts, not who came first.
        ([Waiting(1, at(-30), at(0)), Waiting(2, at(-5), at(-5))], 2),
        # With nobody else in the hall, who is early is helped early.
        ([Waiting(1, at(-2), at(40))], 1),
    ],
)
def test_appointments_in_time_go_before_walk_ins(hall, first):
    found = called_next(hall, NINE, TERMS)
    assert (found.ticket if found else None) == first


waits = st.builds(
    Waiting,
    st.integers(1, 99),
    st.integers(-60, 0).map(at),
    st.one_of(st.none(), st.integers(-60, 60).map(at)),
)


@given(st.lists(waits, max_size=9, unique_by=lambda one: one.ticket))
def test_everybody_is_called_once_and_no_walk_in_goes_before_one_who_came_earlier(hall):
    line = in_order(hall, NINE, TERMS)
    assert sorted(one.ticket for one in line) == sorted(one.ticket for one in hall)
    walk_ins = [one.arrived for one in line if one.agreed is None]
    assert walk_ins == sorted(walk_ins)
    assert called_next(hall, NINE, TERMS) == (line[0] if line else None)


IN_TIME, SOON = (rules.Norm(code, Clause("voorbeeld-2024", "5")) for code in ("BZ-02", "BZ-01"))


@pytest.mark.parametrize(
    ("seconds", "minutes", "met"), [(-60, 0, 1), (0, 0, 1), (599, 9, 1), (600, 10, 1), (601, 10, 0), (660, 11, 0)]
)
def test_the_norm_is_met_up_to_ten_minutes_after_the_agreed_time(seconds, minutes, met):
    came = rules.Came("ommen", 1, at(-30), NINE)
    lines = rules.started(came, NINE + timedelta(seconds=seconds), [IN_TIME], TERMS, CLAUSE, DAY)
    assert lines == (
        Line("visit.waited", DAY, minutes, "minutes", 1, "ommen", 1, "3.1"),
        Line("kpi", DAY, met, "count", 1, "BZ-02", 1, "5"),
    )


def test_a_walk_in_waits_from_the_ticket_on_and_counts_for_no_norm_of_appointments():
    lines = rules.started(rules.Came("ommen", 1, at(0), None), at(25.5), [IN_TIME], TERMS, CLAUSE, DAY)
    assert lines == (Line("visit.waited", DAY, 25, "minutes", 1, "ommen", 1, "3.1"),)


@pytest.mark.parametrize(
    ("arrived", "begun", "counted"),
    [
        (-20, 5, [("visit.waited", 5), ("kpi", 1)]),
        (0, 5, [("visit.waited", 5), ("kpi", 1)]),
        (10, 10, [("visit.waited", 0), ("kpi", 1)]),
        (10, 11, [("visit.waited", 1), ("kpi", 0)]),
        (10 + 1 / 60, 11, [("visit.waited", 0)]),
        (25, 28, [("visit.waited", 3)]),
    ],
)
def test_who_is_late_waits_from_his_arrival_and_too_late_is_outside_the_norm(arrived, begun, counted):
    lines = rules.started(rules.Came("ommen", 1, at(arrived), NINE), at(begun), [IN_TIME], TERMS, CLAUSE, DAY)
    assert [(line.measure, line.quantity) for line in lines] == counted


@pytest.mark.parametrize(
    ("steps", "minutes"),
    [
        ([], 0),
        ([("start", 0)], 30),
        ([("start", 0), ("park", 4)], 4),
        ([("start", 0), ("park", 4), ("take_back", 20), ("call", 21), ("start", 22)], 12),
        ([("call", 0), ("park", 4)], 0),
        ([("start", 0.5), ("park", 1.2), ("start", 29.9)], 0),
    ],
)
def test_minutes_at_the_counter_leave_out_the_time_that_somebody_was_put_aside(steps, minutes):
    taken = [(f"appointments.{code}", at(moment)) for code, moment in steps]
    assert rules.minutes_helped(taken, at(30)) == minutes


@pytest.mark.parametrize(
    ("found", "busy", "code"),
    [(True, None, "called"), (False, None, "nobody-waits"), (True, 7, "counter-busy"), (False, 7, "counter-busy")],
)
def test_the_next_is_called_to_a_counter_that_is_free(found, busy, code):
    assert rules.may_call(found, busy, CLAUSE).code == code


@pytest.mark.parametrize(
    ("state", "answered", "code"),
    [
        (rules.FINISHED, False, "invited"),
        (rules.FINISHED, True, "answered"),
        (rules.STARTED, False, "not-over"),
        (rules.MISSED, False, "not-over"),
    ],
)
def test_a_visitor_is_asked_once_how_it_went_and_after_the_visit(state, answered, code):
    assert rules.may_ask_how(state, answered, CLAUSE).code == code


@pytest.mark.parametrize(
    ("products", "persons", "code"),
    [
        ([], 1, "nothing-asked"),
        (["p"], 0, "too-many-persons"),
        (["p"], 1, "ticket"),
        (["p"], 6, "ticket"),
        (["p"], 7, "too-many-persons"),
    ],
)
def test_a_number_is_given_for_something_and_for_as_many_people_as_agreed(products, persons, code):
    assert rules.may_give_ticket(products, persons, TERMS, CLAUSE).code == code


@pytest.mark.parametrize(("visits", "code"), [(0, "nothing-old"), (1, "erased")])
def test_names_are_erased_where_there_are_old_ones(visits, code):
    assert rules.may_erase(visits, CLAUSE).code == code


KIND = Kind("paspoort", "Paspoort", 1, "burgemeester", CLAUSE, None, 5, ("verstrekt",))


def test_what_is_handed_out_counts_as_at_the_desk_and_leges_pass_through():
    handed = [rules.HandedOut(KIND, 2, Euro(17_000))]
    assert rules.finished("ommen", 1, 14, handed, CLAUSE, DAY) == (
        Line("visit.handled", DAY, 14, "minutes", 1, "ommen", 1, "3.1"),
        Line("case.registered", DAY, 2, "count", 1, "paspoort", 0, "3.1"),
        Line("case.closed", DAY, 2, "count", 1, "paspoort", 0, "3.1"),
        Line("leges", DAY, 17_000, "cents", 1, "paspoort", 2, "3.1"),
    )


def test_leges_are_owed_with_the_application_when_nothing_is_handed_out_yet():
    lines = rules.finished("ommen", 1, 9, [rules.HandedOut(KIND, 0, Euro(8_500))], CLAUSE, DAY)
    assert [(line.measure, line.quantity, line.base) for line in lines] == [
        ("visit.handled", 9, 1),
        ("leges", 8_500, 1),
    ]


@pytest.mark.parametrize(("number", "cents", "code"), [(0, 0, "finish"), (-1, 0, "negative"), (0, -1, "negative")])
def test_numbers_and_amounts_are_not_negative(number, cents, code):
    handed = [rules.HandedOut(KIND, number, Euro(cents))]
    assert rules.may_finish(rules.STARTED, handed, CLAUSE).code == code


@pytest.mark.parametrize(("days", "met"), [(0, 1), (5, 1), (6, 0)])
def test_a_first_free_place_within_five_working_days_meets_the_norm(days, met):
    found = _one(days)
    waited, kpi = rules.first_free_lines(found, {one: [SOON] for one in found}, TERMS, CLAUSE, DAY)
    assert (waited.measure, waited.quantity, waited.key) == ("first_free", days, "paspoort")
    assert (kpi.key, kpi.quantity, kpi.base, kpi.clause) == ("BZ-01", met, 1, "5")
    assert [line.measure for line in rules.first_free_lines(found, {}, TERMS, CLAUSE, DAY)] == ["first_free"]


def test_a_norm_counts_the_products_of_a_service_that_are_in_time():
    soon, far = (one for days in (5, 6) for one in _one(days))
    far = replace(far, code="rijbewijs")
    lines = rules.first_free_lines({soon: 5, far: 6}, {soon: [SOON], far: [SOON]}, TERMS, CLAUSE, DAY)
    assert [(line.measure, line.quantity, line.base) for line in lines] == [
        ("first_free", 5, 1),
        ("first_free", 6, 1),
        ("kpi", 1, 2),
    ]


def _one(days):
    from noaber.agreement.book import Product

    return {Product("paspoort", "Paspoort", 1, "burgemeester", ("verstrekt",), minutes=10): days}


WHOLE, MORNING = (time(), time()), (time(9), time(12))


@pytest.mark.parametrize(
    ("kind", "hours", "skill", "capacity", "days", "code"),
    [
        (CLOSED, WHOLE, "", 0, 0, "deviated"),
        (CLOSED, WHOLE, "", 0, -1, "day-past"),
        (CLOSED, MORNING, "", 0, 731, "deviated"),
        (CLOSED, MORNING, "", 0, 732, "too-far"),
        (CLOSED, MORNING[::-1], "", 0, 1, "no-time"),
        (OPEN, MORNING, "balie", 1, 1, "deviated"),
        (OPEN, MORNING, "balie", 0, 1, "no-counter"),
        (OPEN, MORNING, "onzin", 1, 1, "no-counter"),
        ("misschien", MORNING, "balie", 1, 1, "no-time"),
    ],
)
def test_when_a_location_may_differ_from_its_rules(kind, hours, skill, capacity, days, code):
    once = Deviation("ommen", kind, *hours, skill, capacity)
    assert rules.may_deviate(once, DAY + timedelta(days=days), DAY, SKILLS, CLAUSE).code == code


def test_a_deviation_is_withdrawn_once_and_before_it_is_over():
    assert rules.may_withdraw(False, DAY, DAY, CLAUSE).code == "withdrawn"
    assert isinstance(rules.may_withdraw(True, DAY, DAY, CLAUSE), Refused)
    assert rules.may_withdraw(False, DAY - timedelta(days=1), DAY, CLAUSE).code == "day-past"
