"""Nine mistakes that somebody could make in code, each caught by the database or the door."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from noaber.agreement.guards import APPEND_ONLY, recorded_models, references, scoped_models, working_models
from noaber.agreement.models import Recorded
from noaber.agreement.queries import book_of
from noaber.cases import actions
from noaber.cases.models import Case
from noaber.journal.models import Checkpoint, CountedLine, Entry, Leaf, Payload
from noaber.parties.clock import today
from noaber.parties.scope import set_scope

CODE = "ommen-twenterand-2024"


@pytest.fixture
def case(agreement: Any, people: Any) -> Case:
    product = next(product.code for product in book_of(agreement).products if not product.desk and product.span)
    return actions.register_case(people["clerk"], CODE, product, today())


def refused(message: str) -> Any:
    return pytest.raises(DatabaseError, match=message)


# On PostgreSQL a test is one transaction, so what needs a commit in between is shown by tests/faults/test_mistakes.py.
sqlite = pytest.mark.only("sqlite")
postgresql = pytest.mark.only("postgresql")
KEPT = [pytest.param(model, marks=[sqlite] if model in (Leaf, Checkpoint) else []) for model in APPEND_ONLY]


@sqlite
def test_1_a_change_under_an_entry_of_an_earlier_act(case):
    with refused("no entry of this transaction"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(outcome="verleend")


@sqlite
def test_2_a_new_row_under_an_entry_of_an_earlier_act(case):
    with refused("no entry of this transaction"), transaction.atomic():
        Case.add(
            case.entry, number="2026-AAAAAA", service=2, product="x", organ="college", received=today(), handler="x"
        )


def test_3_a_row_of_one_municipality_under_an_entry_of_another(case):
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.create(
            entry=case.entry,
            municipality_id=163,
            number="A",
            service=2,
            product="x",
            organ="x",
            received=today(),
            handler="x",
        )


def test_4_a_row_that_moves_to_another_municipality(case):
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(municipality=163)


def test_5_a_recorded_row_that_is_deleted(case):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_case WHERE id = %s", [case.pk])


@pytest.mark.parametrize("model", KEPT)
def test_6_a_journal_row_that_is_changed_or_deleted(case, model):
    from noaber.journal.sealing import seal

    seal(case.municipality_id)
    set_scope(case.municipality_id)
    assert model.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(municipality=case.municipality_id)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")


def test_7_facts_that_are_rewritten_but_not_facts_that_are_erased(case):
    with pytest.raises(DatabaseError), transaction.atomic():
        Payload.objects.filter(entry=case.entry).update(body='{"product":"iets anders"}')
    Payload.objects.filter(entry=case.entry).update(body=None, salt=None)
    assert Entry.objects.get(pk=case.entry_id).facts == {}


def test_8_a_line_under_an_entry_of_another_municipality(case):
    with pytest.raises(DatabaseError), transaction.atomic():
        CountedLine.objects.create(
            entry=case.entry,
            municipality_id=163,
            measure="x",
            day=today(),
            month=202601,
            quantity=1,
            unit="count",
            service=1,
            key="",
            base=0,
            clause="",
        )


def test_9_a_change_of_a_row_that_is_gone_or_of_somebody_else(case, people):
    from noaber.agreement.acting import acting

    other = Case.objects.get(pk=case.pk)
    other.pk = case.pk + 1_000
    with pytest.raises(AssertionError, match="another municipality, or gone"), acting(people["clerk"], CODE) as act:
        from noaber.cases import acts
        from noaber.values import grant

        entry = act.record(acts.SUSPEND, grant("x", act.clause("3.1.1"), "x"), case.reference)
        other.change(entry, outcome="x")


def test_every_table_of_a_municipality_is_guarded(db):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'guard_%'")
        else:
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'")
        guarded = {table for table, _ in cursor.fetchall()}
    # A working table has no act to hold its rows against; on PostgreSQL the scope guards them, as the next test sees.
    free = {"journal_sealstate", *(model._meta.db_table for model in working_models())}
    assert {model._meta.db_table for model in scoped_models()} <= guarded | free


def test_nothing_that_an_act_made_is_ever_deleted(db):
    """Also not where a subject has checks of its own on the table."""
    before = {"postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgtype & 8 = 8 AND tgtype & 1 = 1"}
    lite = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE DELETE%'"
    with connection.cursor() as cursor:
        cursor.execute(before.get(connection.vendor, lite))
        guarded = {table for (table,) in cursor.fetchall()}
    assert {model._meta.db_table for model in recorded_models()} <= guarded


@pytest.mark.only("postgresql")
def test_no_table_of_a_municipality_is_open_to_another(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'one_municipality'")
        scoped = {table for (table,) in cursor.fetchall()}
    assert working_models() and scoped == {model._meta.db_table for model in scoped_models()}


def test_every_recorded_table_has_the_municipality_and_the_entry_of_its_rows():
    assert recorded_models() and all(issubclass(model, Recorded) for model in recorded_models())
    for model in recorded_models():
        assert "entry_id" in [column for column, _, _ in references(model)]


@postgresql
def test_on_postgresql_every_table_of_a_municipality_has_row_level_security(db):
    with connection.cursor() as cursor:
        for model in scoped_models():
            cursor.execute("SELECT row_security_active(%s)", [model._meta.db_table])
            assert cursor.fetchone()[0], model


@postgresql
def test_on_postgresql_the_rows_of_another_municipality_do_not_exist(case):
    set_scope(163)
    assert not Case.objects.filter(pk=case.pk).exists()
    set_scope(case.municipality_id)
    assert Case.objects.filter(pk=case.pk).exists()


@postgresql
def test_on_postgresql_nothing_is_seen_before_a_municipality_is_named(db):
    set_scope(None)
    with pytest.raises(DatabaseError), transaction.atomic():
        list(Case.objects.all()[:1])
