"""Terms of law and their last day: the Algemene termijnenwet."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.deadlines import SOURCES, UNITS, Span, applies, last_day, raw_end
from noaber.calendar.working_days import is_working_day, working_days_between

TABLE = Path(__file__).resolve().parents[3] / "../shared/data/burgerzaken/termijnen/testvectoren.csv"
DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))
SPANS = st.builds(
    Span,
    number=st.integers(0, 100),
    unit=st.sampled_from(["day", "week", "month", "year", "workday"]),
    source=st.sampled_from(SOURCES),
)
RAISED = st.one_of(
    st.builds(Span, number=st.integers(0, 90), unit=st.just("day"), source=st.sampled_from(["law", "amvb"])),
    st.builds(Span, number=st.integers(0, 12), unit=st.just("week"), source=st.sampled_from(["law", "amvb"])),
    st.builds(Span, number=st.integers(0, 3), unit=st.just("month"), source=st.sampled_from(["law", "amvb"])),
)


def test_every_case_of_the_table_ends_on_its_day() -> None:
    if not TABLE.exists():
        pytest.skip("the table of terms is not beside this checkout")
    words = {"wet": "law", "amvb": "amvb", "anders": "other"}
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {
        row["geval"]: last_day(
            date.fromisoformat(row["start"]),
            Span(int(row["n"]), row["eenheid"], words[row["bron"]], row["terug"] == "1"),
        )
        for row in rows
    }
    assert len(rows) >= 20
    assert found == {row["geval"]: date.fromisoformat(row["uitkomst"]) for row in rows}


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(90, "day"), True),
        (Span(91, "day"), False),
        (Span(12, "week"), True),
        (Span(13, "week"), False),
        (Span(3, "month"), True),
        (Span(4, "month"), False),
        (Span(1, "year"), False),
        (Span(1, "hour"), False),
        (Span(72, "hour"), False),
        (Span(5, "workday"), False),
        (Span(1, "day"), True),
        (Span(1, "day", "amvb"), True),
        (Span(1, "day", "other"), False),
        (Span(4, "week", backwards=True), False),
    ],
)
def test_the_act_applies_up_to_its_bounds_and_not_beyond(span: Span, expected: bool) -> None:
    assert applies(span) is expected


@pytest.mark.parametrize(
    ("start", "span", "expected", "why"),
    [
        (date(2026, 11, 26), Span(1, "day"), date(2026, 11, 27), "ends on a Friday"),
        (date(2026, 11, 27), Span(1, "day"), date(2026, 11, 30), "ends on a Saturday"),
        (date(2026, 11, 27), Span(2, "day"), date(2026, 11, 30), "ends on a Sunday"),
        (date(2026, 11, 27), Span(3, "day"), date(2026, 12, 1), "three days hold two working days"),
        (date(2026, 11, 26), Span(3, "day"), date(2026, 11, 30), "Friday and Monday are two"),
        (date(2026, 12, 24), Span(2, "day"), date(2026, 12, 28), "two days need no two working days"),
        (date(2026, 12, 24), Span(3, "day"), date(2026, 12, 29), "three days do"),
        (date(2026, 4, 1), Span(2, "day"), date(2026, 4, 7), "Good Friday, and then Easter Monday"),
        (date(2026, 5, 13), Span(1, "day"), date(2026, 5, 18), "Ascension, and a day equated by decree"),
        (date(2026, 1, 31), Span(1, "month"), date(2026, 3, 2), "the last of February is a Saturday"),
        (date(2024, 1, 31), Span(1, "month"), date(2024, 2, 29), "the last of a leap February"),
        (date(2024, 2, 29), Span(1, "year"), date(2025, 2, 28), "a year later there is no 29th"),
        (date(2025, 11, 29), Span(1, "month"), date(2025, 12, 29), "over no year"),
        (date(2025, 12, 15), Span(2, "month"), date(2026, 2, 16), "over the turn of the year, off a Sunday"),
        (date(2025, 9, 26), Span(13, "week"), date(2025, 12, 26), "thirteen weeks end on Boxing Day"),
        (date(2025, 10, 3), Span(12, "week"), date(2025, 12, 29), "twelve weeks do not"),
        (date(2026, 3, 31), Span(1, "month", backwards=True), date(2026, 2, 28), "backwards, clipped, on a Saturday"),
        (date(2026, 12, 24), Span(48, "hour"), date(2026, 12, 26), "hours are not raised"),
        (date(2026, 11, 27), Span(0, "day"), date(2026, 11, 27), "at once"),
    ],
)
def test_the_last_day(start: date, span: Span, expected: date, why: str) -> None:
    assert last_day(start, span) == expected, why


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": -1, "unit": "day"},
        {"number": 1, "unit": "fortnight"},
        {"number": 1, "unit": "day", "source": "custom"},
        {"number": 1, "unit": "workday", "backwards": True},
        {"number": 1, "unit": "hour", "backwards": True},
    ],
)
def test_a_span_that_is_none_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"termijn|vooruit"):
        Span(**wrong)  # type: ignore[arg-type]


def test_a_span_is_made_from_the_keywords_of_agreement_data() -> None:
    read = tomllib.loads('span = { number = 8, unit = "week", source = "law", backwards = false }')["span"]
    assert Span(**read) == Span(8, "week")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(1, "week"), "1 week"),
        (Span(8, "week"), "8 weken"),
        (Span(1, "workday"), "1 werkdag"),
        (Span(2, "year"), "2 jaar"),
    ],
)
def test_a_span_says_itself_in_dutch(span: Span, words: str) -> None:
    assert str(span) == words


def test_every_unit_and_source_has_words_and_an_end() -> None:
    for unit in UNITS:
        for source in SOURCES:
            span = Span(1, unit, source)
            assert str(span).startswith("1 ") and last_day(date(2026, 6, 1), span) >= date(2026, 6, 1)


@given(DAYS, RAISED)
def test_a_term_of_law_never_ends_on_a_day_that_does_not_count(start: date, span: Span) -> None:
    assert is_working_day(last_day(start, span))


@given(DAYS, RAISED)
def test_three_days_or_more_hold_two_working_days(start: date, span: Span) -> None:
    if (raw_end(start, span) - start).days >= 3:
        assert working_days_between(start, last_day(start, span)) >= 2


@given(DAYS, SPANS)
def test_a_term_is_only_ever_raised_and_only_over_days_that_do_not_count(start: date, span: Span) -> None:
    raw, end = raw_end(start, span), last_day(start, span)
    assert end >= raw
    if not applies(span):
        assert end == raw
    elif working_days_between(start, raw) >= 2:
        passed = [raw + timedelta(days=step) for step in range((end - raw).days)]
        assert not any(is_working_day(day) for day in passed)


@given(DAYS, SPANS)
def test_who_starts_later_is_not_due_earlier(start: date, span: Span) -> None:
    assert last_day(start, span) <= last_day(start + timedelta(days=1), span)


@given(DAYS, st.integers(0, 89), st.sampled_from(["day", "workday"]))
def test_a_longer_term_is_not_due_earlier(start: date, number: int, unit: str) -> None:
    assert last_day(start, Span(number, unit)) <= last_day(start, Span(number + 1, unit))


@given(DAYS, st.integers(0, 30), st.sampled_from(["day", "week", "month", "year"]))
def test_counting_back_never_ends_after_the_event(start: date, number: int, unit: str) -> None:
    assert last_day(start, Span(number, unit, backwards=True)) <= start
