"""Which step of a funeral by the municipality may be taken, on both sides of each boundary."""

import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import ommen

from noaber.cases.phases import NOW
from noaber.cemetery.law import law_on
from noaber.cemetery.municipal import money_rules, rules
from noaber.cemetery.municipal.file import (
    BURY,
    CREMATE,
    DECLINES,
    HOUSE,
    PEOPLE,
    PLACES,
    RELATIONS,
    TAKES,
    Asset,
    File,
    Other,
    clock_of,
    next_step,
    phases,
    ready_to_close,
)
from noaber.cemetery.municipal.money import Claim, Cost, Sums, WriteOff, sums_of
from noaber.cemetery.municipal.rules import Order
from noaber.cemetery.windows import burial_from
from noaber.parties.clock import AMSTERDAM
from noaber.values import Granted

DAY = date(2026, 11, 3)
LAW = law_on(DAY, ommen().rules)


def at(day, hour=10, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


DIED = at(2, 8)
NEW = File(DAY, DIED)
SEARCHED = replace(NEW, searched=tuple(PLACES), search_done=date(2026, 11, 4))
ORDERED = replace(SEARCHED, ordered_on=date(2026, 11, 4), way=BURY)
COMMISSIONED = replace(ORDERED, commissioned_on=date(2026, 11, 4), planned_at=at(9, 11))
HELD = replace(COMMISSIONED, laid_on=date(2026, 11, 9))
CLOSED = replace(HELD, closed_on=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("here", "file", "now", "code"),
    [
        (True, NEW, at(3), "reported"),
        (False, NEW, at(3), "elsewhere"),
        (True, NEW, at(2, 7, 59), "died-ahead"),
        (True, replace(NEW, received=date(2026, 11, 2)), at(2, 8), "reported"),
        (True, replace(NEW, received=date(2026, 11, 1)), at(3), "before-death"),
        (True, replace(NEW, received=date(2026, 11, 4)), at(3, 23, 59), "day-ahead"),
    ],
)
def test_who_is_reported_is_here_and_has_died(here, file, now, code):
    assert rules.may_report(here, file, now, DAY, DAY).code == code


@pytest.mark.parametrize(("received", "late"), [(4, False), (5, False), (6, True)])
def test_a_report_after_the_third_day_is_late_but_taken(received, late):
    file = replace(NEW, received=date(2026, 11, received))
    assert file.reported_late == late
    assert isinstance(rules.may_report(True, file, at(9), DAY, DAY), Granted)


@pytest.mark.parametrize(("on", "code"), [(2, "wrong-day"), (3, "searched"), (5, "searched"), (6, "wrong-day")])
def test_a_search_lies_between_the_report_and_today(on, code):
    assert rules.may_search(NEW, HOUSE, "nothing", date(2026, 11, on), date(2026, 11, 5)).code == code


@pytest.mark.parametrize(
    ("file", "reason", "code"),
    [
        (replace(NEW, searched=tuple(PLACES)), "", "search-finished"),
        (replace(NEW, searched=tuple(PLACES)[1:]), "", "not-everywhere"),
        (replace(NEW, searched=tuple(PLACES)[1:]), "De storing duurt te lang.", "search-finished"),
        (replace(NEW, searched=(HOUSE, PEOPLE), identified=False), "", "search-finished"),
        (replace(NEW, searched=(HOUSE,), identified=False), " ", "not-everywhere"),
        (replace(NEW, searched=tuple(PLACES), answers=(DECLINES, TAKES)), "", "kin-takes"),
        (SEARCHED, "", "finished"),
        (HELD, "", "laid-already"),
    ],
)
def test_a_search_ends_once_was_looked_everywhere(file, reason, code):
    assert rules.may_finish_search(file, reason).code == code


NAMELESS = replace(SEARCHED, identified=False)


@pytest.mark.parametrize(
    ("file", "order", "by_mayor", "code", "article"),
    [
        (SEARCHED, Order(BURY), False, "ordered", "21"),
        (SEARCHED, Order(CREMATE), False, "ordered", "21"),
        (replace(SEARCHED, search_done=None), Order(BURY), False, "not-searched", "21"),
        (replace(SEARCHED, answers=(TAKES,)), Order(BURY), False, "kin-takes", "21"),
        (ORDERED, Order(BURY), False, "ordered", "21"),
        (NAMELESS, Order(BURY), False, "ordered", "21"),
        (NAMELESS, Order(CREMATE), False, "unknown-is-buried", "21"),
        (SEARCHED, Order(CREMATE, CREMATE, "codicil"), False, "ordered", "21"),
        (SEARCHED, Order(CREMATE, CREMATE), False, "no-source", "18"),
        (SEARCHED, Order(BURY, CREMATE, "codicil"), False, "against-wish", "18"),
        (SEARCHED, Order(BURY, CREMATE, "codicil", "Justitie staat cremeren niet toe."), False, "ordered", "21"),
        (SEARCHED, Order("zee"), False, "no-way", "18"),
        (SEARCHED, Order(BURY), True, "no-decision", "21"),
        (SEARCHED, Order(BURY, decision="BM-1"), True, "ordered", "21"),
    ],
)
def test_the_mayor_follows_the_wish_and_buries_who_is_unknown(file, order, by_mayor, code, article):
    decision = rules.may_order(file, order, by_mayor)
    assert decision.code == code and decision.clause.number == article
    assert isinstance(decision, Granted) == (code == "ordered" and file.ordered_on is None)


@pytest.mark.parametrize(
    ("moment", "other", "code"),
    [
        (at(3, 19, 59), Other(), "too-early"),
        (at(3, 20, 0), Other(), "commissioned"),
        (at(3, 19, 59), Other("BM-1", date(2026, 11, 10), True), "commissioned"),
        (at(3, 19, 59), Other("BM-1", date(2026, 11, 20)), "too-early"),
        (at(10, 23, 59), Other(), "commissioned"),
        (at(11, 0, 0), Other(), "too-late"),
        (at(20, 23, 59), Other("BM-1", date(2026, 11, 20)), "commissioned"),
        (at(21, 0, 0), Other("BM-1", date(2026, 11, 20)), "too-late"),
    ],
)
def test_a_funeral_is_planned_after_36_hours_and_until_the_sixth_working_day(moment, other, code):
    file = replace(ORDERED, other=other)
    assert rules.may_commission(file, "Verzonnen", moment, at(3, 9), LAW).code == code


@pytest.mark.parametrize(
    ("file", "firm", "now", "code"),
    [
        (SEARCHED, "Verzonnen", at(4), "no-order"),
        (ORDERED, " ", at(4), "no-firm"),
        (ORDERED, "Verzonnen", at(9, 11, 1), "moment-past"),
        (ORDERED, "Verzonnen", at(9, 11, 0), "commissioned"),
    ],
)
def test_an_undertaker_is_asked_after_the_decision_for_a_moment_to_come(file, firm, now, code):
    assert rules.may_commission(file, firm, at(9, 11), now, LAW).code == code


@pytest.mark.parametrize(
    ("file", "way", "moment", "permit", "code"),
    [
        (COMMISSIONED, BURY, at(9, 11), "V-1", "laid-to-rest"),
        (COMMISSIONED, BURY, at(9, 11), " ", "no-permit"),
        (COMMISSIONED, CREMATE, at(9, 11), "V-1", "other-way"),
        (COMMISSIONED, BURY, at(9, 15, 1), "V-1", "still-to-come"),
        (COMMISSIONED, BURY, at(3, 19, 59), "V-1", "too-early"),
        (ORDERED, BURY, at(9, 11), "V-1", "not-commissioned"),
        (SEARCHED, BURY, at(9, 11), "V-1", "no-order"),
        (HELD, BURY, at(9, 11), "V-1", "laid-already"),
    ],
)
def test_nobody_is_laid_to_rest_without_permission_or_otherwise_than_decided(file, way, moment, permit, code):
    assert rules.may_lay_to_rest(file, way, moment, permit, DAY, at(9, 15), LAW).code == code


@pytest.mark.parametrize(
    ("until", "doctor", "earlier", "prosecutor", "code"),
    [
        (date(2026, 11, 10), True, False, False, "not-later"),
        (date(2026, 11, 11), True, False, False, "other-term"),
        (date(2026, 11, 11), False, False, False, "no-doctor"),
        (date(2026, 11, 3), True, True, False, "no-prosecutor"),
        (date(2026, 11, 3), True, True, True, "other-term"),
        (date(2026, 11, 1), True, True, True, "before-death"),
    ],
)
def test_the_mayor_sets_another_term_after_hearing_a_doctor(until, doctor, earlier, prosecutor, code):
    assert rules.may_set_other_term(ORDERED, "BM-1", until, doctor, earlier, prosecutor, LAW).code == code


def test_a_relative_takes_over_until_the_funeral(file=NEW):
    assert rules.may_hand_over(file).code == "nobody-takes"
    assert rules.may_hand_over(replace(COMMISSIONED, answers=(TAKES,))).code == "handed-over"
    assert rules.may_note_kin(HELD, "child", TAKES).code == "too-late"
    assert rules.may_note_kin(HELD, "child", DECLINES).code == "kin-noted"


@pytest.mark.parametrize("relation", list(RELATIONS))
def test_costs_are_recovered_from_whom_the_code_asks_to_maintain(relation):
    assert rules.is_liable(relation) == (relation in ("parent", "child", "in-law", "step"))


COSTS = replace(HELD, costs=(Cost(90, 100),))


@pytest.mark.parametrize(
    ("claims", "source", "cents", "liable", "words", "code"),
    [
        ((), "estate", 100, False, "", "claimed"),
        ((), "estate", 101, False, "", "more-than-open"),
        ((), "estate", 0, False, "", "no-amount"),
        ((), "bank", 1, False, "", "unknown-source"),
        ((), "kin", 1, True, "", "estate-first"),
        ((), "kin", 1, True, "De notaris zegt: leeg.", "claimed"),
        ((), "kin", 1, False, "De notaris zegt: leeg.", "not-liable"),
        ((Claim("estate", 60, 10),), "kin", 40, True, "", "estate-first"),
        ((Claim("estate", 60, 10, ended=True),), "kin", 90, True, "", "claimed"),
        ((Claim("estate", 60, 10, ended=True),), "kin", 91, True, "", "more-than-open"),
        ((Claim("goods", 60, 60),), "kin", 40, True, "", "claimed"),
        ((Claim("insurance", 60, 60),), "kin", 40, True, "", "estate-first"),
        ((Claim("insurance", 60, 20),), "estate", 40, False, "", "claimed"),
        ((Claim("insurance", 60, 20),), "estate", 41, False, "", "more-than-open"),
    ],
)
def test_the_estate_comes_before_relatives_and_nothing_is_asked_twice(claims, source, cents, liable, words, code):
    assert money_rules.may_claim(replace(COSTS, claims=claims), source, cents, liable, words).code == code


@pytest.mark.parametrize(
    ("cents", "code"), [(0, "no-amount"), (1, "received"), (50, "received"), (51, "more-than-asked")]
)
def test_no_more_comes_in_than_was_asked(cents, code):
    assert money_rules.may_receive(COSTS, Claim("estate", 60, 10), cents).code == code


@pytest.mark.parametrize(
    ("file", "cents", "reason", "text", "code"),
    [
        (COSTS, 100, "no-money", "Leeg.", "proposed"),
        (COSTS, 101, "no-money", "Leeg.", "more-than-open"),
        (COSTS, 0, "no-money", "Leeg.", "more-than-open"),
        (COSTS, 100, "no-money", " ", "no-reason"),
        (COSTS, 100, "zomaar", "Leeg.", "no-reason"),
        (replace(COSTS, laid_on=None), 100, "no-money", "Leeg.", "before-funeral"),
        (replace(COSTS, write_offs=(WriteOff(60, "anna"),)), 40, "no-money", "Leeg.", "proposed"),
        (replace(COSTS, write_offs=(WriteOff(60, "anna"),)), 41, "no-money", "Leeg.", "more-than-open"),
        (replace(COSTS, write_offs=(WriteOff(60, "anna", False),)), 100, "no-money", "Leeg.", "proposed"),
    ],
)
def test_no_more_is_given_up_than_nobody_pays(file, cents, reason, text, code):
    assert money_rules.may_propose(file, cents, reason, text).code == code


@pytest.mark.parametrize(
    ("by", "approved", "code"), [("anna", None, "same-person"), ("bert", None, "answered"), ("bert", True, "answered")]
)
def test_who_proposed_it_does_not_answer_it(by, approved, code):
    decision = money_rules.may_answer(COSTS, WriteOff(1, "anna", approved), by)
    assert decision.code == code and isinstance(decision, Granted) == (by == "bert" and approved is None)


PAID = replace(COSTS, claims=(Claim("estate", 100, 100),))


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (PAID, "closed"),
        (HELD, "closed"),
        (COMMISSIONED, "not-held"),
        (COSTS, "not-covered"),
        (replace(PAID, costs=(Cost(90, 100), Cost(1))), "not-billed"),
        (replace(COSTS, claims=(Claim("estate", 100, 99),)), "claim-waits"),
        (replace(COSTS, claims=(Claim("estate", 100, 99, ended=True),)), "not-covered"),
        (replace(COSTS, write_offs=(WriteOff(100, "a"),)), "proposal-waits"),
        (replace(COSTS, write_offs=(WriteOff(100, "a", True),)), "closed"),
        (replace(PAID, assets=(Asset("cash", 1),)), "not-handed"),
        (replace(PAID, assets=(Asset("cash", 1, True),)), "closed"),
    ],
)
def test_a_file_ends_when_every_cent_is_explained(file, code):
    assert money_rules.may_close(file).code == code
    assert isinstance(money_rules.may_close(file), Granted) == (file.ended and ready_to_close(file))


