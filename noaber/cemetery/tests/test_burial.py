"""“Kan dit graf?”: each yes and no with its article, on both sides of each boundary."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from cemetery_law import law, ommen

from noaber.cemetery.burial import NO, WITH, YES, GraveFacts, RightFacts, Wanted, can_this_grave
from noaber.cemetery.local import Cemetery
from noaber.cemetery.rules import may_bury
from noaber.parties.clock import AMSTERDAM
from noaber.values import Clause, Euro, Granted, Refused

LAW, LOCAL, DAY = law(), ommen(), date(2026, 12, 1)
KIND = LOCAL.kind_at("particulier", "LMH", DAY)
assert KIND is not None
LMH = LOCAL.cemetery("LMH")
GRAVE = GraveFacts("LMH-A-01-01", LMH, KIND, 2, 4)
RIGHT = RightFacts("exclusive", date(2040, 1, 1))
DIED = datetime(2026, 12, 1, 9, 0, tzinfo=AMSTERDAM)
NOW = datetime(2026, 12, 1, 15, 0, tzinfo=AMSTERDAM)
AT = datetime(2026, 12, 4, 11, 0, tzinfo=AMSTERDAM)
WANTED = Wanted(AT, DIED, age=80, consent=True, permit="V-1")


def ask(grave=GRAVE, right=RIGHT, wanted=WANTED, now=NOW):
    return can_this_grave(grave, right, wanted, LOCAL, LAW, now)


def point(answer, code):
    found = [one for one in answer.points if one.code == code]
    assert found, [one.code for one in answer.points]
    return found[0]


def test_a_burial_with_everything_in_order_can_be_and_says_why():
    answer = ask()
    assert answer.settled and isinstance(may_bury(answer), Granted)
    assert answer.layer == 1 and answer.years == 0 and answer.price.total == Euro.of("917")
    assert all(one.clause.source and one.clause.number and one.text for one in answer.points)


@pytest.mark.parametrize(("statement", "code", "answer"), [("", "ask-statement", WITH), ("V-1", "statement", YES)])
def test_a_foetus_waits_for_no_term_and_no_permission_but_for_the_statement_of_a_doctor(statement, code, answer):
    found = ask(wanted=replace(WANTED, at=DIED.replace(hour=14), foetus=True, permit=statement, short_notice=True))
    assert point(found, code).answer == answer and str(point(found, code).clause) == "Wlb art. 2 en 11a"
    assert not {"too-early", "too-late", "permit", "ask-permit"} & {one.code for one in found.points}
    assert found.settled == bool(statement)


@pytest.mark.parametrize(
    ("grave", "right", "wanted", "code", "answer", "article"),
    [
        (replace(GRAVE, taken=(1, 2)), RIGHT, WANTED, "full", NO, "Besluit op de lijkbezorging art. 5"),
        (
            replace(GRAVE, taken=(1,)),
            RIGHT,
            replace(WANTED, layer=1),
            "taken",
            NO,
            "Besluit op de lijkbezorging art. 5",
        ),
        (GRAVE, RIGHT, replace(WANTED, layer=3), "no-layer", NO, "Besluit op de lijkbezorging art. 5"),
        (replace(GRAVE, taken=(2,)), RIGHT, WANTED, "under", NO, "Besluit op de lijkbezorging art. 5"),
        (replace(GRAVE, blocked="wortels"), RIGHT, WANTED, "blocked", NO, "Besluit op de lijkbezorging art. 5"),
        (replace(GRAVE, cemetery=Cemetery("X", "X", AT.date())), RIGHT, WANTED, "closed", NO, "Wlb art. 43"),
        (GRAVE, None, WANTED, "no-right", NO, "Wlb art. 28, eerste lid"),
        (GRAVE, replace(RIGHT, ends_on=date(2026, 12, 3)), WANTED, "right-over", NO, "Wlb art. 28, eerste lid"),
        (GRAVE, replace(RIGHT, holder_died=True), WANTED, "holder-died", NO, "Wlb art. 23"),
        (GRAVE, replace(RIGHT, holder=False), WANTED, "no-holder", NO, "Wlb art. 23"),
        (GRAVE, RIGHT, replace(WANTED, consent=False), "ask-consent", WITH, "Wlb art. 23"),
        (GRAVE, RIGHT, replace(WANTED, permit=""), "ask-permit", WITH, "Wlb art. 11"),
        (GRAVE, RightFacts("general", date(2036, 1, 1)), WANTED, "general-short", NO, "9, derde lid"),
        (GRAVE, replace(RIGHT, ends_on=date(2036, 12, 3)), WANTED, "renew-first", WITH, "9, derde lid"),
    ],
)
def test_what_stands_in_the_way_is_said_with_its_article(grave, right, wanted, code, answer, article):
    found = ask(grave, right, wanted)
    said = point(found, code)
    assert said.answer == answer and str(said.clause).endswith(article)
    assert found.possible == (answer == WITH) and not found.settled
    decision = may_bury(found)
    assert isinstance(decision, Refused) and (decision.code, decision.clause) == (code, said.clause)


@pytest.mark.parametrize(
    ("ends", "years", "total"),
    [
        (date(2036, 12, 4), 0, "917"),
        (date(2036, 12, 3), 1, "1014"),
        (date(2029, 12, 4), 7, "1596"),
        (date(2029, 12, 3), 8, "1693"),
        (date(2026, 12, 4), 10, "1887"),
    ],
)
def test_too_short_a_term_is_renewed_by_whole_years_and_the_price_says_the_sum(ends, years, total):
    answer = ask(right=replace(RIGHT, ends_on=ends), wanted=replace(WANTED, renewal=True))
    assert (answer.years, answer.price.total) == (years, Euro.of(total)) and answer.settled
    if years:
        line = answer.price.lines[-1]
        assert line.sum == f"{years} jaar x {Euro.of('97')}" and line.clause.source and line.draft


def test_who_is_buried_in_their_own_grave_asks_nobody():
    answer = ask(right=replace(RIGHT, holder_died=True), wanted=replace(WANTED, own=True, consent=False))
    assert point(answer, "own").answer == YES and answer.settled


@pytest.mark.parametrize(
    ("at", "code", "answer"),
    [
        (datetime(2026, 12, 2, 20, 59, 59, tzinfo=AMSTERDAM), "too-early", NO),
        (datetime(2026, 12, 2, 21, 0, tzinfo=AMSTERDAM), "36-hours", YES),
        (datetime(2026, 12, 9, 23, 59, tzinfo=AMSTERDAM), "in-time", YES),
        (datetime(2026, 12, 10, 0, 0, tzinfo=AMSTERDAM), "too-late", NO),
    ],
)
def test_a_burial_lies_between_36_hours_and_the_sixth_working_day(at, code, answer):
    said = point(ask(wanted=replace(WANTED, at=at)), code)
    assert said.answer == answer and str(said.clause) == "Wlb art. 16"
    if answer == NO:
        mayor = ask(wanted=replace(WANTED, at=at, exception="B-1"))
        assert mayor.possible and any(str(one.clause) == "Wlb art. 17" for one in mayor.points)


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (datetime(2026, 12, 3, 12, 0, tzinfo=AMSTERDAM), "announced"),
        (datetime(2026, 12, 3, 12, 0, 1, tzinfo=AMSTERDAM), "short-notice"),
    ],
)
def test_it_is_announced_before_noon_on_the_working_day_before(now, code):
    assert point(ask(now=now), code)


def test_a_late_announcement_waits_for_the_keeper_and_of_a_burial_that_has_been_nobody_asks():
    late = datetime(2026, 12, 3, 13, 0, tzinfo=AMSTERDAM)
    refused = may_bury(ask(now=late))
    assert isinstance(refused, Refused) and refused.code == "short-notice"
    assert isinstance(may_bury(ask(wanted=replace(WANTED, short_notice=True), now=late)), Granted)
    assert isinstance(may_bury(ask(now=AT)), Granted)
    assert isinstance(may_bury(ask(now=AT + timedelta(days=30))), Granted)


@pytest.mark.parametrize(("age", "total"), [(0, "229"), (1, "458"), (11, "458"), (12, "917"), (None, "917")])
def test_the_price_of_a_burial_is_that_of_the_age(age, total):
    assert ask(wanted=replace(WANTED, age=age)).price.total == Euro.of(total)


def test_what_has_no_row_in_the_table_has_no_price_and_says_so():
    general = LOCAL.kind_at("algemeen", "LMH", DAY)
    assert general is not None
    silent = replace(LOCAL, tariffs=tuple(row for row in LOCAL.tariffs if row.what != "renew"))
    right, wanted = replace(RIGHT, ends_on=date(2030, 1, 1)), replace(WANTED, renewal=True)
    answer = can_this_grave(GRAVE, right, wanted, silent, LAW, NOW)
    assert answer.price.unknown == ("verlengen met 7 jaar",)


@pytest.mark.parametrize(("urns", "answer"), [(3, YES), (4, NO)])
def test_an_urn_needs_room_and_consent_but_no_layer_and_no_term(urns, answer):
    wanted = replace(WANTED, urn=True)
    short = replace(RIGHT, ends_on=date(2027, 1, 1))
    found = ask(replace(GRAVE, taken=(1, 2), urns=urns), short, wanted)
    assert found.possible == (answer == YES) and found.years == 0 and found.layer is None
    assert point(ask(right=short, wanted=replace(wanted, consent=False)), "ask-consent").clause == Clause("Wlb", "62")


def test_a_second_body_shares_a_layer_only_where_it_is_marked():
    taken = replace(GRAVE, taken=(1,))
    assert not ask(taken, wanted=replace(WANTED, layer=1)).possible
    assert ask(taken, wanted=replace(WANTED, layer=1, shared=True)).possible


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1))


@given(
    taken=st.sets(st.integers(1, 2)),
    ends=st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2060, 1, 1))),
    died=MOMENTS,
    hours=st.integers(0, 24 * 20),
    flags=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_what_can_be_done_never_breaks_what_the_database_holds(taken, ends, died, hours, flags):
    moment = died.replace(tzinfo=AMSTERDAM)
    consent, renewal, own, holder_died = flags
    wanted = Wanted(moment + timedelta(hours=hours), moment, consent=consent, renewal=renewal, own=own, permit="V")
    right = RightFacts("exclusive", ends, holder_died=holder_died)
    answer = ask(replace(GRAVE, taken=tuple(sorted(taken))), right, wanted)
    if isinstance(may_bury(answer), Granted):
        assert answer.layer in (1, 2) and answer.layer not in taken
        assert (wanted.at - wanted.died_at) >= timedelta(hours=36)
        assert ends is None or ends.year + answer.years >= wanted.day.year + 10
        assert consent or own
