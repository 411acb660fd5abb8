"""What protects every answer, and what keeps an unsafe installation from starting."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from noaber.config.database import file_system_of, refuse_unsafe, unsafe_settings
from noaber.config.static_files import collect_static


def test_every_answer_carries_the_headers_that_internet_nl_asks_for(db: None, client: Any, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 63_072_000
    answer = client.get("/account/login/", secure=True, follow=True)
    policy = answer["Content-Security-Policy"]
    for word in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert word in policy
    assert "unsafe" not in policy and "data:" not in policy and "http:" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "max-age=63072000" in answer["Strict-Transport-Security"]
    assert "no-store" in answer["Cache-Control"]


def test_each_answer_has_a_nonce_of_its_own(db: None, client: Any) -> None:
    first, second = (client.get("/account/login/", follow=True)["Content-Security-Policy"] for _ in range(2))
    assert "nonce-" in first and first != second


def test_the_demo_is_impossible_outside_the_demo(people: Any, client: Any, settings: Any) -> None:
    settings.DEMO = False
    assert client.post(f"/wees/{people['clerk'].pk}/").status_code == 404


def test_without_a_second_factor_nothing_opens_but_the_page_that_sets_one_up(people: Any, client: Any) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.all().delete()
    client.force_login(people["clerk"])
    answer = client.get("/zaken/")
    assert answer.status_code == 302 and answer["Location"].startswith("/account/")


def test_a_password_is_kept_as_argon2id_with_the_parameters_of_owasp(people: Any) -> None:
    people["clerk"].set_password("een lang genoeg wachtwoord")
    _, variety, _, parameters, *_ = people["clerk"].password.split("$")
    assert variety == "argon2id" and parameters == "m=19456,t=2,p=1"


@pytest.mark.only("sqlite")
def test_sqlite_with_a_setting_that_can_lose_a_commit_does_not_start(db: None) -> None:
    refuse_unsafe()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=1000")
    try:
        assert any("busy_timeout" in finding for finding in unsafe_settings())
        with pytest.raises(ImproperlyConfigured, match="start niet"):
            refuse_unsafe()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=20000")


@pytest.mark.only("postgresql")
def test_postgresql_that_does_not_wait_for_its_disk_does_not_start(db: None) -> None:
    refuse_unsafe()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert any("synchronous_commit" in finding for finding in unsafe_settings())
    with pytest.raises(ImproperlyConfigured, match="start niet"):
        refuse_unsafe()


@pytest.mark.parametrize(
    ("place", "kind"),
    [("/srv/noaber/db", "nfs4"), ("/srv/noaber2/db", "ext4"), ("/var/lib/db", "ext4"), ("/srv/noaber", "nfs4")],
)
def test_a_network_disk_is_recognised_by_its_longest_mount_point(tmp_path: Path, place: str, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("disk / ext4 rw 0 0\nserver:/x /srv/noaber nfs4 rw 0 0\n")
    assert file_system_of(Path(place), mounts) == kind


def test_static_files_are_packed_at_the_first_start_and_again_only_when_one_changed(
    tmp_path: Path, settings: Any
) -> None:
    source, served = tmp_path / "source", tmp_path / "served"
    source.mkdir()
    served.mkdir()
    (source / "x.css").write_text("p{margin:0}")
    settings.STATIC_ROOT = served
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    assert collect_static() and (served / "x.css").exists()
    assert not collect_static()
    (source / "x.css").write_text("p{margin:1px}")
    later = (source / "x.css").stat().st_mtime + 5
    os.utime(source / "x.css", (later, later))  # copying goes by whole seconds, and this test is faster
    assert collect_static() and (served / "x.css").read_text() == "p{margin:1px}"
