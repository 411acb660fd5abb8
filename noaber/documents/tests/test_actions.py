"""Documents are applied for, come in, are handed out or destroyed, and the journal and the report say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from noaber.agreement.acting import AlreadyDone, Once, Refusal
from noaber.agreement.queries import book_of
from noaber.config.worker import tick
from noaber.demo.schedule import moment_of
from noaber.documents import actions, rules
from noaber.documents.models import DocumentRecord
from noaber.documents.queries import kinds_of
from noaber.duties.actions import raise_due
from noaber.duties.models import Duty
from noaber.journal.models import CountedLine, Entry
from noaber.parties.clock import standing_at
from noaber.reporting.queries import shown
from noaber.separation.actions import open_deviation
from noaber.values import Period

CODE = "ommen-twenterand-2024"
APPLIED, DUE, LATE = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 10)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-02T09:00:00+01:00", tick=False) as traveller:
        yield traveller


def asked(
    people: Any, number: int = 1, urgent: bool = False, product: str = "paspoort", reference: str = ""
) -> list[int]:
    rows = actions.apply(people["clerk"], CODE, product, number, urgent, "OMM", reference)
    return [row.pk for row in rows]


def came(people: Any, keys: list[int], day: date = DUE) -> None:
    with standing_at(moment_of(day, 9)):
        actions.receive(people["clerk"], CODE, keys)


def sums(measure: str = "kpi", key: str = "BZ-03") -> tuple[int, int]:
    lines = CountedLine.objects.filter(measure=measure, key=key)
    return sum(line.quantity for line in lines), sum(line.base for line in lines)


def test_the_documents_are_the_travel_documents_and_the_licence(agreement: Any) -> None:
    found = kinds_of(book_of(agreement))
    assert set(found) == {
        "paspoort",
        "identiteitskaart",
        "rijbewijs",
        "tweede-paspoort",
        "zakenpaspoort",
        "faciliteitenpaspoort",
        "vreemdelingenpaspoort",
        "vluchtelingenpaspoort",
    }
    assert {kind.kpis[0][0] for kind in found.values()} == {"BZ-03"}
    assert found["rijbewijs"].licence and not found["paspoort"].licence


def test_several_are_applied_for_at_once_and_come_in_on_different_days(people: Any) -> None:
    first, second, third = asked(people, 3, reference="R-100")
    assert [row.called for row in DocumentRecord.objects.order_by("series")] == ["R-100", "R-100 (2)", "R-100 (3)"]
    came(people, [first, second])
    came(people, [third], LATE)
    assert sums() == (2, 3)
    row = DocumentRecord.objects.get(pk=first)
    assert (row.due, row.ready_on, row.collect_until) == (DUE, DUE, date(2027, 2, 9))
    done = Entry.objects.filter(object__startswith="documents:", act__startswith="documents").order_by("id")
    assert [(entry.act, entry.facts["number"]) for entry in done] == [
        ("documents.apply", 3),
        ("documents.receive", 2),
        ("documents.receive", 1),
    ]
    assert not CountedLine.objects.filter(measure__startswith="case.").exists()


def test_an_urgent_one_is_left_out_and_counted_as_such(people: Any) -> None:
    came(people, [*asked(people, urgent=True), *asked(people)])
    assert sums() == (1, 1) and sums("kpi.excluded", "BZ-03:urgent") == (1, 0)


def test_the_clock_counts_what_is_late_once_and_only_once(people: Any) -> None:
    keys = asked(people, 2) + asked(people, urgent=True)
    for day in (DUE, LATE, LATE):
        with standing_at(moment_of(day, 6)):
            tick(day)
    assert sums() == (0, 2)
    came(people, keys, LATE)
    assert sums() == (0, 2) and sums("kpi.excluded", "BZ-03:urgent") == (1, 0)
    entries = Entry.objects.filter(act="documents.pass_term")
    assert {(entry.actor, entry.function) for entry in entries} == {("noaber", "system")}


def test_it_is_handed_out_by_somebody_else_and_only_while_it_may(people: Any) -> None:
    key, other = asked(people, 2)
    came(people, [key, other])
    with standing_at(moment_of(LATE, 10)):
        with pytest.raises(Refusal) as refusal:
            actions.hand_out(people["clerk"], CODE, key)
        assert refusal.value.decision.code == "same-person"
        row = actions.hand_out(people["second_line"], CODE, key)
    assert (row.state, row.ended_on) == (rules.HANDED_OUT, LATE)
    with standing_at(moment_of(date(2027, 2, 10), 10)), pytest.raises(Refusal) as refusal:
        actions.hand_out(people["second_line"], CODE, other)
    assert refusal.value.decision.code == "term-passed"
    assert refusal.value.entry is not None and refusal.value.entry.clause == "Paspoortwet 42(4)"
    assert DocumentRecord.objects.get(pk=other).state == rules.READY


def test_under_a_deviation_one_person_does_both_and_the_journal_keeps_it(people: Any) -> None:
    who = people["clerk"].pseudonym
    open_deviation(people["team_lead"], CODE, "Ziekte", DUE, LATE, [who])
    [key] = asked(people)
    came(people, [key])
    with standing_at(moment_of(LATE, 10)):
        row = actions.hand_out(people["clerk"], CODE, key)
    assert row.entry.reason == "deviation"


def test_what_nobody_collects_is_destroyed_after_three_months_and_not_before(people: Any) -> None:
    keys = asked(people, 2)
    came(people, keys)
    for day, refused in ((date(2027, 2, 9), True), (date(2027, 2, 10), False)):
        with standing_at(moment_of(day, 10)):
            if refused:
                with pytest.raises(Refusal) as refusal:
                    actions.destroy(people["clerk"], CODE, keys, rules.UNCOLLECTED)
                assert refusal.value.decision.code == "still-collectable"
            else:
                assert actions.destroy(people["clerk"], CODE, keys, rules.UNCOLLECTED) == 2
    rows = DocumentRecord.objects.all()
    assert {(row.state, row.reason) for row in rows} == {(rules.DESTROYED, rules.UNCOLLECTED)}


def test_a_faulty_one_goes_back_at_once_and_a_withdrawn_application_lapses(people: Any) -> None:
    [faulty], [gone] = asked(people), asked(people)
    came(people, [faulty])
    with standing_at(moment_of(DUE, 11)):
        actions.destroy(people["clerk"], CODE, [faulty], rules.FAULTY)
        actions.cancel(people["clerk"], CODE, gone, rules.WITHDRAWN)
    assert sums() == (1, 1) and sums("kpi.excluded", "BZ-03:cancelled") == (1, 0)
    with pytest.raises(Refusal) as refusal:
        actions.receive(people["clerk"], CODE, [gone])
    assert refusal.value.decision.code == "not-waited-for"


def test_the_check_of_a_month_waits_for_what_is_left_and_does_the_duty(people: Any) -> None:
    keys = asked(people)
    came(people, keys)
    day = date(2027, 3, 3)
    with standing_at(moment_of(day, 10)):
        raise_due(CODE, day)
        duty = Duty.objects.get(code="reisdocument-niet-afgehaald", about="passport.uncollected:2027-02")
        with pytest.raises(Refusal) as refusal:
            actions.check(people["clerk"], CODE, rules.PASSPORT, Period.month(2027, 2))
        assert refusal.value.decision.code == "some-left"
        actions.destroy(people["clerk"], CODE, keys, rules.UNCOLLECTED)
        actions.check(people["clerk"], CODE, rules.PASSPORT, Period.month(2027, 2))
    duty.refresh_from_db()
    assert duty.done_on == day
    other = Duty.objects.get(code="rijbewijs-niet-afgehaald", about="licence.uncollected:2027-02")
    assert other.done_on is None


def test_a_request_number_counts_once_and_so_does_a_form(people: Any) -> None:
    once = Once.of("t", [("product", "paspoort")])
    actions.apply(people["clerk"], CODE, "paspoort", 1, False, reference="R-1", once=once)
    with pytest.raises(AlreadyDone):
        actions.apply(people["clerk"], CODE, "paspoort", 1, False, reference="R-1", once=once)
    with pytest.raises(Refusal) as refusal:
        actions.apply(people["clerk"], CODE, "paspoort", 1, False, reference="R-1")
    assert refusal.value.decision.code == "already-known"
    assert DocumentRecord.objects.count() == 1


def test_nobody_of_the_client_takes_an_application_and_other_products_are_none(people: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.apply(people["director"], CODE, "paspoort", 1, False)
    assert refusal.value.decision.code == "no-function"
    with pytest.raises(KeyError):
        actions.apply(people["clerk"], CODE, "verhuizing", 1, False)


def test_the_quarterly_report_shows_the_norm_and_what_it_left_out(people: Any, agreement: Any) -> None:
    keys = asked(people, 9)
    came(people, keys + asked(people, 2, urgent=True))
    asked(people)
    with standing_at(moment_of(LATE, 6)):
        tick(LATE)
    report = shown(agreement, "2026-Q4").report
    [row] = [one for one in report.indicators if one.kpi.code == "BZ-03"]
    assert row.outcome is not None and row.outcome.ratio.value == "9 / 10"
    assert row.status.text == "niet gehaald"
    assert [(figure.value, figure.trace.label) for figure in row.excluded] == [("2", "buiten de telling: met spoed")]
    assert "Buiten de telling: 2 met spoed." in row.note and "kpi.excluded" in row.excluded[0].trace.lines
    accounted = [one for one in report.accounts() if one.row.startswith("BZ-03")]
    assert ("buiten de telling: met spoed", 2) in [(one.name, one.figure.number) for one in accounted]
