"""Whom the clock reminds of what, and how often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from noaber.agreement.acting import acting
from noaber.agreement.acts import Act
from noaber.duties import actions
from noaber.duties.rules import may_remind
from noaber.journal.models import Entry
from noaber.parties.clock import standing_at
from noaber.parties.models import Position
from noaber.values import Clause, DutyOrder, Granted, Refused, grant

CODE = "ommen-twenterand-2024"
CLAUSE = Clause(CODE, "6")
DAY = date(2026, 11, 23)
ONE = timedelta(days=1)
HELLENDOORN = 163
Remind = Callable[..., list[tuple[list[int], str]]]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Monday in November, that mail takes for real."""
    monkeypatch.setattr("noaber.parties.mail.stands_still", lambda: False)
    with standing_at(datetime(2026, 11, 23, 8, tzinfo=UTC)):
        yield


@pytest.fixture
def remind(agreement: Any, django_capture_on_commit_callbacks: Any) -> Remind:
    """Let the clock remind people; whom it told what, each time."""

    def reminded(day: date = DAY) -> list[tuple[list[int], str]]:
        before = set(DBTaskResult.objects.values_list("pk", flat=True))
        with django_capture_on_commit_callbacks(execute=True):
            actions.remind(CODE, day)
        rows = DBTaskResult.objects.exclude(pk__in=before)
        told = [row.args_kwargs["args"] for row in rows]
        return sorted((people, text) for people, _, text in told)

    return reminded


@pytest.fixture
def ask(people: dict[str, Any]) -> Callable[..., None]:
    """Let a decision ask something of a holder."""

    def asked(holder: str, title: str, due: date = DAY + ONE) -> None:
        order = DutyOrder(title.lower(), CLAUSE, due, holder, title, "duties.settle")
        with acting(people["clerk"], CODE) as act:
            act.record(Act.known["cases.register"], grant("granted", CLAUSE, "Gedaan.", (order,)), "case:1")

    return asked


def test_reminding_needs_something_to_remind_of() -> None:
    assert isinstance(may_remind(0, CLAUSE), Refused)
    assert isinstance(may_remind(1, CLAUSE), Granted)


def test_each_holder_gets_one_note_with_their_own_duties_and_nothing_of_others(
    ask: Callable[..., None], remind: Remind, people: dict[str, Any]
) -> None:
    ask("director", "Gesprek")
    ask("director", "Addendum")
    ask("controller", "Afrekening")
    told = {tuple(who): text for who, text in remind()}
    assert set(told) == {(people["director"].pk,), (people["controller"].pk,)}
    mine = told[(people["director"].pk,)]
    assert "Gesprek" in mine and "Addendum" in mine and "Afrekening" not in mine and "di 24 nov 2026" in mine


def test_a_second_tick_of_the_day_reminds_nobody_again(ask: Callable[..., None], remind: Remind) -> None:
    ask("director", "Gesprek")
    assert len(remind()) == 1 and remind() == []
    entry = Entry.objects.get(act="duties.remind")
    assert (entry.function, entry.object, entry.facts) == ("system", "reminder:2026-11-23", {"duties": 1})


@pytest.mark.parametrize("due", [DAY + 3 * ONE, DAY - 2 * ONE])
def test_a_day_without_anything_to_bring_up_leaves_no_trace(
    ask: Callable[..., None], remind: Remind, due: date
) -> None:
    ask("director", "Gesprek", due)
    if due < DAY:  # asked late: brought up today, and then no more
        remind()
    before = Entry.objects.count()
    assert remind(DAY + (ONE if due < DAY else 0 * ONE)) == []
    assert Entry.objects.count() == before


def test_who_left_and_who_works_for_a_third_municipality_hears_nothing(
    ask: Callable[..., None], remind: Remind, people: dict[str, Any]
) -> None:
    held = Position.objects.filter(person=people["director"])
    held.update(until=DAY)
    since = date(2023, 1, 1)
    Position.objects.create(person=people["outsider"], function="director", organisation_id=HELLENDOORN, since=since)
    ask("director", "Gesprek")
    assert [who for who, _ in remind()] == [[people["director"].pk]]
    held.update(until=DAY - ONE)
    ask("director", "Addendum", DAY + 2 * ONE)
    with standing_at(datetime(2026, 11, 24, 8, tzinfo=UTC)):
        assert remind(DAY + ONE) == []