@pytest.mark.parametrize(
    ("cost", "cents", "bill", "code"),
    [
        (Cost(1), 5, "N-1", "billed"),
        (Cost(1), 0, "", "billed"),
        (Cost(1), 5, " ", "no-bill"),
        (Cost(1), -1, "N-1", "below-zero"),
        (Cost(1, 3), 5, "N-1", "billed"),
    ],
)
def test_a_bill_is_put_down_once_with_its_number(cost, cents, bill, code):
    decision = money_rules.may_bill(HELD, cost, cents, bill)
    assert decision.code == code and isinstance(decision, Granted) == (code == "billed" and cost.actual is None)


def test_nothing_is_done_in_a_closed_file():
    answers = [
        rules.may_search(CLOSED, HOUSE, "nothing", DAY, DAY),
        rules.may_note_kin(CLOSED, "child", DECLINES),
        rules.may_finish_search(CLOSED, ""),
        rules.may_order(CLOSED, Order(BURY), False),
        money_rules.may_add_cost(CLOSED, "other", 1),
        money_rules.may_claim(CLOSED, "estate", 1, False),
        money_rules.may_propose(CLOSED, 1, "no-money", "x"),
        money_rules.may_close(CLOSED),
    ]
    assert {one.code for one in answers} == {"closed"}


