"""PostgreSQL is asked whether it is still there only when something was heard from it."""

import os

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.config.postgresql.base import DatabaseWrapper

pytestmark = pytest.mark.only("postgresql")


@pytest.fixture
def apart(db):
    """A connection of its own, that a test may lose."""
    wrapper = DatabaseWrapper(connection.settings_dict, "apart")
    wrapper.connect()
    yield wrapper
    if wrapper.connection is not None:
        wrapper.connection.close()


def test_a_connection_on_which_nothing_came_in_is_whole_without_asking(apart):
    with CaptureQueriesContext(apart) as queries:
        assert apart.is_usable()
    assert not queries.captured_queries


def test_a_server_that_went_away_is_noticed_before_the_first_statement(apart):
    address = f"postgresql://admin@127.0.0.1:{os.environ['NOABER_TEST_PG_PORT']}/postgres"
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(%s)", [apart.connection.info.backend_pid])
        admin.execute("SELECT pg_sleep(0.2)")
    assert not apart.is_usable()
