"""What tests share: the agreements as loaded, and fictional people who hold one function each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent
FOLDERS = ("ommen-twenterand-2024", "demo-hellendoorn-almelo-2025")
OMMEN, TWENTERAND, HELLENDOORN = 175, 1700, 163


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other database: `@pytest.mark.only("postgresql")`. Nothing is skipped for it."""
    from django.db import connection

    kept, left = [], []
    for item in items:
        mark = item.get_closest_marker("only")
        (kept if mark is None or connection.vendor in mark.args else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


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
    from noaber.agreement.models import Agreement
    from noaber.parties.scope import set_scope

    found = Agreement.objects.get(code="ommen-twenterand-2024")
    set_scope(found.client_id)
    return found


@pytest.fixture
def people(agreement: Any) -> dict[str, Any]:
    """Somebody for each function under the agreement, and `outsider`: a clerk of a third municipality.

    They have set up a second factor, as everybody outside the demo must.
    """
    from allauth.mfa.models import Authenticator

    from noaber.parties.models import Person, Position

    employer = dict.fromkeys(("clerk", "second_line", "team_lead", "controller", "administrator"), TWENTERAND)
    employer |= dict.fromkeys(("director", "ciso", "archivist", "keeper"), OMMEN) | {"outsider": HELLENDOORN}
    found = {}
    for name, organisation in employer.items():
        person = Person(email=f"{name}@example.nl", name=f"Test {name}", employer_id=organisation, fictional=True)
        person.set_unusable_password()
        person.save()
        function = "clerk" if name == "outsider" else name
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "TEST"})
        Position.objects.create(person=person, function=function, organisation_id=organisation, since=date(2023, 1, 1))
        found[name] = person
    return found


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