@pytest.mark.parametrize(
    ("file", "step", "clock"),
    [
        (NEW, "search", date(2026, 11, 6)),
        (replace(NEW, searched=tuple(PLACES)), "finish", date(2026, 11, 6)),
        (replace(NEW, answers=(TAKES,)), "hand-over", date(2026, 11, 6)),
        (SEARCHED, "order", date(2026, 11, 10)),
        (ORDERED, "commission", date(2026, 11, 10)),
        (COMMISSIONED, "rest", date(2026, 11, 10)),
        (COSTS, "settle", date(2027, 5, 10)),
        (PAID, "close", date(2027, 5, 10)),
        (CLOSED, "done", None),
    ],
)
def test_what_comes_next_and_by_when(file, step, clock):
    assert next_step(file) == step
    assert clock_of(file, 3, date(2027, 5, 10), LAW) == clock
    now = [one for one in phases(file, 3, date(2027, 5, 10), LAW) if one.state == NOW]
    assert bool(now) == (file.closed_on is None)


@pytest.mark.parametrize(
    ("workdays", "last"), [(3, date(2026, 11, 6)), (5, date(2026, 11, 10)), (6, date(2026, 11, 10))]
)
def test_the_search_never_ends_after_the_last_day_of_the_funeral(workdays, last):
    assert NEW.search_by(workdays, LAW) == last


