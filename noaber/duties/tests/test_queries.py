"""What is open for whom, what presses, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from noaber.agreement.acting import acting
from noaber.agreement.acts import Act
from noaber.duties import actions
from noaber.duties.models import Duty
from noaber.duties.queries import (
    DONE_DAYS,
    DONE_SHOWN,
    PAGE,
    done_lately,
    duty_list,
    open_duties,
    soon,
    to_remind,
    waiting_for_others,
)
from noaber.parties.clock import standing_at
from noaber.parties.scope import set_scope
from noaber.values import Clause, DutyOrder, grant

CODE = "ommen-twenterand-2024"
OMMEN = 175
CLAUSE = Clause(CODE, "6")
DAY = date(2026, 11, 23)  # a Monday; five working days on is the next Monday
SOON = date(2026, 11, 30)
ONE = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with standing_at(datetime(2026, 11, 23, 8, tzinfo=UTC)):
        yield


@pytest.fixture
def ask(agreement: Any, people: dict[str, Any]) -> Callable[..., list[Duty]]:
    """Let one decision ask duties of a holder, one for each due day."""

    def asked(holder: str, *dues: date, number: int = 1) -> list[Duty]:
        orders = tuple(
            DutyOrder(f"{holder}-{at}", CLAUSE, due, holder, f"Taak {at}", "duties.settle")
            for at, due in enumerate(dues)
        )
        with acting(people["clerk"], CODE) as act:
            act.record(Act.known["cases.register"], grant("granted", CLAUSE, "Gedaan.", orders), f"case:{number}")
        set_scope(agreement.client_id)
        return list(Duty.objects.filter(about=f"case:{number}", holder=holder).order_by("id"))

    return asked


def test_soon_counts_what_is_late_and_what_is_due_within_five_working_days(ask: Callable[..., list[Duty]]) -> None:
    ask("director", DAY - ONE, DAY, SOON, SOON + ONE)
    ask("controller", DAY, number=2)
    assert soon(OMMEN, {"director"}, DAY) == 3
    assert soon(OMMEN, {"director"}, DAY + ONE) == 4
    assert soon(OMMEN, {"director", "controller"}, DAY) == 4
    assert soon(OMMEN, set(), DAY) == soon(OMMEN, {"ciso"}, DAY) == 0


def test_what_is_open_stands_in_order_for_one_for_others_and_for_everybody(ask: Callable[..., list[Duty]]) -> None:
    later, now = ask("director", SOON, DAY)
    (other,) = ask("controller", DAY, number=2)
    assert list(open_duties(OMMEN, {"director"}, DAY)) == [now, later]
    assert list(waiting_for_others(OMMEN, {"director"}, DAY)) == [other]
    assert list(open_duties(OMMEN, None, DAY)) == [now, other, later]
    assert list(open_duties(OMMEN, None, DAY - ONE)) == []  # not yet in sight
    assert list(open_duties(163, None, DAY)) == []


def test_what_is_done_is_neither_open_nor_soon_nor_brought_up_again(
    ask: Callable[..., list[Duty]], people: dict[str, Any]
) -> None:
    (duty,) = ask("director", DAY)
    assert list(to_remind(OMMEN, DAY)) == [duty]
    actions.settle(people["director"], CODE, duty.pk, "Gedaan.")
    set_scope(OMMEN)
    assert not open_duties(OMMEN, None, DAY) and soon(OMMEN, {"director"}, DAY) == 0
    assert not to_remind(OMMEN, DAY) and not to_remind(OMMEN, DAY + ONE)


def test_a_duty_is_brought_up_the_day_before_and_on_the_first_day_that_it_is_late(
    ask: Callable[..., list[Duty]],
) -> None:
    due = DAY + 5 * ONE
    ask("director", due)
    told = [day for day in (DAY + ONE * step for step in range(10)) if to_remind(OMMEN, day)]
    assert told == [due - ONE, due + ONE]


def test_the_list_is_grouped_by_how_much_it_presses(ask: Callable[..., list[Duty]]) -> None:
    late, today, edge, later = ask("director", DAY - ONE, DAY, SOON, SOON + ONE)
    found = duty_list(open_duties(OMMEN, None, DAY), DAY, 1)
    assert [group.rows for group in found.groups] == [[late], [today, edge], [later]]
    assert found.groups[0].title == "Te laat"
    assert (found.first, found.last, found.total, found.has_next) == (1, 4, 4, False)


def test_a_list_without_duties_has_no_groups_and_one_page(agreement: Any) -> None:
    found = duty_list(open_duties(OMMEN, None, DAY), DAY, 7)
    assert (found.groups, found.page, found.first, found.last, found.total, found.has_next) == ([], 1, 0, 0, 0, False)


@pytest.mark.parametrize(("count", "pages"), [(PAGE, 1), (PAGE + 1, 2)])
def test_a_long_list_comes_in_pages_and_nothing_is_on_two(
    ask: Callable[..., list[Duty]], count: int, pages: int
) -> None:
    rows = ask("director", *[DAY] * count)
    shown = [duty_list(open_duties(OMMEN, None, DAY), DAY, number) for number in range(1, pages + 1)]
    assert [row for found in shown for group in found.groups for row in group.rows] == rows
    assert [found.has_next for found in shown] == [True] * (pages - 1) + [False]
    assert shown[-1].last == shown[-1].total == count
    beyond = duty_list(open_duties(OMMEN, None, DAY), DAY, pages + 5)
    assert (beyond.page, beyond.first) == (pages, (pages - 1) * PAGE + 1)


def test_what_was_done_lately_is_a_short_list_with_its_whole_number(
    ask: Callable[..., list[Duty]], people: dict[str, Any]
) -> None:
    rows = ask("director", *[DAY] * (DONE_SHOWN + 1))
    for row in rows:
        actions.settle(people["director"], CODE, row.pk, "Gedaan.")
    set_scope(OMMEN)
    found, total = done_lately(OMMEN, {"director"}, DAY)
    assert total == DONE_SHOWN + 1
    assert found == rows[:0:-1]
    assert done_lately(OMMEN, None, DAY + DONE_DAYS * ONE)[1] == DONE_SHOWN + 1
    assert done_lately(OMMEN, None, DAY + (DONE_DAYS + 1) * ONE) == ([], 0)
    assert done_lately(OMMEN, {"controller"}, DAY) == ([], 0)
