"""When a divorce can be entered and a marriage be concluded, and the locked day of a departure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from noaber.agreement.book import EVENTS as KNOWN
from noaber.cases.departure import may_change_publication, may_depart
from noaber.cases.event import DIVORCE, EVENTS, MARRIAGE, PARTNERSHIP, may_follow, may_note
from noaber.values import Clause

CLAUSE = Clause("voorbeeld-2024", "3")


@pytest.mark.parametrize(
    ("final", "requested", "code"),
    [
        (date(2026, 1, 15), date(2026, 7, 15), "divorce-in-time"),
        (date(2026, 1, 15), date(2026, 7, 16), "divorce-lapsed"),
        (date(2025, 8, 31), date(2026, 2, 28), "divorce-in-time"),  # the last day of a shorter month
        (date(2025, 8, 31), date(2026, 3, 1), "divorce-lapsed"),
        (date(2025, 11, 17), date(2026, 5, 17), "divorce-in-time"),  # a Sunday, which moves nothing
        (date(2025, 11, 17), date(2026, 5, 18), "divorce-lapsed"),
    ],
)
def test_a_divorce_is_entered_when_it_was_asked_within_six_months_by_bw_1_163(final, requested, code):
    assert may_follow(DIVORCE, final, requested, requested, CLAUSE).code == code


def test_a_divorce_that_was_asked_in_time_may_be_entered_after_the_six_months():
    answer = may_follow(DIVORCE, date(2026, 1, 15), date(2026, 7, 15), date(2026, 7, 20), CLAUSE)
    assert answer.code == "divorce-in-time"


@pytest.mark.parametrize("event", [MARRIAGE, PARTNERSHIP])
@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 6, 14), "too-early"),
        (date(2026, 6, 15), "within-notice"),  # the fourteenth day after 1 June
        (date(2027, 6, 1), "within-notice"),
        (date(2027, 6, 2), "notice-lapsed"),
    ],
)
def test_a_marriage_is_not_before_the_fourteenth_day_nor_a_year_after_the_notice(event, day, code):
    assert may_follow(event, date(2026, 6, 1), date(2026, 6, 1), day, CLAUSE).code == code


@pytest.mark.parametrize(
    ("event", "event_day", "code"),
    [
        ("", None, "no-event"),
        (DIVORCE, None, "event-day-unknown"),
        (DIVORCE, date(2026, 6, 1), "event-known"),
        (DIVORCE, date(2026, 6, 2), "event-day-ahead"),
    ],
)
def test_a_product_that_hangs_on_an_event_needs_its_day(event, event_day, code):
    assert may_note(event, event_day, date(2026, 6, 1), CLAUSE).code == code


def test_without_the_day_what_was_asked_for_cannot_be_done():
    assert may_follow(MARRIAGE, None, date(2026, 6, 1), date(2026, 6, 20), CLAUSE).code == "event-day-unknown"
    assert may_follow("", None, date(2026, 6, 1), date(2026, 6, 20), CLAUSE).code == "no-event"


def test_the_events_that_the_agreement_may_name_are_the_events_that_the_rules_know():
    assert set(KNOWN) == set(EVENTS)


PUBLISHED = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("published", "departure", "day", "code"),
    [
        (None, PUBLISHED, PUBLISHED, "not-published"),
        (PUBLISHED, PUBLISHED, PUBLISHED - timedelta(days=1), "not-yet-published"),
        (PUBLISHED, PUBLISHED, PUBLISHED, "departed"),
        (PUBLISHED, PUBLISHED - timedelta(days=1), PUBLISHED, "other-day"),
        (PUBLISHED, PUBLISHED + timedelta(days=1), date(2026, 7, 1), "other-day"),
    ],
)
def test_the_day_of_departure_is_the_day_of_publication_and_no_other_by_brp_2_22(published, departure, day, code):
    assert may_depart(published, departure, day).code == code


@pytest.mark.parametrize(
    ("published", "wanted", "code"),
    [
        (None, PUBLISHED, "published"),
        (None, PUBLISHED + timedelta(days=1), "day-ahead"),
        (PUBLISHED, PUBLISHED, "published"),
        (PUBLISHED, PUBLISHED - timedelta(days=1), "locked"),
    ],
)
def test_the_day_of_publication_is_locked_once_it_is_written_down(published, wanted, code):
    assert may_change_publication(published, wanted, PUBLISHED).code == code
