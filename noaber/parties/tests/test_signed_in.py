"""Who is signed in: the session that is read, and the person with what they may do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from noaber.parties.models import Person
from noaber.parties.sessions import SessionStore
from noaber.parties.sign_in import Staff


@pytest.fixture
def session(db):
    store = SessionStore()
    store["agreement"] = "ommen-twenterand-2024"
    store.create()
    return store


def test_a_session_is_read_back_with_one_plain_statement(session):
    with CaptureQueriesContext(connection) as queries:
        assert SessionStore(session.session_key)["agreement"] == "ommen-twenterand-2024"
    assert len(queries) == 1


@pytest.mark.parametrize(("seconds", "known"), [(-1, False), (60, True)])
def test_a_session_that_has_run_out_is_not_read(session, seconds, known):
    session.model.objects.update(expire_date=timezone.now() + timedelta(seconds=seconds))
    again = SessionStore(session.session_key)
    assert (again.get("agreement") is not None) == known
    assert (again.session_key is not None) == known, "its name is not used again"


def test_a_session_nobody_knows_is_empty(db):
    assert SessionStore("x" * 32).get("agreement") is None


def test_the_person_comes_with_their_functions_in_one_statement(people):
    with CaptureQueriesContext(connection) as queries:
        found = Staff().get_user(people["clerk"].pk)
        assert [position.function for position in found.positions_on(timezone.now().date())] == ["clerk"]
    assert len(queries) == 1


def test_somebody_without_a_function_is_still_somebody(people):
    newcomer = Person.objects.create(email="nieuw@demo.noaber.example", name="Nieuw", employer=people["clerk"].employer)
    assert Staff().get_user(newcomer.pk) == newcomer


def test_who_may_no_longer_sign_in_is_nobody(people):
    Person.objects.filter(pk=people["clerk"].pk).update(is_active=False)
    assert Staff().get_user(people["clerk"].pk) is None
    assert Staff().get_user(0) is None
