"""The one door: what is done is journalled, what is refused too, and a form counts once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from noaber.agreement.acting import AlreadyDone, Once, Refusal, acting, permission
from noaber.agreement.acts import EXPORT_JOURNAL
from noaber.agreement.queries import book_of
from noaber.cases import actions, acts
from noaber.cases.models import Case
from noaber.journal.models import Entry
from noaber.parties.clock import today
from noaber.values import Granted, Refused, grant, refuse

CODE = "ommen-twenterand-2024"
PRODUCT = "verhuizing"


def newest() -> Entry:
    return Entry.objects.order_by("-id").first()  # type: ignore[return-value]


def some_product(agreement: Any) -> str:
    return next(product.code for product in book_of(agreement).products if not product.desk and product.span)


def test_an_act_leaves_one_entry_that_says_who_did_what_under_which_clause_and_mandate(agreement, people):
    case = actions.register_case(people["clerk"], CODE, some_product(agreement), today())
    entry = newest()
    assert entry.act == "cases.register" and entry.granted
    assert entry.actor == people["clerk"].pseudonym and entry.function == "clerk"
    assert entry.mandate and entry.clause and entry.object == f"case:{case.number}"
    assert case.entry_id == entry.pk


def test_a_refusal_rolls_the_act_back_and_is_journalled_with_its_clause(agreement, people):
    case = actions.register_case(people["clerk"], CODE, some_product(agreement), today())
    before = Entry.objects.count()
    with pytest.raises(Refusal) as refused:
        actions.close_case(people["clerk"], CODE, case.number)
    entry = refused.value.entry
    assert entry is not None and entry.result == "refused" and entry.reason == "not-decided"
    assert entry.object == f"case:{case.number}", "a refusal belongs to the story of what it is about"
    assert Entry.objects.count() == before + 1
    assert Case.objects.get(pk=case.pk).state == "open"


def test_somebody_without_the_function_is_refused_with_who_may(agreement, people):
    with pytest.raises(Refusal) as refused:
        actions.register_case(people["director"], CODE, some_product(agreement), today())
    assert refused.value.decision.code == "no-function"
    assert "medewerker" in refused.value.decision.cure
    assert newest().result == "refused"


def test_somebody_of_a_third_municipality_is_refused_although_the_function_is_the_same(agreement, people):
    with pytest.raises(Refusal) as refused:
        actions.register_case(people["outsider"], CODE, some_product(agreement), today())
    assert refused.value.decision.code == "no-function"


def test_a_closed_account_can_do_nothing_more(agreement, people):
    people["clerk"].is_active = False
    with pytest.raises(Refusal) as refused:
        actions.register_case(people["clerk"], CODE, some_product(agreement), today())
    assert refused.value.decision.code == "inactive" and newest().reason == "inactive"


def test_a_function_that_has_ended_is_no_function(agreement, people):
    clerk = people["clerk"]
    clerk.positions.update(until=today() - timedelta(days=1))
    answer = permission(agreement, book_of(agreement), clerk, acts.REGISTER, today())
    assert isinstance(answer, Refused)
    clerk.positions.update(until=today())
    del clerk._positions
    assert not isinstance(permission(agreement, book_of(agreement), clerk, acts.REGISTER, today()), Refused)


def test_a_form_that_is_sent_twice_counts_once(agreement, people):
    once = Once.of("token-1", [("product", "x")])
    actions.register_case(people["clerk"], CODE, some_product(agreement), today(), once=once)
    number = Case.objects.count()
    with pytest.raises(AlreadyDone) as done:
        actions.register_case(people["clerk"], CODE, some_product(agreement), today(), once=once)
    assert done.value.same and Case.objects.count() == number


def test_a_form_that_is_sent_again_with_other_content_is_told_apart(agreement, people):
    actions.register_case(people["clerk"], CODE, some_product(agreement), today(), once=Once.of("t", [("a", "1")]))
    with pytest.raises(AlreadyDone) as done:
        actions.register_case(people["clerk"], CODE, some_product(agreement), today(), once=Once.of("t", [("a", "2")]))
    assert not done.value.same


def test_an_act_that_records_nothing_is_a_mistake(agreement, people):
    with pytest.raises(AssertionError, match="leaves no entry"), acting(people["clerk"], CODE):
        pass


def test_an_act_that_the_rule_refuses_writes_nothing_even_when_the_mandate_is_there(agreement, people):
    with pytest.raises(Refusal), acting(people["director"], CODE) as act:
        act.record(EXPORT_JOURNAL, refuse("no", act.clause("6"), "Nee."))
    assert newest().result == "refused"


def test_while_the_journal_is_not_sealed_for_too_long_nobody_may_act(agreement, people):
    actions.register_case(people["clerk"], CODE, some_product(agreement), today())
    later = Entry.objects.order_by("id").first().at + timedelta(minutes=241)  # type: ignore[union-attr]
    with time_machine.travel(later, tick=False):
        from noaber.journal import sealing

        sealing._waited.clear()
        with pytest.raises(Refusal) as refused:
            actions.register_case(people["clerk"], CODE, some_product(agreement), today())
    assert refused.value.decision.code == "journal-stalled"


def test_facts_never_carry_the_name_or_the_address_of_the_actor(agreement, people):
    actions.register_case(people["clerk"], CODE, some_product(agreement), today())
    entry = newest()
    text = entry.header + str(entry.facts)
    assert people["clerk"].name not in text and people["clerk"].email not in text


def test_the_queries_of_an_act_are_a_fixed_number(agreement, people, django_assert_max_num_queries):
    actions.register_case(people["clerk"], CODE, some_product(agreement), today())
    with django_assert_max_num_queries(14):
        actions.register_case(people["clerk"], CODE, some_product(agreement), today())


def test_grant_and_refuse_take_a_clause_or_the_term_it_stands_in(agreement):
    clause = book_of(agreement).reference("3.7")
    assert isinstance(grant("yes", clause, "Ja."), Granted) and refuse("no", clause, "Nee.").clause == clause
