"""What a part shows on a page of the register, and to whom."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from test_actions import GRAVE, Yard

from noaber.cemetery import panels


@pytest.fixture
def nothing_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "PANELS", [])
    monkeypatch.setattr(panels, "LINKS", [])


def test_a_part_shows_its_panel_on_the_page_of_a_grave_once(nothing_yet: None, people: Any, client: Any) -> None:
    Yard(people)

    def build(request: Any, file: Any) -> dict[str, Any]:
        return {"of": file.grave.number}

    for _ in range(2):
        panels.register("web/empty.html", build)
    panels.register("web/empty.html", lambda request, file: {}, panels.SIDE)
    client.force_login(people["clerk"])
    answer = client.get(f"/begraafplaatsen/graf/{GRAVE}/")
    assert answer.context["panels"] == {"main": [("web/empty.html", {"of": GRAVE})], "side": []}


def test_a_link_of_a_part_is_for_who_may_open_it(nothing_yet: None, people: Any, client: Any) -> None:
    panels.register_link(panels.GRAVES, "new-grave", "Nieuw graf")
    for name, sees in (("clerk", True), ("director", False)):
        client.force_login(people[name])
        assert ("Nieuw graf" in client.get("/begraafplaatsen/").content.decode()) is sees
