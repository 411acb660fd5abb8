"""What people do with cases, what the agreement refuses them, and what the journal says of both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from noaber.agreement.acting import AlreadyDone, Once, Refusal
from noaber.agreement.queries import book_of
from noaber.cases import actions, rules
from noaber.cases.models import Case
from noaber.cases.queries import Wanted, counted_days, to_pass, worklist
from noaber.journal.models import CountedLine, Entry

CODE = "ommen-twenterand-2024"
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """A Tuesday in November, at nine."""
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def product(agreement: Any) -> Any:
    """A product of the college with a norm, so that every clock and every count is in play."""
    return next(
        product
        for product in book_of(agreement).products
        if product.organ == "college" and product.norm_workdays and product.span and len(product.outcomes) > 1
    )


@pytest.fixture
def case(people: dict[str, Any], product: Any) -> Case:
    """A case that came in today."""
    return actions.register_case(people["clerk"], CODE, product.code, DAY, "Z-2026-1")


def lines_of(entry: Any) -> dict[str, int]:
    return dict(CountedLine.objects.filter(entry=entry).values_list("measure", "quantity"))


def refused_as(refusal: pytest.ExceptionInfo[Refusal]) -> str:
    entry = refusal.value.entry
    assert entry is not None and entry.result == "refused" and Entry.objects.filter(pk=entry.pk).exists()
    return entry.reason


def test_registering_gives_a_number_a_clock_and_one_line(case: Case, product: Any, people: dict[str, Any]) -> None:
    entry = case.entry
    assert case.number.startswith("2026-") and case.state == rules.OPEN and case.clock == min(case.due, case.norm_due)
    assert (entry.act, entry.object, entry.result) == ("cases.register", f"case:{case.number}", "granted")
    assert (entry.actor, entry.function) == (people["clerk"].pseudonym, "clerk")
    assert lines_of(entry) == {"case.registered": 1}


def test_a_case_of_tomorrow_is_refused_and_the_refusal_stays_in_the_journal(
    people: dict[str, Any], product: Any
) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.register_case(people["clerk"], CODE, product.code, DAY + timedelta(days=1))
    assert refused_as(refusal) == "received-later" and not Case.objects.exists()


@pytest.mark.parametrize("who", ["controller", "director", "outsider"])
def test_who_has_no_mandate_registers_nothing(who: str, people: dict[str, Any], product: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.register_case(people[who], CODE, product.code, DAY)
    assert refused_as(refusal) == "no-function" and not Case.objects.exists()


def test_days_in_which_the_applicant_completes_the_application_move_both_clocks(
    case: Case, people: dict[str, Any], clock: Any
) -> None:
    due, norm = case.due, case.norm_due
    actions.suspend_case(people["clerk"], CODE, case.number)
    clock.shift(timedelta(days=11))
    found = actions.resume_case(people["clerk"], CODE, case.number)
    assert found.suspensions == [["2026-11-24", "2026-12-05"]] and found.suspended_on is None
    assert found.due >= due + timedelta(days=10) and found.norm_due == norm + timedelta(days=10)


def test_a_decision_is_signed_on_behalf_of_the_college_and_counts_for_the_norm(
    case: Case, people: dict[str, Any], product: Any
) -> None:
    found = actions.decide_case(people["clerk"], CODE, case.number, product.outcomes[0])
    found.refresh_from_db()
    assert found.signature == "namens het college van burgemeester en wethouders van Ommen"
    assert found.entry.mandate == "college-zaken" and found.entry.facts["outcome"] == product.outcomes[0]
    assert "case.overdue" not in lines_of(found.entry)


def test_a_suspended_case_is_not_decided(case: Case, people: dict[str, Any], product: Any) -> None:
    actions.suspend_case(people["clerk"], CODE, case.number)
    with pytest.raises(Refusal) as refusal:
        actions.decide_case(people["clerk"], CODE, case.number, product.outcomes[0])
    assert refused_as(refusal) == "suspended"
    case.refresh_from_db()
    assert case.state == rules.SUSPENDED and case.outcome == ""


def test_a_team_lead_does_not_decide_for_the_registrar(appointed: dict[str, Any], agreement: Any) -> None:
    people = appointed
    product = next(product for product in book_of(agreement).products if product.organ == "registrar")
    case = actions.register_case(people["clerk"], CODE, product.code, DAY)
    with pytest.raises(Refusal) as refusal:
        actions.decide_case(people["team_lead"], CODE, case.number, product.outcomes[0])
    assert refused_as(refusal) == "no-function"
    actions.decide_case(people["clerk"], CODE, case.number, product.outcomes[0], no_party=True)


def test_closing_counts_the_case_and_its_working_days(
    case: Case, people: dict[str, Any], product: Any, clock: Any
) -> None:
    clock.shift(timedelta(days=7))
    actions.decide_case(people["clerk"], CODE, case.number, product.outcomes[0])
    found = actions.close_case(people["clerk"], CODE, case.number)
    assert found.state == rules.CLOSED and lines_of(found.entry) == {"case.closed": 1, "case.days": 5}


def test_a_case_is_not_closed_before_it_is_decided(case: Case, people: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.close_case(people["clerk"], CODE, case.number)
    assert refused_as(refusal) == "not-decided"


def test_the_clock_counts_a_late_case_once_and_the_decision_no_more(
    case: Case, people: dict[str, Any], product: Any, clock: Any
) -> None:
    clock.shift(timedelta(days=200))
    day = DAY + timedelta(days=200)
    assert to_pass(case.municipality_id, day) == [case.pk]
    actions.pass_term(CODE, case.pk)
    case.refresh_from_db()
    assert case.passed and lines_of(case.entry)["case.overdue"] == 1 and case.entry.actor == "noaber"
    assert to_pass(case.municipality_id, day) == []
    decided = actions.decide_case(people["clerk"], CODE, case.number, product.outcomes[0])
    assert "case.overdue" not in lines_of(decided.entry) and "kpi" not in lines_of(decided.entry)


def test_the_clock_leaves_a_case_alone_that_still_runs(case: Case) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.pass_term(CODE, case.pk)
    assert refused_as(refusal) == "not-passed"


def test_a_form_that_is_sent_twice_makes_one_case(people: dict[str, Any], product: Any) -> None:
    once = Once.of("token-of-this-form", [("product", product.code)])
    actions.register_case(people["clerk"], CODE, product.code, DAY, once=once)
    with pytest.raises(AlreadyDone) as done:
        actions.register_case(people["clerk"], CODE, product.code, DAY, once=once)
    assert done.value.same and Case.objects.count() == 1


def test_a_day_at_the_desk_counts_each_product_and_is_listed(people: dict[str, Any], agreement: Any) -> None:
    desk = [product.code for product in book_of(agreement).products if product.service == 1][:2]
    actions.count_desk(people["clerk"], CODE, DAY, dict(zip(desk, (4, 3), strict=True)))
    (row,) = counted_days(agreement.client_id)
    assert (row.day, row.products) == (DAY, 7)


def test_an_empty_day_at_the_desk_is_refused(people: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.count_desk(people["clerk"], CODE, DAY, {})
    assert refused_as(refusal) == "nothing-counted"


def test_what_runs_out_first_stands_first_and_what_never_runs_out_last(people: dict[str, Any], agreement: Any) -> None:
    products = book_of(agreement).products
    endless = next(
        product for product in products if not product.span and not product.norm_workdays and product.outcomes
    )
    timed = next(product for product in products if product.span and product.outcomes)
    last = actions.register_case(people["clerk"], CODE, endless.code, DAY)
    later = actions.register_case(people["clerk"], CODE, timed.code, DAY)
    first = actions.register_case(people["clerk"], CODE, timed.code, DAY - timedelta(days=30))
    rows = worklist(agreement.client_id, Wanted()).rows
    assert [row["number"] for row in rows] == [first.number, later.number, last.number]


def test_a_worklist_costs_the_same_whatever_there_is(
    people: dict[str, Any], agreement: Any, product: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        worklist(agreement.client_id, Wanted())
    for _ in range(3):
        actions.register_case(people["clerk"], CODE, product.code, DAY)
    with django_assert_num_queries(2):
        assert worklist(agreement.client_id, Wanted()).total == 3


def test_a_number_that_chance_makes_twice_is_made_anew(agreement: Any, people: Any, monkeypatch: Any) -> None:
    from noaber.cases import queries

    product = next(row.code for row in book_of(agreement).products if not row.desk and row.span)
    made = iter(["2026-AAAAAA", "2026-AAAAAA", "2026-BBBBBB"])
    monkeypatch.setattr(queries, "new_number", lambda year: next(made))
    numbers = [actions.register_case(people["clerk"], CODE, product, date.today()).number for _ in range(2)]
    assert numbers == ["2026-AAAAAA", "2026-BBBBBB"]
