"""Days and what is left of them, in words."""

from __future__ import annotations

from datetime import date

import pytest

from noaber.calendar.words import days_left, short_day

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (27, 28, 29, 30))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 8), "di 8 dec 2026"),
        (date(2026, 3, 1), "zo 1 mrt 2026"),
        (date(2024, 2, 29), "do 29 feb 2024"),
        (date(2027, 1, 31), "zo 31 jan 2027"),
    ],
)
def test_a_day_in_a_table(day: date, words: str) -> None:
    assert short_day(day) == words


@pytest.mark.parametrize(
    ("day", "today", "words"),
    [
        (FRIDAY, FRIDAY, "vandaag"),
        (SATURDAY, SATURDAY, "vandaag"),
        (MONDAY, FRIDAY, "nog 1 werkdag"),
        (date(2026, 12, 4), FRIDAY, "nog 5 werkdagen"),
        (SUNDAY, FRIDAY, "voor de volgende werkdag"),
        (FRIDAY, SATURDAY, "net te laat"),
        (SATURDAY, SUNDAY, "net te laat"),
        (FRIDAY, MONDAY, "1 werkdag te laat"),
        (FRIDAY, date(2026, 12, 2), "3 werkdagen te laat"),
    ],
)
def test_what_is_left_is_said_in_working_days(day: date, today: date, words: str) -> None:
    assert days_left(day, today) == words
