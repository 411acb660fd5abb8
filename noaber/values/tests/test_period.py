"""A period as people type it, and as addresses carry it: read back as written, and never broken by anything else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.values import Period


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-h2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-09-24", date(2026, 9, 24), date(2026, 9, 24)),
    ],
)
def test_every_form_is_read_as_its_days(text: str, since: date, until: date) -> None:
    assert Period.parse(text) == Period(since, until)


@pytest.mark.parametrize(
    "text",
    ["", "x", "0", "2026-Q0", "2026-Q5", "2026-H3", "2026-00", "2026-13", "2026-02-30", "9" * 12, f"{'9' * 12}-Q1"],
)
def test_what_is_no_period_says_which_forms_there_are(text: str) -> None:
    with pytest.raises(ValueError, match="is geen periode"):
        Period.parse(text)


@given(text=st.text(st.sampled_from("0123456789-QqHh x"), max_size=30))
def test_anything_typed_is_a_period_or_a_sentence(text: str) -> None:
    try:
        assert Period.parse(text).until is not None
    except ValueError as error:
        assert "is geen periode" in str(error)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_day_falls_in_one_quarter(day: date, code: str) -> None:
    assert Period.quarter_of(day) == Period.parse(code)


@given(year=st.integers(1, 9998), month=st.integers(1, 12))
def test_a_code_is_read_back_as_the_same_period(year: int, month: int) -> None:
    for period in (Period.year(year), Period.quarter(year, (month + 2) // 3), Period.month(year, month)):
        if year > 999:
            assert Period.parse(period.code) == period
