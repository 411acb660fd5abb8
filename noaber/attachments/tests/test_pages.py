"""Who sees a file, and that a browser runs nothing of it."""

from __future__ import annotations

import pytest

from noaber.agreement.acting import acting
from noaber.attachments.actions import keep
from noaber.attachments.files import JPEG, PDF, Taken
from noaber.cases import acts
from noaber.values import Clause, grant

CODE = "ommen-twenterand-2024"


def kept(person, media_type: str, name: str):
    with acting(person, CODE) as act:
        entry = act.record(acts.COUNT_DESK, grant("kept", Clause("Awb", "2:3"), "Bewaard."), "desk:2026-11-02")
        return keep(entry, Taken(name, media_type, b"bytes"))


@pytest.mark.parametrize(
    ("media_type", "name", "shown"),
    [(JPEG, "steen.jpg", 'inline; filename="steen.jpg"'), (PDF, "akte é.pdf", "attachment; filename*=utf-8''akte")],
)
def test_a_photo_is_shown_and_a_paper_is_saved_and_neither_runs(people, client, media_type, name, shown):
    found = kept(people["clerk"], media_type, name)
    client.force_login(people["clerk"])
    answer = client.get(f"/bijlagen/{found.pk}/")
    assert answer.content == b"bytes" and answer["Content-Type"] == media_type
    assert answer["Content-Disposition"].startswith(shown)
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]


def test_nobody_else_sees_it(people, client):
    found = kept(people["clerk"], JPEG, "steen.jpg")
    assert client.get(f"/bijlagen/{found.pk}/").status_code == 302
    client.force_login(people["director"])
    assert client.get(f"/bijlagen/{found.pk}/").status_code == 403
    client.force_login(people["clerk"])
    assert client.get(f"/bijlagen/{found.pk + 1}/").status_code == 404