MONEY = st.integers(0, 10_000)
CLAIMS = st.builds(
    lambda source, received, rest, ended: Claim(source, received + rest, received, ended),
    st.sampled_from(["estate", "goods", "kin", "insurance"]),
    MONEY,
    MONEY,
    st.booleans(),
)


@given(
    costs=st.lists(st.builds(Cost, MONEY, st.none() | MONEY), max_size=5),
    claims=st.lists(CLAIMS, max_size=5),
    offs=st.lists(st.builds(WriteOff, MONEY, st.just("a"), st.sampled_from([None, True, False])), max_size=4),
    cents=st.integers(1, 20_000),
)
def test_what_may_be_asked_or_given_up_never_goes_over_what_it_cost(costs, claims, offs, cents):
    file = replace(HELD, costs=tuple(costs), claims=tuple(claims), write_offs=tuple(offs))
    sums: Sums = sums_of(costs, claims, offs)
    for may, more in (
        (money_rules.may_claim(file, "estate", cents, False), {"claims": (*claims, Claim("estate", cents))}),
        (money_rules.may_propose(file, cents, "cheaper", "x"), {"write_offs": (*offs, WriteOff(cents, "a"))}),
    ):
        assert isinstance(may, Granted) == (cents <= sums.free)
        if isinstance(may, Granted):
            assert replace(file, **more).sums.free == sums.free - cents >= 0
    if isinstance(money_rules.may_close(file), Granted):
        assert sums.received + sums.written_off >= sums.actual


@given(hours=st.integers(0, 24 * 20), minutes=st.integers(0, 59))
def test_every_moment_that_may_be_planned_is_in_the_term_of_the_law(hours, minutes):
    moment = DIED + timedelta(hours=hours, minutes=minutes)
    may = rules.may_commission(ORDERED, "Verzonnen", moment, DIED, LAW)
    within = burial_from(DIED, LAW) <= moment and moment.astimezone(AMSTERDAM).date() <= date(2026, 11, 10)
    assert isinstance(may, Granted) == within
