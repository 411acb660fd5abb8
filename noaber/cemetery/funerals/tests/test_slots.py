"""When a funeral can be held: opening times as data, the terms of the law, and what others have taken."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.parties.clock import AMSTERDAM

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import FILE, law

from noaber.cemetery.funerals.openings import read_openings, sort_of
from noaber.cemetery.funerals.slots import Asked, Taken, announced_until, crew_for, free_moments, quarters
from noaber.cemetery.law import FaultyRules

LAW, FOLDER = law(), FILE.parent
OPENINGS = read_openings((FOLDER / "openings.toml").read_bytes())


def at(day: int, hour: int = 10, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


def asked(died: datetime, bound: bool = True) -> Asked:
    return Asked("LMH", died, bound)


@pytest.mark.parametrize(
    ("day", "sort"),
    [
        (date(2026, 12, 4), "weekday"),
        (date(2026, 12, 5), "saturday"),
        (date(2026, 12, 6), "sunday"),
        (date(2026, 12, 25), "holiday"),
        (date(2026, 12, 26), "holiday"),
        (date(2027, 3, 28), "sunday"),
    ],
)
def test_a_day_is_of_one_sort_and_easter_is_a_sunday(day, sort):
    assert sort_of(day) == sort


def test_on_working_days_the_last_funeral_is_over_at_three_and_on_saturday_at_noon():
    week = [f"{one:%H:%M}" for one in OPENINGS.on("LMH", date(2026, 12, 4)).starts_on(date(2026, 12, 4))]
    saturday = [f"{one:%H:%M}" for one in OPENINGS.on("LMH", date(2026, 12, 5)).starts_on(date(2026, 12, 5))]
    assert week == ["10:00", "11:15", "12:30", "13:45"] and saturday == ["09:30", "10:45"]
    assert OPENINGS.on("LMH", date(2026, 12, 6)) is None


def test_the_first_free_moment_is_36_hours_after_death_and_the_last_day_is_the_sixth_working_day():
    free = free_moments(asked(at(1, 22)), OPENINGS, Taken(), at(1, 23), LAW)
    assert free[0] == at(3, 10) and free[0] >= at(1, 22) + timedelta(hours=36)
    assert free[-1] == at(9, 13, 45)
    assert at(5, 9, 30) in free and not [one for one in free if one.date() == date(2026, 12, 6)]


@pytest.mark.parametrize(("died", "first"), [(at(1, 22), at(3, 10)), (at(1, 22, 1), at(3, 11, 15))])
def test_a_minute_later_is_a_moment_later(died, first):
    assert free_moments(asked(died), OPENINGS, Taken(), at(1, 23), LAW)[0] == first


@pytest.mark.parametrize(("now", "first"), [(at(2, 12), at(3, 11, 15)), (at(2, 12, 1), at(4, 10))])
def test_a_funeral_is_announced_before_noon_of_the_working_day_before(now, first):
    assert free_moments(asked(at(1, 23)), OPENINGS, Taken(), now, LAW)[0] == first


def test_on_monday_it_was_announced_on_friday():
    assert announced_until(date(2026, 12, 7), LAW) == at(4, 12)


def test_ashes_do_not_wait_for_36_hours():
    free = free_moments(asked(at(1, 22), bound=False), OPENINGS, Taken(), at(1, 9), LAW)
    assert free[0] == at(2, 10) and free[-1] > at(20)


def test_a_taken_moment_is_free_at_no_cemetery_when_there_is_one_crew():
    taken = Taken(crews=frozenset((1, one) for one in quarters(at(4), 75)))
    free = free_moments(asked(at(1, 9)), OPENINGS, taken, at(1, 10), LAW)
    assert at(4) not in free and at(4, 11, 15) in free


def test_a_second_crew_does_not_go_to_a_cemetery_where_somebody_is():
    wanted = quarters(at(4), 75)
    one_crew = frozenset((1, quarter) for quarter in wanted)
    assert crew_for("LMH", wanted, 2, Taken(one_crew)) == 2
    assert crew_for("LMH", wanted, 2, Taken(one_crew, frozenset(("LMH", one) for one in wanted))) is None
    assert crew_for("LMH", wanted, 1, Taken(one_crew)) is None


@given(hours=st.integers(0, 24 * 40), later=st.integers(0, 24 * 8))
def test_what_is_free_keeps_every_term(hours, later):
    died = at(1, 0, month=11) + timedelta(hours=hours)
    now = died + timedelta(hours=later)
    for moment in free_moments(asked(died), OPENINGS, Taken(), now, LAW):
        day = moment.date()
        assert moment.timestamp() - died.timestamp() >= 36 * 3600 and now <= announced_until(day, LAW)
        assert (day - died.date()).days <= 6 + 2 * 2 + 3 and day.weekday() != 6


ROW = """[[opening]]
days = "weekday"
opens = "10:00"
closes = "15:00"
minutes = 75
law = "x"
article = "1"
since = 2014-01-01
"""


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (ROW.replace("75", "70"), "kwartieren"),
        (ROW.replace("15:00", "09:00"), "niet voor"),
        (ROW.replace('"weekday"', '"feest"'), "niet bekend"),
        (ROW + ROW, "geldt dubbel"),
        (ROW.replace("10:00", "10:05"), "kwartier"),
        (ROW.replace('law = "x"\n', ""), "law ontbreekt"),
        ("[[crews]]\nnumber = 0\nsince = 2014-01-01\n", "geen aantal ploegen"),
    ],
)
def test_opening_times_that_do_not_hold_together_are_refused_with_what_is_wrong(wrong, words):
    with pytest.raises(FaultyRules, match=words):
        read_openings(wrong.encode())
