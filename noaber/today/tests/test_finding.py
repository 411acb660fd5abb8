"""What somebody means who types something in the search box, and under what headings things to do stand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.today.board import by_clock
from noaber.today.finding import meaning_of
from noaber.today.queries import Thing
from noaber.values import Period

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "clause"),
    [
        ("3.7", "3.7"),
        ("art. 3.7", "3.7"),
        ("art 3.7", "3.7"),
        ("Artikel 3.1.1.2", "3.1.1.2"),
        ("9.2 h", "9.2 H"),
        ("6", "6"),
        ("3.7.", ""),
        ("C-2026-03", ""),
    ],
)
def test_an_article_is_meant_by_its_number(typed: str, clause: str) -> None:
    assert meaning_of(typed).clause == clause


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("12431", 12431),
        ("12.431", 12431),
        ("regel 12.431", 12431),
        ("3.7", None),
        ("12.43", None),
        ("1.234.567", 1234567),
    ],
)
def test_an_entry_is_meant_by_its_number_with_or_without_points(typed: str, entry: int | None) -> None:
    assert meaning_of(typed).entry == entry


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("september 2026", Period.month(2026, 9)),
        ("September 2026", Period.month(2026, 9)),
        ("9-2026", Period.month(2026, 9)),
        ("2026-09", Period.month(2026, 9)),
        ("2026-Q3", Period.quarter(2026, 3)),
        ("13-2026", None),
        ("herfstmaand 2026", None),
    ],
)
def test_a_month_or_quarter_is_meant_however_it_is_typed(typed: str, period: Period | None) -> None:
    assert meaning_of(typed).period == period


def test_a_period_may_name_an_invoice_a_payroll_and_a_report_and_anything_a_case_or_a_job() -> None:
    assert meaning_of("9-2026").objects[2:] == ("invoice:2026-09", "payroll:2026-09", "report:2026-09")
    assert meaning_of(" c-2026-03 ").objects == ("case:C-2026-03", "job:C-2026-03")


@given(text=st.text(max_size=300))
def test_whatever_is_typed_has_a_meaning_and_never_breaks(text: str) -> None:
    meant = meaning_of(text)
    assert len(meant.text) <= 80 and meant.objects


def thing(days: int, holder: str = "") -> Thing:
    return Thing(f"over {days}", "", "/", TUESDAY + timedelta(days=days), "3.7", "", holder)


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (-1, "Te laat"),
        (0, "Vandaag en de komende vijf werkdagen"),
        (7, "Vandaag en de komende vijf werkdagen"),
        (8, "Later"),
    ],
)
def test_things_stand_under_how_much_they_press(days: int, title: str) -> None:
    assert [group.title for group in by_clock([thing(days)], TUESDAY, 0)] == [title]


def test_what_runs_out_first_stands_first_whatever_it_is() -> None:
    groups = by_clock([thing(2), thing(-3, "clerk"), thing(1, "clerk"), thing(-9)], TUESDAY, 0)
    assert [[found.label for found in group.things] for group in groups] == [
        ["over -9", "over -3"],
        ["over 1", "over 2"],
    ]


def test_cases_that_are_left_out_are_told_of_under_the_last_case() -> None:
    late_only = by_clock([thing(-3), thing(1, "clerk")], TUESDAY, 14)
    assert [group.more for group in late_only] == [14, 0]
    both = by_clock([thing(-3), thing(1)], TUESDAY, 14)
    assert [group.more for group in both] == [0, 14]


@given(days=st.lists(st.integers(-400, 400), max_size=40))
def test_nothing_to_do_gets_lost_or_doubled(days: list[int]) -> None:
    groups = by_clock([thing(day) for day in days], TUESDAY, 0)
    shown = [(found.due - TUESDAY).days for group in groups for found in group.things]
    assert shown == sorted(days)
