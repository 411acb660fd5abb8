"""What tests share: the agreements as loaded, and fictional people who hold one function each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.people import agreement_of_ommen, make_people

ROOT = Path(__file__).resolve().parent
FOLDERS = ("ommen-twenterand-2024", "demo-hellendoorn-almelo-2025")


NO_DATABASE = "postgresql://nobody@no-database.invalid/ask-for-the-fixture-db-or-place"
DATABASES = {"db", "transactional_db", "django_db_setup", "first_place", "site"}
"""The fixtures behind everything that touches a database, in this process or in one of its own."""


def pure(item: pytest.Item) -> bool:
    """Does a test touch no database? Then it says the same beside each. Nobody marks it: its fixtures tell."""
    fixtures = getattr(item, "fixturenames", ())
    marked = any(item.get_closest_marker(name) for name in ("django_db", "only", "browser"))
    return not marked and DATABASES.isdisjoint(fixtures)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what another run of `make test` does: nothing is skipped for it.

    Beside PostgreSQL these are tests about SQLite (`@pytest.mark.only("sqlite")`) and tests that touch no database.
    """
    from django.db import connection

    def here(item: pytest.Item) -> bool:
        mark = item.get_closest_marker("only")
        if mark is not None:
            return connection.vendor in mark.args
        return connection.vendor == "sqlite" or not pure(item)

    left = [item for item in items if not here(item)]
    items[:] = [item for item in items if here(item)]
    config.hook.pytest_deselected(items=left)


@pytest.fixture(autouse=True)
def no_database_by_accident(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that a pure test starts finds no database; within this process pytest-django sees to it."""
    if pure(request.node):
        for name in ("NOABER_DATABASE_URL", "NOABER_APP_URL", "NOABER_DATABASE_OWNER_URL"):
            monkeypatch.setenv(name, NO_DATABASE)


@pytest.fixture(scope="session", autouse=True)
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keys and copies of fingerprints of this test process only."""
    from django.conf import settings

    from noaber.journal.keys import signing_key

    path = tmp_path_factory.mktemp("data")
    before, settings.DATA_DIR = settings.DATA_DIR, path
    settings.SECURE_SSL_REDIRECT = False  # the test client speaks plain HTTP; tests of headers put it back
    signing_key.cache_clear()
    yield path
    settings.DATA_DIR = before


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database with the agreements in it, used by the role that the application has in production."""
    from django.db import connection

    from noaber.agreement.actions import load

    with django_db_blocker.unblock():
        for folder in FOLDERS:
            load(ROOT / "agreements" / folder)
        role = _role(connection, "noaber_app")
    yield
    if role:
        with django_db_blocker.unblock():
            _role(connection, "")


def _role(connection: Any, role: str) -> bool:
    """Make the connection act as a role without ownership; only PostgreSQL has roles."""
    if connection.vendor != "postgresql":
        return False
    options = connection.settings_dict["OPTIONS"]
    words = [word for word in options["options"].split(" -c ") if not word.startswith("role=")]
    options["options"] = " -c ".join([*words, f"role={role}"] if role else words)
    connection.close()
    return True


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a process keeps for speed must not outlive the rows of a test."""
    from noaber.journal import sealing

    sealing._waited.clear()
    monkeypatch.setattr(sealing, "GLANCE_SECONDS", -1)
    yield


@pytest.fixture
def agreement(db: None) -> Any:
    """The agreement of Ommen and Twenterand, with Ommen's rows in sight."""
    return agreement_of_ommen()


@pytest.fixture
def people(agreement: Any) -> dict[str, Any]:
    """Somebody for each function under the agreement, and `outsider`: a clerk of a third municipality."""
    return make_people()


@pytest.fixture
def appointed(people: dict[str, Any]) -> dict[str, Any]:
    """The same people, of whom `clerk` may sign for the registrar and take declarations under oath; nobody else may."""
    from noaber.competence import actions
    from noaber.competence.rules import ABS, OATH, VOE, Competence
    from noaber.parties.clock import today

    for kind in (ABS, OATH, VOE):
        wanted = Competence(kind, today(), None, "B&W 2026/1")
        actions.record(people["team_lead"], "ommen-twenterand-2024", people["clerk"].pseudonym, wanted)
    return people


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, one for the whole run; its tests run by themselves, for it keeps an event loop open."""
    from playwright.sync_api import sync_playwright

    path = Path("/usr/bin/chromium")
    assert path.exists(), "Chromium ontbreekt. Installeer het met: tests/system_packages.sh"
    flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    flags += " --disable-component-update --disable-sync"
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(path), args=flags.split())
        yield opened
        opened.close()
