"""Every clock of a grave, on both sides of each of its boundaries."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from cemetery_law import law

from noaber.calendar.awb import Suspension
from noaber.calendar.deadlines import Span, raw_end
from noaber.calendar.working_days import is_working_day, working_days_between
from noaber.cemetery import windows as w
from noaber.parties.clock import AMSTERDAM

LAW = law()
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
GRANTED = date(2008, 3, 31)
DAY = timedelta(days=1)


def right(ends: date | None, **more) -> w.RightDays:
    return w.RightDays(more.pop("kind", w.EXCLUSIVE), GRANTED, ends, **more)


def state(window: w.Window | None, on: date) -> str:
    assert window is not None
    return window.state(on)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 30), w.EARLY),
        (date(2026, 12, 1), w.OPEN),
        (date(2027, 4, 30), w.OPEN),
        (date(2027, 5, 1), w.LAST_MONTH),
        (date(2027, 6, 1), w.LAST_MONTH),
        (date(2027, 6, 2), w.MISSED),
    ],
)
def test_a_the_user_of_a_general_grave_is_told_between_twelve_and_six_months_before(on, expected):
    window = w.general_letter(right(date(2027, 12, 1), kind=w.GENERAL), LAW)
    assert state(window, on) == expected and str(window.clause) == "Wlb art. 27a"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 30), w.EARLY),
        (date(2026, 12, 1), w.OPEN),
        (date(2027, 10, 31), w.OPEN),
        (date(2027, 11, 1), w.LAST_MONTH),
        (date(2027, 12, 1), w.LAST_MONTH),
        (date(2027, 12, 2), w.MISSED),
    ],
)
def test_b_the_holder_is_told_between_24_and_12_months_before(on, expected):
    window = w.holder_letter(right(date(2028, 12, 1)), LAW)
    assert state(window, on) == expected and str(window.clause) == "Wlb art. 28, tweede lid"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 30), w.EARLY),
        (date(2026, 12, 1), w.OPEN),
        (date(2028, 12, 1), w.LAST_MONTH),
        (date(2028, 12, 2), w.MISSED),
    ],
)
def test_c_renewal_is_asked_for_from_24_months_before_up_to_the_last_day(on, expected):
    window = w.renewal_request(right(date(2028, 12, 1)), LAW)
    assert state(window, on) == expected and str(window.clause) == "Wlb art. 28, eerste lid"


@pytest.mark.parametrize(
    ("letter", "first"),
    [
        (date(2026, 9, 1), date(2026, 12, 2)),  # three months end on Tuesday 1 December
        (date(2026, 9, 5), date(2026, 12, 8)),  # they end on Saturday the 5th, so on Monday the 7th (Atw 1)
        (date(2026, 11, 30), date(2027, 3, 2)),  # the 28th of February is a Sunday, so Monday the 1st
    ],
)
def test_d_signs_stand_from_the_day_after_three_months_without_a_request(letter, first):
    window = w.signs(right(date(2028, 12, 1), letter_on=letter), LAW)
    assert window is not None and (window.since, window.until) == (first, date(2028, 12, 1))
    assert state(window, first - DAY) == w.EARLY and state(window, first) == w.OPEN


def test_d_no_signs_without_a_letter_after_a_request_or_when_the_right_ends_first():
    ends = date(2028, 12, 1)
    assert w.signs(right(ends), LAW) is None
    assert w.signs(right(ends, letter_on=date(2027, 1, 1), requested_on=date(2027, 2, 1)), LAW) is None
    assert w.signs(right(ends, letter_on=date(2028, 11, 1)), LAW) is None


@pytest.mark.parametrize(
    ("burial", "ends", "years"),
    [
        (date(2026, 12, 1), date(2036, 12, 1), 0),
        (date(2026, 12, 1), date(2036, 11, 30), 1),
        (date(2026, 12, 1), date(2035, 12, 1), 1),
        (date(2026, 12, 1), date(2035, 11, 30), 2),
        (date(2026, 12, 1), date(2026, 12, 1), 10),
        (date(2026, 12, 1), date(2026, 11, 30), 11),
        (date(2026, 12, 1), None, 0),
        (date(2028, 2, 29), date(2038, 2, 28), 0),
        (date(2028, 2, 29), date(2038, 2, 27), 1),
    ],
)
def test_e_the_years_to_add_are_whole_and_leave_ten(burial, ends, years):
    assert w.years_to_add(burial, ends, LAW) == years
    assert w.enough_left(burial, ends, LAW) == (years == 0)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 1, 15), w.OPEN),
        (date(2026, 6, 14), w.OPEN),
        (date(2026, 6, 15), w.LAST_MONTH),
        (date(2026, 7, 15), w.LAST_MONTH),
        (date(2026, 7, 16), w.MISSED),
    ],
)
def test_f_the_right_is_written_over_within_the_local_months_after_the_death(on, expected):
    window = w.transfer(right(date(2030, 1, 1), holder_died_on=date(2026, 1, 15)), LAW)
    assert state(window, on) == expected


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 12, 1), w.LAST_MONTH), (date(2026, 12, 2), w.MISSED)])
def test_g_the_intention_to_clear_is_told_a_year_before(on, expected):
    assert w.intention(date(2027, 12, 1), LAW).state(on) == expected


@pytest.mark.parametrize(("on", "expected"), [(date(2027, 3, 2), w.LAST_MONTH), (date(2027, 3, 3), w.MISSED)])
def test_h_what_was_taken_off_can_be_fetched_for_thirteen_weeks(on, expected):
    assert w.objects(date(2026, 12, 1), LAW).state(on) == expected


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 11, 30), w.EARLY), (date(2026, 12, 1), w.OPEN)])
def test_i_clearing_is_allowed_from_ten_years_after_the_last_body(on, expected):
    assert w.earliest_clearing(date(2016, 12, 1), LAW).state(on) == expected


@pytest.mark.parametrize(("on", "expected"), [(date(2027, 12, 1), w.LAST_MONTH), (date(2027, 12, 2), w.MISSED)])
def test_j_the_holder_repairs_within_a_year_of_the_receipt(on, expected):
    assert w.neglect_repair(date(2026, 12, 1), LAW).state(on) == expected


@pytest.mark.parametrize(
    ("granted", "until"),
    [
        (date(2021, 11, 30), date(2031, 12, 1)),
        (date(2021, 12, 1), date(2031, 12, 1)),
        (date(2021, 12, 2), date(2031, 12, 2)),
        (date(2026, 6, 1), date(2036, 6, 1)),
    ],
)
def test_j_without_receipt_it_is_published_for_five_years_and_to_the_tenth_year_of_the_right(granted, until):
    assert w.neglect_signs(granted, date(2026, 12, 1), LAW).until == until


@pytest.mark.parametrize(
    ("burial", "last"),
    [
        (date(2026, 12, 2), date(2026, 12, 1)),
        (date(2026, 12, 7), date(2026, 12, 4)),  # Monday: Friday, for Saturday does not count
        (date(2026, 12, 28), date(2026, 12, 24)),  # after Christmas
    ],
)
def test_k_a_burial_is_announced_on_the_working_day_before(burial, last):
    window = w.burial_notice(burial, LAW)
    assert window.until == last and window.state(last) != w.MISSED and window.state(last + DAY) == w.MISSED
    assert LAW.burial_notice_hour.value.number == 12


def test_l_a_ceremony_is_announced_six_working_days_before():
    assert w.ceremony_notice(date(2026, 12, 11), LAW).until == date(2026, 12, 3)
    assert w.ceremony_notice(date(2026, 12, 30), LAW).until == date(2026, 12, 21)


def test_m_a_decision_takes_eight_weeks_once_more_and_stands_still_while_something_lacks():
    complete = date(2026, 10, 1)
    assert w.decision(complete, LAW).until == date(2026, 11, 26)
    assert w.decision(complete, LAW, extended=True).until == date(2027, 1, 21)
    still = Suspension(date(2026, 10, 6), date(2026, 10, 20))
    assert w.decision(complete, LAW, suspensions=[still]).until == date(2026, 12, 9)


def test_n_an_objection_can_be_made_for_six_weeks():
    assert w.objection(date(2026, 11, 25), LAW).until == date(2027, 1, 6)
    assert w.objection(date(2026, 11, 21), LAW).until == date(2027, 1, 4)  # the 2nd is a Saturday (Atw 1)


def test_a_burial_is_36_hours_after_the_death_at_the_earliest_and_on_the_sixth_working_day_at_the_latest():
    died = datetime(2026, 12, 1, 9, 30, tzinfo=AMSTERDAM)
    assert w.burial_from(died, LAW) == datetime(2026, 12, 2, 21, 30, tzinfo=AMSTERDAM)
    assert w.burial_until(died.date(), LAW) == date(2026, 12, 9)
    assert w.burial_until(date(2026, 12, 18), LAW) == date(2026, 12, 29)


def test_36_hours_are_hours_that_pass_when_the_clock_changes():
    died = datetime(2026, 10, 24, 12, 0, tzinfo=AMSTERDAM)
    assert w.burial_from(died, LAW) == datetime(2026, 10, 25, 23, 0, tzinfo=AMSTERDAM)


def test_a_letter_or_a_request_that_is_there_is_done():
    assert state(w.holder_letter(right(date(2028, 1, 1), letter_on=date(2026, 2, 1)), LAW), date(2030, 1, 1)) == w.DONE
    asked = right(date(2028, 1, 1), requested_on=date(2026, 2, 1))
    assert {one.clock for one in w.windows_of(asked, LAW) if one.done} == {"B", "C"}


def test_a_right_without_end_has_no_window_that_ends_with_it():
    assert w.windows_of(right(None), LAW) == ()
    assert [one.clock for one in w.windows_of(right(None, last_body_on=date(2020, 1, 1)), LAW)] == ["I"]


@given(ends=DAYS, on=DAYS)
def test_every_window_goes_from_early_to_open_to_missed_and_never_back(ends, on):
    order = [w.EARLY, w.OPEN, w.LAST_MONTH, w.MISSED]
    for kind in (w.EXCLUSIVE, w.GENERAL):
        for window in w.windows_of(right(ends, kind=kind), LAW):
            now, later = window.state(on), window.state(on + DAY)
            assert order.index(now) <= order.index(later)
            assert window.since is not None and window.until is not None and window.since < window.until
            assert (now == w.EARLY) == (on < window.since) and (now == w.MISSED) == (on > window.until)


@given(ends=DAYS, burial=DAYS)
def test_the_years_to_add_are_enough_and_one_less_is_not(ends, burial):
    years = w.years_to_add(burial, ends, LAW)
    ten = raw_end(burial, Span(10, "year", "other"))
    assert raw_end(ends, Span(years, "year", "other")) >= ten
    assert years == 0 or raw_end(ends, Span(years - 1, "year", "other")) < ten


@given(died=st.datetimes(datetime(2015, 1, 1), datetime(2045, 12, 31)))
def test_there_is_always_a_working_day_on_which_a_burial_can_be(died):
    moment = died.replace(tzinfo=AMSTERDAM)
    first, last = w.burial_from(moment, LAW).astimezone(AMSTERDAM).date(), w.burial_until(moment.date(), LAW)
    assert first <= last and is_working_day(last) and working_days_between(moment.date(), last) == 6
    assert w.burial_from(moment, LAW) - moment.astimezone(UTC) == timedelta(hours=36)


@given(day=DAYS, published=DAYS)
def test_neglect_is_never_published_for_less_than_five_years_or_before_the_tenth(day, published):
    until = w.neglect_signs(day, published, LAW).until
    assert until is not None
    assert until == max(raw_end(published, Span(5, "year", "other")), raw_end(day, Span(10, "year", "other")))
