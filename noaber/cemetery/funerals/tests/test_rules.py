"""Which clock of a request ends first, what counts as in time, and by which hash something that was read is known."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.parties.clock import AMSTERDAM

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import law, ommen

from noaber.cemetery.burial import GraveFacts
from noaber.cemetery.funerals import rules, wishes
from noaber.cemetery.funerals.rules import Request, answer_until, digest_of, next_clock
from noaber.cemetery.funerals.seen import Told, answer_of, draft_price, wanted_of
from noaber.cemetery.funerals.terms import FuneralTerms
from noaber.values import Clause, Euro, Term

LAW, LOCAL = law(), ommen()
CLAUSE = Clause("voorbeeld-2024", "3.2")
TERMS = FuneralTerms(*(Term(value, CLAUSE, date(2024, 1, 1)) for value in (1, 1, 14, 730, 90)))


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=AMSTERDAM)


ASKED = Request("new", rules.ASKED, at(1), at(1, 9), at(4))


@pytest.mark.parametrize(
    ("asked", "clock"),
    [
        (ASKED, (at(3, 0), rules.ANSWER)),
        (replace(ASKED, at=at(3)), (at(2, 12), rules.ANSWER)),
        (replace(ASKED, state=rules.ACCEPTED), (at(3, 12), rules.PAPERS)),
        (replace(ASKED, state=rules.PROPOSED, at=at(2), asked_at=at(1, 13)), (at(2), rules.PAPERS)),
        (replace(ASKED, state=rules.FINAL), (at(8, 0), rules.BURIAL)),
        (replace(ASKED, state=rules.REGISTERED), None),
        (replace(ASKED, state=rules.REFUSED), None),
    ],
)
def test_the_clock_that_ends_first_is_the_answer_the_papers_or_the_funeral(asked, clock):
    assert next_clock(asked, TERMS, LAW) == clock


@pytest.mark.parametrize(("now", "met"), [(at(2, 23, 59), 1), (at(3, 0), 0)])
def test_an_answer_is_in_time_until_the_end_of_the_agreed_working_day(now, met):
    assert rules.answered_lines(ASKED, now, TERMS, 9, "3.2")[1].quantity == met


@pytest.mark.parametrize(
    ("state", "by_link", "code"),
    [
        ("asked", True, "withdrawn"),
        ("accepted", True, "withdrawn"),
        ("final", True, "not-open"),
        ("final", False, "withdrawn"),
        ("registered", False, "not-open"),
    ],
)
def test_by_the_link_a_request_is_withdrawn_until_it_is_final(state, by_link, code):
    assert rules.may_withdraw(state, by_link, CLAUSE).code == code


@pytest.mark.parametrize(("now", "code"), [(at(3), "taken"), (at(4, 9, 59), "taken"), (at(4), "past"), (at(5), "past")])
def test_a_proposal_is_taken_until_its_moment(now, code):
    assert rules.may_take(replace(ASKED, state=rules.PROPOSED), now, CLAUSE).code == code


def test_without_a_proposal_nothing_is_taken():
    assert rules.may_take(ASKED, at(3), CLAUSE).code == "no-proposal"


@pytest.mark.parametrize(
    ("after", "again"),
    [
        ({}, False),
        ({"permit": True}, False),
        ({"kind": "general"}, True),
        ({"cemetery": "BZH"}, True),
        ({"at": at(7)}, True),
        ({"grave": "LMH-A-02"}, True),
    ],
)
def test_a_change_of_what_we_answered_asks_for_a_new_answer(after, again):
    before = replace(ASKED, state=rules.ACCEPTED)
    assert rules.looked_at_again(before, replace(before, **after)) == again
    assert rules.looked_at_again(replace(before, state=rules.PROPOSED), before)


def test_on_friday_the_working_day_after_is_monday():
    assert answer_until(at(4), TERMS) == at(8, 0)


def test_every_article_that_says_no_can_be_the_ground_of_a_refusal():
    full = GraveFacts(
        "LMH-X", LOCAL.cemetery("LMH"), LOCAL.kind_at("particulier", "LMH", date(2026, 12, 4)), 2, 4, (1, 2)
    )
    told = Told("existing", at(4), at(1, 9))
    answer = answer_of(told, full, None, LOCAL, LAW, at(1))
    grounds = rules.refusal_grounds(answer.points, None, LAW)
    assert "full" in grounds and {"no-permit", "burial-last", "not-signed"} <= set(grounds)


@pytest.mark.parametrize(
    ("kind", "confirmed", "identity", "consent"),
    [
        ("existing", True, "", False),
        ("existing", True, "code", True),
        ("existing", False, "code", False),
        ("new", True, "", True),
    ],
)
def test_in_the_grave_of_somebody_only_the_holder_who_was_identified_consents(kind, confirmed, identity, consent):
    told = Told(kind, at(4), at(1, 9), confirmed=confirmed, identity=identity)
    assert wanted_of(told).consent == consent


@pytest.mark.parametrize(
    ("born", "age"), [(date(2014, 12, 1), 12), (date(2014, 12, 2), 11), (date(2026, 12, 1), 0), (None, 12)]
)
def test_the_age_is_that_on_the_day_of_death(born, age):
    assert Told("new", at(4), at(1, 9), born).age == age


def test_a_new_grave_of_ten_years_needs_no_year_more_on_the_day_itself():
    kind = LOCAL.kind_at("particulier", "LMH", date(2026, 12, 4))
    free = GraveFacts("LMH-X", LOCAL.cemetery("LMH"), kind, 2, 4)
    told = Told("new", at(4), at(1, 9), date(1940, 5, 6), 10, "V-1", confirmed=True)
    answer = answer_of(told, free, None, LOCAL, LAW, at(1))
    assert answer.settled and answer.years == 0 and answer.price.total == Euro.of("2142.00")
    assert draft_price(told, kind, True, LOCAL).total == answer.price.total


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=5), st.data())
def test_whatever_changes_in_what_was_read_the_hash_is_another(lines, data):
    other = data.draw(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=5))
    assert (digest_of(lines) == digest_of(other)) == (lines == other)


@pytest.mark.parametrize(
    ("ends", "told", "opens", "day", "expected"),
    [
        (date(2028, 11, 2), None, date(2026, 11, 2), date(2026, 11, 1), False),
        (date(2028, 11, 2), None, date(2026, 11, 2), date(2026, 11, 2), True),
        (date(2028, 11, 2), date(2028, 11, 2), date(2026, 11, 2), date(2026, 11, 2), False),
        (date(2028, 11, 2), None, date(2026, 11, 2), date(2028, 11, 2), True),
        (date(2028, 11, 2), None, date(2026, 11, 2), date(2028, 11, 3), False),
        (None, None, None, date(2026, 11, 2), False),
    ],
)
def test_a_family_hears_of_each_end_once_while_it_can_still_ask(ends, told, opens, day, expected):
    assert wishes.to_tell(ends, told, opens, day) == expected


@given(hours=st.integers(1, 24 * 12))
def test_a_request_that_is_open_always_has_a_clock(hours):
    moment = at(1) + timedelta(hours=hours)
    for state in rules.OPEN:
        found = next_clock(replace(ASKED, at=moment, state=state), TERMS, LAW)
        assert found is not None and found[0] >= at(1) - timedelta(hours=1)
